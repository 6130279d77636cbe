"""Documents to write: small ones as values, and how a folder looks."""

from pathlib import Path

from studio.kernel.geometry import Rect
from studio.render.page import A4_LANDSCAPE, Block, Document, Line, Page, Placed
from studio.render.shot import Marks, Shot

INK = 0x1F1A2BFF


def small_picture(number: int) -> Placed:
    """Return a picture as small as a stamp: it is painted in no time."""
    marks = Marks(number=f"{number:02d}")
    return Placed(Rect(40.0 * number, 60, 18, 32), Shot(), marks, f"Picture {number}", 2.0)


def small_document(*, pages: int = 2, pictures: int = 1, words: str = "Glow") -> Document:
    """Return pages of one line and some stamps each."""
    made = tuple(
        Page(
            *A4_LANDSCAPE,
            (Block(Rect(30, 30, 200, 0.6), INK),),
            tuple(small_picture(number) for number in range(1, pictures + 1)),
            (Line(f"{words} {number}", 30, 300, 12, INK),),
        )
        for number in range(1, pages + 1)
    )
    return Document("Title", "en", made, "LUMI")


def lines_document(lines: tuple[Line, ...]) -> Document:
    return Document("Title", "en", (Page(*A4_LANDSCAPE, lines=lines),))


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
