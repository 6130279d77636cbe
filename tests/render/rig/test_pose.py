from dataclasses import fields, is_dataclass
from typing import get_args

import pytest

from studio.kernel.errors import Unreadable
from studio.render.rig.pose import (
    FACINGS,
    Arm,
    Foot,
    HandShape,
    HeldProp,
    Pose,
    Tilt,
    pose_named,
    poses,
    read_poses,
)

Recipe = dict[str, object]
MISSPELT: dict[str, tuple[Recipe, str]] = {
    "of the pose": ({"cheast": {"roll": 3}}, "cheast"),
    "of a tilt": ({"chest": {"rol": 3}}, "chest.rol"),
    "of an arm": ({"arm_r": {"elbw": [1, 0, 0]}}, "arm_r.elbw"),
    "of a foot": ({"foot_l": {"lifted": 3}}, "foot_l.lifted"),
    "of the prop": ({"prop": {"hand": "r", "tild": 3}}, "prop.tild"),
}
WRONG: dict[str, tuple[Recipe, str]] = {
    "hand": ({"arm_r": {"hand": "claw"}}, "arm_r.hand"),
    "anchor": ({"arm_l": {"at": "elbow"}}, "arm_l.at"),
    "number": ({"pelvis": {"roll": "much"}}, "pelvis.roll"),
    "triple": ({"arm_r": {"offset": [1, 2]}}, "arm_r.offset"),
}


@pytest.mark.parametrize("case", [*MISSPELT, *WRONG])
def test_a_key_that_cannot_be_used_is_named_with_its_pose_and_its_file(case: str) -> None:
    recipe, key = {**MISSPELT, **WRONG}[case]
    table: dict[str, Recipe] = {"stand": {"pelvis": {"roll": 3}}, "wave": recipe}
    with pytest.raises(Unreadable) as caught:
        read_poses(table, "our_poses.toml")
    for word in ("our_poses.toml", "wave", key):
        assert word in str(caught.value)
    assert "stand" not in str(caught.value)


def test_a_pose_says_only_what_differs_from_the_defaults() -> None:
    pose = read_poses({"nod": {"head": {"pitch": -12}}})["nod"]
    assert pose == Pose(head=Tilt(pitch=-12.0))


def test_every_pose_of_the_file_is_read_once() -> None:
    assert len(poses()) >= 26
    assert poses() is poses()


def test_the_poses_use_every_hand_shape() -> None:
    used = {pose.arm(side).hand for pose in poses().values() for side in ("r", "l")}
    assert used == set(get_args(HandShape))


def test_an_unknown_pose_stands() -> None:
    assert pose_named("no such pose") is poses()["stand"]
    assert pose_named("wave") is poses()["wave"]


def test_poses_are_plain_numbers_all_the_way_down() -> None:
    def leaves(value: object) -> list[object]:
        if is_dataclass(value):
            return [leaf for f in fields(value) for leaf in leaves(getattr(value, f.name))]
        return (
            [leaf for part in value for leaf in leaves(part)] if type(value) is tuple else [value]
        )

    kinds = {type(leaf) for pose in poses().values() for leaf in leaves(pose)}
    # Names of anchors and hands, the flag for the other side, and what may be left out.
    assert kinds == {float, str, bool, type(None)}


@pytest.mark.parametrize("name", poses())
def test_a_pose_mirrored_twice_is_itself(name: str) -> None:
    assert poses()[name].mirrored().mirrored() == poses()[name]


def test_a_mirrored_pose_swaps_the_sides_and_leans_the_other_way() -> None:
    pose = Pose(
        root=(4.0, -5.0, 2.0),
        chest=Tilt(yaw=10.0, roll=3.0, pitch=7.0),
        arm_r=Arm(hand="fist"),
        foot_l=Foot(lift=9.0),
        prop=HeldProp("r", tilt=6.0),
    )
    mirrored = pose.mirrored()
    assert mirrored.root == (-4.0, -5.0, 2.0)
    assert mirrored.chest == Tilt(yaw=-10.0, roll=-3.0, pitch=7.0)
    assert (mirrored.arm("l").hand, mirrored.arm("r").hand) == ("fist", "relaxed")
    assert (mirrored.foot("r").lift, mirrored.foot("l").lift) == (9.0, 0.0)
    assert mirrored.prop == HeldProp("l", tilt=6.0)


def test_a_prop_in_both_hands_stays_there_in_the_mirror() -> None:
    assert HeldProp("both").mirrored() == HeldProp("both")


def test_every_facing_has_its_mirror_image() -> None:
    turns = {round(turn) % 360 for turn in FACINGS.values()}
    assert turns == {-turn % 360 for turn in turns}
