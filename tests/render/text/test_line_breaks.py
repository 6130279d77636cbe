"""Where lines may end."""

import pytest

from studio.render.text.breaks import Break, break_class, opportunities
from studio.render.text.clusters import clusters


def pieces(text: str) -> list[str]:
    """Cut the text at every place where a line may end."""
    parts = clusters(text)
    out = [""]
    for part, ends in zip(parts, opportunities(parts), strict=True):
        out[-1] += part
        if ends:
            out.append("")
    return [piece for piece in out if piece]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two  three", ["one ", "two  ", "three"]),
        ("lazy-dog", ["lazy-", "dog"]),
        ("from -5 to --x 2026-10-05", ["from ", "-5 ", "to ", "--x ", "2026-10-05"]),
        ("and/or 1/2", ["and/", "or ", "1/2"]),
        ("a — b—c", ["a ", "— ", "b—", "c"]),
        ("10\u00a0km to\u2060day", ["10\u00a0km ", "to\u2060day"]),
        ("zero\u200bwidth", ["zero\u200b", "width"]),
        ("Donau\u00addampf", ["Donau\u00ad", "dampf"]),
        ("(see here) now", ["(see ", "here) ", "now"]),
        ("Quoi ? « Oui » !", ["Quoi ? ", "« Oui » !"]),
        ("https://a.b/c", ["https://a.b/", "c"]),
        ("“so” 'it' is", ["“so” ", "'it' ", "is"]),
        ("渋谷で、光。", ["渋", "谷", "で、", "光。"]),
        ("「新しい」朝", ["「新", "し", "い」", "朝"]),
        ("きょう", ["きょ", "う"]),
        ("コーヒー", ["コー", "ヒー"]),
        ("光……影", ["光……", "影"]),
        ("日々是", ["日々", "是"]),
        ("¥1,200から", ["¥1,200", "か", "ら"]),
        ("ＡＢ１２", ["Ａ", "Ｂ", "１２"]),
        ("Studioの光", ["Studio", "の", "光"]),
        ("hi😀🇮🇹!", ["hi", "😀", "🇮🇹!"]),
        ("مرحبا، بالعالم؟", ["مرحبا، ", "بالعالم؟"]),
    ],
)
def test_lines_may_end_here_and_nowhere_else(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_nothing_breaks_nowhere() -> None:
    assert opportunities([]) == []
    assert opportunities(["a"]) == [True]


@pytest.mark.parametrize(
    ("cluster", "expected"),
    [("é", Break.LETTER), ("７", Break.DIGIT), ("\u00a0", Break.GLUE), ("字", Break.IDEOGRAPH)],
)
def test_clusters_have_a_class(cluster: str, expected: Break) -> None:
    assert break_class(cluster) is expected
