"""The ground of a call-back's row: amber when its moment is near, red when it has passed, with a band at its left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.callback_table import STATE_ROLE

BAND = 5


class CallbackDelegate(QStyledItemDelegate):
    """The style sheet draws the words; this draws what is beneath them."""

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground, the words, the band."""
        state, rect, color = index.data(STATE_ROLE), QRect(option.rect), self.ctx.theme.color
        if state:
            painter.fillRect(rect, color(f"{state}_row"))
        super().paint(painter, option, index)
        if state and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), BAND, rect.height()), color(state))
