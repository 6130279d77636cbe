"""What the child process says of a file that is not taken in."""


class Turned(Exception):
    """The file is turned away: a code that `words` has a sentence for, a detail for the log."""

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep both."""
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
