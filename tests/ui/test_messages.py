"""What the program says: expected failures become sentences, bugs do not."""

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from studio.kernel.errors import Cancelled, NotSaved, Refused
from studio.ui.messages import Answer, Message, Messages, Offer, Tone, chosen, message_box


def fail(error: Exception) -> None:
    raise error


class Field:
    """Something a refused text came from."""

    def __init__(self, *, looked_at: bool) -> None:
        self.looked_at = looked_at
        self.refused: list[tuple[str, bool]] = []

    def refuse(self, sentence: str, *, keep: bool) -> bool:
        self.refused.append((sentence, keep))
        return self.looked_at or keep


def test_an_expected_failure_becomes_a_message(qtbot: QtBot) -> None:
    messages = Messages()

    with qtbot.waitSignal(messages.said) as said, messages.guard():
        fail(Refused("A spot needs a title."))

    assert said.args == [Message("A spot needs a title.", Tone.ERROR)]


def test_a_bug_goes_through_the_guard(qapp: QApplication) -> None:
    with pytest.raises(ZeroDivisionError), Messages().guard():
        _ = 1 // 0


def test_what_the_user_stopped_is_not_worth_a_word(qtbot: QtBot) -> None:
    messages = Messages()

    with qtbot.assertNotEmitted(messages.said), messages.guard():
        fail(Cancelled("stopped"))


def test_a_failed_save_is_told_apart(qtbot: QtBot) -> None:
    messages = Messages()

    with qtbot.waitSignals([messages.said, messages.save_failed]), messages.guard():
        fail(NotSaved("The disk is full."))


def test_a_refusal_is_shown_at_the_field_that_is_looked_at(qtbot: QtBot) -> None:
    messages, field = Messages(), Field(looked_at=True)

    with qtbot.assertNotEmitted(messages.said), messages.guard(field):
        fail(Refused("A spot needs a title."))

    assert field.refused == [("A spot needs a title.", False)]


def test_a_refusal_at_a_field_that_was_left_is_said(qtbot: QtBot) -> None:
    messages, field = Messages(), Field(looked_at=False)

    with qtbot.waitSignal(messages.said), messages.guard(field):
        fail(Refused("A spot needs a title."))


def test_what_was_not_saved_stays_in_its_field_and_is_said_too(qtbot: QtBot) -> None:
    messages, field = Messages(), Field(looked_at=True)

    with qtbot.waitSignal(messages.said), messages.guard(field):
        fail(NotSaved("The disk is full."))

    assert field.refused == [("The disk is full.", True)]


def test_a_message_carries_its_offer(qtbot: QtBot) -> None:
    messages, offer = Messages(), Offer("Undo", lambda: None)

    with qtbot.waitSignal(messages.said) as said:
        messages.say("Deleted.", Tone.SUCCESS, offer)

    assert said.args == [Message("Deleted.", Tone.SUCCESS, offer)]


@pytest.mark.parametrize("answer", ["stay", "leave"])
def test_a_question_returns_the_answer_that_was_clicked(qtbot: QtBot, answer: str) -> None:
    answers = (Answer("stay", "&Stay"), Answer("leave", "&Leave", destructive=True))
    box = message_box(None, "Leave?", "Something is not saved.", answers)
    qtbot.addWidget(box)
    box.open()

    next(b for b in box.buttons() if b.objectName() == f"answer.{answer}").click()

    assert chosen(box) == answer


def test_turning_away_from_a_question_is_no_answer(qtbot: QtBot) -> None:
    box = message_box(None, "Leave?", "Why.", (Answer("stay", "&Stay"),))
    qtbot.addWidget(box)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.open()

    box.reject()

    assert chosen(box) is None
