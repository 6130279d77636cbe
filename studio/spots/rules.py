"""What a spot's values may be; pure checks that ops, forms and exports share."""

from studio.kernel import text
from studio.kernel.errors import Refused
from studio.kernel.i18n import _
from studio.render.shot import RATIOS

LONGEST_TITLE = 200


def title(raw: str) -> str:
    """Return a spot's title made clean; raise Refused when nothing is left or it is too long."""
    cleaned = text.clean_line(raw)
    if not cleaned:
        raise Refused(_("A spot needs a title. Type one and try again."))
    if len(cleaned) > LONGEST_TITLE:
        raise Refused(_("A title has at most {n} characters.").format(n=LONGEST_TITLE))
    return cleaned


def copy(raw: str) -> str:
    """Return action or dialogue made clean; raise Refused when it is longer than a field holds."""
    cleaned = text.clean_block(raw)
    if len(cleaned) > text.LONGEST:
        sentence = _("This text has {n} characters; a field holds {most}. Shorten it.")
        raise Refused(sentence.format(n=len(cleaned), most=text.LONGEST))
    return cleaned


def ratio(code: str) -> str:
    """Return the picture's ratio; raise Refused for one we do not draw."""
    if code not in RATIOS:
        raise Refused(
            _("“{code}” is not a picture ratio. Choose one of the list.").format(code=code)
        )
    return code
