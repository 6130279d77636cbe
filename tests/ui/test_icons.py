"""Icons: one grid, one pen, the colours of the palette."""

import re
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.kernel import resources
from studio.ui import icons
from studio.ui.theme import Theme

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))
LINES = [name for name in NAMES if name != "persona-studio"]


def inked(image: QImage) -> list[QColor]:
    """Return the colours of the pixels that are not transparent."""
    pixels = [(x, y) for x in range(image.width()) for y in range(image.height())]
    colours = [image.pixelColor(x, y) for x, y in pixels]
    return [colour for colour in colours if colour.alpha() > 0]


def full(image: QImage) -> set[str]:
    """Return the colours of the pixels that nothing shines through."""
    return {colour.name() for colour in inked(image) if colour.alpha() == 255}


def test_there_are_icons() -> None:
    assert len(LINES) > 60


def test_every_icon_keeps_to_the_grid_and_the_pen() -> None:
    for name in LINES:
        root = ET.fromstring(resources.text("icons", f"{name}.svg"))

        assert root.get("viewBox") == "0 0 24 24", name
        assert root.get("stroke") == "currentColor", name
        assert root.get("stroke-width") == "1.75", name
        assert root.get("stroke-linecap") == root.get("stroke-linejoin") == "round", name
        assert not re.search(r"#[0-9a-fA-F]{3,}", resources.text("icons", f"{name}.svg")), name


@pytest.mark.parametrize("side", [16, 48])
def test_every_icon_renders_with_a_margin(qapp: QApplication, side: int) -> None:
    for name in LINES:
        image = icons.pixmap(name, QSize(side, side), "#aa3300").toImage()

        assert image.size() == QSize(side, side)
        assert len(inked(image)) > side // 4, name
        last = side - 1
        edge = [
            image.pixelColor(*at)
            for k in range(side)
            for at in ((k, 0), (0, k), (k, last), (last, k))
        ]
        assert all(colour.alpha() < 32 for colour in edge), name


def test_the_program_s_mark_keeps_its_own_colours(qapp: QApplication) -> None:
    mark = icons.app_icon().pixmap(QSize(64, 64)).toImage()

    assert {"#574bd0", "#ffffff"} <= full(mark)


def test_an_icon_takes_the_palette_s_colour_and_follows_it(
    qapp: QApplication, theme: Theme
) -> None:
    icon = icons.icon("stop")
    light = icon.pixmap(QSize(48, 48)).toImage()

    theme.use("dark")

    role = QPalette.ColorRole.ButtonText
    dark = icon.pixmap(QSize(48, 48)).toImage()
    assert full(dark) == {qapp.palette().color(role).name()}
    assert full(light) != full(dark)


def test_a_disabled_icon_is_pale_and_a_chosen_one_lit(qapp: QApplication, theme: Theme) -> None:
    icon, size = icons.icon("stop"), QSize(48, 48)

    pale = icon.pixmap(size, QIcon.Mode.Disabled).toImage()
    lit = icon.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()

    assert full(pale) == {theme.tokens.colours.text_disabled}
    assert full(lit) == {theme.tokens.colours.accent_text}


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication, theme: Theme) -> None:
    made = icons.icon("check").pixmap(QSize(18, 18), 2.0)

    assert made.size() == QSize(36, 36)
    assert made.devicePixelRatio() == 2.0


def test_a_misspelt_icon_fails_where_it_is_asked_for() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_a_glyph_takes_the_colour_of_the_style_sheet(qtbot: QtBot, theme: Theme) -> None:
    glyph = icons.Glyph("stop", 48)
    qtbot.addWidget(glyph)
    glyph.setProperty("role", "accent")
    glyph.show()

    image = glyph.grab().toImage()

    assert QColor(theme.tokens.colours.accent_text).name() in full(image)
