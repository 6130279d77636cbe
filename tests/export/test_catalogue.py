"""The table of formats: a name asks for a format, or is told which there are."""

from pathlib import Path

import pytest

from studio.export import pdf
from studio.export.catalogue import FORMATS, format_of, writer_of
from studio.kernel.errors import Refused


@pytest.mark.parametrize("name", ["a.pdf", "a.PDF", "a.b.Pdf", "/x y/è.pdf", " .pdf"])
def test_the_suffix_asks_for_the_format_in_any_case(name: str) -> None:
    assert format_of(Path(name)).id == "pdf"


@pytest.mark.parametrize("name", ["a", "a.", "a.pdf.txt", "a.docx", "pdf", ".pdf", "a.pdf "])
def test_an_unknown_suffix_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        format_of(Path(name))
    told = f"“{name}” does not end in a format that can be written. Use: .pdf."
    assert str(refusal.value) == told


def test_every_format_has_a_writer_and_no_two_share_a_suffix() -> None:
    assert [writer_of(known) for known in FORMATS] == [pdf.write]
    assert all(known.suffix == known.suffix.lower() for known in FORMATS)
    assert len({known.suffix for known in FORMATS}) == len(FORMATS)
