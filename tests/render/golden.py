"""Numeric goldens: a drawing flattened to absolute outlines, kept as JSON, compared with tolerance.

Numbers, not hashes: sine and cosine may differ in the last bit from one system to the next.
Run with UPDATE_GOLDENS=1 to write the files anew; then look at the picture before committing.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath

from studio.kernel.colour import Rgba, channels, parse_hex
from studio.kernel.geometry import IDENTITY, Matrix, apply, multiply, scale_of
from studio.render.drawing.nodes import Fill, Group, Node, Paint, Path, Picture, Radial, Stroke

Entry = dict[str, object]

FOLDER = FilePath(__file__).resolve().parent.parent / "golden"
TOLERANCE = 0.02
"""In the drawing's units: a fifth of a millimetre on a figure."""
COLOUR_TOLERANCE = 1
MOST_POINTS = 16
"""Points kept of one outline, evenly spread; the bounds of all of them are kept as well."""


def flatten(group: Group, matrix: Matrix = IDENTITY) -> list[Entry]:
    """Return the leaves of a group in drawing order, their points in the group's outer units.

    Groups that do more than map (clip, opacity, blend, blur, tag) come before their leaves, which
    lie one `depth` deeper. Outlines are thinned, so that a golden of a figure stays small.
    """
    return list(_entries((group,), matrix, 0))


def check_golden(name: str, data: object, *, update: bool | None = None) -> None:
    """Compare `data` with `tests/golden/<name>.json`, or write that file when `update` is set.

    `update` None asks the environment (UPDATE_GOLDENS=1). Raises AssertionError naming the first
    places that differ.
    """
    file = FOLDER / f"{name}.json"
    if update is None:
        update = os.environ.get("UPDATE_GOLDENS") == "1"
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_written(data), encoding="utf-8", newline="\n")
        return
    if not file.is_file():
        raise AssertionError(f"{file} is missing: run the test once with UPDATE_GOLDENS=1")
    kept = json.loads(file.read_text(encoding="utf-8"))
    found = list(differences(kept, json.loads(json.dumps(data))))
    if found:
        first = "\n  ".join(found[:8])
        raise AssertionError(f"{name}: {len(found)} places differ from the golden:\n  {first}")


def differences(kept: object, made: object, where: str = "") -> Iterator[str]:
    """Yield a line for every place where two JSON values differ by more than the tolerance."""
    if isinstance(kept, bool) or isinstance(made, bool) or kept is None or made is None:
        if kept is not made:
            yield f"{where}: {kept} became {made}"
    elif isinstance(kept, int | float) and isinstance(made, int | float):
        # NaN compares false with everything, hence the "not".
        if not abs(kept - made) <= TOLERANCE:
            yield f"{where}: {kept} became {made}"
    elif isinstance(kept, str) and isinstance(made, str):
        if kept != made and not _same_colour(kept, made):
            yield f"{where}: {kept} became {made}"
    elif isinstance(kept, Mapping) and isinstance(made, Mapping):
        for key in sorted(kept.keys() | made.keys()):
            yield from differences(kept.get(key), made.get(key), f"{where}.{key}")
    elif isinstance(kept, Sequence) and isinstance(made, Sequence):
        if len(kept) != len(made):
            yield f"{where}: {len(kept)} entries became {len(made)}"
        for i, (a, b) in enumerate(zip(kept, made, strict=False)):
            yield from differences(a, b, f"{where}[{i}]")
    else:
        yield f"{where}: {kept} became {made}"


def _written(data: object) -> str:
    """Write lists of entries one entry to a line, so that a change reads well in a diff."""
    if isinstance(data, Mapping):
        parts = (f"{json.dumps(key)}: {_written(data[key])}" for key in sorted(data))
        return "{\n" + ",\n".join(parts) + "\n}\n"
    if isinstance(data, Sequence) and not isinstance(data, str):
        return "[\n" + ",\n".join(json.dumps(entry, sort_keys=True) for entry in data) + "\n]\n"
    return json.dumps(data) + "\n"


def _same_colour(one: str, two: str) -> bool:
    if not (one.startswith("#") and two.startswith("#") and len(one) == len(two) == 9):
        return False
    pairs = zip(channels(parse_hex(one)), channels(parse_hex(two)), strict=True)
    return all(abs(a - b) <= COLOUR_TOLERANCE for a, b in pairs)


def _entries(nodes: Iterable[Node], matrix: Matrix, depth: int) -> Iterator[Entry]:
    for node in nodes:
        if isinstance(node, Group):
            yield from _group(node, matrix, depth)
        else:
            yield {"depth": depth, **_leaf(node, matrix)}


def _group(group: Group, matrix: Matrix, depth: int) -> Iterator[Entry]:
    inner = multiply(matrix, group.matrix)
    traits: Entry = {}
    if group.clip is not None:
        traits["clip"] = _outline(group.clip, inner)
    if group.opacity != 1.0:
        traits["opacity"] = _rounded(group.opacity)
    if group.blend != "normal":
        traits["blend"] = group.blend
    if group.blur:
        traits["blur"] = _rounded(group.blur * scale_of(matrix))
    if group.tag:
        traits["tag"] = group.tag
    if traits:
        yield {"kind": "group", "depth": depth, **traits}
        depth += 1
    yield from _entries(group.items, inner, depth)


def _leaf(node: Node, matrix: Matrix) -> Entry:
    if isinstance(node, Fill):
        leaf: Entry = {"kind": "fill", "path": _outline(node.path, matrix)}
        leaf["paint"] = _paint(node.paint, matrix)
        if node.even_odd:
            leaf["even_odd"] = True
        return leaf
    if isinstance(node, Stroke):
        leaf = {"kind": "stroke", "path": _outline(node.path, matrix), "cap": node.cap}
        leaf["paint"] = _paint(node.paint, matrix)
        leaf["width"] = _rounded(node.width * scale_of(matrix))
        if node.dash:
            leaf["dash"] = [_rounded(d * scale_of(matrix)) for d in node.dash]
        return leaf
    if isinstance(node, Picture):
        corner = apply(matrix, node.x, node.y)
        opposite = apply(matrix, node.x + node.width, node.y + node.height)
        return {"kind": "picture", "key": node.key, "box": _numbers((*corner, *opposite))}
    assert not isinstance(node, Group)
    leaf = {"kind": "text", "text": node.text, "face": node.face, "anchor": node.anchor}
    leaf["at"] = _numbers((*apply(matrix, node.x, node.y), node.size * scale_of(matrix)))
    leaf["paint"] = _paint(node.paint, matrix)
    return leaf


def _outline(path: Path, matrix: Matrix) -> Entry:
    mapped = path.mapped(matrix)
    count = len(mapped.pts) // 2
    kept = range(count) if count <= MOST_POINTS else [i * count // MOST_POINTS for i in range(16)]
    points = [value for i in kept for value in mapped.pts[2 * i : 2 * i + 2]]
    return {
        "ops": _runs(path.ops),
        "bounds": _numbers(mapped.bounds()),
        "points": _numbers(points),
    }


def _runs(ops: str) -> str:
    """Write repeated commands shortly: MLLLZ is M L3 Z."""
    out: list[tuple[str, int]] = []
    for op in ops:
        if out and out[-1][0] == op:
            out[-1] = (op, out[-1][1] + 1)
        else:
            out.append((op, 1))
    return " ".join(op if times == 1 else f"{op}{times}" for op, times in out)


def _paint(paint: Paint, matrix: Matrix) -> object:
    if isinstance(paint, int):
        return _colour(paint)
    stops = [[_rounded(at), _colour(colour)] for at, colour in paint.stops]
    if isinstance(paint, Radial):
        circle = (*apply(matrix, paint.cx, paint.cy), paint.r * scale_of(matrix))
        return {"radial": _numbers(circle), "stops": stops}
    line = (*apply(matrix, paint.x0, paint.y0), *apply(matrix, paint.x1, paint.y1))
    return {"linear": _numbers(line), "stops": stops}


def _colour(colour: Rgba) -> str:
    return f"#{colour:08x}"


def _numbers(values: Iterable[float]) -> list[float]:
    return [_rounded(value) for value in values]


def _rounded(value: float) -> float:
    return round(value, 2) + 0.0  # -0.0 would be written with its sign
