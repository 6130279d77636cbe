"""What a panel shows and says: kept letter by letter, or refused; typing is one step."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel import clock, text
from studio.kernel.errors import NotFound, Refused
from studio.personas.ops import add_talent
from studio.spots import rules
from studio.spots.model import CastMember, Panel, PropUse, Super
from studio.spots.ops import contents, panels
from studio.store.workspace import Store
from tests.spots.boards import board_of, dump, fill_panel, make_spot, one, panel_ids, steps

Write = Callable[[Store, str, str], None]
WRITERS = {"dialogue": contents.write_dialogue, "action": contents.write_action}
GONE = "panel is not there any more"

KEPT = {
    "500 characters": ("già qui, " * 60)[:500],
    "two lines and a tab": "Maya:\n\tCiao!",
    "emoji family": "Ciao 👩\u200d👩\u200d👧\u200d👦 🇮🇹 ❤\ufe0f 1\ufe0f\u20e3 👍🏽",
    "flag of Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "Arabic": "مَرْحَبًا بالعالم — ١٢٣",
    "Persian joiner": "می\u200cخواهم",
    "Japanese": "渋谷で「新しい朝」を、ｶﾞ…",
    "direction marks": "\u200fعرض\u200e (LUMI)",
    "old and rare": "𓀀 ꙮ 🫠",
    "quotes and marks": "“<b>&amp;” \\n %s {nb} '; DROP TABLE panel; --",
}
MADE_CLEAN = {
    "a\x00b\x07c\x1bd\x7fe": "abcde",
    "  \n lines\r\nof\rWindows \n": "lines\nof\nWindows",
    "a\ud800b\udfffc": "abc",
    "a\u200b\ufeff\u00adb\ufffe": "ab",
    "e\u0301": "é",
    "p\u2028q\u2029r\u0085s": "p\nq\nr\ns",
    "\n\n\t ": "",
}


def said(store: Store, panel_id: str, column: str) -> str:
    with store.read() as session:
        return str(getattr(one(session, Panel, panel_id), column))


@pytest.mark.parametrize("column", WRITERS)
@pytest.mark.parametrize("kind", KEPT)
def test_what_is_typed_is_what_is_kept(store: Store, column: str, kind: str) -> None:
    spot = make_spot(store, scenes=(1,))
    (panel,) = panel_ids(store, spot)
    WRITERS[column](store, panel, KEPT[kind])
    assert said(store, panel, column) == KEPT[kind]
    assert getattr(board_of(store, spot).panels[0], column) == KEPT[kind]


@pytest.mark.parametrize("column", WRITERS)
def test_what_cannot_be_drawn_is_left_out(store: Store, column: str) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    for typed, kept in MADE_CLEAN.items():
        WRITERS[column](store, panel, "something else")
        WRITERS[column](store, panel, typed)
        assert said(store, panel, column) == kept


@given(st.text(max_size=60))
def test_anything_typed_can_be_kept_and_is_clean_for_good(typed: str) -> None:
    kept = rules.copy(typed)
    kept.encode("utf-8")
    assert rules.copy(kept) == kept
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in kept)


@pytest.mark.parametrize("column", WRITERS)
def test_a_text_too_long_is_refused_and_the_old_one_stays(store: Store, column: str) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    write = WRITERS[column]
    write(store, panel, "é" * text.LONGEST)
    # Blank ends and separate accents do not count: the text is measured when it is clean.
    write(store, panel, "  " + "e\u0301" * text.LONGEST + "\n")
    assert said(store, panel, column) == "é" * text.LONGEST
    count = steps(store)
    with pytest.raises(Refused) as refusal:
        write(store, panel, "x" * (text.LONGEST + 1))
    told = str(refusal.value)
    assert told == "This text has 20001 characters; a field holds 20000. Shorten it."
    assert said(store, panel, column) == "é" * text.LONGEST
    assert steps(store) == count


@pytest.mark.parametrize("column", WRITERS)
def test_typing_is_one_step(store: Store, column: str) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    write, was, count = WRITERS[column], said(store, panel, column), steps(store)
    for words in ("M", "My", "My s", "My skin"):
        write(store, panel, words)
    assert steps(store) == count + 1
    store.undo()
    assert said(store, panel, column) == was
    store.redo()
    assert said(store, panel, column) == "My skin"


def test_typing_elsewhere_is_a_step_of_its_own(store: Store) -> None:
    first, second = panel_ids(store, make_spot(store, scenes=(2,)))
    count = steps(store)
    contents.write_dialogue(store, first, "one")
    contents.write_dialogue(store, second, "two")
    contents.write_action(store, second, "three")
    contents.write_dialogue(store, first, "one and more")
    assert steps(store) == count + 4
    store.undo()
    assert said(store, first, "dialogue") == "one"


def test_typing_after_a_minute_or_after_leaving_is_a_step_of_its_own(store: Store) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    count = steps(store)
    contents.write_dialogue(store, panel, "one")
    clock.freeze(clock.now() + timedelta(seconds=61))
    contents.write_dialogue(store, panel, "two")
    store.close_step()
    contents.write_dialogue(store, panel, "three")
    assert steps(store) == count + 3


def test_typing_the_same_leaves_no_step(store: Store) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    contents.write_dialogue(store, panel, "same")
    store.close_step()
    count = steps(store)
    contents.write_dialogue(store, panel, " same\n")
    assert steps(store) == count


@pytest.mark.parametrize("ms", [100, 101, 2500, 3_600_000])
def test_a_panel_lasts_as_long_as_is_said(store: Store, ms: int) -> None:
    spot = make_spot(store, scenes=(1,))
    contents.set_length(store, panel_ids(store, spot)[0], ms)
    assert board_of(store, spot).duration_ms == ms


@pytest.mark.parametrize("ms", [-1, 0, 99, 3_600_001, 10**18])
def test_a_length_out_of_range_is_refused(store: Store, ms: int) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    before = dump(store)
    with pytest.raises(Refused, match=r"between 0\.1 s and one hour"):
        contents.set_length(store, panel, ms)
    assert dump(store) == before


def test_choices_reach_the_panel_and_its_people(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    (panel,) = panel_ids(store, spot)
    fill_panel(store, panel)
    first, second = board_of(store, spot).panels[0].cast
    contents.choose_size(store, panel, "ECU")
    contents.choose_pose(store, second.id, "jump")
    contents.choose_expression(store, first.id, "wink")
    row = board_of(store, spot).panels[0]
    assert row.size == "ECU"
    assert [(member.pose, member.expression) for member in row.cast] == [
        ("dance", "wink"),
        ("jump", "laugh"),
    ]


def test_what_is_added_to_a_panel_comes_after_what_is_there(store: Store) -> None:
    spot = make_spot(store, scenes=(2,))
    panel, other = panel_ids(store, spot)
    maya, aiko = add_talent(store, "Maya"), add_talent(store, "Aiko")
    for talent in (maya, aiko, maya):
        member = CastMember(panel_id=other, rank="", talent_id=talent)
        contents.add_cast_member(store, panel, member)
    for prop in ("jar", "phone", "cup"):
        contents.add_prop(store, panel, PropUse(panel_id="", rank="", prop=prop))
    for words in ("one", "two", "three"):
        contents.add_super(store, panel, Super(panel_id="", rank="", words=words))
    row, empty = board_of(store, spot).panels
    assert [member.name for member in row.cast] == ["Maya", "Aiko", "Maya"]
    assert [use.prop for use in row.props] == ["jar", "phone", "cup"]
    assert [over.words for over in row.supers] == ["one", "two", "three"]
    assert (empty.cast, empty.props, empty.supers) == ((), (), ())


def test_a_super_is_made_clean_and_has_a_limit(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    (panel,) = panel_ids(store, spot)
    contents.add_super(store, panel, Super(panel_id="", rank="", words=" −20%\x00\r\nnow "))
    assert board_of(store, spot).panels[0].supers[0].words == "−20%\nnow"
    too_long = Super(panel_id="", rank="", words="x" * (text.LONGEST + 1))
    with pytest.raises(Refused, match="Shorten it"):
        contents.add_super(store, panel, too_long)


def test_every_verb_says_when_its_panel_is_gone(store: Store) -> None:
    spot = make_spot(store, scenes=(2,))
    panel, _kept = panel_ids(store, spot)
    fill_panel(store, panel)
    member = board_of(store, spot).panels[0].cast[0]
    panels.delete_panels(store, spot, [panel])
    before, count = dump(store), steps(store)
    verbs: list[Callable[[], object]] = [
        lambda: contents.write_dialogue(store, panel, "x"),
        lambda: contents.write_action(store, panel, "x"),
        lambda: contents.set_length(store, panel, 1000),
        lambda: contents.choose_size(store, panel, "CU"),
        lambda: contents.choose_pose(store, member.id, "sit"),
        lambda: contents.choose_expression(store, member.id, "wink"),
        lambda: contents.add_cast_member(
            store, panel, CastMember(panel_id="", rank="", talent_id=member.talent_id)
        ),
        lambda: contents.add_prop(store, panel, PropUse(panel_id="", rank="")),
        lambda: contents.add_super(store, panel, Super(panel_id="", rank="")),
    ]
    for verb in verbs:
        with pytest.raises(NotFound, match=GONE):
            verb()
    assert (dump(store), steps(store)) == (before, count)


def test_somebody_who_is_gone_cannot_be_cast(store: Store) -> None:
    (panel,) = panel_ids(store, make_spot(store, scenes=(1,)))
    count = steps(store)
    stranger = CastMember(panel_id="", rank="", talent_id="nobody")
    with pytest.raises(NotFound, match="talent is not there any more"):
        contents.add_cast_member(store, panel, stranger)
    assert steps(store) == count


def test_undo_takes_back_each_choice(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    (panel,) = panel_ids(store, spot)
    fill_panel(store, panel)
    member = board_of(store, spot).panels[0].cast[0].id
    verbs: list[Callable[[], object]] = [
        lambda: contents.set_length(store, panel, 1000),
        lambda: contents.choose_size(store, panel, "CU"),
        lambda: contents.choose_pose(store, member, "sit"),
        lambda: contents.choose_expression(store, member, "wink"),
        lambda: contents.add_prop(store, panel, PropUse(panel_id="", rank="")),
        lambda: contents.add_super(store, panel, Super(panel_id="", rank="")),
    ]
    for verb in verbs:
        before = dump(store)
        verb()
        after = dump(store)
        assert after != before
        store.undo()
        assert dump(store) == before
        store.redo()
        assert dump(store) == after
