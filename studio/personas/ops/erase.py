"""Erase person: what the law calls the right to be forgotten, as far as this program reaches.

The talent stays as a nameless row, so that casts stay whole. All it said, its looks, their
history and the assets that only they name go from the workspace, its search and its backups.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from studio.kernel import clock
from studio.kernel.errors import Busy, NotFound, NotSaved
from studio.kernel.i18n import N_, _, ngettext
from studio.kernel.progress import Progress, Work
from studio.personas.model import ERASED, Talent
from studio.store import search_index
from studio.store.backups import rewrite as backups
from studio.store.erase import Forgotten, Tombstone, digests_in, forget, rewrite_all
from studio.store.search_words import plain, whole
from studio.store.workspace import Store

_SHORTEST = 3
"""Shorter words of a name stand everywhere and tell nobody."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of another row in which the name, or a word of it, still stands."""

    table: str
    id: str
    column: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done, and what is left for people to do."""

    mentions: tuple[Mention, ...]
    past_mentions: int
    """Former texts of other rows, in the history, in which the name stands."""
    signed: int
    """Steps of the history that bear the name as their author's."""
    backups_changed: int
    backups_removed: tuple[str, ...]
    """Damaged ones, which could not be changed."""
    rewritten: bool
    """Whether unused space of the file was cleared, which needs room on the disk."""


def erase_person(store: Store, talent_id: str, backups_root: Path) -> Work[Erased]:
    """Erase a talent for good, here and in the backups under `backups_root`; report what remains.

    Cannot be undone, and no step before it can be. Run again after a failure, it finishes. Raises
    NotFound when the talent is gone, and NotSaved or Busy when a backup cannot be changed.
    """
    title = _("Erase person")
    yield Progress(0, 4, title)
    store.close_step()
    with store.maintenance(N_("Erase person"), title) as raw:
        _require(raw, talent_id)
        stone = _stone(store, talent_id)
        gone = forget(raw, stone)
        search_index.rebuild(raw)
        search_index.optimize(raw)
    yield Progress(1, 4, _("Clearing unused space…"))
    rewritten = _rewritten(store, title)
    yield Progress(2, 4, _("Rewriting the backups…"))
    report = yield from _from_backups(backups_root, store.document, stone, gone)
    with store.read() as session:
        names = _names(gone)
        return Erased(
            mentions=tuple(_mentions(session, names)),
            past_mentions=_past_mentions(session, names),
            signed=_signed(session, names),
            backups_changed=report.changed,
            backups_removed=report.removed,
            rewritten=rewritten,
        )


def _require(raw: sqlite3.Connection, talent_id: str) -> None:
    if raw.execute("SELECT 1 FROM talent WHERE id = ?", (talent_id,)).fetchone() is None:
        raise NotFound(_("This talent is not there any more."))


def _stone(store: Store, talent_id: str) -> Tombstone:
    columns: dict[str, str | int | None] = {"kind": ERASED, "name": _("Erased person")}
    columns["archived_ms"] = clock.now_ms()
    audit = {"at": clock.now().isoformat(), "by": store.actor}
    return Tombstone(str(Talent.__tablename__), talent_id, columns, audit)


def _rewritten(store: Store, title: str) -> bool:
    """Clear the file's unused space; tell whether the disk let us."""
    try:
        with store.alone(title) as raw:
            rewrite_all(raw)
    except (NotSaved, Busy):
        return False
    return True


def _from_backups(
    root: Path, document: str, stone: Tombstone, gone: Forgotten
) -> Work[backups.Rewritten]:
    doomed, kept = set(gone.digests), set[str]()
    here: set[str] = set()  # those of the one backup that is being changed

    def change(raw: sqlite3.Connection) -> None:
        here.clear()
        here.update(forget(raw, stone).digests)
        doomed.update(here)
        kept.update(digests_in(raw))

    report = yield from backups.rewrite(root, document, change, here)
    if doomed - kept:
        yield from backups.purge(root, document, doomed - kept)
    return report


def _names(gone: Forgotten) -> frozenset[str]:
    """Return the plain words by which the person was known."""
    words = {word for text in gone.words for word in plain(text).split()}
    return frozenset(word for word in words if len(word) >= _SHORTEST or not word.isascii())


def _mentions(session: Session, names: frozenset[str]) -> Iterator[Mention]:
    for kind in search_index.searched().values():
        for pk, *texts in session.connection().exec_driver_sql(kind.select):
            for column, text in zip(kind.columns, texts, strict=True):
                if _names_in(str(text or ""), names):
                    yield Mention(kind.table, pk, column)


def _names_in(text: str, names: Iterable[str]) -> bool:
    words = plain(text)
    return any(whole(name, words) for name in names)


def _past_mentions(session: Session, names: frozenset[str]) -> int:
    count = 0
    for images in session.connection().exec_driver_sql("SELECT before, after FROM history_row"):
        values = (v for image in images if image for v in json.loads(image).values())
        count += any(_names_in(value, names) for value in values if isinstance(value, str))
    return count


def _signed(session: Session, names: frozenset[str]) -> int:
    query = "SELECT actor, count(*) FROM history_step GROUP BY actor"
    found = session.connection().exec_driver_sql(query)
    return sum(count for actor, count in found if _names_in(actor, names))


def remains(erased: Erased) -> list[str]:
    """Return what is left and where, in sentences that say what to do."""
    told = [_("Exports, copies and bundles made before still show this person. Delete those.")]
    texts = len(erased.mentions)
    if texts:
        sentence = ngettext(
            "The name, or a word of it, stands in {n} other text. Read it.",
            "The name, or a word of it, stands in {n} other texts. Read them.",
            texts,
        )
        told.append(sentence.format(n=texts))
    if erased.past_mentions:
        sentence = ngettext(
            "History keeps {n} former text with the name, or a word of it.",
            "History keeps {n} former texts with the name, or a word of it.",
            erased.past_mentions,
        )
        told.append(sentence.format(n=erased.past_mentions))
    if erased.signed:
        sentence = ngettext(
            "History names this person, or a namesake, as the author of {n} step.",
            "History names this person, or a namesake, as the author of {n} steps.",
            erased.signed,
        )
        told.append(sentence.format(n=erased.signed))
    if erased.backups_removed:
        told.append(_("Damaged backups could not be changed and were deleted."))
    if not erased.rewritten:
        told.append(_("Unused space could not be cleared. Free some disk space, then compact."))
    return told
