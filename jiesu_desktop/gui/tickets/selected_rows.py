"""Reads the orders of a selection that nobody has scrolled to yet, with a bar where that takes a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.storage.records import QueueRow, QueueView

BATCH = 500
"""Rows read between two looks at 取消."""
QUIET_MS = 300
"""So long nothing is shown: most of the time it is over by then."""


class SelectedRows(QObject):
    """One reading; it ends by calling ``then`` with the rows, or not at all where it was cancelled or failed.

    Args:
        places: the rows selected, from the top of the view; every place not in ``known`` is read.
        known: the orders of the places that are at hand.

    Attributes:
        running: whether it is not over yet. bar: what is shown of it.
    """

    def __init__(
        self,
        ctx: Desk,
        view: tuple[QueueView, str, datetime],
        places: Sequence[int],
        known: dict[int, QueueRow],
        then: Callable[[list[QueueRow]], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._ctx, self._places, self._known, self._then = ctx, tuple(places), known, then
        self.running = True
        self.bar = QProgressDialog(f"正在读取选中的 {len(places)} 件…", "取消", 0, len(places), window)
        self.bar.setWindowTitle("选中的工单")
        self.bar.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar.setMinimumDuration(QUIET_MS)
        self.bar.setAutoClose(False)
        self.bar.setAutoReset(False)
        store = ctx.store
        missing = [place for place in self._places if place not in known]

        def read(progress: Progress) -> dict[int, QueueRow]:
            seen, sort, now = view
            with store.read() as queries:
                first = missing[0]
                ids = queries.queue_ids(seen, now, sort=sort, offset=first, limit=missing[-1] - first + 1)
                wanted = {place: ids[place - first] for place in missing if place - first < len(ids)}
                rows: dict[int, QueueRow] = {}
                for start in range(0, len(wanted), BATCH):
                    progress.step(start, len(self._places))
                    rows |= queries.queue_rows(list(wanted.values())[start : start + BATCH])
            return {place: rows[ticket] for place, ticket in wanted.items() if ticket in rows}

        self._progress = ctx.tasks.run_long("", read, self._read, self._failed, owner=self)
        self._progress.moved.connect(lambda done, _total: self.bar.setValue(done))
        self.bar.canceled.connect(self._progress.cancel)
        self.bar.canceled.connect(self._over)

    def _over(self) -> None:
        self.running = False
        self.bar.reset()
        self.bar.hide()
        self.bar.deleteLater()
        self.deleteLater()

    def _read(self, found: dict[int, QueueRow]) -> None:
        if not self.running:
            return
        self._over()
        # An order that moved up meanwhile may be met twice.
        rows = {
            row.id: row for place in self._places if (row := (self._known | found).get(place)) is not None
        }
        self._then(list(rows.values()))

    def _failed(self, sentence: str, error: Exception) -> None:
        if self.running:
            self._over()
            self._ctx.bridge.say(sentence, "error")
