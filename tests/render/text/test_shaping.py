"""Shaped lines: joining, order, fallback, kerning, what is missing."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.text.bidi import levels
from studio.render.text.clusters import clusters
from studio.render.text.faces import CHAINS, EMOJI, font, metrics, uncovered
from studio.render.text.shape import BOX_ADVANCE, Line, shape, spelled

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
MARHABA = "مرحبا"
LETTERS = (
    "a",
    "Z",
    " ",
    "1",
    "é",
    "x\u0302",
    "م",
    "ر",
    "(",
    ")",
    "日",
    "、",
    "カ",
    "Ж",
    "ก",
    "-",
    "…",
)
PICTURES = (FAMILY, "🇮🇹", "❤\ufe0f")
INVISIBLE = ("\u200f", "\u202b", "\u2069", "\u00ad")
MIXED = st.sampled_from((*LETTERS, *PICTURES, *INVISIBLE))


def fonts_of(line: Line) -> list[str]:
    return [run.font for run in line.runs]


def visual_text(line: Line) -> str:
    """Return the text from left to right, as it is read off the picture."""
    return "".join(text for run in spelled(line) for text in run)


def test_arabic_letters_join() -> None:
    joined = {glyph.id for run in shape(MARHABA, "sans").runs for glyph in run.glyphs}
    isolated = {
        glyph.id for letter in MARHABA for run in shape(letter, "sans").runs for glyph in run.glyphs
    }
    assert joined - isolated
    assert shape(MARHABA, "sans").width < sum(shape(c, "sans").width for c in MARHABA)


def test_arabic_runs_right_to_left_with_numbers_and_latin_left_to_right_inside() -> None:
    line = shape("اب Studio 26 ج", "sans")
    assert line.rtl
    assert visual_text(line) == "ج Studio 26 با"


def test_arabic_inside_latin_keeps_the_latin_order() -> None:
    line = shape("see اب, then 5", "sans")
    assert not line.rtl
    assert visual_text(line) == "see با, then 5"


def test_brackets_in_arabic_are_mirrored_and_hold_their_content() -> None:
    line = shape("ا (ب) ج", "sans")
    assert visual_text(line) == "ج )ب( ا"
    by_start = {glyph.start: glyph.id for run in line.runs for glyph in run.glyphs}
    plain = {glyph.start: glyph.id for run in shape("()", "sans").runs for glyph in run.glyphs}
    assert (by_start[2], by_start[4]) == (plain[1], plain[0])


def test_an_isolate_hides_its_direction_from_the_line() -> None:
    assert visual_text(shape("a \u2067ب1\u2069 c", "sans")).replace("\u2067", "").replace(
        "\u2069", ""
    ) == ("a 1ب c")


def test_spaces_at_the_end_of_a_line_follow_the_paragraph() -> None:
    assert levels("a \u202bاب  ")[-2:] == (0, 0)
    assert levels("اب a  ")[-2:] == (1, 1)
    assert levels("ab 12") == (0, 0, 0, 0, 0)


def test_the_first_strong_letter_gives_the_direction() -> None:
    assert shape("123 (ا) b", "sans").rtl
    assert not shape("123 (b) ا", "sans").rtl
    assert shape("\u200f123", "sans").rtl


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź", "StudioSans-Regular"),
        ("Ελλάδα", "StudioSans-Regular"),
        ("Москва", "StudioSans-Regular"),
        ("مرحبا", "StudioArabic-Regular"),
        ("渋谷で、ひかり。", "StudioJapanese-Regular"),
        ("髙﨑剝頰①", "StudioJapanese-Regular"),
        (FAMILY, EMOJI),
        ("❤\ufe0f", EMOJI),
        ("❤", "StudioSans-Regular"),
    ],
)
def test_every_script_finds_its_font(text: str, expected: str) -> None:
    line = shape(text, "sans")
    if expected == "StudioJapanese-Regular" and "①" in text:
        assert set(fonts_of(line)) == {expected}
    else:
        assert fonts_of(line) == [expected]
    assert line.missing == ()


def test_bold_faces_fall_back_to_bold_fonts() -> None:
    names = fonts_of(shape("Aم日", "sans-bold"))
    assert sorted(names) == ["StudioArabic-Bold", "StudioJapanese-Bold", "StudioSans-Bold"]
    assert "StudioJapanese-Bold" in fonts_of(shape("A日", "sans-black"))


def test_mono_letters_are_all_of_one_width() -> None:
    assert shape("iiii", "mono").width == shape("MW01", "mono").width


def test_punctuation_between_japanese_is_japanese_and_between_latin_is_latin() -> None:
    assert fonts_of(shape("光…“影”", "sans")) == ["StudioJapanese-Regular"]
    assert fonts_of(shape("light…“x”", "sans")) == ["StudioSans-Regular"]


@pytest.mark.parametrize(
    "emoji",
    [
        FAMILY,
        "🇮🇹",
        "👩🏽\u200d🎤",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
@pytest.mark.parametrize("pattern", ["{}", "a {} b", "ا {} ب", "日{}本"])
def test_an_emoji_sequence_is_one_glyph_wherever_it_stands(emoji: str, pattern: str) -> None:
    line = shape(pattern.format(emoji), "sans")
    coloured = [run for run in line.runs if run.font == EMOJI]
    assert [len(run.glyphs) for run in coloured] == [1]
    assert coloured[0].glyphs[0].start == pattern.index("{}")


def test_kerning_draws_letters_together() -> None:
    for face in ("sans", "sans-bold", "sans-black"):
        text = "AVATAR To Wa"
        apart = sum(shape(letter, face).width for letter in text)
        assert shape(text, face).width < apart - 0.2


def test_combining_accents_compose_or_sit_on_their_letter() -> None:
    assert shape("e\u0301", "sans").runs[0].glyphs[0].id == shape("é", "sans").runs[0].glyphs[0].id
    line = shape("x\u0302", "sans")
    assert line.width == pytest.approx(shape("x", "sans").width)
    assert line.missing == ()


def test_a_character_without_a_glyph_is_reported_and_boxed() -> None:
    line = shape("aกb", "sans")
    assert line.missing == ("ก",)
    assert [run.font for run in line.runs] == ["StudioSans-Regular", "", "StudioSans-Regular"]
    assert line.width == pytest.approx(
        shape("a", "sans").width + BOX_ADVANCE + shape("b", "sans").width
    )


def test_marks_without_a_glyph_are_one_box_behind_their_letter() -> None:
    line = shape("x\u0334\u0335y", "sans")
    assert line.missing == ("\u0334", "\u0335")
    boxes = [glyph.advance for run in line.runs for glyph in run.glyphs if glyph.id == 0]
    assert boxes == [BOX_ADVANCE, 0.0]


def test_a_font_that_has_the_composed_letter_needs_no_mark_of_its_own() -> None:
    assert ord("\u0301") not in font("StudioMono-Bold").characters
    assert fonts_of(shape("caffe\u0300 e\u0301", "mono")) == ["StudioMono-Bold"]


def test_uncovered_lists_each_character_once_and_skips_what_can_be_drawn() -> None:
    assert uncovered("กขก日A😀م\u200dx\u0302 \u3000", "sans") == ("ก", "ข")
    assert uncovered("Studio 東京 مرحبا 🎬", "mono") == ()


def test_controls_are_dropped_and_a_tab_is_room() -> None:
    assert shape("a\x07\x1bb", "sans") == shape("ab", "sans")
    assert shape("a\tb", "sans").width > shape("a b", "sans").width
    assert shape("a\nb", "sans").width == shape("a b", "sans").width


def test_a_soft_hyphen_and_a_mark_of_direction_take_no_room() -> None:
    assert shape("so\u00adft", "sans").width == pytest.approx(shape("soft", "sans").width, abs=0.05)
    assert shape("\u200eab", "sans").width == shape("ab", "sans").width


def test_an_empty_line_has_no_width() -> None:
    assert shape("", "sans").runs == ()
    assert shape("", "sans").width == 0.0


@given(st.lists(MIXED, max_size=12).map("".join), st.sampled_from(sorted(CHAINS)))
def test_glyphs_stand_from_left_to_right_and_fill_the_width(text: str, face: str) -> None:
    line = shape(text, face)
    pen = 0.0
    for run in line.runs:
        for glyph in run.glyphs:
            assert glyph.advance >= 0
            pen += glyph.advance
    assert line.width == pytest.approx(pen)


@given(st.lists(MIXED, max_size=12).map("".join))
def test_every_visible_character_is_spelled_by_some_glyph(text: str) -> None:
    line = shape(text, "sans")
    wanted = sorted(c for c in text if c.isalnum() or c in "(),…")
    spelt = sorted(c for c in visual_text(line) if c.isalnum() or c in "(),…")
    assert spelt == wanted


@given(st.lists(MIXED, max_size=12).map("".join))
def test_no_run_begins_inside_a_cluster(text: str) -> None:
    line = shape(text, "sans")
    starts = {0}
    for cluster in clusters(line.text):
        starts.add(max(starts) + len(cluster))
    for run in line.runs:
        if run.glyphs:
            assert min(glyph.start for glyph in run.glyphs) in starts


def test_spelling_gives_arabic_letters_to_their_bodies_and_not_to_their_dots() -> None:
    line = shape("با", "sans")
    for run, texts in zip(line.runs, spelled(line), strict=True):
        for glyph, text in zip(run.glyphs, texts, strict=True):
            assert bool(text) == (glyph.advance > 0)


def test_heights_of_a_face_are_those_of_its_letters() -> None:
    tall = metrics("sans")
    assert 0.9 < tall.ascent < 1.1
    assert -0.4 < tall.descent < -0.1
    assert tall.lower_case < tall.capital < tall.ascent


def test_an_unknown_face_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        shape("a", "no-such-face")


def test_threads_shape_alike() -> None:
    texts = [f"{i} مرحبا 日本 {FAMILY} AVATAR" for i in range(60)]
    with ThreadPoolExecutor(4) as pool:
        lines = list(pool.map(lambda text: shape.__wrapped__(text, "sans"), texts))
    assert lines == [shape.__wrapped__(text, "sans") for text in texts]


def test_a_line_of_sixty_letters_is_shaped_in_half_a_millisecond() -> None:
    text = "The quick brown fox jumps over the lazy dog, AVATAR To Wa 1!!"
    shape.__wrapped__(text, "sans")
    best = min(_seconds(text) for _ in range(20))
    assert best < 0.0005


def _seconds(text: str) -> float:
    started = time.perf_counter()
    shape.__wrapped__(text, "sans")
    return time.perf_counter() - started


def test_fonts_are_loaded_once() -> None:
    assert font(EMOJI) is font(EMOJI)
