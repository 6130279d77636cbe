"""Imports point one way: the contracts of `.importlinter` hold."""

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    broken = lint_imports(config_filename=".importlinter", no_cache=True, no_logo=True)

    report = capsys.readouterr().out
    assert not broken, report
    assert "4 kept, 0 broken" in report
