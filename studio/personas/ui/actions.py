"""What can be done on the Personas page, as data."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from studio.kernel.i18n import _
from studio.ui.actions import PAGE_GROUP, Action
from studio.ui.record_actions import edit_actions, shelf_actions

if TYPE_CHECKING:
    from studio.personas.ui.page import PersonasPage


def personas_actions(page: "PersonasPage") -> list[Action]:
    """Return the actions of the page, in the order of the menus."""
    return [
        *_file_actions(page),
        *edit_actions(page, page.duplicate),
        *_own_actions(page),
        *shelf_actions(page),
    ]


def _file_actions(page: "PersonasPage") -> list[Action]:
    return [
        Action(
            id="personas.new",
            text=_("New &persona"),
            run=page.new_persona,
            keys=(QKeySequence.StandardKey.New,),
            icon="plus",
            menu="file",
        ),
        Action(
            id="personas.new_human",
            text=_("New &human creator"),
            run=page.new_human,
            keys=("Ctrl+Alt+N",),
            icon="person",
            menu="file",
        ),
    ]


def _own_actions(page: "PersonasPage") -> list[Action]:
    return [
        Action(
            id="personas.another_look",
            text=_("Another &look"),
            run=partial(page.on_open, page.another_look),
            keys=("Ctrl+L",),
            icon="rotate",
            menu="edit",
            enabled=lambda: page.can_edit,
            tip=_("Draw another face, hair and clothes by lot"),
        ),
        Action(
            id="personas.erase",
            text=_("Erase pers&on…"),
            run=partial(page.on_open, page.erase),
            menu="edit",
            group=PAGE_GROUP + 2,
            enabled=lambda: page.can_edit,
        ),
    ]
