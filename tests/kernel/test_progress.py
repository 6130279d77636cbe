"""Long work: generators that tell how far they are, and can be stopped."""

import pytest

from studio.kernel.findings import Finding, Level
from studio.kernel.progress import Progress, Work, finish


def counting(steps: int, left: list[str]) -> Work[str]:
    """Count, and leave a note on the way out whatever happens."""
    try:
        for step in range(steps):
            yield Progress(step, steps, "Counting")
        return f"{steps} steps"
    finally:
        left.append("cleaned up")


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_finished_work_gives_its_result(steps: int) -> None:
    left: list[str] = []
    assert finish(counting(steps, left)) == f"{steps} steps"
    assert left == ["cleaned up"]


def test_stopped_work_cleans_up() -> None:
    left: list[str] = []
    work = counting(5, left)
    assert next(work) == (0, 5, "Counting")
    work.close()
    assert left == ["cleaned up"]


def test_failing_work_fails_whoever_finishes_it() -> None:
    def failing() -> Work[None]:
        yield Progress(0, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finish(failing())


def test_the_share_done_runs_from_nought_to_one() -> None:
    assert [Progress(done, 4).share for done in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    assert Progress(0, 0).share == 0


def test_a_finding_says_how_much_it_weighs_and_is_a_value() -> None:
    one = Finding(Level.ERROR, "super-too-long", "panel 3", "60 characters")
    assert one == Finding(Level("error"), "super-too-long", "panel 3", "60 characters")
    assert len({one, one}) == 1
    assert [level.value for level in Level] == ["info", "warning", "ask", "error"]
