"""Where a person is met, in the words people know the places by: the titles of whole things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Table
from sqlmodel import Session, select

from studio.kernel.i18n import _, ngettext
from studio.personas.model import Talent
from studio.personas.ops.erase import Mention
from studio.store.references import edges, references
from studio.store.schema import metadata
from studio.store.search_index import searched

_TALENT = str(Talent.__tablename__)


@dataclass(frozen=True, slots=True)
class Places:
    """Things that are no part of others, each once: table and id."""

    rows: tuple[tuple[str, str], ...]

    def words(self, session: Session, most: int) -> list[str]:
        """Return a line for each of the first `most` that have a title, and one for the rest."""
        named = [words for row in self.rows[:most] if (words := _named(session, *row))]
        rest = len(self.rows) - len(named)
        if rest and named:
            named.append(ngettext("and {n} more", "and {n} more", rest).format(n=rest))
        elif rest:
            named.append(
                ngettext("{n} without a title", "{n} without a title", rest).format(n=rest)
            )
        return named


def users(session: Session, talent_id: str) -> Places:
    """Return what uses a talent now, such as the spots it is cast in."""
    found = references(session, _TALENT, talent_id)
    rows = [(one.table, row) for one in found if one.role != "part" for row in one.ids]
    return Places(tuple(row for row in rows if _owner(row[0]) is None))


def mentioning(session: Session, mentions: Iterable[Mention]) -> Places:
    """Return the things in whose texts a name still stands."""
    tops = (_top(session, mention.table, mention.id) for mention in mentions)
    return Places(tuple(dict.fromkeys(tops)))


def _owner(table: str) -> tuple[str, str] | None:
    """Return the column that tells what a row of this table is part of, and that one's table."""
    for edge in edges():
        if edge.child == table and edge.cascades:
            return edge.column, edge.parent
    return None


def _top(session: Session, table: str, row_id: str) -> tuple[str, str]:
    """Return the whole that a row is a part of, or the row itself."""
    met = {table}
    while (owner := _owner(table)) is not None:
        column, parent = owner
        shown = metadata().tables[table].c
        above = session.exec(select(shown[column]).where(shown.id == row_id)).first()
        if above is None or parent in met:
            break
        table, row_id = parent, str(above)
        met.add(table)
    return table, row_id


def _named(session: Session, table: str, row_id: str) -> str:
    """Return what people call a row; empty when it has no title."""
    kind = searched().get(table)
    titles: Sequence[str] = kind.titles if kind is not None else ()
    if not titles:
        return ""
    columns = metadata().tables[table].c
    title = session.exec(select(columns[titles[0]]).where(columns.id == row_id)).first()
    if not title:
        return ""
    away = _is_archived(session, metadata().tables[table], row_id)
    return (_("“{title}” (archived)") if away else _("“{title}”")).format(title=title)


def _is_archived(session: Session, table: Table, row_id: str) -> bool:
    column = table.c.get("archived_ms")
    if column is None:
        return False
    return session.exec(select(column).where(table.c.id == row_id)).first() is not None
