import pytest

from studio.kernel.errors import Unreadable
from studio.render.rig.outfit import Outfit, Sleeve, outfit_worn, outfits, read_outfits

SHOES = {"kind": "heel"}
TEE: dict[str, object] = {"slot": "top", "neck": "crew", "ease": 1.0, "hem": "hip"}
JEANS: dict[str, object] = {"slot": "bottom", "kind": "trousers", "ease": 1.0, "length": 0.9}
SKIRT: dict[str, object] = {"slot": "bottom", "kind": "skirt", "length": 0.4}
COAT: dict[str, object] = {"slot": "outer", "kind": "coat", "ease": 2.0, "length": 0.4}


def outfit(**parts: object) -> Outfit:
    return read_outfits({"tested": {"shoes": SHOES, **parts}})["tested"]


@pytest.mark.parametrize(
    ("recipe", "key"),
    [
        ({"top": {**TEE, "sleve": 0.3}}, "top.sleve"),
        ({"bottom": {**JEANS, "lenght": 0.3}}, "lenght"),
        ({"bottom": {**SKIRT, "crease": True}}, "crease"),
        ({"outer": {**COAT, "kind": "cape"}}, "outer.kind"),
        ({"top": {**TEE, "details": ["pockets"]}}, "top.details"),
        ({"top": {**TEE, "slot": "upper"}}, "top.slot"),
        ({"top": {**TEE, "sleeve": 1.2}}, "top.sleeve"),
        ({"hat": {}}, "hat"),
    ],
)
def test_a_key_that_cannot_be_used_is_named_with_its_outfit_and_its_file(
    recipe: dict[str, object], key: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_outfits({"party": {"shoes": SHOES, **recipe}}, "our_outfits.toml")
    for word in ("our_outfits.toml", "party", key):
        assert word in str(caught.value)


def test_shoes_cannot_be_left_out() -> None:
    with pytest.raises(Unreadable, match="shoes"):
        read_outfits({"party": {"top": TEE}})


def test_every_outfit_of_the_file_is_read_once() -> None:
    assert len(outfits()) >= 13
    assert outfits() is outfits()


def test_an_unknown_outfit_falls_back_to_the_usual_one_and_then_to_the_first() -> None:
    first = next(iter(outfits()))
    assert outfit_worn("trench", "pyjama") == "trench"
    assert outfit_worn("", "pyjama") == "pyjama"
    assert outfit_worn("no such", "pyjama") == "pyjama"
    assert outfit_worn("no such", "nor this") == first


def test_the_sleeve_that_is_seen_is_the_outermost() -> None:
    long = {**TEE, "sleeve": 0.95, "details": ["band"]}
    assert outfit(top=long).sleeve == Sleeve("top", 0.95, 1.0, cuff=True)
    assert outfit(top={**long, "sleeve": 0.6}).sleeve == Sleeve("top", 0.6, 1.0, cuff=False)
    over = outfit(top=long, outer={**COAT, "sleeve": 0.8})
    assert over.sleeve == Sleeve("outer", 0.8, 2.0, cuff=False)
    assert outfit(top=long, outer=COAT).sleeve is None
    assert outfit().sleeve is None
