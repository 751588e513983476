"""台账."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk


class LedgersPage(QWidget):
    """台账.

    Signals:
        open_ticket(int): the operator wants to see this order in the queue.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
