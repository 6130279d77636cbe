"""Long edits: many rows on a thread of their own, while the window reads and is told it is Busy."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from studio.kernel import clock
from studio.kernel.errors import Busy
from studio.kernel.progress import Progress, Work
from studio.spots.model import Panel
from studio.store import log, workspace
from studio.store.changes import Changes
from studio.store.workspace import Store
from tests.store.rows import add, board, dump, left_in, names, names_in

MANY = 10_000
BATCH = 500
AT_ONCE_S = 0.1
GLANCE_S = 0.01
LONGEST_READ_S = 2.0
"""For a reader that meets the commit of 10 000 rows; a loaded machine's disk may be slow."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = workspace.create(tmp_path / "Agency", "Ada")
    add(opened, "Maya")
    yield opened
    opened.close()


@dataclass
class Run:
    """Work on a thread of its own, cancelled at a step if that is said, and its end."""

    work: Callable[[], Work[object]]
    step: Callable[[int], None] = lambda _number: None
    cancel_at: int = -1
    cancelled: bool = False
    result: object = None
    error: BaseException | None = None

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._drive)
        self.thread.start()

    def _drive(self) -> None:
        try:
            with closing(self.work()) as work:
                for number, _progress in enumerate(work):
                    self.step(number)
                    if number == self.cancel_at:
                        self.cancelled = True
                        return
        except BaseException as error:  # noqa: BLE001 - handed to the test
            self.error = error

    def ended(self) -> "Run":
        self.thread.join(60)
        assert not self.thread.is_alive()
        if self.error is not None:
            raise self.error
        return self


def cancelled_at(at: int, work: Callable[[], Work[None]]) -> bool:
    """Cancel work at one of its steps; tell whether it came so far."""
    return Run(work, cancel_at=at).ended().cancelled


def importing(store: Store, panels: int, *, batch: int = BATCH) -> Work[None]:
    """Add a spot of so many panels, as an importer does."""
    with store.long_edit("Import", "Import of “Summer”") as session:
        for number, row in enumerate(board(panels)):
            session.add(row)
            if number % batch == 0:
                session.flush()
                yield Progress(number, panels)


def count(store: Store) -> int:
    with store.read() as session:
        return session.exec(select(func.count(col(Panel.id)))).one()


def waited_for(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def refused(act: Callable[[], object]) -> tuple[Busy, float]:
    """Return how an edit is refused, and after how many seconds."""
    began = time.perf_counter()
    with pytest.raises(Busy) as busy:
        act()
    return busy.value, time.perf_counter() - began


def test_the_window_reads_on_and_every_edit_is_busy_at_once(store: Store) -> None:
    clock.thaw()
    half, go_on = threading.Event(), threading.Event()

    def step(number: int) -> None:
        if number == 10:
            half.set()
            assert go_on.wait(60)

    run = Run(lambda: importing(store, MANY), step)
    while not half.wait(GLANCE_S):
        assert count(store) == 0  # nothing of it is seen before it is whole
    before = names(store)
    for verb in (
        lambda: add(store, "Noa"),
        store.undo,
        lambda: next(store.undo_work("Undo")),
        lambda: next(importing(store, 1)),
        lambda: store.maintenance("Erase").__enter__(),
        lambda: store.alone("Copy").__enter__(),
    ):
        busy, waited = refused(verb)
        assert busy.job == "Import of “Summer”"
        assert "“Import of “Summer”” is writing" in str(busy)
        assert waited < AT_ONCE_S
    assert waited_for(store.close_step) < AT_ONCE_S  # no edit: leaving a field must not complain
    assert names(store) == before
    go_on.set()
    reads = reads_during(store, run)
    assert count(store) == MANY
    assert [step.label for step in store.history.done] == ["Add talent", "Import"]
    after = dump(store)
    reads += reads_during(store, Run(lambda: store.undo_work("Undo: Import")))
    assert (count(store), store.undo_label, store.redo_label) == (0, "Add talent", "Import")
    reads += reads_during(store, Run(lambda: store.redo_work("Redo: Import")))
    assert dump(store) == after
    assert max(reads) < LONGEST_READ_S


def reads_during(store: Store, run: Run) -> list[float]:
    """Read again and again until the work has ended; return how many seconds each took."""
    taken: list[float] = []
    while run.thread.is_alive():
        time.sleep(GLANCE_S)
        taken.append(waited_for(lambda: count(store)))
    run.ended()
    return taken


def test_it_is_one_step_that_only_a_job_takes_back_and_does_again(store: Store) -> None:
    before = dump(store)
    Run(lambda: importing(store, 600)).ended()
    after = dump(store)
    assert log.is_long(store, forth=False)
    Run(lambda: store.undo_work("Undo: Import")).ended()
    assert dump(store) == before
    assert log.is_long(store, forth=True)
    store.redo()
    assert dump(store) == after
    store.undo()
    assert dump(store) == before
    assert not log.is_long(store, forth=False)


def test_the_undo_of_many_rows_tells_how_far_it_is_and_keeps_others_out(store: Store) -> None:
    Run(lambda: importing(store, 2000)).ended()
    told: list[Progress] = []
    busy: list[str] = []

    def undoing() -> Work[None]:
        for progress in store.undo_work("Undo: Import"):
            told.append(progress)
            yield progress

    def step(_number: int) -> None:
        outside = threading.Thread(
            target=lambda: busy.append(refused(lambda: add(store, "x"))[0].job)
        )
        outside.start()
        outside.join(10)

    Run(undoing, step).ended()
    shares = [progress.share for progress in told]
    assert len(shares) > 5
    assert shares == sorted(shares)
    assert shares[-1] < 1
    assert set(busy) == {"Undo: Import"}
    assert count(store) == 0


@pytest.mark.parametrize("at", [0, 1, 4])
def test_cancel_takes_everything_back(store: Store, at: int) -> None:
    before = dump(store)
    told: list[Changes] = []
    store.subscribe(told.append)
    assert cancelled_at(at, lambda: importing(store, 2000))
    assert dump(store) == before
    assert told == []
    assert [step.label for step in store.history.done] == ["Add talent"]
    assert not store._raw.in_transaction
    add(store, "Noa")
    store.undo()
    assert dump(store) == before


@pytest.mark.parametrize("back", [True, False])
def test_a_cancelled_undo_or_redo_has_undone_nothing(store: Store, back: bool) -> None:
    Run(lambda: importing(store, 1300)).ended()
    if not back:
        store.undo()
    before, stacks = dump(store), (store.undo_label, store.redo_label)
    work = store.undo_work if back else store.redo_work
    for at in (1, 4):
        assert cancelled_at(at, lambda: work("Back and forth"))
        assert dump(store) == before
        assert (store.undo_label, store.redo_label) == stacks
    (store.undo if back else store.redo)()
    assert count(store) == (0 if back else 1300)


def test_a_failing_import_leaves_nothing_and_gives_the_pen_back(store: Store) -> None:
    def failing() -> Work[None]:
        yield from importing_and(lambda: 1 // 0)

    def importing_and(fail: Callable[[], object]) -> Work[None]:
        with store.long_edit("Import", "Import") as session:
            session.add_all(board(700))
            session.flush()
            yield Progress(1, 2)
            fail()

    with pytest.raises(ZeroDivisionError):
        Run(failing).ended()
    assert count(store) == 0
    add(store, "Noa")
    assert names(store) == ["Maya", "Noa"]


def test_work_that_nobody_drives_to_its_end_gives_the_pen_back(store: Store) -> None:
    work = importing(store, 2000)
    next(work)
    del work
    assert count(store) == 0
    add(store, "Noa")
    assert names(store) == ["Maya", "Noa"]


def test_ops_join_a_long_edit_on_its_own_thread(store: Store) -> None:
    def bulk() -> Work[None]:
        with store.long_edit("Add all", "Adding"):
            for number in range(3):
                add(store, f"n{number}")
                yield Progress(number, 3)

    Run(bulk).ended()
    assert names(store) == ["Maya", "n0", "n1", "n2"]
    assert store.undo_label == "Add all"
    store.undo()
    assert names(store) == ["Maya"]


def test_an_undo_that_waited_for_another_s_edit_takes_back_nothing_of_before(store: Store) -> None:
    """It was chosen when another step was the last one: to take that back now would be wrong."""
    inside = threading.Event()

    def other() -> None:
        with store.edit("Other") as session:
            inside.set()
            time.sleep(0.2)
            session.connection().execute(text("UPDATE talent SET kind = 'human'"))

    thread = threading.Thread(target=other)
    thread.start()
    assert inside.wait(10)
    with pytest.raises(Busy):
        store.undo()
    thread.join(10)
    assert names(store) == ["Maya"]
    assert [step.label for step in store.history.done] == ["Add talent", "Other"]
    store.undo()
    store.undo()
    assert names(store) == []


def test_two_threads_that_undo_at_once_take_back_two_steps_or_one_is_busy(store: Store) -> None:
    for number in range(30):
        add(store, f"n{number:02}")
    undone: list[int] = []

    def undo(_number: int) -> None:
        for _ in range(10):
            try:
                store.undo()
                undone.append(1)
            except Busy:
                continue

    threads = [threading.Thread(target=undo, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(store.history.done) == 31 - len(undone)
    assert len(store.history.undone) == len(undone)
    assert len(names(store)) == 31 - len(undone)


def test_edits_of_several_threads_are_all_kept(store: Store) -> None:
    def write(letter: str) -> None:
        for number in range(8):
            add(store, f"{letter}{number}")

    threads = [threading.Thread(target=write, args=(letter,)) for letter in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert names(store) == [
        "Maya",
        *(f"{letter}{number}" for letter in "abc" for number in range(8)),
    ]
    assert len(store.history.done) == 25


def test_who_looks_is_told_once_and_of_all_rows(store: Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    Run(lambda: importing(store, 600)).ended()
    [changes] = told
    assert (changes.label, changes.kind) == ("Import", "do")
    assert {table: len(ids) for table, ids in changes.tables.items()} == {
        "panel": 600,
        "scene": 12,
        "spot": 1,
    }


def test_closing_while_a_job_writes_keeps_nothing_of_the_job(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The window stops its jobs first; a store that is closed all the same must stay sound."""
    store = workspace.create(tmp_path / "Agency", "Ada")
    add(store, "Maya")
    half, go_on = threading.Event(), threading.Event()

    def step(number: int) -> None:
        if number == 2:
            half.set()
            assert go_on.wait(60)

    run = Run(lambda: importing(store, 3000), step)
    assert half.wait(30)
    with caplog.at_level("WARNING"):
        store.close()
    assert "“Import of “Summer”” is writing" in caplog.text
    go_on.set()
    with pytest.raises(Exception, match="closed"):
        run.ended()
    assert names_in(store.path) == ["Maya"]
    again = workspace.open_workspace(store.path, "Ada")
    assert count(again) == 0
    again.close()
    assert left_in(tmp_path) == {"Agency.studio"}
