"""Failures a person can act on; whatever is not one of these is a bug."""


class StudioError(Exception):
    """Root of all expected failures; `str()` is a sentence that says what to do."""


class Refused(StudioError):
    """A rule of the business says no."""


class NotFound(StudioError):
    """What was asked for is not there (any more)."""


class Unreadable(StudioError):
    """A file cannot be understood."""


class Damaged(Unreadable):
    """A workspace of ours that is damaged; parts of it can be rescued."""


class NeedsUpgrade(StudioError):
    """A workspace of an older program: it opens once it has been upgraded, backup first."""


class NotSaved(StudioError):
    """The disk did not take what was written; what the user typed is still in the form."""


class NoSpace(NotSaved):
    """The disk is full."""


class ReadOnly(NotSaved):
    """The workspace can be read but not changed, for as long as it is open."""


class Locked(StudioError):
    """Somebody else has the workspace open."""


class Busy(StudioError):
    """A long job is writing; try again when it is done, or cancel it."""

    def __init__(self, sentence: str, *, job: str = "") -> None:
        """Keep the title of the job that writes; empty when it is no job of ours."""
        super().__init__(sentence)
        self.job = job


class Drift(StudioError):
    """A row no longer looks as the history remembers it, so the step cannot be taken back."""


class Cancelled(StudioError):
    """The user stopped a long job."""
