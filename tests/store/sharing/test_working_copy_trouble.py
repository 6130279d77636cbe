"""Shared files in trouble: half written, damaged, not ours, not lockable, changed underneath."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel.errors import (
    Busy,
    Drift,
    Locked,
    NotFound,
    NotSaved,
    Refused,
    Unreadable,
)
from studio.kernel.progress import Work
from studio.store.lock import lock_path
from studio.store.sharing import transfer, working_copy
from studio.store.sharing.working_copy import State
from tests.store.sharing.two_users import SHARE, User, left_in, names_in, shared_workspace

CRASH = """
import os, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA journal_mode=TRUNCATE")
raw.execute("PRAGMA cache_size=-16")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE talent SET name = 'half'")
raw.execute("CREATE TABLE more(data)")
raw.executemany("INSERT INTO more VALUES(?)", [(os.urandom(9000),) for _ in range(200)])
os._exit(9)
"""
NO_LOCKS = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#define REFUSES(name) \\
    int name(int fd, int command, ...) { \\
        va_list more; va_start(more, command); void *what = va_arg(more, void *); va_end(more); \\
        if (command == F_SETLK || command == F_SETLKW) { errno = ENOLCK; return -1; } \\
        int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, #name); \\
        return real(fd, command, what); \\
    }
REFUSES(fcntl)
REFUSES(fcntl64)
"""
READ = """
import sqlite3, sys
from pathlib import Path
from studio.store.sharing.fetch import reading_shared
from tests.store.sharing.two_users import names_in
shared = Path(sys.argv[1])
try:
    names_in(shared)
except sqlite3.OperationalError as error:
    print(error)
with reading_shared(shared) as raw:
    print(raw.execute("SELECT name FROM talent").fetchall())
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return shared_workspace(tmp_path / "share", "one")


@pytest.fixture
def ada(tmp_path: Path) -> User:
    return User("Ada", tmp_path / "ada")


def crash_over(path: Path) -> None:
    """Leave the file as a program leaves it that is killed in the middle of a commit."""
    ended = subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    assert ended.returncode == 9
    assert transfer.is_half_written(path)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_shared_file_that_a_crash_left_half_written_is_copied_whole(
    shared: Path, ada: User
) -> None:
    crash_over(shared)
    before = everything_in(shared.parent)
    ada.take(shared)
    assert ada.names == ["one"]
    assert everything_in(shared.parent) == before
    assert left_in(ada.mine.path.parent) == {"Agency.studio", "origin.json"}


def test_over_a_half_written_file_nothing_is_published(shared: Path, ada: User) -> None:
    """The journal beside it would be played into the new file, and destroy it."""
    ada.take(shared)
    ada.add("two")
    crash_over(shared)
    before = everything_in(shared.parent)
    with pytest.raises(Refused, match="has stopped in the middle of it"):
        ada.publish()
    with pytest.raises(Unreadable, match="has stopped in the middle of it"):
        ada.state()
    assert ada.take(shared) == ada.mine
    assert everything_in(shared.parent) == before
    assert names_in(ada.publish(under=shared.with_name("New")).path) == ["one", "two"]


def test_a_journal_that_waits_under_a_new_name_is_not_played_into_what_is_published(
    shared: Path, ada: User
) -> None:
    ada.take(shared)
    shared.with_name("New.studio-journal").write_bytes(b"x" * 600)
    with pytest.raises(Refused, match="in the middle of it"):
        ada.publish(under=shared.with_name("New"))
    assert "New.studio" not in left_in(shared.parent)


def test_a_working_copy_that_a_crash_left_half_written_is_put_right(
    shared: Path, ada: User
) -> None:
    ada.take(shared)
    ada.add("two")
    crash_over(ada.mine.path)
    assert ada.state() is State.OURS_NEWER
    crash_over(ada.mine.path)
    ada.publish()
    assert names_in(shared) == ["one", "two"]
    crash_over(ada.mine.path)
    assert ada.take(shared) == ada.mine
    assert ada.names == ["one", "two"]


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 20_000)


def cut_to_nothing(path: Path) -> None:
    os.truncate(path, 0)


def cut_to_the_header(path: Path) -> None:
    os.truncate(path, 512)


def destroy_pages(path: Path) -> None:
    with path.open("r+b") as file:
        for page in (1, 3, 5, 7):
            file.seek(page * 16384)
            file.write(b"\xa5" * 16384)


@pytest.mark.parametrize("harm", [cut_short, cut_to_nothing, cut_to_the_header, destroy_pages])
def test_a_file_that_has_not_all_arrived_is_not_taken_and_not_replaced(
    harm: Callable[[Path], None], shared: Path, ada: User, tmp_path: Path
) -> None:
    ada.take(shared)
    ada.add("two")
    harm(shared)
    before = shared.read_bytes()
    with pytest.raises(Unreadable, match=r"damaged, or has not all arrived yet|is damaged"):
        User("Bob", tmp_path / "bob").take(shared)
    assert list((tmp_path / "bob").iterdir()) == []
    if harm is not destroy_pages:
        with pytest.raises(Unreadable, match="not all arrived yet"):
            ada.publish()
        with pytest.raises(Unreadable, match="not all arrived yet"):
            ada.state()
    assert ada.take(shared) == ada.mine
    assert ada.names == ["one", "two"]
    assert shared.read_bytes() == before
    assert left_in(shared.parent) == {"Agency.studio"}


def another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE talent(name)")


def with_statement(statement: str) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(statement)
            raw.commit()

    return harm


def some_text(path: Path) -> None:
    path.write_text("hello " * 5000)


NOT_OURS: dict[str, Callable[[Path], None]] = {
    "text": some_text,
    "another database": another_database,
    "a view": with_statement("CREATE VIEW v AS SELECT 1"),
    "a trigger": with_statement(
        "CREATE TRIGGER t AFTER INSERT ON talent BEGIN DELETE FROM look; END"
    ),
}


@pytest.mark.parametrize("kind", NOT_OURS)
def test_a_file_that_is_not_ours_is_not_taken(kind: str, shared: Path, ada: User) -> None:
    NOT_OURS[kind](shared)
    before = everything_in(shared.parent)
    with pytest.raises(Unreadable, match="is not a workspace of Persona Studio"):
        ada.take(shared)
    assert everything_in(shared.parent) == before
    assert list(ada.folder.iterdir()) == []


def test_a_file_that_a_tool_has_put_into_wal_is_taken_and_replaced_by_one_of_ours(
    shared: Path, ada: User
) -> None:
    with_statement("PRAGMA journal_mode=WAL")(shared)
    before = everything_in(shared.parent)
    ada.take(shared)
    assert ada.names == ["one"]
    assert everything_in(shared.parent) == before
    assert shared.read_bytes()[18:20] == b"\2\2"
    ada.add("two")
    ada.publish()
    assert names_in(shared) == ["one", "two"]
    assert shared.read_bytes()[18:20] == b"\1\1"


def test_what_a_tool_has_left_in_its_wal_is_taken_too(shared: Path, ada: User) -> None:
    with closing(sqlite3.connect(shared)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("UPDATE talent SET name = 'in the log'")
        raw.commit()
        before = everything_in(shared.parent)
        assert "Agency.studio-wal" in before
        ada.take(shared)
        assert everything_in(shared.parent) == before
    assert ada.names == ["in the log"]


def half_way(work: Work[object], doing: str) -> None:
    """Run until the work says that it does this."""
    for step in work:
        if step.doing == doing:
            return
    raise AssertionError(doing)


def test_who_publishes_without_the_lock_in_the_middle_is_not_overrun(
    shared: Path, ada: User, tmp_path: Path
) -> None:
    """A syncing program may bring another's file at any moment, and knows no lock."""
    bob = User("Bob", tmp_path / "bob")
    ada.take(shared)
    bob.take(shared)
    bob.add("Bob's")
    ada.add("Ada's")
    work = working_copy.publish(ada.mine.path, ada.mine)
    half_way(work, "Writing to disk…")
    shutil.copy(bob.mine.path, shared)
    with pytest.raises(Drift):
        list(work)
    assert names_in(shared) == ["Bob's", "one"]
    assert left_in(shared.parent) == {"Agency.studio"}


def test_who_loses_the_lock_in_the_middle_does_not_publish(shared: Path, ada: User) -> None:
    ada.take(shared)
    ada.add("two")
    work = working_copy.publish(ada.mine.path, ada.mine)
    half_way(work, "Writing to disk…")
    theirs = json.dumps({"pid": 1, "host": "elsewhere", "start": None, "token": "x"})
    lock_path(shared).write_text(theirs)
    with pytest.raises(Locked, match=r"has taken “Agency\.studio” over"):
        list(work)
    assert names_in(shared) == ["one"]
    assert lock_path(shared).read_text() == theirs


def test_a_share_that_goes_away_in_the_middle_is_said(shared: Path, ada: User) -> None:
    ada.take(shared)
    ada.add("two")
    work = working_copy.publish(ada.mine.path, ada.mine)
    half_way(work, "Copying…")
    shutil.rmtree(shared.parent)
    with pytest.raises((NotSaved, NotFound, Locked)):
        list(work)
    assert ada.names == ["one", "two"]
    assert left_in(ada.mine.path.parent) == {"Agency.studio", "origin.json"}


def test_a_shared_file_that_changes_while_it_is_copied_is_not_taken(
    shared: Path, ada: User
) -> None:
    work = working_copy.check_out(shared, ada.folder, SHARE)
    next(work)
    os.utime(shared, (1, 1))
    with pytest.raises(Busy, match="changed while it was being copied"):
        list(work)
    assert list(ada.folder.iterdir()) == []


def test_what_killed_programs_left_is_swept_and_nothing_else(shared: Path, ada: User) -> None:
    for name in (
        ".Agency.studio.0123abcd.part",
        ".Agency.studio.0123abcd.part-journal",
        ".Agency.studio.notes",
        ".Agency.studio.long-name.part",
        ".Other.studio.0123abcd.part",
        "Agency.studio.part",
        "Agency (Bob's conflicted copy).studio",
    ):
        shared.with_name(name).write_text("x")
    ada.take(shared)
    assert left_in(shared.parent) == {
        "Agency.studio",
        ".Agency.studio.notes",
        ".Agency.studio.long-name.part",
        ".Other.studio.0123abcd.part",
        "Agency.studio.part",
        "Agency (Bob's conflicted copy).studio",
    }


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a C library is preloaded")
def test_a_share_that_refuses_locks_can_be_read(shared: Path, tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler named cc")
    source, library = tmp_path / "no_locks.c", tmp_path / "no_locks.so"
    source.write_text(NO_LOCKS)
    command = [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    took = subprocess.run(
        [sys.executable, "-c", READ, str(shared)],
        env={**os.environ, "LD_PRELOAD": str(library)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert took.stdout.splitlines() == ["database is locked", "[('one',)]"]
