"""Rows whose alerts nobody has acknowledged flash, at 1 Hz, until each alert ends."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTableView

from jiesu_desktop.alerts.alert import Alert, AlertEnded
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.flash import HALF
from jiesu_desktop.gui.models.queue_table import QueueTable
from jiesu_desktop.gui.tickets.queue_delegate import QueueDelegate


class RowLights(QObject):
    """Lights the rows of one table."""

    def __init__(self, ctx: Desk, table: QTableView, model: QueueTable, delegate: QueueDelegate) -> None:
        super().__init__(table)
        self._table, self._model, self._delegate = table, model, delegate
        self._alerts: dict[str, int] = {}
        self._beat = QTimer(self, interval=HALF)
        self._beat.timeout.connect(self._turn)
        ctx.bridge.alert_raised.connect(self._raised)
        ctx.bridge.alert_ended.connect(self._ended)

    def _raised(self, alert: Alert) -> None:
        if alert.ticket_id is not None:
            self._alerts[alert.key] = alert.ticket_id
            self._show()

    def _ended(self, ended: AlertEnded) -> None:
        if self._alerts.pop(ended.key, None) is not None:
            self._show()

    def _show(self) -> None:
        self._model.flashing = set(self._alerts.values())
        if self._model.flashing and not self._beat.isActive():
            self._beat.start()
        elif not self._model.flashing:
            self._beat.stop()
            self._delegate.lit = False
        self._table.viewport().update()

    def _turn(self) -> None:
        self._delegate.lit = not self._delegate.lit
        self._table.viewport().update()
