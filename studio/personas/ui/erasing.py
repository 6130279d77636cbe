"""Erasing a person from the window: the question, the job, and the report of what remains."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.kernel import paths
from studio.kernel.errors import NotFound, ReadOnly
from studio.kernel.i18n import _, ngettext
from studio.personas.model import ERASED, Talent
from studio.personas.ops.erase import Erased, erase_person, remains
from studio.personas.ui import whereabouts
from studio.personas.ui.erase_dialogs import EraseDialog, EraseReport
from studio.store.workspace import Store
from studio.ui.context import Context
from studio.ui.messages import Offer, Tone
from studio.ui.text_fields import commit_pending

_MOST = 6
"""Of the things that a person is met in, so many are named."""


class Erasing(QObject):
    """Asks whether a person shall be erased, does it beside the window, and tells what remains."""

    def __init__(self, window: QWidget, context: Context) -> None:
        """Work on the workspace of `context`; dialogs stand before `window` and go with it."""
        super().__init__(window)
        self._window = window
        self._context = context
        self._talent_id = ""

    def ask(self, talent_id: str, name: str) -> None:
        """Ask about the person called `name`; a workspace that cannot be written says so instead.

        Erasing one who is erased already finishes what was cut short.
        """
        commit_pending(self._window)
        with self._context.messages.guard():
            store = self._context.store
            _require_free(store)
            with store.read() as session:
                if session.get(Talent, talent_id) is None:
                    raise NotFound(_("This talent is not there any more."))
                used = whereabouts.users(session, talent_id).words(session, _MOST)
            dialog = EraseDialog(name, used, self._window)
            dialog.confirmed.connect(partial(self._start, talent_id))
            dialog.open()

    def _start(self, talent_id: str) -> None:
        context = self._context
        with context.messages.guard():
            _require_free(context.store)
            self._talent_id = talent_id
            work = partial(erase_person, context.store, talent_id, paths.backups())
            # Methods, not closures: Qt lets go of them when the window has gone.
            job = context.jobs.start(_("Erase person"), work, self._report)
            job.failed.connect(self._tell_half)
            job.cancelled.connect(self._tell_half)

    def _report(self, erased: Erased) -> None:
        with self._context.messages.guard():
            with self._context.store.read() as session:
                places = whereabouts.mentioning(session, erased.mentions)
                named = places.words(session, _MOST)
            EraseReport(report_lines(erased, named), self._window).open()

    def _tell_half(self, _error: object = None) -> None:
        """Say so when the workspace has forgotten the person and the backups have not."""
        with self._context.messages.guard():
            with self._context.store.read() as session:
                talent = session.get(Talent, self._talent_id)
            if talent is not None and talent.kind == ERASED:
                sentence = _("The person is erased here, but perhaps not yet from all backups.")
                offer = Offer(_("Finish erasing"), partial(self._start, talent.id))
                self._context.messages.say(sentence, Tone.WARNING, offer)


def _require_free(store: Store) -> None:
    """Raise ReadOnly where nothing can be written, and Busy while a long job writes."""
    if store.read_only:
        raise ReadOnly(store.read_only)
    with store.alone():
        pass


def report_lines(erased: Erased, places: Sequence[str]) -> list[str]:
    """Return what was erased and what stays; `places` are where the name still stands."""
    lines = [_("The person is erased from the workspace, its history and its search.")]
    if erased.backups_changed:
        sentence = ngettext(
            "{n} backup was rewritten without them.",
            "{n} backups were rewritten without them.",
            erased.backups_changed,
        )
        lines.append(sentence.format(n=erased.backups_changed))
    else:
        lines.append(_("There was no backup to rewrite."))
    if erased.rewritten:
        lines.append(_("Unused space of the file was cleared."))
    lines += ["", _("What stays, and what you can do:"), *(f"– {one}" for one in remains(erased))]
    if places:
        lines += ["", _("Where the name, or a word of it, still stands:")]
        lines += [f"– {place}" for place in places]
    return lines
