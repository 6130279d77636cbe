"""Everything that is filled in about one brand."""

from functools import partial

from studio.brands import ops, rules
from studio.brands.queries import BrandSheet
from studio.brands.ui.tile import BrandTile
from studio.kernel.i18n import _
from studio.ui.context import Context
from studio.ui.part_editing import PartVerbs
from studio.ui.part_list import PartList
from studio.ui.record_form import RecordForm
from studio.ui.record_sheet import SIDE, RecordSheet


class SheetView(RecordSheet):
    """The tile beside the overview and all that belongs to the brand."""

    def __init__(self, context: Context) -> None:
        """Build the sheet; `show_sheet` fills it."""
        self.tile = BrandTile(SIDE)
        form = RecordForm("brand", rules.BRAND)
        super().__init__("brandSheet", self.tile, form, _part_lists())
        store = context.store
        verbs = PartVerbs(
            add=lambda table: ops.add_part(store, table, self.open_id),
            write=partial(ops.write_part, store),
            delete=partial(ops.delete_part, store),
            relocate=partial(ops.relocate_part, store),
        )
        self.edit_by(context.messages, partial(ops.write_brand, store), verbs)

    def show_sheet(self, sheet: BrandSheet) -> None:
        """Show what is stored about a brand."""
        self.tile.show_brand(sheet.name, sheet.colours)
        away = _("This brand is archived: out of the lists, still in the spots of before.")
        self.show_record(sheet.id, sheet.values, sheet.parts, away if sheet.archived else "")


def _part_lists() -> dict[str, PartList]:
    words = {
        "product": (_("Add product"), _("No products yet. What does this brand sell?")),
        "brand_colour": (
            _("Add colour"),
            _("No colours yet. The first one becomes the brand's face."),
        ),
        "type_style": (_("Add typeface"), _("No typefaces yet.")),
        "word_rule": (
            _("Add words"),
            _("No rules yet. Which words must, should or must not be used?"),
        ),
        "claim": (_("Add claim"), _("No claims yet. What may be said, and what proves it?")),
        "disclaimer": (
            _("Add disclaimer"),
            _("No disclaimers yet. Which words must be read, and for how long?"),
        ),
    }
    return {
        table: PartList(table, rules.PARTS[table].sections, add, empty)
        for table, (add, empty) in words.items()
    }
