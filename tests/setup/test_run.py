"""`run.py`: what it accepts, what it says, and which environment it trusts."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

import run
from tests.setup.stand_in import make_environment

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for a program")


# ------------------------------------------------------------------ Python and arguments


def test_an_old_python_can_read_the_file_and_it_needs_no_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in imports for alias in node.names} | {n.module for n in froms}

    assert "venv" in names
    assert {str(name).split(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_old_python_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))

    assert run.main([]) == 1

    said = capsys.readouterr().err
    assert "Persona Studio needs Python 3.11, 3.12, 3.13 or 3.14; this is 3.8." in said
    assert "python3.13 run.py" in said or "py -3.13 run.py" in said


@pytest.mark.parametrize("minor", range(8, 18))
def test_the_accepted_pythons_are_those_of_the_project(minor: int) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = SpecifierSet(project["requires-python"]).contains(f"3.{minor}")

    try:
        run.refuse_other_pythons((3, minor))
    except run.SetupError:
        assert not wanted
    else:
        assert wanted


@pytest.mark.parametrize(
    ("arguments", "task", "words"),
    [
        ([], "studio", []),
        (["export", "--to", "x.pdf"], "studio", ["export", "--to", "x.pdf"]),
        (["--version"], "studio", ["--version"]),
        (["test"], "test", []),
        (["test", "-k", "bench"], "test", ["-k", "bench"]),
        (["bench", "drawing"], "bench", ["drawing"]),
        (["faults", "-k", "power"], "faults", ["-k", "power"]),
        (["export", "test"], "studio", ["export", "test"]),
    ],
)
def test_the_first_word_chooses_the_task(arguments: list[str], task: str, words: list[str]) -> None:
    assert run.route(arguments) == (task, words)


# ------------------------------------------------------------------ from a command to its program

ECHO = '#!/bin/sh\necho "$PERSONA_STUDIO_COMMAND|$QT_QPA_PLATFORM|$PWD|$*"\n'


def start(checkout: Path, cwd: Path, *words: str) -> list[str]:
    """Run the checkout's own copy of `run.py`; return what the stand-in Python was told."""
    (checkout / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    hidden = ("QT_QPA_PLATFORM", "PERSONA_STUDIO_COMMAND", "DISPLAY", "WAYLAND_DISPLAY")
    environ = {key: value for key, value in os.environ.items() if key not in hidden}
    command = [sys.executable, str(checkout / "run.py"), *words]
    child = subprocess.run(command, check=True, cwd=cwd, env=environ, capture_output=True)
    return child.stdout.decode().splitlines()


@posix
def test_the_studio_starts_where_the_person_stands(checkout: Path, tmp_path: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK, python=ECHO)

    said = start(checkout, tmp_path, "export", "--to", "my board.pdf")

    told = "-P -m studio export --to my board.pdf"
    assert said == [f"python3 run.py||{tmp_path}|{told}"]


SHARED = "-m pytest -n auto --dist worksteal"


@posix
def test_the_tests_run_in_the_checkout_without_a_screen(checkout: Path, tmp_path: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK, run.CHECKS_LOCK, python=ECHO)

    said = [line for line in start(checkout, tmp_path, "test") if "|" in line]

    checks = ["-m ruff check", "-m ruff format --check", "-m mypy", None, SHARED]
    assert len(said) == len(checks)
    for line, check in zip(said, checks, strict=True):
        assert line.startswith(f"|offscreen|{checkout}|")
        assert check is None or line.endswith(f"|{check}")
    assert "lint_imports" in said[3]


@posix
def test_further_words_are_for_pytest_alone(checkout: Path, tmp_path: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK, run.CHECKS_LOCK, python=ECHO)

    said = [line for line in start(checkout, tmp_path, "test", "-k", "page") if "|" in line]

    assert said == [f"|offscreen|{checkout}|-m pytest -k page"]


@posix
def test_the_fault_tests_run_whole(checkout: Path, tmp_path: Path) -> None:
    python = ECHO.replace("$PERSONA_STUDIO_COMMAND", "$STUDIO_FAULTS")
    make_environment(checkout, run.STUDIO_LOCK, run.CHECKS_LOCK, python=python)

    said = [line for line in start(checkout, tmp_path, "faults", "-x") if "|" in line]

    words = " ".join(run.FAULT_TESTS)
    assert said == [f"full|offscreen|{checkout}|-m pytest {words} -n auto -x"]


@posix
def test_the_benchmarks_run_in_the_checkout(checkout: Path, tmp_path: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK, run.CHECKS_LOCK, python=ECHO)

    assert start(checkout, tmp_path, "bench", "sheet") == [f"||{checkout}|-m benchmarks sheet"]


@posix
def test_all_checks_run_although_one_fails(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    make_environment(checkout, python='#!/bin/sh\necho "ran $*"\n[ "$2" != mypy ]\n')
    monkeypatch.setattr(run, "ROOT", checkout)

    assert run.run_checks([]) == 1

    said = capfd.readouterr().out
    assert "ran -m mypy" in said
    assert "ran -m pytest" in said
    assert said.rstrip().endswith("Failed: mypy")


@posix
def test_the_checks_of_a_fresh_machine_are_those_of_everybody(tmp_path: Path) -> None:
    script = tmp_path / ".ci" / "run"
    script.parent.mkdir()
    script.write_bytes((ROOT / ".ci" / "run").read_bytes())
    (tmp_path / "run.py").write_text("import sys; print(sys.argv, sys.path[0]); sys.exit(7)")

    child = subprocess.run(["bash", str(script)], check=False, cwd="/", capture_output=True)

    assert child.returncode == 7
    assert child.stdout.decode().strip() == f"['run.py', 'test'] {tmp_path}"


# ------------------------------------------------------------------ the stamp


def test_only_a_finished_environment_is_ready(checkout: Path) -> None:
    assert not run.is_ready(checkout, run.STUDIO_LOCK)

    make_environment(checkout, run.STUDIO_LOCK)

    assert run.is_ready(checkout, run.STUDIO_LOCK)
    assert not run.is_ready(checkout, run.CHECKS_LOCK)


@pytest.mark.parametrize("name", ["pyproject.toml", run.STUDIO_LOCK])
def test_a_changed_project_file_makes_the_environment_stale(checkout: Path, name: str) -> None:
    make_environment(checkout, run.STUDIO_LOCK)
    (checkout / name).write_text("changed\n")

    assert not run.is_ready(checkout, run.STUDIO_LOCK)


def test_a_moved_checkout_is_set_up_anew(checkout: Path, tmp_path: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK)
    moved = checkout.rename(tmp_path / "moved")

    assert not run.is_ready(moved, run.STUDIO_LOCK)


def test_another_python_makes_the_environment_stale(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_environment(checkout, run.STUDIO_LOCK)
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))

    assert not run.is_ready(checkout, run.STUDIO_LOCK)


def test_an_environment_whose_python_is_gone_is_not_ready(checkout: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK)
    run.python_of(checkout).unlink()

    assert not run.is_ready(checkout, run.STUDIO_LOCK)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "\udcff"])
def test_a_broken_stamp_counts_as_none(checkout: Path, text: str) -> None:
    make_environment(checkout, run.STUDIO_LOCK)
    stamp = checkout / ".venv" / "stamp.json"
    stamp.write_bytes(text.encode(errors="surrogateescape"))

    assert run.read_stamp(checkout) == {}


def test_a_stamp_is_replaced_without_leftovers(checkout: Path) -> None:
    make_environment(checkout, run.STUDIO_LOCK)
    run.write_stamp(checkout, {"a": "b"})

    assert json.loads((checkout / ".venv" / "stamp.json").read_text()) == {"a": "b"}
    assert [path.name for path in (checkout / ".venv").glob("stamp*")] == ["stamp.json"]
