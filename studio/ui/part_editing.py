"""From the cards of a record's parts to the ops that change them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.ui.messages import Messages
from studio.ui.part_list import PartList
from studio.ui.text_fields import LineField, TextField


@dataclass(frozen=True, slots=True)
class PartVerbs:
    """The ops of one feature on parts; the first word of each is the part's table."""

    add: Callable[[str], str]
    """Add an empty part to what is open, and return its id."""
    write: Callable[[str, str, str, str | int], None]
    """Of this part, let this field hold this value."""
    delete: Callable[[str, str], None]
    relocate: Callable[[str, str, int], None]


def edit_parts(lists: Mapping[str, PartList], messages: Messages, verbs: PartVerbs) -> None:
    """Let the lists, by table, edit their parts; a refusal is told at its field."""
    for table, shown in lists.items():
        _edit(table, shown, messages, verbs)


def _edit(table: str, shown: PartList, messages: Messages, verbs: PartVerbs) -> None:
    def add() -> None:
        with messages.guard():
            shown.take_focus(verbs.add(table))

    def write(part_id: str, name: str, value: str | int) -> None:
        field = shown.field(part_id, name)
        with messages.guard(field if isinstance(field, (LineField, TextField)) else None):
            verbs.write(table, part_id, name, value)

    def delete(part_id: str) -> None:
        with messages.guard():
            verbs.delete(table, part_id)

    def relocate(part_id: str, place: int) -> None:
        with messages.guard():
            verbs.relocate(table, part_id, place)

    shown.add_wanted.connect(add)
    shown.edited.connect(write)
    shown.delete_wanted.connect(delete)
    shown.relocate_wanted.connect(relocate)
