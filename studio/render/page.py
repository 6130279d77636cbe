"""A page of paper, as a value: pictures, rules and lines that are already broken and measured.

The same page is painted on screen and written to PDF, so what is seen is what is printed.
Units are points (1/72 inch), y downwards from the top left corner.
"""

from dataclasses import dataclass

from studio.kernel.colour import Rgba
from studio.kernel.geometry import Rect
from studio.render.drawing.nodes import Anchor
from studio.render.shot import Marks, Shot

A4_LANDSCAPE = (842.0, 595.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; (x, y) is on its baseline, at the side that `anchor` names."""

    text: str
    x: float
    y: float
    size: float
    colour: Rgba
    face: str = "sans"
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Block:
    """A filled box; a rule is a thin one."""

    box: Rect
    colour: Rgba
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A panel's picture in its box; `alt` says in words what it shows."""

    box: Rect
    shot: Shot
    marks: Marks
    alt: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size, and what lies on it from back to front."""

    width: float
    height: float
    blocks: tuple[Block, ...] = ()
    pictures: tuple[Placed, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Pages with a title, in a language ('en', 'it')."""

    title: str
    language: str
    pages: tuple[Page, ...]
    author: str = ""
