"""The built wheel works outside the checkout, resources and all."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run([sys.executable, *build], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the wheel and the libraries of this one."""
    env = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(env, with_pip=True, symlinks=os.name != "nt")
    python = env / SCRIPTS / "python"
    pip = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([python, *pip], check=True)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout
    (Path(site.strip()) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return env / SCRIPTS


def run_elsewhere(cwd: Path, program: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run an installed program in `cwd`, without anything that leads back to the checkout."""
    hidden = ("PYTHONPATH", "PERSONA_STUDIO_COMMAND")
    environ = {key: value for key, value in os.environ.items() if key not in hidden}
    command = [str(program), *words]
    return subprocess.run(
        command, check=False, cwd=cwd, env=environ, capture_output=True, text=True
    )


def test_the_wheel_holds_the_program_and_its_resources_alone(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    resources = {path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*.*")}
    wanted = {
        f"studio/{path.as_posix()}" for path in resources if path.suffix not in (".py", ".pyc")
    }
    assert "studio/resources/fonts/StudioSans-Regular.ttf" in wanted
    assert wanted <= names
    assert "studio/cli.py" in names
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"studio"}


def test_the_installed_program_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    ask = "import studio.kernel.resources as here; print(here.__file__, here.root())"

    child = run_elsewhere(tmp_path, installed / "python", "-c", ask)

    assert child.stdout.count(str(installed.parent)) == 2, child.stdout + child.stderr
    assert str(ROOT) not in child.stdout


def test_the_installed_program_exports_the_sample(installed: Path, tmp_path: Path) -> None:
    words = ("export", "--sample", "--to", "board.pdf")

    child = run_elsewhere(tmp_path, installed / "persona-studio", *words)

    assert child.returncode == 0, child.stdout + child.stderr
    board = tmp_path / "board.pdf"
    assert board.read_bytes().startswith(b"%PDF")
    with pypdfium2.PdfDocument(board) as document:
        assert len(document) >= 1


def test_the_installed_program_brings_its_revisions(installed: Path, tmp_path: Path) -> None:
    ask = (
        "import sqlite3; from studio.store import structure;"
        " from studio.store.layout import own_facts; from studio.store.upgrades import chain;"
        " raw = sqlite3.connect(':memory:', isolation_level=None); chain.make(raw, chain.read());"
        " print(chain.REVISIONS, structure.facts(raw) == own_facts())"
    )

    child = run_elsewhere(tmp_path, installed / "python", "-c", ask)

    folder, same = child.stdout.split()
    assert Path(folder).is_relative_to(installed.parent), child.stderr
    assert same == "True"
