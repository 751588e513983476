"""Everything that rings, and what was put off: biggest first, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.clock import TimeSource, beijing
from jiesu_desktop.gui.alert_window import time_left
from jiesu_desktop.gui.widgets.parts import button, fit_size, label

_HEADINGS = ("级别", "编号", "提醒", "时限", "状态")
_REASONS = ("正在与单位通话", "等单位回电", "已派人到场，等消息")
_MOST = 15  # minutes, for a summary that carries no policy


class AlertList(QDialog):
    """The list of live alerts.

    Signals:
        handle(object): 去处理. seen(str): 知道了, with the key. shelve(str, str, int): key, reason, minutes.
    """

    handle = Signal(object)
    seen = Signal(str)
    shelve = Signal(str, str, int)

    def __init__(self, time: TimeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time = time
        self.alerts: list[Alert] = []
        self.setWindowTitle("全部提醒")
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.itemActivated.connect(lambda _item: self._handle())
        self.reason = QComboBox(editable=True)
        self.reason.addItems(["", *_REASONS])
        self.reason.setPlaceholderText("搁置原因（必填）")
        if (line := self.reason.lineEdit()) is not None:
            line.setPlaceholderText("搁置原因（必填）")
            line.returnPressed.connect(self._shelve)
        self.minutes = QSpinBox(minimum=1, maximum=_MOST, value=5, suffix=" 分钟")
        self.fault = label("", "overdue")
        self._lay_out()
        fit_size(self, 860, 460)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.fault)
        row = QHBoxLayout()
        self.handle_button = button("去处理(&G)", self._handle, "primary", "回车")
        self.seen_button = button("知道了(&K)", self._seen)
        self.shelve_button = button("搁置(&S)", self._shelve)
        for widget in (self.handle_button, self.seen_button):
            row.addWidget(widget)
        row.addStretch(1)
        for other, stretch in ((self.reason, 1), (self.minutes, 0), (self.shelve_button, 0)):
            row.addWidget(other, stretch)
        layout.addLayout(row)
        for pressed in (self.handle_button, self.seen_button, self.shelve_button):
            pressed.setAutoDefault(False)

    @property
    def chosen(self) -> Alert | None:
        """The alert of the selected row."""
        row = self.table.currentRow()
        return self.alerts[row] if 0 <= row < len(self.alerts) else None

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show these, the biggest first; the alert under the cursor stays chosen."""
        key = self.chosen.key if self.chosen else ""
        self.alerts = list(alerts)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.alerts))
        self.table.blockSignals(False)
        self.refresh()
        rows = [row for row, alert in enumerate(self.alerts) if alert.key == key]
        if self.alerts:
            self.table.setCurrentCell(rows[0] if rows else 0, 0)
        self._chosen()

    def refresh(self) -> None:
        """Bring the times up to date."""
        now = self._time.now()
        for row, alert in enumerate(self.alerts):
            due = alert.stage.due_at if alert.stage and alert.stage.clock else None
            state = "未知晓"
            if alert.shelved is not None:
                until = f"{beijing(alert.shelved.until):%H:%M:%S}"
                state = f"搁置至 {until}　{alert.shelved.who}：{alert.shelved.reason}"
            mark = "▲" if alert.top else "◆"
            number = alert.number or "汇总"
            level = f"{mark} {alert.level.label}" if alert.ticket_id else mark
            texts = (level, number, alert.sentence(now), time_left(due, now) if due else "", state)
            for column, text in enumerate(texts):
                item = self.table.item(row, column)
                if item is None:
                    item = QTableWidgetItem()
                    self.table.setItem(row, column, item)
                if item.text() != text:
                    item.setText(text)
                    item.setToolTip(text)
        for column in (0, 1, 3, 4):
            self.table.resizeColumnToContents(column)

    def begin_shelving(self, key: str) -> None:
        """The cursor goes to the reason for putting this alert off."""
        rows = [row for row, alert in enumerate(self.alerts) if alert.key == key]
        if rows:
            self.table.setCurrentCell(rows[0], 0)
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chosen(self) -> None:
        alert = self.chosen
        for widget in (self.handle_button, self.seen_button, self.shelve_button):
            widget.setEnabled(alert is not None)
        policy = alert.policy if alert else None
        if policy is not None:
            self.minutes.setMaximum(max(1, int(policy.alerts.shelve_most.total_seconds() // 60)))

    def _handle(self) -> None:
        alert = self.chosen
        if alert is not None:
            self.close()  # first, so that what opens has the keyboard
            self.handle.emit(alert)

    def _seen(self) -> None:
        if self.chosen is not None:
            self.seen.emit(self.chosen.key)

    def _shelve(self) -> None:
        reason = self.reason.currentText().strip()
        self.fault.setText("" if reason else "搁置要写明原因")
        if not reason:
            self.reason.setFocus()
        elif self.chosen is not None:
            self.shelve.emit(self.chosen.key, reason, self.minutes.value())
            self.reason.setCurrentIndex(0)
            self.table.setFocus()
