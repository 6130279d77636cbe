"""A list model over frozen rows: it moves from one list to the next and never resets.

So selection, scroll position and open editors stay with their rows.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)


class HasId(Protocol):
    """A frozen row that knows the id of what it shows."""

    @property
    def id(self) -> str:
        """Return the id of what the row shows."""


RowT = TypeVar("RowT", bound=HasId)
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The whole row."""
ID_ROLE = ROW_ROLE + 1
"""The row's id."""

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_Flag = Qt.ItemFlag


class RowsModel(QAbstractListModel, Generic[RowT]):
    """Shows rows with unique ids, in order; `roles` say what each Qt role reads from a row."""

    dropped = Signal(list, int)
    """Intent: these ids were dropped before this place."""

    def __init__(
        self,
        text: Callable[[RowT], str],
        parent: QObject | None = None,
        *,
        roles: Mapping[int, Callable[[RowT], object]] | None = None,
        usable: Callable[[RowT], bool] | None = None,
        mime: str = "",
    ) -> None:
        """Read the display text by `text`; with a `mime` type rows can be dragged and dropped."""
        super().__init__(parent)
        self._rows: list[RowT] = []
        self._read: dict[int, Callable[[RowT], object]] = {_DISPLAY: text, **(roles or {})}
        self._usable = usable
        self._mime = mime

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return what a row shows in a role."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == ID_ROLE:
            return row.id
        reader = self._read.get(int(role))
        return reader(row) if reader is not None else None

    def row_at(self, place: int) -> RowT:
        """Return the row at a place, 0 first."""
        return self._rows[place]

    def ids(self) -> list[str]:
        """Return the ids in order."""
        return [row.id for row in self._rows]

    def index_of(self, row_id: str) -> QModelIndex:
        """Return where an id is; an invalid index when it is not there."""
        for place, row in enumerate(self._rows):
            if row.id == row_id:
                return self.index(place)
        return QModelIndex()

    def show(self, new: Sequence[RowT]) -> None:
        """Move to the new list with insert, remove, move and dataChanged only."""
        self._remove_missing({row.id for row in new})
        self._reorder([row.id for row in new])
        self._insert_missing(new)
        for place, row in enumerate(new):
            if self._rows[place] != row:
                self._rows[place] = row
                here = self.index(place)
                self.dataChanged.emit(here, here)

    def _remove_missing(self, wanted: set[str]) -> None:
        end = len(self._rows)
        while end > 0:
            if self._rows[end - 1].id in wanted:
                end -= 1
                continue
            first = end - 1
            while first > 0 and self._rows[first - 1].id not in wanted:
                first -= 1
            self.beginRemoveRows(_ROOT, first, end - 1)
            del self._rows[first:end]
            self.endRemoveRows()
            end = first

    def _reorder(self, wanted: list[str]) -> None:
        """Bring the rows that stay in order with the fewest moves."""
        order = {row_id: place for place, row_id in enumerate(wanted)}
        staying = longest_run([order[row.id] for row in self._rows])
        here = {row.id for row in self._rows}
        before = None
        for place, row_id in enumerate(wanted):
            if row_id not in here:
                continue
            if place not in staying:
                self._move_behind(row_id, before)
            before = row_id

    def _move_behind(self, row_id: str, before: str | None) -> None:
        places = {row.id: place for place, row in enumerate(self._rows)}
        source = places[row_id]
        target = 0 if before is None else places[before] + 1
        if target in (source, source + 1):
            return
        self.beginMoveRows(_ROOT, source, source, _ROOT, target)
        row = self._rows.pop(source)
        self._rows.insert(target - (target > source), row)
        self.endMoveRows()

    def _insert_missing(self, new: Sequence[RowT]) -> None:
        here = {row.id for row in self._rows}
        place = 0
        while place < len(new):
            end = place
            while end < len(new) and new[end].id not in here:
                end += 1
            if end > place:
                self.beginInsertRows(_ROOT, place, end - 1)
                self._rows[place:place] = new[place:end]
                self.endInsertRows()
            place = end + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a row; the gap between rows takes drops."""
        if not index.isValid():
            return _Flag.ItemIsDropEnabled if self._mime else _Flag.NoItemFlags
        found = _Flag.ItemNeverHasChildren
        if self._usable is None or self._usable(self._rows[index.row()]):
            found |= _Flag.ItemIsEnabled | _Flag.ItemIsSelectable
            if self._mime:
                found |= _Flag.ItemIsDragEnabled
        return found

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that rows travel as."""
        return [self._mime] if self._mime else []

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of dragged rows, in the order of the list."""
        places = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(self._mime, "\n".join(self._rows[p].id for p in places).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, not copied."""
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say what is wanted; the rows move when the refresh brings the new order."""
        del action, column
        if not self._mime or not data.hasFormat(self._mime):
            return False
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        ids = bytes(data.data(self._mime).data()).decode().split("\n")
        self.dropped.emit(ids, place)
        return False  # the view must not remove what it dragged


def longest_run(places: Sequence[int]) -> set[int]:
    """Return one longest rising selection of distinct numbers."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for k, place in enumerate(places):
        slot = bisect_left(ends, place)
        back.append(at[slot - 1] if slot else -1)
        ends[slot:] = [place, *ends[slot + 1 :]]
        at[slot:] = [k, *at[slot + 1 :]]
    found = set()
    k = at[-1] if at else -1
    while k >= 0:
        found.add(places[k])
        k = back[k]
    return found
