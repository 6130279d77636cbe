"""Actions as data: menus, tool bars and the sheet of shortcuts are made from the same list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.theme import measure

Keys = QKeySequence.StandardKey | str
"""The platform's first key for something, or keys such as 'Ctrl+Shift+E' ('Ctrl' is ⌘ on a Mac)."""

PAGE_GROUP = 50
"""Where a page's own actions stand in a menu; the window's are below and above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something the user can do: what it is called, where it is found, when it can be done."""

    id: str
    """Names the action in tests and settings, such as 'spots.add_panel'."""
    text: str | Callable[[], str]
    """Translated, with & before its letter; a function when the wording changes."""
    run: Callable[[], None]
    name: str = ""
    """What the sheet of shortcuts calls it when the text changes with what is open."""
    keys: tuple[Keys, ...] = ()
    icon: str = ""
    menu: str = ""
    """'file', 'edit', 'view', 'help', a submenu 'view/appearance', or '' for no menu."""
    group: int = PAGE_GROUP
    """Groups of a menu are parted by lines and stand in rising order."""
    toolbar: bool = False
    enabled: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None
    tip: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    """Where macOS looks for Quit, About and Preferences."""


class LiveAction(QAction):
    """An `Action` that Qt can show."""

    def __init__(self, spec: Action, parent: QObject) -> None:
        """Make the action; `refresh` brings text, enabled and checked up to date."""
        super().__init__(parent)
        self.spec = spec
        self.setObjectName(spec.id)
        self.setMenuRole(spec.role)
        self.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        self.setCheckable(spec.checked is not None)
        if spec.icon:
            self.setIcon(icons.icon(spec.icon))
        self.refresh()
        self.triggered.connect(self._run)

    def refresh(self) -> None:
        """Ask again what the action is called and whether it can be done."""
        spec = self.spec
        text = spec.text if isinstance(spec.text, str) else spec.text()
        self.setText(text)
        plain = plain_text(text)
        keys = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = spec.tip or plain
        self.setToolTip(f"{tip} ({keys})" if keys else tip)
        self.setEnabled(spec.enabled is None or spec.enabled())
        if spec.checked is not None:
            self.setChecked(spec.checked())

    def _run(self) -> None:
        self.spec.run()
        if self.spec.checked is not None:  # a click toggles the mark; the truth may differ
            self.setChecked(self.spec.checked())


class ActionSet(QObject):
    """The live actions of a page or of the window, in the order of their data."""

    def __init__(self, specs: Iterable[Action], owner: QWidget) -> None:
        """Make the actions; their keys work while `owner` is on the screen."""
        super().__init__(owner)
        self._actions = [LiveAction(spec, self) for spec in specs]
        owner.addActions(self._actions)

    def all(self) -> list[LiveAction]:
        """Return all actions in order."""
        return list(self._actions)

    def find(self, action_id: str) -> LiveAction:
        """Return the action of that id; raise KeyError when there is none."""
        for action in self._actions:
            if action.spec.id == action_id:
                return action
        raise KeyError(action_id)

    def refresh(self) -> None:
        """Bring all actions up to date."""
        for action in self._actions:
            action.refresh()

    def tool_buttons(self) -> list[QToolButton]:
        """Return a button for every action that asks for one."""
        return [tool_button(action) for action in self._actions if action.spec.toolbar]


def tool_button(action: QAction, *, with_text: bool = False) -> QToolButton:
    """Return a button that shows, follows and runs the action."""
    made = QToolButton()
    made.setObjectName(f"button.{action.objectName()}")
    made.setAccessibleName(plain_text(action.text()))
    made.setDefaultAction(action)
    made.setIconSize(made.iconSize().scaled(*_square(), Qt.AspectRatioMode.IgnoreAspectRatio))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setToolButtonStyle(
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if with_text
        else Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    return made


def plain_text(text: str) -> str:
    """Return a menu text without the marks of its letter and of its dialog."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A line of the sheet of shortcuts."""

    text: str
    keys: str


def shortcuts(actions: Sequence[LiveAction]) -> list[Shortcut]:
    """Return every action that has keys, in order, as the platform writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    found = []
    for action in actions:
        keys = [sequence.toString(native) for sequence in action.shortcuts()]
        if keys:
            name = action.spec.name or plain_text(action.text())
            found.append(Shortcut(name, _(" or ").join(keys)))
    return found


def _square() -> tuple[int, int]:
    side = measure("control", "icon")
    return side, side
