"""Long work off the GUI thread: a generator of progress that ends exactly once."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal

from studio.kernel.errors import Cancelled
from studio.kernel.progress import Progress, Work

_AT_ONCE = 2


class Job(QObject):
    """One piece of work; all signals come on the GUI thread, `ended` last and once."""

    progressed = Signal(object)
    """How far it is: Progress. Fast work skips some, never the order."""
    done = Signal(object)
    """The result."""
    failed = Signal(object)
    """The exception."""
    cancelled = Signal()
    ended = Signal()

    _moved = Signal()
    _over = Signal()

    def __init__(
        self, title: str, work: Callable[[], Work[Any]], parent: QObject | None = None
    ) -> None:
        """Prepare `work`, which makes the generator on the worker's thread; `title` is shown."""
        super().__init__(parent)
        self.title = title
        self.progress = Progress(0, 0)
        self.is_over = False
        self._work = work
        self._stop = threading.Event()
        self._guard = threading.Lock()
        self._latest: Progress | None = None
        self._ending: tuple[str, object] = ("failed", RuntimeError("the job never ran"))
        self._moved.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool) -> None:
        """Begin as soon as the pool has a free thread."""
        pool.start(self._run)

    def cancel(self) -> None:
        """Stop at the next step of progress; the work cleans up after itself."""
        self._stop.set()

    def _run(self) -> None:
        try:
            self._ending = self._drive()
        except Cancelled:
            self._ending = ("cancelled", None)
        except Exception as error:  # noqa: BLE001 - a job passes every failure on, and ends
            self._ending = ("failed", error)
        finally:
            self._over.emit()

    def _drive(self) -> tuple[str, object]:
        work = self._work()
        while not self._stop.is_set():
            try:
                self._note(next(work))
            except StopIteration as end:
                return "done", end.value
        work.close()
        return "cancelled", None

    def _note(self, progress: Progress) -> None:
        with self._guard:
            told, self._latest = self._latest is not None, progress
        if not told:
            self._moved.emit()

    def _tell_progress(self) -> None:
        with self._guard:
            latest, self._latest = self._latest, None
        if latest is not None:
            self.progress = latest
            self.progressed.emit(latest)

    def _tell_end(self) -> None:
        self.is_over = True
        how, value = self._ending
        try:
            if how == "done":
                self.done.emit(value)
            elif how == "failed":
                self.failed.emit(value)
            else:
                self.cancelled.emit()
        finally:
            self.ended.emit()


class Jobs(QObject):
    """Owns the running jobs; they belong to the application, not to who started them."""

    changed = Signal()
    """A job began or ended."""
    broke = Signal(object)
    """A job failed, with this exception; told whether or not anybody else listens."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without jobs."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_AT_ONCE)
        self._running: list[Job] = []

    def start(
        self,
        title: str,
        work: Callable[[], Work[Any]],
        done: Callable[[Any], None] | None = None,
    ) -> Job:
        """Run `work` beside the window; `done` gets the result, on the GUI thread."""
        job = Job(title, work, self)
        if done is not None:
            job.done.connect(done)
        job.failed.connect(self.broke)
        job.ended.connect(self._forget)
        self._running.append(job)
        job.start(self._pool)
        self.changed.emit()
        return job

    def running(self) -> list[Job]:
        """Return the jobs that have not ended, the oldest first."""
        return [job for job in self._running if not job.is_over]

    def cancel(self, title: str) -> None:
        """Cancel the jobs of this title."""
        for job in self._running:
            if job.title == title:
                job.cancel()

    def stop(self, *, wait_ms: int = 30_000) -> bool:
        """Cancel all, wait, and let each say its end; return whether all ended in time."""
        for job in self._running:
            job.cancel()
        ended = self._pool.waitForDone(wait_ms)
        for job in self.running():
            QCoreApplication.sendPostedEvents(job)
        return ended

    def _forget(self) -> None:
        over = [job for job in self._running if job.is_over]
        self._running = [job for job in self._running if not job.is_over]
        self.changed.emit()
        for job in over:
            job.deleteLater()
