"""Files that are no files, headers that lie, torn pages, journals with intentions."""

import os
import random
import secrets
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel.errors import Busy, NotFound, Refused, StudioError, Unreadable
from studio.store.guard import rollback
from tests.store.guard.hostile import PAGE, contents, state, taken_in, turned_away

NO_POSIX = pytest.mark.skipif(os.name == "nt", reason="the system has no such files")


def patch(path: Path, at: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(data)] = data
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("at", "data", "kind"),
    [
        (0, b"SQLite format 2\0", Unreadable),
        (16, b"\0\3", Unreadable),
        (16, b"\0\0", Unreadable),
        (16, b"\2\0", Unreadable),
        (18, b"\2\2", Refused),
        (18, b"\1\2", Refused),
        (20, b"\x20", Unreadable),
        (21, b"\xff\xff\xff", Unreadable),
        (24, b"\0\0\0\1", Unreadable),
        (28, bytes(4), Unreadable),
        (28, b"\x7f\xff\xff\xff", Unreadable),
        (28, b"\0\0\0\1", Unreadable),
        (32, b"\0\0\0\2\0\0\0\1", Unreadable),
        (44, b"\0\0\0\1", Unreadable),
        (52, b"\0\0\0\3", Unreadable),
        (56, b"\0\0\0\2", Unreadable),
        (56, b"\0\0\0\3", Unreadable),
        (60, b"\0\0\0\0", Unreadable),
        (60, b"\xff\xff\xff\xff", Unreadable),
        (60, b"\x7f\xff\xff\xff", Refused),
        (68, b"GPKG", Unreadable),
        (72, b"evil", Unreadable),
        (92, b"\0\0\0\1", Unreadable),
    ],
)
def test_a_header_that_lies_is_turned_away(
    at: int, data: bytes, kind: type[StudioError], path: Path
) -> None:
    patch(path, at, data)
    turned_away(path, kind)


@pytest.mark.parametrize("cut", [1, 100, PAGE - 1, PAGE, 5 * PAGE])
def test_a_file_cut_short_is_turned_away(cut: int, path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-cut])
    turned_away(path, Unreadable)


@pytest.mark.parametrize("more", [b"x", bytes(PAGE), b"PK\3\4" * 4096])
def test_a_file_that_goes_on_after_its_end_is_turned_away(more: bytes, path: Path) -> None:
    path.write_bytes(path.read_bytes() + more)
    turned_away(path, Unreadable)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"SQLite format 3\0", bytes(100_000), random.Random(3).randbytes(50_000)]
)
def test_what_is_no_workspace_is_turned_away(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    assert "is not a workspace of Persona Studio" in turned_away(path, Unreadable)


@pytest.mark.parametrize("seed", range(8))
def test_torn_pages_are_turned_away_or_lay_free(seed: int, path: Path) -> None:
    honest = contents(path)
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    start = PAGE * noise.randrange(len(content) // PAGE)
    content[start : start + PAGE] = noise.choice([bytes(PAGE), noise.randbytes(PAGE)])
    path.write_bytes(content)
    try:
        admitted = taken_in(path)
    except (Unreadable, Refused):
        return
    assert contents(admitted.path) == honest


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bytes_are_turned_away_or_arrive_as_text_that_is_sound(
    seed: int, path: Path
) -> None:
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _flip in range(3):
        content[noise.randrange(len(content))] = noise.randrange(256)
    path.write_bytes(content)
    try:
        admitted = taken_in(path)
    except (Unreadable, Refused):
        return
    assert contents(admitted.path).keys() == contents(path).keys()


def test_a_page_that_stands_for_two_is_turned_away(path: Path) -> None:
    content = path.read_bytes()
    count = len(content) // PAGE
    pages = [content[n * PAGE : (n + 1) * PAGE] for n in range(count)]
    pages[-1] = pages[2]
    path.write_bytes(b"".join(pages))
    turned_away(path, Unreadable)


def test_a_free_list_that_bites_its_tail_is_turned_away(path: Path) -> None:
    content = bytearray(path.read_bytes() + (2).to_bytes(4) + bytes(PAGE - 4))
    count = len(content) // PAGE
    content[28:32] = count.to_bytes(4)
    content[32:40] = count.to_bytes(4) + (5).to_bytes(4)
    content[(count - 1) * PAGE :][:4] = count.to_bytes(4)
    path.write_bytes(content)
    turned_away(path, Unreadable)


# ------------------------------------------------------------------ what lies there
def test_a_file_that_is_gone_says_so(path: Path) -> None:
    path.unlink()
    assert "is not there any more" in turned_away(path, NotFound)


def test_a_folder_is_no_workspace(path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert "is not a file" in turned_away(path, Unreadable)


@NO_POSIX
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    assert "is not a file" in turned_away(path, Unreadable)


@NO_POSIX
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin"])
def test_a_link_is_not_followed(device: str, path: Path) -> None:
    path.unlink()
    path.symlink_to(device)
    assert "only leads to another file" in turned_away(path, Refused)


@NO_POSIX
def test_a_device_is_not_read(tmp_path: Path) -> None:
    from studio.kernel.progress import finish
    from studio.store.guard.admission import admit

    with pytest.raises(Unreadable, match="is not a file"):
        finish(admit(Path("/dev/zero"), tmp_path / "mine", "Bob"))


@NO_POSIX
@pytest.mark.parametrize("size", [2**30, 2**40])
def test_a_huge_hollow_file_is_not_read(size: int, path: Path) -> None:
    os.truncate(path, size)
    turned_away(path, Refused, Unreadable)


@NO_POSIX
@pytest.mark.parametrize(
    "name", ["50%20off.studio", "what?mode=rw.studio", "a#b&c=d.studio", "new\nline.studio", "%00"]
)
def test_odd_names_are_only_names(name: str, path: Path) -> None:
    odd = path.rename(path.with_name(name))
    assert contents(taken_in(odd).path) == contents(odd)


@NO_POSIX
def test_a_name_that_is_no_text_is_only_a_name(path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff\xfe.studio"))
    taken_in(path.rename(odd))


# ------------------------------------------------------------------ journals
def broken_off(path: Path, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Leave `path` as a crash in the middle of an edit does; return what is committed of it."""
    committed = contents(path)
    work = folder / "work.studio"
    shutil.copyfile(path, work)
    with closing(sqlite3.connect(work, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=TRUNCATE")
        raw.execute("PRAGMA cache_size=4")
        raw.execute("BEGIN")
        raw.execute("UPDATE panel SET action = action || ' never committed' || hex(randomblob(9))")
        raw.execute("DELETE FROM asset_data")
        shutil.copyfile(work, path)
        shutil.copyfile(work.with_name(work.name + "-journal"), rollback.journal_of(path))
    assert path.read_bytes() != work.read_bytes()
    return committed


def test_an_edit_that_was_broken_off_is_taken_back_in_a_copy(path: Path, tmp_path: Path) -> None:
    committed = broken_off(path, tmp_path)
    assert contents(taken_in(path).path) == committed


def test_a_journal_that_names_another_file_reaches_nothing(path: Path, tmp_path: Path) -> None:
    broken_off(path, tmp_path)
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    name = os.fsencode(victim)
    total = sum(byte if byte < 128 else byte - 256 for byte in name) & 0xFFFFFFFF
    page = (0x40000000 // PAGE + 1).to_bytes(4)
    tail = page + name + len(name).to_bytes(4) + total.to_bytes(4) + rollback.MAGIC
    with rollback.journal_of(path).open("ab") as journal:
        journal.write(tail)
    assert "holds things" in turned_away(path, Refused)
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("at", "data"),
    [
        (16, b"\xff\xff\xff\xff"),
        (16, b"\x00\xff\xff\xff"),
        (16, bytes(4)),
        (20, b"\0\0\0\0"),
        (20, b"\0\0\0\x21"),
        (24, b"\xff\xff\xff\xff"),
        (24, b"\0\0\2\0"),
    ],
)
def test_a_journal_that_lies_is_turned_away(
    at: int, data: bytes, path: Path, tmp_path: Path
) -> None:
    broken_off(path, tmp_path)
    patch(rollback.journal_of(path), at, data)
    turned_away(path, Unreadable)


@pytest.mark.parametrize("seed", range(6))
def test_noise_in_a_journal_is_harmless(seed: int, path: Path, tmp_path: Path) -> None:
    broken_off(path, tmp_path)
    journal = rollback.journal_of(path)
    noise = random.Random(seed)
    for _flip in range(8):
        patch(journal, noise.randrange(8, journal.stat().st_size), noise.randbytes(1))
    try:
        taken_in(path)
    except (Unreadable, Refused):
        assert list((tmp_path / "goal").iterdir()) == []


@pytest.mark.parametrize("content", [b"", bytes(5000), b"noise" * 1000])
def test_a_journal_that_undoes_nothing_is_passed_over(content: bytes, path: Path) -> None:
    rollback.journal_of(path).write_bytes(content)
    taken_in(path)


@NO_POSIX
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_journal_that_is_no_file_is_not_followed(kind: str, path: Path) -> None:
    journal = rollback.journal_of(path)
    if kind == "link":
        journal.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(journal)
    else:
        journal.mkdir()
    turned_away(path, Refused)


def test_a_log_of_another_mode_beside_is_passed_over(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(secrets.token_bytes(5000))
    path.with_name(path.name + "-shm").write_bytes(secrets.token_bytes(5000))
    taken_in(path)


WRITER = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN EXCLUSIVE")
print("writing", flush=True)
sys.stdin.readline()
"""


@NO_POSIX
def test_a_file_that_is_being_written_says_so(path: Path) -> None:
    # In a process of its own: whoever closes the file in this one would drop its lock.
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        assert "is being used by another program" in turned_away(path, Busy)
        writer.communicate(b"\n")
    taken_in(path)


def test_nothing_stays_beside_a_file_that_another_program_reads(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("BEGIN")
        raw.execute("SELECT count(*) FROM talent").fetchall()
        before = state(path.parent)
        taken_in(path)
        assert state(path.parent) == before
