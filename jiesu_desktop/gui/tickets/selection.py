"""Which orders of the queue are selected, and one act on all of them."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.queue_table import QueueTable
from jiesu_desktop.gui.tickets.act_forms import IN_BULK
from jiesu_desktop.gui.tickets.bulk_dialog import BulkDialog
from jiesu_desktop.gui.tickets.selected_rows import SelectedRows
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import Draft, QueueRow


class Selection(QObject):
    """The rows marked with Shift, Ctrl or Ctrl+A.

    Attributes:
        dialog: the act on them, while it is open. reading: the last reading of rows that were not at hand.
    """

    def __init__(self, ctx: Desk, table: QTableView, model: QueueTable) -> None:
        super().__init__(table)
        self.ctx, self._table, self._model = ctx, table, model
        self.dialog: BulkDialog | None = None
        self.reading: SelectedRows | None = None

    @property
    def many(self) -> bool:
        """Whether more than one row is selected."""
        return self.count > 1

    @property
    def count(self) -> int:
        """How many rows are selected; asks for no row."""
        return len(self._table.selectionModel().selectedRows())

    def begin(self, act: Act) -> None:
        """Ask once, do it on each; orders that nobody has scrolled to are read first."""
        if act not in IN_BULK:
            self.ctx.bridge.say(f"“{act.label}”要逐件办理，请只选一件", "error")
            return
        if self.reading is not None and shiboken6.isValid(self.reading) and self.reading.running:
            return
        model = self._model
        places = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        at_hand = dict(model.rows_at_hand())
        known = {place: at_hand[place] for place in places if place in at_hand}
        if len(known) == len(places):
            self._ask(act, list(known.values()))
            return
        view = (model.view, model.sort_key, self.ctx.time.now())
        window = self._table.window()
        self.reading = SelectedRows(self.ctx, view, places, known, partial(self._ask, act), window)

    def resume(self, draft: Draft) -> None:
        """Open the form again that was left with the orders it was for."""
        act, ids = Act(draft.form.partition(":")[2]), [int(ticket) for ticket in draft.data["orders"]]

        def read(queries: Queries) -> list[QueueRow]:
            rows = queries.queue_rows(ids)
            return [rows[ticket] for ticket in ids if ticket in rows]

        self.ctx.tasks.run_read(read, partial(self._ask, act), owner=self)

    def _ask(self, act: Act, rows: list[QueueRow]) -> None:
        self.dialog = dialog = BulkDialog(self.ctx, act, rows, self._table.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
