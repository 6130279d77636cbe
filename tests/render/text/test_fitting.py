"""Wrapping, eliding and shrinking never lose a letter, part a grapheme or leave the box."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.render.text import fit
from studio.render.text.bidi import base_level
from studio.render.text.clusters import clusters
from studio.render.text.shape import shape

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
PARTS = [
    "word",
    "a",
    "Wavy",
    "été",
    "12",
    "-",
    "/",
    " ",
    "  ",
    "\n",
    "(",
    ")",
    ", ",
    "日本",
    "で、",
    "「",
    "」",
]
PARTS += [
    FAMILY,
    "🇮🇹",
    "x\u0302",
    "مرحبا ",
    "بك",
    "longwordwithoutspaces",
    "ก",
    "—",
    "\t",
    "\u00a0",
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=20).map("".join)
LIMITS = st.floats(min_value=0.3, max_value=25)
FACES = st.sampled_from(["sans", "sans-bold", "sans-black", "mono"])


def visible(text: str) -> str:
    """Return the text without spaces, marks of direction and soft hyphens."""
    return re.sub(r"[\s\u00ad\u200b\u200e\u200f]", "", text)


@given(TEXTS, FACES, LIMITS)
def test_wrapped_lines_hold_every_letter_in_order(text: str, face: str, limit: float) -> None:
    assert visible("".join(fit.wrap(text, face, 1.0, limit))) == visible(text)


@given(TEXTS, FACES, LIMITS, st.floats(min_value=5, max_value=90))
def test_no_line_is_wider_than_the_limit_unless_it_is_one_grapheme(
    text: str, face: str, limit: float, size: float
) -> None:
    for line in fit.wrap(text, face, size, limit * size):
        single = len(clusters(line.strip("\u200e\u200f"))) == 1
        assert single or fit.width(line, face, size) <= limit * size * (1 + 1e-6)


@given(TEXTS, LIMITS)
def test_wrapping_never_parts_a_grapheme(text: str, limit: float) -> None:
    whole = [cluster for cluster in clusters(text) if visible(cluster)]
    lines = fit.wrap(text, "sans", 1.0, limit)
    assert [
        c for line in lines for c in clusters(line.strip("\u200e\u200f")) if visible(c)
    ] == whole


@given(TEXTS, LIMITS)
def test_every_line_reads_in_the_direction_of_its_paragraph(text: str, limit: float) -> None:
    for paragraph in text.split("\n"):
        for line in fit.wrap(paragraph, "sans", 1.0, limit):
            if line:
                assert base_level(line) == base_level(paragraph)


@given(TEXTS, FACES, LIMITS)
def test_a_line_could_not_have_taken_the_next_word(text: str, face: str, limit: float) -> None:
    text = re.sub(r"[^a-zA-Z0-9 \n]", "", text)
    for paragraph in text.split("\n"):
        lines = fit.wrap(paragraph, face, 1.0, limit)
        words = {word for word in paragraph.split() if shape(word, face).width <= limit}
        for line, following in pairwise(lines):
            first = following.split(" ")[0]
            if first in words and line.split(" ")[-1] in words:
                assert shape(f"{line} {first}", face).width > limit


def test_newlines_stay_and_spaces_at_line_ends_go() -> None:
    assert fit.wrap("one  \n\n  two ", "sans", 10, 1000) == ["one", "", "two"]
    assert fit.wrap("", "sans", 10, 100) == [""]


def test_a_parted_word_gets_a_hyphen_only_where_it_is_parted() -> None:
    text = "Donau\u00addampf\u00adschiff"
    assert fit.wrap(text, "sans", 10, 1000) == ["Donaudampfschiff"]
    assert fit.wrap(text, "sans", 10, fit.width("Donaudampf-", "sans", 10) + 0.1) == [
        "Donaudampf-",
        "schiff",
    ]


def test_japanese_lines_never_begin_with_a_closing_sign() -> None:
    lines = fit.wrap("新しい朝、光の中で「おはよう」と言う。" * 4, "sans", 10, 73)
    assert len(lines) > 8
    assert not any(line[0] in "、。」" for line in lines)


def test_an_arabic_line_that_begins_with_latin_still_runs_right_to_left() -> None:
    lines = fit.wrap("مرحبا بالعالم هذا نص Studio New York عربي", "sans-bold", 1, 7)
    latin = next(line for line in lines if "New" in line)
    assert latin.startswith("\u200f") or latin[0] not in "SN"
    assert all(shape(line, "sans-bold").rtl for line in lines)


def test_a_text_that_fits_is_not_elided() -> None:
    assert fit.elide("Short", "sans", 10, 100) == "Short"


@given(TEXTS, FACES, LIMITS)
def test_an_elided_text_fits_and_is_the_beginning(text: str, face: str, limit: float) -> None:
    found = fit.elide(text, face, 1.0, limit)
    assert shape(found, face).width <= limit + 1e-6
    if found.endswith("…"):
        kept = clusters(found.removesuffix("…"))
        assert kept == clusters(text.replace("\n", " "))[: len(kept)]
    elif found:
        assert found == text.replace("\n", " ")


def test_eliding_takes_as_little_as_it_must() -> None:
    text = "The quick brown fox"
    found = fit.elide(text, "sans", 1.0, 6.0)
    more = text[: len(found) + 1] + "…"
    assert found.startswith("The quick")
    assert fit.width(more, "sans", 1.0) > 6.0


def test_nothing_is_left_where_not_even_an_ellipsis_fits() -> None:
    assert fit.elide("abc", "sans", 10, 1) == ""


@given(TEXTS, st.floats(min_value=20, max_value=400), st.floats(min_value=12, max_value=200))
def test_shrunk_text_stays_in_its_box(text: str, width: float, height: float) -> None:
    found = fit.shrink(text, "sans-bold", (width, height), (6, 60))
    assert 6 <= found.size <= 60
    tall = found.size + (len(found.lines) - 1) * found.size * fit.LEADING
    assert tall <= height * (1 + 1e-6)
    for line in found.lines:
        single = len(clusters(line.strip("\u200e\u200f"))) == 1
        assert single or fit.width(line, "sans-bold", found.size) <= width * (1 + 1e-6)
    if found.complete:
        assert visible("".join(found.lines)) == visible(text)
    else:
        assert found.size == 6


def test_a_short_text_takes_the_largest_size() -> None:
    assert fit.shrink("Hi", "sans", (500, 100), (10, 40)) == (40, ("Hi",), True)


def test_a_text_shrinks_no_more_than_it_must() -> None:
    text, box = "Glow that stays all day long", (300.0, 120.0)
    found = fit.shrink(text, "sans-black", box, (10, 80))
    larger = found.size * 1.02
    lines = fit.wrap(text, "sans-black", larger, box[0])
    assert larger + (len(lines) - 1) * larger * fit.LEADING > box[1]


def test_a_long_word_makes_the_text_smaller_instead_of_being_cut() -> None:
    found = fit.shrink("Unbelievable glow", "sans-black", (200, 400), (10, 80))
    assert found.lines == ("Unbelievable", "glow")


def test_shrunk_lines_are_of_about_equal_length() -> None:
    text = "aaa aaa aaa aaa aaa"
    wide = fit.width("aaa aaa aaa aaa", "sans", 10) + 0.1
    assert fit.wrap(text, "sans", 10, wide) == ["aaa aaa aaa aaa", "aaa"]
    assert fit.shrink(text, "sans", (wide, 22), (10, 10)).lines == ("aaa aaa aaa", "aaa aaa")


def test_what_cannot_fit_ends_in_an_ellipsis() -> None:
    found = fit.shrink("A sentence that is far too long for this", "sans", (80, 30), (12, 40))
    assert not found.complete
    assert found.lines[-1].endswith("…")
    assert len(found.lines) == 2
