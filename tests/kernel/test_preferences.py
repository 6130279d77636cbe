"""Preferences: what is broken falls back, what is newer is kept."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel import preferences
from studio.kernel.errors import NotSaved
from studio.kernel.preferences import Preferences

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def put(folder: Path, table: object) -> None:
    (folder / "preferences.json").write_text(json.dumps(table), encoding="utf-8")


def kept(folder: Path) -> Any:
    return json.loads((folder / "preferences.json").read_text(encoding="utf-8"))


def test_a_first_start_has_the_defaults_and_writes_nothing(tmp_path: Path) -> None:
    assert preferences.load(tmp_path) == Preferences("system", "system", ())
    assert list(tmp_path.iterdir()) == []


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    chosen = Preferences("it", "dark", ("/a/Zoë 🎬.studio", "/b/عربي.studio"))
    preferences.save(chosen, tmp_path)
    assert preferences.load(tmp_path) == chosen
    assert [path.name for path in tmp_path.iterdir()] == ["preferences.json"]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_workspace_in_a_folder_named_in_an_old_encoding_is_remembered(tmp_path: Path) -> None:
    path = Path(os.fsdecode(b"/media/caf\xe9/spot.studio"))
    preferences.save(Preferences().with_recent(path), tmp_path)
    assert preferences.load(tmp_path).recent == (str(path),)


def test_keys_of_a_newer_version_are_written_back(tmp_path: Path) -> None:
    newer = {"language": "it", "theme_pack": {"name": "Ocean", "list": [1, None]}}
    put(tmp_path, newer)
    loaded = preferences.load(tmp_path)
    preferences.save(loaded.with_recent(Path("a.studio")), tmp_path)
    table = kept(tmp_path)
    assert table["theme_pack"] == newer["theme_pack"]
    assert table["language"] == "it"
    assert table["recent"] == ["a.studio"]
    assert preferences.load(tmp_path).others["theme_pack"] == newer["theme_pack"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b'{"language": "it"', b"\0" * 100])
def test_a_broken_file_starts_afresh_with_a_warning(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "preferences.json").write_bytes(content)
    with caplog.at_level("WARNING"):
        assert preferences.load(tmp_path) == Preferences()
    assert "preferences cannot be read" in caplog.text


def test_a_folder_in_the_file_s_place_starts_afresh_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "preferences.json").mkdir()
    with caplog.at_level("WARNING"):
        assert preferences.load(tmp_path) == Preferences()
    assert "preferences cannot be read" in caplog.text


@pytest.mark.parametrize("table", [[], [1], "it", 5, None, True])
def test_a_file_without_a_table_starts_afresh(tmp_path: Path, table: object) -> None:
    put(tmp_path, table)
    assert preferences.load(tmp_path) == Preferences()


@pytest.mark.parametrize("key", ["language", "appearance"])
@pytest.mark.parametrize("value", ["klingon", "", 5, None, True, ["it"], {"it": 1}])
def test_an_unknown_choice_falls_back_with_a_warning(
    tmp_path: Path, key: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, {key: value, "recent": ["kept.studio"]})
    with caplog.at_level("WARNING"):
        loaded = preferences.load(tmp_path)
    assert loaded == Preferences(recent=("kept.studio",))
    assert f"preference {key}=" in caplog.text


@pytest.mark.parametrize("recent", ["a.studio", 5, None, {"a": 1}, ["a", 1], [None]])
def test_a_recent_list_of_the_wrong_kind_is_empty(tmp_path: Path, recent: object) -> None:
    put(tmp_path, {"recent": recent, "language": "it"})
    assert preferences.load(tmp_path) == Preferences(language="it")


@given(st.dictionaries(st.sampled_from(["language", "appearance", "recent", "x", ""]), JSON))
def test_any_table_loads_and_what_it_loads_can_be_saved(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, table: dict[str, Any]
) -> None:
    put(tmp_path, table)
    with caplog.at_level("WARNING"):
        loaded = preferences.load(tmp_path)
        preferences.save(loaded, tmp_path)
        assert preferences.load(tmp_path) == loaded
    assert loaded.language in preferences.LANGUAGES
    assert loaded.appearance in preferences.APPEARANCES
    assert {k: v for k, v in table.items() if k in ("x", "")} == loaded.others


def test_the_last_opened_is_first_once_and_ten_are_remembered() -> None:
    chosen = Preferences(language="it")
    for number in range(12):
        chosen = chosen.with_recent(Path(f"{number}.studio"))
    assert chosen.recent == tuple(f"{number}.studio" for number in range(11, 1, -1))
    again = chosen.with_recent(Path("5.studio"))
    assert again.recent[0] == "5.studio"
    assert sorted(again.recent) == sorted(chosen.recent)
    assert again.language == "it"


def test_a_workspace_that_is_gone_can_be_forgotten() -> None:
    chosen = Preferences(recent=("a", "b", "c"))
    assert chosen.without_recent(Path("b")).recent == ("a", "c")
    assert chosen.without_recent(Path("x")) == chosen


def test_a_file_that_lists_more_than_ten_is_cut(tmp_path: Path) -> None:
    put(tmp_path, {"recent": [str(number) for number in range(50)]})
    assert preferences.load(tmp_path).recent == tuple(str(number) for number in range(10))


def test_preferences_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    with pytest.raises(NotSaved):
        preferences.save(Preferences(), tmp_path / "gone")


def test_a_failed_save_keeps_the_old_choices(tmp_path: Path) -> None:
    preferences.save(Preferences(language="it"), tmp_path)
    with pytest.raises(TypeError):
        preferences.save(Preferences(others={"odd": object()}), tmp_path)
    assert preferences.load(tmp_path) == Preferences(language="it")
