"""People drawn by lot: the same for the same seed, unlike each other, and all can be drawn."""

import json
from typing import Any

import pytest

from studio.kernel import resources
from studio.render.rig.accessories import BEARDS, EARRINGS, GLASSES
from studio.render.rig.by_lot import look_by_lot
from studio.render.rig.hair.style import hair_style_named, hair_style_names
from studio.render.rig.head_shape import FACE_SHAPES
from studio.render.rig.look import Build, Look, read_look
from studio.render.rig.outfit import Trousers, outfits

SEEDS = range(300)
SLOTS = {"top", "bottom", "shoe", "accent", "inner", "outer"}


@pytest.fixture(scope="module")
def recipes() -> list[dict[str, object]]:
    return [look_by_lot(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def looks(recipes: list[dict[str, object]]) -> list[Look]:
    return [read_look(recipe, f"seed {seed}") for seed, recipe in enumerate(recipes)]


@pytest.fixture
def people() -> dict[str, Any]:
    return resources.table("drawing", "people.toml")


def covered(look: Look) -> bool:
    return hair_style_named(look.hair.style).kind == "hijab"


def test_the_same_seed_draws_the_same_person(recipes: list[dict[str, object]]) -> None:
    assert [look_by_lot(seed) for seed in SEEDS] == recipes


def test_hardly_two_people_look_alike(recipes: list[dict[str, object]]) -> None:
    assert len({json.dumps(recipe, sort_keys=True) for recipe in recipes}) >= 200


def test_a_recipe_is_read_alike_after_it_was_stored(
    recipes: list[dict[str, object]], looks: list[Look]
) -> None:
    stored = [json.loads(json.dumps(recipe)) for recipe in recipes]
    assert [read_look(recipe, "stored") for recipe in stored] == looks


def test_one_recipe_can_be_changed_without_the_next_one(
    recipes: list[dict[str, object]], people: dict[str, Any]
) -> None:
    before = json.dumps(people)
    for seed in range(40):
        recipe: dict[str, Any] = look_by_lot(seed)
        for part in recipe.values():
            if isinstance(part, dict):
                part.clear()
    assert json.dumps(people) == before
    assert [look_by_lot(seed) for seed in range(40)] == recipes[:40]


def test_all_that_is_worn_can_be_drawn(looks: list[Look]) -> None:
    for look in looks:
        assert look.hair.style in hair_style_names()
        assert look.outfit in outfits()
        assert look.face in FACE_SHAPES
        assert set(look.palette) == SLOTS
        assert look.earrings is None or look.earrings.style in EARRINGS
        assert look.glasses is None or look.glasses.style in GLASSES
        assert look.beard is None or look.beard.style in BEARDS


def test_all_that_the_lot_is_drawn_from_exists(people: dict[str, Any]) -> None:
    bodies = people["builds"]
    assert {style for body in bodies for style in body["hair"]} <= set(hair_style_names())
    worn = {outfit for body in bodies for outfit in body["outfits"]} | set(people["covered"])
    assert worn <= set(outfits())
    assert set(people["faces"]) <= set(FACE_SHAPES)
    assert [set(scheme) for scheme in people["schemes"]] == [SLOTS] * len(people["schemes"])


def test_everything_there_is_comes_up(looks: list[Look], people: dict[str, Any]) -> None:
    bodies = people["builds"]
    assert {look.hair.style for look in looks} == {s for body in bodies for s in body["hair"]}
    assert {look.outfit for look in looks} == {o for body in bodies for o in body["outfits"]}
    assert {look.face for look in looks} == set(people["faces"])
    assert len({look.skin for look in looks}) == len(people["skins"])
    assert {look.beard.style for look in looks if look.beard} == set(BEARDS)
    assert {look.earrings.style for look in looks if look.earrings} == set(EARRINGS)
    assert {look.freckles for look in looks} == {True, False}


def test_whoever_wears_a_headscarf_is_covered_and_has_no_beard(
    looks: list[Look], people: dict[str, Any]
) -> None:
    wearing = [look for look in looks if covered(look)]
    assert wearing
    assert {look.outfit for look in wearing} <= set(people["covered"])
    assert not any(look.beard for look in wearing)


def test_what_goes_with_a_headscarf_leaves_no_arm_or_leg_bare(people: dict[str, Any]) -> None:
    assert people["covered"]
    for name in people["covered"]:
        outfit = outfits()[name]
        assert outfit.sleeve is not None
        assert outfit.sleeve.length > 0.9
        assert isinstance(outfit.bottom, Trousers)
        assert outfit.bottom.length > 0.9
        assert outfit.top is not None
        assert outfit.top.hem == "hip"


def test_bodies_are_such_as_people_have(looks: list[Look], people: dict[str, Any]) -> None:
    low = min(body["heights"][0] for body in people["builds"])
    high = max(body["heights"][1] for body in people["builds"])
    assert {low <= look.build.height <= high for look in looks} == {True}
    assert len({look.build.height for look in looks}) > 20
    assert {look.build.shoulders > Build().shoulders for look in looks} == {True, False}
    for look in looks:
        assert 0 <= look.blush <= 1
        assert 0.9 < look.nose < 1.2
        assert 0.8 <= look.brows.weight <= 1.5
