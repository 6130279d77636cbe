"""Ours is only what this program wrote last, in the very file it wrote it to."""

import os
import shutil
from pathlib import Path

import pytest

from studio.kernel import paths
from studio.store import workspace
from studio.store.guard import known


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    store = workspace.create(tmp_path / "Agency", "Ada")
    store.close()
    known.remember(store.path, store.document, is_closed=True)
    return store.path


def test_a_file_that_we_closed_is_ours(mine: Path) -> None:
    assert known.is_ours(mine)


def test_a_file_that_we_never_saw_is_not_ours(mine: Path, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.studio"
    shutil.copyfile(mine, stranger)
    assert not known.is_ours(stranger)
    assert not known.is_ours(tmp_path / "nothing.studio")


def test_a_copy_is_not_ours_even_with_the_same_time(mine: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.studio"
    shutil.copy2(mine, copy)
    assert not known.is_ours(copy)


def test_a_file_put_in_the_place_of_ours_is_not_ours(mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.studio"
    shutil.copy2(mine, other)
    other.replace(mine)
    assert not known.is_ours(mine)


def test_a_file_that_somebody_else_wrote_to_since_is_not_ours(mine: Path) -> None:
    with mine.open("r+b") as file:
        file.seek(200)
        file.write(b"evil")
    assert not known.is_ours(mine)


def test_a_file_that_was_moved_or_renamed_on_its_disk_is_still_ours(mine: Path) -> None:
    moved = mine.rename(mine.with_name("Studio.studio"))
    assert known.is_ours(moved)
    assert not known.is_ours(mine)


def test_a_file_over_which_we_died_is_ours_where_it_lies(mine: Path) -> None:
    known.remember(mine, "document", is_closed=False)
    with mine.open("r+b") as file:
        file.write(b"S")
    assert known.is_ours(mine)
    assert not known.is_ours(mine.rename(mine.with_name("moved.studio")))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_as_much_ours_as_the_file(mine: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.studio"
    link.symlink_to(mine)
    assert known.is_ours(link)


def test_broken_notes_are_no_notes(mine: Path) -> None:
    for entry in paths.known().iterdir():
        for broken in (b"", b"{", b"[]", b"\xff", b'{"inode": 1}'):
            entry.write_bytes(broken)
            assert not known.is_ours(mine)


def test_that_nothing_can_be_noted_is_no_trouble(mine: Path) -> None:
    folder = paths.known()
    shutil.rmtree(folder)
    folder.write_bytes(b"")
    known.remember(mine, "document", is_closed=True)
    assert not known.is_ours(mine)
