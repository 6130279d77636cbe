"""Every op has a name for the undo menu, marked for translation."""

import ast
from collections.abc import Callable, Iterator

from studio.personas import ops
from studio.personas.ops import add_talent, parts
from studio.spots import sample
from studio.spots.model import CastMember, Panel, PropUse, Super
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store.workspace import Store
from tests.architecture.tree import ROOT
from tests.spots.boards import RECIPE, make_spot, panel_ids, steps

Verbs = list[tuple[str, Callable[[], object]]]

SOURCES = (
    *sorted((ROOT / "studio" / "spots" / "ops").glob("*.py")),
    ROOT / "studio" / "spots" / "sample.py",
    *sorted((ROOT / "studio" / "personas" / "ops").glob("*.py")),
)

RECORDS = {
    f"records.{verb}"
    for verb in ("write_field", "add_part", "write_part", "delete_part", "relocate_part")
}


def edits(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls of an edit in a source."""
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and isinstance(called, ast.Attribute):
            yield from [node] if called.attr == "edit" else []


def verbs(tree: ast.AST) -> Iterator[str]:
    """Yield the functions of a source that edit, or let `records` edit in their name."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            called = {
                ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)
            }
            yield from [function.name] if called & RECORDS or any(edits(function)) else []


def marked(label: ast.expr) -> bool:
    """Tell whether a label is a sentence in N_("…")."""
    return (
        isinstance(label, ast.Call)
        and isinstance(label.func, ast.Name)
        and label.func.id == "N_"
        and isinstance(label.args[0], ast.Constant)
        and bool(label.args[0].value)
    )


def test_every_label_of_an_edit_is_marked_for_translation() -> None:
    found = 0
    for path in SOURCES:
        for call in edits(ast.parse(path.read_text(encoding="utf-8"))):
            found += 1
            assert marked(call.args[0]), f"{path.name}:{call.lineno}"
    assert found >= 20


def people_verbs(store: Store, talent: str) -> Verbs:
    idle = add_talent(store, "Nobody")
    look = ops.add_look(store, talent, "gala", {**RECIPE, "blush": 0.25})
    return [
        ("Add talent", lambda: add_talent(store, "Aiko")),
        ("Add talent", lambda: ops.create_talent(store, "Elin", 7)),
        ("Add look", lambda: ops.add_look(store, talent, "everyday", RECIPE)),
        ("Edit talent", lambda: ops.write_talent(store, talent, "story", "Grew up at sea")),
        ("Change look", lambda: ops.change_look(store, look, RECIPE)),
        ("Duplicate talent", lambda: ops.duplicate_talent(store, talent)),
        ("Archive talent", lambda: ops.archive_talent(store, talent)),
        ("Restore talent", lambda: ops.restore_talent(store, talent)),
        ("Delete talent", lambda: ops.delete_talent(store, idle)),
    ]


def part_verbs(store: Store, talent: str) -> Verbs:
    first, last = (parts.add_part(store, "voice", talent) for _n in range(2))
    return [
        ("Add to talent", lambda: parts.add_part(store, "voice", talent)),
        ("Edit talent", lambda: parts.write_part(store, "voice", first, "name", "Calm")),
        ("Reorder", lambda: parts.relocate_part(store, "voice", last, 0)),
        ("Take away from talent", lambda: parts.delete_part(store, "voice", first)),
    ]


def spot_verbs(store: Store, spot: str) -> Verbs:
    return [
        ("New spot", lambda: spots.create_spot(store, SpotDraft("New"))),
        ("Rename spot", lambda: spots.rename_spot(store, spot, "Renamed")),
        ("Duplicate spot", lambda: spots.duplicate_spot(store, spot)),
        ("Archive spot", lambda: spots.archive_spot(store, spot)),
        ("Restore spot", lambda: spots.restore_spot(store, spot)),
        ("Delete spot", lambda: spots.delete_spot(store, spot)),
        ("Make sample spot", lambda: sample.make_sample(store, "en")),
    ]


def panel_verbs(store: Store, spot: str, scene: str) -> Verbs:
    panel, other = panel_ids(store, spot)
    return [
        ("Add scene", lambda: panels.add_scene(store, spot)),
        ("Add panel", lambda: panels.add_panel(store, spot)),
        ("Add panel", lambda: panels.append_panel(store, scene, Panel(scene_id="", rank=""))),
        ("Duplicate panel", lambda: panels.duplicate_panels(store, spot, [panel])),
        ("Move panel", lambda: panels.relocate_panels(store, spot, [panel], 9)),
        ("Delete panel", lambda: panels.delete_panels(store, spot, [other])),
    ]


def content_verbs(store: Store, panel: str, talent: str) -> Verbs:
    member = CastMember(panel_id="", rank="", talent_id=talent)
    seen = contents.add_cast_member(
        store, panel, CastMember(panel_id="", rank="", talent_id=talent)
    )
    return [
        ("Write dialogue", lambda: contents.write_dialogue(store, panel, "x")),
        ("Write action", lambda: contents.write_action(store, panel, "x")),
        ("Change length", lambda: contents.set_length(store, panel, 1234)),
        ("Change shot size", lambda: contents.choose_size(store, panel, "CU")),
        ("Change pose", lambda: contents.choose_pose(store, seen, "sit")),
        ("Change expression", lambda: contents.choose_expression(store, seen, "wink")),
        ("Add to cast", lambda: contents.add_cast_member(store, panel, member)),
        ("Add prop", lambda: contents.add_prop(store, panel, PropUse(panel_id="", rank=""))),
        ("Add super", lambda: contents.add_super(store, panel, Super(panel_id="", rank=""))),
    ]


def test_every_op_names_its_step(store: Store) -> None:
    spot = make_spot(store, scenes=(2,))
    talent = add_talent(store, "Maya")
    scene = panels.add_scene(store, spot)
    named = [
        *people_verbs(store, talent),
        *part_verbs(store, talent),
        *content_verbs(store, panel_ids(store, spot)[0], talent),
        *panel_verbs(store, spot, scene),
        *spot_verbs(store, spot),
    ]
    for label, op in named:
        count = steps(store)
        op()
        assert (store.undo_label, steps(store)) == (label, count + 1)
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    found = [verb for tree in trees for verb in verbs(tree)]
    assert len(found) == len(named), f"an op has no line here: {found}"
