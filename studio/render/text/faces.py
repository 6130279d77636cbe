"""The bundled faces: what a drawing may ask for, and which file answers for a character.

Nothing of the machine's own fonts is ever read, so a picture is the same everywhere.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from studio.kernel import resources
from studio.render.text.clusters import clusters, is_invisible, wants_colour

EMOJI = "StudioEmoji-Regular"
_BOLD = ("StudioArabic-Bold", "StudioJapanese-Bold", EMOJI)

CHAINS: dict[str, tuple[str, ...]] = {
    "sans": ("StudioSans-Regular", "StudioArabic-Regular", "StudioJapanese-Regular", EMOJI),
    "sans-bold": ("StudioSans-Bold", *_BOLD),
    "sans-black": ("StudioSans-Black", *_BOLD),
    "mono": ("StudioMono-Bold", "StudioSans-Bold", *_BOLD),
}
"""Face keys of a drawing, each with the files that are asked in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """One font file, ready to shape; sizes are in its own units, `em` of them to the em."""

    name: str
    em: int
    shaper: hb.Font
    characters: frozenset[int]
    palette: tuple[int, ...]
    """Colours of the layered glyphs, 0xRRGGBBAA; empty when the font has none."""

    def covers(self, cluster: str) -> bool:
        """Tell whether every visible character of the cluster has a glyph here."""
        if self._has_all(cluster):
            return True
        composed = unicodedata.normalize("NFC", cluster)
        return composed != cluster and self._has_all(composed)

    def _has_all(self, cluster: str) -> bool:
        return all(
            ord(letter) in self.characters or is_invisible(letter) or letter.isspace()
            for letter in cluster
        )


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights of a face above (positive) and below (negative) the baseline, in em."""

    ascent: float
    descent: float
    capital: float
    lower_case: float


def path(name: str) -> Path:
    """Return where a font file lies."""
    return resources.path("fonts", f"{name}.ttf")


@lru_cache(maxsize=32)
def font(name: str) -> Font:
    """Return a font file by its name, loaded once."""
    face = hb.Face(hb.Blob.from_file_path(str(path(name))))
    return Font(name, face.upem, hb.Font(face), frozenset(face.unicodes), _palette(face))


def _palette(face: hb.Face) -> tuple[int, ...]:
    """Read the first palette; the binding's own reader never returns from long palettes."""
    if not face.has_color_palettes:
        return ()
    table = bytes(face.reference_table("CPAL").data)
    entries = int.from_bytes(table[2:4], "big")
    records = int.from_bytes(table[8:12], "big") + 4 * int.from_bytes(table[12:14], "big")
    colours = (table[at : at + 4] for at in range(records, records + 4 * entries, 4))
    return tuple((r << 24) | (g << 16) | (b << 8) | a for b, g, r, a in colours)


def chain(face: str) -> tuple[str, ...]:
    """Return the font files of a face key; raise KeyError for a key that no drawing may use."""
    return CHAINS[face]


@lru_cache(maxsize=8192)
def font_for(cluster: str, face: str) -> str:
    """Return the name of the font that draws a grapheme cluster, or '' when none can."""
    names = chain(face)
    if wants_colour(cluster):
        names = (EMOJI, *(name for name in names if name != EMOJI))
    for name in names:
        if font(name).covers(cluster):
            return name
    for name in names:
        if ord(cluster[0]) in font(name).characters:
            return name
    return ""


@lru_cache(maxsize=8)
def metrics(face: str) -> Metrics:
    """Return the heights of the first font of a face."""
    first = font(chain(face)[0])
    extents = first.shaper.get_font_extents("ltr")
    tall = first.shaper.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    low = first.shaper.get_metric_position_with_fallback(hb.OTMetricsTag.X_HEIGHT)
    em = first.em
    return Metrics(extents.ascender / em, extents.descender / em, tall / em, low / em)


def uncovered(text: str, face: str) -> tuple[str, ...]:
    """Return the characters that no bundled font can draw, each once, in order."""
    found: dict[str, None] = {}
    for cluster in clusters(text):
        name = font_for(cluster, face)
        if name and font(name).covers(cluster):
            continue
        known = font(name).characters if name else frozenset[int]()
        for letter in cluster:
            if ord(letter) not in known and not is_invisible(letter):
                found[letter] = None
    return tuple(found)
