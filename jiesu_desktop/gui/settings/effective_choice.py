"""From when a new version of the limits holds: at once, or from a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QRadioButton, QWidget

from jiesu_desktop.gui.widgets.parts import pad_spins

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

_DAYS_AHEAD = 3


class EffectiveChoice(QWidget):
    """Two choices and a moment in Beijing."""

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now_choice, self.later_choice = QRadioButton("立即生效"), QRadioButton("从这时起（北京时间）")
        self.now_choice.setChecked(True)
        zone = QTimeZone(b"Asia/Shanghai")
        seconds = int(ctx.time.now().timestamp()) + _DAYS_AHEAD * 86400
        self.moment = QDateTimeEdit(QDateTime.fromSecsSinceEpoch(seconds, zone))
        self.moment.setTimeZone(zone)
        self.moment.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.moment.setCalendarPopup(True)
        self.moment.setEnabled(False)
        pad_spins(self.moment)
        self.later_choice.toggled.connect(self.moment.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.now_choice, self.later_choice, self.moment):
            row.addWidget(widget)
        row.addStretch(1)

    @property
    def effective_at(self) -> datetime | None:
        """The moment chosen, in UTC; None = now."""
        if self.now_choice.isChecked():
            return None
        return datetime.fromtimestamp(self.moment.dateTime().toSecsSinceEpoch(), UTC)
