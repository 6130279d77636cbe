"""Search over all that people write, on a real workspace."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from studio.kernel import ranks
from studio.personas.ops import add_talent
from studio.spots.model import Panel, Super
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import search, workspace
from studio.store.search import GUESSED, Hit
from studio.store.search_words import terms
from studio.store.workspace import Store

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
RECIPE = {"skin": "#c98a62", "hair": {"style": "bob", "colour": "#3b2119"}, "outfit": "trench"}
NASTY = Path(__file__).parents[3] / "shared" / "inputs" / "nasty" / "strings" / "blns.json"


@pytest.fixture(scope="module")
def agency() -> Iterator[Store]:
    """A workspace of a few spots that nobody changes."""
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        store = workspace.create(Path(folder) / "Agency", "Ada")
        fill(store)
        yield store
        store.close()


def fill(store: Store) -> None:
    add_talent(store, "Mária Rossi", handle="@la_rossi.tv")
    add_talent(store, "田中さくら")
    add_talent(store, "مُحَمَّد العلي")
    summer = spots.create_spot(store, SpotDraft("Caffè d'estate", client="Torréfaction Müller"))
    one = panels.add_panel(store, summer)
    contents.write_action(store, one, "Maria beve un caffè freddo in terrazza, poi ride.")
    contents.write_dialogue(store, one, "Perché aspettare? Il sapore è già qui.")
    contents.add_super(store, one, Super(panel_id=one, rank="", words="夏の限定コーヒー 🎉"))
    winter = spots.create_spot(store, SpotDraft("Winter mornings", client="Müller"))
    two = panels.add_panel(store, winter)
    contents.write_action(
        store, two, "Snow. " * 60 + "A storyboard lies on the table. " + "x " * 90
    )
    spots.create_spot(store, SpotDraft("The winter coat and other winter things"))


def found(store: Store, question: str, **narrowed: object) -> list[Hit]:
    with store.read() as session:
        return search.find(session, question, **narrowed)  # type: ignore[arg-type]  # as given


def snippets(store: Store, question: str) -> list[str]:
    return [hit.snippet for hit in found(store, question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("caffe", "Caffè d'estate"),
        ("CAFFÈ ESTATE", "Caffè d'estate"),
        ("perche", "Perché aspettare? Il sapore è già qui."),
        ("Perché qui", "Perché aspettare? Il sapore è già qui."),
        ("muller", "Torréfaction Müller"),
        ("Torrefac", "Torréfaction Müller"),
        ("maria ros", "Mária Rossi"),
        ("@la_rossi.tv", "@la_rossi.tv"),
        ("さくら", "田中さくら"),
        ("限定", "夏の限定コーヒー 🎉"),
        ("ｺｰﾋｰ", "夏の限定コーヒー 🎉"),
        ("🎉", "夏の限定コーヒー 🎉"),
        ("محمد", "مُحَمَّد العلي"),
        ("العَلي", "مُحَمَّد العلي"),
    ],
)
def test_a_question_without_accents_finds_text_with_them_and_the_reverse(
    agency: Store, question: str, expected: str
) -> None:
    assert expected in snippets(agency, question)


def test_every_term_must_be_there_in_whatever_column(agency: Store) -> None:
    assert snippets(agency, "estate torref") == ["Caffè d'estate"]
    assert found(agency, "estate mornings") == []


def test_a_term_is_looked_for_at_the_start_of_words_only(agency: Store) -> None:
    assert found(agency, "ffe") == []


def test_what_a_row_is_known_by_comes_before_what_it_says(agency: Store) -> None:
    hits = found(agency, "maria")
    assert [hit.table for hit in hits] == ["talent", "panel"]
    assert [hit.rank for hit in hits] == [1, 3]


def test_the_title_itself_comes_first_and_short_titles_before_long(agency: Store) -> None:
    assert snippets(agency, "winter mornings")[0] == "Winter mornings"
    assert found(agency, "winter mornings")[0].rank == 0
    assert snippets(agency, "winter") == [
        "Winter mornings",
        "The winter coat and other winter things",
    ]


def test_a_hit_says_the_column_and_marks_what_matches(agency: Store) -> None:
    (hit,) = found(agency, "sapore qui")
    assert (hit.table, hit.column) == ("panel", "dialogue")
    assert [hit.snippet[start:end] for start, end in hit.ranges] == ["sapore", "qui"]


def test_a_long_text_is_shown_around_the_match_on_one_line(agency: Store) -> None:
    (hit,) = found(agency, "storyb")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) <= 92
    assert [hit.snippet[start:end] for start, end in hit.ranges] == ["storyb"]


def test_the_search_can_be_narrowed_to_tables_and_to_a_number(agency: Store) -> None:
    assert {hit.table for hit in found(agency, "caffe", tables={"panel"})} == {"panel"}
    assert found(agency, "caffe", tables=set()) == []
    assert len(found(agency, "caffe", limit=1)) == 1
    assert found(agency, "caffe", limit=0) == []


@pytest.mark.parametrize("typed", ["Mraia", "Marai", "Maira", "mariaa", "Naria", "Rosssi"])
def test_one_typo_is_forgiven_where_nothing_else_is_found(agency: Store, typed: str) -> None:
    hits = found(agency, typed)
    assert hits[0].snippet in ("Mária Rossi", "Maria beve un caffè freddo in terrazza, poi ride.")
    assert {hit.rank for hit in hits} == {GUESSED}
    assert hits[0].ranges


def test_a_typo_in_one_term_of_two_is_forgiven(agency: Store) -> None:
    assert snippets(agency, "estaet torref") == ["Caffè d'estate"]


def test_nothing_is_guessed_while_the_words_as_typed_are_found(agency: Store) -> None:
    assert all(hit.rank < GUESSED for hit in found(agency, "winter"))


@pytest.mark.parametrize("question", ["", " ", "\0", '"', "---", "\ud800", "'*()[]{}^:+-~"])
def test_an_empty_question_finds_nothing(agency: Store, question: str) -> None:
    assert found(agency, question) == []


@pytest.mark.parametrize(
    "question",
    [
        "a OR b",
        "title:winter",
        "NEAR(a b)",
        "winter*",
        '"winter',
        "^winter",
        "a AND NOT b",
        "{a b}",
    ],
)
def test_the_words_of_query_languages_are_plain_words(agency: Store, question: str) -> None:
    found(agency, question)
    assert {hit.table for hit in found(agency, "winter*")} == {"spot"}


@pytest.mark.skipif(not NASTY.exists(), reason="the collection of hostile strings is not here")
def test_hostile_strings_can_be_asked_and_stored(tmp_path: Path) -> None:
    strings = json.loads(NASTY.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        store = workspace.create(Path(folder) / "Nasty", "Ada")
        spot = spots.create_spot(store, SpotDraft("Strings"))
        scene = panels.add_scene(store, spot)
        with store.edit("All") as session:
            for string, rank in zip(strings, ranks.spread(len(strings)), strict=True):
                kept = string.encode("utf-8", "replace").decode().replace("\0", "")
                session.add(Panel(scene_id=scene, rank=rank, action=kept))
        for string in [*strings, *(f"{string}\0{string}" for string in strings)]:
            found(store, string)
        misses = [s for s in strings if s.split() and len(s) <= 100 and not answers(store, s)]
        store.close()
    assert misses == []


def answers(store: Store, string: str) -> bool:
    """Tell whether a string finds itself, where it has words at all."""
    return not terms(string) or bool(found(store, string))


def test_a_row_is_found_from_the_commit_on_and_gone_with_undo(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    with store.edit("Open edit"):
        spot = spots.create_spot(store, SpotDraft("Nocturne"))
        assert found(store, "nocturne") == []
    assert [hit.id for hit in found(store, "nocturne")] == [spot]
    store.undo()
    assert found(store, "nocturne") == []
    store.redo()
    assert [hit.id for hit in found(store, "nocturne")] == [spot]
    spots.rename_spot(store, spot, "Aubade")
    spots.rename_spot(store, spot, "Aubades")  # grows the same step
    assert found(store, "nocturne") == []
    assert [hit.snippet for hit in found(store, "aubades")] == ["Aubades"]
    store.undo()
    assert [hit.snippet for hit in found(store, "nocturne")] == ["Nocturne"]
    store.close()


def test_an_edit_that_fails_leaves_no_trace_in_the_index(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    with pytest.raises(ZeroDivisionError):
        fail(store)
    assert found(store, "never") == []
    store.close()


def fail(store: Store) -> None:
    with store.edit("Fail"):
        spots.create_spot(store, SpotDraft("Never"))
        raise ZeroDivisionError


def test_searching_reads_only(agency: Store) -> None:
    with agency.read() as session:
        assert isinstance(session, Session)
        before = agency._raw.total_changes
        search.find(session, "mraia")
    assert agency._raw.total_changes == before
