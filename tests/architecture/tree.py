"""The project's own files, and what `.importlinter` says of them."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "studio"


def modules() -> dict[str, Path]:
    """Return the dotted name and the file of every module of the program."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def features() -> set[str]:
    """Return the packages of the business: those with rows or pages of their own."""
    marks = [*PACKAGE.glob("*/model.py"), *PACKAGE.glob("*/ui/__init__.py")]
    return {f"studio.{path.relative_to(PACKAGE).parts[0]}" for path in marks}


def contract(name: str, option: str) -> list[str]:
    """Return an option of a contract, a list item for each of its lines."""
    read = configparser.ConfigParser()
    read.read(ROOT / ".importlinter", encoding="utf-8")
    return read[f"importlinter:contract:{name}"][option].split("\n")[1:]


def names(layers: list[str]) -> set[str]:
    """Return the packages that some lines of layers name, sure or still to come."""
    return {name.strip(" ()") for line in layers for name in line.replace("|", ":").split(":")}
