"""What can be done on the Spots page, as data."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from studio.kernel.i18n import _
from studio.spots.ui.card import Field, Kind
from studio.ui.actions import PAGE_GROUP, Action

if TYPE_CHECKING:
    from studio.spots.ui.page import SpotsPage

SPOT_ACTIONS = (
    "spots.new",
    "spots.rename",
    "spots.duplicate",
    "spots.export",
    "spots.archive",
    "spots.restore",
    "spots.delete",
)
PANEL_ACTIONS = (
    "spots.add_panel",
    "spots.duplicate_panel",
    "spots.move_back",
    "spots.move_forth",
    "spots.delete_panel",
)
"""What the context menus offer."""
TOOLS = (
    "spots.add_panel",
    "spots.duplicate_panel",
    "spots.delete_panel",
    "spots.zoom_out",
    "spots.zoom_in",
)
"""What has a button above the board, beside the one that exports."""

_PANELS, _FIELDS = PAGE_GROUP + 1, PAGE_GROUP + 2
_Keys = QKeySequence.StandardKey


def spot_page_actions(page: "SpotsPage") -> list[Action]:
    """Return the actions of the page, in the order of the menus."""
    return [
        *_file_actions(page),
        *_spot_actions(page),
        *_archive_actions(page),
        *_panel_actions(page),
        *_move_actions(page),
        *_field_actions(page),
        *_zoom(page),
    ]


def _file_actions(page: "SpotsPage") -> list[Action]:
    return [
        Action(
            id="spots.new",
            text=_("New &spot"),
            run=page.new_spot,
            keys=(_Keys.New,),
            icon="plus",
            menu="file",
        ),
        Action(
            id="spots.export",
            text=_("&Export PDF…"),
            run=page.export,
            keys=("Ctrl+E",),
            icon="export",
            menu="file",
            enabled=lambda: page.has_spot,
        ),
    ]


def _spot_actions(page: "SpotsPage") -> list[Action]:
    return [
        Action(
            id="spots.rename",
            text=_("Rena&me spot"),
            run=page.rename,
            keys=("F2",),
            menu="edit",
            enabled=lambda: page.has_spot,
        ),
        Action(
            id="spots.duplicate",
            text=_("Duplicate sp&ot"),
            run=page.duplicate_spot,
            keys=("Ctrl+Shift+D",),
            icon="duplicate",
            menu="edit",
            enabled=lambda: page.has_spot,
        ),
        Action(
            id="spots.delete",
            text=_("De&lete spot"),
            run=page.delete_spot,
            keys=("Ctrl+Backspace",),
            icon="trash",
            menu="edit",
            enabled=lambda: page.has_spot,
        ),
    ]


def _archive_actions(page: "SpotsPage") -> list[Action]:
    shelf = page.shelf
    return [
        Action(
            id="spots.archive",
            text=_("Arc&hive spot"),
            run=partial(page.on_spot, shelf.archive),
            icon="inbox",
            menu="edit",
            enabled=lambda: page.has_spot and not page.is_archived,
        ),
        Action(
            id="spots.restore",
            text=_("Restore spot from archi&ve"),
            run=partial(page.on_spot, shelf.restore),
            icon="undo",
            menu="edit",
            enabled=lambda: page.is_archived,
        ),
        Action(
            id="spots.show_archived",
            text=_("Show archi&ved spots"),
            run=shelf.toggle,
            menu="view",
            checked=lambda: shelf.shows_archived,
        ),
    ]


def _panel_actions(page: "SpotsPage") -> list[Action]:
    desk = page.desk
    return [
        Action(
            id="spots.add_panel",
            text=_("Add &panel"),
            run=desk.add_panel,
            keys=("N",),
            icon="plus",
            menu="edit",
            group=_PANELS,
            enabled=lambda: page.has_spot,
        ),
        Action(
            id="spots.duplicate_panel",
            text=_("&Duplicate panel"),
            run=desk.duplicate,
            keys=("Ctrl+D",),
            icon="duplicate",
            menu="edit",
            group=_PANELS,
            enabled=lambda: page.has_panels,
        ),
        Action(
            id="spots.delete_panel",
            text=_("Delete pa&nel"),
            run=desk.delete,
            keys=(_Keys.Delete,),
            icon="trash",
            menu="edit",
            group=_PANELS,
            enabled=lambda: page.has_panels,
        ),
    ]


def _move_actions(page: "SpotsPage") -> list[Action]:
    desk = page.desk
    return [
        Action(
            id="spots.move_back",
            text=_("Move panel &back"),
            run=partial(desk.move_panels, -1),
            keys=("Ctrl+Shift+Left",),
            icon="arrow-left",
            menu="edit",
            group=_PANELS,
            enabled=lambda: page.has_panels,
        ),
        Action(
            id="spots.move_forth",
            text=_("Move panel &forth"),
            run=partial(desk.move_panels, 1),
            keys=("Ctrl+Shift+Right",),
            icon="arrow-right",
            menu="edit",
            group=_PANELS,
            enabled=lambda: page.has_panels,
        ),
    ]


def _field_actions(page: "SpotsPage") -> list[Action]:
    fields: tuple[tuple[Kind, str, str], ...] = (
        ("size", _("Shot &size"), "S"),
        ("length", _("Leng&th"), "L"),
        ("pose", _("Pos&e"), "P"),
        ("expression", _("E&xpression"), "E"),
        ("action", _("A&ction"), "A"),
        ("dialogue", _("Dialo&gue"), "D"),
    )
    return [
        Action(
            id=f"spots.edit_{kind}",
            text=text,
            run=partial(page.desk.edit, Field(kind)),
            keys=(key,),
            menu="edit",
            group=_FIELDS,
            enabled=lambda: page.has_panels,
        )
        for kind, text, key in fields
    ]


def _zoom(page: "SpotsPage") -> list[Action]:
    return [
        Action(
            id="spots.zoom_in",
            text=_("La&rger panels"),
            run=partial(page.desk.zoom, 1),
            keys=(_Keys.ZoomIn, "Ctrl+="),
            icon="zoom-in",
            menu="view",
        ),
        Action(
            id="spots.zoom_out",
            text=_("S&maller panels"),
            run=partial(page.desk.zoom, -1),
            keys=(_Keys.ZoomOut,),
            icon="zoom-out",
            menu="view",
        ),
    ]
