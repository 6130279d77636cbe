"""An honest workspace from elsewhere: copied whole, as a workspace of its own."""

import json
import logging
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel import i18n
from studio.kernel.errors import NotSaved, Refused
from studio.kernel.progress import Progress, finish
from studio.store import search, workspace
from studio.store.guard import source, words
from studio.store.guard.admission import admit
from studio.store.schema import SUFFIX
from tests.store.guard.hostile import alter, contents, reword, taken_in


def test_every_row_and_picture_arrives(path: Path) -> None:
    admitted = taken_in(path)
    assert contents(admitted.path) == contents(path)
    assert admitted.counts["panel"] == 60
    assert admitted.counts["asset_data"] == 3


def test_the_copy_is_a_document_of_its_own_that_says_whence_it_came(path: Path) -> None:
    theirs = workspace.open_workspace(path, "Ada")
    document = theirs.document
    theirs.close()
    admitted = taken_in(path)
    assert admitted.came_from == document
    with closing(workspace.open_workspace(admitted.path, "Bob")) as store:
        assert store.document == admitted.document != document
        raw = store._raw
        query = "SELECT value FROM meta WHERE key = 'came_from'"
        assert raw.execute(query).fetchone() == (document,)


def test_their_history_can_be_read_but_not_undone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        steps = raw.execute("SELECT uuid, label, actor FROM history_step").fetchall()
        rows = raw.execute("SELECT * FROM history_row").fetchall()
    admitted = taken_in(path)
    with closing(workspace.open_workspace(admitted.path, "Bob")) as store:
        assert (store.undo_label, store.redo_label) == (None, None)
        raw = store._raw
        copied = raw.execute("SELECT uuid, label, actor FROM history_step").fetchall()
        assert copied[:-1] == steps
        assert copied[-1][1:] == ("Copied from elsewhere", "Bob")
        assert raw.execute("SELECT * FROM history_row").fetchall() == rows


def test_search_finds_what_came_even_if_their_index_lies(path: Path) -> None:
    alter(
        path,
        "UPDATE search_row SET title = 'evil', body = 'evil'",
        "UPDATE search_data SET block = zeroblob(10) WHERE id > 10",
    )
    copy = taken_in(path).path
    with closing(workspace.open_workspace(copy, "Bob")) as store, store.read() as session:
        assert [hit.id for hit in search.find(session, "sunscreen")] == ["spot"]
        assert search.find(session, "evil") == []


def test_the_copy_can_be_edited_like_any_other(path: Path) -> None:
    from studio.personas.model import Talent

    with closing(workspace.open_workspace(taken_in(path).path, "Bob")) as store:
        with store.edit("Rename talent") as session:
            session.get_one(Talent, "zoe").name = "Mara"
        store.undo()
        assert store.redo_label == "Rename talent"


def test_a_structure_that_was_altered_step_by_step_is_ours_too(path: Path) -> None:
    reword(path, "panel", "CREATE TABLE panel", 'CREATE TABLE "panel"')
    reword(path, "panel", "light TEXT NOT NULL", "\"light\" TEXT DEFAULT 'day' NOT NULL")
    taken_in(path)


def test_what_is_there_already_is_not_overwritten(path: Path, tmp_path: Path) -> None:
    goal = tmp_path / "mine.studio"
    goal.write_bytes(b"precious")
    with pytest.raises(Refused, match="exists already"):
        finish(admit(path, goal, "Bob"))
    assert goal.read_bytes() == b"precious"
    assert not list(tmp_path.glob(".*"))


def test_a_copy_onto_itself_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        finish(admit(path, path, "Bob"))
    assert path.read_bytes() == before


def test_a_place_that_is_not_there_is_said(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotSaved):
        finish(admit(path, tmp_path / "nowhere" / "mine", "Bob"))


def children() -> set[str]:
    """Return the processes that this one has begun and that are not gone, where that is told."""
    told = Path("/proc/self/task").glob("*/children")
    return {pid for task in told for pid in task.read_text(encoding="ascii").split()}


def test_an_examination_that_is_cancelled_leaves_nothing(path: Path, tmp_path: Path) -> None:
    goal = tmp_path / "goal"
    goal.mkdir()
    before = children()
    for steps in (1, 2, 3):
        work = admit(path, goal / "mine", "Bob")
        for _step in range(steps):
            assert isinstance(next(work), Progress)
        began = time.perf_counter()
        work.close()
        assert time.perf_counter() - began < 1
        assert list(goal.iterdir()) == []
    assert children() <= before


def test_the_child_needs_neither_a_window_nor_anything_installed(tmp_path: Path) -> None:
    code = "import sys, studio.store.guard.child; print(*sys.modules)"
    command = [sys.executable, "-S", "-s", "-c", code]
    home = Path(source.__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(home)}
    child = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=tmp_path, env=environment
    )
    loaded = set(child.stdout.split())
    assert "studio.store.guard.sound" in loaded
    assert not {"PySide6", "sqlalchemy", "sqlmodel", "pydantic"} & loaded


def test_the_child_takes_no_code_from_the_folder_it_is_started_in(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "studio.py", "sqlite3.py", "sitecustomize.py"):
        (path.parent / name).write_text("raise SystemExit('evil')", encoding="utf-8")
    monkeypatch.chdir(path.parent)
    taken_in(path)


@pytest.mark.skipif(os.name == "nt", reason="the system has no such limits")
def test_the_child_is_held_to_its_limits() -> None:
    code = (
        "import json, resource as r, sys\n"
        "from studio.store.guard import child\n"
        "child.limit(9, 5_000_000)\n"
        "kinds = r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE\n"
        "print(json.dumps([r.getrlimit(kind)[0] for kind in kinds]))\n"
        "try:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    print('memory')\n"
    )
    command = [sys.executable, "-c", code]
    child = subprocess.run(command, check=True, capture_output=True, text=True)
    limits, memory = child.stdout.splitlines()
    if sys.platform == "linux":
        assert json.loads(limits) == [1024**3, 9, 0, 5_000_000, 32]
        assert memory == "memory"


def test_every_word_of_the_guard_is_a_sentence_in_the_user_s_language(tmp_path: Path) -> None:
    i18n.use("en")
    for code in words._WORDS:
        said = str(words.error(code, tmp_path / f"theirs{SUFFIX}"))
        assert "theirs" in said
        assert said.endswith(".")


def test_the_log_names_no_text_of_the_file(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    alter(path, "UPDATE talent SET name = x'ff', handle = 'very private'")
    with caplog.at_level(logging.INFO), pytest.raises(Exception, match="damaged"):
        taken_in(path)
    assert "talent.name" in caplog.text
    assert "very private" not in caplog.text
