"""What the command palette finds and in what order: pure values."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.palette_entries import MOST, Entry, arrange, choose_actions, match
from studio.kernel.text import fold

ANYTHING = st.text(max_size=40)
LETTERS = st.text(alphabet=string.ascii_letters + " éàßİﬁ한日😍\u0301", max_size=24)


def action(title: str, *, usable: bool = True) -> Entry:
    return Entry(f"action.{title}", "action", title, usable=usable, target=title)


def thing(title: str, rank: int = 0) -> Entry:
    return Entry(f"spot.{title}", "object", title, table="spot", target=title, rank=rank)


def titles(question: str, *texts: str) -> list[str]:
    return [found.title for found in choose_actions(question, [action(text) for text in texts])]


def marked(question: str, text: str) -> list[str]:
    found = match(question, text)
    assert found is not None
    return [text[first:end] for first, end in found.ranges]


# Matching


@pytest.mark.parametrize(
    ("question", "text", "parts"),
    [
        ("exp", "Export PDF", ["Exp"]),
        ("ep", "Export PDF", ["E", "P"]),
        ("exp pdf", "Export PDF", ["Exp", "PDF"]),
        ("PDF", "Export pdf", ["pdf"]),
        ("caffe", "Il Caffè di Maya", ["Caffè"]),
        ("café", "Cafe", ["Cafe"]),
        ("cafe", "cafe\u0301 noir", ["cafe\u0301"]),
        ("strasse", "Straße", ["Straße"]),
        ("panel", "Delete panel", ["panel"]),
        ("日", "毎日", ["日"]),
    ],
)
def test_letters_are_found_in_order_whatever_case_and_accents(
    question: str, text: str, parts: list[str]
) -> None:
    assert marked(question, text) == parts


@pytest.mark.parametrize(
    ("question", "text"), [("pe", "Export"), ("x", ""), ("expo rtt", "Export")]
)
def test_letters_out_of_order_or_missing_do_not_match(question: str, text: str) -> None:
    assert match(question, text) is None


def test_of_all_ways_the_one_at_the_beginnings_of_words_is_marked() -> None:
    assert marked("sp", "Show spots") == ["sp"]
    assert marked("np", "Snap: new panel") == ["n", "p"]


@given(ANYTHING, ANYTHING)
def test_any_question_of_any_text_is_answered_with_parts_of_the_text(
    question: str, text: str
) -> None:
    found = match(question, text)
    if found is None:
        return
    last = 0
    for first, end in found.ranges:
        assert last <= first < end <= len(text)
        last = end
    wanted = "".join(fold(question).split())
    shown = iter("".join(fold(text[first:end]) for first, end in found.ranges))
    assert all(letter in shown for letter in wanted)


@given(st.data(), LETTERS)
def test_letters_taken_from_a_text_in_order_are_found_in_it(data: st.DataObject, text: str) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    question = "".join(c for c, keep in zip(text, kept, strict=True) if keep)
    assert match(question, text) is not None


@given(LETTERS)
def test_a_text_finds_itself_better_than_it_finds_a_longer_one(text: str) -> None:
    own, longer = match(text, text), match(text, f"And {text}")
    assert own is not None
    assert longer is not None
    assert own.cost <= longer.cost


# Order


def test_the_beginning_comes_before_words_then_initials_then_letters_inside_of_words() -> None:
    found = titles("pa", "Compare", "Delete panel", "Panel", "Paste again", "Print all")
    assert found == ["Panel", "Paste again", "Delete panel", "Print all", "Compare"]


def test_letters_all_over_a_text_count_only_where_nothing_better_is_found() -> None:
    assert titles("glow", "Glow", "Magical owner") == ["Glow"]
    assert titles("glow", "Magical owner") == ["Magical owner"]


def test_what_cannot_be_done_comes_last_however_well_it_matches() -> None:
    found = choose_actions("pan", [action("Panel", usable=False), action("Delete panel")])
    assert [one.title for one in found] == ["Delete panel", "Panel"]


def test_there_are_never_more_actions_than_can_be_looked_through() -> None:
    assert len(titles("panel", *(f"Panel {n}" for n in range(100)))) == MOST


@given(ANYTHING, st.lists(ANYTHING, unique=True, max_size=8))
def test_choosing_never_invents_and_never_doubles(question: str, texts: list[str]) -> None:
    found = titles(question, *texts)
    assert set(found) <= set(texts)
    assert len(found) == len(set(found))


# Groups


def test_without_a_question_what_can_be_done_follows_what_was_touched_last() -> None:
    actions = [action("Add"), action("Delete", usable=False)]
    listed = arrange(" ", [thing("Glow")], actions)
    assert [one.title for one in listed] == ["Recent", "Glow", "Actions", "Add"]
    assert [one.usable for one in listed] == [False, True, False, True]


def test_objects_known_by_the_question_come_before_actions() -> None:
    listed = arrange("ad", [thing("Advent")], [action("Add")])
    assert [one.title for one in listed] == ["Found", "Advent", "Actions", "Add"]


def test_an_action_comes_before_objects_that_only_mention_the_question() -> None:
    listed = arrange("ad", [thing("An advert", rank=3)], [action("Add")])
    assert [one.title for one in listed] == ["Actions", "Add", "Found", "An advert"]


def test_what_cannot_be_done_does_not_bring_its_group_forward() -> None:
    listed = arrange("ad", [thing("An advert", rank=3)], [action("Add", usable=False)])
    assert [one.title for one in listed] == ["Found", "An advert", "Actions", "Add"]


def test_an_empty_group_has_no_heading() -> None:
    assert arrange("zz", [], [action("Add")]) == []
    assert [one.title for one in arrange("a", [], [action("Add")])] == ["Actions", "Add"]


def test_every_line_has_an_id_of_its_own() -> None:
    listed = arrange("", [thing("Add")], [action("Add")])
    assert len({one.id for one in listed}) == len(listed)


def test_a_line_is_spoken_with_what_it_is_its_keys_and_whether_it_can_be_done() -> None:
    line = Entry("a", "action", "Delete", keys="Del", usable=False)
    assert line.spoken == "Delete. Del. not available now"
    assert Entry("o", "object", "Glow on.", detail="Spot").spoken == "Glow on. Spot"
