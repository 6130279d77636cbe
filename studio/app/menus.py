"""Fills the menu bar from the data of the actions."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QMenuBar

from studio.kernel.i18n import N_, _
from studio.ui.actions import LiveAction

MENUS = {
    "file": N_("&File"),
    "file/recent": N_("Open &recent"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "view/appearance": N_("&Appearance"),
    "view/language": N_("&Language"),
    "help": N_("&Help"),
}
"""The menus in order and their submenus, by the name that actions give."""


def fill(bar: QMenuBar, actions: Iterable[LiveAction]) -> None:
    """Put the actions into menus; a submenu stands where its first action would."""
    _empty(bar)
    ordered = sorted(actions, key=_group)
    menus: dict[str, QMenu] = {}
    for name in MENUS:
        if "/" not in name and any(_top(action) == name for action in ordered):
            menus[name] = _menu(bar, name)
            bar.addMenu(menus[name])
    last: dict[str, int] = {}
    for action in ordered:
        _place(action, menus, last)


def fill_menu(menu: QMenu, actions: Iterable[LiveAction], name: str) -> None:
    """Put the actions of the menu `name`, submenus included, into another menu."""
    _empty(menu)
    menus, last = {name: menu}, dict[str, int]()
    for action in sorted(actions, key=_group):
        if _top(action) == name:
            _place(action, menus, last)


def _empty(parent: QMenuBar | QMenu) -> None:
    """Take everything out; what was made for the earlier actions goes."""
    parent.clear()
    for old in parent.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        old.deleteLater()


def _place(action: LiveAction, menus: dict[str, QMenu], last: dict[str, int]) -> None:
    name, group = action.spec.menu, action.spec.group
    if not name:
        return
    top = _top(action)
    if last.setdefault(top, group) != group:
        menus[top].addSeparator()
        last[top] = group
    if name not in menus:
        menus[name] = _menu(menus[top], name)
        menus[top].addMenu(menus[name])
    if name != top and last.setdefault(name, group) != group:
        menus[name].addSeparator()
        last[name] = group
    menus[name].addAction(action)


def _menu(parent: QMenuBar | QMenu, name: str) -> QMenu:
    made = QMenu(_(MENUS[name]), parent)
    made.setObjectName(f"menu.{name}")
    made.setToolTipsVisible(name == "file/recent")
    return made


def _group(action: LiveAction) -> int:
    return action.spec.group


def _top(action: LiveAction) -> str:
    return action.spec.menu.split("/", 1)[0]
