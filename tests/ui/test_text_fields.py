"""Fields store by themselves: when they say what was typed, and what becomes of a refusal."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.text_draft import QUIET_MS
from studio.ui.text_fields import LineField, TextField, commit_pending, has_pending
from studio.ui.theme import Theme

Field = LineField | TextField
Make = Callable[..., Field]
_Key = Qt.Key


class Form(QWidget):
    """A field, something to go to, and a window's undo."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.other = QPushButton("Other")
        self.said: list[str] = []
        self.hints: list[tuple[str, str]] = []
        self.undone = 0
        box = QVBoxLayout(self)
        box.addWidget(field)
        box.addWidget(self.other)
        field.edited.connect(self.said.append)
        field.hinted.connect(lambda text, role: self.hints.append((text, role)))
        undo = QAction("Undo", self)
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        undo.triggered.connect(self._undo)
        self.addAction(undo)

    def _undo(self) -> None:
        self.undone += 1

    def let_quiet_pass(self) -> None:
        """Do what happens after a second of quiet."""
        timer = self.field._draft.findChild(QTimer)
        assert isinstance(timer, QTimer)
        assert timer.interval() == QUIET_MS == 1_000
        if timer.isActive():
            timer.timeout.emit()


@pytest.fixture(params=[LineField, TextField], ids=["line", "text"])
def kind(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


@pytest.fixture
def form(qtbot: QtBot, theme: Theme, kind: Make) -> Form:
    return shown(qtbot, kind("note", "Note"))


def shown(qtbot: QtBot, field: Field) -> Form:
    form = Form(field)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitActive(form)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return form


def test_a_field_has_its_names(form: Form) -> None:
    assert form.field.objectName() == "note"
    assert form.field.accessibleName() == "Note"


def test_typing_is_said_after_a_second_of_quiet_and_not_before(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")
    assert form.said == []

    form.let_quiet_pass()

    assert form.said == ["Glow"]


def test_the_quiet_is_a_real_second(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitSignal(form.field.edited, timeout=3_000):
        QTest.keyClicks(form.field, "Glow")


def test_leaving_says_it_at_once_and_only_once(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")

    QTest.keyClick(form.field, _Key.Key_Tab)

    assert form.other.hasFocus()
    form.let_quiet_pass()
    assert form.said == ["Glow"]


def test_leaving_an_untouched_field_says_nothing(qtbot: QtBot, form: Form) -> None:
    form.field.show_text("Glow")

    form.other.setFocus()

    assert form.said == []


def test_esc_drops_what_is_not_stored(qtbot: QtBot, form: Form) -> None:
    form.field.show_text("Glow")
    QTest.keyClicks(form.field, "ing")

    QTest.keyClick(form.field, _Key.Key_Escape)
    form.other.setFocus()

    assert form.field.current() == "Glow"
    assert form.said == []


def test_typing_back_to_what_is_stored_says_nothing(qtbot: QtBot, form: Form) -> None:
    form.field.show_text("Glow")
    QTest.keyClick(form.field, _Key.Key_End)
    QTest.keyClicks(form.field, "s")
    QTest.keyClick(form.field, _Key.Key_Backspace)

    form.other.setFocus()

    assert form.said == []


def test_a_refresh_does_not_take_away_what_is_being_typed(qtbot: QtBot, form: Form) -> None:
    form.field.show_text("Glow")
    QTest.keyClick(form.field, _Key.Key_End)
    QTest.keyClicks(form.field, "ing")

    form.field.show_text("Shine")

    assert form.field.current() == "Glowing"
    QTest.keyClick(form.field, _Key.Key_Escape)
    assert form.field.current() == "Shine"


def test_a_refresh_shows_what_somebody_else_stored(form: Form) -> None:
    form.field.show_text("Glow")

    form.field.show_text("Shine")

    assert form.field.current() == "Shine"
    assert form.said == []


def test_what_is_stored_trimmed_is_shown_trimmed_after_leaving(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow ")
    form.let_quiet_pass()
    form.field.show_text("Glow")
    assert form.field.current() == "Glow "

    form.other.setFocus()

    assert form.field.current() == "Glow"
    assert form.said == ["Glow "]


def test_what_was_taken_and_undone_goes_from_the_field_too(form: Form) -> None:
    form.field.show_text("Glow")
    QTest.keyClick(form.field, _Key.Key_End)
    QTest.keyClicks(form.field, "ing")
    form.let_quiet_pass()

    form.field.show_text("Glow")

    assert form.field.current() == "Glow"


def test_a_refusal_while_typing_stays_in_the_field_and_says_why(qtbot: QtBot, form: Form) -> None:
    form.field.show_text("Glow")
    form.field.selectAll()
    QTest.keyClick(form.field, _Key.Key_Delete)
    form.let_quiet_pass()

    seen = form.field.refuse("A spot needs a title.", keep=False)

    assert seen
    assert form.field.current() == ""
    assert form.hints[-1] == ("A spot needs a title.", "error")
    assert form.field.property("refused") is True
    QTest.keyClicks(form.field, "S")
    assert form.hints[-1] == ("", "caption")
    assert form.field.property("refused") is False


def test_a_refused_text_springs_back_when_the_field_is_left(qtbot: QtBot, form: Form) -> None:
    form.field.show_text("Glow")
    form.field.edited.connect(lambda _text: form.field.refuse("No.", keep=False))
    form.field.selectAll()
    QTest.keyClick(form.field, _Key.Key_Delete)
    form.let_quiet_pass()

    form.other.setFocus()

    assert form.said == ["", ""]
    assert form.field.current() == "Glow"
    assert form.hints[-1] == ("", "caption")


def test_what_the_disk_did_not_take_stays_and_is_said_again(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")
    form.other.setFocus()
    form.field.refuse("The disk is full.", keep=True)

    form.field.show_text("")
    assert form.field.current() == "Glow"
    assert form.field.pending
    form.field.commit()

    assert form.said == ["Glow", "Glow"]
    assert not form.field.pending


def test_undo_is_the_field_s_first_and_the_window_s_after(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")

    QTest.keySequence(form.field, QKeySequence(QKeySequence.StandardKey.Undo))
    assert form.field.current() == ""
    assert form.undone == 0

    QTest.keySequence(form.field, QKeySequence(QKeySequence.StandardKey.Undo))
    assert form.undone == 1


def test_after_leaving_undo_is_the_window_s(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")
    form.other.setFocus()
    form.field.show_text("Glow")
    form.field.setFocus()

    QTest.keySequence(form.field, QKeySequence(QKeySequence.StandardKey.Undo))

    assert form.field.current() == "Glow"
    assert form.undone == 1


def test_an_open_menu_is_not_leaving(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")

    form.other.setFocus(Qt.FocusReason.PopupFocusReason)

    assert form.said == []


def test_a_limit_is_told_before_it_is_reached_and_never_passed(
    qtbot: QtBot, theme: Theme, kind: Make
) -> None:
    form = shown(qtbot, kind("note", "Note", limit=20))
    QTest.keyClicks(form.field, "x" * 17)
    assert form.hints[-1] == ("", "caption")

    QTest.keyClicks(form.field, "xx")
    assert form.hints[-1] == ("1 character left", "caption")

    QTest.keyClicks(form.field, "xyz")
    assert form.field.current() == "x" * 20
    assert form.hints[-1] == ("No more than 20 characters fit here.", "caption")


def test_the_word_about_the_length_goes_when_the_field_is_left(
    qtbot: QtBot, theme: Theme, kind: Make
) -> None:
    form = shown(qtbot, kind("note", "Note", limit=10))
    QTest.keyClicks(form.field, "x" * 10)

    form.other.setFocus()

    assert form.hints[-1] == ("", "caption")


def test_everything_pending_can_be_said_at_once(qtbot: QtBot, form: Form) -> None:
    QTest.keyClicks(form.field, "Glow")
    assert has_pending(form)

    commit_pending(form)
    form.field.show_text("Glow")

    assert form.said == ["Glow"]
    assert not has_pending(form)


def test_return_stores_a_line_at_once(qtbot: QtBot, theme: Theme) -> None:
    form = shown(qtbot, LineField("note", "Note"))
    QTest.keyClicks(form.field, "Glow")

    QTest.keyClick(form.field, _Key.Key_Return)

    assert form.said == ["Glow"]


def test_return_breaks_the_line_of_a_text_and_control_return_stores_it(
    qtbot: QtBot, theme: Theme
) -> None:
    form = shown(qtbot, TextField("note", "Note"))
    QTest.keyClicks(form.field, "Glow")
    QTest.keyClick(form.field, _Key.Key_Return)
    assert form.said == []

    QTest.keyClick(form.field, _Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert form.said == ["Glow\n"]


def test_a_long_paste_is_cut_where_it_was_put_in(qtbot: QtBot, theme: Theme) -> None:
    field = TextField("note", "Note", limit=10)
    form = shown(qtbot, field)
    field.show_text("ab")
    cursor = field.textCursor()
    cursor.setPosition(1)
    field.setTextCursor(cursor)

    field.insertPlainText("123456789012")

    assert form.field.current() == "a12345678b"


def test_a_text_grows_with_its_lines_up_to_the_most(qtbot: QtBot, theme: Theme) -> None:
    field = TextField("note", "Note", lines=(2, 5))
    shown(qtbot, field)
    two = field.height()

    field.show_text("one\ntwo\nthree\nfour")
    four = field.height()
    field.show_text("line\n" * 30)

    line = field.fontMetrics().lineSpacing()
    assert four == two + 2 * line
    assert field.height() == two + 3 * line


def test_a_narrower_text_grows_because_its_lines_break(qtbot: QtBot, theme: Theme) -> None:
    field = TextField("note", "Note", lines=(1, 9))
    form = shown(qtbot, field)
    form.resize(700, 300)
    field.show_text("Maya stretches in her bedroom while the sun comes up over the roofs")
    wide = field.height()

    form.resize(200, 300)

    qtbot.waitUntil(lambda: field.height() > wide)
