"""The project speaks of itself alone: no package registry, no folder of somebody's machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Spelt so that this file does not name what it looks for.
HOSTS = ("pypi[.]org", "python[h]osted", "registry[.]npmjs", "deb[.]debian")
FOLDERS = ("root/", "home/[a-z][a-z0-9_-]*", "tmp/[a-z0-9]", "Users/[A-Za-z]")
TRACE = re.compile("|".join(HOSTS) + r"|(?<![A-Za-z0-9_.~<>-])/(?:" + "|".join(FOLDERS) + ")")


def texts() -> dict[str, str]:
    """Return the project's text files, those not yet committed included."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("only a clone knows which files are the project's")
    listing = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    out = subprocess.run(listing, check=True, cwd=ROOT, capture_output=True).stdout.decode()
    found = {}
    for name in filter(None, out.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b"\0"
        if b"\0" not in data:
            found[name] = data.decode("utf-8", errors="replace")
    return found


def test_no_file_names_a_registry_or_a_folder_of_some_machine() -> None:
    files = texts()
    assert {"run.py", "pyproject.toml", "requirements.lock"} <= files.keys()

    traces = {
        f"{name}:{number}: {hit.group()}"
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (hit := TRACE.search(line))
    }

    assert traces == set()


@pytest.mark.parametrize(
    "line",
    [
        "see py|pi.org",
        "https://files.python|hosted.org/x",
        "cd /|root/x",
        "'/|home/ann'",
        "open(/|tmp/x)",
        '"/|Users/Ann"',
    ],
)
def test_a_trace_is_seen(line: str) -> None:
    assert TRACE.search(line.replace("|", ""))


@pytest.mark.parametrize(
    "line", ["a/root/b", "chroot", "site/home/page", "no/tmp/x", "/home", "~/tmp/x"]
)
def test_other_words_are_no_trace(line: str) -> None:
    assert not TRACE.search(line)
