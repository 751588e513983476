"""How a line of the queue is drawn: bands, marks, key caps and digits that keep their places."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, cap
from jiesu_desktop.gui.models.queue_table import COLUMNS, ROW_ROLE, QueueTable, act_of, cell_text, row_state
from jiesu_desktop.storage.records import QueueRow

Index = QModelIndex | QPersistentModelIndex
PADDING = 8
BAND = 5


class QueueDelegate(QStyledItemDelegate):
    """Paints every cell of the queue.

    Attributes:
        lit: the half second of the 1 Hz flash in which unacknowledged rows stand out.
    """

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.lit = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of 36 px at 10 pt."""
        return QSize(40, self.ctx.theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background by state, then the cell's own text."""
        row: QueueRow | None = index.data(ROW_ROLE)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if row is None:
            painter.setPen(self.ctx.theme.color("muted"))
            painter.drawText(
                rect.adjusted(PADDING, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, index.data() or ""
            )
        else:
            self._background(painter, rect, index, row, selected)
            self._cell(painter, rect, index, row)
        painter.restore()

    def _background(
        self, painter: QPainter, rect: QRect, index: Index, row: QueueRow, selected: bool
    ) -> None:
        color, state = self.ctx.theme.color, row_state(row, self.ctx.moment)
        ground = {"overdue": color("overdue_row"), "warning": color("warning_row")}.get(state)
        if ground is None and selected:
            ground = color("selection")
        if self._is_lit(index, row):
            ground = _between(ground or color("panel"), color("overdue" if state == "overdue" else "warning"))
        if ground is not None:
            painter.fillRect(rect, ground)
        painter.setPen(color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected:
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, color("accent"))
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, color("accent"))
        if index.column() == 0 and state in ("overdue", "warning"):
            painter.fillRect(QRect(rect.left(), rect.top(), BAND, rect.height()), color(state))

    def _cell(self, painter: QPainter, rect: QRect, index: Index, row: QueueRow) -> None:
        key = COLUMNS[index.column()][0]
        inner = rect.adjusted(PADDING + (BAND if key == "level" else 0), 0, -PADDING, 0)
        if key == "next_act":
            self._next_act(painter, inner, row, lit=self._is_lit(index, row))
            return
        now = self.ctx.moment
        font, pen, align = self._style(key, row)
        if self._is_lit(index, row):
            pen = self.ctx.theme.color("text")
        painter.setFont(font)
        painter.setPen(pen)
        text = QFontMetrics(font).elidedText(
            cell_text(row, key, now), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, int(align | Qt.AlignmentFlag.AlignVCenter), text)

    def _is_lit(self, index: Index, row: QueueRow) -> bool:
        model = index.model()
        return self.lit and isinstance(model, QueueTable) and row.id in model.flashing

    def _style(self, key: str, row: QueueRow) -> tuple[QFont, QColor, Qt.AlignmentFlag]:
        theme = self.ctx.theme
        state = row_state(row, self.ctx.moment)
        if key == "due":
            tone = state if state in ("overdue", "warning", "paused") else "text"
            font = theme.font(0.5, bold=state in ("overdue", "warning"), tabular=True)
            return font, theme.color(tone), Qt.AlignmentFlag.AlignRight
        if state == "paused":
            return theme.font(), theme.color("paused"), Qt.AlignmentFlag.AlignLeft
        if key == "level":
            urgent = row.level.is_urgent or bool(row.suspected)
            tone = "overdue" if urgent else state if state in ("overdue", "warning") else "text"
            return theme.font(bold=urgent), theme.color(tone), Qt.AlignmentFlag.AlignLeft
        tone = "muted" if key == "first_dispatcher" else "text"
        return theme.font(tabular=key == "number"), theme.color(tone), Qt.AlignmentFlag.AlignLeft

    def _next_act(self, painter: QPainter, rect: QRect, row: QueueRow, *, lit: bool) -> None:
        theme = self.ctx.theme
        act = act_of(row, self.ctx.moment)
        if act is None:
            painter.setPen(theme.color("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, cell_text(row, "next_act", self.ctx.moment))
            return
        font = theme.font()
        painter.setFont(font)
        painter.setPen(theme.color("text" if lit else "paused" if row.paused else "accent"))
        metrics = QFontMetrics(font)
        label = cell_text(row, "next_act", self.ctx.moment).removeprefix("电话")
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, label)
        key = ACT_KEYS.get(act)
        if key:
            side = theme.px(19)
            left = rect.left() + max(metrics.horizontalAdvance(label), theme.px(28)) + theme.px(7)
            wide = QSize(side if len(cap(key)) == 1 else side * 3 // 2, side)
            place = QRect(QPoint(left, rect.center().y() - side // 2), wide)
            if place.right() <= rect.right() + theme.px(4):  # rather none than one that runs into the digits
                draw_key_cap(painter, place, cap(key), self.ctx)


def draw_key_cap(painter: QPainter, rect: QRect, key: str, ctx: Desk) -> None:
    """A key as it looks on the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ctx.theme.color("line"))
    painter.setBrush(ctx.theme.color("panel"))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(ctx.theme.color("muted"))
    painter.setFont(ctx.theme.font(-1.5))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)


def _between(ground: QColor, signal: QColor) -> QColor:
    def mix(one: int, other: int) -> int:
        return round(one * 0.62 + other * 0.38)

    return QColor(
        mix(ground.red(), signal.red()),
        mix(ground.green(), signal.green()),
        mix(ground.blue(), signal.blue()),
    )
