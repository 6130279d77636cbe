"""Make the bundled faces from the families they come from; see SOURCES.md.

It downloads nothing: every argument is the path of a font file that lies here already. The same
sources give the same bytes. Needs fontTools, and brotli where a source is WOFF2.

    python build.py --inter Inter.ttf --mono JetBrainsMono.ttf --arabic NotoSansArabic.ttf \
        --japanese NotoSansJP-Regular.ttf --japanese-bold NotoSansJP-Bold.ttf \
        --emoji twemoji.woff2 --out .
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

KEPT_NAMES = (0, 5, 9, 13, 14)
"""Copyright, version, designer, licence and its address travel with every copy."""

EMOJI_NOTICE = {
    0: "Graphics copyright 2020 Twitter, Inc and other contributors, licensed under CC-BY 4.0",
    13: "Graphics: Creative Commons Attribution 4.0. Font: SIL Open Font License 1.1.",
    14: "https://creativecommons.org/licenses/by/4.0/",
}
"""Its source carries no such names."""

SHAPING = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "clig", "calt", "rlig"]
JOINING = ["init", "medi", "fina", "isol"]

INVISIBLE = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F}
SPACES = {0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one face is made of: a source, a place on its axes, characters and features."""

    family: str
    style: str
    weight: int
    source: str
    axes: tuple[tuple[str, float], ...]
    features: tuple[str, ...]
    characters: frozenset[int]

    @property
    def file(self) -> str:
        """Return the name of the file, which is the PostScript name."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"


def ranges(*pairs: tuple[int, int]) -> frozenset[int]:
    """Return all code points of the ranges, both ends included."""
    return frozenset(point for first, last in pairs for point in range(first, last + 1))


def mono_characters() -> frozenset[int]:
    """Return ASCII, Latin-1, typographic punctuation, arrows and a few signs."""
    signs = {0x20AC, 0x2116, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713, 0x2717}
    blocks = ranges((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x203A))
    return blocks | ranges((0x2190, 0x2199)) | signs | SPACES | INVISIBLE


def arabic_characters() -> frozenset[int]:
    """Return the Arabic blocks with their presentation forms, and the marks written with them."""
    blocks = ranges((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF))
    return blocks | ranges((0xFE70, 0xFEFC)) | {0xAB, 0xBB, 0x25CC, 0x2E41} | SPACES | INVISIBLE


def japanese_characters() -> frozenset[int]:
    """Return JIS X 0208 with the vendor rows that names need, and four newer everyday kanji."""
    found = {0x5861, 0x525D, 0x9830, 0x20B9F}
    for lead in (*range(0x81, 0xA0), *range(0xE0, 0xFD)):
        for trail in range(0x40, 0xFD):
            text = bytes((lead, trail)).decode("cp932", "ignore")
            found.update(ord(letter) for letter in text)
    private = ranges((0xE000, 0xF8FF))
    # Latin, Greek and Cyrillic come from Studio Sans, which stands before this face.
    western = ranges((0x21, 0x24F), (0x370, 0x52F))
    kana = ranges((0x3000, 0x30FF), (0x31F0, 0x31FF), (0xFF61, 0xFF9F))
    marks = ranges((0x2010, 0x2027), (0x2460, 0x2473))
    return (frozenset(found) | kana | marks | SPACES | INVISIBLE) - private - western


def recipes() -> list[Recipe]:
    """Return the faces in the order in which they are written."""
    everything: frozenset[int] = frozenset()
    # Tables of times and money ask for figures of one width.
    latin = (*SHAPING, "tnum")
    arabic = (*SHAPING, *JOINING)
    kanji = ("ccmp", "locl", "liga", "mark")
    return [
        Recipe("Studio Sans", "Regular", 400, "inter", inter(400, 14), latin, everything),
        Recipe("Studio Sans", "Bold", 700, "inter", inter(700, 14), latin, everything),
        # Headlines: the display cut is narrower and set more tightly.
        Recipe("Studio Sans", "Black", 900, "inter", inter(900, 28), latin, everything),
        Recipe("Studio Mono", "Bold", 700, "mono", (("wght", 700),), ("ccmp",), mono_characters()),
        Recipe("Studio Arabic", "Regular", 400, "arabic", noto(400), arabic, arabic_characters()),
        Recipe("Studio Arabic", "Bold", 700, "arabic", noto(700), arabic, arabic_characters()),
        Recipe("Studio Japanese", "Regular", 400, "japanese", (), kanji, japanese_characters()),
        Recipe("Studio Japanese", "Bold", 700, "japanese_bold", (), kanji, japanese_characters()),
        Recipe("Studio Emoji", "Regular", 400, "emoji", (), ("ccmp",), everything),
    ]


def inter(weight: float, optical_size: float) -> tuple[tuple[str, float], ...]:
    """Return a place on the axes of Inter."""
    return ("opsz", optical_size), ("wght", weight)


def noto(weight: float) -> tuple[tuple[str, float], ...]:
    """Return a place on the axes of Noto Sans Arabic, at normal width."""
    return ("wdth", 100), ("wght", weight)


def build(recipe: Recipe, source: Path, folder: Path) -> Path:
    """Write one face and return where it lies."""
    font = TTFont(source, recalcTimestamp=False)
    if recipe.axes:
        font = instancer.instantiateVariableFont(font, dict(recipe.axes), overlap=True)
    reduce(font, recipe.characters or frozenset(font.getBestCmap()), recipe.features)
    rename(font, recipe)
    target = folder / recipe.file
    font.flavor = None
    font.save(target)
    return target


def reduce(font: TTFont, characters: Iterable[int], features: Iterable[str]) -> None:
    """Drop the glyphs, features, instructions and tables that nothing of ours uses."""
    options = Options()
    options.layout_features = list(features)
    options.name_IDs = list(KEPT_NAMES)
    options.name_languages = [0x409]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.drop_tables += ["STAT", "MVAR", "DSIG", "FFTM", "BASE", "vhea", "vmtx", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font: TTFont, recipe: Recipe) -> None:
    """Give the face a family name of its own, so that no installed font can take its place."""
    names = font["name"]
    post_script = recipe.file.removesuffix(".ttf")
    linked = recipe.style in {"Regular", "Bold"}
    # Old programs know only four styles in a family: a third weight is a family to them.
    family = recipe.family if linked else f"{recipe.family} {recipe.style}"
    written = {
        1: family,
        2: recipe.style if linked else "Regular",
        3: f"{post_script};made for Persona Studio",
        4: f"{recipe.family} {recipe.style}",
        6: post_script,
        16: recipe.family,
        17: recipe.style,
    }
    if recipe.source == "emoji":
        written |= EMOJI_NOTICE
    names.names = [record for record in names.names if record.nameID in KEPT_NAMES]
    for number, text in written.items():
        names.setName(text, number, 3, 1, 0x409)
    bold = recipe.style == "Bold"
    font["OS/2"].usWeightClass = recipe.weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["OS/2"].achVendID = "PSTD"
    font["head"].macStyle = int(bold)


def main(arguments: list[str]) -> int:
    """Make all faces and print their sizes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("inter", "mono", "arabic", "japanese", "japanese-bold", "emoji"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    given = parser.parse_args(arguments)
    for recipe in recipes():
        made = build(recipe, getattr(given, recipe.source), given.out)
        print(f"{made.name}: {made.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
