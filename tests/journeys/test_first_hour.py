"""The whole path once: a person sees the sample, changes it, comes back, and prints it."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.spots.ui import exporting
from tests.journeys.driver import Person

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def people() -> Iterator[list[Person]]:
    """Send everybody home who is still at the window when a test ends."""
    present: list[Person] = []
    yield present
    for person in present:
        person.goes_home()


def undo(person: Person, expected: str) -> None:
    person.sees(lambda: expected in person.offers("edit.undo"))
    person.presses(Qt.Key.Key_Z, CTRL)


def change_and_undo(anna: Person) -> list[str]:
    """Change a length and a dialogue, move a panel, undo all three; return the panels' order."""
    anna.sees(lambda: len(anna.board.ids()) == 12)
    before = anna.board.ids()

    anna.clicks_field(2, "length")
    anna.types("4.5")
    anna.presses(Qt.Key.Key_Return)
    anna.sees(lambda: anna.card(2).length == "4.5 s")

    anna.clicks_field(3, "dialogue")
    anna.presses(Qt.Key.Key_A, CTRL)
    anna.types("MAYA: It came, it came!")
    anna.presses(Qt.Key.Key_Return, CTRL)
    anna.sees(lambda: anna.card(3).dialogue == "MAYA: It came, it came!")

    anna.drags_card(3, before=1)
    anna.sees(lambda: anna.board.ids() == [before[2], *before[:2], *before[3:]])

    anna.board.setFocus()
    undo(anna, "Move panel")
    undo(anna, "Write dialogue")
    undo(anna, "Change length")
    anna.sees(lambda: anna.card(2).length == "2 s")
    assert anna.card(3).dialogue == "MAYA: Look what came in the mail!"
    return before


def redo_and_print(person: Person, before: list[str], target: Path) -> None:
    """Find everything as it was left, redo the length, and export."""
    person.sees(lambda: person.board.ids() == before)
    person.sees(lambda: "Change length" in person.offers("edit.redo"))
    person.board.setFocus()
    person.presses(Qt.Key.Key_Z, CTRL, SHIFT)
    person.sees(lambda: person.card(2).length == "4.5 s")
    person.presses(Qt.Key.Key_E, CTRL)
    person.sees(target.exists)


@pytest.mark.slow
def test_change_undo_close_come_back_redo_and_print(
    qtbot: QtBot,
    qapp: QApplication,
    people: list[Person],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The PDF's words and pages are read back by another library than the one that wrote them."""
    target = tmp_path / "board.pdf"
    monkeypatch.setattr(exporting, "ask_target", lambda *_args: target)
    people.append(Person(qtbot, qapp))
    before = change_and_undo(people[0])
    people.pop().goes_home()

    people.append(Person(qtbot, qapp))
    redo_and_print(people[0], before, target)

    pdf = pypdfium2.PdfDocument(target)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) == 3
    assert "CU · 4.5 s" in text
    assert "Look what came in the mail!" in " ".join(text.split())
    assert text.count("Page ") == 3
    pdf.close()
