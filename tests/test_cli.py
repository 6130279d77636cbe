"""The command line: one command, one file, one exit code, and a sentence when it cannot be done."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import studio
from studio import cli
from studio.kernel import i18n, paths, preferences
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import workspace
from tests.architecture.tree import ROOT
from tests.export.papers import files_in
from tests.export.reading import language, sizes, texts
from tests.spots.boards import memory_folder

Told = pytest.CaptureFixture[str]

GUARDED = """
import os, sys

def guard(event, args):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        os.write(2, f"network: {event} {args}".encode())
        os._exit(97)

sys.addaudithook(guard)
"""
EXPORT = (
    GUARDED
    + """
from studio.__main__ import main
code = main(sys.argv[1:])
print("widgets:", [name for name in sys.modules if "QtWidgets" in name])
sys.exit(code)
"""
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave it to each test which language the desktop speaks."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Give a closed workspace with two spots, of one panel each."""
    with memory_folder(tmp_path) as folder:
        store = workspace.create(folder / "Agency", "Anna")
        for title in ("Glow — Caffè", "Other"):
            spot = spots.create_spot(store, SpotDraft(title, ratio="16:9"))
            contents.write_action(store, panels.add_panel(store, spot), f"This is {title}.")
        store.close()
        yield store.path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    command = [sys.executable, "-m", "studio", *words]
    given = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, env=given)


def refused(told: Told, *words: str) -> str:
    """Return the sentence with which a command is refused, with exit code 1."""
    assert cli.main(["export", *words]) == 1
    said = told.readouterr()
    assert said.out == ""
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1, "not one sentence"
    return said.err.strip()


def test_the_version_is_told(capsys: Told) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"Persona Studio {studio.__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["export", "--help"]])
def test_help_is_given(words: list[str], capsys: Told) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert "export" in said
    assert "usage: " in said


@pytest.mark.parametrize(
    "words",
    [[], ["export"], ["export", "--sample"], ["export", "a", "b", "--to", "x.pdf"], ["dance"]],
)
def test_misuse_is_told_with_exit_code_2(words: list[str], capsys: Told) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 2
    assert "usage: " in capsys.readouterr().err


def test_help_names_the_command_that_was_typed(
    capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERSONA_STUDIO_COMMAND", "python3 run.py")
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "usage: python3 run.py" in capsys.readouterr().out


def test_the_sample_is_exported_without_widgets_and_without_network(out: Path) -> None:
    command = [sys.executable, "-c", EXPORT, "export", "--sample", "--to", str(out / "a.pdf")]
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (child.returncode, child.stderr) == (0, "")
    assert child.stdout == f"{out / 'a.pdf'}\nwidgets: []\n"
    assert len(sizes(out / "a.pdf")) == 3
    assert "MAYA: Three drops. That's it." in texts(out / "a.pdf")[0]
    assert list(files_in(out)) == ["a.pdf"]


def test_the_guard_of_the_network_would_see_a_call() -> None:
    """A check that cannot fail proves nothing."""
    code = GUARDED + "import socket\nsocket.getaddrinfo('localhost', 80)"
    child = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert child.returncode == 97


@pytest.mark.parametrize("desktop", [{"LANGUAGE": "it:en"}, {"LANG": "it_IT.UTF-8"}])
def test_the_sample_speaks_the_desktop_s_language(
    desktop: dict[str, str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in desktop.items():
        monkeypatch.setenv(name, value)
    # Its suffix may be written in capitals.
    assert cli.main(["export", "--sample", "--to", str(out / "a.PDF")]) == 0
    assert language(out / "a.PDF") == "it"
    first = texts(out / "a.PDF")[0]
    assert "LUMI Glow Serum — Mattina con Maya" in first
    assert "MAYA: Tre gocce. Tutto qui." in first
    assert "2,5 s" in first
    assert i18n._("Page {n} of {count}").format(n=1, count=3) in first


def test_the_language_that_was_chosen_counts_more_than_the_desktop_s(
    out: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "it")
    preferences.save(preferences.Preferences(language="en"), paths.config())
    words = ["export", "Other", "--workspace", str(file), "--to", str(out / "a.pdf")]
    assert cli.main(words) == 0
    assert language(out / "a.pdf") == "en"


def test_a_spot_is_exported_by_its_title_and_the_workspace_stays_as_it_was(
    file: Path, out: Path, capsys: Told
) -> None:
    before = files_in(file.parent)
    target = out / "Größe 日本.pdf"
    words = ["export", "GLOW — Caffe\u0300", "--workspace", str(file), "--to", str(target)]
    assert cli.main(words) == 0
    assert capsys.readouterr() == (f"{target}\n", "")
    (told,) = texts(target)
    assert "This is Glow — Caffè." in told
    assert files_in(file.parent) == before


def test_a_spot_is_exported_by_its_id_from_the_workspace_opened_last(file: Path, out: Path) -> None:
    store = workspace.open_workspace(file, "Anna")
    spot = spots.create_spot(store, SpotDraft("Empty"))
    store.close()
    recent = preferences.Preferences().with_recent(Path("/nowhere/Old.studio")).with_recent(file)
    preferences.save(recent, paths.config())
    assert cli.main(["export", spot, "--to", str(out / "a.pdf")]) == 0
    assert "This spot has no panels yet." in texts(out / "a.pdf")[0]


def test_an_older_file_is_replaced(file: Path, out: Path) -> None:
    (out / "a.pdf").write_bytes(b"older")
    words = ["export", "Other", "--workspace", str(file), "--to", str(out / "a.pdf")]
    assert cli.main(words) == 0
    assert len(sizes(out / "a.pdf")) == 1


def test_a_spot_that_is_not_there_is_told(file: Path, out: Path, capsys: Told) -> None:
    words = ["Nobody", "--workspace", str(file), "--to", str(out / "a.pdf")]
    told = "There is no spot “Nobody” here. The spots are: “Glow — Caffè”, “Other”."
    assert refused(capsys, *words) == told
    assert files_in(out) == {}


def test_without_a_workspace_ever_opened_one_has_to_be_named(out: Path, capsys: Told) -> None:
    told = refused(capsys, "Glow", "--to", str(out / "a.pdf"))
    assert told == "No workspace has been opened yet. Name one with --workspace FILE."


def test_a_workspace_that_is_gone_is_told(out: Path, tmp_path: Path, capsys: Told) -> None:
    gone = tmp_path / "Gone.studio"
    told = "“Gone.studio” is not there any more. It may have been moved or renamed."
    to = ("--to", str(out / "a.pdf"))
    assert refused(capsys, "Glow", "--workspace", str(gone), *to) == told
    preferences.save(preferences.Preferences().with_recent(gone), paths.config())
    assert refused(capsys, "Glow", *to) == told
    assert not gone.exists()


def test_a_workspace_open_in_the_window_is_exported_all_the_same(file: Path, out: Path) -> None:
    store = workspace.open_workspace(file, "Anna")
    try:
        child = run("export", "Other", "--workspace", str(file), "--to", str(out / "a.pdf"))
    finally:
        store.close()
    assert (child.returncode, child.stderr) == (0, "")
    assert (out / "a.pdf").stat().st_size > 1_000


def test_a_workspace_from_elsewhere_is_examined_and_left_as_it_is(file: Path, out: Path) -> None:
    parcel = out / "Parcel.studio"
    out.mkdir(exist_ok=True)
    shutil.copyfile(file, parcel)
    before = parcel.read_bytes()
    child = run("export", "Other", "--workspace", str(parcel), "--to", str(out / "a.pdf"))
    assert (child.returncode, child.stderr) == (0, "")
    assert parcel.read_bytes() == before
    assert sorted(path.name for path in out.iterdir()) == ["Parcel.studio", "a.pdf"]


@pytest.mark.parametrize("content", [b"", b"Dear diary", b"SQLite format 3\0" + b"\0" * 5000])
def test_a_file_that_is_no_workspace_is_told_and_left_alone(
    content: bytes, out: Path, tmp_path: Path, capsys: Told
) -> None:
    other = tmp_path / "diary.studio"
    other.write_bytes(content)
    told = refused(capsys, "Glow", "--workspace", str(other), "--to", str(out / "a.pdf"))
    assert "“diary.studio” is" in told
    assert other.read_bytes() == content
    assert [path.name for path in tmp_path.glob("diary*")] == ["diary.studio"]


@pytest.mark.parametrize("words", [["Glow", "--sample"], [], [""]])
def test_either_a_spot_or_the_sample_is_exported(words: list[str], out: Path, capsys: Told) -> None:
    told = refused(capsys, *words, "--to", str(out / "a.pdf"))
    assert told == "Name one spot, or say --sample."
    assert files_in(out) == {}


@pytest.mark.parametrize("name", ["a", "a.docx", "a.pdf.txt"])
def test_an_unknown_format_is_told_before_anything_is_opened(
    name: str, out: Path, capsys: Told
) -> None:
    words = ["Glow", "--workspace", "/nowhere.studio", "--to", str(out / name)]
    told = f"“{name}” does not end in a format that can be written. Use: .pdf."
    assert refused(capsys, *words) == told


def test_a_target_that_cannot_be_written_is_told(file: Path, out: Path, capsys: Told) -> None:
    (out / "folder.pdf").mkdir()
    sentences = {
        out / "nowhere" / "a.pdf": "The folder of “a.pdf” does not exist. Choose another folder.",
        out / "folder.pdf": "“folder.pdf” is a folder. Choose a file name.",
    }
    for target, told in sentences.items():
        assert refused(capsys, "Other", "--workspace", str(file), "--to", str(target)) == told
    assert [path.name for path in out.iterdir()] == ["folder.pdf"]
    workspace.open_workspace(file, "Anna").close()  # the lock was given free


@pytest.mark.skipif(os.name == "nt", reason="interrupts are sent otherwise there")
def test_an_interrupt_stops_and_leaves_nothing(out: Path, tmp_path: Path) -> None:
    (out / "a.pdf").write_bytes(b"older")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, "-m", "studio", "export", "--sample", "--to", str(out / "a.pdf")]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=-1, stderr=-1, text=True, start_new_session=True
    )
    end = time.monotonic() + 60
    while len(list(out.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.005)
    child.send_signal(signal.SIGINT)
    said, told = child.communicate(timeout=60)
    assert (said, told) == ("", "Stopped. Nothing was written.\n")
    # Python ends by the signal itself when it met the interrupt inside generated code; shells
    # report 130 for both.
    assert child.returncode in (130, -signal.SIGINT)
    assert files_in(out) == {"a.pdf": b"older"}
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there may names be any bytes")
def test_a_target_named_in_an_old_encoding_is_written(file: Path, out: Path) -> None:
    target = os.fsdecode(os.fsencode(out) + b"/caff\xe8.pdf")
    words = ["export", "Other", "--workspace", str(file), "--to", target]
    child = subprocess.run(
        [sys.executable, "-m", "studio", *words],
        cwd=ROOT,
        check=False,
        capture_output=True,
        # As on a desktop whose locale is installed; the plain C locale forgives more.
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )
    assert (child.returncode, child.stderr) == (0, b"")
    assert b"caff" in child.stdout
    assert len(sizes(Path(target))) == 1


WITHOUT_QT = """
import sys

class Missing:
    def find_spec(self, name, *_rest):
        if name == "PySide6.QtGui":
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")

sys.meta_path.insert(0, Missing())
from studio.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_system_that_cannot_draw_is_told_what_to_type(file: Path, out: Path) -> None:
    words = ["export", "Other", "--workspace", str(file), "--to", str(out / "a.pdf")]
    command = [sys.executable, "-c", WITHOUT_QT, *words]
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (child.returncode, child.stdout) == (1, "")
    assert child.stderr.startswith("The system library libEGL.so.1 is missing")
    assert "sudo apt-get install libglib2.0-0" in child.stderr
    assert files_in(out) == {}
