"""Reads the code for words that translators never see, without running it."""

import ast
import re
from collections.abc import Iterator

MARKERS = ("_", "N_", "ngettext")

NAMES = ("Persona Studio",)
"""What is called the same everywhere."""

SINKS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("setText", "setTitle", "setWindowTitle", "setToolTip", "setStatusTip"), (0,)),
    **dict.fromkeys(("setWhatsThis", "setPlaceholderText", "setInformativeText"), (0,)),
    **dict.fromkeys(("setDetailedText", "setLabelText", "setPrefix", "setSuffix"), (0,)),
    **dict.fromkeys(("setAccessibleName", "setAccessibleDescription", "showMessage"), (0,)),
    **dict.fromkeys(("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox"), (0,)),
    **dict.fromkeys(("QAction", "QMenu", "addMenu", "addButton"), (0, 1)),
    **dict.fromkeys(("addAction", "addItem", "addTab", "addRow", "insertItem"), (0, 1)),
    **dict.fromkeys(("label", "button", "show_title", "say", "Offer", "PageHeader"), (0,)),
    **dict.fromkeys(("EmptyState", "Labelled"), (0, 1)),
    **dict.fromkeys(
        ("Answer", "LineField", "TextField", "ChoiceField", "PageEntry", "Format"), (1,)
    ),
    **dict.fromkeys(("ask", "tell", "message_box"), (1, 2, 3)),
    **dict.fromkeys(("choose_file", "choose_new_file", "choose_folder"), (1,)),
    **dict.fromkeys(("getOpenFileName", "getSaveFileName", "getExistingDirectory"), (1,)),
    "drawText": (1, 2, 3, 4, 5),
}
"""What shows words to the user, and in which of its arguments."""

KEYWORDS = ("text", "tip", "title", "label", "sentence", "placeholder", "help", "description")
"""The arguments by name that are shown, of whatever is called."""

_LETTERS = re.compile(r"[^\W\d_]{2}")
_PROSE = re.compile(r"[^\W\d_]{2}[,.;:!?”’]? +[“(]?[^\W\d_]{2}")
_LOGGING = ("debug", "info", "warning", "error", "critical", "exception", "log")
_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def unextractable(source: str) -> list[str]:
    """Return the calls of `_`, `N_` and `ngettext` whose words a catalogue cannot hold.

    A name, attribute or item is fine for `_` alone: those words were marked elsewhere.
    """
    found = []
    for call in _calls(ast.parse(source)):
        name = called(call)
        if name not in MARKERS:
            continue
        words = call.args[:2] if name == "ngettext" else call.args[:1]
        if not words or not all(_is_words(one) or (name == "_" and deferred(one)) for one in words):
            found.append(ast.unparse(call))
    return found


def deferrals(source: str) -> set[str]:
    """Return what is translated where it is shown: the arguments of `_` that are no words."""
    calls = [call for call in _calls(ast.parse(source)) if called(call) == "_" and call.args]
    return {ast.unparse(call.args[0]) for call in calls if deferred(call.args[0])}


def bypassing(source: str) -> list[str]:
    """Return the literals of a module with widgets that the user reads and nobody translates."""
    tree = ast.parse(source)
    silent = set(_silent(tree))
    suspects: list[tuple[ast.AST, re.Pattern[str]]]
    suspects = [(node, _LETTERS) for call in _calls(tree) for node in _shown(call)]
    suspects += [(node, _PROSE) for node in ast.walk(tree)]
    found: dict[tuple[int, int], str] = {}
    for node, pattern in suspects:
        for part, words in _texts(node):
            if part not in silent and words not in NAMES and pattern.search(_reduced(words)):
                found[part.lineno, part.col_offset] = words
    return [words for _place, words in sorted(found.items())]


def untranslated_errors(source: str, errors: frozenset[str]) -> list[str]:
    """Return the sentences that are raised in one of `errors` as they stand in the code."""
    found = []
    for call in _calls(ast.parse(source)):
        if called(call) in errors:
            found += [words for argument in call.args for _part, words in _texts(argument)]
    return found


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def deferred(node: ast.expr) -> bool:
    """Tell whether the words come from elsewhere, as they are."""
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript))


def _is_words(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that the user gets to see."""
    places = SINKS.get(called(call), ())
    yield from (argument for place, argument in enumerate(call.args) if place in places)
    yield from (word.value for word in call.keywords if word.arg in KEYWORDS)


def _texts(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield the literals that an expression can become or is put together from."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield node, "".join(str(part) for part in parts)
    elif isinstance(node, ast.BinOp):
        yield from (*_texts(node.left), *_texts(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (text for value in node.values for text in _texts(value))
    elif isinstance(node, ast.Call) and called(node) == "format":
        yield from _texts(node.func.value) if isinstance(node.func, ast.Attribute) else ()


def _reduced(words: str) -> str:
    """Return the words without the proper names in them."""
    for name in NAMES:
        words = words.replace(name, "")
    return words


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that no user reads: docstrings, logs, types, programmers' errors."""
    for node in ast.walk(tree):
        inside: list[ast.AST | None] = []
        if isinstance(node, _Scope):
            spoken = [part.value for part in node.body if isinstance(part, ast.Expr)]
            inside += [part for part in spoken if isinstance(part, ast.Constant)]
        if isinstance(node, ast.Call) and (called(node) in MARKERS or _is_quiet(node)):
            inside.append(node)
        inside += [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.JoinedStr):
            inside += [part for part in node.values if isinstance(part, ast.Constant)]
        for part in inside:
            yield from ast.walk(part) if part is not None else ()


def _is_quiet(call: ast.Call) -> bool:
    """Tell whether the call logs, or makes one of Python's own errors."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr in _LOGGING and "log" in ast.unparse(function.value)
    return called(call).endswith(("Error", "TypeVar", "NewType"))
