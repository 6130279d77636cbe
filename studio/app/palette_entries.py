"""What the command palette lists, and in what order: pure values and a fuzzy match of letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from studio.kernel import text as words
from studio.kernel.i18n import _

Ranges = tuple[tuple[int, int], ...]
"""Parts of a text: first character, and the one after the last; in order, none overlaps."""

MOST = 12
"""Actions and objects shown for a question, each."""
LONGEST = 200
"""Letters of a question that are looked at."""

_RUN = 10
"""What it costs that letters begin to match at the beginning of a word…"""
_INNER = 1000
"""…and inside of one."""
_SCATTERED = 2 * _INNER
"""From here on the letters are all over the text: shown where nothing better is."""
_FAR = 9
_KNOWN_BY = 2
"""Up to this rank an object was found by what it is known by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette."""

    id: str
    kind: Literal["heading", "object", "action"]
    title: str
    ranges: Ranges = ()
    """What of the title matches."""
    detail: str = ""
    detail_ranges: Ranges = ()
    icon: str = ""
    keys: str = ""
    usable: bool = True
    table: str = ""
    target: str = ""
    """The id of the row in its table, or of the action."""
    rank: int = 0
    """Of an object: how well it was found, as search ranks it."""

    @property
    def spoken(self) -> str:
        """Return what a screen reader says of it."""
        state = "" if self.usable or self.kind == "heading" else _("not available now")
        parts = (self.title, self.detail, self.keys, state)
        return ". ".join(part.rstrip(".") for part in parts if part)


class Match(NamedTuple):
    """How a text holds the letters of a question; the less it costs, the better."""

    cost: int
    ranges: Ranges


def match(question: str, text: str) -> Match | None:
    """Find the letters of the question in the text, in order, whatever case and accents.

    Of all ways the cheapest: few runs of letters, and those at the beginnings of words. None
    when there is no way; a question without letters matches everything.
    """
    wanted = _letters(question[:LONGEST])
    folded, origins = _folded(text)
    if not _holds(folded, wanted):
        return None
    if not wanted:
        return Match(0, ())
    ends = _ways(wanted, folded, _starts(folded, text, origins))
    cost, places = min(ends)
    return Match(cost, _ranges([origins[place] for place in places], text))


def choose_actions(question: str, actions: Iterable[Entry], most: int = MOST) -> list[Entry]:
    """Return the actions whose text matches, the best first; those that cannot be run last."""
    found = [
        (got.cost, len(action.title), replace(action, ranges=got.ranges))
        for action in actions
        if (got := match(question, action.title)) is not None
    ]
    if any(cost < _SCATTERED for cost, _length, _action in found):
        found = [one for one in found if one[0] < _SCATTERED]
    found.sort(key=lambda one: (not one[2].usable, one[0], one[1]))
    return [action for _cost, _length, action in found[:most]]


def arrange(question: str, objects: Sequence[Entry], actions: Sequence[Entry]) -> list[Entry]:
    """Return what the palette shows: groups under headings, the group of the best line first.

    Without a question all actions that can be run; otherwise those that match.
    """
    if not _letters(question):
        usable = [action for action in actions if action.usable]
        return [*_group("recent", _("Recent"), objects), *_group("run", _("Actions"), usable)]
    chosen = choose_actions(question, actions)
    found = _group("found", _("Found"), objects[:MOST])
    run = _group("run", _("Actions"), chosen)
    likely = bool(chosen) and chosen[0].usable and _is_likely(question, chosen[0])
    named = any(one.rank <= _KNOWN_BY for one in objects)
    return [*run, *found] if likely and not named else [*found, *run]


def _is_likely(question: str, action: Entry) -> bool:
    got = match(question, action.title)
    return got is not None and got.cost < _INNER


def _group(name: str, title: str, entries: Sequence[Entry]) -> list[Entry]:
    if not entries:
        return []
    return [Entry(f"heading.{name}", "heading", title, usable=False), *entries]


def _letters(question: str) -> str:
    return "".join(words.fold(question).split())


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text folded and, for each of its characters, the place it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        for part in words.fold(character):
            folded.append(part)
            origins.append(place)
    return "".join(folded), origins


def _holds(text: str, wanted: str) -> bool:
    """Tell whether the letters stand in the text in their order."""
    place = 0
    for letter in wanted:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def _starts(folded: str, text: str, origins: Sequence[int]) -> list[int]:
    """Return what it costs to begin matching at each character."""
    costs = []
    for place, origin in enumerate(origins):
        first = place == 0 or origins[place - 1] != origin
        before = text[origin - 1] if origin else " "
        begins = first and folded[place].isalnum() and not before.isalnum()
        costs.append((_RUN if begins else _INNER) + min(place, _FAR))
    return costs


_Way = tuple[int, tuple[int, ...]]
"""What it costs to match the letters so far, and where they stand."""


def _ways(wanted: str, folded: str, starts: Sequence[int]) -> list[_Way]:
    """Return the cheapest way to each place where the last letter may stand."""
    ways: dict[int, _Way] = {
        place: (starts[place], (place,)) for place, c in enumerate(folded) if c == wanted[0]
    }
    for letter in wanted[1:]:
        ways = _longer(letter, folded, starts, ways)
    return list(ways.values())


def _longer(
    letter: str, folded: str, starts: Sequence[int], before: dict[int, _Way]
) -> dict[int, _Way]:
    """Return the cheapest ways with one more letter."""
    ways: dict[int, _Way] = {}
    cheapest: _Way | None = None
    for place, character in enumerate(folded):
        if cheapest is not None and character == letter:
            cost, places = cheapest
            ways[place] = (cost + starts[place], (*places, place))
            if place - 1 in before:
                cost, places = before[place - 1]
                ways[place] = min(ways[place], (cost, (*places, place)))
        if place in before and (cheapest is None or before[place] < cheapest):
            cheapest = before[place]
    return ways


def _ranges(places: Iterable[int], text: str) -> Ranges:
    """Return the parts of the text that hold these places, accents with their letters."""
    found: list[tuple[int, int]] = []
    for place in places:
        end = place + 1
        while end < len(text) and not words.fold(text[end]) and not text[end].isspace():
            end += 1
        if found and place <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((place, end))
    return tuple(found)
