"""A language that nobody speaks: every sentence longer, accented and in brackets.

What stays without brackets on the screen was never given to the translators; what is cut
would be cut in German or Finnish too. `install` puts it where Italian stands, as a real
catalogue made from the code, so that starting the whole window in it needs nothing else.
"""

import math
import re
from pathlib import Path

import pytest

from studio.kernel import i18n, resources
from tests.locale.catalogue import blank, extract, forms, mo_bytes, mo_path, sentences

LONGER = 1.4
"""How much longer the words of a sentence become, at least."""

_ACCENTS = str.maketrans("aceinouyACEINOUYszSZ", "áçéíñóúýÁÇÉÍÑÓÚÝšžŠŽ")
_KEPT = re.compile(r"\{[^{}]*\}|&.")
_EDGES = re.compile(r"(\s*)(.*?)(…?\s*)", re.DOTALL)
_FILLER = " žéŕó óñé ŧŵó ŧĥŕéé ƒóúŕ"
"""Words of usual length, so that a paragraph can still break its lines."""


def pseudo(sentence: str) -> str:
    """Return the sentence in brackets, longer and accented; placeholders and & letters stay.

    A last … and the spaces around stay outside the brackets, where the code looks for them.
    """
    edges = _EDGES.fullmatch(sentence)
    before, core, after = edges.groups() if edges else ("", sentence, "")
    if not core:
        return sentence
    spelt, end = [], 0
    for kept in _KEPT.finditer(core):
        spelt += [core[end : kept.start()].translate(_ACCENTS), kept.group()]
        end = kept.end()
    spelt.append(core[end:].translate(_ACCENTS))
    return f"{before}[{''.join(spelt)}{_filler(core)}]{after}"


def _filler(core: str) -> str:
    missing = math.ceil(len(_KEPT.sub("", core)) * (LONGER - 1))
    filler = (_FILLER * (missing // len(_FILLER) + 1))[:missing]
    return f"{filler[:-1]}ž" if filler.endswith(" ") else filler


def write(folder: Path) -> None:
    """Write the catalogue of the pseudo-language into `folder`, in the place of Italian."""
    made = blank("it")
    for message in sentences(extract()):
        words = tuple(pseudo(form) for form in forms(message.id))
        made.add(message.id, words if message.pluralizable else words[0])
    path = mo_path("it", folder)
    path.parent.mkdir(parents=True)
    path.write_bytes(mo_bytes(made))


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the pseudo-language wherever Italian is asked for, and at once."""
    write(folder)
    original = resources.path

    def path(*parts: str) -> Path:
        return folder.joinpath(*parts[1:]) if parts[:1] == ("locale",) else original(*parts)

    monkeypatch.setattr(resources, "path", path)
    i18n.use("it")
