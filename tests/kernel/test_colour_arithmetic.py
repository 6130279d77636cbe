"""Colours: hex in and out without loss, OKLab there and back, shades that stay colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel import colour
from studio.kernel.errors import Refused

RGBA = st.integers(0, 0xFFFFFFFF)
SHARE = st.floats(0, 1)
WHITE, BLACK = 0xFFFFFFFF, 0x000000FF


def is_colour(c: int) -> bool:
    return 0 <= c <= 0xFFFFFFFF


@given(RGBA)
def test_hex_there_and_back(c: int) -> None:
    assert colour.parse_hex(colour.to_hex(c)) == c | 255
    assert colour.parse_hex(f"#{c:08X}") == c
    assert colour.parse_hex(f" #{c:08x}\n") == c


@pytest.mark.parametrize(
    ("text", "value"),
    [("#fa0", 0xFFAA00FF), ("#E76F51", 0xE76F51FF), ("#00000000", 0), ("#000", BLACK)],
)
def test_hex_in_its_three_lengths(text: str, value: int) -> None:
    assert colour.parse_hex(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "#", "#ff", "#ffff", "#fffff", "#fffffff", "#fffffffff", "#ggg", "#12345g", "red"),
        *(
            "##fff",
            "# fff",
            "#١٢٣",
            "#+1+1+1",
            "#1_2_3_",
            "#-12345",
            "0xffffff",
            "#ｆｆｆ",
            "{text}",
        ),
    ],
)
def test_what_is_no_colour_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="is not a colour") as refusal:
        colour.parse_hex(text)
    assert str(refusal.value) == f"“{text}” is not a colour. Write it like #E76F51."


@given(RGBA)
def test_channels_are_the_bytes(c: int) -> None:
    assert bytes(colour.channels(c)) == c.to_bytes(4, "big")


@given(RGBA, st.floats(-2, 3))
def test_opacity_changes_nothing_else_and_stays_in_range(c: int, a: float) -> None:
    faded = colour.with_alpha(c, a)
    assert faded >> 8 == c >> 8
    assert faded & 255 == round(min(1, max(0, a)) * 255)


@given(RGBA)
def test_oklab_there_and_back_is_within_one_step(c: int) -> None:
    back = colour.from_lab(*colour.to_lab(c), c & 255)
    pairs = zip(colour.channels(c), colour.channels(back), strict=True)
    assert max(abs(p - q) for p, q in pairs) <= 1


@pytest.mark.parametrize(
    ("c", "lab"),
    [
        (WHITE, (1.0, 0.0, 0.0)),
        (BLACK, (0.0, 0.0, 0.0)),
        (0xFF0000FF, (0.62796, 0.22486, 0.12585)),
        (0x00FF00FF, (0.86644, -0.23389, 0.17950)),
        (0x0000FFFF, (0.45201, -0.03246, -0.31153)),
    ],
)
def test_oklab_of_known_colours(c: int, lab: tuple[float, float, float]) -> None:
    assert colour.to_lab(c) == pytest.approx(lab, abs=2e-4)
    assert colour.luma(c) == pytest.approx(lab[0], abs=2e-4)


@given(RGBA, RGBA)
def test_a_mix_begins_at_the_first_and_ends_at_the_second(one: int, other: int) -> None:
    for t, end in ((0.0, one), (1.0, other)):
        pairs = zip(colour.channels(colour.mix(one, other, t)), colour.channels(end), strict=True)
        assert max(abs(p - q) for p, q in pairs) <= 1


@given(RGBA, RGBA, SHARE)
def test_a_mix_is_no_lighter_and_no_darker_than_both(one: int, other: int, t: float) -> None:
    mixed = colour.mix(one, other, t)
    low, high = sorted((colour.luma(one), colour.luma(other)))
    assert is_colour(mixed)
    # A mix may leave the screen's gamut; what is clipped then moves a little.
    assert low - 0.06 <= colour.luma(mixed) <= high + 0.06
    low_alpha, high_alpha = sorted((one & 255, other & 255))
    assert low_alpha <= mixed & 255 <= high_alpha


@given(RGBA, SHARE)
def test_shades_are_colours_of_the_same_opacity(c: int, k: float) -> None:
    for shade in (colour.shadow(c, k), colour.light(c, k), colour.tone(c, k - 0.5, 0.1, -0.1)):
        assert is_colour(shade)
        assert shade & 255 == c & 255


@given(st.integers(0x10, 0xEF))
def test_shadow_darkens_and_light_lightens_a_grey(grey: int) -> None:
    c = int.from_bytes(bytes([grey, grey, grey, 255]))
    assert colour.luma(colour.shadow(c)) < colour.luma(c) < colour.luma(colour.light(c))
    assert colour.luma(colour.tone(c, -0.05)) < colour.luma(c) < colour.luma(colour.tone(c, 0.05))


def test_a_shadow_is_cool_and_its_strength_counts() -> None:
    grey = 0x808080FF
    _lightness, red, yellow = colour.to_lab(colour.shadow(grey))
    assert red > 0.005
    assert yellow < -0.01
    assert colour.luma(colour.shadow(grey, 2)) < colour.luma(colour.shadow(grey, 1))
    assert colour.shadow(grey, 0) == grey


def test_a_tone_moves_along_its_own_axis() -> None:
    lightness, red, yellow = colour.to_lab(0x808080FF)
    toned = colour.to_lab(colour.tone(0x808080FF, 0.1, 0.05, -0.03))
    assert toned == pytest.approx((lightness + 0.1, red + 0.05, yellow - 0.03), abs=5e-3)


@given(RGBA)
def test_ink_is_solid_and_dark(c: int) -> None:
    ink = colour.ink_of(c)
    assert ink & 255 == 255
    assert colour.luma(ink) < 0.5


def test_ink_of_light_cloth_is_lighter_than_ink_of_dark_cloth() -> None:
    assert colour.luma(colour.ink_of(WHITE)) > colour.luma(colour.ink_of(BLACK))


@pytest.mark.parametrize(
    ("c", "shadow", "light", "ink", "tone", "mix"),
    [
        (0xE76F51FF, 0xC34945FF, 0xFF916CFF, 0x610B10FF, 0xFB7979FF, 0xB76855FF),
        (0x2A9D8F80, 0x007C7C80, 0x63BFAB80, 0x003A33FF, 0x4BA8B180, 0x2C8680A0),
        (0xF4E9DCFF, 0xC5B5B9FF, 0xFCEFDDFF, 0x4C3E3BFF, 0xFFF5FFFF, 0xBDBEB8FF),
    ],
)
def test_drawings_keep_the_shades_they_were_made_with(
    c: int, shadow: int, light: int, ink: int, tone: int, mix: int
) -> None:
    assert (colour.shadow(c), colour.light(c), colour.ink_of(c)) == (shadow, light, ink)
    assert colour.tone(c, 0.05, 0.02, -0.03) == tone
    assert colour.mix(c, 0x264653FF, 0.25) == mix


def test_a_colour_from_oklab_is_solid_unless_told_otherwise() -> None:
    assert colour.from_lab(0.7, 0.1, -0.1) == 0xBF81DAFF
    assert colour.from_lab(0.7, 0.1, -0.1, 7) == 0xBF81DA07
