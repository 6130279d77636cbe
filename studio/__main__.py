"""The program's front door: a command goes to the command line, anything else to the window."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (those of the process by default)."""
    from studio.cli import COMMANDS

    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in COMMANDS:
        from studio import cli

        return cli.main(words)
    from studio.app import start

    return start.main(words)


if __name__ == "__main__":
    sys.exit(main())
