"""Positions of a dozen lines, to a hundredth of an em, as they were found good by eye."""

from studio.render.text.shape import Line, shape
from tests.render.golden import check_golden

LINES = {
    "kerning": ("AVATAR To Wa. fi", "sans"),
    "bold": ("Perché l’estate è già qui!", "sans-bold"),
    "black": ("Glow, all day – €1,200", "sans-black"),
    "mono": ("00:12.5 → 00:18.0", "mono"),
    "cyrillic_and_greek": ("Привет, Ελλάδα", "sans"),
    "vietnamese_decomposed": ("Vie\u0302\u0323t x\u0302", "sans"),
    "arabic": ("مرحبا بالعالم", "sans"),
    "arabic_vowels": ("نصٌّ مُشَكَّل", "sans-bold"),
    "arabic_mixed": ("عرض (Studio 2026) ١٢٣٪", "sans"),
    "arabic_inside": ("The word مرحبا means hello", "sans"),
    "japanese": ("渋谷で「新しい朝」を…", "sans"),
    "japanese_mixed": ("Studioのセラム ¥1,200", "sans-black"),
    "emoji": ("😀👩\u200d👩\u200d👧\u200d👦🇮🇹❤\ufe0f 1\ufe0f\u20e3 go", "sans-bold"),
    "missing": ("aกข b", "sans"),
}


def written(line: Line) -> list[dict[str, object]]:
    """Return every glyph with its place in hundredths of an em."""
    return [
        {
            "font": run.font,
            "id": glyph.id,
            "x": round(glyph.x * 100, 2) + 0.0,
            "y": round(glyph.y * 100, 2) + 0.0,
            "advance": round(glyph.advance * 100, 2),
            "start": glyph.start,
        }
        for run in line.runs
        for glyph in run.glyphs
    ]


def test_glyphs_stand_where_they_stood() -> None:
    made = {name: written(shape(text, face)) for name, (text, face) in LINES.items()}
    check_golden("text/lines", made)
