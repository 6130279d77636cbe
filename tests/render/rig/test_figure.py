from math import isfinite

import pytest

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Group, Stroke
from studio.render.drawing.paths import rect
from studio.render.rig.figure import Figure
from studio.render.rig.pose import FACINGS, SIDES, poses
from studio.render.shot import Cast
from tests.render.golden import check_golden, flatten
from tests.render.rig.bodies import (
    BUILDS,
    SKIN,
    TOP,
    box,
    drawn,
    figure,
    groups,
    leaves,
    look,
    points,
)

VIEWS = ("front", "3q_right", "3q_left", "right", "left", "back", "3q_back_right")
STANDING = [
    name
    for name, pose in poses().items()
    if pose.root[1] > -20 and pose.foot_r.lift < 10 and pose.foot_l.lift < 10
]
NAMES = {
    *("crown", "eyes", "mouth", "chin", "hair_l", "hair_r", "collar", "shoulder_l", "shoulder_r"),
    *("bust", "waist", "hip", "thigh", "knee", "floor", "hand_r", "hand_l", "left", "right"),
}
PROP = 0xFF0000FF


class Hands:
    """Draws a box for every prop that is held, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Point, float, float]] = []

    def __call__(self, canvas: Canvas, prop: str, at: Point, tilt: float, scale: float) -> None:
        self.calls.append((prop, at, tilt, scale))
        with canvas.group(tag=f"prop:{prop}"):
            canvas.fill(rect(at[0] - 3, at[1] - 8, 6, 16), PROP)


def order(group: Group, tags: list[str]) -> list[str]:
    """Return the tagged groups among these, in drawing order."""
    found = [group.tag] if group.tag in tags else []
    for child in group.items:
        if isinstance(child, Group):
            found += order(child, tags)
    return found


@pytest.mark.parametrize("facing", VIEWS)
@pytest.mark.parametrize("pose", poses())
def test_every_pose_is_drawn_at_every_facing(pose: str, facing: str) -> None:
    subject = figure(pose, facing, prop="bottle")
    group = drawn(subject, hold=Hands())
    assert all(isfinite(x) and isfinite(y) for x, y in points(group))
    left, top, right, bottom = box(group)
    marks = subject.landmarks
    # Fingers and the feet of a long stride reach beyond the landmarks, but not far.
    assert marks["left"][0] - 30 < left < right < marks["right"][0] + 30
    assert min(y for _, y in marks.values()) - 25 < top
    assert bottom < marks["floor"][1] + 16
    assert -250 < top < bottom < 30


def test_a_figure_and_both_of_its_arms_can_be_found_by_name() -> None:
    group = drawn(figure())
    assert [node.tag for node in group.items if isinstance(node, Group)] == ["figure:nora"]
    for side in SIDES:
        assert len(groups(group, f"arm:nora:{side}")) == 1


# Landmarks.


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("pose", STANDING)
def test_landmarks_of_a_standing_figure_go_from_crown_to_floor(pose: str, build: str) -> None:
    for facing in VIEWS:
        marks = figure(pose, facing, look=look(build)).landmarks
        assert set(marks) == NAMES
        down = ("crown", "eyes", "mouth", "chin", "bust", "waist", "hip", "thigh", "knee", "floor")
        heights = [marks[name][1] for name in down]
        assert heights == sorted(heights)
        assert marks["crown"][1] < marks["collar"][1] < marks["bust"][1]


def test_most_poses_stand() -> None:
    assert len(STANDING) >= 20


@pytest.mark.parametrize("pose", poses())
def test_left_and_right_enclose_all_landmarks(pose: str) -> None:
    marks = figure(pose).landmarks
    xs = [x for name, (x, _) in marks.items() if name not in ("left", "right")]
    assert marks["left"][0] < min(xs)
    assert marks["right"][0] > max(xs)
    assert marks["hair_l"][0] < marks["eyes"][0] < marks["hair_r"][0]
    assert marks["shoulder_l"][0] < marks["collar"][0] < marks["shoulder_r"][0]


def test_a_figure_is_as_tall_as_its_build() -> None:
    for build, sizes in BUILDS.items():
        marks = figure(look=look(build)).landmarks
        tall = marks["floor"][1] - marks["crown"][1]
        assert tall == pytest.approx(sizes.height, rel=0.12)


def test_a_figure_stands_where_it_is_put() -> None:
    here, there = figure(), figure(x=35.0)
    for name, (x, y) in here.landmarks.items():
        assert there.landmarks[name] == pytest.approx((x + 35.0, y))
    farther = figure(z=-80.0).landmarks
    tall = here.landmarks["floor"][1] - here.landmarks["crown"][1]
    assert farther["floor"][1] - farther["crown"][1] < 0.9 * tall
    assert farther["floor"][1] < here.landmarks["floor"][1]


# Mirror, facing, head.


@pytest.mark.parametrize("pose", poses())
def test_a_mirrored_figure_swaps_its_sides(pose: str) -> None:
    plain, mirrored = figure(pose).landmarks, figure(pose, mirror=True).landmarks
    for name, (x, y) in plain.items():
        twin = {"_r": "_l", "_l": "_r"}.get(name[-2:], name[-2:])
        twin = {"left": "right", "right": "left"}.get(name, name[:-2] + twin)
        assert mirrored[twin] == pytest.approx((-x, y), abs=1e-6)


def test_the_other_hand_holds_the_prop_in_the_mirror() -> None:
    plain, mirrored = Hands(), Hands()
    drawn(figure("hold_product", prop="jar"), hold=plain)
    drawn(figure("hold_product", prop="jar", mirror=True), hold=mirrored)
    ((_, (x, y), _, scale),) = plain.calls
    ((_, (other_x, other_y), _, other_scale),) = mirrored.calls
    assert (other_x, other_y, other_scale) == pytest.approx((-x, y, scale), abs=1e-6)


def test_right_and_left_are_the_viewers() -> None:
    for facing, way in (("right", 1), ("left", -1)):
        marks = figure("point_at_camera", facing).landmarks
        assert (marks["hand_r"][0] - marks["collar"][0]) * way > 30


def test_a_head_may_face_elsewhere_than_the_body() -> None:
    away = figure("stand", "back")
    looking = figure("stand", "back", head="front")
    assert not away.head.shape.face_visible
    assert looking.head.shape.face_visible
    assert looking.landmarks["bust"] == away.landmarks["bust"]


def test_names_we_do_not_know_draw_somebody_standing() -> None:
    strange = figure("swim", "sideways", head="nowhere", gaze="inwards", outfit="armour")
    assert flatten(drawn(strange)) == flatten(drawn(figure("stand", "front")))


def test_a_gaze_moves_the_eyes_only() -> None:
    ahead, aside = figure(gaze="camera"), figure(gaze="left")
    assert aside.head.gaze[0] < 0
    assert flatten(drawn(ahead)) != flatten(drawn(aside))
    for side in SIDES:
        one, other = (groups(drawn(f), f"arm:nora:{side}")[0] for f in (ahead, aside))
        assert flatten(one) == flatten(other)


# Drawing order.


def test_arms_at_the_sides_are_behind_the_trunk_and_crossed_arms_are_over_it() -> None:
    def under_trunk(pose: str, facing: str) -> list[str]:
        group = drawn(figure(pose, facing))
        body = groups(group, "figure:nora")[0]
        clip = next(i for i, node in enumerate(body.items) if isinstance(node, Group) and node.clip)
        return [node.tag for node in body.items[:clip] if isinstance(node, Group) and node.tag]

    both = ["arm:nora:l", "arm:nora:r"]
    assert sorted(under_trunk("hands_on_hips", "front")) == both
    assert under_trunk("arms_crossed", "front") == []
    assert under_trunk("hold_product", "front") == ["arm:nora:l"]
    assert sorted(under_trunk("arms_crossed", "back")) == both
    assert under_trunk("stand", "back") == []


def test_the_nearer_arm_is_drawn_last() -> None:
    arms = ["arm:nora:r", "arm:nora:l"]
    assert order(drawn(figure("stand", "right")), arms) == ["arm:nora:l", "arm:nora:r"]
    assert order(drawn(figure("stand", "left")), arms) == ["arm:nora:r", "arm:nora:l"]


def test_hair_hangs_behind_the_body_in_front_and_over_it_from_behind() -> None:
    long = look(hair={"style": "long_wavy", "colour": "#3B2119"})

    def hair_is_under_the_top(facing: str, head: str = "") -> bool:
        subject = figure("stand", facing, head=head, look=long)
        hair = Canvas()
        subject.head.draw_back(hair)
        drawing = list(leaves(drawn(subject)))
        top = next(i for i, leaf in enumerate(drawing) if leaf.paint == TOP)
        return drawing.index(next(iter(leaves(hair.root)))) < top

    assert hair_is_under_the_top("front")
    assert not hair_is_under_the_top("back")
    assert not hair_is_under_the_top("back", head="front")


# Props.


def test_a_prop_lies_between_palm_and_fingers() -> None:
    hands = Hands()
    group = drawn(figure("hold_product", prop="jar"), hold=hands)
    ((name, at, tilt, scale),) = hands.calls
    assert (name, tilt) == ("jar", 6.0)
    assert scale == pytest.approx(1.0, abs=0.1)
    hand = figure("hold_product").landmarks["hand_r"]
    assert abs(at[0] - hand[0]) < 2
    assert 3 < hand[1] - at[1] < 8
    (arm,) = groups(group, "arm:nora:r")
    tags = [node.tag for node in arm.items if isinstance(node, Group)]
    assert tags.count("prop:jar") == 1
    assert 0 < tags.index("prop:jar") == len(tags) - 2
    assert not groups(groups(group, "arm:nora:l")[0], "prop:jar")
    palm, fingers = arm.items[0], arm.items[-1]
    skin = [[leaf.paint for leaf in leaves(part)].count(SKIN) for part in (palm, fingers)]
    assert skin == [1, 5]


def test_a_prop_in_both_hands_is_held_once_between_them() -> None:
    hands = Hands()
    subject = figure("hold_product_both", prop="jar")
    group = drawn(subject, hold=hands)
    ((_, at, _, _),) = hands.calls
    (left_x, left_y), (right_x, right_y) = (subject.landmarks[f"hand_{s}"] for s in "lr")
    assert at == pytest.approx(((left_x + right_x) / 2, (left_y + right_y) / 2))
    # Both hands lie over it.
    tags = ["arm:nora:r", "arm:nora:l", "prop:jar"]
    assert order(group, tags)[0] == "prop:jar"


def test_nothing_is_held_without_a_prop_or_by_a_pose_that_holds_nothing() -> None:
    for pose, prop in (("hold_product", ""), ("hold_product_both", ""), ("stand", "jar")):
        hands = Hands()
        drawn(figure(pose, prop=prop), hold=hands)
        assert hands.calls == []
    whole = flatten(drawn(figure("hold_product", prop="jar")))
    assert whole == flatten(drawn(figure("hold_product")))


def test_everybody_who_can_hold_something_does_so_from_every_side() -> None:
    for name, pose in poses().items():
        if pose.prop is None:
            continue
        for facing in FACINGS:
            for mirror in (False, True):
                hands = Hands()
                drawn(figure(name, facing, prop="jar", mirror=mirror), hold=hands)
                assert len(hands.calls) == 1


# The pen, and pictures as they were.


def test_a_wider_pen_changes_the_ink_and_not_the_body() -> None:
    def widths(subject: Figure) -> list[float]:
        return [leaf.width for leaf in leaves(drawn(subject)) if isinstance(leaf, Stroke)]

    fine, wide = figure(), figure()
    wide.set_line(0.84)
    assert wide.landmarks == fine.landmarks
    pairs = list(zip(widths(fine), widths(wide), strict=True))
    assert len(pairs) > 20
    ratios = [round(after / before, 3) for before, after in pairs]
    # Some details of a head, such as hoops, are drawn in their own width.
    assert ratios.count(2.0) > 0.8 * len(ratios)
    built = Figure(Cast("nora", look()), line=0.84)
    assert flatten(drawn(built)) == flatten(drawn(wide))


def test_painted_nails_are_seen() -> None:
    painted = look(nails="#B03050")
    paints = [leaf.paint for leaf in leaves(drawn(figure("wave", look=painted)))]
    assert paints.count(0xB03050FF) >= 4


@pytest.mark.parametrize(
    ("name", "pose", "facing", "build"),
    [
        ("arms_crossed_right", "arms_crossed", "3q_right", "tall"),
        ("walk_profile", "walk", "left", "small"),
        ("hips_behind", "hands_on_hips", "back", "usual"),
    ],
)
def test_a_body_looks_as_it_did(name: str, pose: str, facing: str, build: str) -> None:
    bald = look(build, hair={"style": "bald", "colour": "#3B2119"})
    subject = figure(pose, facing, look=bald)
    everything = flatten(drawn(subject))
    landmarks = {key: [round(c, 2) for c in at] for key, at in subject.landmarks.items()}
    check_golden(f"rig/figure_{name}", {"drawing": everything, "landmarks": [landmarks]})
