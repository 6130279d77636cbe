"""Another program that has a workspace open."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.store.rows import PYTHON

OTHER = """
import sys
from pathlib import Path
from studio.personas.model import Talent
from studio.store import workspace
store = workspace.open_workspace(Path(sys.argv[1]), "Ben")
print("open", flush=True)
for line in sys.stdin:
    with store.edit("Add talent") as session:
        session.add(Talent(name=line.strip()))
        if line.startswith("half"):
            session.flush()
            print("half", flush=True)
            sys.stdin.readline()
    print("saved", flush=True)
store.close()
"""


@contextmanager
def other_program(path: Path) -> Iterator[Callable[[str], str]]:
    """Another program that has the workspace open; give how to let it add a talent."""
    with subprocess.Popen(
        [*PYTHON, OTHER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        bufsize=1,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "open\n"

        def tell(words: str) -> str:
            assert process.stdin
            assert process.stdout
            process.stdin.write(words + "\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        try:
            yield tell
        finally:
            process.stdin.close()
            process.wait(20)
    assert process.returncode == 0
