"""Nothing grows past what a reader holds in the head: files, functions, classes."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

FILE_LINES = 400
FUNCTION_LINES = 40
CLASS_METHODS = 20

Function = ast.FunctionDef | ast.AsyncFunctionDef

FILES = [ROOT / "run.py"]
FILES += sorted(
    path for top in ("studio", "tests", "benchmarks") for path in ROOT.glob(f"{top}/**/*.py")
)


def too_large(source: str) -> list[str]:
    """Return a line for every file, function or class that is over its limit."""
    lines = len(source.splitlines())
    found = [f"{lines} lines"] if lines > FILE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and (length := length_of(node)) > FUNCTION_LINES:
            found.append(f"{node.name} (line {node.lineno}): {length} lines")
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(child, Function) for child in node.body)
            if methods > CLASS_METHODS:
                found.append(f"{node.name} (line {node.lineno}): {methods} methods")
    return found


def length_of(function: Function) -> int:
    """Return a function's lines from `def` to its end, the docstring left out."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return length
    docstring = function.body[0]
    return length - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def test_the_project_s_files_were_found() -> None:
    assert {ROOT / "studio" / "cli.py", ROOT / "run.py", Path(__file__).resolve()} <= set(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_file_functions_and_classes_are_small(path: Path) -> None:
    assert too_large(path.read_text(encoding="utf-8")) == []


def test_every_limit_bites() -> None:
    body = "    x = 1\n" * FUNCTION_LINES
    methods = "".join(f"    def m{n}(self): ...\n" for n in range(CLASS_METHODS + 1))

    assert too_large(f"def f():\n{body}") == ["f (line 1): 41 lines"]
    assert too_large(f'def f():\n    """Doc.\n\n    More.\n    """\n{body[10:]}') == []
    assert too_large(f"class C:\n{methods}") == ["C (line 1): 21 methods"]
    assert too_large("x = 1\n" * (FILE_LINES + 1)) == ["401 lines"]
