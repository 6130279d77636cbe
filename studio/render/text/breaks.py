"""Where a line may end: the part of Unicode annex 14 that our scripts need, with kinsoku.

Spaces, hyphens, dashes and slashes in Western text; between any two characters in Japanese,
except before closing and after opening signs; never inside a grapheme cluster.
"""

import re
from collections.abc import Sequence
from enum import IntEnum, auto
from functools import lru_cache

from studio.render.text.clusters import is_picture, wants_colour

SOFT_HYPHEN = "\u00ad"

_GLUE = frozenset("\u00a0\u202f\u2007\u2011\u2060\ufeff")
_SPACE = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
_OPENING = frozenset("([{‹«¿¡„‚“‘（〔［｛〈《「『【〖〘〝｟｢")
_CLOSING = frozenset(
    ")]}›»”’!?;:,.…‥%‰°℃′″、。，．・：；？！）〕］｝〉》」』】〗〙〟｠｣､｡･％"
    "゛゜ヽヾゝゞ々〻ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯｰﾞﾟ〜～،؛؟۔"
)
_CLOSING_AFTER_SPACE = frozenset("!?;:»›)]}”")
_PREFIX = frozenset("$€£¥￥￡＄№#＃＋±")
_DASH = frozenset("—–―")
_WIDE = re.compile(
    "[\u2e80-\u303f\u3040-\u312f\u31a0-\u31ff\u3220-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uff61-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_WIDE_DIGIT = frozenset("０１２３４５６７８９")


class Break(IntEnum):
    """How a cluster behaves at the end or start of a line."""

    LETTER = auto()
    DIGIT = auto()
    SPACE = auto()
    ZERO_SPACE = auto()
    GLUE = auto()
    HYPHEN = auto()
    SOFT = auto()
    DASH = auto()
    SLASH = auto()
    OPENING = auto()
    CLOSING = auto()
    PREFIX = auto()
    QUOTE = auto()
    IDEOGRAPH = auto()


_BY_SET = (
    (_SPACE, Break.SPACE),
    (_GLUE, Break.GLUE),
    (frozenset("\u200b"), Break.ZERO_SPACE),
    (frozenset(SOFT_HYPHEN), Break.SOFT),
    (frozenset("-\u2010"), Break.HYPHEN),
    (_DASH, Break.DASH),
    (frozenset("/"), Break.SLASH),
    (_OPENING, Break.OPENING),
    (_CLOSING, Break.CLOSING),
    (_PREFIX, Break.PREFIX),
    (frozenset("\"'"), Break.QUOTE),
    (_WIDE_DIGIT, Break.DIGIT),
)
_NEVER_AFTER = frozenset({Break.GLUE, Break.OPENING, Break.PREFIX, Break.QUOTE})
_NEVER_BEFORE = frozenset({Break.SPACE, Break.ZERO_SPACE, Break.GLUE, Break.CLOSING, Break.QUOTE})
_WORD = frozenset({Break.LETTER, Break.IDEOGRAPH})
_BEFORE_HYPHEN = frozenset({Break.LETTER, Break.IDEOGRAPH, Break.DIGIT})


@lru_cache(maxsize=8192)
def break_class(cluster: str) -> Break:
    """Return how a grapheme cluster behaves at line ends."""
    if wants_colour(cluster):
        return Break.IDEOGRAPH
    letter = cluster[0]
    for letters, found in _BY_SET:
        if letter in letters:
            return found
    if letter.isdigit():
        return Break.DIGIT
    if _WIDE.match(letter) or (is_picture(cluster) and letter > "\U0001f000"):
        return Break.IDEOGRAPH
    return Break.LETTER


def opportunities(clusters: Sequence[str]) -> list[bool]:
    """Tell for every cluster whether a line may end after it; the last one always may."""
    kinds = [break_class(cluster) for cluster in clusters]
    found = [_may_part(clusters, kinds, i) for i in range(len(kinds) - 1)]
    return [*found, True] if kinds else []


def _may_part(clusters: Sequence[str], kinds: Sequence[Break], i: int) -> bool:
    """Tell whether clusters `i` and `i + 1` may stand on different lines."""
    before, after = kinds[i], kinds[i + 1]
    if before is Break.SPACE:
        return _may_part_after_space(clusters, kinds, i)
    if after in _NEVER_BEFORE:
        return False
    if before in {Break.ZERO_SPACE, Break.SOFT}:
        return True
    if before in _NEVER_AFTER:
        return False
    if before in {Break.HYPHEN, Break.SLASH, Break.DASH}:
        return _may_part_after_dash(kinds, i)
    return _may_part_in_japanese(clusters, kinds, i)


def _may_part_after_space(clusters: Sequence[str], kinds: Sequence[Break], i: int) -> bool:
    after = kinds[i + 1]
    if after in {Break.SPACE, Break.ZERO_SPACE, Break.GLUE}:
        return False
    # French sets a space before these and inside its quotation marks.
    if clusters[i + 1] in _CLOSING_AFTER_SPACE:
        return False
    return i == 0 or kinds[i - 1] is not Break.OPENING


def _may_part_after_dash(kinds: Sequence[Break], i: int) -> bool:
    before, after = kinds[i], kinds[i + 1]
    if before is Break.DASH:
        return after not in {Break.DASH, Break.DIGIT}
    # Neither "--option" nor "https://" is parted behind its signs.
    j = i
    while j >= 0 and kinds[j] is before:
        j -= 1
    return j >= 0 and kinds[j] in _BEFORE_HYPHEN and after in _WORD


def _may_part_in_japanese(clusters: Sequence[str], kinds: Sequence[Break], i: int) -> bool:
    if kinds[i + 1] in {Break.HYPHEN, Break.SLASH, Break.DASH, Break.SOFT}:
        return False
    if Break.IDEOGRAPH in (kinds[i], kinds[i + 1]):
        return True
    closed = kinds[i] is Break.CLOSING and _WIDE.match(clusters[i]) is not None
    opened = kinds[i + 1] is Break.OPENING and _WIDE.match(clusters[i + 1]) is not None
    return closed or opened
