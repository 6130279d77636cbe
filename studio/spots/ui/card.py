"""The geometry of a panel's card on the board: where each field lies, what a point hits.

Pure arithmetic in device-independent pixels, so that painting, editing and dragging agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from studio.kernel.geometry import Rect
from studio.render.shot import RATIOS

Kind = Literal["picture", "size", "length", "pose", "expression", "action", "dialogue"]


class Field(NamedTuple):
    """A part of a card: what kind, and of which cast member where that matters."""

    kind: Kind
    member: int = 0


@dataclass(frozen=True, slots=True)
class CardLayout:
    """How every card of a board is laid out; all cards have the same size."""

    width: int
    line: int
    """Height of a line of text."""
    ratio: str = "9:16"
    cast_rows: int = 1
    action_lines: int = 2
    dialogue_lines: int = 2
    pad: int = 8
    gap: int = 6

    @property
    def row(self) -> int:
        """Return the height of a row of chips."""
        return self.line + 8

    @property
    def inner(self) -> int:
        """Return the width inside the padding."""
        return self.width - 2 * self.pad

    @property
    def picture_height(self) -> int:
        """Return the height of the picture."""
        across, down = RATIOS[self.ratio]
        return round(self.inner * down / across)

    @property
    def height(self) -> int:
        """Return the height of a card."""
        last = fields(self, self.cast_rows)[-1][1]
        return round(last.bottom) + self.pad


def fields(layout: CardLayout, members: int) -> list[tuple[Field, Rect]]:
    """Return a card's fields with their boxes, from its top left corner, in reading order."""
    pad, inner, row = layout.pad, layout.inner, layout.row
    found = [(Field("picture"), Rect(pad, pad, inner, layout.picture_height))]
    y = pad + layout.picture_height + layout.gap
    number = round(layout.line * 1.6)
    length = round(layout.line * 3.4)
    found.append((Field("size"), Rect(pad + number, y, inner - number - length, row)))
    found.append((Field("length"), Rect(pad + inner - length, y, length, row)))
    y += row
    pose = round(inner * 0.54)
    for member in range(min(members, layout.cast_rows)):
        found.append((Field("pose", member), Rect(pad, y, pose, row)))
        found.append((Field("expression", member), Rect(pad + pose, y, inner - pose, row)))
        y += row
    y += layout.gap // 2
    for kind, lines in (("action", layout.action_lines), ("dialogue", layout.dialogue_lines)):
        height = lines * layout.line + 6
        found.append((_text_field(kind), Rect(pad, y, inner, height)))
        y += height + 2
    return found


def _text_field(kind: str) -> Field:
    return Field("action") if kind == "action" else Field("dialogue")


def number_box(layout: CardLayout) -> Rect:
    """Return where the panel's number stands."""
    y = layout.pad + layout.picture_height + layout.gap
    return Rect(layout.pad, y, round(layout.line * 1.6), layout.row)


def box_of(layout: CardLayout, members: int, field: Field) -> Rect | None:
    """Return a field's box; None when the card has no such field."""
    for other, box in fields(layout, members):
        if other == field:
            return box
    return None


def field_at(layout: CardLayout, members: int, x: float, y: float) -> Field | None:
    """Return the field under a point of the card."""
    for field, box in fields(layout, members):
        if box.contains(x, y):
            return field
    return None


def drop_place(boxes: Sequence[Rect], x: float, y: float) -> int:
    """Return before which card a drop at the point lands; cards run in rows, left to right."""
    place = 0
    for box in boxes:
        above = y >= box.bottom
        beside = box.y <= y < box.bottom and x >= box.centre[0]
        if above or beside:
            place += 1
    return place


def gap_line(boxes: Sequence[Rect], place: int, spacing: float) -> Rect:
    """Return the thin box that shows the gap before `place`; boxes must not be empty."""
    if place < len(boxes) and (place == 0 or boxes[place].y > boxes[place - 1].y):
        box = boxes[place]
        return Rect(box.x - spacing / 2 - 1.5, box.y, 3, box.height)
    box = boxes[place - 1]
    return Rect(box.right + spacing / 2 - 1.5, box.y, 3, box.height)
