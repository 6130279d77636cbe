"""What every test with widgets stands on: nothing modal opens, nothing outlives its test."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox

from studio.ui.theme import Theme

MODAL = (
    (QDialog, "exec"),
    (QMessageBox, "exec"),
    (QMenu, "exec"),
    (QFileDialog, "getOpenFileName"),
    (QFileDialog, "getSaveFileName"),
    (QFileDialog, "getExistingDirectory"),
)


@pytest.fixture(autouse=True)
def no_modal_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at once where a program would wait for a person."""

    def refuse(*_arguments: object, **_options: object) -> None:
        pytest.fail("a modal loop was opened")

    for owner, name in MODAL:
        monkeypatch.setattr(owner, name, refuse)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Give the application our look, light."""
    font = qapp.font()
    made = Theme(qapp)
    made.use("light")
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.styleHints().unsetColorScheme()


def delete_now() -> None:
    """Carry out what was left for the next turn of the event loop."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
