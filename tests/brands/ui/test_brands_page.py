"""The Brands page by mouse and keys: every intent reaches the workspace and comes back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from studio.brands import ops
from studio.brands.ui.page import BrandsPage
from studio.deals import ops as deals
from studio.kernel.errors import NoSpace
from studio.store import records
from studio.store.workspace import Store
from studio.ui.messages import Message, Tone
from studio.ui.page import Subject
from studio.ui.text_fields import TextField
from tests.brands.brand_rows import filled_brand, parts_of, sheet_of
from tests.brands.ui.record_hand import CTRL, RecordHand

Key = Qt.Key


@pytest.fixture
def lumi(store: Store, hand: RecordHand) -> str:
    """Open a brand in the page."""
    brand = ops.create_brand(store, "LUMI")
    hand.sees(lambda: hand.titles() == ["LUMI"])
    return brand


def tile(page: BrandsPage) -> QImage:
    return page.sheet.tile.grab().toImage()


def test_from_the_empty_state_to_a_brand_with_its_name_ready_to_be_typed(
    hand: RecordHand, store: Store
) -> None:
    assert not hand.page.list.isVisible()
    assert not any(hand.can(verb) for verb in ("rename", "duplicate", "archive", "delete"))
    hand.clicks("empty.brands.new")
    hand.sees(lambda: hand.titles() == ["New brand"])
    name = hand.line("brand.name")
    assert (QApplication.focusWidget(), name.selectedText()) == (name, "New brand")
    hand.types("LUMI")
    hand.presses(Key.Key_Return)
    hand.sees(lambda: hand.titles() == ["LUMI"])
    assert hand.page.subject() == Subject("Brand “LUMI”", "brand", (hand.page.open_id or "",))
    store.undo()
    hand.sees(lambda: hand.titles() == ["New brand"])
    store.undo()
    hand.sees(lambda: not hand.page.list.isVisible())
    assert hand.page.subject() is None


def test_what_is_typed_is_stored_on_leaving_and_is_one_step(
    hand: RecordHand, store: Store, lumi: str
) -> None:
    steps = len(store.history.done)
    hand.fills("brand.promise", "Brighter skin")
    hand.line("brand.category").setFocus()
    hand.types("Skincare")
    hand.presses(Key.Key_Tab)
    hand.sees(lambda: sheet_of(store, lumi).values["category"] == "Skincare")
    tone = hand.part(TextField, "brand.tone")
    tone.setFocus()
    hand.types("Warm")
    hand.presses(Key.Key_Return, CTRL)
    hand.types(", calm")
    hand.presses(Key.Key_Return, CTRL)
    assert sheet_of(store, lumi).values["tone"] == "Warm, calm"
    assert len(store.history.done) == steps + 3
    hand.sees(lambda: hand.facts() == ["Skincare"])


def test_a_brand_without_a_name_is_told_so_at_the_field(
    hand: RecordHand, store: Store, lumi: str, said: list[Message]
) -> None:
    hand.page.edit_name()
    hand.presses(Key.Key_Delete)
    hand.presses(Key.Key_Return)
    assert hand.hint("brand.name") == "A brand needs a name. Type one and try again."
    assert hand.line("brand.name").property("refused")
    assert (sheet_of(store, lumi).name, said) == ("LUMI", [])
    hand.presses(Key.Key_Escape)
    assert (hand.line("brand.name").text(), hand.hint("brand.name")) == ("LUMI", "")


def test_colours_change_the_tile_and_the_stripes_of_the_list(
    hand: RecordHand, store: Store, lumi: str, page: BrandsPage
) -> None:
    corner, foot = QPoint(20, 20), QPoint(104, 200)
    plain, no_stripe = tile(page).pixelColor(corner), hand.stripe("LUMI", 0.2)
    first, second = (add_colour(hand, store, lumi, value) for value in ("#E7A04B", "#2f8f83"))
    hand.sees(lambda: page.sheet.tile.accessibleName() == "LUMI: #e7a04b, #2f8f83")
    yellow, green = QColor("#e7a04b"), QColor("#2f8f83")
    assert yellow not in (plain, no_stripe)
    assert (tile(page).pixelColor(corner), tile(page).pixelColor(foot)) == (yellow, green)
    assert (hand.stripe("LUMI", 0.2), hand.stripe("LUMI", 0.8)) == (yellow, green)
    hand.clicks(f"brand_colour.{second}.up")
    hand.sees(lambda: tile(page).pixelColor(corner) == green)
    assert hand.stripe("LUMI", 0.2) == green
    hand.picks(f"brand_colour.{second}.role", "Never use")
    hand.sees(lambda: page.sheet.tile.accessibleName() == "LUMI: #e7a04b")
    assert tile(page).pixelColor(foot) == yellow
    assert hand.stripe("LUMI", 0.8) == yellow
    hand.clicks(f"brand_colour.{first}.delete")
    hand.sees(lambda: page.sheet.tile.accessibleName() == "LUMI")
    assert tile(page).pixelColor(corner) == plain


def add_colour(hand: RecordHand, store: Store, brand: str, value: str) -> str:
    """Add a colour by its button, type its value, and return its id."""
    there = parts_of(store, "brand_colour", brand)
    hand.clicks("brand_colour.add")
    part = parts_of(store, "brand_colour", brand)[-1]
    assert part not in there
    hand.has_keyboard_in(part)
    hand.fills(f"brand_colour.{part}.value", value)
    return part


def test_the_name_on_a_light_colour_is_dark_and_on_a_dark_one_light(
    hand: RecordHand, store: Store, lumi: str, page: BrandsPage
) -> None:
    def ink() -> set[str]:
        image = tile(page)
        return {image.pixelColor(x, 104).name() for x in range(40, 168)}

    part = add_colour(hand, store, lumi, "#fff2d0")
    hand.sees(lambda: "#16161a" in ink() and "#ffffff" not in ink())
    hand.fills(f"brand_colour.{part}.value", "#101030")
    hand.sees(lambda: "#ffffff" in ink() and "#16161a" not in ink())


FILLED = (
    ("product", "name", "Glow Serum", "Glow Serum"),
    ("type_style", "family", "Inter", "Inter"),
    ("word_rule", "words", "miracle", "miracle"),
    ("claim", "ends_on", "2032-02-29", "2032-02-29"),
    ("disclaimer", "least_ms", "2,5", 2500),
)


def test_parts_are_added_filled_in_moved_and_taken_away(
    hand: RecordHand, store: Store, lumi: str
) -> None:
    for table, field, typed, kept in FILLED:
        hand.clicks(f"{table}.add")
        (first,) = parts_of(store, table, lumi)
        hand.has_keyboard_in(first)
        hand.fills(f"{table}.{first}.{field}", typed)
        assert sheet_of(store, lumi).parts[table][0].values[field] == kept
        hand.clicks(f"{table}.add")
        second = parts_of(store, table, lumi)[1]
        hand.has_keyboard_in(second)
        hand.clicks(f"{table}.{first}.down")
        assert parts_of(store, table, lumi) == [second, first]
        hand.clicks(f"{table}.{second}.delete")
        assert parts_of(store, table, lumi) == [first]
        store.undo()
        assert parts_of(store, table, lumi) == [second, first]


def test_a_colour_that_is_none_is_told_so_at_the_field(
    hand: RecordHand, store: Store, lumi: str, said: list[Message]
) -> None:
    part = add_colour(hand, store, lumi, "#e7a04b")
    hand.fills(f"brand_colour.{part}.value", "reddish")
    assert "is not a colour" in hand.hint(f"brand_colour.{part}.value")
    assert sheet_of(store, lumi).colours == ("#e7a04b",)
    assert said == []


def test_archiving_offers_undo_and_archived_ones_are_shown_and_restored(
    hand: RecordHand, store: Store, lumi: str, said: list[Message], page: BrandsPage
) -> None:
    ops.create_brand(store, "Arbor")
    hand.sees(lambda: hand.titles() == ["Arbor", "LUMI"])
    hand.opens("LUMI")
    hand.sees(lambda: hand.line("brand.name").text() == "LUMI")
    hand.does("archive")
    hand.sees(lambda: hand.titles() == ["Arbor"])
    assert [(one.text, one.tone) for one in said] == [("“LUMI” is archived.", Tone.INFO)]
    assert said[0].offer is not None
    said[0].offer.run()
    hand.sees(lambda: hand.titles() == ["Arbor", "LUMI"])
    store.redo()
    hand.sees(lambda: hand.titles() == ["Arbor"])
    hand.does("show_archived")
    hand.sees(lambda: hand.titles() == ["Arbor", "LUMI"])
    hand.opens("LUMI")
    hand.sees(lambda: hand.can("restore") and not hand.can("archive"))
    assert hand.facts()[1] == "Archived"
    hand.clicks("brandSheet.restore")
    hand.sees(lambda: not hand.can("restore"))
    assert not sheet_of(store, lumi).archived
    hand.sees(lambda: hand.facts() == ["", ""])


def test_deleting_says_what_became_of_it(
    hand: RecordHand, store: Store, lumi: str, said: list[Message]
) -> None:
    deal = deals.create_deal(store, "Summer")
    deals.write_deal(store, deal, "brand_id", lumi)
    hand.does("delete")
    assert said[-1].text == "“LUMI” is in use, so it is archived instead of deleted."
    hand.sees(lambda: not hand.page.list.isVisible())
    store.undo()
    deals.delete_deal(store, deal)
    hand.sees(lambda: hand.titles() == ["LUMI"])
    hand.does("delete")
    assert said[-1].text == "“LUMI” is deleted."
    offer = said[-1].offer
    assert offer is not None
    hand.sees(lambda: not hand.page.list.isVisible())
    offer.run()
    hand.sees(lambda: hand.titles() == ["LUMI"])


@pytest.mark.parametrize("verb", ["archive", "delete"])
def test_words_still_in_the_field_stay_with_the_brand_that_goes(
    hand: RecordHand, store: Store, lumi: str, said: list[Message], verb: str
) -> None:
    other = ops.create_brand(store, "Arbor")
    hand.sees(lambda: len(hand.titles()) == 2)
    hand.page.edit_name()
    hand.types("LUMI Skin")
    hand.does(verb)
    hand.sees(lambda: hand.titles() == ["Arbor"])
    hand.sees(lambda: hand.line("brand.name").text() == "Arbor")
    assert said[-1].text.startswith("“LUMI Skin” is ")
    hand.line("brand.category").setFocus()
    assert sheet_of(store, other).name == "Arbor"
    store.undo()
    assert sheet_of(store, lumi).name == "LUMI Skin"


def test_a_refused_word_does_not_come_to_another_brand(
    hand: RecordHand, store: Store, lumi: str, page: BrandsPage
) -> None:
    other = ops.create_brand(store, "Arbor")
    hand.sees(lambda: len(hand.titles()) == 2)
    hand.page.edit_name()
    hand.presses(Key.Key_Delete)
    for leave in (
        lambda: page.reveal("brand", other),
        lambda: hand.does("new"),
        lambda: hand.does("duplicate"),
        lambda: hand.does("archive"),
        lambda: hand.does("delete"),
    ):
        leave()
        hand.qtbot.wait(10)
        assert page.open_id == lumi
        assert hand.hint("brand.name").startswith("A brand needs a name.")
    assert hand.titles() == ["Arbor", "LUMI"]
    hand.presses(Key.Key_Escape)
    page.reveal("brand", other)
    hand.sees(lambda: hand.line("brand.name").text() == "Arbor")


def test_words_that_the_disk_does_not_take_keep_their_brand_open(
    hand: RecordHand, store: Store, lumi: str, monkeypatch: pytest.MonkeyPatch, said: list[Message]
) -> None:
    ops.create_brand(store, "Arbor")
    hand.sees(lambda: len(hand.titles()) == 2)

    def full(*_args: object) -> None:
        raise NoSpace("Not saved: the disk is full.")

    monkeypatch.setattr(records, "write_field", full)
    hand.page.edit_name()
    hand.types("Precious")
    hand.opens("Arbor")
    assert "Not saved: the disk is full." in [one.text for one in said]
    hand.qtbot.wait(10)
    assert (hand.page.open_id, hand.line("brand.name").text()) == (lumi, "Precious")
    view = hand.page.list.view
    assert view.rows.row_at(view.currentIndex().row()).id == lumi


def test_a_copy_opens_with_its_name_ready_to_be_typed(
    hand: RecordHand, store: Store, lumi: str
) -> None:
    add_colour(hand, store, lumi, "#e7a04b")
    hand.does("duplicate")
    hand.sees(lambda: hand.titles() == ["LUMI", "LUMI (copy)"])
    assert hand.line("brand.name").selectedText() == "LUMI (copy)"
    assert sheet_of(store, hand.page.open_id or "").colours == ("#e7a04b",)


def test_a_new_one_and_one_revealed_are_seen_though_the_filter_says_otherwise(
    hand: RecordHand, store: Store, lumi: str, page: BrandsPage
) -> None:
    page.list.filter.setFocus()
    hand.types("arb")
    assert hand.titles() == []
    hand.clicks("button.brands.new")
    hand.sees(lambda: hand.titles() == ["LUMI", "New brand"])
    hand.types("Arbor")
    hand.presses(Key.Key_Return)
    page.list.filter.setFocus()
    hand.types("arb")
    hand.sees(lambda: hand.titles() == ["Arbor"])
    assert page.reveal("brand", lumi)
    hand.sees(lambda: hand.titles() == ["Arbor", "LUMI"])


def test_a_part_leads_to_its_brand_even_an_archived_one(
    hand: RecordHand, store: Store, page: BrandsPage
) -> None:
    brand, _other = filled_brand(store), ops.create_brand(store, "Arbor")
    ops.archive_brand(store, brand)
    hand.sees(lambda: hand.titles() == ["Arbor"])
    assert page.reveal("claim", parts_of(store, "claim", brand)[0])
    hand.sees(lambda: page.open_id == brand and hand.titles() == ["Arbor", "LUMI"])
    assert not page.reveal("claim", "none")
    assert not page.reveal("deal", brand)
    assert page.open_id == brand


def test_undo_elsewhere_shows_in_the_sheet(hand: RecordHand, store: Store, lumi: str) -> None:
    ops.write_brand(store, lumi, "promise", "Brighter skin")
    hand.sees(lambda: hand.line("brand.promise").text() == "Brighter skin")
    store.undo()
    hand.sees(lambda: hand.line("brand.promise").text() == "")


def test_the_menu_of_a_row_offers_the_verbs(hand: RecordHand, lumi: str) -> None:
    viewport = hand.page.list.view.viewport()
    hand.page.list.view.customContextMenuRequested.emit(QPoint(10, 10))
    assert viewport.isVisible()
    hand.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions()]
    assert names == [
        f"brands.{verb}" for verb in ("rename", "duplicate", "archive", "restore", "delete")
    ]
    QTest.keyClick(menu, Key.Key_Escape)


def test_everything_that_takes_the_keyboard_has_a_name(
    hand: RecordHand, store: Store, page: BrandsPage
) -> None:
    assert hand.nameless() == []
    brand = filled_brand(store)
    hand.sees(lambda: page.open_id == brand)
    ops.archive_brand(store, brand)
    page.toggle_archived()
    hand.sees(lambda: hand.can("restore"))
    assert hand.nameless() == []
