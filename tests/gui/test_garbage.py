"""No worker thread ever takes a widget apart."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.gui import garbage
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.garbage import Garbage, sweep, sweep_all
from jiesu_desktop.services.changes import Changes


class _Told:
    """Tells in which thread it was let go."""

    def __init__(self, where: list[str]) -> None:
        self._where = where
        self.itself = self  # only the collector frees it

    def __del__(self) -> None:
        self._where.append(threading.current_thread().name)


def test_what_waits_in_a_cycle_is_freed_in_the_gui_thread(qapp: QObject) -> None:
    parent, where, kept = QObject(), list[str](), list[list[int]]()
    sweep_all()
    Garbage(parent)
    _Told(where)
    worker = threading.Thread(target=lambda: kept.extend([i] for i in range(2_000)), name="worker")
    worker.start()
    worker.join()
    assert where == []
    sweep()
    assert where == [threading.main_thread().name]


def test_what_much_work_leaves_is_set_aside_unseen_and_freed_in_the_gui_thread_once_it_is_quiet(
    qapp: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_ALL_AFTER_BUSY_MS", 0)
    monkeypatch.setattr(garbage, "_ALL_FIRST_MS", 600_000)
    looked_through, parent, where, kept = list[int](), QObject(), list[str](), list[list[int]]()
    sweep_all()
    Garbage(parent)
    _Told(where)
    worker = threading.Thread(target=lambda: kept.extend([i] for i in range(100_000)), name="worker")
    worker.start()
    worker.join()
    gc.callbacks.append(lambda phase, info: looked_through.append(info["generation"]))
    try:
        assert sweep() >= 10
        assert (looked_through, where) == ([], []), "the alarms would have waited for it"
        kept.extend([i] for i in range(100_000))
        qtbot.waitUntil(lambda: bool(where), timeout=10_000)
    finally:
        gc.callbacks.pop()
    assert where == [threading.main_thread().name]


def test_the_collector_runs_by_itself_again_when_the_desk_has_gone(qapp: QObject) -> None:
    parent = QObject()
    Garbage(parent)
    assert not gc.isenabled()
    del parent
    assert gc.isenabled()
    gc.disable()  # as tests of widgets have it


def test_what_a_worker_was_asked_for_is_let_go_in_the_gui_thread(
    ctx: Desk, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    where = list[str]()

    def ask(fails: bool) -> None:
        told = _Told(where)
        del told.itself  # nothing but the asking holds it

        def work(_: object) -> Changes:
            assert told is not None
            if fails:
                raise Refused("不行。")
            return Changes()

        ctx.tasks.run_read(work, lambda _: None, lambda *_: None)

    for _ in range(20):
        ask(False)
        ask(True)
    settle()
    qtbot.waitUntil(lambda: len(where) == 40)
    assert set(where) == {threading.main_thread().name}
