"""Files that are not workspaces, or no longer sound: a sentence, and not one byte changed."""

import random
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

import studio
from studio.kernel.errors import Refused, StudioError, Unreadable
from studio.personas.model import Look, Talent
from studio.store import blobs, workspace
from studio.store.schema import APPLICATION_ID, SCHEMA, metadata

NOT_OURS = "is not a workspace of Persona Studio. Choose another file."
DAMAGED = "is damaged and cannot be opened. Use your newest copy of it."
PAGE = 16384


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a workspace with some rows, history and pictures in it."""
    folder = tmp_path_factory.mktemp("sound")
    store = workspace.create(folder / "sound", "Ada")
    for number in range(12):
        with store.edit("Add talent", merge_key="" if number % 2 else "typing") as session:
            talent = Talent(name=f"Zoë {number}")
            session.add(talent)
            session.flush()
            session.add(Look(talent_id=talent.id, rank="V", recipe="{}" * 300))
            blobs.put(session, random.Random(number).randbytes(30_000))
    store.undo()
    store.close()
    return (folder / "sound.studio").read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where to put a file to open; nothing else may lie beside it in the end."""
    path = tmp_path / "found.studio"
    yield path
    assert [p.name for p in tmp_path.iterdir()] in ([path.name], [])


def refused(path: Path, kind: type[StudioError] = Unreadable) -> str:
    """Return the sentence of the refusal to open; the file must not have changed."""
    before = path.read_bytes()
    with pytest.raises(kind) as refusal:
        workspace.open_workspace(path, "Ada")
    assert path.read_bytes() == before
    return str(refusal.value)


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def alter(path: Path, *statements: str) -> None:
    """Change a workspace behind our back, with SQLite alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"S",
        b"SQLite format 3\0",
        b"A spot about sunscreen.\n" * 1000,
        "Zoë\n".encode("utf-16") * 5000,
        png(),
        bytes(200_000),
        bytes(68) + APPLICATION_ID.to_bytes(4) + bytes(20_000),
        random.Random(7).randbytes(100_000),
    ],
    ids=["empty", "nul", "s", "magic", "text", "utf-16", "png", "zeros", "mark only", "noise"],
)
def test_a_file_of_another_kind_is_not_a_workspace(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert refused(path) == f"“found.studio” {NOT_OURS}"


@pytest.mark.parametrize("journal", ["DELETE", "WAL", "PERSIST"])
@pytest.mark.parametrize("mark", [0, APPLICATION_ID + 1, -1])
def test_another_program_s_database_is_left_alone(journal: str, mark: int, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA journal_mode={journal}")
        raw.execute("CREATE TABLE note(words)")
        raw.execute("INSERT INTO note VALUES('mine')")
        raw.execute(f"PRAGMA application_id={mark}")
    journals = list(path.parent.glob("*-journal"))
    for left in journals:  # PERSIST leaves one, which is theirs
        left.unlink()
    assert refused(path) == f"“found.studio” {NOT_OURS}"
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT words FROM note").fetchall() == [("mine",)]


def test_a_database_that_another_program_is_writing_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE note(words)")
        raw.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unreadable, match="is not a workspace"):
            workspace.open_workspace(path, "Ada")
        raw.execute("INSERT INTO note VALUES('mine')")
        raw.execute("COMMIT")
        assert raw.execute("SELECT words FROM note").fetchall() == [("mine",)]


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
@pytest.mark.parametrize("version", [SCHEMA + 1, 2**31 - 1])
def test_a_newer_workspace_is_refused_and_not_written(
    sound: bytes, journal: str, version: int, path: Path
) -> None:
    path.write_bytes(sound)
    oldest = f"UPDATE meta SET value = '{SCHEMA + 1}' WHERE key = 'oldest_reader'"
    alter(path, oldest, f"PRAGMA user_version={version}", f"PRAGMA journal_mode={journal}")
    told = f"was made by Persona Studio {studio.__version__}. Update Persona Studio, then open it."
    assert refused(path, Refused) == f"“found.studio” {told}"


@pytest.mark.parametrize("version", [0, -1, SCHEMA - 1])
def test_a_workspace_of_no_known_version_is_damaged(sound: bytes, version: int, path: Path) -> None:
    path.write_bytes(sound)
    alter(path, f"PRAGMA user_version={version}")
    assert refused(path) == f"“found.studio” {DAMAGED}"


@pytest.mark.parametrize(
    "table", [*sorted(metadata().tables), "meta", "asset_data", "history_step", "history_row"]
)
def test_a_missing_table_is_damage(sound: bytes, table: str, path: Path) -> None:
    path.write_bytes(sound)
    alter(path, "PRAGMA foreign_keys=OFF", f'DROP TABLE "{table}"')
    assert refused(path) == f"“found.studio” {DAMAGED}"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE panel DROP COLUMN dialogue",
        "ALTER TABLE panel RENAME COLUMN dialogue TO speech",
        "ALTER TABLE history_step DROP COLUMN label",
        "ALTER TABLE panel ADD COLUMN extra TEXT",
        "ALTER TABLE panel ADD COLUMN extra TEXT AS (id || dialogue)",
        "CREATE TABLE extra(id TEXT PRIMARY KEY)",
        "CREATE TABLE edit_context(step)",
        "CREATE TABLE history_extra(id TEXT PRIMARY KEY)",
        "CREATE VIRTUAL TABLE words USING fts5(dialogue)",
        "CREATE VIEW extra AS SELECT * FROM talent",
        "CREATE TRIGGER extra AFTER INSERT ON talent BEGIN DELETE FROM spot; END",
        "CREATE TRIGGER extra BEFORE UPDATE ON history_row BEGIN SELECT RAISE(IGNORE); END",
    ],
)
def test_a_structure_that_is_not_ours_is_refused(sound: bytes, statement: str, path: Path) -> None:
    path.write_bytes(sound)
    alter(path, statement)
    assert refused(path) == f"“found.studio” {DAMAGED}"


def test_a_row_that_leads_nowhere_is_damage(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    alter(path, "PRAGMA foreign_keys=OFF", "DELETE FROM talent WHERE name = 'Zoë 3'")
    assert refused(path) == f"“found.studio” {DAMAGED}"


def test_statistics_of_sqlite_itself_are_no_damage(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    alter(path, "ANALYZE")
    workspace.open_workspace(path, "Ada").close()


def test_a_workspace_that_a_tool_has_put_into_wal_opens_and_leaves_it(
    sound: bytes, path: Path
) -> None:
    path.write_bytes(sound)
    alter(path, "PRAGMA journal_mode=WAL")
    workspace.open_workspace(path, "Ada").close()
    assert path.read_bytes()[18:20] == b"\1\1"


@pytest.mark.parametrize(
    "cut", [1, 100, PAGE // 2, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE], ids=lambda cut: f"{cut} bytes"
)
def test_a_file_cut_short_is_damage_even_in_its_last_page(
    sound: bytes, cut: int, path: Path
) -> None:
    path.write_bytes(sound[:-cut])
    assert refused(path) == f"“found.studio” {DAMAGED}"


@pytest.mark.parametrize("length", [50, 99, 100, 512, 4096, PAGE])
def test_the_mere_beginning_of_a_file_is_refused(sound: bytes, length: int, path: Path) -> None:
    path.write_bytes(sound[:length])
    refused(path)


@pytest.mark.parametrize("seed", range(3))
def test_pages_of_noise_are_damage(sound: bytes, seed: int, path: Path) -> None:
    noise = random.Random(seed)
    content = bytearray(sound)
    start = PAGE * noise.randrange(1, 12)
    content[start : start + PAGE] = noise.randbytes(PAGE)
    path.write_bytes(content)
    assert refused(path) == f"“found.studio” {DAMAGED}"


def used(store: workspace.Store) -> None:
    """Read everything and make an edit, as the window would."""
    with store.read() as session:
        for table in metadata().sorted_tables:
            session.execute(table.select()).all()
    with store.edit("Add talent") as session:
        session.add(Talent(name="after"))
    store.undo()


def survives(path: Path, content: bytes) -> None:
    """Open whatever this is: it opens, or is refused unchanged; never anything else."""
    path.write_bytes(content)
    try:
        store = workspace.open_workspace(path, "Ada")
    except (Unreadable, Refused):
        assert path.read_bytes() == content
        return
    try:
        used(store)
    except (StudioError, DatabaseError):
        pass  # damage that shows only where it is read: said there, and nothing is lost by it
    finally:
        store.close()


BYTE = st.integers(0, 255)
PLACES: dict[str, Callable[[bytes], st.SearchStrategy[int]]] = {
    "header": lambda sound: st.integers(0, 99),
    "structure": lambda sound: st.integers(0, PAGE - 1).map(lambda back: PAGE - 1 - back),
    "anywhere": lambda sound: st.integers(0, len(sound) - 1),
}


@pytest.mark.parametrize("place", PLACES)
@given(data=st.data())
def test_flipped_bytes_are_refused_or_harmless(
    place: str, sound: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture, data: st.DataObject
) -> None:
    content = bytearray(sound)
    for at in data.draw(st.lists(PLACES[place](sound), min_size=1, max_size=4)):
        content[at] = data.draw(BYTE)
    with caplog.at_level("WARNING"):
        survives(tmp_path / "found.studio", bytes(content))
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["found.studio"]


def test_broken_utf_8_in_names_of_the_structure_is_damage(sound: bytes, path: Path) -> None:
    for word in (b"dialogue", b"history_step", b"INTEGER NOT"):
        assert word in sound[:PAGE]
        path.write_bytes(sound.replace(word, b"\xff" + word[1:]))
        assert refused(path) == f"“found.studio” {DAMAGED}"


def test_a_sound_file_is_not_refused(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    store = workspace.open_workspace(path, "Ada")
    assert store.redo_label == "Add talent"
    store.close()
    assert path.read_bytes() == sound
