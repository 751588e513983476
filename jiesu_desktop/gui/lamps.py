"""Lamps for voice, tray and database: green while well, red with the reason when not; and the volume."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from jiesu_desktop.alerts.self_test import Outcome, Report
from jiesu_desktop.gui.context import Desk

LAMPS = {
    "voice": "语音",
    "tray": "托盘",
    "data": "数据",
    "time": "时钟",
    "engine": "提醒引擎",
    "awake": "防休眠",
}
_ONLY_ILL = frozenset(LAMPS) - {"voice", "tray", "data"}  # nobody looks for them while they are well
_WELL, _ILL, _UNTRIED = "#4CC38A", "#FF8A80", "#E6EBF1"


class Lamp(QWidget):
    """One lamp. Ill, it is a red triangle with a word, not only a colour; not tested yet, a ring with 待自检."""

    def __init__(self, ctx: Desk, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.label = ctx, label
        self.well, self.reason, self._tested, self._lit = True, "", "", False
        self.untried = False
        self.setToolTip(f"{label}正常")

    def turn(self, well: bool, reason: str) -> None:
        """Show whether it is well; the reason goes into the tool tip and the accessible name."""
        self.well, self.reason = well, reason
        fine = f"{self.label}待自检，提醒过后再试" if self.untried else f"{self.label}正常"
        text = fine if well else f"{self.label}异常：{reason}"
        self.setToolTip(f"{text}\n{self._tested}".strip())
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def flash(self, lit: bool) -> None:
        """Stand out for the self-test, or no more."""
        self._lit = lit
        self.update()

    def show_tested(self, sentence: str, *, untried: bool) -> None:
        """When the last self-test was, and what it said, for the tool tip; whether some of it still waits for alerts."""
        self._tested, self.untried = sentence, untried
        self.turn(self.well, self.reason)

    @property
    def text(self) -> str:
        """The word beside the lamp."""
        if not self.well:
            return f"{self.label}异常"
        return f"{self.label}待自检" if self.untried else self.label

    def sizeHint(self) -> QSize:
        """Lamp and word."""
        width = QFontMetrics(self.ctx.theme.font(-0.5)).horizontalAdvance(self.text)
        return QSize(width + 17, self.ctx.theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Never less than its word: the cards give way."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A green disc, or a red triangle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        color = QColor((_UNTRIED if self.untried else _WELL) if self.well else _ILL)
        painter.setBrush(color.lighter(150) if self._lit else color)
        middle = self.height() // 2
        if self.well:
            size = 5 if self._lit else 4
            if self.untried:
                painter.setPen(QPen(color, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPoint(5, middle), size, size)
        else:
            painter.drawPolygon([QPoint(5, middle - 5), QPoint(10, middle + 4), QPoint(0, middle + 4)])
        painter.setPen(QColor("#E6EBF1" if self.well else _ILL))
        painter.setFont(self.ctx.theme.font(-0.5, bold=not self.well))
        painter.drawText(self.rect().adjusted(15, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)


class Lamps(QWidget):
    """All lamps and the volume, at the right of the 时限条."""

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._troubles: dict[str, dict[str, str]] = {}  # lamp → part → why it is ill
        self.lamps = {name: Lamp(ctx, label, self) for name, label in LAMPS.items()}
        for lamp in self.lamps.values():
            layout.addWidget(lamp)
        for name in _ONLY_ILL:
            self.lamps[name].hide()
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setFixedWidth(160)
        self.volume.setValue(80)
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolTip("语音音量")
        menu = QMenu(self.button)
        action = QWidgetAction(menu)
        action.setDefaultWidget(self.volume)
        menu.addAction(action)
        self.button.setMenu(menu)
        layout.addWidget(self.button)
        self.volume.valueChanged.connect(self._moved)
        self.volume.sliderReleased.connect(lambda: ctx.bridge.volume.emit(self.volume.value()))
        ctx.bridge.volume.connect(self.set_volume)
        ctx.bridge.lamp.connect(self.turn)
        ctx.bridge.tested.connect(self._tested)
        self._say_volume(self.volume.value())

    def turn(self, name: str, well: bool, reason: str) -> None:
        """Turn one lamp; a name it does not know is left alone.

        ``data/backup`` is a part of ``data``: the lamp is red while any part is, whichever other part recovers.
        """
        lamp, _, part = name.partition("/")
        if lamp not in self.lamps:
            return
        troubles = self._troubles.setdefault(lamp, {})
        if well:
            troubles.pop(part, None)
        else:
            troubles[part] = reason
        self.lamps[lamp].turn(not troubles, "；".join(dict.fromkeys(troubles.values())))
        self.lamps[lamp].setVisible(bool(troubles) or lamp not in _ONLY_ILL)

    def flash(self, lit: bool) -> None:
        """The lit or the dark half of the self-test's flash."""
        for lamp in self.lamps.values():
            lamp.flash(lit)

    def _tested(self, report: Report) -> None:
        lines = [f"{one.label}：{one.detail or '正常'}" for one in report.findings]
        for name, lamp in self.lamps.items():
            own = [line for one, line in zip(report.findings, lines, strict=True) if one.lamp == name]
            untried = any(one.lamp == name for one in report.of(Outcome.POSTPONED))
            lamp.show_tested("\n".join([report.sentence, *own]), untried=untried)

    def set_volume(self, value: int) -> None:
        """Show the volume that holds, without telling anyone."""
        self.volume.blockSignals(True)
        self.volume.setValue(value)
        self.volume.blockSignals(False)
        self._say_volume(value)

    def _moved(self, value: int) -> None:
        """By the mouse it is told once the slider is let go, by keys at once."""
        self._say_volume(value)
        if not self.volume.isSliderDown():
            self.ctx.bridge.volume.emit(value)

    def _say_volume(self, value: int) -> None:
        self.button.setText(f"音量 {value}" if value else "静音")
