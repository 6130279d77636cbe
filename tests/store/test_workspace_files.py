"""Making, opening and closing a workspace: one private file, nothing beside it afterwards."""

import errno
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from studio.kernel.errors import Locked, NotFound, NotSaved, Refused, StudioError
from studio.personas.model import Talent
from studio.store import workspace
from studio.store.schema import APPLICATION_ID, SCHEMA

NOBODY = 65534
PRAGMAS = {
    "page_size": 16384,
    "journal_mode": "truncate",
    "synchronous": 3,
    "fullfsync": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "busy_timeout": 5000,
    "cache_size": -65536,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[workspace.Store]:
    opened = workspace.create(tmp_path / "Agency", "Ada")
    yield opened
    opened.close()


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that this process may only read, even as root: (folder) with a workspace in it."""
    if os.name == "nt":
        pytest.skip("folders have no write permission of this kind here")
    with tempfile.TemporaryDirectory() as base:
        Path(base).chmod(0o755)
        folder = Path(base) / "kept"
        folder.mkdir()
        workspace.create(folder / "old", "Ada").close()
        (folder / "old.studio").chmod(0o644)
        folder.chmod(0o555)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if was_root:
                os.seteuid(0)
            folder.chmod(0o755)


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def talents(store: workspace.Store) -> list[str]:
    with store.read() as session:
        return [one.name for one in session.exec(select(Talent).order_by(Talent.name))]


def add(store: workspace.Store, name: str) -> None:
    with store.edit("Add talent") as session:
        session.add(Talent(name=name))


def test_a_new_workspace_is_one_private_file_of_ours(tmp_path: Path) -> None:
    workspace.create(tmp_path / "Agency", "Ada").close()
    assert left_in(tmp_path) == {"Agency.studio"}
    path = tmp_path / "Agency.studio"
    header = path.read_bytes()[:100]
    assert header[:16] == b"SQLite format 3\0"
    assert int.from_bytes(header[16:18]) == 16384
    assert header[18:20] == b"\1\1"  # a rollback journal, not WAL
    assert int.from_bytes(header[60:64]) == SCHEMA
    assert int.from_bytes(header[68:72]) == APPLICATION_ID == 0x56504653
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there")
def test_everything_beside_an_open_workspace_is_private_too(store: workspace.Store) -> None:
    with store.edit("Add talent") as session:
        session.add(Talent(name="Zoë"))
        session.flush()
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in store.path.parent.iterdir()}
    private = 0o600
    assert modes == {
        "Agency.studio": private,
        "Agency.studio-lock": private,
        "Agency.studio-journal": private,
    }


def test_closing_leaves_the_file_alone_and_whole(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    add(store, "Zoë")
    store.close()
    assert left_in(tmp_path) == {"Agency.studio"}
    raw = sqlite3.connect(tmp_path / "Agency.studio")
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert raw.execute("SELECT name FROM talent").fetchall() == [("Zoë",)]
    assert raw.execute("SELECT count(*) FROM history_step WHERE open = 1").fetchone() == (0,)
    kinds = raw.execute("SELECT DISTINCT type FROM sqlite_master").fetchall()
    assert set(kinds) == {("table",), ("index",)}
    raw.close()


def test_the_writing_connection_has_our_settings(store: workspace.Store) -> None:
    found = {name: store._raw.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    assert found == PRAGMAS


def test_what_was_saved_is_there_after_reopening(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency.studio", "Ada")
    assert store.name == "Agency"
    add(store, "Zoë 🧑🏽‍🎤")
    store.close()
    again = workspace.open_workspace(tmp_path / "Agency.studio", "Ben")
    assert talents(again) == ["Zoë 🧑🏽‍🎤"]
    again.close()


def test_facts_about_the_file_are_kept_and_each_file_has_its_own_identity(tmp_path: Path) -> None:
    documents = set()
    for name in ("one", "two"):
        store = workspace.create(tmp_path / name, "Ada")
        facts = dict(store._raw.execute("SELECT key, value FROM meta").fetchall())
        assert facts["created_for"] == "Ada"
        assert facts["created_at"] == "2031-05-04T09:30:00+00:00"
        assert facts["oldest_reader"] == str(SCHEMA)
        documents.add(facts["document"])
        store.close()
    assert len(documents) == 2


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Agency", "Agency.studio"),
        ("Agency.studio", "Agency.studio"),
        ("Agency v1.2", "Agency v1.2.studio"),
        ("50% off? #1 & more", "50% off? #1 & more.studio"),
        ("Zoë 🎬 عربي 絵", "Zoë 🎬 عربي 絵.studio"),
        ('it\'s "quoted"', 'it\'s "quoted".studio'),
        ("line\nbreak", "line\nbreak.studio"),
        ("%41", "%41.studio"),
        ("a;mode=memory&cache=shared", "a;mode=memory&cache=shared.studio"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="most of these names cannot be there")
def test_a_workspace_can_have_any_name(typed: str, made: str, tmp_path: Path) -> None:
    store = workspace.create(tmp_path / typed, "Ada")
    add(store, "Zoë")
    assert store.path == tmp_path / made
    store.close()
    assert left_in(tmp_path) == {made}
    again = workspace.open_workspace(tmp_path / made, "Ada")
    assert talents(again) == ["Zoë"]
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_folder_named_in_an_old_encoding_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    store = workspace.create(folder / "Agency", "Ada")
    add(store, "Zoë")
    store.close()
    again = workspace.open_workspace(folder / "Agency.studio", "Ada")
    assert talents(again) == ["Zoë"]
    again.close()


@pytest.mark.parametrize("name", [" ", "..", " . ", ". .studio", "nul\0byte"])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    with pytest.raises(Refused, match=r"A workspace needs a name\. Type one and try again\."):
        workspace.create(tmp_path / "sub" / name, "Ada")
    assert left_in(tmp_path) == {"sub"}
    assert left_in(tmp_path / "sub") == set()


def test_no_path_at_all_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="A workspace needs a name"):
        workspace.create(Path("/"), "Ada")


@pytest.mark.parametrize("content", [b"", b"mine", b"SQLite format 3\0" + bytes(84)])
def test_a_file_that_exists_is_refused_and_untouched(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "Agency.studio"
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"“Agency\.studio” exists already"):
        workspace.create(tmp_path / "Agency", "Ada")
    assert path.read_bytes() == content
    assert left_in(tmp_path) == {"Agency.studio"}


def test_a_folder_that_exists_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Agency.studio").mkdir()
    with pytest.raises(Refused, match="exists already"):
        workspace.create(tmp_path / "Agency", "Ada")
    assert left_in(tmp_path) == {"Agency.studio"}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_that_leads_nowhere_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "Agency.studio").symlink_to(tmp_path / "unplugged" / "Agency.studio")
    with pytest.raises(Refused, match="exists already"):
        workspace.create(tmp_path / "Agency", "Ada")
    assert (tmp_path / "Agency.studio").is_symlink()


def test_a_workspace_that_appears_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program makes the same file after we looked and before we hold the lock."""
    real: Callable[..., int] = os.open
    other: list[bytes] = []

    def interrupted(path: Path, *rest: int) -> int:
        if str(path).endswith("-lock") and not other:
            other.append(b"")
            store = workspace.create(tmp_path / "Agency", "Ben")
            add(store, "Ben's")
            store.close()
            other[0] = (tmp_path / "Agency.studio").read_bytes()
        return real(path, *rest)

    monkeypatch.setattr(os, "open", interrupted)
    with pytest.raises(Refused, match="exists already"):
        workspace.create(tmp_path / "Agency", "Ada")
    assert (tmp_path / "Agency.studio").read_bytes() == other[0]
    assert left_in(tmp_path) == {"Agency.studio"}


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"The folder of “Agency\.studio” does not exist"):
        workspace.create(tmp_path / "gone" / "Agency", "Ada")
    assert left_in(tmp_path) == set()


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(NotSaved, match="Choose another folder"):
        workspace.create(tmp_path / "file" / "Agency", "Ada")
    with pytest.raises(NotFound):
        workspace.open_workspace(tmp_path / "file" / "Agency.studio", "Ada")
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_name_too_long_is_a_sentence(tmp_path: Path) -> None:
    for length in (230, 245, 250, 300, 5000):
        with pytest.raises(NotSaved):
            workspace.create(tmp_path / ("x" * length), "Ada")
        with pytest.raises(StudioError):
            workspace.open_workspace(tmp_path / ("x" * length + ".studio"), "Ada")
    assert left_in(tmp_path) == set()


def test_an_unwritable_folder_is_a_sentence(as_nobody: Path) -> None:
    with pytest.raises(NotSaved, match=r"“new\.studio” cannot be written there"):
        workspace.create(as_nobody / "new", "Ada")
    with pytest.raises(Refused, match="exists already"):
        workspace.create(as_nobody / "old", "Ada")
    assert left_in(as_nobody) == {"old.studio"}


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="modes do not hold there")
def test_a_folder_that_may_not_be_entered_is_a_sentence(as_nobody: Path) -> None:
    closed = as_nobody.parent / "closed"
    was_root = os.getuid() == 0
    if was_root:
        os.seteuid(0)
    closed.mkdir()
    workspace.create(closed / "old", "Ada").close()
    closed.chmod(0)
    if was_root:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(NotSaved, match="cannot be written there"):
            workspace.create(closed / "new", "Ada")
        with pytest.raises(StudioError):
            workspace.open_workspace(closed / "old.studio", "Ada")
    finally:
        if was_root:
            os.seteuid(0)
        closed.chmod(0o755)


@pytest.mark.parametrize("place", ["gone.studio", "a/b.studio", "", "nul\0.studio"])
def test_a_workspace_that_is_not_there_is_a_sentence(place: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is not there any more"):
        workspace.open_workspace(tmp_path / place, "Ada")
    assert left_in(tmp_path) == set()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_opens_the_workspace_it_leads_to_and_shares_its_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    store = workspace.create(tmp_path / "real" / "Agency", "Ada")
    (tmp_path / "link.studio").symlink_to(store.path)
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    for path in (tmp_path / "link.studio", tmp_path / "linked" / "Agency.studio"):
        with pytest.raises(Locked):
            workspace.open_workspace(path, "Ben")
    add(store, "Zoë")
    store.close()
    again = workspace.open_workspace(tmp_path / "link.studio", "Ben")
    assert talents(again) == ["Zoë"]
    again.close()
    assert (tmp_path / "link.studio").is_symlink()
    assert left_in(tmp_path) == {"real", "link.studio", "linked"}


def test_a_relative_path_still_means_the_same_file_after_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = workspace.create(Path("Agency"), "Ada")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    add(store, "Zoë")
    assert talents(store) == ["Zoë"]
    store.close()
    assert left_in(tmp_path) == {"Agency.studio", "elsewhere"}


def test_two_workspaces_live_side_by_side(tmp_path: Path) -> None:
    one, two = (workspace.create(tmp_path / name, "Ada") for name in ("one", "two"))
    add(one, "First")
    with one.edit("Add talent") as session:
        session.add(Talent(name="Second"))
        add(two, "Other")
    one.undo()
    assert (talents(one), talents(two)) == (["First"], ["Other"])
    assert (one.undo_label, two.undo_label) == ("Add talent", "Add talent")
    one.close()
    two.undo()
    assert talents(two) == []
    two.close()


def test_a_failed_create_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(NotSaved, match="was not saved"):
        workspace.create(tmp_path / "Agency", "Ada")
    assert left_in(tmp_path) == set()
