"""Shows the running jobs: what, how far, and Cancel; quick ones stay unseen."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from studio.kernel.i18n import _, ngettext
from studio.kernel.progress import Progress
from studio.ui.jobs import Job, Jobs
from studio.ui.layout import button, column, label, row

_UNSEEN_MS = 300
_STEPS = 1000


class JobBar(QFrame):
    """The oldest running job, and how many wait behind it."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Follow `jobs`."""
        super().__init__(parent)
        self.setObjectName("jobBar")
        self._jobs = jobs
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self._build()
        self.hide()
        jobs.changed.connect(self._follow)
        self._follow()

    def _build(self) -> None:
        self._title = label("", "strong")
        self._title.setObjectName("jobTitle")
        self._doing = label("", "caption")
        self._doing.setObjectName("jobDoing")
        self._bar = QProgressBar()
        self._bar.setObjectName("jobProgress")
        self._bar.setTextVisible(False)
        self._cancel = button(_("Cancel"), "jobCancel")
        self._cancel.clicked.connect(self._stop)
        words = column(row(self._title, self._doing, None), self._bar, gap="xs")
        line = row(words, self._cancel, gap="m", margin="s")
        line.setStretch(0, 1)
        self.setLayout(line)

    def _follow(self) -> None:
        running = self._jobs.running()
        job = running[0] if running else None
        if job is not self._job:
            self._show_job(job)
        if job is not None:
            self._title.setText(_titled(job, len(running) - 1))

    def _show_job(self, job: Job | None) -> None:
        self._job = job
        if job is None:
            self._timer.stop()
            self.hide()
            return
        self._bar.setAccessibleName(job.title)
        self._cancel.setEnabled(True)
        self._show_progress(job.progress)
        job.progressed.connect(self._show_progress)
        if not self.isVisible():
            self._timer.start(_UNSEEN_MS)

    def _appear(self) -> None:
        if self._job is not None:
            self.show()

    def _show_progress(self, progress: Progress) -> None:
        """Show how far it is; without a known length the bar moves to and fro."""
        self._bar.setRange(0, _STEPS if progress.total else 0)
        self._bar.setValue(round(_STEPS * progress.share))
        self._doing.setText(progress.doing)

    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._doing.setText(_("Stopping…"))
            self._job.cancel()


def _titled(job: Job, others: int) -> str:
    if not others:
        return job.title
    more = ngettext("{title} (and {n} more)", "{title} (and {n} more)", others)
    return more.format(title=job.title, n=others)
