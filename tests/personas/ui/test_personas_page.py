"""The Personas page by mouse and keys: every intent reaches the workspace and comes back."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from studio.kernel.errors import NoSpace
from studio.personas import ops
from studio.store import records
from tests.personas.ui.pages import Hand, sentences
from tests.personas.ui.pages import hand as hand
from tests.personas.ui.pages import people as people
from tests.personas.ui.pages import store as store
from tests.ui.guards import no_modal_loop as no_modal_loop
from tests.ui.guards import theme as theme


def test_the_button_of_the_empty_page_makes_somebody_with_a_face_and_the_name_chosen(
    hand: Hand,
) -> None:
    assert "Nobody here yet" in sentences(hand)
    assert hand.page.subject() is None
    assert not hand.action("duplicate").isEnabled()

    hand.clicks("empty.personas.new")

    hand.sees(lambda: hand.titles() == ["New persona"])
    assert hand.name.hasFocus()
    assert hand.name.selectedText() == "New persona"
    assert len(hand.stored().looks) == 1
    assert hand.stored().kind == "persona"
    hand.sees(lambda: skin_pixels(hand) > 400)


def skin_pixels(hand: Hand) -> int:
    """Count the pixels of the portrait that are about the colour of the skin."""
    recipe = json.loads(hand.stored().looks[0].recipe)
    skin = QColor(recipe["skin"])
    image = hand.page.sheet.portrait.grab().toImage()
    count = 0
    for x in range(0, image.width(), 2):
        for y in range(0, image.height(), 2):
            found = image.pixelColor(x, y)
            near = abs(found.red() - skin.red()) + abs(found.green() - skin.green())
            count += near + abs(found.blue() - skin.blue()) < 24
    return count


def test_a_human_creator_is_made_beside_the_personas(people: Hand) -> None:
    people.clicks("button.personas.new_human")
    people.sees(lambda: people.opened() == "New creator")
    assert people.stored().kind == "human"
    assert people.name.selectedText() == "New creator"


def test_a_typed_name_is_one_step_and_undo_brings_the_old_one_back(people: Hand) -> None:
    steps = len(people.store.history.done)
    people.fills("talent.name", "Maya Ro")
    people.sees(lambda: "Maya Ro" in people.titles())
    people.name.setFocus()
    people.name.end(False)
    QTest.keyClicks(people.name, "ssi")
    QTest.keyClick(people.name, Qt.Key.Key_Return)
    people.sees(lambda: "Maya Rossi" in people.titles())
    assert len(people.store.history.done) == steps + 1
    assert people.store.undo_label == "Edit talent"

    people.store.undo()

    people.sees(lambda: people.titles() == ["Maya", "Otto", "Nia"])
    assert people.opened() == "Maya"


def test_an_empty_name_is_refused_at_the_field_and_springs_back(people: Hand) -> None:
    label = people.store.undo_label
    people.fills("talent.name", "")

    hint = people.part(QLabel, "talent.name.hint")
    assert hint.isVisible()
    assert hint.text() == "A talent needs a name. Type one and try again."
    assert people.said == []
    people.line("talent.handle").setFocus()
    assert people.opened() == "Maya"
    assert people.store.undo_label == label


def test_everything_that_takes_the_keyboard_has_a_name(people: Hand) -> None:
    ops_channel(people)
    takers = [
        one
        for one in people.page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]
    assert len(takers) > 25
    for one in takers:
        assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), one


def test_choices_and_numbers_are_stored(people: Hand) -> None:
    people.chooses("talent.status", "Live")
    people.sees(lambda: people.stored().values["status"] == "live")
    people.chooses("talent.kind", "Human creator")
    people.sees(lambda: people.rows()[0].facts == "Human creator")
    people.fills("talent.age", "27")
    assert people.stored().values["age"] == 27
    people.fills("talent.age", "0")
    people.line("talent.home").setFocus()
    people.sees(lambda: people.line("talent.age").text() == "")
    assert people.stored().values["age"] == 0


def channel_ids(hand: Hand) -> list[str]:
    return [part.id for part in hand.stored().parts["channel"]]


def test_a_channel_is_added_filled_in_moved_taken_away_and_brought_back(people: Hand) -> None:
    people.clicks("channels.add")
    people.sees(lambda: len(channel_ids(people)) == 1)
    first = channel_ids(people)[0]
    platform = f"channels.{first}.platform"
    people.sees(lambda: QApplication.focusWidget() is not None)
    people.sees(lambda: QApplication.focusWidget().objectName() == platform)  # type: ignore[union-attr]

    people.chooses(platform, "TikTok")
    people.fills(f"channels.{first}.handle", "@maya")
    people.fills(f"channels.{first}.followers", "12000")
    box = people.part(QCheckBox, f"channels.{first}.discloses")
    QTest.keyClick(box, Qt.Key.Key_Space)
    values = people.stored().parts["channel"][0].values
    assert {key: values[key] for key in ("platform", "handle", "followers", "discloses")} == {
        "platform": "tiktok",
        "handle": "@maya",
        "followers": 12000,
        "discloses": 1,
    }

    people.clicks("channels.add")
    people.sees(lambda: len(channel_ids(people)) == 2)
    second = channel_ids(people)[1]
    people.sees(lambda: people.page.findChild(QLineEdit, f"channels.{second}.url") is not None)
    tool(people, second, "up")
    people.sees(lambda: channel_ids(people) == [second, first])

    tool(people, first, "delete")
    people.sees(lambda: channel_ids(people) == [second])
    people.store.undo()
    people.sees(lambda: channel_ids(people) == [second, first])
    people.sees(lambda: people.line(f"channels.{first}.handle").text() == "@maya")


def tool(hand: Hand, part_id: str, verb: str) -> None:
    name = f"channels.{part_id}.{verb}"
    hand.sees(lambda: hand.page.findChild(QLineEdit, f"channels.{part_id}.handle") is not None)
    hand.clicks(name)


def test_words_being_typed_go_with_the_channel_and_come_back_with_it(people: Hand) -> None:
    made = ops_channel(people)
    field = people.line(f"channels.{made}.handle")
    people.types(field, "@almost")

    tool(people, made, "delete")
    people.sees(lambda: channel_ids(people) == [])
    people.store.undo()

    people.sees(lambda: channel_ids(people) == [made])
    assert people.stored().parts["channel"][0].values["handle"] == "@almost"
    assert people.said == []


def ops_channel(hand: Hand) -> str:
    hand.clicks("channels.add")
    hand.sees(lambda: len(channel_ids(hand)) == 1)
    made = channel_ids(hand)[0]
    hand.sees(lambda: hand.page.findChild(QLineEdit, f"channels.{made}.handle") is not None)
    return made


def test_a_new_part_far_below_comes_into_sight(people: Hand) -> None:
    people.page.resize(1200, 500)
    area = people.part(QScrollArea, "")
    area.ensureWidgetVisible(people.part(QPushButton, "consents.add"), 0, 0)
    people.clicks("consents.add")
    people.sees(lambda: focused().endswith(".kind"))

    field = QApplication.focusWidget()
    assert field is not None
    people.qtbot.wait(50)  # until all is laid out
    people.sees(lambda: field.visibleRegion().boundingRect().size() == field.size())


def focused() -> str:
    found = QApplication.focusWidget()
    return found.objectName() if found is not None else ""


def test_another_look_changes_the_portrait_and_undo_brings_the_one_before_back(
    people: Hand,
) -> None:
    portrait = people.page.sheet.portrait
    people.sees(lambda: bool(portrait._shown))
    before, face = portrait._shown, people.rows()[0].wish
    recipe = people.stored().looks[0].recipe
    people.clicks("button.personas.another_look")
    people.sees(lambda: portrait._shown not in ("", before))
    assert people.rows()[0].wish != face
    assert people.stored().looks[0].recipe != recipe

    people.store.undo()

    people.sees(lambda: portrait._shown == before)
    assert people.rows()[0].wish == face


def test_somebody_without_a_look_gets_one(people: Hand) -> None:
    ops.add_talent(people.store, "Plain")
    people.sees(lambda: "Plain" in people.titles())
    people.opens("Plain")
    assert people.page.sheet.portrait.accessibleName() == "Portrait of Plain"
    people.sees(lambda: people.page.sheet.portrait._shown == "")
    people.presses("Ctrl+L")
    people.sees(lambda: len(people.stored().looks) == 1)
    people.sees(lambda: skin_pixels(people) > 400)


def test_a_copy_is_opened_with_all_that_was_filled_in(people: Hand) -> None:
    ops_channel(people)
    people.types(people.line("talent.home"), "Lucca")
    people.presses("Ctrl+Shift+D")

    people.sees(lambda: people.opened() == "Maya (copy)")
    assert people.titles() == ["Maya", "Otto", "Nia", "Maya (copy)"]
    assert people.stored().values["home"] == "Lucca", "what was just typed is stored before"
    assert len(people.stored().parts["channel"]) == 1
    subject = people.page.subject()
    assert subject is not None
    assert (subject.name, subject.table) == ("Maya (copy) and all about them", "talent")


def test_typing_narrows_the_list_and_a_new_one_is_never_hidden_by_it(people: Hand) -> None:
    people.fills("talent.tagline", "Grows lemons in Sorrento")
    people.page.list.filter.setFocus()
    QTest.keyClicks(people.page.list.filter, "lemons")
    people.sees(lambda: people.titles() == ["Maya"])
    people.page.list.filter.selectAll()
    QTest.keyClicks(people.page.list.filter, "oTT")
    assert people.titles() == ["Otto"]
    assert people.opened() == "Maya"

    people.clicks("button.personas.new")

    people.sees(lambda: people.titles() == ["Maya", "Otto", "Nia", "New persona"])
    assert people.name.selectedText() == "New persona"


def test_a_look_is_revealed_at_whose_it_is_and_the_archived_among_the_others(
    people: Hand,
) -> None:
    otto, nia = (row.id for row in people.rows()[1:])
    look = people.stored(otto).looks[0].id
    people.page.list.filter.setText("nia")

    assert people.page.reveal("look", look)
    people.sees(lambda: people.opened() == "Otto")
    assert people.page.reveal("talent", nia)
    people.sees(lambda: people.opened() == "Nia")
    assert not people.page.reveal("look", "nothing")
    assert not people.page.reveal("spot", otto)
    assert people.opened() == "Nia"

    people.picks("archive")
    people.sees(lambda: people.titles() == ["Maya", "Otto"])
    assert people.page.reveal("talent", nia)
    people.sees(lambda: people.opened() == "Nia")
    assert people.action("show_archived").isChecked()


@pytest.mark.parametrize("how", ["click", "archive", "another_look"])
def test_what_is_still_typed_is_stored_for_whom_it_was_typed(people: Hand, how: str) -> None:
    maya, otto = (row.id for row in people.rows()[:2])
    people.types(people.line("talent.home"), "Lucca")
    if how == "click":
        people.opens("Otto")
    else:
        people.action(how).trigger()
        people.qtbot.wait(50)
    people.line("talent.tagline").setFocus()
    people.page.list.view.setFocus()

    assert people.stored(maya).values["home"] == "Lucca"
    assert people.stored(otto).values["home"] == ""
    if how != "another_look":
        people.sees(lambda: people.opened() == "Otto")
        assert people.line("talent.home").text() == ""


def test_words_that_the_disk_does_not_take_stay_with_whom_they_were_typed_for(
    people: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise NoSpace("Not saved: the disk is full.")

    otto = people.rows()[1].id
    with monkeypatch.context() as patch:
        patch.setattr(records, "write_field", full)
        people.types(people.line("talent.home"), "precious")
        people.page.list.view.setFocus()
        QTest.mouseClick(
            people.page.list.view.viewport(), Qt.MouseButton.LeftButton, pos=people.at("Otto")
        )
        people.qtbot.wait(50)
        assert people.opened() == "Maya"
        assert people.line("talent.home").text() == "precious"
        assert people.words() == "Not saved: the disk is full."
        chosen = people.page.list.view.selectionModel().selectedIndexes()
        assert [people.rows()[index.row()].title for index in chosen] == ["Maya"]

    people.opens("Otto")
    assert people.stored(people.rows()[0].id).values["home"] == "precious"
    assert people.stored(otto).values["home"] == ""


def test_scrolled_down_another_sheet_begins_at_its_top_and_f2_goes_to_the_name(
    people: Hand,
) -> None:
    bar = people.part(QScrollArea, "").verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0

    people.opens("Nia")
    assert bar.value() == 0

    people.presses("F2")
    assert people.name.hasFocus()
    assert people.name.selectedText() == "Nia"
