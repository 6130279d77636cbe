"""Writing beside, checking, replacing: whatever fails, the old file is as it was."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.kernel import files
from studio.kernel.errors import NoSpace, NotSaved, Refused

OLD = b"what was there before"
NOBODY = 65534


@pytest.fixture
def unwritable() -> Iterator[Path]:
    """A folder with an old file, into which this process may not write, even as root."""
    if os.name == "nt":
        pytest.skip("folders have no write permission of this kind here")
    with tempfile.TemporaryDirectory() as base:
        Path(base).chmod(0o755)
        folder = Path(base) / "kept"
        folder.mkdir()
        (folder / "sheet.pdf").write_bytes(OLD)
        (folder / "sheet.pdf").chmod(0o644)
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


@pytest.mark.parametrize(
    "name",
    ["plain.txt", "Zoë 🧑🏽‍🎤 – “spot” 100%.pdf", "عرض.pdf", "絵コンテ.pdf", " .x", "-rf", "a\nb"],
)
def test_a_file_of_any_name_is_written_whole_and_alone(tmp_path: Path, name: str) -> None:
    with files.replacing(tmp_path / name) as part:
        assert part.parent == tmp_path
        part.write_bytes(b"new")
    assert (tmp_path / name).read_bytes() == b"new"
    assert left_in(tmp_path) == {name}


def test_an_old_file_is_replaced_at_once_and_not_before_the_end(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    with files.replacing(target) as part:
        part.write_bytes(b"half")
        assert target.read_bytes() == OLD
    assert target.read_bytes() == b"half"


def test_a_body_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)

    def fail_half_way() -> None:
        with files.replacing(target) as part:
            part.write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert target.read_bytes() == OLD
    assert left_in(tmp_path) == {"sheet.pdf"}


def test_a_check_sees_the_whole_new_file_and_its_refusal_stops_it(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    seen: list[bytes] = []

    def refuse(part: Path) -> None:
        seen.append(part.read_bytes())
        raise Refused("Not a sheet.")

    with pytest.raises(Refused, match="Not a sheet"), files.replacing(target, refuse) as part:
        part.write_bytes(b"new")
    assert seen == [b"new"]
    assert target.read_bytes() == OLD
    assert left_in(tmp_path) == {"sheet.pdf"}


def test_a_check_that_is_content_lets_the_file_pass(tmp_path: Path) -> None:
    with files.replacing(tmp_path / "new", lambda part: None) as part:
        part.write_bytes(b"new")
    assert (tmp_path / "new").read_bytes() == b"new"


def test_a_missing_folder_is_named_with_the_file(tmp_path: Path) -> None:
    with (
        pytest.raises(NotSaved, match=r"The folder of “a\.pdf” does not exist"),
        files.replacing(tmp_path / "gone" / "a.pdf"),
    ):
        pytest.fail("the body ran")
    assert left_in(tmp_path) == set()


def test_a_folder_that_is_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    with (
        pytest.raises(NotSaved, match="does not exist"),
        files.replacing(tmp_path / "file" / "a.pdf"),
    ):
        pytest.fail("the body ran")
    assert (tmp_path / "file").read_bytes() == OLD


def test_a_folder_of_that_name_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with (
        pytest.raises(NotSaved, match=r"“a\.pdf” is a folder"),
        files.replacing(tmp_path / "a.pdf"),
    ):
        pytest.fail("the body ran")
    assert left_in(tmp_path) == {"a.pdf"}


def test_an_unwritable_folder_keeps_its_old_file(unwritable: Path) -> None:
    with (
        pytest.raises(NotSaved, match=r"“sheet\.pdf” cannot be written there"),
        files.replacing(unwritable / "sheet.pdf"),
    ):
        pytest.fail("the body ran")
    assert (unwritable / "sheet.pdf").read_bytes() == OLD
    assert left_in(unwritable) == {"sheet.pdf"}


def test_a_part_that_went_away_is_not_a_success(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    with pytest.raises(NotSaved), files.replacing(target) as part:
        part.unlink()
    assert target.read_bytes() == OLD


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be synced there")
def test_bytes_are_on_disk_before_the_name_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    synced: list[tuple[int, bytes]] = []
    real = os.fsync

    def watch(descriptor: int) -> None:
        real(descriptor)
        synced.append((os.fstat(descriptor).st_ino, target.read_bytes()))

    monkeypatch.setattr(os, "fsync", watch)
    with files.replacing(target) as part:
        part.write_bytes(b"new")
        written = part.stat().st_ino
    assert synced == [(written, OLD), (tmp_path.stat().st_ino, b"new")]


def test_a_full_disk_says_so_and_keeps_the_old_file(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    target = tmp_path / "sheet.pdf"
    target.write_bytes(OLD)
    code = """
import resource, sys
from pathlib import Path
from studio.kernel import files
from studio.kernel.errors import NoSpace
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with files.replacing(Path(sys.argv[1])) as part:
        part.write_bytes(bytes(5000))
except NoSpace as error:
    print(error)
"""
    command = [sys.executable, "-X", "utf8", "-c", code, str(target)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == (
        "The disk is full: “sheet.pdf” was not saved. Free some space and try again."
    )
    assert target.read_bytes() == OLD
    assert left_in(tmp_path) == {"sheet.pdf"}


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (errno.ENOSPC, NoSpace, "The disk is full"),
        (errno.EDQUOT, NoSpace, "The disk is full"),
        (errno.EFBIG, NoSpace, "The disk is full"),
        (errno.EROFS, NotSaved, "cannot be written there"),
        (errno.EPERM, NotSaved, "cannot be written there"),
        (errno.EIO, NotSaved, "was not saved: "),
        (errno.ENAMETOOLONG, NotSaved, "was not saved: "),
        (None, NotSaved, "was not saved: "),
    ],
)
def test_every_reason_of_the_disk_becomes_a_sentence(
    code: int | None, kind: type[NotSaved], words: str
) -> None:
    error = OSError("odd") if code is None else OSError(code, os.strerror(code))
    told = files.not_saved(Path("folder/{name}.pdf"), error)
    assert type(told) is kind
    assert "“{name}.pdf”" in str(told)
    assert words in str(told)


def test_a_name_too_long_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="was not saved"):
        files.write_text(tmp_path / ("x" * 300), "text")
    assert left_in(tmp_path) == set()


def test_text_is_written_in_utf_8_with_its_line_ends(tmp_path: Path) -> None:
    files.write_text(tmp_path / "notes", "Zoë 🎬\nعربي\n")
    assert (tmp_path / "notes").read_bytes() == "Zoë 🎬\nعربي\n".replace("\n", os.linesep).encode()
