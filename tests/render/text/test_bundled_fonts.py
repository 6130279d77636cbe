"""The font files: under our own names, licensed, embeddable, complete."""

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from studio.kernel import resources
from studio.render.text.faces import CHAINS, path

NAMES = sorted({name for chain in CHAINS.values() for name in chain})
LEGAL = {0, 5, 9, 13, 14}
FOREIGN = re.compile(r"\b(Inter|JetBrains|Noto|Twemoji|Source)\b")


def names_of(name: str) -> dict[int, str]:
    with TTFont(path(name), lazy=True) as file:
        return {record.nameID: str(record) for record in file["name"].names}


@pytest.mark.parametrize("name", NAMES)
def test_a_face_has_a_name_of_its_own(name: str) -> None:
    names = names_of(name)
    assert names[6] == name
    assert names[1].startswith("Studio ")
    assert names[16].replace(" ", "") == name.partition("-")[0]
    for number, text in names.items():
        assert number in LEGAL or not FOREIGN.search(text)


@pytest.mark.parametrize("name", NAMES)
def test_a_face_names_its_licence_and_may_be_embedded(name: str) -> None:
    names = names_of(name)
    assert names[0]
    assert "Open Font License" in names[13]
    with TTFont(path(name), lazy=True) as file:
        assert file["OS/2"].fsType == 0
        assert "glyf" in file
        assert "fvar" not in file


@pytest.mark.parametrize("family", ["Sans", "Mono", "Arabic", "Japanese"])
def test_the_licence_lies_beside_the_files(family: str) -> None:
    text = resources.text("fonts", f"OFL-Studio{family}.txt")
    assert "SIL OPEN FONT LICENSE" in text
    assert text.startswith("Copyright")


def test_the_emoji_are_attributed() -> None:
    text = resources.text("fonts", "CC-BY-and-OFL-StudioEmoji.txt")
    assert "Twitter, Inc and other contributors" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert "SIL OPEN FONT LICENSE" in text


def test_every_file_in_the_folder_is_used_and_all_together_stay_small() -> None:
    files = {file.stem: file.stat().st_size for file in resources.path("fonts").glob("*.ttf")}
    assert sorted(files) == NAMES
    assert sum(files.values()) < 9_000_000


def test_the_japanese_faces_hold_all_of_jis_x_0208() -> None:
    wanted = {
        ord(bytes((row, cell)).decode("euc_jp", "ignore") or " ")
        for row in range(0xB0, 0xF5)
        for cell in range(0xA1, 0xFF)
    }
    for name in ("StudioJapanese-Regular", "StudioJapanese-Bold"):
        with TTFont(path(name), lazy=True) as file:
            assert wanted - set(file.getBestCmap()) == set()
    assert len(wanted) > 6300


def test_kerning_and_joining_tables_survived() -> None:
    with TTFont(path("StudioSans-Bold"), lazy=True) as sans:
        tags = {r.FeatureTag for r in sans["GPOS"].table.FeatureList.FeatureRecord}
        assert {"kern", "mark"} <= tags
    with TTFont(path("StudioArabic-Bold"), lazy=True) as arabic:
        tags = {r.FeatureTag for r in arabic["GSUB"].table.FeatureList.FeatureRecord}
        assert {"init", "medi", "fina", "rlig"} <= tags


def test_a_face_survives_being_written_again() -> None:
    out = BytesIO()
    with TTFont(path("StudioMono-Bold")) as file:
        file.save(out)
    assert TTFont(BytesIO(out.getvalue())).getBestCmap()[ord("A")]
