"""Talent leaves the list and comes back: archived, deleted, restored, erased."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QPushButton,
    QWidget,
)

from studio.kernel.progress import finish
from studio.personas.model import ERASED
from studio.personas.ops.erase import erase_person
from studio.spots.model import CastMember
from studio.spots.ops import contents
from tests.personas.ui.pages import Hand, sentences
from tests.personas.ui.pages import hand as hand
from tests.personas.ui.pages import people as people
from tests.personas.ui.pages import store as store
from tests.spots.boards import dump, make_spot, panel_ids
from tests.ui.guards import no_modal_loop as no_modal_loop
from tests.ui.guards import theme as theme


def test_archiving_opens_the_next_one_and_its_offer_takes_it_back(people: Hand) -> None:
    before = dump(people.store)
    people.opens("Otto")
    people.picks("archive")
    people.sees(lambda: people.titles() == ["Maya", "Nia"])
    people.sees(lambda: people.opened() == "Nia")
    assert people.words() == "“Otto” is archived."
    assert people.offer().text == "Undo"

    people.offer().run()

    people.sees(lambda: people.titles() == ["Maya", "Otto", "Nia"])
    people.sees(lambda: people.opened() == "Otto")
    assert dump(people.store) == before


def test_the_offer_of_an_old_message_takes_back_nothing_else(people: Hand) -> None:
    people.picks("archive")
    offer = people.offer()
    people.sees(lambda: people.opened() == "Otto")
    people.fills("talent.name", "Ottavia")
    before = dump(people.store)

    offer.run()

    assert dump(people.store) == before
    assert people.words() == "Something else was changed since. Undo that first."


def test_archived_talent_is_shown_after_the_others_and_restored_in_the_sheet(
    people: Hand,
) -> None:
    people.picks("archive")
    people.sees(lambda: people.titles() == ["Otto", "Nia"])
    assert not people.part(QPushButton, "talent.restore").isVisible()
    people.action("show_archived").trigger()
    people.sees(lambda: people.titles() == ["Otto", "Nia", "Maya"])
    assert people.action("show_archived").isChecked()
    assert people.rows()[2].muted
    assert people.rows()[2].facts == "Virtual persona · Archived"

    people.opens("Maya")
    assert any("This persona is archived" in words for words in sentences(people))
    assert not people.action("archive").isEnabled()
    QTest.mouseClick(people.part(QPushButton, "talent.restore"), Qt.MouseButton.LeftButton)

    people.sees(lambda: people.titles() == ["Maya", "Otto", "Nia"])
    assert people.opened() == "Maya"
    assert not people.part(QPushButton, "talent.restore").isVisible()
    assert people.words() == "“Maya” is back in the lists."


def test_when_everybody_is_archived_the_page_says_so_and_shows_them(hand: Hand) -> None:
    hand.clicks("empty.personas.new")
    hand.sees(lambda: hand.opened() == "New persona")
    hand.picks("archive")
    hand.sees(lambda: "Everybody is archived" in sentences(hand))
    assert hand.page.subject() is None
    assert not hand.action("delete").isEnabled()

    hand.clicks("empty.personas.show_archived")

    hand.sees(lambda: hand.opened() == "New persona")


def test_deleting_removes_one_who_is_in_no_cast(people: Hand) -> None:
    people.opens("Nia")
    people.page.list.view.setFocus()
    people.presses("Delete")
    people.sees(lambda: people.titles() == ["Maya", "Otto"])
    people.sees(lambda: people.opened() == "Otto")
    assert people.words() == "“Nia” is deleted."

    people.offer().run()
    people.sees(lambda: people.opened() == "Nia")


def cast(hand: Hand, name: str) -> str:
    """Put somebody into a spot, and return their id."""
    row = next(row for row in hand.rows() if row.title == name)
    spot = make_spot(hand.store)
    panel = panel_ids(hand.store, spot)[0]
    member = CastMember(panel_id=panel, rank="", talent_id=row.id)
    contents.add_cast_member(hand.store, panel, member)
    hand.store.close_step()
    return row.id


def test_one_who_is_cast_is_archived_instead_of_deleted_and_the_message_says_so(
    people: Hand,
) -> None:
    talent = cast(people, "Maya")
    people.picks("delete")
    people.sees(lambda: people.titles() == ["Otto", "Nia"])
    assert people.words() == "“Maya” is in use, so it is archived instead of deleted."
    assert people.stored(talent).archived

    before = dump(people.store)
    people.action("show_archived").trigger()
    people.sees(lambda: len(people.titles()) == 3)
    people.opens("Maya")
    people.picks("delete")
    assert people.words() == "“Maya” is in use, so it stays in the archive."
    assert people.said[-1].offer is None, "there is nothing to take back"
    assert dump(people.store) == before


def test_somebody_erased_can_be_looked_at_and_nothing_more(people: Hand, tmp_path: Path) -> None:
    otto = people.rows()[1].id
    finish(erase_person(people.store, otto, tmp_path / "backups"))
    people.page.reveal("talent", otto)
    people.sees(lambda: people.page.subject() is not None and people.stored().kind == ERASED)
    people.sees(lambda: people.opened() == "Erased person")

    for name in ("talent.name", "channels.add", "consents.add"):
        assert not people.part(QWidget, name).isEnabled(), name
    assert not people.part(QPushButton, "button.personas.another_look").isEnabled()
    assert not people.part(QPushButton, "talent.restore").isVisible()
    for verb in ("rename", "another_look", "duplicate", "archive", "restore", "delete", "erase"):
        assert not people.action(verb).isEnabled(), verb
    assert any("has been erased" in words for words in sentences(people))
