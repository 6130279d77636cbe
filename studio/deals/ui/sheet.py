"""Everything that is filled in about one deal."""

from functools import partial

from studio.deals import ops, rules
from studio.deals.queries import DealSheet
from studio.deals.ui.money import MoneyTile
from studio.kernel.i18n import _
from studio.ui.context import Context
from studio.ui.part_editing import PartVerbs
from studio.ui.part_list import PartList
from studio.ui.record_form import RecordForm
from studio.ui.record_sheet import SIDE, RecordSheet


class SheetView(RecordSheet):
    """The money beside the agreement and all that belongs to it."""

    def __init__(self, context: Context) -> None:
        """Build the sheet; `show_sheet` fills it."""
        self.tile = MoneyTile(SIDE)
        form = RecordForm("deal", rules.DEAL)
        super().__init__("dealSheet", self.tile, form, _part_lists())
        store = context.store
        verbs = PartVerbs(
            add=lambda table: ops.add_part(store, table, self.open_id),
            write=partial(ops.write_part, store),
            delete=partial(ops.delete_part, store),
            relocate=partial(ops.relocate_part, store),
        )
        self.edit_by(context.messages, partial(ops.write_deal, store), verbs)

    def show_sheet(self, sheet: DealSheet) -> None:
        """Show what is stored about a deal."""
        self.tile.show_money(sheet.fee_minor, str(sheet.values["currency"]), sheet.payouts)
        self.form.show_links("brand_id", sheet.brands)
        self.parts["split"].show_links("talent_id", sheet.talents)
        away = _("This deal is archived: out of the lists, still behind what was planned with it.")
        self.show_record(sheet.id, sheet.values, sheet.parts, away if sheet.archived else "")


def _part_lists() -> dict[str, PartList]:
    words = {
        "deliverable": (
            _("Add deliverable"),
            _("No deliverables yet. What is to be made and posted, and by when?"),
        ),
        "deal_window": (
            _("Add window"),
            _("No windows yet. How long does it stay online, and whom must nobody work for?"),
        ),
        "split": (_("Add payee"), _("No payees yet. Who gets which part of the fee?")),
    }
    return {
        table: PartList(table, rules.PARTS[table].sections, add, empty)
        for table, (add, empty) in words.items()
    }
