"""One line of text as placed glyphs: bidi, script and font runs, shaped with HarfBuzz.

All lengths are in em, so a line is shaped once for all sizes.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from studio.render.text import bidi
from studio.render.text.clusters import clean, clusters, is_invisible, wants_colour
from studio.render.text.faces import EMOJI, chain, font, font_for, uncovered

BOX_ADVANCE = 0.62
"""How wide the box is that stands for a character without a glyph, margins included."""

_COMMON = "Zyyy"
_UNSCRIPTED = frozenset({EMOJI, ""})
"""Fonts whose characters belong to no writing system; '' stands for no font at all."""

_TAB = "    "
_LATIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2015\u2018-\u2022\u2026\u2039\u203a€]*")
_JAPANESE = frozenset({"Hira", "Kana", "Hani"})


class Glyph(NamedTuple):
    """A placed glyph: its pen position, y down, and the index in the text where it begins."""

    id: int
    x: float
    y: float
    advance: float
    start: int


class Run(NamedTuple):
    """Glyphs of one font, from left to right; `font` is '' for boxes."""

    font: str
    level: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line; runs stand from left to right."""

    text: str
    face: str
    runs: tuple[Run, ...]
    width: float
    rtl: bool
    missing: tuple[str, ...]
    """Characters that no bundled font has; they are drawn as boxes."""


class _Segment(NamedTuple):
    start: int
    stop: int
    level: int
    font: str
    script: str


@lru_cache(maxsize=4096)
def shape(text: str, face: str) -> Line:
    """Return the line set in a face; controls are dropped, line ends become spaces."""
    text = clean(text).replace("\n", " ").replace("\t", _TAB)
    if _LATIN.fullmatch(text) and _covered(text, chain(face)[0]):
        segments = [_Segment(0, len(text), 0, chain(face)[0], "Latn")] if text else []
        rtl = False
    else:
        segments = list(_segments(text, face))
        rtl = bidi.base_level(text) == 1
    runs: list[Run] = []
    x = 0.0
    for i in bidi.visual_order([segment.level for segment in segments]):
        run, x = _shaped(text, segments[i], x)
        runs.append(run)
    boxed = any(glyph.id == 0 for run in runs for glyph in run.glyphs)
    return Line(text, face, tuple(runs), x, rtl, uncovered(text, face) if boxed else ())


def spelled(line: Line) -> tuple[tuple[str, ...], ...]:
    """Return, run by run, the text that each glyph stands for, for documents to be searched.

    The widest glyph of a cluster stands for all of it: in Arabic the dots are glyphs too.
    """
    starts = sorted({glyph.start for run in line.runs for glyph in run.glyphs})
    stops = dict(pairwise([*starts, len(line.text)]))
    found: list[tuple[str, ...]] = []
    for run in line.runs:
        widest: dict[int, int] = {}
        for i, glyph in enumerate(run.glyphs):
            best = widest.setdefault(glyph.start, i)
            if glyph.advance > run.glyphs[best].advance:
                widest[glyph.start] = i
        texts = [line.text[glyph.start : stops[glyph.start]] for glyph in run.glyphs]
        owners = set(widest.values())
        found.append(tuple(text if i in owners else "" for i, text in enumerate(texts)))
    return tuple(found)


def _covered(text: str, name: str) -> bool:
    return font(name).characters.issuperset(map(ord, text))


def _segments(text: str, face: str) -> Iterator[_Segment]:
    """Split a line, in reading order, where direction, font or script change."""
    levels = bidi.levels(text)
    start = at = level = 0
    name, script = "", _COMMON
    for cluster in clusters(text):
        found = _font_in_context(cluster, face, name)
        writing = _COMMON if found in _UNSCRIPTED else _script_of(cluster)
        same = found == name and levels[at] == level
        if same and (writing in (_COMMON, script) or script == _COMMON):
            script = writing if script == _COMMON else script
        else:
            if at:
                yield _Segment(start, at, level, name, script)
            start, level, name, script = at, levels[at], found, writing
        at += len(cluster)
    if at:
        yield _Segment(start, at, level, name, script)


def _font_in_context(cluster: str, face: str, before: str) -> str:
    """Spaces, marks of direction and shared punctuation stay with the text they stand in."""
    if before not in _UNSCRIPTED and _is_shared(cluster) and font(before).covers(cluster):
        return before
    return font_for(cluster, face)


@lru_cache(maxsize=4096)
def _is_shared(cluster: str) -> bool:
    letter = cluster[0]
    if letter.isspace() or is_invisible(letter):
        return True
    if letter <= "~" or len(cluster) > 1 or wants_colour(cluster):
        return False
    # Beyond ASCII each script has its own dashes, dots, quotation marks, arrows and circles.
    category = unicodedata.category(letter)
    return category[0] == "P" or category in {"So", "Sm", "No"}


@lru_cache(maxsize=8192)
def _script_of(cluster: str) -> str:
    """Return the ISO 15924 code of the first character that belongs to one script."""
    for letter in cluster:
        script = _script(letter)
        if script != _COMMON:
            return script
    return _COMMON


def _script(letter: str) -> str:
    """Return the ISO 15924 code of the character's script; the three Japanese ones are one."""
    buffer = hb.Buffer()
    buffer.add_str(letter)
    buffer.guess_segment_properties()
    script = str(buffer.script or _COMMON)
    return "Kana" if script in _JAPANESE else script


def _shaped(text: str, segment: _Segment, x: float) -> tuple[Run, float]:
    """Shape one segment with the pen at `x`; return the run and where the pen is after it."""
    if not segment.font:
        return _boxes(text, segment, x)
    used = font(segment.font)
    buffer = hb.Buffer()
    buffer.add_str(text[segment.start : segment.stop])
    buffer.direction = "rtl" if segment.level % 2 else "ltr"
    buffer.script = segment.script
    # Left open, it would be the language of whoever's computer this is.
    buffer.language = "und"
    hb.shape(used.shaper, buffer)
    em = used.em
    glyphs: list[Glyph] = []
    boxed = -1
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        dx, dy, wide, _tall = place.position
        start = segment.start + info.cluster
        advance = wide / em
        if info.codepoint == 0:
            advance = 0.0 if start == boxed else BOX_ADVANCE
            boxed = start
        glyphs.append(Glyph(info.codepoint, x + dx / em, -dy / em, advance, start))
        x += advance
    return Run(segment.font, segment.level, tuple(glyphs)), x


def _boxes(text: str, segment: _Segment, x: float) -> tuple[Run, float]:
    """Return one box for each grapheme cluster of a segment that no font can draw."""
    glyphs: list[Glyph] = []
    at = segment.start
    for cluster in clusters(text[segment.start : segment.stop]):
        glyphs.append(Glyph(0, x, 0.0, BOX_ADVANCE, at))
        x += BOX_ADVANCE
        at += len(cluster)
    if segment.level % 2:
        starts = [glyph.start for glyph in reversed(glyphs)]
        glyphs = [glyph._replace(start=at) for glyph, at in zip(glyphs, starts, strict=True)]
    return Run("", segment.level, tuple(glyphs)), x
