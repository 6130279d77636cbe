"""From rows to shots: what the painter of panels needs, and nothing else."""

import json
import logging
from functools import lru_cache

from studio.kernel.colour import parse_hex
from studio.kernel.errors import StudioError
from studio.kernel.timecode import clock_text
from studio.kernel.values import read_value
from studio.render.rig.look import HairLook, Look, read_look
from studio.render.shot import Cast, Marks, Product, Prop, Shot, Subject, Super
from studio.spots.queries import Board, CastRow, PanelRow

_log = logging.getLogger(__name__)

PLAIN = Look(
    skin=0xC9A58CFF,
    hair=HairLook("bob", 0x6B5B52FF),
    outfit="tshirt_jeans",
    palette={"top": 0xB8B4AEFF, "bottom": 0x7C7A78FF, "shoe": 0xE8E6E2FF},
)
"""Who stands in for a look that cannot be read: plainly nobody in particular."""


def shot_of(board: Board, panel: PanelRow) -> Shot:
    """Return what a panel of the board shows; what cannot be read is drawn plainly."""
    return Shot(
        ratio=board.ratio,
        size=panel.size,
        angle=panel.angle,
        camera_move=panel.camera_move,
        subject=_subject(panel.subject),
        setting=panel.setting,
        light=panel.light,
        framing=panel.framing,
        cast=tuple(_cast(row) for row in panel.cast),
        props=tuple(
            Prop(row.prop, row.x_mm / 10, row.y_mm / 10, row.scale / 1000, float(row.tilt))
            for row in panel.props
        ),
        supers=tuple(Super(row.words, row.style, row.position) for row in panel.supers),
        product=_product(board.product),
        accent=_accent(board.accent),
    )


def marks_of(board: Board, panel: PanelRow) -> Marks:
    """Return what is laid over a panel for the crew: slate, camera move, disclosure."""
    return Marks(
        number=f"{panel.number:02d}",
        timecode=clock_text(panel.start_ms),
        move=True,
        disclosure=board.disclosure,
        placement=board.placement,
    )


def _subject(code: str) -> Subject:
    return "product" if code == "product" else "cast"


def _cast(row: CastRow) -> Cast:
    return Cast(
        name=row.name,
        look=_look(row.recipe, row.name),
        pose=row.pose,
        facing=row.facing,
        head=row.head,
        expression=row.expression,
        gaze=row.gaze,
        outfit=row.outfit,
        x=row.x_mm / 10,
        z=row.z_mm / 10,
        mirror=row.mirror,
        prop=row.prop,
    )


@lru_cache(maxsize=512)
def _look(recipe: str, name: str) -> Look:
    try:
        return read_look(json.loads(recipe), name)
    except (StudioError, ValueError, RecursionError) as error:
        _log.info("the look of %s cannot be read and is drawn plainly: %s", name, error)
        return PLAIN


@lru_cache(maxsize=64)
def _product(text: str) -> Product:
    try:
        return read_value(Product, json.loads(text), "product")
    except (StudioError, ValueError, RecursionError) as error:
        _log.info("the product cannot be read and is drawn plainly: %s", error)
        return Product()


def _accent(text: str) -> int:
    try:
        return parse_hex(text)
    except StudioError:
        return Shot().accent
