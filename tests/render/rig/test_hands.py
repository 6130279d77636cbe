from collections.abc import Mapping
from math import hypot, isfinite

import pytest

from studio.kernel.geometry import Matrix, apply
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group
from studio.render.rig.hands import HAND_FORMS, HandPart, draw_hand, hand_matrix, palm_centre
from studio.render.rig.look import Build
from studio.render.rig.pose import HandShape, Pose
from studio.render.rig.skeleton import Hand
from studio.render.rig.solve import solve
from studio.render.rig.space import Vector, unit
from tests.render.rig.bodies import SKIN, box, leaves, paints

SKELETON = solve(Build(), Pose())
WRIST = (0.0, -120.0, 0.0)
NAILS = 0xB03050FF
UP, AT_VIEWER = (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)
LENGTH = 15.0


def hand(shape: HandShape, fingers: Vector = UP, thumb: Vector = (-1.0, 0.0, 0.0)) -> Hand:
    return Hand(WRIST, unit(fingers), thumb, shape, LENGTH)


def drawn(subject: Hand, part: HandPart = "whole", nails: int | None = None) -> Group:
    canvas = Canvas()
    draw_hand(canvas, SKELETON, subject, SKIN, part=part, nails=nails)
    return canvas.root


def skin_shapes(group: Group) -> set[tuple[float, ...]]:
    return {
        leaf.path.pts for leaf in leaves(group) if isinstance(leaf, Fill) and leaf.paint == SKIN
    }


def stretch(m: Matrix) -> tuple[float, float]:
    return hypot(m[0], m[1]), hypot(m[2], m[3])


@pytest.mark.parametrize("shape", HAND_FORMS)
def test_every_shape_fits_a_hand(shape: HandShape) -> None:
    left, top, right, bottom = box(drawn(hand(shape)))
    assert all(isfinite(edge) for edge in (left, top, right, bottom))
    assert -12 < left < right < 12
    assert WRIST[1] - 1.15 * LENGTH < top < WRIST[1] - 0.5 * LENGTH
    assert WRIST[1] < bottom < WRIST[1] + 3


def test_shapes_differ_from_each_other() -> None:
    shapes = {frozenset(skin_shapes(drawn(hand(shape)))) for shape in HAND_FORMS}
    assert len(shapes) == len(HAND_FORMS)


def test_palm_and_fingers_together_are_the_whole_hand() -> None:
    for shape in HAND_FORMS:
        palm = skin_shapes(drawn(hand(shape), "palm"))
        fingers = skin_shapes(drawn(hand(shape), "fingers"))
        assert (len(palm), len(fingers)) == (1, 5)
        assert palm | fingers == skin_shapes(drawn(hand(shape)))


def test_only_stretched_fingers_show_their_nails() -> None:
    shown: Mapping[HandShape, int] = {"open": 4, "flat": 4, "peace": 2, "point": 1, "fist": 0}
    for shape, count in shown.items():
        assert paints(drawn(hand(shape), nails=NAILS)).count(NAILS) == count
    assert NAILS not in paints(drawn(hand("open"), "palm", NAILS))


def test_the_thumb_points_where_the_pose_says() -> None:
    for side in (-1.0, 1.0):
        for fingers in (UP, (1.0, -0.2, 0.0), (-1.0, 0.3, 0.2), (0.0, 1.0, 0.1)):
            across = (-fingers[1] * side, fingers[0] * side, 0.0)
            m = hand_matrix(SKELETON, hand("open", fingers, across))
            tip, wrist = apply(m, *HAND_FORMS["open"].thumb[2]), apply(m, 0.3, 0.0)
            towards = (tip[0] - wrist[0]) * across[0] + (tip[1] - wrist[1]) * across[1]
            assert towards > 0


def test_a_hand_that_points_at_the_viewer_is_shortened_but_not_narrowed() -> None:
    along, across = stretch(hand_matrix(SKELETON, hand("point", AT_VIEWER)))
    assert along == pytest.approx(0.72 * across)
    along, across = stretch(hand_matrix(SKELETON, hand("point", UP)))
    assert along == pytest.approx(across)
    assert across == pytest.approx(LENGTH)


def test_a_hand_towards_the_viewer_is_larger() -> None:
    _, near = stretch(hand_matrix(SKELETON, hand("point", AT_VIEWER)))
    _, far = stretch(hand_matrix(SKELETON, hand("point", (0.0, 0.0, -1.0))))
    assert near > LENGTH > far


def test_the_palm_lies_between_wrist_and_fingers() -> None:
    x, y = palm_centre(SKELETON, hand("open"))
    assert x == pytest.approx(SKELETON.project(WRIST)[0])
    assert y == pytest.approx(SKELETON.project(WRIST)[1] - 0.42 * LENGTH)
