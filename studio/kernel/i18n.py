"""gettext for window, documents and command line alike; the keys are the English sentences.

Captions and PDF pages need translations too and must not need Qt, so Qt's own
translator serves only Qt's own buttons.
"""

import gettext as _gettext
import locale
import os
import re

from studio.kernel import resources

LANGUAGES = {"en": "English", "it": "Italiano"}

_active: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def _(message: str) -> str:
    """Return the sentence in the active language."""
    return _active.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Return the sentence for a count in the active language."""
    return _active.ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools extract
    """Mark a sentence that is translated where it is shown."""
    return message


def use(language: str) -> None:
    """Speak `language` ('en', 'it') from now on; unknown ones speak English."""
    global _active, _language  # noqa: PLW0603 - a process speaks one language
    _language = language if language in LANGUAGES else "en"
    _active = _gettext.translation(
        "studio", resources.path("locale"), [_language], fallback=_language == "en"
    )


def language() -> str:
    """Return the code of the active language."""
    return _language


def system_language() -> str:
    """Return the language of the desktop when we speak it, else 'en'."""
    spoken = os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    spoken = spoken or os.environ.get("LANG") or locale.getlocale()[0] or "en"
    code = re.split(r"[-_.@:]", spoken, maxsplit=1)[0].lower()
    return {"italian": "it"}.get(code, code) if code in {*LANGUAGES, "italian"} else "en"
