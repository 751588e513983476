"""Which orders of the queue are selected, and one act on all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.queue_table import QueueTable
from jiesu_desktop.gui.tickets.act_forms import IN_BULK
from jiesu_desktop.gui.tickets.bulk_dialog import BulkDialog
from jiesu_desktop.storage.records import QueueRow


class Selection(QObject):
    """The rows marked with Shift, Ctrl or Ctrl+A."""

    def __init__(self, ctx: Desk, table: QTableView, model: QueueTable) -> None:
        super().__init__(table)
        self.ctx, self._table, self._model = ctx, table, model
        self.dialog: BulkDialog | None = None

    @property
    def many(self) -> bool:
        """Whether more than one row is selected."""
        return self.count > 1

    @property
    def count(self) -> int:
        """How many rows are selected; asks for no row."""
        return len(self._table.selectionModel().selectedRows())

    def rows(self) -> list[QueueRow] | None:
        """The orders selected, from top to bottom; None while some of them are still being fetched."""
        places = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        rows = [self._model.row(place) for place in places]
        return None if None in rows else [row for row in rows if row is not None]

    def begin(self, act: Act) -> None:
        """Ask once, do it on each."""
        rows = self.rows()
        if act not in IN_BULK:
            self.ctx.bridge.say(f"“{act.label}”要逐件办理，请只选一件", "error")
        elif rows is None:
            self.ctx.bridge.say("选中的工单还没有全部读到，请稍后再按一次", "info")
        else:
            self.dialog = dialog = BulkDialog(self.ctx, act, rows, self._table.window())
            dialog.finished.connect(dialog.deleteLater)
            dialog.finished.connect(self._closed)
            dialog.open()

    def _closed(self) -> None:
        self.dialog = None
