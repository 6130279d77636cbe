"""A look drawn by lot: somebody who could stand in the street, the same for the same seed."""

import random
from collections.abc import Mapping
from typing import Any

from studio.kernel import resources

_GLASSES, _FRECKLES = 0.18, 0.2


def look_by_lot(seed: int) -> dict[str, object]:
    """Return the recipe of a look, as `look.read_look` reads it."""
    chance = random.Random(seed)  # noqa: S311 - it draws people, not keys
    people = resources.table("drawing", "people.toml")
    body, colouring = chance.choice(people["builds"]), chance.choice(people["skins"])
    grown, style = chance.choice(colouring["hair"]), chance.choice(body["hair"])
    hair = chance.choice(people["dyes"]) if chance.random() < people["dyed"] else grown
    outfits = people["covered"] if style == "hijab" else body["outfits"]
    return {
        "skin": colouring["skin"],
        "face": chance.choice(people["faces"]),
        "hair": {"style": style, "colour": hair},
        "eyes": {"colour": chance.choice(colouring["eyes"]), "lash": body["lash"]},
        "brows": {"weight": round(body["brows"] * chance.uniform(0.85, 1.15), 2)},
        "lips": {"colour": chance.choice(colouring["lips"])},
        "blush": round(chance.uniform(0.2, 0.7), 2),
        "nose": round(chance.uniform(0.92, 1.15), 2),
        "freckles": chance.random() < _FRECKLES,
        "outfit": chance.choice(outfits),
        "palette": dict(chance.choice(people["schemes"])),
        "build": {**body["build"], "height": chance.randint(*body["heights"])},
        **_extras(chance, body, grown),
    }


def _extras(chance: random.Random, body: Mapping[str, Any], grown: str) -> dict[str, object]:
    """Return what somebody may wear on the head, or not."""
    found: dict[str, object] = {}
    if chance.random() < body["earrings"]:
        found["earrings"] = {"style": chance.choice(("hoop", "stud", "drop")), "colour": "#E2B24A"}
    if chance.random() < _GLASSES:
        found["glasses"] = {"style": chance.choice(("round", "square")), "colour": "#4A3226"}
    if chance.random() < body["beards"]:
        found["beard"] = {"style": chance.choice(("stubble", "short", "full")), "colour": grown}
    return found
