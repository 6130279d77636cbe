"""The pen: exactly one thread writes at a time, and a long job says what it is writing."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from studio.kernel.errors import Busy
from studio.kernel.i18n import _

_PATIENCE_S = 5.0
"""How long a short edit waits for another short one."""
_GLANCE_S = 0.02
"""How often it looks whether the other has turned out to be a long job."""


class Pen:
    """Held by the thread that writes; short edits wait for each other, but for no long job."""

    def __init__(self) -> None:
        """Begin with nobody writing."""
        self._mutex = threading.Lock()
        self._holder: int | None = None
        self._job = ""

    @property
    def is_mine(self) -> bool:
        """Tell whether this thread writes."""
        return self._holder == threading.get_ident()

    @property
    def job(self) -> str:
        """Return the title of the long job that writes; empty when none does."""
        return self._job

    @contextmanager
    def held(self, job: str = "") -> Iterator[None]:
        """Write until the block ends, as the long `job` if it has a title.

        Raises Busy, which knows the job that writes, when this thread must not wait for it;
        RuntimeError, a bug, when it holds the pen already and would wait for itself.
        """
        if self.is_mine:
            raise RuntimeError("this thread writes already")
        end = time.monotonic() + _PATIENCE_S
        while self._job or not self._mutex.acquire(timeout=_GLANCE_S):
            if self._job or time.monotonic() > end:
                raise self._busy()
        self._holder, self._job = threading.get_ident(), job
        try:
            yield
        finally:
            self._holder, self._job = None, ""
            self._mutex.release()

    def _busy(self) -> Busy:
        title = self._job
        if not title:
            return Busy(_("The workspace is being written. Try again in a moment."))
        sentence = _("“{job}” is writing. Wait until it is done, or cancel it.")
        return Busy(sentence.format(job=title), job=title)
