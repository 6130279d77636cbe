"""Lists move row by row, so that everything that points at a row stays with it."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from studio.ui.rows_model import ID_ROLE, ROW_ROLE, RowsModel, longest_run


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    text: str


IDS = "abcdefgh"
orders = st.lists(st.sampled_from(IDS), unique=True)
texts = st.dictionaries(st.sampled_from(IDS), st.text(max_size=2))


def rows(ids: str | list[str]) -> list[Row]:
    return [Row(row_id, row_id.upper()) for row_id in ids]


def model(ids: str | list[str] = "", mime: str = "") -> RowsModel[Row]:
    made: RowsModel[Row] = RowsModel(lambda row: row.text, mime=mime)
    made.show(rows(ids))
    return made


@given(old=orders, new=orders, other=texts)
def test_every_index_stays_with_its_row(
    qapp: QApplication, old: list[str], new: list[str], other: dict[str, str]
) -> None:
    made = model()
    fail = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(made, fail)
    made.show(rows(old))
    kept = {row_id: QPersistentModelIndex(made.index(k)) for k, row_id in enumerate(old)}
    wanted = [Row(row_id, other.get(row_id, row_id.upper())) for row_id in new]

    made.show(wanted)

    assert [made.row_at(k) for k in range(made.rowCount())] == wanted
    assert [made.data(made.index(k)) for k in range(made.rowCount())] == [r.text for r in wanted]
    for row_id, index in kept.items():
        assert index.isValid() == (row_id in new)
        assert not index.isValid() or index.row() == new.index(row_id)
    assert tester.model() is made


@given(old=orders, new=orders)
def test_it_never_resets_and_moves_as_little_as_can_be(
    qapp: QApplication, old: list[str], new: list[str]
) -> None:
    made = model(old)
    moves: list[int] = []
    resets: list[int] = []
    made.rowsMoved.connect(lambda *_at: moves.append(1))
    made.modelReset.connect(lambda: resets.append(1))

    made.show(rows(new))

    staying = [row_id for row_id in old if row_id in new]
    assert len(moves) == len(staying) - len(longest_run([new.index(row_id) for row_id in staying]))
    assert resets == []


def test_one_row_from_first_to_last_is_one_move(qapp: QApplication) -> None:
    made = model("abcd")
    moves: list[tuple[int, int]] = []
    made.rowsMoved.connect(lambda _p, first, _l, _q, to: moves.append((first, to)))

    made.show(rows("bcda"))

    assert moves == [(0, 4)]


def test_many_new_rows_come_in_one_go(qapp: QApplication) -> None:
    made = model("ah")
    runs: list[tuple[int, int]] = []
    made.rowsInserted.connect(lambda _parent, first, last: runs.append((first, last)))

    made.show(rows("abcdefgh"))

    assert runs == [(1, 6)]


@given(st.lists(st.integers(0, 20), unique=True))
def test_the_longest_run_rises_and_cannot_be_longer(places: list[int]) -> None:
    found = [place for place in places if place in longest_run(places)]
    best = [1] * len(places)
    for k, place in enumerate(places):
        best[k] += max((best[j] for j in range(k) if places[j] < place), default=0)

    assert found == sorted(found)
    assert len(found) == max(best, default=0)


def test_the_selection_follows_its_row(qtbot: QtBot) -> None:
    made = model("abc")
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(made)
    view.setCurrentIndex(made.index(0))

    made.show(rows("zbca"))

    assert view.currentIndex().data(ID_ROLE) == "a"
    assert view.currentIndex().row() == 3


def test_a_row_is_found_by_its_id(qapp: QApplication) -> None:
    made = model("abc")

    assert made.index_of("b").data(ROW_ROLE) == Row("b", "B")
    assert not made.index_of("x").isValid()
    assert made.ids() == ["a", "b", "c"]


def test_a_drop_says_what_is_wanted_and_moves_nothing(qtbot: QtBot) -> None:
    made = model("abcd", mime="application/x-test")
    data = made.mimeData([made.index(2), made.index(0)])

    with qtbot.waitSignal(made.dropped) as said:
        taken = made.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, QModelIndex())

    assert said.args == [["a", "c"], 3]
    assert not taken
    assert made.ids() == ["a", "b", "c", "d"]


def test_without_a_mime_type_nothing_can_be_dragged(qapp: QApplication) -> None:
    still, free = model("a"), model("a", mime="application/x-test")

    assert not still.flags(still.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert free.flags(free.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert free.flags(QModelIndex()) == Qt.ItemFlag.ItemIsDropEnabled


def test_a_row_that_cannot_be_used_is_disabled(qapp: QApplication) -> None:
    made: RowsModel[Row] = RowsModel(lambda row: row.text, usable=lambda row: row.id != "b")
    made.show(rows("ab"))

    assert made.flags(made.index(0)) & Qt.ItemFlag.ItemIsEnabled
    assert not made.flags(made.index(1)) & Qt.ItemFlag.ItemIsEnabled
    assert isinstance(made, QAbstractItemModel)
