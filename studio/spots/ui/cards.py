"""What the board shows, as frozen rows: everything worded and ready to paint."""

from dataclasses import dataclass

from studio.kernel.i18n import _, language
from studio.kernel.timecode import seconds_text
from studio.render.shot import Marks, Shot, digest
from studio.spots.documents.shots import marks_of, shot_of
from studio.spots.queries import Board, CastRow, PanelRow
from studio.spots.words import EXPRESSIONS, POSES, SIZES, word


@dataclass(frozen=True, slots=True)
class CastLine:
    """Somebody in a card: how their chips read."""

    id: str
    name: str
    pose: str
    pose_word: str
    expression: str
    expression_word: str


@dataclass(frozen=True, slots=True)
class Card:
    """A panel as the board shows it."""

    id: str
    number: str
    size: str
    length: str
    action: str
    dialogue: str
    cast: tuple[CastLine, ...]
    shot: Shot
    marks: Marks
    picture: str
    """The digest of what is drawn."""

    @property
    def spoken(self) -> str:
        """Return the card in words, for those who cannot see it."""
        size = word(SIZES, self.size)
        parts = [_("Panel {number}").format(number=self.number), size, self.length]
        people = [f"{line.name}: {line.pose_word}, {line.expression_word}" for line in self.cast]
        return ". ".join(part for part in (*parts, *people, self.action, self.dialogue) if part)


def cards_of(board: Board) -> list[Card]:
    """Return the cards of a board in order."""
    return [_card(board, panel) for panel in board.panels]


def _card(board: Board, panel: PanelRow) -> Card:
    shot, marks = shot_of(board, panel), marks_of(board, panel)
    return Card(
        id=panel.id,
        number=f"{panel.number:02d}",
        size=panel.size,
        length=length_words(panel.duration_ms),
        action=panel.action,
        dialogue=panel.dialogue,
        cast=tuple(_line(row) for row in panel.cast),
        shot=shot,
        marks=marks,
        picture=digest(shot, marks),
    )


def _line(row: CastRow) -> CastLine:
    return CastLine(
        id=row.id,
        name=row.name.split()[0] if row.name.split() else row.name,
        pose=row.pose,
        pose_word=word(POSES, row.pose),
        expression=row.expression,
        expression_word=word(EXPRESSIONS, row.expression),
    )


def length_words(ms: int) -> str:
    """Return a length as people of the active language write it: '2.5 s', '2,5 s'."""
    return f"{seconds_text(ms, comma=language() == 'it').removesuffix('.0').removesuffix(',0')} s"
