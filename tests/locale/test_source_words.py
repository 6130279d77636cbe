"""Every word that the user reads goes through gettext, and in a form that it can look up."""

import inspect
from pathlib import Path

import pytest

from studio.kernel import errors
from tests.locale.catalogue import PACKAGE, ROOT
from tests.locale.source_check import bypassing, deferrals, unextractable, untranslated_errors

MODULES = sorted(PACKAGE.rglob("*.py"))
WINDOWED = [path for path in MODULES if {"ui", "app"} & set(path.relative_to(PACKAGE).parts)]
ERRORS = frozenset(
    name
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.StudioError)
)

DEFERRED = {
    "studio/app/history_dock.py": {"row.label"},
    "studio/app/palette_actions.py": {"MENUS[menu]"},
    "studio/app/palette_objects.py": {"use.noun"},
    "studio/app/record_wordings.py": {"use.noun", "noun"},
    "studio/deals/ui/page.py": {"choice.name"},
    "studio/kernel/fields.py": {"field.needed", "field.label"},
    "studio/personas/ui/page.py": {"choice.name"},
    "studio/ui/part_list.py": {"sections[0].name"},
    "studio/ui/record_form.py": {"field.label", "field.hint", "section.name", "choice.name"},
    "studio/app/restore_dialog.py": {"REASONS[point.reason]"},
    "studio/app/shared_copy.py": {"_WORDS[self._state.name.lower()]"},
    "studio/store/backups/folder.py": {"_WORDS[kind]"},
    "studio/store/claim.py": {"_GONE", "_TAKEN"},
    "studio/store/guard/words.py": {"sentence"},
    "studio/store/sharing/fetch.py": {"HALF_WRITTEN", "_CHANGED", "_INCOMPLETE"},
    "studio/store/sharing/places.py": {"_THIS_COMPUTER"},
    "studio/store/sharing/working_copy.py": {
        *("_MOVED", "_ANOTHER", "_UNLOCKED", "HALF_WRITTEN", "_GONE")
    },
    "studio/store/workspace.py": {"why"},
    "studio/app/help_actions.py": {"MENUS[name]"},
    "studio/app/menus.py": {"MENUS[name]"},
    "studio/app/navigation.py": {"entry.name"},
    "studio/app/undo_actions.py": {"label"},
    "studio/app/view_actions.py": {"entry.name", "text"},
    "studio/spots/ui/exporting.py": {"known.label"},
    "studio/spots/words.py": {"words[code]"},
    "studio/store/faults.py": {"sentence", "_DAMAGED", "_NOT_OURS"},
}
"""Where words are translated that were marked with N_ in another place: read twice, add rarely."""


def place(path: Path) -> str:
    """Return a file's name as people say it."""
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    """Return a module's source."""
    return path.read_text(encoding="utf-8")


def test_gettext_is_given_plain_words_only() -> None:
    found = {place(path): unextractable(text(path)) for path in MODULES if path.name != "i18n.py"}

    assert len(found) > 50
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_words_that_are_translated_later_come_from_known_places() -> None:
    found = {place(path): deferrals(text(path)) for path in MODULES}

    assert {name: words for name, words in found.items() if words} == DEFERRED


def test_no_words_reach_the_window_untranslated() -> None:
    found = {place(path): bypassing(text(path)) for path in WINDOWED}

    assert {"studio/ui/layout.py", "studio/app/window.py", "studio/spots/ui/page.py"} <= set(found)
    assert {name: words for name, words in found.items() if words} == {}


def test_no_error_is_raised_with_untranslated_words() -> None:
    found = {place(path): untranslated_errors(text(path), ERRORS) for path in MODULES}

    assert {"Refused", "NotFound", "Locked"} <= ERRORS
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "source",
    [
        '_(f"{name} is open")',
        '_("Open " + name)',
        '_("Open {}".format(name))',
        '_("Open %s" % name)',
        '_("Open" if one else "Close")',
        "_(words())",
        '_("")',
        "_()",
        "N_(sentence)",
        'ngettext("panel", many, 3)',
        'ngettext(f"{n} panel", "{n} panels", n)',
        'i18n._(f"{name}")',
    ],
)
def test_words_that_no_catalogue_holds_are_found(source: str) -> None:
    assert len(unextractable(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '_("Open “{name}”").format(name=name)',
        '_("Open " "it")',
        "_(MENUS[name])",
        "_(entry.name)",
        'ngettext("{n} panel", "{n} panels", n).format(n=n)',
        'N_("Open")',
    ],
)
def test_words_that_a_catalogue_holds_pass(source: str) -> None:
    assert unextractable(source) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('self.setWindowTitle("Export")', "Export"),
        ('made = label("Recent", "field")', "Recent"),
        ('button("&Open…", "startOpen", "primary")', "&Open…"),
        ('QPushButton("Ok", self)', "Ok"),
        ('QAction("Undo", self)', "Undo"),
        ('menu.addAction(icon, "Undo")', "Undo"),
        ('self._doing.setText(f"Stopping {name}")', "Stopping {}"),
        ('self._doing.setText("Stopping " + name)', "Stopping "),
        ('self._doing.setText("Stopping" if late else "")', "Stopping"),
        ('self._doing.setText("Stopping {n}".format(n=n))', "Stopping {n}"),
        ('self._doing.setText(name or "untitled")', "untitled"),
        ('Action(id="spots.new", text="New", run=new)', "New"),
        ('Answer("stay", "Stay")', "Stay"),
        ('EmptyState(_("No spots yet"), "Add one.", icon="spots")', "Add one."),
        ('LineField("spotTitle", "Title")', "Title"),
        ('painter.drawText(box, 4, "Action")', "Action"),
        ('parser.add_argument("--sample", help="sample")', "sample"),
        ('sentence = "The spot is deleted."\nself.say(sentence)', "The spot is deleted."),
        ('WORDS = {"light": "Quite light"}', "Quite light"),
        ('def f(row):\n    return f"{row.path} (not there any more)"', "{} (not there any more)"),
        ('setWindowTitle(f"{name} – Persona Studio window")', "{} – Persona Studio window"),
        ('def f():\n    self.setToolTip("Close")', "Close"),
    ],
)
def test_words_that_bypass_gettext_are_found(source: str, words: str) -> None:
    assert bypassing(source) == [words]


@pytest.mark.parametrize(
    "source",
    [
        'self.setWindowTitle(f"{name} – Persona Studio")',
        'label("Persona Studio", "headline")',
        'label("", "secondary")',
        'button(_("&Open…"), "startOpen", "primary", "folder-open")',
        'self.setText(f"{tip} ({keys})")',
        'self.setText(short.replace("and", "or"))',
        'self.setObjectName("spotList")',
        'Action(id="file.new", text=_("New"), keys=("Ctrl+Shift+N",), menu="file")',
        '"""A module that does this and that."""',
        'def f(a: "Store | None") -> "list of words":\n    """Do this and that."""',
        'class C:\n    x: int\n    """How much there is."""',
        '_log.warning("the typeface is missing: %s", name)',
        'raise ValueError("no such page")',
        'self._ending = ("failed", RuntimeError("the job never ran"))',
        'self.setText(_("Saved {time}").format(time=now))',
        'CHOICES = {"system": i18n.N_("Like the system")}',
    ],
)
def test_what_no_user_reads_passes(source: str) -> None:
    assert bypassing(source) == []


def test_an_error_in_plain_english_is_found() -> None:
    planted = 'raise Refused("Type a name.")\nraise NotFound(f"No {name}.")\nraise KeyError("x")\n'

    assert untranslated_errors(planted, ERRORS) == ["Type a name.", "No {}."]
    assert untranslated_errors('raise Refused(_("Type a name."))', ERRORS) == []
    assert untranslated_errors("raise Refused(sentence.format(n=1))", ERRORS) == []
