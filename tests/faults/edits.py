"""What the user does while the faults strike: edits through the studio's own ops.

Every edit has a token. The rows that it writes hold it, so that the oracle finds it again in the
rows or in the history; whoever runs the edits says aloud which of them were acknowledged.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlmodel import col, select, text

from studio.assets.model import Asset
from studio.kernel.errors import NotSaved
from studio.personas.model import Look, Talent
from studio.personas.ops import add_talent
from studio.spots.model import CastMember, Panel, Spot, Super
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import blobs, workspace
from studio.store.workspace import Store

Edit = Callable[[Store, str], None]
DOOMED = "Add what is soon undone"


@dataclass(frozen=True, slots=True)
class Ack:
    """What the user was told of one edit."""

    token: str
    saved: bool
    edit_uuid: str = ""
    """Of the step that it made; empty where there was nothing to undo or to redo."""
    calls: int = 0
    """How many calls on the file had been made by then; 0 where nobody counts."""


# ------------------------------------------------------------------ the workspace to begin with
def prepare(path: Path) -> None:
    """Make a workspace with one spot of eight panels, somebody cast in each, and three pictures."""
    store = workspace.create(path, "Ada")
    with store.edit("Prepare") as session:
        spot = spots.create_spot(store, SpotDraft("Spring"))
        talent = add_talent(store, "Mara")
        for number in range(8):
            panel = panels.add_panel(store, spot)
            if number == 0:  # the next panels continue the cast
                contents.add_cast_member(store, panel, CastMember(talent_id=talent))
            session.get_one(Panel, panel).action = f"panel {number}"
            contents.add_super(store, panel, Super(words=f"super {number} " * 50))
        for number in range(3):
            _keep_picture(store, f"start {number}", random.Random(number).randbytes(40_000))
        session.get_one(Talent, talent).handle = "0"
    store.close()


CROWDED = ("cache_size=8", "cache_spill=ON")
"""Lets pages reach the disk before the commit, as an edit larger than the memory would."""
CARELESS = ("journal_mode=DELETE", "synchronous=OFF")
"""What a program that does not care would choose."""


def change_settings(store: Store, pragmas: Iterable[str]) -> None:
    """Let the writing connection work otherwise than the studio's own settings say."""
    for pragma in pragmas:
        store._raw.execute(f"PRAGMA {pragma}")


# ------------------------------------------------------------------ the kinds of edits
def add_cast(store: Store, token: str, looks: int = 3) -> None:
    """Add somebody with looks, in nested edits; the handle says how many looks must be there."""
    with store.edit("Add cast") as session:
        talent = add_talent(store, token, handle=str(looks))
        session.add_all(
            Look(talent_id=talent, rank=f"V{n}", name=token, recipe="x" * 700) for n in range(looks)
        )


def keep_picture(store: Store, token: str, size: int = 90_000) -> None:
    """Add an asset with its bytes."""
    _keep_picture(store, token, random.Random(token).randbytes(size))


def _keep_picture(store: Store, token: str, data: bytes) -> None:
    with store.edit("Keep picture") as session:
        digest = blobs.put(session, data)
        session.add(Asset(name=token, sha256=digest, size=len(data), media="image/png"))


def type_words(store: Store, token: str) -> None:
    """Go on typing the action of the first panel: one step grows, or begins."""
    panel, words = _panel(store, 0)
    contents.write_action(store, panel, f"{words} {token}")


def rewrite_everything(store: Store, token: str) -> None:
    """Change every super with one statement, which no object of the program sees."""
    with store.edit("Rewrite") as session:
        session.connection().execute(
            text("UPDATE super SET words = :token || substr(words, 1 + length(:token))"),
            {"token": token},
        )


def delete_a_panel(store: Store, token: str) -> None:
    """Delete the second panel with all it holds, and say so in the spot's title."""
    spot, (panel, _words) = _spot(store), _panel(store, 1)
    with store.edit("Delete panel"):
        panels.delete_panels(store, spot, [panel])
        spots.rename_spot(store, spot, token)


def add_a_panel(store: Store, token: str) -> None:
    """Add a panel with content of its own."""
    spot = _spot(store)
    with store.edit("Fill panel"):
        panel = panels.add_panel(store, spot)
        contents.write_dialogue(store, panel, f"{token} " * 40)
        contents.add_super(store, panel, Super(words=token))


def do_doomed(store: Store, token: str) -> None:
    """Add somebody who is soon undone."""
    with store.edit(DOOMED):
        add_cast(store, token, 2)


def undo_doomed(store: Store, token: str) -> None:
    """Undo that, where it was saved."""
    if store.undo_label == DOOMED:
        store.undo()


def redo_doomed(store: Store, token: str) -> None:
    """Redo it, where it was undone."""
    if store.redo_label == DOOMED:
        store.redo()


def undo_anything(store: Store, token: str) -> None:
    """Undo whatever came last, but for panels: those to edit must not run out."""
    if store.undo_label not in (None, "Prepare", "Fill panel"):
        store.undo()


def redo_anything(store: Store, token: str) -> None:
    """Redo whatever was undone last."""
    if store.redo_label is not None:
        store.redo()


def _spot(store: Store) -> str:
    with store.read() as session:
        return session.exec(select(Spot.id)).one()


def _panel(store: Store, place: int) -> tuple[str, str]:
    with store.read() as session:
        found = session.exec(select(Panel).order_by(col(Panel.rank), col(Panel.id))).all()
        return found[place].id, found[place].action


GROWTH: Mapping[Edit, Mapping[str, int]] = {
    add_cast: {"talent": 1, "look": 3},
    keep_picture: {"asset": 1, "asset_data": 1},
    type_words: {},
    rewrite_everything: {},
    delete_a_panel: {"panel": -1, "super": -1, "cast_member": -1},
    do_doomed: {"talent": 1, "look": 2},
    undo_doomed: {"talent": -1, "look": -2},
    redo_doomed: {"talent": 1, "look": 2},
    add_a_panel: {"panel": 1, "super": 1, "cast_member": 1},
}
"""How many rows each scripted edit adds to the tables."""

SCRIPT: tuple[Edit, ...] = (
    add_cast,
    keep_picture,
    type_words,
    type_words,
    rewrite_everything,
    delete_a_panel,
    do_doomed,
    undo_doomed,
    redo_doomed,
    add_a_panel,
    keep_picture,
    type_words,
)


TOKENS = (*(f"token-{number}." for number in range(len(SCRIPT))), "afterwards.")
"""Of the scripted edits, and of one more after them."""


def rows_after(start: Mapping[str, int], saved: Collection[str]) -> dict[str, int]:
    """Return how many rows each table holds after those edits of the script, by token."""
    rows = Counter(start)
    steps: list[Edit] = []
    needs: dict[Edit, Edit] = {undo_doomed: do_doomed, redo_doomed: undo_doomed}
    for token, edit in zip(TOKENS, (*SCRIPT, add_cast), strict=True):
        # Undo and redo do nothing, and say so, where there is nothing for them to do.
        if token in saved and needs.get(edit) in (None, *steps):
            steps.append(edit)
            rows.update(GROWTH[edit])
    return dict(rows)


_MAY_DO_NOTHING = (undo_doomed, redo_doomed, undo_anything, redo_anything)

COMMON: dict[Edit, int] = {
    add_cast: 25,
    type_words: 20,
    rewrite_everything: 10,
    add_a_panel: 15,
    undo_anything: 12,
    redo_anything: 8,
}
"""What is done at random, and how often."""


def any_edit(chance: random.Random) -> Edit:
    """Return some edit of some size."""
    if chance.random() < 0.15:
        return partial(keep_picture, size=chance.randint(1, 1_500_000))
    if chance.random() < 0.06:
        return delete_a_panel
    return chance.choices(list(COMMON), list(COMMON.values()))[0]


# ------------------------------------------------------------------ running them
def attempt(store: Store, edit: Edit, token: str, count: Callable[[], int]) -> Ack:
    """Do one edit and return what the user was told; anything but NotSaved is a defect."""
    try:
        before = newest_uuid(store)
        edit(store, token)
        now = newest_uuid(store)
        assert now != before or edit in _MAY_DO_NOTHING, edit
        return Ack(token, True, now if now != before else "", count())
    except NotSaved:
        return Ack(token, saved=False, calls=count())


def newest_uuid(store: Store) -> str:
    """Return the `edit_uuid` of the newest step."""
    with store.read() as session:
        query = text("SELECT edit_uuid FROM history_step ORDER BY id DESC LIMIT 1")
        return str(session.connection().execute(query).scalar_one())
