"""Erase person: not a byte of the name is left in workspace, journal and backups."""

import hashlib
import json
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from studio.kernel.errors import NotFound, Refused
from studio.kernel.progress import finish
from studio.personas import ops
from studio.personas.model import ERASED, Look, Talent
from studio.personas.ops.erase import Erased, erase_person, remains
from studio.spots import queries
from studio.spots.model import CastMember, Spot
from studio.spots.ops import contents, panels, spots
from studio.store import search, workspace
from studio.store.backups.backup import back_up
from studio.store.backups.points import restore_points
from studio.store.backups.restore import restore
from studio.store.search_words import plain
from studio.store.workspace import Store
from tests.spots.boards import RECIPE, dump, make_spot, memory_folder, panel_ids

NAMES = [
    "Maximiliana Featherstonehaugh",
    "Żółcisława Brzęczyszczykiewicz-Ørnulfsdóttir",
    "山田花子桜井雪乃",
    "عبدالرحمن الشهرستاني",
    "Ada " + "Wolfeschlegelsteinhausenbergerdorff " * 5 + "Zephyrine",
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with memory_folder(tmp_path) as made:
        yield made


def traces(folder: Path, name: str) -> list[str]:
    """Return where any spelling of the name, or of a long word of it, stands in any file.

    Not for a workspace that is open: reading its file would give its lock away.
    """
    words = {name, plain(name), *name.split(), *plain(name).split()}
    spellings = {
        form.encode(code)
        for word in words
        if len(word) > 5
        for form in (word, word.casefold(), unicodedata.normalize("NFD", word))
        for code in ("utf-8", "utf-16-le")
    }
    spellings |= {json.dumps(word).strip('"').encode() for word in words if len(word) > 5}
    return [
        f"{path.name}: {spelling!r}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for spelling in spellings
        if spelling in path.read_bytes()
    ]


def cast_and_busy(store: Store, name: str) -> tuple[str, str]:
    """Let somebody have a past: typed names, looks that came and went, undone and redone."""
    others = [ops.add_talent(store, f"Somebody Else {n}") for n in range(30)]
    talent = ops.add_talent(store, name[: len(name) // 2], handle="@" + name.replace(" ", ""))
    for end in range(len(name) // 2, len(name) + 1):
        with store.edit("Rename", merge_key="rename") as session:
            row = session.get(Talent, talent)
            assert row is not None
            row.name = name[:end]
    look = ops.add_look(store, talent, f"{name} at work", RECIPE)
    spare = ops.add_look(store, talent, f"{name} at rest", RECIPE)
    with store.edit("Remove look") as session:
        session.delete(session.get(Look, spare))
    store.undo()
    store.redo()
    spot = make_spot(store, "Summer", scenes=(3,))
    panel = panel_ids(store, spot)[0]
    contents.add_cast_member(store, panel, CastMember(talent_id=talent, look_id=look))
    contents.add_cast_member(store, panel, CastMember(talent_id=others[0]))
    for n in range(60):
        contents.write_action(store, panel, f"Something happens for the {n}th time")
        store.close_step()
    return talent, spot


@pytest.mark.parametrize("name", NAMES)
def test_no_byte_of_the_name_is_left_in_any_file(folder: Path, name: str) -> None:
    store = workspace.create(folder / "Agency", "Ines")
    talent, _spot = cast_and_busy(store, name)
    root = folder / "backups"
    finish(back_up(store.path, root, "request"))
    ops.add_look(store, talent, f"{name} later", RECIPE)
    finish(back_up(store.path, root, "request"))
    store.close()
    assert {line.split(":")[0] for line in traces(folder, name)} >= {"Agency.studio"}
    store = workspace.open_workspace(store.path, "Ines")
    report = finish(erase_person(store, talent, root))
    journal = store.path.with_name("Agency.studio-journal")
    assert not journal.exists() or journal.stat().st_size == 0
    assert (report.backups_changed, report.backups_removed) == (2, ())
    assert (report.mentions, report.past_mentions, report.signed) == ((), 0, 0)
    store.close()
    assert traces(folder, name) == []
    assert len(remains(report)) == 1


def erased(folder: Path) -> tuple[Store, str, str, Erased]:
    store = workspace.create(folder / "Agency", "Ines")
    talent, spot = cast_and_busy(store, NAMES[0])
    return store, talent, spot, finish(erase_person(store, talent, folder / "backups"))


def test_the_casts_stay_whole_around_a_nameless_row(folder: Path) -> None:
    store, talent, spot, _report = erased(folder)
    with store.read() as session:
        row = session.get(Talent, talent)
        assert row is not None
        assert (row.kind, row.name, row.handle) == (ERASED, "Erased person", "")
        assert row.archived_ms is not None
        board = queries.board(session, spot)
        assert board.panels[0].cast[0].name == "Erased person"
        assert session.exec(select(Look)).all() == []
        assert len(search.find(session, "somebody", limit=99)) == 30
        assert search.find(session, "Maximiliana") == []
        assert [hit.id for hit in search.find(session, "summer")] == [spot]
    store.close()
    workspace.open_workspace(store.path, "Ines").close()


def test_nothing_before_it_can_be_undone_and_everything_after_can(folder: Path) -> None:
    store, talent, spot, _report = erased(folder)
    assert store.undo_label is None
    with pytest.raises(Refused):
        store.undo()
    before = dump(store)
    spots.rename_spot(store, spot, "Winter")
    store.undo()
    assert dump(store) == before
    with pytest.raises(Refused, match="erased"):
        ops.restore_talent(store, talent)
    panel = panels.add_panel(store, spot)
    with pytest.raises(Refused, match="archived"):
        contents.add_cast_member(store, panel, CastMember(talent_id=talent))
    store.close()


def test_the_history_tells_when_and_by_whom_without_the_name(folder: Path) -> None:
    store, talent, _spot, _report = erased(folder)
    raw = store._raw
    (line,) = raw.execute("SELECT value FROM meta WHERE key = ?", (f"erased.{talent}",)).fetchone()
    assert json.loads(line)["by"] == "Ines"
    assert json.loads(line)["at"].startswith("2031-05-04")
    last = raw.execute("SELECT kind, label, actor FROM history_step ORDER BY id DESC").fetchone()
    assert last == ("barrier", "Erase person", "Ines")
    store.close()


def test_observers_are_told_of_everything(folder: Path) -> None:
    store = workspace.create(folder / "Agency", "Ines")
    talent = ops.add_talent(store, "Maya")
    told: list[str] = []
    store.subscribe(lambda changes: told.append(changes.kind))
    finish(erase_person(store, talent, folder / "backups"))
    assert told == ["barrier"]
    store.close()


def test_the_report_names_other_texts_and_authors_that_still_tell(folder: Path) -> None:
    store = workspace.create(folder / "Agency", "Maya Lune")
    talent = ops.add_talent(store, "Máya Lune")
    spot = make_spot(store, "A day with MAYA")
    panel = panel_ids(store, spot)[0]
    contents.write_dialogue(store, panel, "Call Lune!")
    store.close_step()
    contents.write_dialogue(store, panel, "Call her!")
    report = finish(erase_person(store, talent, folder / "backups"))
    assert [(m.table, m.column, m.id) for m in report.mentions] == [("spot", "title", spot)]
    assert report.past_mentions == 3  # the title as it was made, and the dialogue twice
    assert report.signed >= 4
    assert len(remains(report)) == 4
    store.close()


def test_a_restored_backup_does_not_bring_the_person_back(folder: Path) -> None:
    name, root = NAMES[1], folder / "backups"
    store = workspace.create(folder / "Agency", "Ines")
    talent, spot = cast_and_busy(store, name)
    finish(back_up(store.path, root, "request"))
    finish(erase_person(store, talent, root))
    store.close()
    (point,) = restore_points(root)
    finish(restore(point, folder / "Again.studio", "Ines"))
    again = workspace.open_workspace(folder / "Again.studio", "Ines")
    with again.read() as session:
        assert session.get(Spot, spot) is not None
        assert search.find(session, name) == []
    again.close()
    assert traces(folder, name) == []


def test_erasing_again_finishes_what_was_cut_short(folder: Path) -> None:
    store = workspace.create(folder / "Agency", "Ines")
    talent, _spot = cast_and_busy(store, NAMES[0])
    root = folder / "backups"
    finish(back_up(store.path, root, "request"))
    work = erase_person(store, talent, root)
    next(work)
    next(work)
    work.close()
    assert traces(root, NAMES[0])
    finish(erase_person(store, talent, root))
    store.close()
    assert traces(folder, NAMES[0]) == []


def test_backups_of_other_workspaces_stay_as_they_are(folder: Path) -> None:
    root = folder / "backups"
    other = workspace.create(folder / "Other", "Ines")
    ops.add_talent(other, NAMES[0])
    finish(back_up(other.path, root, "request"))
    other.close()
    before = hashes(root)
    store, _talent, _spot, _report = erased(folder)
    store.close()
    assert hashes(root) == before


def hashes(root: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_somebody_who_is_not_there_cannot_be_erased(folder: Path) -> None:
    store = workspace.create(folder / "Agency", "Ines")
    ops.add_talent(store, "Maya")
    before = dump(store)
    with pytest.raises(NotFound, match="not there any more"):
        finish(erase_person(store, "nobody", folder / "backups"))
    assert dump(store) == before
    assert store.undo_label == "Add talent"
    store.close()
    shutil.rmtree(folder / "backups", ignore_errors=True)
