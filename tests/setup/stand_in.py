"""A checkout whose environment is a script: what `run.py` decides can be seen without a set-up."""

from pathlib import Path

import run


def make_checkout(root: Path) -> Path:
    """Make a folder with all that a fingerprint is made from."""
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]\n")
    (root / run.STUDIO_LOCK).write_text("a==1\n")
    (root / run.CHECKS_LOCK).write_text("a==1\nb==2\n")
    return root


def make_environment(root: Path, *locks: str, python: str = "#!/bin/sh\n") -> None:
    """Make an environment, finished from `locks`, out of a script that stands for its Python."""
    program = run.python_of(root)
    program.parent.mkdir(parents=True)
    make_program(program, python)
    found = {"pictures": "found"}
    run.write_stamp(root, {lock: run.fingerprint(root, lock) for lock in locks} | found)


def make_program(path: Path, text: str) -> None:
    """Make an executable script."""
    path.write_text(text)
    path.chmod(0o755)
