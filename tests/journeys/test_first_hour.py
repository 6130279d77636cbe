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


@pytest.mark.slow
def test_change_undo_close_come_back_redo_and_print(
    qtbot: QtBot,
    qapp: QApplication,
    people: list[Person],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Length, dialogue, a panel moved, three times undone; closed, opened, redone, printed."""
    anna = Person(qtbot, qapp)
    people.append(anna)
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
    anna.sees(lambda: anna.board.ids()[0] == before[2])
    assert anna.board.ids() == [before[2], *before[:2], *before[3:]]

    anna.board.setFocus()
    undo(anna, "Move panel")
    undo(anna, "Write dialogue")
    undo(anna, "Change length")
    anna.sees(lambda: anna.card(2).length == "2 s")
    assert anna.board.ids() == before
    assert anna.card(3).dialogue == "MAYA: Look what came in the mail!"
    people.remove(anna)
    anna.goes_home()

    back = Person(qtbot, qapp)
    people.append(back)
    back.sees(lambda: len(back.board.ids()) == 12)
    assert back.board.ids() == before
    back.sees(lambda: "Change length" in back.offers("edit.redo"))
    back.board.setFocus()
    back.presses(Qt.Key.Key_Z, CTRL, SHIFT)
    back.sees(lambda: back.card(2).length == "4.5 s")

    target = tmp_path / "board.pdf"
    monkeypatch.setattr(exporting, "ask_target", lambda *_args: target)
    back.presses(Qt.Key.Key_E, CTRL)
    back.sees(target.exists)
    assert anna.actions + back.actions <= 13

    pdf = pypdfium2.PdfDocument(target)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) == 3
    assert "CU · 4.5 s" in text
    assert "Look what came in the mail!" in " ".join(text.split())
    assert text.count("Page ") == 3
    pdf.close()
