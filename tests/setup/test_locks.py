"""The lock files: whole, hashed, free of addresses, and one of mind."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
STUDIO = ROOT / "requirements.lock"
CHECKS = ROOT / "requirements-dev.lock"
LOCKS = pytest.mark.parametrize("lock", [STUDIO, CHECKS], ids=lambda path: path.name)

Pins = dict[tuple[str, str], str]


def entries(lock: Path) -> list[str]:
    """Return a lock's requirements, each with its hashes, comments left out."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if line.strip()]
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [entry.replace("\\\n", " ") for entry in re.split(r"\n(?=\S)", text)]


def pins(lock: Path) -> Pins:
    """Return name and marker to version of what a lock pins."""
    found: Pins = {}
    for entry in entries(lock):
        requirement = Requirement(entry.split("--hash", 1)[0].strip())
        (version,) = requirement.specifier
        assert version.operator == "=="
        key = (canonicalize_name(requirement.name), str(requirement.marker or ""))
        found[key] = version.version
    return found


@LOCKS
def test_every_pin_has_hashes(lock: Path) -> None:
    bare = [entry for entry in entries(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)]

    assert len(entries(lock)) > 20
    assert bare == []


@LOCKS
@pytest.mark.parametrize("word", ["://", "--index", "--extra-index", "--find-links", "file:"])
def test_no_lock_says_where_a_file_comes_from(lock: Path, word: str) -> None:
    assert word not in lock.read_text(encoding="utf-8")


def test_the_checks_run_with_the_studio_s_own_versions() -> None:
    studio, checks = pins(STUDIO), pins(CHECKS)

    assert {key: checks.get(key) for key in studio} == studio


@LOCKS
def test_qt_is_the_version_that_older_pythons_survive(lock: Path) -> None:
    assert pins(lock)["pyside6-essentials", ""] == "6.11.3"


def wanted(group: str) -> list[Requirement]:
    """Return what `pyproject.toml` asks for: 'project', or a dependency group."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = {"project": project["project"]["dependencies"], **project["dependency-groups"]}[group]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize(
    ("group", "lock"),
    [("project", STUDIO), ("build", STUDIO), ("project", CHECKS), ("dev", CHECKS)],
)
def test_every_dependency_is_locked_within_its_bounds(group: str, lock: Path) -> None:
    locked: dict[str, list[str]] = {}
    for (name, _), version in pins(lock).items():
        locked.setdefault(name, []).append(version)

    assert wanted(group)
    for requirement in wanted(group):
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement} is not in {lock.name}"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_lock_builds_the_project_without_a_network() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {Requirement(text).name for text in project["build-system"]["requires"]}

    assert needed <= {name for name, _ in pins(STUDIO)}
