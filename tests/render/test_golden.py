from pathlib import Path as FilePath

import pytest

from studio.render.drawing.canvas import Canvas, soft
from studio.render.drawing.nodes import Group
from studio.render.drawing.paths import ellipse, rect
from tests.render import golden


def _picture(shift: float = 0.0, paint: int = 0x336699FF) -> Group:
    canvas = Canvas()
    with canvas.group(
        (2.0, 0.0, 0.0, 2.0, 10.0, 0.0), clip=rect(0, 0, 5, 5), opacity=0.5, tag="box"
    ):
        canvas.fill(rect(1 + shift, 1, 2, 2), paint)
        canvas.fill(ellipse(2, 2, 1), soft(2, 2, 1, 0xFF0000FF, 1.0), even_odd=True)
        canvas.stroke(rect(0, 0, 1, 1), 0x000000FF, 0.3, dash=(1.0, 2.0))
        canvas.picture("photo", 0, 0, 3, 4)
        canvas.text("Hello", 1, 2, 3, 0x111111FF)
    return canvas.root


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    monkeypatch.delenv("UPDATE_GOLDENS", raising=False)


def _keep() -> None:
    golden.check_golden("box", golden.flatten(_picture()), update=True)


def test_points_are_flattened_into_the_outer_units() -> None:
    group, fill, glow, stroke, picture, text = golden.flatten(_picture())
    assert (group["kind"], group["opacity"], group["tag"]) == ("group", 0.5, "box")
    assert fill["path"] == {
        "ops": "M L3 Z",
        "bounds": [12, 2, 16, 6],
        "points": [12, 2, 16, 2, 16, 6, 12, 6],
    }
    assert fill["depth"] == 1
    assert fill["paint"] == "#336699ff"
    assert isinstance(glow["paint"], dict)
    assert glow["paint"]["radial"] == [14, 4, 2]
    assert (stroke["width"], stroke["dash"]) == (0.6, [2, 4])
    assert picture["box"] == [10, 0, 16, 8]
    assert text["at"] == [12, 4, 6]


def test_a_long_outline_is_thinned_but_keeps_its_bounds() -> None:
    canvas = Canvas()
    canvas.line([(0, 0), (5, 5), (10, 0)], 0x000000FF, 1.0, per=20)
    (line,) = golden.flatten(canvas.root)
    path = line["path"]
    assert isinstance(path, dict)
    assert len(path["points"]) == 2 * golden.MOST_POINTS
    assert path["bounds"][2] == pytest.approx(10, abs=0.1)


def test_an_unchanged_picture_passes() -> None:
    _keep()
    golden.check_golden("box", golden.flatten(_picture()))


def test_differences_below_the_tolerance_pass() -> None:
    _keep()
    golden.check_golden("box", golden.flatten(_picture(0.004, 0x336799FF)))


@pytest.mark.parametrize(
    "changed", [_picture(0.02), _picture(float("nan")), _picture(paint=0x336999FF), Group()]
)
def test_a_changed_picture_is_named(changed: Group) -> None:
    _keep()
    with pytest.raises(AssertionError, match="differ from the golden"):
        golden.check_golden("box", golden.flatten(changed))


def test_a_missing_golden_fails_and_says_how_to_make_it() -> None:
    with pytest.raises(AssertionError, match="UPDATE_GOLDENS=1"):
        golden.check_golden("box", [])


def test_the_environment_asks_for_new_goldens(
    tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPDATE_GOLDENS", "1")
    golden.check_golden("a/b", {"people": [1, 2]})
    monkeypatch.delenv("UPDATE_GOLDENS")
    assert (tmp_path / "a" / "b.json").is_file()
    with pytest.raises(AssertionError, match=r"\.people\[1\]: 2 became 3"):
        golden.check_golden("a/b", {"people": [1, 3]})
