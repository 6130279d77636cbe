"""The objects that the command palette offers: those touched last, and those that search finds."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlmodel import Session

from studio.app.palette_entries import MOST, Entry
from studio.app.uses import USES, Wording, word
from studio.kernel.i18n import _
from studio.store import log, search
from studio.store.references import edges
from studio.store.search import Hit
from studio.store.workspace import Store

RECENT = 5
_STEPS = 60


def shown_tables(pages: Collection[str]) -> list[str]:
    """Return the tables whose rows one of these pages shows, wholes before their parts."""
    return [table for table, use in USES.items() if use.page in pages]


def recent(store: Store, session: Session, pages: Collection[str]) -> list[Entry]:
    """Return the rows touched last that are still there, the newest first, each once."""
    found: dict[tuple[str, str], Entry] = {}
    for table, row_id in _touched(store, session, shown_tables(pages)):
        if (table, row_id) in found:
            continue
        worded = word(session, table, row_id)
        if worded is not None:
            found[table, row_id] = _entry(table, row_id, worded)
        if len(found) == RECENT:
            break
    return list(found.values())


def found(session: Session, question: str, pages: Collection[str]) -> list[Entry]:
    """Return what search finds for the question, the best first; what is archived last."""
    hits = search.find(session, question, MOST, shown_tables(pages))
    pairs = [(hit, word(session, hit.table, hit.id)) for hit in hits]
    worded = [(hit, wording) for hit, wording in pairs if wording is not None]
    worded.sort(key=lambda pair: (pair[1].archived, _order(pair[0])))
    return [_hit_entry(hit, wording) for hit, wording in worded]


def _order(hit: Hit) -> tuple[int, int]:
    """Return as search ranks it; of those named exactly as asked a whole before its parts."""
    return hit.rank, list(USES).index(hit.table) if hit.rank == 0 else 0


def _touched(store: Store, session: Session, tables: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the rows of the newest steps; the parts of what a step touched go without saying."""
    wholes = {edge.child: edge.parent for edge in edges() if edge.cascades}
    for step in log.steps(store, session, limit=_STEPS):
        told = {table for table in step.tables if table in tables and not USES[table].comes_along}
        for table in tables:
            if table in told and not _is_part(table, told, wholes):
                yield from ((table, pk) for pk in log.touched(session, step, table, RECENT * 4))


def _is_part(table: str, touched: Collection[str], wholes: dict[str, str]) -> bool:
    whole = wholes.get(table)
    while whole is not None and whole not in touched:
        whole = wholes.get(whole)
    return whole is not None


def _entry(table: str, row_id: str, worded: Wording) -> Entry:
    use = USES[table]
    where = worded.where or _(use.noun)
    return Entry(
        id=f"{table}.{row_id}",
        kind="object",
        title=worded.title or _(use.noun),
        detail=_("{what} (archived)").format(what=where) if worded.archived else where,
        icon=use.icon,
        table=table,
        target=row_id,
    )


def _hit_entry(hit: Hit, worded: Wording) -> Entry:
    """Show what was found as the title when it can stand as one, else on the second line."""
    plain = replace(_entry(hit.table, hit.id, worded), rank=hit.rank)
    if hit.column in USES[hit.table].titles:
        return replace(plain, title=hit.snippet, ranges=hit.ranges)
    lead, here, _rest = plain.detail.partition(hit.snippet)
    if not here:
        lead = f"{plain.detail} · "
        plain = replace(plain, detail=f"{lead}{hit.snippet}")
    shifted = tuple((first + len(lead), end + len(lead)) for first, end in hit.ranges)
    return replace(plain, detail_ranges=shifted)
