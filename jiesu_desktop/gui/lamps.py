"""Lamps for voice, tray and database: green while well, red with the reason and what to do when not; and the volume."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from jiesu_desktop.alerts.self_test import Outcome, Report
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.troubles import LAMPS, Trouble

_WELL, _ILL, _UNTRIED = "#4CC38A", "#FF8A80", "#E6EBF1"


class Lamp(QWidget):
    """One lamp. Ill, it is a red triangle with a word, not only a colour; not tested yet, a ring with 待自检.

    Signals:
        pressed(): a click, Enter or space: what is wrong, and what to do?
    """

    pressed = Signal()

    def __init__(self, ctx: Desk, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.label = ctx, label
        self.trouble: Trouble | None = None
        self._tested, self._lit, self.untried = "", False, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.turn(None)

    def turn(self, trouble: Trouble | None) -> None:
        """Show whether it is well; why not and what to do go into the tool tip and the accessible name."""
        self.trouble = trouble
        fine = f"{self.label}待自检，提醒过后再试" if self.untried else f"{self.label}正常"
        text = f"{trouble.label}：{trouble.why}\n{trouble.to_do}" if trouble else fine
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
        self.turn(self.trouble)

    @property
    def well(self) -> bool:
        """Whether nothing is wrong with it."""
        return self.trouble is None

    @property
    def reason(self) -> str:
        """Why it is red, '' while it is not."""
        return self.trouble.why if self.trouble else ""

    @property
    def text(self) -> str:
        """The word beside the lamp."""
        if self.trouble is not None:
            return self.trouble.label
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
        if self.hasFocus():
            painter.setBrush(self.ctx.theme.color("card"))
            high = self.ctx.theme.px(28)
            painter.drawRoundedRect(QRect(-3, (self.height() - high) // 2, self.width() + 3, high), 4, 4)
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask about it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space are a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class Lamps(QWidget):
    """All lamps and the volume, at the right of the 时限条.

    Signals:
        asked(): a lamp was pressed; 设置 · 自检 says what is wrong and what to do.
    """

    asked = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.lamps = {name: Lamp(ctx, kind.label, self) for name, kind in LAMPS.items()}
        for name, lamp in self.lamps.items():
            layout.addWidget(lamp)
            lamp.pressed.connect(self.asked)
            self._turn(name)
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
        ctx.troubles.changed.connect(self._turn)
        ctx.bridge.tested.connect(self._tested)
        self._say_volume(self.volume.value())

    def _turn(self, name: str) -> None:
        trouble = self.ctx.troubles.of(name)
        self.lamps[name].turn(trouble)
        # those nobody looks for while they are well are not shown then
        self.lamps[name].setVisible(trouble is not None or LAMPS[name].always)

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
