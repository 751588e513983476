"""How a unit looks in the list: two lines, the second quiet."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from jiesu_desktop.gui.models.directory_list import SECOND_LINE
from jiesu_desktop.gui.theme import Theme


class TwoLines(QStyledItemDelegate):
    """Paints a name and the line under it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for two lines."""
        return QSize(160, self.theme.px(50))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Name above, kind and number below; the chosen one on the selection colour with a bar at its left."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self.theme.color("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self.theme.color("accent"))
        painter.setPen(QPen(self.theme.color("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner, half = rect.adjusted(14, 5, -10, -5), (rect.height() - 10) // 2
        self._line(painter, QRect(inner.left(), inner.top(), inner.width(), half), index.data(), 0.5, "text")
        below = QRect(inner.left(), inner.top() + half, inner.width(), half)
        self._line(painter, below, index.data(SECOND_LINE), -1, "muted")
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, text: str, step: float, color: str) -> None:
        font = self.theme.font(step, tabular=True)
        painter.setFont(font)
        painter.setPen(self.theme.color(color))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
