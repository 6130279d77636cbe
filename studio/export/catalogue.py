"""The table of formats: one line each, its code imported when it is used."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from studio.kernel.errors import Refused
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Work
from studio.render.page import Document


class Writer(Protocol):
    """Writes a document to a file: beside, checked, then put in place."""

    def __call__(self, document: Document, to: Path) -> Work[Path]:
        """Yield progress, and return the file written; raise NotSaved when the disk says no."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format we write: its name in menus, its suffix, where its writer is."""

    id: str
    label: str
    suffix: str
    writer: str


FORMATS = (Format("pdf", N_("PDF storyboard"), ".pdf", "studio.export.pdf:write"),)


def format_of(path: Path) -> Format:
    """Return the format that a file name asks for; raise Refused naming those there are."""
    for known in FORMATS:
        if path.suffix.lower() == known.suffix:
            return known
    suffixes = ", ".join(known.suffix for known in FORMATS)
    sentence = _("“{name}” does not end in a format that can be written. Use: {suffixes}.")
    raise Refused(sentence.format(name=path.name, suffixes=suffixes))


def writer_of(known: Format) -> Writer:
    """Import and return the writer of a format."""
    module, name = known.writer.split(":")
    writer: Writer = getattr(import_module(module), name)
    return writer
