"""From when a new version of the limits holds: at once, or from a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QTimeZone, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from jiesu_desktop.gui.widgets.parts import label, pad_spins, set_tone

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

_DAYS_AHEAD = 3


class EffectiveChoice(QWidget):
    """Two choices and a moment in Beijing; one that is past is refused beside it.

    Signals:
        chosen(): something else was chosen.
    """

    chosen = Signal()

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
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.later_choice.toggled.connect(self.chosen)
        self.moment.dateTimeChanged.connect(self.chosen)
        row = QHBoxLayout()
        row.setSpacing(14)
        for widget in (self.now_choice, self.later_choice, self.moment):
            row.addWidget(widget)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(row)
        box.addWidget(self.problem)

    def judge(self, now: datetime) -> bool:
        """Whether a version may take effect then; a moment already past is said to be."""
        past = self.effective_at is not None and self.effective_at < now
        self.problem.setText("生效时间早于现在：已开始计时的工单不能换规则。请填以后的时间。" if past else "")
        self.problem.setVisible(past)
        set_tone(self.moment, "true" if past else "", "invalid")
        return not past

    @property
    def effective_at(self) -> datetime | None:
        """The moment chosen, in UTC; None = now."""
        if self.now_choice.isChecked():
            return None
        return datetime.fromtimestamp(self.moment.dateTime().toSecsSinceEpoch(), UTC)
