"""What a reader takes for one character: grapheme clusters, and which of them are emoji.

Follows Unicode annex 29 (extended grapheme clusters) as far as scripts of the bundled faces need
it; Unicode's own tables of emoji are written here as ranges, since Python carries none.
"""

import re
import unicodedata
from enum import IntEnum, auto
from functools import lru_cache

ZERO_WIDTH_JOINER = "\u200d"
TEXT_STYLE = "\ufe0e"
EMOJI_STYLE = "\ufe0f"
KEYCAP = "\u20e3"

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_NEWLINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_PICTURE = re.compile(
    "[©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⎈⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-★☇-☒☔-⚅⚐-✅✈-✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣-❧➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
    "\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171"
    "\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5"
    "\U0001f201-\U0001f20f\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f23c-\U0001f23f"
    "\U0001f249-\U0001f3fa\U0001f400-\U0001f53d\U0001f546-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff\U0001f80c-\U0001f80f\U0001f848-\U0001f84f"
    "\U0001f85a-\U0001f85f\U0001f888-\U0001f88f\U0001f8ae-\U0001f8ff\U0001f90c-\U0001f93a"
    "\U0001f93c-\U0001f945\U0001f947-\U0001faff\U0001fc00-\U0001fffd]"
)
_COLOURED = re.compile(
    "[⌚⌛⏩-⏬⏰⏳◽◾☔☕♈-♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓-❕❗➕-➗➰➿⬛⬜⭐⭕\U0001f000-\U0001faff]"
)
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_EXTEND = re.compile("[\u0e33\u0eb3\u200c\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_PREPEND = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e]")
_HANGUL_LETTER = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_SIMPLE = re.compile("[^\r\u0300-\U0010ffff]*")


class Kind(IntEnum):
    """How a character joins its neighbours."""

    OTHER = auto()
    CONTROL = auto()
    EXTEND = auto()
    JOINER = auto()
    PREPEND = auto()
    FLAG = auto()
    PICTURE = auto()
    LEADING = auto()
    VOWEL = auto()
    TRAILING = auto()
    OPEN_SYLLABLE = auto()
    CLOSED_SYLLABLE = auto()


_KINDS = (
    (re.compile(ZERO_WIDTH_JOINER), Kind.JOINER),
    (_EXTEND, Kind.EXTEND),
    (_PREPEND, Kind.PREPEND),
    (_FLAG, Kind.FLAG),
    (_PICTURE, Kind.PICTURE),
)

_HANGUL = {
    (Kind.LEADING, Kind.LEADING),
    (Kind.LEADING, Kind.VOWEL),
    (Kind.LEADING, Kind.OPEN_SYLLABLE),
    (Kind.LEADING, Kind.CLOSED_SYLLABLE),
    (Kind.OPEN_SYLLABLE, Kind.VOWEL),
    (Kind.OPEN_SYLLABLE, Kind.TRAILING),
    (Kind.VOWEL, Kind.VOWEL),
    (Kind.VOWEL, Kind.TRAILING),
    (Kind.CLOSED_SYLLABLE, Kind.TRAILING),
    (Kind.TRAILING, Kind.TRAILING),
}


def clean(text: str) -> str:
    """Return the text without control characters; every kind of line end becomes a newline."""
    return _CONTROL.sub("", _NEWLINE.sub("\n", text))


def is_invisible(letter: str) -> bool:
    """Tell whether the character draws nothing by nature: joiners, selectors, direction marks."""
    return _INVISIBLE.match(letter) is not None


def is_picture(cluster: str) -> bool:
    """Tell whether the cluster is a pictograph or a flag, whatever style it is drawn in."""
    return _PICTURE.match(cluster) is not None or _FLAG.match(cluster) is not None


def wants_colour(cluster: str) -> bool:
    """Tell whether the cluster is shown as an emoji rather than as a sign of the text."""
    if TEXT_STYLE in cluster:
        return False
    if EMOJI_STYLE in cluster or KEYCAP in cluster:
        return True
    if _COLOURED.match(cluster):
        return True
    return len(cluster) > 1 and is_picture(cluster) and _joined_picture(cluster)


def _joined_picture(cluster: str) -> bool:
    return ZERO_WIDTH_JOINER in cluster or _SKIN.search(cluster) is not None


@lru_cache(maxsize=4096)
def _kind(letter: str) -> Kind:
    for pattern, kind in _KINDS:
        if pattern.match(letter):
            return kind
    if _HANGUL_LETTER.match(letter):
        return _hangul(ord(letter))
    category = unicodedata.category(letter)
    if category in {"Mn", "Me", "Mc"}:
        return Kind.EXTEND
    return Kind.CONTROL if category in {"Cc", "Zl", "Zp", "Cf"} else Kind.OTHER


def _hangul(point: int) -> Kind:
    if point < 0x1160 or 0xA960 <= point <= 0xA97C:
        return Kind.LEADING
    if point < 0x11A8 or 0xD7B0 <= point <= 0xD7C6:
        return Kind.VOWEL
    if point <= 0x11FF or point >= 0xD7CB:
        return Kind.TRAILING
    return Kind.OPEN_SYLLABLE if (point - 0xAC00) % 28 == 0 else Kind.CLOSED_SYLLABLE


def clusters(text: str) -> list[str]:
    """Split the text into grapheme clusters; joined together they are the text again."""
    if _SIMPLE.fullmatch(text):
        return list(text)
    kinds = [_kind(letter) for letter in text]
    found: list[str] = []
    start = 0
    before = kinds[0]
    for i, after in enumerate(kinds):
        plain = before is Kind.OTHER and after is Kind.OTHER
        if i and (plain or _parts(text, kinds, start, i)):
            found.append(text[start:i])
            start = i
        before = after
    found.append(text[start:])
    return found


def _parts(text: str, kinds: list[Kind], start: int, i: int) -> bool:
    """Tell whether a cluster that began at `start` ends before the character at `i`."""
    before, after = kinds[i - 1], kinds[i]
    if before is Kind.CONTROL or after is Kind.CONTROL:
        return text[i - 1 : i + 1] != "\r\n"
    if after is Kind.EXTEND or after is Kind.JOINER or before is Kind.PREPEND:
        return False
    if (before, after) in _HANGUL:
        return False
    if before is Kind.JOINER and after is Kind.PICTURE:
        return not _follows_picture(kinds, start, i)
    if before is Kind.FLAG and after is Kind.FLAG:
        return (i - start) % 2 == 0
    return True


def _follows_picture(kinds: list[Kind], start: int, i: int) -> bool:
    """Tell whether the joiner before `i` hangs on a pictograph, marks in between allowed."""
    for j in range(i - 2, start - 1, -1):
        if kinds[j] is not Kind.EXTEND:
            return kinds[j] is Kind.PICTURE
    return False
