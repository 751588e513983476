"""Work that must not run in the GUI thread: reads, writes and long tasks, with their results brought back.

One worker writes, so acts reach the database in the order they were pressed; two read, two do long work. A callback always runs in
the GUI thread, and never when the widget it belongs to is gone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import DiskFull, Locked, NotADatabase, ReadOnly, Unreachable
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

TROUBLE = (DiskFull, Locked, NotADatabase, ReadOnly, Unreachable)
"""What turns the database's lamp red until something works again."""
T = TypeVar("T")
Failed = Callable[[str, Exception], Any]


class Cancelled(Exception):
    """Raised inside a long task by :meth:`Progress.step` once it has been cancelled."""


def sentence_of(error: BaseException) -> str | None:
    """The Chinese sentence an expected error carries (``message``, ``text`` or ``reason``), or None for a bug."""
    for name in ("message", "text", "reason"):
        text = getattr(error, name, None)
        if isinstance(text, str) and any("一" <= c <= "鿿" for c in text):
            return text
    return None


class Progress(QObject):
    """How far a long task is, and whether it should stop. ``step`` and ``cancelled`` are for the worker.

    Signals:
        moved(int, int): done and total (0 = not known), in the GUI thread.
    """

    moved = Signal(int, int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.done, self.total = 0, 0
        self._cancel = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether 取消 was pressed."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the task to stop at its next step; what it had not committed is rolled back."""
        self._cancel.set()

    def step(self, done: int, total: int = 0) -> None:
        """Tell how many of how many are done.

        Raises:
            Cancelled: the operator has pressed 取消.
        """
        if self._cancel.is_set():
            raise Cancelled
        self.done, self.total = done, total
        self.moved.emit(done, total)


class TaskRunner(QObject):
    """Runs work off the GUI thread.

    Attributes:
        store: where transactions come from.

    Signals:
        committed(object): the Changes of a write that was committed; the bridge passes it on.
        data(bool, str): whether the database answers, and why not.
        failed(str): a sentence about a failure nobody asked to hear of.
        started(object), ended(object): a long task's :class:`Progress`.
    """

    committed = Signal(object)
    failed = Signal(str)
    data = Signal(bool, str)
    started = Signal(object)
    ended = Signal(object)
    _call = Signal(object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._writer = ThreadPoolExecutor(1, "write")
        self._readers = ThreadPoolExecutor(2, "read")
        self._long = ThreadPoolExecutor(2, "long")  # an act with files does not wait for an export
        self._latest: dict[str, int] = {}
        self._waiting = 0
        self._well = True
        self._closed = False
        self._call.connect(self._run_here, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing runs and no result waits to be delivered."""
        return self._waiting == 0

    def run_write(
        self,
        fn: Callable[[UnitOfWork], Changes],
        on_done: Callable[[Changes], Any] | None = None,
        on_error: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run ``fn`` in one transaction on the write worker; then ``committed``, then ``on_done``, in the GUI thread.

        Without ``on_error`` a failure is shown as a quiet red line.
        """

        def work() -> Changes:
            with self.store.begin() as uow:
                return fn(uow)

        def done(changes: Changes) -> None:
            self.committed.emit(changes)
            if on_done is not None and _alive(owner, on_done):
                on_done(changes)

        self._submit(self._writer, work, done, on_error, owner)

    def run_read(
        self,
        fn: Callable[[Queries], T],
        on_done: Callable[[T], Any],
        on_error: Failed | None = None,
        *,
        key: str | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run ``fn`` on a read worker and hand its result to ``on_done``.

        Of several reads with one ``key`` only the last asked for is delivered; those not begun are not run at all.
        """
        serial = self._latest.get(key or "", 0) + 1
        if key is not None:
            self._latest[key] = serial

        def stale() -> bool:
            return key is not None and self._latest.get(key) != serial

        def work() -> Any:
            if stale():
                return None
            with self.store.read() as queries:
                return fn(queries)

        def done(result: T) -> None:
            if not stale() and _alive(owner, on_done):
                on_done(result)

        self._submit(self._readers, work, done, on_error, owner)

    def run_long(
        self,
        title: str,
        fn: Callable[[Progress], T],
        on_done: Callable[[T], Any] | None = None,
        on_error: Failed | None = None,
        *,
        owner: QObject | None = None,
        writes: bool = False,
    ) -> Progress:
        """Run ``fn(progress)`` behind; the window shows its bar and 取消. ``fn`` opens its own transactions.

        With ``writes`` it takes the write worker, so acts pressed meanwhile wait for it. Cancelling ends it silently:
        ``on_error`` gets a :class:`Cancelled`.
        """
        progress = Progress(title)

        def done(result: T) -> None:
            self.ended.emit(progress)
            if on_done is not None and _alive(owner, on_done):
                on_done(result)

        def error(sentence: str, cause: Exception) -> None:
            self.ended.emit(progress)
            if on_error is not None:
                on_error(sentence, cause)
            elif not isinstance(cause, Cancelled):
                self.failed.emit(sentence)

        self.started.emit(progress)
        self._submit(self._writer if writes else self._long, lambda: fn(progress), done, error, None)
        return progress

    def close(self) -> None:
        """Wait for what is being written, drop what only reads, and take no more."""
        self._closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._long.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Callable[[Any], Any],
        on_error: Failed | None,
        owner: QObject | None,
    ) -> None:
        if self._closed:
            return
        self._waiting += 1
        # What was asked for often holds a widget. The worker reaches it only through this list, which the GUI thread
        # empties: the last to let go of a widget must not be a worker.
        held: list[Any] = [work, done, on_error, owner]

        def job() -> None:
            _attempt(held)
            if not self._closed and shiboken6.isValid(self):
                self._call.emit(held)

        pool.submit(job)

    def _run_here(self, held: list[Any]) -> None:
        _work, done, on_error, owner, result, error = held
        held.clear()
        self._waiting -= 1
        if error is not None:
            self._fail(error, on_error, owner)
        else:
            self._deliver(done, result)

    def _tell_data(self, well: bool, why: str = "") -> None:
        if well is not self._well:
            self._well = well
            self.data.emit(well, why)

    def _deliver(self, done: Callable[[Any], Any], result: Any) -> None:
        self._tell_data(True)
        done(result)

    def _fail(self, error: Exception, on_error: Failed | None, owner: QObject | None) -> None:
        sentence = sentence_of(error)
        if isinstance(error, TROUBLE):
            self._tell_data(False, error.message)
        if sentence is None:
            if not isinstance(error, Cancelled):
                log.error("unexpected failure in a worker", exc_info=error)
            sentence = (
                "已取消" if isinstance(error, Cancelled) else "程序内部错误，已记入日志；本次操作没有保存"
            )
        if on_error is not None and _alive(owner, on_error):
            on_error(sentence, error)
        elif on_error is None:
            self.failed.emit(sentence)


def _attempt(held: list[Any]) -> None:
    """Do what stands first, and add what came of it: a result, and an error or None.

    A function of its own, for a caught error holds what was asked for until the function that caught it has returned.
    """
    try:
        held += (held[0](), None)
    except Exception as error:  # noqa: BLE001 - whatever it is, the desk goes on and says so
        held += (None, error)


def _alive(owner: QObject | None, call: Callable[..., Any]) -> bool:
    target = owner if owner is not None else getattr(call, "__self__", None)
    return not isinstance(target, QObject) or shiboken6.isValid(target)
