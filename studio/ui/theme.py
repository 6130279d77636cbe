"""The look of the window: tokens from `resources/themes` become palette, font and style sheet."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from studio.kernel import resources
from studio.kernel.colour import parse_hex
from studio.kernel.errors import Unreadable
from studio.kernel.i18n import N_, _
from studio.ui import icons

_log = logging.getLogger(__name__)

APPEARANCES = {"system": N_("Like the system"), "light": N_("Light"), "dark": N_("Dark")}
"""The choices of appearance and what the menu calls them."""

_Scheme = Qt.ColorScheme
_SCHEMES = {"system": _Scheme.Unknown, "light": _Scheme.Light, "dark": _Scheme.Dark}

# Marks that a style sheet can only name as files: icon, and the token that colours it.
_IMAGES = {
    "chevron": ("chevron-down", "text_secondary"),
    "up": ("chevron-up", "text_secondary"),
    "right": ("chevron-right", "text_secondary"),
    "tick": ("check", "accent_text"),
    "check": ("check", "on_accent"),
    "dot": ("dot", "on_accent"),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as '#rrggbb', named after what they are for."""

    window: str
    panel: str
    raised: str
    field: str
    hover: str
    pressed: str
    selected: str
    canvas: str
    line: str
    line_strong: str
    scroll: str
    text: str
    text_secondary: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    on_accent: str
    info: str
    info_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: its name, whether it is dark, and its colours."""

    name: str
    dark: bool
    colours: Colours

    def colour(self, name: str) -> QColor:
        """Return a colour by the name of its field."""
        return QColor(str(getattr(self.colours, name)))


@cache
def load(name: str) -> Tokens:
    """Read the theme 'light' or 'dark'; raise Unreadable when a token is missing or misspelt."""
    table = resources.table("themes", f"{name}.toml")
    colours: Mapping[str, str] = table["colours"]
    wanted = {field.name for field in fields(Colours)}
    if wrong := wanted.symmetric_difference(colours):
        sentence = _("The theme “{name}” is damaged: check {keys}. Install the program again.")
        raise Unreadable(sentence.format(name=name, keys=", ".join(sorted(wrong))))
    for value in colours.values():
        parse_hex(value)
    return Tokens(name, bool(table["dark"]), Colours(**colours))


def measure(group: str, name: str) -> int:
    """Return a length in device-independent pixels, such as `measure("space", "m")`."""
    return int(resources.table("themes", "measures.toml")[group][name])


def space(name: str) -> int:
    """Return a distance: xs, s, m, l, xl or xxl."""
    return measure("space", name)


class Theme(QObject):
    """Keeps the application in its look and follows the system while the user wants that."""

    changed = Signal()
    """The colours are others now; palette and style sheet are already set."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        """Load the fonts and take over style, palette and style sheet of the application."""
        super().__init__(parent)
        self._app = app
        self._hints = app.styleHints()
        self._images = QTemporaryDir()
        self._appearance = "system"
        self._base = _base_size(app)
        self.tokens = load("light")
        if app.style().name().lower() != "fusion":  # to set it anew polishes every widget there is
            app.setStyle("Fusion")
        app.setFont(_font(app.font(), self._base))
        self._hints.colorSchemeChanged.connect(self._follow)
        self._follow()

    def use(self, appearance: str) -> None:
        """Show 'light', 'dark' or, with 'system', whatever the desktop shows."""
        self._appearance = appearance
        self._hints.setColorScheme(_SCHEMES[appearance])
        self._follow()

    def _follow(self) -> None:
        dark = self._hints.colorScheme() == _Scheme.Dark
        if self._appearance != "system":  # not every platform takes a scheme from us
            dark = self._appearance == "dark"
        self._show("dark" if dark else "light")

    def _show(self, name: str) -> None:
        tokens = load(name)
        if tokens == self.tokens and self._app.styleSheet():
            return
        self.tokens = tokens
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(sheet(tokens, self._base, self._image_files(tokens)))
        self.changed.emit()

    def _image_files(self, tokens: Tokens) -> dict[str, str]:
        """Write the marks of the style sheet in the theme's colours and return their paths."""
        found = {}
        for mark, (name, colour) in _IMAGES.items():
            file = Path(self._images.filePath(f"{tokens.name}-{mark}.svg"))
            file.write_bytes(icons.svg(name, getattr(tokens.colours, colour)))
            found[mark] = file.as_posix()
        return found


def palette(tokens: Tokens) -> QPalette:
    """Return the palette that Fusion and the icons draw with."""
    made = QPalette(tokens.colour("raised"), tokens.colour("window"))
    role = QPalette.ColorRole
    table = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "field",
        role.AlternateBase: "window",
        role.Text: "text",
        role.Button: "raised",
        role.ButtonText: "text_secondary",
        role.BrightText: "on_accent",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "text_muted",
        role.Highlight: "selected",
        role.HighlightedText: "text",
        role.Accent: "accent_text",
        role.Link: "accent_text",
        role.LinkVisited: "accent_text",
        role.Mid: "line_strong",
        role.Midlight: "line",
    }
    for part, name in table.items():
        made.setColor(part, tokens.colour(name))
    for part in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.Accent):
        made.setColor(QPalette.ColorGroup.Disabled, part, tokens.colour("text_disabled"))
    return made


def sheet(tokens: Tokens, base: int, images: Mapping[str, str]) -> str:
    """Return the style sheet of a theme for body text of `base` pixels."""
    words = {field.name: getattr(tokens.colours, field.name) for field in fields(Colours)}
    words |= {f"image_{name}": path for name, path in images.items()}
    words |= {name: str(length) for name, length in _lengths(base).items()}
    return Template(resources.text("themes", "studio.qss")).substitute(words)


def _lengths(base: int) -> dict[str, int]:
    table = resources.table("themes", "measures.toml")
    found = {f"space_{name}": length for name, length in table["space"].items()}
    found |= {f"{name}_less": length - 1 for name, length in found.items()}
    found |= {f"radius_{name}": length for name, length in table["radius"].items()}
    found |= {f"type_{name}": type_size(name, base) for name in ("small", "title", "headline")}
    height, icon = table["control"]["height"], table["control"]["icon"]
    return found | {
        "icon": icon,
        "mark": icon - 2,
        "arrow": icon - 4,
        "half_arrow": (icon - 4) // 2 + 1,
        "scroll_width": 10,
        "menu_padding": 6,
        "inner_height": height - 2,
        "field_height": height - 4,
    }


def type_size(name: str, base: int) -> int:
    """Return the size in pixels of small, body, title or headline text."""
    share: float = resources.table("themes", "measures.toml")["type"][name]
    return round(base * share)


def _base_size(app: QApplication) -> int:
    """Return the system's text size in pixels, within what the layout can bear."""
    size = QFontInfo(app.font()).pixelSize()
    return max(measure("type", "least"), min(measure("type", "most"), size))


def _font(system: QFont, size: int) -> QFont:
    """Return the bundled typefaces in turn, or the system's when the files are missing.

    Words in other scripts are read in the window as they are drawn and printed, whatever fonts
    the system lacks.
    """
    font = QFont(system)
    families: dict[str, None] = {}
    for name in ("Sans", "Arabic", "Japanese", "Emoji"):
        for file in sorted(resources.path("fonts").glob(f"Studio{name}-*.ttf")):
            added = QFontDatabase.addApplicationFont(str(file))
            families |= dict.fromkeys(QFontDatabase.applicationFontFamilies(added))
    if families:
        font.setFamilies([*families, system.family()])
    else:
        _log.warning("the program's typeface is missing; the system's is used")
    font.setPixelSize(size)
    return font
