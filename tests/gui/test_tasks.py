from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act, Details
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Cancelled, Progress, sentence_of
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.errors import DiskFull
from jiesu_desktop.storage.queries import Queries
from tests.services.room import Room

Settle = Callable[[], None]


def test_a_write_commits_then_tells_views_then_its_caller(ctx: Desk, room: Room, settle: Settle) -> None:
    ticket, heard = room.take_one(), list[str]()
    ctx.bridge.changed.connect(lambda changes: heard.append(f"view {set(changes.tickets)}"))
    ctx.write(perform, ticket, Act.SIGN).run(lambda changes: heard.append(f"caller {set(changes.tickets)}"))
    settle()
    assert heard == [f"view {{{ticket}}}", f"caller {{{ticket}}}"]
    assert room.events(ticket)[-1].act is Act.SIGN


def test_a_refusal_nobody_handles_becomes_a_red_line_and_saves_nothing(
    ctx: Desk, room: Room, settle: Settle
) -> None:
    ticket, lines = room.take_one(), list[tuple[str, str]]()
    ctx.bridge.message.connect(lambda text, kind: lines.append((text, kind)))
    ctx.write(perform, ticket, Act.RETURN, Details()).run()
    settle()
    assert [kind for _, kind in lines] == ["error"]
    assert "原因" in lines[0][0]
    assert [event.act for event in room.events(ticket)] == [Act.OBTAIN]


def test_work_runs_off_the_gui_thread_and_results_come_back_in_it(ctx: Desk, settle: Settle) -> None:
    threads = list[bool]()
    gui = QThread.currentThread()

    def read(queries: Queries) -> int:
        threads.append(threading.current_thread() is threading.main_thread())
        return queries.queue_counts(ctx.time.now())["all"]

    ctx.tasks.run_read(read, lambda _: threads.append(QThread.currentThread() is gui))
    settle()
    assert threads == [False, True]


def _same(number: int, _: Queries) -> int:
    return number


def test_of_reads_with_one_key_only_the_last_is_delivered(ctx: Desk, settle: Settle) -> None:
    got = list[int]()
    for number in range(20):
        ctx.tasks.run_read(partial(_same, number), got.append, key="same")
    settle()
    assert got == [19]


def test_a_result_for_a_widget_that_is_gone_is_dropped(ctx: Desk, settle: Settle) -> None:
    import shiboken6

    owner, got = QObject(), list[int]()
    ctx.tasks.run_read(lambda _: 1, got.append, owner=owner)
    shiboken6.delete(owner)
    settle()
    assert got == []


def test_a_bug_is_logged_and_told_without_its_words(ctx: Desk, qtbot: QtBot, settle: Settle) -> None:
    lines = list[str]()
    ctx.bridge.message.connect(lambda text, _: lines.append(text))

    def broken(_: object) -> Changes:
        raise KeyError("secret words")

    ctx.tasks.run_write(broken)
    settle()
    assert len(lines) == 1
    assert "secret" not in lines[0]
    assert "日志" in lines[0]


def test_cancelling_stops_a_long_task_at_its_next_step(ctx: Desk, settle: Settle) -> None:
    begun, errors = threading.Event(), list[Exception]()
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        stopped.wait(20)
        progress.step(1, 2)

    progress = ctx.tasks.run_long("导入", work, None, lambda _, error: errors.append(error))
    assert begun.wait(20)
    progress.cancel()
    stopped.set()
    settle()
    assert isinstance(errors[0], Cancelled)


def test_expected_errors_carry_a_sentence_and_bugs_do_not() -> None:
    assert sentence_of(Refused("要写明原因。")) == "要写明原因。"
    assert "磁盘已满" in (sentence_of(DiskFull()) or "")
    assert sentence_of(ValueError("no words")) is None
