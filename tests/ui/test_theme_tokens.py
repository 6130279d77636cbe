"""The look: every text can be read, nothing is missing, and it switches while running."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.kernel import resources
from studio.kernel.errors import Unreadable
from studio.ui import theme as theme_module
from studio.ui.theme import Theme, load, measure, sheet

SURFACES = ("window", "panel", "raised", "field", "hover", "selected")
READABLE = [
    *((text, on) for text in ("text", "text_secondary") for on in (*SURFACES, "pressed")),
    *(("text_muted", on) for on in ("window", "panel", "raised", "field")),
    *(("accent_text", on) for on in ("window", "panel", "raised", "hover", "selected")),
    *(("on_accent", on) for on in ("accent", "accent_hover", "accent_pressed")),
    *((tone, on) for tone in ("error", "success") for on in ("window", "panel", "raised")),
    *((tone, f"{tone}_soft") for tone in ("info", "success", "warning", "error")),
    *(("text", f"{tone}_soft") for tone in ("info", "success", "warning", "error")),
    *(("accent_text", f"{tone}_soft") for tone in ("info", "success", "warning", "error")),
]
SEEN = [
    *(("line_strong", on) for on in ("panel", "raised", "field")),
    *(("accent", on) for on in ("window", "panel", "raised", "field")),
]


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (u / 12.92 if u <= 0.04045 else ((u + 0.055) / 1.055) ** 2.4 for u in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of WCAG, 1 to 21."""
    one, two = sorted((luminance(first), luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("text", "on"), READABLE)
def test_text_can_be_read_on_what_it_stands_on(name: str, text: str, on: str) -> None:
    tokens = load(name)

    assert contrast(tokens.colour(text), tokens.colour(on)) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(("mark", "on"), SEEN)
def test_borders_and_marks_can_be_seen(name: str, mark: str, on: str) -> None:
    tokens = load(name)

    assert contrast(tokens.colour(mark), tokens.colour(on)) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_backdrop_of_pictures_has_no_hue(name: str) -> None:
    assert load(name).colour("canvas").hsvSaturation() == 0


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_name_in_the_style_sheet_is_a_token(name: str) -> None:
    images = dict.fromkeys(theme_module._IMAGES, "mark.svg")

    assert "$" not in sheet(load(name), 13, images)


def test_a_theme_with_a_misspelt_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = resources.table("themes", "light.toml")
    colours = {("txet" if key == "text" else key): value for key, value in table["colours"].items()}
    monkeypatch.setattr(resources, "table", lambda *_parts: {**table, "colours": colours})

    with pytest.raises(Unreadable, match=r"text, txet"):
        load.__wrapped__("light")


def test_the_look_switches_while_the_program_runs(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    before = qapp.palette().color(QPalette.ColorRole.Window)

    with qtbot.waitSignal(theme.changed):
        theme.use("dark")

    after = qapp.palette().color(QPalette.ColorRole.Window)
    assert luminance(after) < 0.1 < luminance(before)
    assert load("dark").colours.panel in qapp.styleSheet()


def test_choosing_the_same_look_again_restyles_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.use("light")


def test_the_window_speaks_in_the_bundled_typeface(qapp: QApplication, theme: Theme) -> None:
    least, most = measure("type", "least"), measure("type", "most")

    assert qapp.font().family().startswith("Studio Sans")
    assert QFontInfo(qapp.font()).family().startswith("Studio Sans")
    assert least <= qapp.font().pixelSize() <= most
