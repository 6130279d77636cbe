"""Everything that is filled in about one talent."""

from functools import partial

from studio.kernel.i18n import _
from studio.personas import rules
from studio.personas.model import ERASED, HUMAN
from studio.personas.ops import parts, write_talent
from studio.personas.queries import TalentSheet
from studio.personas.ui.portrait import Portrait
from studio.ui.context import Context
from studio.ui.part_editing import PartVerbs
from studio.ui.part_list import PartList
from studio.ui.pictures import Pictures
from studio.ui.record_form import RecordForm
from studio.ui.record_sheet import SIDE, RecordSheet


class SheetView(RecordSheet):
    """Portrait, identity and character, then channels, voices and rights."""

    def __init__(self, context: Context, pictures: Pictures) -> None:
        """Build the sheet; `show_sheet` fills it."""
        self.portrait = Portrait(pictures, SIDE)
        form = RecordForm("talent", rules.TALENT)
        super().__init__("talent", self.portrait, form, _part_lists())
        store = context.store
        verbs = PartVerbs(
            add=lambda table: parts.add_part(store, table, self.open_id),
            write=partial(parts.write_part, store),
            delete=partial(parts.delete_part, store),
            relocate=partial(parts.relocate_part, store),
        )
        self.edit_by(context.messages, partial(write_talent, store), verbs)

    def show_sheet(self, sheet: TalentSheet) -> None:
        """Show what is stored about somebody; nothing can be written about an erased person."""
        self.portrait.show_look(sheet.name, sheet.looks[0].recipe if sheet.looks else "")
        away = _away_words(sheet) if sheet.archived else ""
        self.show_record(sheet.id, sheet.values, sheet.parts, away)
        self.allow_changes(allowed=sheet.kind != ERASED)


def _part_lists() -> dict[str, PartList]:
    return {
        "channel": PartList(
            "channels",
            rules.CHANNEL,
            _("Add channel"),
            _("No channels yet. Where does this talent post?"),
        ),
        "voice": PartList(
            "voices",
            rules.VOICE,
            _("Add voice"),
            _("No voices yet. How do they sound, and whose voice is it?"),
        ),
        "consent": PartList(
            "consents",
            rules.CONSENT,
            _("Add right"),
            _("No rights yet. Who has agreed to what, and until when?"),
        ),
    }


def _away_words(sheet: TalentSheet) -> str:
    if sheet.kind == ERASED:
        return _("This person has been erased.")
    if sheet.kind == HUMAN:
        return _("This creator is archived: out of the lists, still in the casts of before.")
    return _("This persona is archived: out of the lists, still in the casts of before.")
