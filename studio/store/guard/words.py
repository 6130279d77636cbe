"""What the user is told of a file that is not taken in."""

from pathlib import Path

from studio.kernel.errors import Busy, NoSpace, NotFound, Refused, StudioError, Unreadable
from studio.kernel.i18n import N_, _

_WORDS: dict[str, tuple[type[StudioError], str]] = {
    "missing": (
        NotFound,
        N_("“{name}” is not there any more. It may have been moved or renamed."),
    ),
    "link": (Refused, N_("“{name}” only leads to another file. Choose that file itself.")),
    "no file": (Unreadable, N_("“{name}” is not a file. Choose a workspace.")),
    "closed": (
        Unreadable,
        N_("“{name}” cannot be read. Check its permissions, or copy it elsewhere."),
    ),
    "large": (
        Refused,
        N_("“{name}” is larger than 8 GB. Ask its sender to compact it, or for a part of it."),
    ),
    "not ours": (
        Unreadable,
        N_("“{name}” is not a workspace of Persona Studio. Choose another file."),
    ),
    "newer": (Refused, N_("“{name}” was made by a newer Persona Studio. Update, then open it.")),
    "older": (
        Refused,
        N_(
            "“{name}” was made by an older Persona Studio. Open it with the current one where it "
            "was made, and take a copy saved there."
        ),
    ),
    "altered": (
        Refused,
        N_(
            "“{name}” was changed by another program. Open it where it was made, and take a copy "
            "saved there."
        ),
    ),
    "foreign": (
        Refused,
        N_(
            "“{name}” holds things that Persona Studio never writes, so it was not opened. Ask "
            "its sender for a copy saved by Persona Studio."
        ),
    ),
    "damaged": (
        Unreadable,
        N_("“{name}” is damaged and was not opened. Ask its sender for another copy."),
    ),
    "busy": (
        Busy,
        N_("“{name}” is being used by another program. Try again in a moment."),
    ),
    "slow": (
        Unreadable,
        N_("“{name}” could not be examined in reasonable time. Ask its sender for another copy."),
    ),
    "no space": (
        NoSpace,
        N_("The disk is full: “{name}” was not copied. Free some space and try again."),
    ),
}


def error(code: str, path: Path) -> StudioError:
    """Return the failure for what the guard found, worded for the user."""
    kind, sentence = _WORDS.get(code, _WORDS["damaged"])
    return kind(_(sentence).format(name=path.name))
