import pytest

from studio.kernel.geometry import Point
from studio.render.camera import CAMERA_MOVES
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group, Path, Stroke
from studio.render.overlay.guides import draw_safe_zone, draw_thirds
from studio.render.overlay.inks import MOVE
from studio.render.overlay.moves import draw_camera_move, shows_arrows
from studio.render.overlay.placements import PLACEMENTS, safe_zone
from studio.render.overlay.slate import draw_disclosure, draw_slate
from studio.render.shot import RATIOS, Marks, Shot
from tests.render.golden import check_golden, flatten
from tests.render.staging import assert_finite, covered, leaves, texts

SIZES = list(RATIOS.values())
MOVING = CAMERA_MOVES[1:]


def _arrows(move: str, width: float = 1080, height: float = 1920) -> Group:
    canvas = Canvas()
    draw_camera_move(canvas, move, width, height)
    return canvas.root


def _slate(shot: Shot, marks: Marks, width: float = 1080) -> Group:
    canvas = Canvas()
    draw_slate(canvas, shot, marks, width)
    return canvas.root


def _disclosure(text: str, width: float = 1080, height: float = 1920) -> Group:
    canvas = Canvas()
    draw_disclosure(canvas, text, width, height)
    return canvas.root


def _guides(placement: str, width: float = 1080, height: float = 1920) -> Group:
    canvas = Canvas()
    draw_thirds(canvas, width, height)
    draw_safe_zone(canvas, safe_zone(placement, width, height))
    return canvas.root


def _heads(move: str) -> list[Point]:
    """Return the centre of gravity of every arrow: its broad head pulls it to its own side."""
    return [
        _centre_of_gravity(leaf.path)
        for leaf in leaves(_arrows(move))
        if isinstance(leaf, Fill) and leaf.paint == MOVE
    ]


def _centre_of_gravity(outline: Path) -> Point:
    corners = list(zip(outline.pts[0::2], outline.pts[1::2], strict=True))
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross / 2
        x, y = x + (x0 + x1) * cross / 6, y + (y0 + y1) * cross / 6
    return x / area, y / area


@pytest.mark.parametrize("move", MOVING)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_camera_move_is_drawn_inside_the_picture(
    move: str, width: float, height: float
) -> None:
    root = _arrows(move, width, height)
    assert_finite(root)
    box = covered(root)
    assert 0 <= box.x < box.right <= width
    assert 0 <= box.y < box.bottom <= height
    assert shows_arrows(move)


@pytest.mark.parametrize("move", ["static", "teleport"])
def test_a_still_camera_has_no_arrows(move: str) -> None:
    assert _arrows(move).items == ()
    assert not shows_arrows(move)


@pytest.mark.parametrize(
    ("left", "right"),
    [("pan_left", "pan_right"), ("truck_left", "truck_right"), ("arc_left", "arc_right")],
)
def test_an_arrow_s_head_is_on_the_side_it_points_to(left: str, right: str) -> None:
    ((one, _),), ((other, _),) = _heads(left), _heads(right)
    assert one < 540 < other


def test_a_tilt_points_up_or_down() -> None:
    ((_, up),), ((_, down),) = _heads("tilt_up"), _heads("tilt_down")
    assert up < 960 < down


def test_a_push_points_inwards_and_a_pull_outwards() -> None:
    def spread(move: str) -> float:
        heads = _heads(move)
        assert len(heads) == 4
        return sum(abs(x - 540) for x, _ in heads)

    assert spread("push_in") < spread("pull_out")


@pytest.mark.parametrize(
    "move", ["push_in", "pull_out", "pan_left", "truck_right", "tilt_up", "arc_left", "handheld"]
)
def test_arrows_still_look_as_they_did(move: str) -> None:
    check_golden(f"overlay/move_{move}", flatten(_arrows(move)))


def test_the_slate_says_number_size_angle_and_move() -> None:
    shot = Shot(size="CU", angle="low", camera_move="push_in")
    root = _slate(shot, Marks(number="07B", timecode="00:12.5"))
    assert texts(root) == ["07B   CU · LOW · PUSH IN", "00:12.5"]


def test_the_slate_leaves_out_what_goes_without_saying() -> None:
    assert texts(_slate(Shot(size="MS"), Marks(number="01"))) == ["01   MS"]
    assert texts(_slate(Shot(), Marks(timecode="00:00"))) == ["00:00"]
    assert _slate(Shot(), Marks()).items == ()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_slate_and_disclosure_stay_in_the_corners(width: float, height: float) -> None:
    slate = covered(_slate(Shot(), Marks(number="01", timecode="00:00.0"), width))
    assert (slate.x, slate.right) == pytest.approx((26, width - 26))
    assert slate.bottom < 90
    label = covered(_disclosure("AI-generated persona · Ad", width, height))
    assert label.x == pytest.approx(26)
    assert height - 80 < label.y < label.bottom < height


def test_a_long_disclosure_is_set_smaller_so_that_it_stays_in_the_picture() -> None:
    text = "This content was created with artificial intelligence and is paid advertising " * 2
    assert covered(_disclosure(text)).right == pytest.approx(1080 - 26)
    assert covered(_disclosure("Ad")).right < 200


@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_safe_zones_lie_in_the_picture_and_leave_room_for_text(
    placement: str, width: float, height: float
) -> None:
    zone = safe_zone(placement, width, height)
    assert 0 < zone.free.x < zone.free.right < width
    assert 0 < zone.free.y < zone.free.bottom < height
    area = zone.text_area
    assert zone.free.x < area.x < area.right < zone.free.right
    assert zone.free.y < area.y < area.bottom < zone.free.bottom
    assert area.width > 0.6 * width


def test_a_placement_covers_only_upright_pictures() -> None:
    assert safe_zone("tiktok", 1080, 1920).name == "TikTok"
    for width, height in ((1080.0, 1080.0), (1920.0, 1080.0)):
        assert safe_zone("tiktok", width, height) == safe_zone("none", width, height)


def test_an_unknown_placement_leaves_a_plain_margin() -> None:
    assert safe_zone("billboard", 1080, 1920) == safe_zone("none", 1080, 1920)


def test_the_safe_zone_is_named_and_tints_only_what_is_covered() -> None:
    root = _guides("reels")
    assert texts(root) == ["REELS SAFE"]
    (tint,) = [leaf for leaf in leaves(root) if isinstance(leaf, Fill)]
    assert tint.even_odd
    assert texts(_guides("none")) == []


def test_thirds_cut_the_picture_in_nine_equal_parts() -> None:
    canvas = Canvas()
    draw_thirds(canvas, 1080, 1920)
    lines = [leaf.path.pts for leaf in leaves(canvas.root) if isinstance(leaf, Stroke)]
    assert {pts[0] for pts in lines if pts[0] == pts[2]} == {360, 720}
    assert {pts[1] for pts in lines if pts[1] == pts[3]} == {640, 1280}


def test_marks_still_look_as_they_did() -> None:
    shot = Shot(size="CU", angle="high", camera_move="truck_left")
    data = {
        "slate": flatten(_slate(shot, Marks(number="03", timecode="00:04.5"))),
        "disclosure": flatten(_disclosure("AI-generated persona · Ad")),
        "guides": flatten(_guides("tiktok")),
    }
    check_golden("overlay/marks", data)
