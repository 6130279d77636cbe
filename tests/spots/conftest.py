"""The tests of spots stand on a real workspace, and on an Italian of their own."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from studio.kernel import i18n
from studio.store import workspace
from studio.store.workspace import Store
from tests.spots.boards import memory_folder

ITALIAN = {
    "This spot has no panels yet.": "Questo spot non ha ancora riquadri.",
    "Page {n} of {count}": "Pagina {n} di {count}",
    "… whole text on page {n}": "… testo completo a pagina {n}",
    "push in": "carrello avanti",
    "high angle": "dall’alto",
    "{title} (copy)": "{title} (copia)",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty workspace; in memory where there is such a place, for the disk is slow."""
    with memory_folder(tmp_path) as folder:
        made = workspace.create(folder / "Test.studio", "Anna")
        yield made
        made.close()


@pytest.fixture
def italian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak Italian from a catalogue of the tests' own: no translator's wording matters here."""
    folder = tmp_path / "locale" / "it" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="it")
    for english, sentence in ITALIAN.items():
        catalogue.add(english, sentence)
    catalogue.add(("{n} panel", "{n} panels"), ("{n} riquadro", "{n} riquadri"))
    with (folder / "studio.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "resources", SimpleNamespace(path=tmp_path.joinpath))
    i18n.use("it")
