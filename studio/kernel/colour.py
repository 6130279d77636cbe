"""Colour arithmetic in OKLab, so that shades keep their hue alive.

Colours are integers 0xRRGGBBAA; lightness L runs from 0 to 1.
OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

from functools import lru_cache

from studio.kernel.errors import Refused
from studio.kernel.i18n import _

Rgba = int


def parse_hex(text: str) -> Rgba:
    """Read '#rgb', '#rrggbb' or '#rrggbbaa'; raise Refused on anything else."""
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(c + c for c in digits)
    if len(digits) == 6:
        digits += "ff"
    if len(digits) != 8 or not all(c in "0123456789abcdefABCDEF" for c in digits):
        raise Refused(_("“{text}” is not a colour. Write it like #E76F51.").format(text=text))
    return int(digits, 16)


def to_hex(c: Rgba) -> str:
    """Return '#rrggbb', without alpha."""
    return f"#{c >> 8:06x}"


def with_alpha(c: Rgba, a: float) -> Rgba:
    """Return the colour with opacity `a`, 0 to 1."""
    return (c & 0xFFFFFF00) | max(0, min(255, round(a * 255)))


def channels(c: Rgba) -> tuple[int, int, int, int]:
    """Return red, green, blue, alpha, each 0 to 255."""
    return (c >> 24) & 255, (c >> 16) & 255, (c >> 8) & 255, c & 255


def _linear(u: float) -> float:
    return u / 12.92 if u <= 0.04045 else ((u + 0.055) / 1.055) ** 2.4


def _gamma(u: float) -> float:
    u = max(0.0, min(1.0, u))
    return 12.92 * u if u <= 0.0031308 else 1.055 * u ** (1 / 2.4) - 0.055


@lru_cache(maxsize=4096)
def to_lab(c: Rgba) -> tuple[float, float, float]:
    """Return OKLab L, a, b of a colour; alpha plays no part."""
    r, g, b = (_linear(v / 255) for v in channels(c)[:3])
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def from_lab(lightness: float, a: float, b: float, alpha: int = 255) -> Rgba:
    """Return the sRGB colour nearest to an OKLab value, clipped per channel."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short)
    green = _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short)
    blue = _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short)
    return (round(red * 255) << 24) | (round(green * 255) << 16) | (round(blue * 255) << 8) | alpha


@lru_cache(maxsize=8192)
def mix(first: Rgba, second: Rgba, t: float) -> Rgba:
    """Return the colour a share `t` of the way, alpha included."""
    one, two = to_lab(first), to_lab(second)
    lab = [p + (q - p) * t for p, q in zip(one, two, strict=True)]
    a1, a2 = first & 255, second & 255
    return from_lab(lab[0], lab[1], lab[2], round(a1 + (a2 - a1) * t))


@lru_cache(maxsize=8192)
def tone(c: Rgba, lighter: float, redder: float = 0.0, yellower: float = 0.0) -> Rgba:
    """Return the colour moved by OKLab steps: L, a and b."""
    lightness, a, b = to_lab(c)
    return from_lab(max(0.0, min(1.0, lightness + lighter)), a + redder, b + yellower, c & 255)


@lru_cache(maxsize=8192)
def shadow(c: Rgba, k: float = 1.0) -> Rgba:
    """Return the cool violet shade used under every cloth, prop and wall; `k` is its strength."""
    lightness, a, b = to_lab(c)
    darker = lightness * (1 - 0.16 * k)
    return from_lab(darker, a * 1.02 + 0.012 * k, b * 0.94 - 0.018 * k, c & 255)


@lru_cache(maxsize=8192)
def light(c: Rgba, k: float = 1.0) -> Rgba:
    """Return the colour in the light; `k` is how strong the light is."""
    lightness, a, b = to_lab(c)
    lit = min(1.0, lightness + (1 - lightness) * 0.30 * k)
    return from_lab(lit, a * 0.92, b * 0.95 + 0.008 * k, c & 255)


@lru_cache(maxsize=8192)
def ink_of(c: Rgba) -> Rgba:
    """Return the line colour for a fill: a deep, warm version of the fill itself."""
    lightness, a, b = to_lab(c)
    return from_lab(0.17 + 0.22 * lightness, a * 0.75 + 0.012, b * 0.55, 255)


def luma(c: Rgba) -> float:
    """Return how light a colour looks, 0 to 1."""
    return to_lab(c)[0]
