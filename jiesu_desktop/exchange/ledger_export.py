"""A ledger to a workbook, by a process of its own (:mod:`~jiesu_desktop.exchange.ledger_book`).

The writer needs Python for every cell. In the desk's own process that kept Python from the alarms and the window; and
while it writes on another processor, the next rows are read.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from jiesu_desktop.domain.ledgers import LedgerColumn
from jiesu_desktop.exchange.atomic import written_whole
from jiesu_desktop.exchange.failures import Cancelled, UnwritableFile
from jiesu_desktop.exchange.ledger_book import Head
from jiesu_desktop.exchange.ledger_rows import FIRST_ROW, Batch, Provenance, Stream
from jiesu_desktop.exchange.sheets import Progress
from jiesu_desktop.paths import child_environment

__all__ = ["Provenance", "write_ledger"]

_MOST_ROWS = 1_048_577 - FIRST_ROW
_AHEAD = 4
"""Batches on their way to the writer: it never waits for one, and few are held."""
_LOOK_UP = 0.1
"""Real seconds between two looks whether the operator has pressed 取消, while the writer is waited for."""
_WRITER = (sys.executable, "-m", "jiesu_desktop.exchange.ledger_book")
_LESS_THAN_THE_ALARMS = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # Windows


def write_ledger(
    path: Path,
    title: str,
    columns: Sequence[LedgerColumn],
    batches: Iterable[Batch],
    provenance: Provenance,
    *,
    figures: Sequence[tuple[str, str | int]] = (),
    total: int = 0,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the workbook and return how many rows it has.

    Moments, aware or in microseconds since 1970 UTC, are written as Beijing wall time. A text beyond a cell's limit stands
    whole on sheet 2, in pieces.

    Args:
        batches: the rows, some at a time: of each of ``columns`` its values.
        figures: (name, value) of what was measured over the rows, for sheet 2.
        total: only for ``progress``, which is told (done, total) after every batch, and again while the writer is waited for.

    Raises:
        UnwritableFile: the place cannot be written to; its message says what to do.
        Cancelled: ``cancelled`` said so; no file is left behind. What ``progress`` raises has the same effect.
    """
    stream = Stream(columns)

    def look_up() -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(stream.rows, max(total, stream.rows))

    with written_whole(path) as temporary, _writer(path, look_up) as writer:
        writer.send(pickle.dumps(Head(temporary, title, tuple(columns))) + stream.begin())
        for batch in batches:
            if stream.rows + len(batch[0]) > _MOST_ROWS:
                raise UnwritableFile(
                    path, f"超过一张工作表的上限 {_MOST_ROWS} 行。请缩小日期范围，分几次导出。"
                )
            look_up()
            writer.send(stream.piece(batch))
        total = stream.rows
        look_up()
        writer.send(stream.end() + pickle.dumps(list(stream.summary(title, provenance, figures))))
        writer.finish()
    return stream.rows


class _ReadsNoMoreError(Exception):
    """The writer has ended before its time."""


class _Writer:
    """The process that makes one workbook."""

    def __init__(self, path: Path, look_up: Callable[[], None]) -> None:
        self._path, self._look_up = path, look_up
        try:
            self._process = subprocess.Popen(
                _WRITER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
                env=child_environment(), creationflags=_LESS_THAN_THE_ALARMS,
            )  # fmt: skip
        except OSError as error:  # not the file's fault, as it would read
            problem = f"写表格的程序启动不了（{error.strerror or error}）。请重新启动值班台，再导出一次。"
            raise UnwritableFile(path, problem) from error
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both were opened
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._on_the_way: deque[Future[None]] = deque()

    def send(self, data: bytes) -> None:
        """Give it to the writer, at the latest when there is room.

        Raises:
            UnwritableFile, OSError, RuntimeError: the writer has ended, and why.
        """
        self._on_the_way.append(self._pool.submit(self._write, data))
        while len(self._on_the_way) > _AHEAD:
            self._wait(self._on_the_way.popleft())

    def finish(self) -> None:
        """That was all: wait until the file is closed. Raises what :meth:`send` does."""
        while self._on_the_way:
            self._wait(self._on_the_way.popleft())
        self._requests.close()
        self._wait(self._pool.submit(self._read))

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._pool.shutdown(cancel_futures=True)
        self._requests.close()
        self._answers.close()

    def _wait(self, work: Future[None]) -> None:
        while not wait([work], _LOOK_UP).done:
            self._look_up()
        try:
            work.result()
        except _ReadsNoMoreError:  # it has said why, or never will
            self._read()

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        try:
            while left:
                left = left[self._requests.write(left) or 0 :]
        except OSError as error:  # on Windows EINVAL for a broken pipe
            raise _ReadsNoMoreError from error

    def _read(self) -> None:
        said = self._answers.read()
        if not said:
            raise UnwritableFile(self._path, "写表格的程序意外退出。请再导出一次。")
        answer: Exception | None = pickle.loads(said)  # noqa: S301 - from the process we started
        if answer is not None:
            raise answer


@contextmanager
def _writer(path: Path, look_up: Callable[[], None]) -> Iterator[_Writer]:
    writer = _Writer(path, look_up)
    try:
        yield writer
    finally:
        writer.stop()
