"""The only reader of `resources/`: beside the package in a checkout, inside it in a wheel."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def root() -> Path:
    """Return the folder that holds fonts, icons, locale, drawing data and samples."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """Return where a resource lies."""
    return root().joinpath(*parts)


def text(*parts: str) -> str:
    """Return a resource as text."""
    return path(*parts).read_text(encoding="utf-8")


@cache
def table(*parts: str) -> dict[str, Any]:
    """Return a TOML resource, read once; callers must not change it."""
    return tomllib.loads(text(*parts))
