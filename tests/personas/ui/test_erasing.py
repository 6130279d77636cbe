"""Erasing a person in the window: from the question, by mouse and keys, to the file's bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.kernel import paths
from studio.kernel.errors import StudioError
from studio.kernel.progress import Progress, Work, finish
from studio.personas import ops
from studio.personas.model import ERASED, Talent
from studio.personas.ui.erase_dialogs import EraseDialog, EraseReport, same_name
from studio.personas.ui.erasing import Erasing
from studio.spots.model import CastMember
from studio.spots.ops import contents, spots
from studio.store import workspace
from studio.store.backups import folder as folders
from studio.store.backups.backup import back_up
from studio.store.workspace import Store
from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.context import Context
from studio.ui.jobs import Jobs
from studio.ui.messages import Message, Messages, Offer, Tone
from studio.ui.theme import Theme
from tests.spots.boards import RECIPE, dump, make_spot, panel_ids
from tests.ui.guards import no_modal_loop as no_modal_loop
from tests.ui.guards import theme as theme

NAME = "Maximiliána Fétherstone"
TYPED = "maximiliana FETHERSTONE"
LEFT = Qt.MouseButton.LeftButton
WidgetT = TypeVar("WidgetT", bound=QWidget)
Make = Callable[[Store], "Desk"]


class Desk:
    """A window in which people are erased, and what it said."""

    def __init__(self, qtbot: QtBot, context: Context) -> None:
        self.qtbot = qtbot
        self.context = context
        self.said: list[Message] = []
        context.messages.said.connect(self.said.append)
        context.jobs.broke.connect(self._report)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(900, 700)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.erasing = Erasing(self.window, context)

    def _report(self, error: StudioError) -> None:
        self.context.messages.report(error)

    def asks(self, talent: str, name: str = NAME) -> EraseDialog:
        """Ask, and return the dialog once it has the keyboard."""
        self.erasing.ask(talent, name)
        dialog = self.window.findChild(EraseDialog)
        assert dialog is not None
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is part(dialog, NAMED))
        return dialog

    def confirms(self, talent: str) -> None:
        """Type the name and go to the button by keys."""
        dialog = self.asks(talent)
        QTest.keyClicks(part(dialog, NAMED), TYPED)
        presses(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is part(dialog, CONFIRM)
        presses(Qt.Key.Key_Space)

    def report(self) -> str:
        """Return what the report says, when it has come."""
        self.qtbot.waitUntil(lambda: self.window.findChild(EraseReport) is not None, timeout=20_000)
        report = self.window.findChild(EraseReport)
        assert report is not None
        return part(report, (QPlainTextEdit, "eraseLines")).toPlainText()

    def has_no_dialog(self) -> bool:
        return self.window.findChild(EraseDialog) is None

    def offer(self) -> Offer:
        """Return the offer of the last warning."""
        offer = next(one.offer for one in reversed(self.said) if one.tone is Tone.WARNING)
        assert offer is not None
        return offer


NAMED = (QLineEdit, "eraseName")
CONFIRM = (QPushButton, "eraseConfirm")
CANCEL = (QPushButton, "eraseCancel")


def part(inside: QWidget, which: tuple[type[WidgetT], str]) -> WidgetT:
    found = inside.findChild(*which)
    assert isinstance(found, which[0])
    return found


def used_lines(dialog: EraseDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel, "eraseUsed")]


def presses(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def cast(store: Store, name: str = NAME, titles: tuple[str, ...] = ("Summer",)) -> str:
    """Return the id of a talent with a past, in a spot of each title."""
    talent = ops.add_talent(store, name, handle="@" + name.replace(" ", ""))
    look = ops.add_look(store, talent, f"{name} at work", RECIPE)
    for title in titles:
        panel = panel_ids(store, make_spot(store, title))[0]
        contents.add_cast_member(store, panel, CastMember(talent_id=talent, look_id=look))
    return talent


def kind_of(store: Store, talent: str) -> str:
    with store.read() as session:
        row = session.get(Talent, talent)
        assert row is not None
        return row.kind


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = workspace.create(tmp_path / "Agency.studio", "Ines")
    yield made
    made.close()


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Make]:
    """Give a desk for a workspace."""
    running: list[Jobs] = []

    def on(store: Store) -> Desk:
        jobs = Jobs()
        running.append(jobs)
        choices = Choices(tmp_path)
        return Desk(qtbot, Context(store, Bridge(store), jobs, Messages(), theme, choices))

    yield on
    for jobs in running:
        jobs.stop()


@pytest.fixture
def desk(make: Make, store: Store) -> Desk:
    return make(store)


def test_from_the_typed_name_to_a_file_without_a_byte_of_it(desk: Desk, store: Store) -> None:
    talent = cast(store)
    ops.add_talent(store, "Somebody Else")
    point = finish(back_up(store.path, paths.backups(), "request"))
    assert b"Maximili" in point.path.read_bytes()
    desk.confirms(talent)
    report = desk.report()
    assert "erased from the workspace, its history and its search" in report
    assert "1 backup was rewritten" in report
    assert "Exports, copies and bundles made before still show this person." in report
    assert (kind_of(store, talent), store.undo_label) == (ERASED, None)
    store.close()
    files = [store.path, *(path for path in paths.backups().rglob("*") if path.is_file())]
    assert len(files) >= 2
    for word in ("Maximili", "maximili", "therstone"):
        assert [path for path in files if word.encode() in path.read_bytes()] == []
    assert b"Somebody Else" in store.path.read_bytes()
    assert desk.said == []


def test_the_report_can_be_marked_and_copied_by_keys_and_closed(desk: Desk, store: Store) -> None:
    desk.confirms(cast(store))
    words = desk.report()
    report = desk.window.findChild(EraseReport)
    assert report is not None
    shown = part(report, (QPlainTextEdit, "eraseLines"))
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == words
    QTest.mouseClick(part(report, (QPushButton, "eraseClose")), LEFT)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(EraseReport) is None)


def test_the_report_names_the_things_in_which_the_name_still_stands(
    desk: Desk, store: Store
) -> None:
    talent = cast(store, titles=("A day with Maximiliana", "Summer", "Winter"))
    summer = panels_of(store, "Summer")
    contents.write_dialogue(store, summer[0], "Call Maximiliana!")
    contents.write_action(store, summer[1], "Maximiliana calls back.")
    desk.confirms(talent)
    lines = desk.report().splitlines()
    assert "stands in 3 other texts" in desk.report()
    after = lines[lines.index("Where the name, or a word of it, still stands:") + 1 :]
    assert sorted(after) == ["– “A day with Maximiliana”", "– “Summer”"]


def panels_of(store: Store, title: str) -> list[str]:
    from studio.spots import queries

    with store.read() as session:
        return [
            panel.id for panel in queries.board(session, queries.find_spot(session, title)).panels
        ]


def test_return_turns_away_even_when_the_name_is_typed(desk: Desk, store: Store) -> None:
    talent = cast(store)
    before = dump(store)
    dialog = desk.asks(talent)
    QTest.keyClicks(part(dialog, NAMED), TYPED)
    presses(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(desk.has_no_dialog)
    assert desk.context.jobs.running() == []
    assert dump(store) == before


@pytest.mark.parametrize("leave", ["escape", "button"])
def test_turning_away_changes_nothing(desk: Desk, store: Store, leave: str) -> None:
    talent = cast(store)
    before = dump(store)
    dialog = desk.asks(talent)
    if leave == "escape":
        presses(Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(part(dialog, CANCEL), LEFT)
    desk.qtbot.waitUntil(desk.has_no_dialog)
    assert dump(store) == before


def test_the_button_waits_for_the_whole_name(desk: Desk, store: Store) -> None:
    dialog = desk.asks(cast(store))
    confirm, typed = part(dialog, CONFIRM), part(dialog, NAMED)
    assert not confirm.isEnabled()
    QTest.mouseClick(confirm, LEFT)
    QTest.keyClicks(typed, TYPED[:-1])
    assert not confirm.isEnabled()
    QTest.keyClicks(typed, TYPED[-1])
    assert confirm.isEnabled()
    QTest.keyClicks(typed, "x")
    assert not confirm.isEnabled()
    assert desk.context.jobs.running() == []


@pytest.mark.parametrize(
    ("typed", "name", "same"),
    [
        ("  maya   LUNE ", "Máya Lune", True),
        ("山田花子", "山田花子", True),
        ("عبد الرحمن", "عبد الرحمن", True),
        ("strasse", "Straße", True),
        ("", "Maya", False),
        ("   ", "Maya", False),
        ("", "\u0301", False),
        ("May", "Maya", False),
        ("Maya", "Maya Lune", False),
    ],
)
def test_case_accents_and_blanks_are_no_other_name(typed: str, name: str, same: bool) -> None:
    assert same_name(typed, name) is same


def test_the_question_names_what_uses_the_person(desk: Desk, store: Store) -> None:
    talent = cast(store, titles=("Summer", "Winter"))
    with store.read() as session:
        from studio.spots import queries

        winter = queries.find_spot(session, "Winter")
    spots.archive_spot(store, winter)
    assert used_lines(desk.asks(talent)) == ["“Summer”", "“Winter” (archived)"]


def test_many_uses_are_cut_short(desk: Desk, store: Store) -> None:
    talent = cast(store, titles=tuple(f"Spot {n}" for n in range(9)))
    lines = used_lines(desk.asks(talent))
    assert lines == [*(f"“Spot {n}”" for n in range(6)), "and 3 more"]


def test_the_question_says_when_nothing_uses_the_person(desk: Desk, store: Store) -> None:
    dialog = desk.asks(cast(store, titles=()))
    assert used_lines(dialog) == []
    assert "Nothing uses this person." in [one.text() for one in dialog.findChildren(QLabel)]


def test_a_very_long_name_does_not_widen_the_question(desk: Desk, store: Store) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff" * 6
    dialog = desk.asks(cast(store, long), long)
    assert dialog.width() <= 700
    QTest.keyClicks(part(dialog, NAMED), long)
    assert part(dialog, CONFIRM).isEnabled()


def test_a_workspace_that_is_only_looked_at_says_so_instead(make: Make, store: Store) -> None:
    talent = cast(store)
    store.close()
    looking = workspace.open_workspace(store.path, "Noa", to_read=True)
    try:
        desk = make(looking)
        desk.erasing.ask(talent, NAME)
        assert [one.text for one in desk.said] == [looking.read_only]
        assert desk.has_no_dialog()
    finally:
        looking.close()


def test_while_a_long_job_writes_it_says_so_instead(desk: Desk, store: Store) -> None:
    talent = cast(store)

    def long() -> Work[None]:
        with store.alone("Import"):
            while True:
                yield Progress(0, 1)

    job = desk.context.jobs.start("Import", long)
    desk.qtbot.waitUntil(lambda: store._pen.job == "Import")
    desk.erasing.ask(talent, NAME)
    assert desk.has_no_dialog()
    (message,) = desk.said
    assert message.text == "“Import” is writing. Wait until it is done, or cancel it."
    assert message.offer is not None
    job.cancel()
    desk.qtbot.waitUntil(lambda: job.is_over)
    assert not desk.asks(talent).isHidden()


def test_a_job_that_began_during_the_question_is_told_too(desk: Desk, store: Store) -> None:
    talent = cast(store)
    before = dump(store)
    dialog = desk.asks(talent)
    QTest.keyClicks(part(dialog, NAMED), TYPED)

    def long() -> Work[None]:
        with store.alone("Import"):
            while True:
                yield Progress(0, 1)

    desk.context.jobs.start("Import", long)
    desk.qtbot.waitUntil(lambda: store._pen.job == "Import")
    QTest.mouseClick(part(dialog, CONFIRM), LEFT)
    assert "“Import” is writing" in desk.said[0].text
    assert len(desk.context.jobs.running()) == 1
    desk.context.jobs.stop()
    assert dump(store) == before


def test_what_was_stopped_at_the_backups_is_said_and_can_be_finished(
    desk: Desk, store: Store
) -> None:
    talent = cast(store)
    point = finish(back_up(store.path, paths.backups(), "request"))
    with folders.held(point.path.parent):
        desk.confirms(talent)
        desk.qtbot.waitUntil(lambda: len(desk.said) == 2, timeout=20_000)
    assert any("These backups are in use" in one.text for one in desk.said)
    assert any("perhaps not yet from all backups" in one.text for one in desk.said)
    assert kind_of(store, talent) == ERASED
    assert b"Maximili" in point.path.read_bytes()
    desk.offer().run()
    assert "1 backup was rewritten" in desk.report()
    left = [path for path in paths.backups().rglob("*") if path.is_file()]
    assert [path for path in left if b"Maximili" in path.read_bytes()] == []


def test_a_person_who_has_gone_meanwhile_is_told(desk: Desk, store: Store) -> None:
    talent = cast(store, titles=())
    ops.delete_talent(store, talent)
    desk.erasing.ask(talent, NAME)
    assert [one.text for one in desk.said] == ["This talent is not there any more."]
    assert desk.has_no_dialog()
