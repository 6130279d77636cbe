"""The command line: the same ops and writers as the window, without widgets."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import studio
from studio.kernel import i18n, paths, preferences
from studio.kernel.errors import Locked, NotFound, Refused, StudioError
from studio.kernel.i18n import _
from studio.kernel.progress import Work, finish

if TYPE_CHECKING:
    from studio.store.workspace import Store

COMMANDS = frozenset({"export", "--version", "--help", "-h"})
"""First words that are for the command line; anything else opens the window."""


def main(argv: Sequence[str]) -> int:
    """Run one command, and return the exit code: 0 done, 1 refused with a sentence, 2 misused."""
    _forgive_names()
    kept = preferences.load(paths.config())
    i18n.use(i18n.system_language() if kept.language == "system" else kept.language)
    arguments = _parser().parse_args(argv)
    try:
        _export(arguments, kept)
    except StudioError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Stopped. Nothing was written."), file=sys.stderr)
        return 130
    return 0


def _forgive_names() -> None:
    """Let a name that the terminal cannot show be told all the same, its letters spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    prog = os.environ.get("PERSONA_STUDIO_COMMAND", "persona-studio")
    parser = argparse.ArgumentParser(
        prog=prog, description=_("Storyboards with virtual influencers, offline.")
    )
    version = f"Persona Studio {studio.__version__}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(dest="command", required=True)
    export = commands.add_parser("export", help=_("write a spot's storyboard to a file"))
    export.add_argument("spot", nargs="?", metavar="SPOT", help=_("the spot's title or id"))
    export.add_argument("--sample", action="store_true", help=_("export the sample spot"))
    export.add_argument(
        "--workspace", type=Path, metavar="FILE", help=_("default: the one opened last")
    )
    export.add_argument("--to", type=Path, required=True, metavar="FILE", help=_("e.g. board.pdf"))
    return parser


def _export(arguments: argparse.Namespace, kept: preferences.Preferences) -> None:
    from studio.export.catalogue import format_of, writer_of
    from studio.spots.documents.sheet import sheet
    from studio.spots.queries import board, find_spot

    if bool(arguments.spot) == arguments.sample:
        raise Refused(_("Name one spot, or say --sample."))
    writer = writer_of(format_of(arguments.to))
    with _workspace(arguments, kept) as (store, sample), store.read() as session:
        document = sheet(board(session, sample or find_spot(session, arguments.spot)))
    print(_show(writer(document, arguments.to)))


@contextmanager
def _workspace(
    arguments: argparse.Namespace, kept: preferences.Preferences
) -> Iterator[tuple["Store", str]]:
    """Give the workspace to read, and the sample's id when it is the sample's."""
    with tempfile.TemporaryDirectory(prefix="persona-studio-") as folder:
        store, sample = _opened(arguments, kept, Path(folder))
        try:
            yield store, sample
        finally:
            store.close()


def _opened(
    arguments: argparse.Namespace, kept: preferences.Preferences, folder: Path
) -> tuple["Store", str]:
    from studio.store import workspace

    actor = _("command line")
    if arguments.sample:
        from studio.spots.sample import make_sample

        store = workspace.create(folder / "sample", actor)
        return store, make_sample(store, i18n.language())
    path = arguments.workspace or next((Path(recent) for recent in kept.recent), None)
    if path is None:
        raise NotFound(_("No workspace has been opened yet. Name one with --workspace FILE."))
    path = _own(path, folder, actor)
    try:
        return workspace.open_workspace(path, actor), ""
    except Locked:  # the window has it open: what is saved can be read all the same
        return workspace.open_workspace(path, actor, to_read=True), ""


def _own(path: Path, folder: Path, actor: str) -> Path:
    """Return the workspace if it is ours, or else an examined copy in `folder`."""
    from studio.store.guard.admission import admit
    from studio.store.guard.known import is_ours
    from studio.store.layout import bears_our_mark

    if not path.is_file() or not bears_our_mark(path) or is_ours(path):
        return path
    return finish(admit(path, folder / path.with_suffix(".studio").name, actor)).path


def _show(work: Work[Path]) -> Path:
    """Run the work; on a terminal, tell how far it is on one line."""
    telling = sys.stderr.isatty()
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            done: Path = end.value
            return done
        if telling:
            print(f"\r{progress.done}/{progress.total}", end="\r", file=sys.stderr)
