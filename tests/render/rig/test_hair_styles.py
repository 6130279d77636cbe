import copy
from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest

from studio.kernel import resources
from studio.kernel.errors import Unreadable
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.style import (
    PLAIN,
    HairStyle,
    hair_style_named,
    hair_style_names,
    hair_styles,
    read_hair,
)
from studio.render.rig.hair.texture import scallop
from studio.render.rig.head_shape import OVAL, turned_head
from tests.render.rig.heads import drawn, head, wearing


def _table() -> dict[str, dict[str, dict[str, object]]]:
    return copy.deepcopy(resources.table("drawing", "hair.toml"))


def test_all_styles_load_in_the_order_of_the_menu() -> None:
    assert hair_style_names() == tuple(_table()["styles"])
    assert len(hair_style_names()) == 21


@pytest.mark.parametrize(
    ("key", "value"),
    [("vloume", 0.1), ("volume", "much"), ("kind", "wig"), ("texture", "silky"), ("tie", "redd")],
)
def test_a_wrong_key_is_named_with_its_file(key: str, value: object) -> None:
    table = _table()
    table["styles"]["bob"][key] = value
    with pytest.raises(Unreadable, match=rf"hair\.toml.*styles\.bob\.{key}"):
        read_hair(table, "hair.toml")


def test_a_style_with_an_unknown_hairline_is_named() -> None:
    table = _table()
    table["styles"]["bob"]["front"] = "mullet"
    with pytest.raises(Unreadable, match=r"hair\.toml.*styles\.bob\.front.*mullet"):
        read_hair(table, "hair.toml")


def test_an_unknown_style_draws_a_plain_bob() -> None:
    assert hair_style_named("beehive") is hair_styles()[PLAIN]
    assert drawn(head(wearing("beehive"))) == drawn(head(wearing(PLAIN)))


def test_no_two_styles_draw_the_same_head() -> None:
    seen = [drawn(head(wearing(style))) for style in hair_style_names()]
    assert all(picture not in seen[:i] for i, picture in enumerate(seen))


def test_hairlines_run_from_temple_to_temple() -> None:
    for name, line in read_hair(_table(), "hair.toml").hairlines.items():
        degrees = [at for at, _ in line]
        assert degrees == sorted(degrees), name
        assert degrees[0] < -80, name
        assert degrees[-1] > 80, name
        # Three points from either end belong to the temples; a fringe needs one between.
        assert len(line) >= 9, name


def _edges(style: HairStyle, yaw: float) -> HairEdges:
    return HairEdges(style, turned_head(OVAL, yaw), 0.0)


def test_the_hidden_half_of_a_hairline_shrinks_to_one_point_of_the_silhouette() -> None:
    straight = _edges(hair_styles()["bob"], 0.0).hairline
    turned = _edges(hair_styles()["bob"], pi / 4).hairline
    assert len(turned) < len(straight)
    assert turned[-1][0] == max(x for x, _ in turned)
    mirrored = _edges(hair_styles()["bob"], -pi / 4).hairline
    for (x, y), expected in zip(mirrored, reversed(turned), strict=True):
        assert (-x, y) == pytest.approx(expected)


@pytest.mark.parametrize("radius", [0.3, 0.6])
def test_curls_stand_out_of_a_clockwise_outline_and_meet_at_the_seam(radius: float) -> None:
    circle = [(radius * cos(2 * pi * i / 200), radius * sin(2 * pi * i / 200)) for i in range(200)]
    curled = [hypot(x, y) - radius for x, y in scallop(circle, 0.1, 0.02)]
    assert max(curled) > 0.008
    assert min(curled) == pytest.approx(-0.35 * 0.02, rel=0.3)
    assert sum(curled) > 0
    steps = [abs(a - b) for a, b in pairwise(curled)]
    assert abs(curled[0] - curled[-1]) < 1.2 * max(steps)


def test_only_wavy_hair_swings() -> None:
    for texture, moves in (("straight", False), ("wavy", True), ("curly", False)):
        edges = _edges(HairStyle(texture=texture), 0.0)  # type: ignore[arg-type]  # from the list
        assert (edges.wave((0.4, 0.55), 1.0) != (0.4, 0.55)) is moves
