"""Where the program's own folders and its resources lie."""

import os
from pathlib import Path

import pytest

from studio.kernel import paths, resources


@pytest.mark.parametrize("kind", ["config", "logs", "workspaces"])
def test_all_folders_lie_in_the_home_that_was_set_and_are_made(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "Zoë 🎬" / "deep"
    monkeypatch.setenv("PERSONA_STUDIO_HOME", str(home))
    folder = getattr(paths, kind)()
    assert folder == home / kind
    assert folder.is_dir()
    (folder / "mine").write_text("kept")
    assert getattr(paths, kind)() == folder
    assert (folder / "mine").read_text() == "kept"


@pytest.mark.skipif(os.name == "nt", reason="folders come from the registry there")
def test_without_a_home_of_its_own_the_folders_are_the_user_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PERSONA_STUDIO_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    folders = {paths.config(), paths.logs(), paths.workspaces()}
    assert len(folders) == 3
    assert all(tmp_path in folder.parents and folder.is_dir() for folder in folders)
    assert all("Persona Studio" in folder.parts for folder in folders)


def test_resources_are_found_beside_the_code() -> None:
    assert resources.root().is_dir()
    assert resources.path("fonts", "x.ttf") == resources.root() / "fonts" / "x.ttf"


def test_text_and_tables_are_read_as_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "zoe.toml").write_bytes('name = "Zoë 🎬"\n'.encode())
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    resources.table.cache_clear()
    assert resources.text("looks", "zoe.toml") == 'name = "Zoë 🎬"\n'
    assert resources.table("looks", "zoe.toml") == {"name": "Zoë 🎬"}
    (tmp_path / "looks" / "zoe.toml").unlink()
    assert resources.table("looks", "zoe.toml") == {"name": "Zoë 🎬"}  # read once
    resources.table.cache_clear()
    with pytest.raises(FileNotFoundError):
        resources.table("looks", "zoe.toml")
