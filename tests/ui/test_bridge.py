"""From the store to the window: one signal a turn, from whatever thread."""

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.spots.ops.spots import SpotDraft, create_spot, rename_spot
from studio.store.changes import Changes
from studio.store.workspace import Store
from studio.ui.bridge import Bridge


def test_several_edits_of_a_turn_make_one_signal(qtbot: QtBot, store: Store) -> None:
    bridge = Bridge(store)
    told: list[dict[str, frozenset[str]]] = []
    bridge.changed.connect(told.append)

    with qtbot.waitSignal(bridge.changed):
        first = create_spot(store, SpotDraft("Glow"))
        second = create_spot(store, SpotDraft("Shine"))
        rename_spot(store, first, "Glowing")
    QApplication.processEvents()

    assert told == [{"spot": frozenset({first, second})}]


def test_undo_is_told_too(qtbot: QtBot, store: Store) -> None:
    spot = create_spot(store, SpotDraft("Glow"))
    bridge = Bridge(store)

    with qtbot.waitSignal(bridge.changed) as told:
        store.undo()

    assert told.args == [{"spot": frozenset({spot})}]


def test_a_closed_bridge_is_silent(qtbot: QtBot, store: Store) -> None:
    bridge = Bridge(store)
    create_spot(store, SpotDraft("Glow"))

    bridge.close()
    create_spot(store, SpotDraft("Shine"))

    with qtbot.assertNotEmitted(bridge.changed, wait=50):
        pass


@pytest.mark.parametrize("edits", [1, 100])
def test_edits_of_another_thread_arrive_on_this_one(qtbot: QtBot, store: Store, edits: int) -> None:
    bridge = Bridge(store)
    threads: set[threading.Thread] = set()
    ids: set[str] = set()

    def hear(tables: dict[str, frozenset[str]]) -> None:
        threads.add(threading.current_thread())
        ids.update(tables["spot"])

    bridge.changed.connect(hear)
    changes = [Changes("Edit", "do", {"spot": frozenset({str(k)})}) for k in range(edits)]

    def write() -> None:
        for change in changes:
            bridge._note(change)

    writer = threading.Thread(target=write)

    writer.start()
    writer.join()

    qtbot.waitUntil(lambda: len(ids) == edits)
    assert threads == {threading.main_thread()}
