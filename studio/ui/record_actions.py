"""What can be done on every page of records, as data."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence

from studio.kernel.i18n import _
from studio.ui.actions import PAGE_GROUP, Action
from studio.ui.record_shelf import Record
from studio.ui.records_page import RecordsPage

_LAST = PAGE_GROUP + 1
_Keys = QKeySequence.StandardKey


def edit_actions(page: RecordsPage, duplicate: Callable[[Record], None]) -> list[Action]:
    """Return renaming and duplicating; a feature's own actions come after these."""
    return [
        Action(
            id=f"{page.name}.rename",
            text=_("Rena&me"),
            run=page.edit_name,
            keys=("F2",),
            icon="edit",
            menu="edit",
            enabled=lambda: page.can_edit,
        ),
        Action(
            id=f"{page.name}.duplicate",
            text=_("Dupli&cate"),
            run=partial(page.on_open, duplicate),
            keys=("Ctrl+Shift+D",),
            icon="duplicate",
            menu="edit",
            enabled=lambda: page.can_edit,
        ),
    ]


def shelf_actions(page: RecordsPage) -> list[Action]:
    """Return how records go from the list and come back, and how to see the archived ones."""
    name, shelf = page.name, page.shelf
    return [
        Action(
            id=f"{name}.archive",
            text=_("&Archive"),
            run=partial(page.on_open, shelf.archive),
            keys=("Ctrl+Backspace",),
            icon="inbox",
            menu="edit",
            group=_LAST,
            enabled=lambda: page.can_edit and not page.is_archived,
        ),
        Action(
            id=f"{name}.restore",
            text=_("Re&store"),
            run=partial(page.on_open, shelf.restore),
            menu="edit",
            group=_LAST,
            enabled=lambda: page.can_edit and page.is_archived,
        ),
        Action(
            id=f"{name}.delete",
            text=_("&Delete"),
            run=partial(page.on_open, shelf.delete),
            keys=(_Keys.Delete,),
            icon="trash",
            menu="edit",
            group=_LAST,
            enabled=lambda: page.can_edit,
        ),
        Action(
            id=f"{name}.show_archived",
            text=_("Show &archived"),
            run=page.toggle_archived,
            menu="view",
            checked=lambda: page.shows_archived,
        ),
    ]
