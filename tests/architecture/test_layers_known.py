"""Every module sits in some layer and under every contract that is meant for it."""

from tests.architecture.tree import PACKAGE, contract, features, modules, names

WINDOWLESS = {"cli", "kernel", "store", "render", "export", "intake"}


def test_every_package_sits_in_a_layer() -> None:
    layers = names(contract("direction", "layers")) | set(
        contract("direction", "exhaustive_ignores")
    )
    found = {name.split(".")[1] for name in modules() if "." in name}

    assert {"kernel", "store", "render", "export", "spots", "app", "cli"} <= found
    assert found <= layers


def test_every_feature_is_held_to_the_order_inside_a_feature() -> None:
    assert "studio.spots" in features()
    assert features() <= set(contract("inside", "containers"))


def test_every_module_of_a_feature_sits_in_a_layer() -> None:
    layers = names(contract("inside", "layers"))
    inside = {tuple(name.split(".")[:3]) for name in modules() if name.count(".") >= 2}
    found = {third for _, second, third in inside if f"studio.{second}" in features()}

    assert {"model", "queries", "rules", "ops", "documents", "ui"} <= found
    assert found <= layers


def test_whatever_works_without_a_window_is_forbidden_to_reach_one() -> None:
    sources = set(contract("headless", "source_modules"))
    lacking = names(contract("inside", "layers")) - {"ui"}

    assert {f"studio.*.{name}" for name in lacking} <= sources
    there = {name for name in WINDOWLESS if any(PACKAGE.glob(f"{name}*"))}
    assert {f"studio.{name}" for name in there} <= sources
