"""Logs: a file, the last lines in memory, hard crashes told; each run in a process of its own."""

import subprocess
import sys
from pathlib import Path

import studio
from studio.kernel import logs


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    head = "import logging, sys, pathlib\nfrom studio.kernel import logs\n"
    head += "folder = pathlib.Path(sys.argv[1])\nlog = logging.getLogger('studio.test')\n"
    command = [sys.executable, "-X", "utf8", "-c", head + code, str(folder)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_lines_go_to_the_file_with_what_runs_first(tmp_path: Path) -> None:
    done = run(
        tmp_path, "logs.start(folder); log.info('Zoë 🎬 %s', 5); log.debug('no'); logs.stop()"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = (tmp_path / "studio.log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert f"Persona Studio {studio.__version__}, Python " in lines[0]
    assert lines[1].endswith("INFO studio.test: Zoë 🎬 5")


def test_a_second_run_adds_to_the_first(tmp_path: Path) -> None:
    for _ in range(2):
        run(tmp_path, "logs.start(folder); log.warning('hello'); logs.stop()")
    assert (tmp_path / "studio.log").read_text(encoding="utf-8").count("hello") == 2


def test_verbose_tells_everything_on_the_screen_too(tmp_path: Path) -> None:
    done = run(tmp_path, "logs.start(folder, verbose=True); log.debug('detail'); logs.stop()")
    assert "DEBUG studio.test: detail" in done.stderr
    assert "detail" in (tmp_path / "studio.log").read_text(encoding="utf-8")


def test_a_second_start_says_each_line_once(tmp_path: Path) -> None:
    code = "for _ in range(2): logs.start(folder, verbose=True); log.info('once'); logs.stop()\n"
    code += "log.warning('after the end')"
    done = run(tmp_path, code)
    assert done.stderr.count("once") == 2
    assert (tmp_path / "studio.log").read_text(encoding="utf-8").count("once") == 2
    # What comes after the end goes where Python sends it, bare, and not into our file.
    assert done.stderr.endswith("\nafter the end\n")
    assert "after" not in (tmp_path / "studio.log").read_text(encoding="utf-8")


def test_the_last_two_hundred_lines_are_remembered_in_order(tmp_path: Path) -> None:
    code = """
logs.start(folder)
for number in range(250): log.info('line %s', number)
lines = logs.recent()
print(len(lines), lines[0].split()[-1], lines[-1].split()[-1])
lines.clear()
print(len(logs.recent()))
"""
    assert run(tmp_path, code).stdout.split() == ["200", "50", "249", "200"]


def test_files_turn_at_a_megabyte_and_three_are_kept(tmp_path: Path) -> None:
    code = "logs.start(folder)\nfor _ in range(450): log.info('x' * 10_000)\nlogs.stop()"
    run(tmp_path, code)
    kept = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert set(kept) == {"studio.log", "studio.log.1", "studio.log.2", "fault.log"}
    assert max(kept.values()) <= 1_000_000


def test_a_hard_crash_is_told_in_the_fault_log(tmp_path: Path) -> None:
    done = run(tmp_path, "logs.start(folder); import faulthandler; faulthandler._sigsegv()")
    assert done.returncode != 0
    assert "Segmentation fault" in (tmp_path / "fault.log").read_text(encoding="utf-8")


def test_after_the_end_a_hard_crash_is_told_on_the_screen(tmp_path: Path) -> None:
    code = "logs.start(folder); logs.stop(); import faulthandler; faulthandler._sigsegv()"
    done = run(tmp_path, code)
    assert "Segmentation fault" in done.stderr
    assert (tmp_path / "fault.log").read_text(encoding="utf-8") == ""


def test_stopping_twice_or_without_a_start_is_harmless(tmp_path: Path) -> None:
    done = run(tmp_path, "logs.stop(); logs.start(folder); logs.stop(); logs.stop(); print('fine')")
    assert (done.stdout, done.stderr) == ("fine\n", "")


def test_a_window_without_a_console_can_log_and_stop(tmp_path: Path) -> None:
    done = run(tmp_path, "sys.stderr = None; logs.start(folder); logs.stop(); print('fine')")
    assert done.stdout == "fine\n"


def test_foreign_handlers_stay(tmp_path: Path) -> None:
    code = """
mine = logging.StreamHandler(sys.stdout)
logging.getLogger().addHandler(mine)
logs.start(folder); logs.stop()
print(logging.getLogger().handlers == [mine])
"""
    assert run(tmp_path, code).stdout.endswith("True\n")


def test_one_line_says_which_program_on_what() -> None:
    assert logs.about().startswith(f"Persona Studio {studio.__version__}, Python {sys.version[:4]}")
    assert "\n" not in logs.about()
