"""What came back of a damaged workspace, and what did not."""

from dataclasses import dataclass
from pathlib import Path

from studio.kernel.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class TableReport:
    """What became of the rows of one table; `asset_data` are the bytes of assets."""

    table: str
    found: int
    """Rows read from the damaged file."""
    filled: int
    """Rows brought back from the log or a backup."""
    lost: int
    is_exact: bool
    """False: more may be lost, since what would tell is damaged too."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that did not come back, or only a stand-in for it."""

    table: str
    id: str
    title: str
    """What people knew it by; empty where that is gone too."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a salvage did."""

    path: Path
    """The new workspace."""
    document: str
    """Its uuid: that of the damaged one, where it could be read."""
    tables: tuple[TableReport, ...]
    gone: tuple[Gone, ...]
    """Rows that are lost, and assets whose bytes are."""
    stand_ins: tuple[Gone, ...]
    """Rows made anew so that what belonged to them could stay."""
    emptied: tuple[Gone, ...]
    """Rows of which a reference had to be emptied."""
    older: tuple[Gone, ...]
    """Rows brought back from the log or a backup: their last change may be missing."""
    is_whole: bool
    """Everything came back and history goes on; else nothing before can be undone."""

    @property
    def found(self) -> int:
        """Return how many rows the damaged file gave."""
        return sum(table.found for table in self.tables)

    @property
    def lost(self) -> int:
        """Return how many rows are known to be lost."""
        return sum(table.lost for table in self.tables)

    def lines(self) -> list[str]:
        """Return the report in sentences, for the window and the command line."""
        count = sum(table.found + table.filled for table in self.tables)
        said = [ngettext("{n} entry is back.", "{n} entries are back.", count).format(n=count)]
        if self.is_whole:
            return [*said, _("Nothing is missing.")]
        filled = sum(table.filled for table in self.tables)
        if filled:
            sentence = ngettext(
                "{n} of them comes from the history or a backup and may lack its last change.",
                "{n} of them come from the history or a backup and may lack their last changes.",
                filled,
            )
            said.append(sentence.format(n=filled))
        said += [_counted(table) for table in self.tables if table.lost or not table.is_exact]
        said += [_("Lost: {what}").format(what=_named(gone)) for gone in self.gone]
        said += [_("Made anew, empty: {what}").format(what=_named(gone)) for gone in self.stand_ins]
        said += [
            _("A reference was emptied in: {what}").format(what=_named(gone))
            for gone in self.emptied
        ]
        said.append(_("Steps from before cannot be undone any more; they can still be read."))
        return said


def _counted(table: TableReport) -> str:
    if table.is_exact:
        return _("{table}: {lost} lost.").format(table=table.table, lost=table.lost)
    sentence = _("{table}: {lost} known to be lost; there may have been more.")
    return sentence.format(table=table.table, lost=table.lost)


def _named(gone: Gone) -> str:
    if gone.title:
        return _("“{title}” ({table})").format(title=gone.title, table=gone.table)
    return _("{id} ({table})").format(id=gone.id, table=gone.table)
