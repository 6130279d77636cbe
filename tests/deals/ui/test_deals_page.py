"""The Deals page by mouse and keys: what is agreed, what it brings, and who gets how much."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox

from studio.brands import ops as brands
from studio.deals import ops
from studio.deals.queries import Payout
from studio.deals.ui.money import MoneyTile, money_words
from studio.deals.ui.page import DealsPage
from studio.kernel import i18n, ids
from studio.personas import ops as personas
from studio.store.workspace import Store
from studio.ui.messages import Message
from studio.ui.page import Subject
from tests.brands.ui.record_hand import CTRL, RecordHand
from tests.deals.deal_rows import filled_deal, parts_of, sheet_of

Key = Qt.Key


@pytest.fixture
def summer(store: Store, hand: RecordHand) -> str:
    """Open a deal in the page."""
    deal = ops.create_deal(store, "Summer")
    hand.sees(lambda: hand.titles() == ["Summer"])
    return deal


def add_payee(hand: RecordHand, store: Store, deal: str, payee: str, share: str) -> str:
    """Add a payee by the button, type name and share, and return its id."""
    hand.clicks("split.add")
    part = parts_of(store, "split", deal)[-1]
    hand.has_keyboard_in(part)
    hand.types(payee)
    hand.presses(Key.Key_Return)
    hand.fills(f"split.{part}.share_bp", share)
    return part


def test_from_the_empty_state_to_a_deal_with_its_name_ready_to_be_typed(
    hand: RecordHand, store: Store
) -> None:
    assert not hand.page.list.isVisible()
    hand.clicks("empty.deals.new")
    hand.sees(lambda: hand.titles() == ["New deal"])
    name = hand.line("deal.name")
    assert (QApplication.focusWidget(), name.selectedText()) == (name, "New deal")
    hand.types("Summer")
    hand.presses(Key.Key_Return)
    hand.sees(lambda: hand.titles() == ["Summer"])
    assert hand.page.subject() == Subject("Deal “Summer”", "deal", (hand.page.open_id or "",))
    assert hand.facts() == ["Lead"]
    store.undo()
    store.undo()
    hand.sees(lambda: not hand.page.list.isVisible())
    assert hand.page.subject() is None


def test_a_fee_and_two_payees_show_who_gets_what_and_what_is_not_given_out(
    hand: RecordHand, store: Store, summer: str, page: DealsPage
) -> None:
    tile = page.sheet.tile
    hand.fills("deal.fee_minor", "16 000,50")
    words = [money_words(1_600_050, "EUR")]
    hand.sees(lambda: tile.accessibleName() == words[0])
    low = tile.height()
    first = add_payee(hand, store, summer, "Studio", "40")
    second = add_payee(hand, store, summer, "Elin", "25")
    lines = [("Studio", 640_020), ("Elin", 400_012), ("Not given out", 560_018)]
    said = [*words, *(f"{name}: {money_words(amount, 'EUR')}" for name, amount in lines)]
    hand.sees(lambda: tile.accessibleName() == ". ".join(said))
    assert sum(amount for _name, amount in lines) == 1_600_050
    assert tile.height() > low
    hues = bar_of(tile)
    assert [hues[k] for k in (0.2, 0.5)] == ["#574bd0", "#e7a04b"]
    assert hues[0.9] not in ("#574bd0", "#e7a04b")
    hand.clicks(f"split.{second}.up")
    hand.sees(lambda: tile.accessibleName().startswith(f"{words[0]}. Elin: "))
    hand.clicks(f"split.{first}.delete")
    hand.fills(f"split.{second}.share_bp", "100")
    hand.sees(lambda: tile.accessibleName() == f"{words[0]}. Elin: {words[0]}")


def bar_of(tile: MoneyTile) -> dict[float, str]:
    """Return the colours of the bar, by how far they are from its left end."""
    image: QImage = tile.grab().toImage()
    line = next(
        y
        for y in range(image.height())
        if image.pixelColor(image.width() // 5, y).name() == "#574bd0"
    )
    return {k: image.pixelColor(round(image.width() * k), line + 4).name() for k in (0.2, 0.5, 0.9)}


def test_a_payee_without_a_name_is_called_so_and_fixed_parts_come_first(
    hand: RecordHand, store: Store, summer: str, page: DealsPage
) -> None:
    hand.fills("deal.fee_minor", "1000")
    part = add_payee(hand, store, summer, "", "50")
    hand.fills(f"split.{part}.fixed_minor", "200.5")
    given, rest = money_words(60_025, "EUR"), money_words(39_975, "EUR")
    expected = f"{money_words(100_000, 'EUR')}. Nobody named: {given}. Not given out: {rest}"
    hand.sees(lambda: page.sheet.tile.accessibleName() == expected)


def test_an_amount_that_is_none_is_told_so_at_the_field(
    hand: RecordHand, store: Store, summer: str, said: list[Message]
) -> None:
    hand.fills("deal.fee_minor", "250,75")
    hand.sees(lambda: hand.facts() == [f"Lead · {money_words(25_075, 'EUR')}"])
    for typed in ("much", "1.000,00", "0,001", "-5"):
        hand.fills("deal.fee_minor", typed)
        assert hand.hint("deal.fee_minor") == "“Fee” is a number from 0 to 10000000000."
        assert hand.line("deal.fee_minor").property("refused")
        assert (sheet_of(store, summer).fee_minor, said) == (25_075, [])
        hand.presses(Key.Key_Escape)
        assert (hand.line("deal.fee_minor").text(), hand.hint("deal.fee_minor")) == ("250.75", "")


def test_a_share_over_a_hundred_is_told_so_at_the_field_of_its_card(
    hand: RecordHand, store: Store, summer: str, said: list[Message]
) -> None:
    part = add_payee(hand, store, summer, "Studio", "101")
    assert hand.hint(f"split.{part}.share_bp") == "“Share in %” is a number from 0 to 100."
    assert sheet_of(store, summer).parts["split"][0].values["share_bp"] == 0
    assert said == []


def test_status_and_fee_show_in_the_list(hand: RecordHand, store: Store, summer: str) -> None:
    hand.fills("deal.fee_minor", "120")
    hand.picks("deal.status", "Signed")
    hand.picks("deal.currency", "CHF")
    hand.sees(lambda: hand.facts() == [f"Signed · {money_words(12_000, 'CHF')}"])
    assert store.undo_label == "Edit deal"


def test_a_brand_and_a_talent_are_chosen_from_those_in_use(
    hand: RecordHand, store: Store, summer: str
) -> None:
    lumi, maya = brands.create_brand(store, "LUMI"), personas.add_talent(store, "Maya")
    brands.archive_brand(store, brands.create_brand(store, "Old"))
    part = add_payee(hand, store, summer, "Studio", "10")
    hand.sees(lambda: offered(hand, "deal.brand_id") == ["None", "LUMI"])
    hand.picks("deal.brand_id", "LUMI")
    hand.sees(lambda: sheet_of(store, summer).values["brand_id"] == lumi)
    hand.picks(f"split.{part}.talent_id", "Maya")
    assert sheet_of(store, summer).parts["split"][0].values["talent_id"] == maya
    brands.archive_brand(store, lumi)
    brands.create_brand(store, "Arbor")
    hand.sees(lambda: offered(hand, "deal.brand_id") == ["None", "Arbor", "LUMI"])
    assert hand.part(QComboBox, "deal.brand_id").currentText() == "LUMI"
    hand.picks("deal.brand_id", "None")
    assert sheet_of(store, summer).values["brand_id"] is None
    hand.sees(lambda: offered(hand, "deal.brand_id") == ["None", "Arbor"])


def offered(hand: RecordHand, name: str) -> list[str]:
    field = hand.part(QComboBox, name)
    return [field.itemText(k) for k in range(field.count())]


def test_deliverables_and_windows_are_added_filled_in_moved_and_taken_away(
    hand: RecordHand, store: Store, summer: str
) -> None:
    for table, field, typed, kept in (
        ("deliverable", "quantity", "12", 12),
        ("deal_window", "ends_on", "2032-02-29", "2032-02-29"),
    ):
        hand.clicks(f"{table}.add")
        (first,) = parts_of(store, table, summer)
        hand.has_keyboard_in(first)
        hand.fills(f"{table}.{first}.{field}", typed)
        assert sheet_of(store, summer).parts[table][0].values[field] == kept
        hand.clicks(f"{table}.add")
        second = parts_of(store, table, summer)[1]
        hand.has_keyboard_in(second)
        hand.clicks(f"{table}.{second}.up")
        assert parts_of(store, table, summer) == [second, first]
        hand.clicks(f"{table}.{second}.delete")
        assert parts_of(store, table, summer) == [first]


def test_archiving_offers_undo_and_archived_ones_are_shown_and_restored(
    hand: RecordHand, store: Store, summer: str, said: list[Message]
) -> None:
    hand.does("archive")
    hand.sees(lambda: not hand.page.list.isVisible())
    assert said[0].text == "“Summer” is archived."
    assert said[0].offer is not None
    said[0].offer.run()
    hand.sees(lambda: hand.titles() == ["Summer"])
    store.redo()
    hand.sees(lambda: not hand.page.list.isVisible())
    hand.does("show_archived")
    hand.sees(lambda: hand.titles() == ["Summer"] and hand.can("restore"))
    assert hand.facts() == ["Archived"]
    hand.clicks("dealSheet.restore")
    hand.sees(lambda: hand.facts() == ["Lead"])
    assert not sheet_of(store, summer).archived


def test_deleting_opens_the_next_one_and_undo_brings_everything_back(
    hand: RecordHand, store: Store, said: list[Message]
) -> None:
    ids.count_from(1)
    ops.create_deal(store, "Winter")
    summer = filled_deal(store)
    hand.sees(lambda: hand.titles() == ["Summer", "Winter"])
    hand.opens("Summer")
    hand.sees(lambda: hand.page.open_id == summer)
    before = sheet_of(store, summer)
    hand.does("delete")
    hand.sees(lambda: hand.line("deal.name").text() == "Winter")
    assert said[-1].text == "“Summer” is deleted."
    offer = said[-1].offer
    assert offer is not None
    offer.run()
    hand.sees(lambda: hand.titles() == ["Summer", "Winter"])
    assert sheet_of(store, summer) == before


def test_a_copy_opens_with_its_name_ready_to_be_typed(
    hand: RecordHand, store: Store, summer: str
) -> None:
    add_payee(hand, store, summer, "Studio", "10")
    hand.does("duplicate")
    hand.sees(lambda: sorted(hand.titles()) == ["Summer", "Summer (copy)"])
    assert hand.line("deal.name").selectedText() == "Summer (copy)"
    copied = sheet_of(store, hand.page.open_id or "").parts["split"]
    assert [part.values["payee"] for part in copied] == ["Studio"]


def test_a_part_leads_to_its_deal_even_an_archived_one(
    hand: RecordHand, store: Store, page: DealsPage
) -> None:
    deal, _other = filled_deal(store), ops.create_deal(store, "Winter")
    ops.archive_deal(store, deal)
    hand.sees(lambda: hand.titles() == ["Winter"])
    page.list.filter.setText("wint")
    assert page.reveal("split", parts_of(store, "split", deal)[0])
    hand.sees(lambda: page.open_id == deal and hand.titles() == ["Winter", "Summer"])
    assert not page.reveal("split", "none")
    assert not page.reveal("brand", deal)


def test_typed_days_are_stored_and_undo_shows_in_the_sheet(
    hand: RecordHand, store: Store, summer: str
) -> None:
    hand.fills("deal.starts_on", "2032-02-29")
    assert sheet_of(store, summer).values["starts_on"] == "2032-02-29"
    hand.presses(Key.Key_Tab)
    store.undo()
    hand.sees(lambda: hand.line("deal.starts_on").text() == "")


def test_everything_that_takes_the_keyboard_has_a_name(
    hand: RecordHand, store: Store, page: DealsPage
) -> None:
    assert hand.nameless() == []
    deal = filled_deal(store)
    hand.sees(lambda: page.open_id == deal)
    ops.archive_deal(store, deal)
    page.toggle_archived()
    hand.sees(lambda: hand.can("restore"))
    assert hand.nameless() == []


def test_the_keyboard_reaches_the_verbs(hand: RecordHand, store: Store, summer: str) -> None:
    hand.page.list.view.setFocus()
    hand.presses(Key.Key_F2)
    hand.sees(lambda: hand.line("deal.name").hasFocus())
    hand.page.list.view.setFocus()
    hand.presses(Key.Key_Backspace, CTRL)
    hand.sees(lambda: sheet_of(store, summer).archived)


def test_parts_that_nobody_shares_are_told_on_the_tile_in_the_currency(
    hand: RecordHand,
) -> None:
    tile = MoneyTile(208, hand.page)
    tile.show_money(100, "GBP", [Payout("A", "owner", 0), Payout("B", "studio", 100)])
    assert "Not given out" not in tile.accessibleName()
    assert tile.accessibleName().count("£") == 3
    tile.show_money(0, "GBP", [])
    assert tile.accessibleName() == money_words(0, "GBP")
    assert tile.height() < tile.width()


@pytest.mark.parametrize("locale", ["C", "en_US", "de_DE", "it_IT", "ja_JP"])
@pytest.mark.parametrize("currency", ["CHF", "EUR"])
def test_money_is_told_to_the_cent_in_every_region(locale: str, currency: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        for minor in (1, 1_600_050, 10**12 - 1):
            words = money_words(minor, currency)
            assert int("".join(letter for letter in words if letter.isdigit())) == minor
            assert words == words.strip()
            assert ("€" if currency == "EUR" else currency) in words
    finally:
        QLocale.setDefault(before)


def test_amounts_stand_with_a_comma_where_italian_is_spoken(
    store: Store, request: pytest.FixtureRequest
) -> None:
    i18n.use("it")
    deal = ops.create_deal(store, "Estate")
    hand: RecordHand = request.getfixturevalue("hand")
    hand.sees(lambda: hand.titles() == ["Estate"])
    hand.fills("deal.fee_minor", "250.5")
    hand.sees(lambda: sheet_of(store, deal).fee_minor == 25_050)
    hand.presses(Key.Key_Tab)
    hand.sees(lambda: hand.line("deal.fee_minor").text() == "250,5")
