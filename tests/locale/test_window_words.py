"""The real window says nothing that was not translated, cuts nothing, and doubles no letter."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMenuBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.kernel import i18n, logs, paths, preferences
from studio.kernel.i18n import _
from studio.personas.ops import add_talent
from studio.spots.model import CastMember
from studio.spots.ops import contents, panels, spots
from studio.spots.words import SIZES
from studio.store import workspace
from studio.ui.crash import CrashDialog
from studio.ui.messages import Answer, Offer, message_box
from tests.journeys.driver import Person
from tests.locale import pseudo
from tests.locale.window_reader import cut, doubled_letters, letter, texts, unbracketed
from tests.ui.guards import no_modal_loop as no_modal_loop

DATA = ("7", ".studio", "Persona Studio", "English", "Italiano", "9:16")
"""What the window shows as it is: the workspace's name, and words that are no language's."""

Opens = Callable[[str], Person]


@pytest.fixture
def opens(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opens]:
    """Start the program in a language, over a workspace whose data has no words."""
    present: list[Person] = []

    def start(language: str) -> Person:
        if language == "pseudo":
            pseudo.install(tmp_path / "locale", monkeypatch)
        spoken = "it" if language == "pseudo" else language
        preferences.save(preferences.Preferences(language=spoken), paths.config())
        present.append(Person(qtbot, qapp, _wordless(tmp_path / "7.studio")))
        qtbot.waitUntil(lambda: not present[0].page.desk.pictures.busy, timeout=60_000)
        return present[0]

    yield start
    for person in present:
        person.goes_home()


def _wordless(path: Path) -> Path:
    store = workspace.create(path, "7")
    spot_id = spots.create_spot(store, spots.SpotDraft("7"))
    panel_id = panels.add_panel(store, spot_id)
    talent_id = add_talent(store, "7")
    contents.add_cast_member(store, panel_id, CastMember(panel_id=panel_id, talent_id=talent_id))
    store.close()
    return path


def _everywhere(person: Person) -> Iterator[QWidget]:
    """Lead through all that can be on the screen; yield what to read after each step."""
    window = person.shell.window
    yield window
    for kind in ("size", "pose", "expression"):
        person.clicks_field(1, kind)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()
        yield menu
        menu.close()
    for kind in ("length", "action", "dialogue"):
        person.clicks_field(1, kind)
        yield window
        person.page.desk.editor.finish()
    for action_id, name in (("help.shortcuts", "shortcuts"), ("help.about", "about")):
        _trigger(person, action_id)
        dialog = window.findChild(QDialog, f"{name}Dialog")
        assert dialog is not None
        yield dialog
        dialog.accept()
    yield from _loud(person)
    person.page.new_spot()
    yield window
    for _spot in range(2):
        person.page.delete_spot()
        yield window
    person.shell.workspaces.close()
    yield window


def _loud(person: Person) -> Iterator[QWidget]:
    """Yield what is shown when something has gone wrong."""
    window = person.shell.window
    crash = CrashDialog("7", window)
    crash.open()
    crash.count_another()
    yield crash
    crash.accept()
    answers = (
        Answer("stay", _("&Stay")),
        Answer("leave", _("&Leave without it"), destructive=True),
    )
    question = message_box(
        window,
        _("Something you typed is not saved"),
        _("It is still in its field, marked in red. Stay to correct it or to copy it."),
        answers,
    )
    question.open()
    yield question
    question.accept()
    sentence = _("The disk is full: “{name}” was not saved. Free some space and try again.")
    person.shell.services.messages.say(
        sentence.format(name="7"), offer=Offer(_("Show folder"), lambda: None)
    )
    yield window


def _trigger(person: Person, action_id: str) -> None:
    entries = person.shell.window.live_actions()
    next(entry for entry in entries if entry.spec.id == action_id).trigger()


def test_the_window_says_nothing_that_translators_have_not_seen(
    opens: Opens, tmp_path: Path
) -> None:
    person = opens("pseudo")
    data = (*DATA, *SIZES, str(tmp_path), logs.about())
    read, untranslated = 0, set()
    for shown in _everywhere(person):
        for where, text in texts(shown):
            read += 1
            if left := unbracketed(text, data):
                untranslated.add((where, left))

    assert read > 500
    assert untranslated == set()


@pytest.mark.parametrize("language", [*i18n.LANGUAGES, "pseudo"])
def test_no_button_and_no_line_of_the_window_is_cut(opens: Opens, language: str) -> None:
    person = opens(language)
    found = set()
    for shown in _everywhere(person):
        for _turn in range(3):  # one for the words, one for the layout inside, one around it
            QApplication.processEvents()
        found |= set(cut(shown))

    assert found == set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_letter_leads_to_two_entries_of_a_menu(opens: Opens, language: str) -> None:
    person = opens(language)
    marked = [letter(action.text()) for action in person.shell.window.live_actions()]

    assert sum(map(bool, marked)) > 20
    assert doubled_letters(person.shell.window) == {}


def test_the_window_speaks_another_language_at_once_and_back(opens: Opens) -> None:
    person = opens("en")
    bar = person.shell.window.menuBar()
    assert isinstance(bar, QMenuBar)
    english = [action.text() for action in bar.actions()]

    person.shell.use_language("it")
    assert [action.text() for action in bar.actions()] == [
        "&File",
        "&Modifica",
        "&Visualizza",
        "&Aiuto",
    ]
    person.shell.use_language("en")
    assert [action.text() for action in bar.actions()] == english


def test_what_is_cut_untranslated_or_doubled_would_be_found(qtbot: QtBot, opens: Opens) -> None:
    person = opens("en")
    bar = person.shell.window.menuBar()
    bar.addMenu(QMenu("&Find", bar))
    planted = QWidget()
    qtbot.addWidget(planted)
    narrow = QPushButton("Somewhat too long", planted)
    narrow.setFixedWidth(20)
    planted.show()

    assert any("Somewhat too long" in line for line in cut(planted))
    assert ("QPushButton ", "Somewhat too long") in set(texts(planted))
    assert ["f"] in doubled_letters(person.shell.window).values()
    assert unbracketed("[Óp [ž]] 7 (Ctrl+O) and more", DATA) != ""
    assert unbracketed("[Óp [ž] 7] (Ctrl+O) · 7 s", DATA) == ""
