"""What the program says to the user: messages in the bar, and the few questions it asks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from studio.kernel.errors import Busy, Cancelled, NotSaved, StudioError
from studio.kernel.i18n import _


class Tone(Enum):
    """How a message sounds: its colour, its icon, and whether it waits to be read."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"

    @property
    def waits(self) -> bool:
        """Return whether the message stays until the user closes it."""
        return self in (Tone.WARNING, Tone.ERROR)


@dataclass(frozen=True, slots=True)
class Offer:
    """The one thing a message lets the user do, such as Undo."""

    text: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the user."""

    text: str
    tone: Tone = Tone.INFO
    offer: Offer | None = None


class Refusable(Protocol):
    """A field that can say why its text was not taken."""

    def refuse(self, sentence: str, *, keep: bool) -> bool:
        """Show the sentence at the field; return False when nobody looks at it there."""


class Messages(QObject):
    """Where every part of the program says something; whoever shows messages listens."""

    can_copy = False
    """Whether there is an open workspace to save a copy of when its disk fails."""

    said = Signal(object)
    """A Message."""
    save_failed = Signal()
    """An edit did not reach the disk."""
    copy_wanted = Signal()
    """The user took the offer to save a copy elsewhere."""
    cancel_wanted = Signal(str)
    """The user took the offer to cancel the job of this title, which keeps others from writing."""

    def say(self, text: str, tone: Tone = Tone.INFO, offer: Offer | None = None) -> None:
        """Say a sentence."""
        self.said.emit(Message(text, tone, offer))

    def report(self, error: StudioError) -> None:
        """Say an expected failure; one that the user asked for is not worth a word."""
        if not isinstance(error, Cancelled):
            self.say(str(error), Tone.ERROR, self._way_out(error))

    def _way_out(self, error: StudioError) -> Offer | None:
        if isinstance(error, NotSaved) and self.can_copy:
            return Offer(_("Save a copy elsewhere…"), self.copy_wanted.emit)
        if isinstance(error, Busy) and error.job:
            return Offer(_("Cancel “{job}”").format(job=error.job), self._cancel(error.job))
        return None

    def _cancel(self, job: str) -> Callable[[], None]:
        return lambda: self.cancel_wanted.emit(job)

    @contextmanager
    def guard(self, field: Refusable | None = None) -> Iterator[None]:
        """Run an op: an expected failure becomes a message, or a word at the `field`.

        A refused text springs back once the field is left; one that was not saved stays.
        """
        try:
            yield
        except StudioError as error:
            lost = isinstance(error, NotSaved)
            shown = field is not None and field.refuse(str(error), keep=lost)
            if lost:
                self.save_failed.emit()
            if lost or not shown:
                self.report(error)


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a question."""

    id: str
    text: str
    destructive: bool = False


def ask(
    parent: QWidget | None, question: str, explanation: str, answers: Sequence[Answer]
) -> str | None:
    """Return the id of the answer; None when the user turned away. The first is the default."""
    box = message_box(parent, question, explanation, answers)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return chosen(box)


def tell(parent: QWidget | None, sentence: str, explanation: str, close: str) -> None:
    """Show something the user has to read before going on; `close` is the button's text."""
    message_box(parent, sentence, explanation, (Answer("close", close),)).exec()


def message_box(
    parent: QWidget | None, question: str, explanation: str, answers: Sequence[Answer]
) -> QMessageBox:
    """Return the dialog of a question, not yet shown."""
    box = QMessageBox(parent)
    box.setObjectName("question")
    box.setText(question)
    box.setInformativeText(explanation)
    for place, answer in enumerate(answers):
        role = QMessageBox.ButtonRole.AcceptRole
        if answer.destructive:
            role = QMessageBox.ButtonRole.DestructiveRole
        made = box.addButton(answer.text, role)
        made.setObjectName(f"answer.{answer.id}")
        if place == 0:
            made.setProperty("kind", "primary")
            box.setDefaultButton(made)
    return box


def chosen(box: QMessageBox) -> str | None:
    """Return the id of the answer that closed the dialog."""
    clicked = box.clickedButton()
    for answer in box.buttons():
        if answer is clicked and answer.objectName().startswith("answer."):
            return answer.objectName().removeprefix("answer.")
    return None
