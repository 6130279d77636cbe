"""When a PDF cannot be written: a sentence, the old file as it was, and nothing left over."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.export.pdf import write
from studio.kernel.errors import NoSpace, NotSaved, StudioError, Unreadable
from studio.kernel.geometry import Rect
from studio.kernel.progress import finish
from tests.architecture.tree import ROOT
from tests.export.papers import files_in, small_document
from tests.export.reading import sizes

NOBODY = 65534
STEPS = 5
"""Progress of two pages with two pictures each: one a picture, and the writing itself."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Give a folder with an older file of the name that is written."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "board.pdf").write_bytes(b"older")
    return folder


def test_an_older_file_is_replaced_by_the_new_one(old: Path) -> None:
    finish(write(small_document(), old / "board.pdf"))
    assert len(sizes(old / "board.pdf")) == 2
    assert list(files_in(old)) == ["board.pdf"]


@pytest.mark.parametrize("steps", range(STEPS + 1))
def test_stopping_at_any_step_leaves_everything_as_it_was(old: Path, steps: int) -> None:
    work = write(small_document(pictures=2), old / "board.pdf")
    for _step in range(steps):
        next(work)
    assert files_in(old)["board.pdf"] == b"older"
    work.close()
    assert files_in(old) == {"board.pdf": b"older"}


@pytest.mark.parametrize("steps", range(STEPS + 1))
def test_stopping_at_any_step_leaves_no_new_file(tmp_path: Path, steps: int) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    work = write(small_document(pictures=2), folder / "board.pdf")
    for _step in range(steps):
        next(work)
    work.close()
    assert files_in(folder) == {}


def test_the_steps_are_all_there_are(old: Path) -> None:
    assert len(list(write(small_document(pictures=2), old / "board.pdf"))) == STEPS


def test_work_that_is_forgotten_half_way_leaves_nothing(old: Path) -> None:
    work = write(small_document(), old / "board.pdf")
    next(work)
    del work
    assert files_in(old) == {"board.pdf": b"older"}


def told(to: Path) -> str:
    """Return the sentence with which writing fails, before anything is drawn."""
    with pytest.raises(NotSaved) as failure:
        next(write(small_document(), to))
    return str(failure.value)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    sentence = told(tmp_path / "nowhere" / "board.pdf")
    assert sentence == "The folder of “board.pdf” does not exist. Choose another folder."
    assert not (tmp_path / "nowhere").exists()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    sentence = told(tmp_path / "file" / "board.pdf")
    assert sentence == "The folder of “board.pdf” does not exist. Choose another folder."


def test_a_target_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "board.pdf").mkdir()
    assert told(tmp_path / "board.pdf") == "“board.pdf” is a folder. Choose a file name."
    assert list((tmp_path / "board.pdf").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if "board" in path.name] == ["board.pdf"]


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    assert "was not saved" in told(tmp_path / f"{'x' * 300}.pdf")


@pytest.fixture
def read_only() -> Iterator[Path]:
    """Give a folder that this process may only read, even as root."""
    if os.name == "nt":
        pytest.skip("folders have no write permission of this kind here")
    with tempfile.TemporaryDirectory() as base:
        Path(base).chmod(0o755)
        folder = Path(base) / "kept"
        folder.mkdir()
        (folder / "board.pdf").write_bytes(b"older")
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


def test_a_folder_that_may_not_be_written_is_told(read_only: Path) -> None:
    sentence = told(read_only / "board.pdf")
    assert sentence == "“board.pdf” cannot be written there. Choose another folder."
    assert files_in(read_only) == {"board.pdf": b"older"}


CODE = """
import resource, signal, sys
from pathlib import Path
from studio.export.pdf import write
from studio.kernel.errors import NoSpace
from studio.kernel.progress import finish
from tests.export.papers import small_document
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    finish(write(small_document(), Path(sys.argv[1])))
except NoSpace as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="no limit on files of this kind there")
@pytest.mark.parametrize("most", [0, 4096])
def test_a_full_disk_is_told_and_the_old_file_stays(old: Path, most: int) -> None:
    command = [sys.executable, "-c", CODE, str(old / "board.pdf"), str(most)]
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert child.stderr == ""
    sentence = "The disk is full: “board.pdf” was not saved. Free some space and try again.\n"
    assert child.stdout == sentence
    assert files_in(old) == {"board.pdf": b"older"}


@pytest.mark.parametrize("kept", [0, 9, 5000, -1500])
def test_a_file_that_the_disk_spoilt_is_thrown_away(
    old: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """The disk here loses the end of what is flushed to it, and says nothing."""
    flush = os.fsync

    def lose(descriptor: int) -> None:
        length = os.fstat(descriptor).st_size
        os.ftruncate(descriptor, kept if kept >= 0 else length + kept)
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", lose)
    with pytest.raises(Unreadable) as failure:
        finish(write(small_document(), old / "board.pdf"))
    sentence = "The PDF was not written well and has been thrown away. Try again. (board.pdf)"
    assert str(failure.value) == sentence
    assert files_in(old) == {"board.pdf": b"older"}


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.EIO, NotSaved), (errno.ENOSPC, NoSpace), (errno.EDQUOT, NoSpace)]
)
def test_a_disk_that_fails_at_the_end_is_told(
    old: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StudioError]
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind, match=r"board\.pdf") as failure:
        finish(write(small_document(), old / "board.pdf"))
    assert type(failure.value) is kind
    assert files_in(old) == {"board.pdf": b"older"}


def test_a_target_that_became_a_folder_meanwhile_is_told(tmp_path: Path) -> None:
    target = tmp_path / "board.pdf"
    work = write(small_document(), target)
    next(work)
    target.mkdir()
    with pytest.raises(NotSaved):
        finish(work)
    assert [path.name for path in tmp_path.iterdir() if "board" in path.name] == ["board.pdf"]


def test_a_folder_that_vanishes_meanwhile_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    work = write(small_document(), folder / "board.pdf")
    next(work)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    with pytest.raises(NotSaved, match="does not exist"):
        finish(work)
    assert not folder.exists()


def test_a_picture_that_cannot_be_drawn_leaves_no_file(old: Path) -> None:
    """Whatever goes wrong while drawing is passed on, and nothing is left of the file."""
    document = small_document()
    (flat,) = document.pages[1].pictures
    bad = replace(document.pages[1], pictures=(replace(flat, box=Rect(40, 60, 0, 0)),))
    with pytest.raises(ZeroDivisionError):
        finish(write(replace(document, pages=(document.pages[0], bad)), old / "board.pdf"))
    assert files_in(old) == {"board.pdf": b"older"}


def test_the_file_is_the_user_s_and_others_may_read_it(old: Path) -> None:
    if os.name == "nt":
        pytest.skip("files have no such mode there")
    mask = os.umask(0o022)
    try:
        finish(write(small_document(), old / "new.pdf"))
    finally:
        os.umask(mask)
    assert (old / "new.pdf").stat().st_mode & 0o777 == 0o644


def test_the_file_lies_hidden_beside_the_target_while_it_is_written(old: Path) -> None:
    work = write(small_document(), old / "board.pdf")
    next(work)
    (part,) = [path for path in old.iterdir() if path.name != "board.pdf"]
    assert part.name.startswith(".board.pdf.")
    assert part.suffix == ".part"
    work.close()
