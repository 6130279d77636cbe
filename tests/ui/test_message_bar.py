"""The message bar: read, answered, closed with the keyboard, and nothing important lost."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.message_bar import MessageBar
from studio.ui.messages import Message, Messages, Offer, Tone
from studio.ui.theme import Theme


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, messages: Messages) -> MessageBar:
    area = QWidget()
    qtbot.addWidget(area)
    area.resize(900, 500)
    made = MessageBar(messages, area)
    area.show()
    qtbot.waitExposed(area)
    QTest.mouseMove(area, QPoint(2, 2))  # wherever the test before left the pointer
    return made


def words(bar: MessageBar) -> str:
    found = bar.findChild(QLabel, "messageText")
    assert isinstance(found, QLabel)
    return found.text()


def offer(bar: MessageBar) -> QPushButton:
    found = bar.findChild(QPushButton, "messageOffer")
    assert isinstance(found, QPushButton)
    return found


def timer(bar: MessageBar) -> QTimer:
    found = bar.findChild(QTimer)
    assert isinstance(found, QTimer)
    return found


def test_a_message_stands_at_the_bottom_of_the_area(bar: MessageBar, messages: Messages) -> None:
    messages.say("Exported.", Tone.SUCCESS)

    area = bar.parentWidget()
    assert area is not None
    assert bar.isVisible()
    assert words(bar) == "Exported."
    assert bar.geometry().bottom() < area.height()
    assert abs(bar.geometry().center().x() - area.rect().center().x()) <= 1
    area.resize(600, 300)
    assert area.rect().contains(bar.geometry())


def test_a_long_message_breaks_into_lines_that_fit(bar: MessageBar, messages: Messages) -> None:
    messages.say("short")
    low = bar.height()

    messages.say("The sentence goes on and on until it needs a second line. " * 4, Tone.ERROR)

    area = bar.parentWidget()
    assert area is not None
    assert bar.height() > low
    assert area.rect().contains(bar.geometry())


def test_taking_the_offer_runs_it_once_and_closes(
    qtbot: QtBot, bar: MessageBar, messages: Messages
) -> None:
    taken: list[str] = []
    messages.say("Deleted.", offer=Offer("Undo", lambda: taken.append("undo")))

    QTest.mouseClick(offer(bar), Qt.MouseButton.LeftButton)

    assert taken == ["undo"]
    assert not bar.isVisible()


def test_without_an_offer_there_is_no_button(bar: MessageBar, messages: Messages) -> None:
    messages.say("Deleted.", offer=Offer("Undo", lambda: None))
    messages.say("Saved.")

    assert not offer(bar).isVisible()


def test_the_keyboard_reaches_the_offer_and_esc_closes(
    qtbot: QtBot, bar: MessageBar, messages: Messages
) -> None:
    assert not bar.take_focus()
    messages.say("Deleted.", offer=Offer("Undo", lambda: None))

    assert bar.take_focus()
    qtbot.waitUntil(offer(bar).hasFocus)
    QTest.keyClick(offer(bar), Qt.Key.Key_Escape)

    assert not bar.isVisible()


def test_tab_leads_from_the_offer_to_close(
    qtbot: QtBot, bar: MessageBar, messages: Messages
) -> None:
    messages.say("Deleted.", offer=Offer("Undo", lambda: None))
    bar.take_focus()
    close = bar.findChild(QToolButton, "messageClose")
    assert isinstance(close, QToolButton)

    QTest.keyClick(offer(bar), Qt.Key.Key_Tab)

    assert close.hasFocus()


def test_good_news_goes_by_itself_and_errors_stay(bar: MessageBar, messages: Messages) -> None:
    messages.say("Exported.", Tone.SUCCESS)
    assert timer(bar).isActive()

    messages.say("Not saved.", Tone.ERROR)

    assert not timer(bar).isActive()


def test_an_offer_and_a_long_sentence_get_more_time(bar: MessageBar, messages: Messages) -> None:
    messages.say("Exported.")
    short = timer(bar).interval()
    messages.say("Exported.", offer=Offer("Show", lambda: None))
    with_offer = timer(bar).interval()
    messages.say("word " * 120)

    assert short < with_offer < timer(bar).interval()


def test_when_its_time_is_over_the_message_goes(bar: MessageBar, messages: Messages) -> None:
    messages.say("Exported.")

    timer(bar).timeout.emit()

    assert not bar.isVisible()
    assert bar.message is None


def test_a_message_under_the_pointer_stays(
    qtbot: QtBot, bar: MessageBar, messages: Messages
) -> None:
    messages.say("Exported.")

    QTest.mouseMove(bar, QPoint(5, 5))
    qtbot.waitUntil(lambda: not timer(bar).isActive())
    bar.leaveEvent(QEvent(QEvent.Type.Leave))

    assert bar.isVisible()


def test_an_error_comes_back_after_what_covered_it(bar: MessageBar, messages: Messages) -> None:
    messages.say("Not saved.", Tone.ERROR)
    messages.say("Exported.", Tone.SUCCESS)
    assert words(bar) == "Exported."

    bar.close_message()

    assert words(bar) == "Not saved."
    bar.close_message()
    assert not bar.isVisible()


def test_the_same_error_said_twice_is_closed_once(bar: MessageBar, messages: Messages) -> None:
    messages.say("Not saved.", Tone.ERROR)
    messages.say("Not saved.", Tone.ERROR)

    bar.close_message()

    assert not bar.isVisible()


def test_messages_are_spoken_to_who_cannot_see_them(bar: MessageBar, messages: Messages) -> None:
    messages.say("Not saved.", Tone.ERROR)

    spoken = QAccessible.queryAccessibleInterface(bar)
    assert spoken.text(QAccessible.Text.Description) == "Not saved."
    assert bar.message == Message("Not saved.", Tone.ERROR)
