"""What else there is about an order: merged ones, the same caller's, the same place's, and its own earlier rounds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ALIKE_KEY
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.widgets.parts import ElidedLink, button, empty, label

SHOWN = 4
REPEATS = 3
"""So many orders of one number are worth saying."""


class RelatedOrders(QWidget):
    """Lines that open.

    Signals:
        ticket_chosen(int): another order. round_chosen(int): an earlier round of this one.
    """

    ticket_chosen = Signal(int)
    round_chosen = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._view: OrderView | None = None
        self._all = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_orders(self, view: OrderView) -> None:
        """Show what has to do with this order; nothing is shown where nothing has."""
        if self._view is None or self._view.ticket.id != view.ticket.id:
            self._all = False
        self._view = view
        empty(self._layout)
        self.setVisible(bool(view.alike or view.rounds))
        if view.alike:
            often = f"　该号码共来件 {view.from_caller} 次" if view.from_caller >= REPEATS else ""
            self._layout.addWidget(label(f"相关工单 {len(view.alike)} 件　{ALIKE_KEY}{often}", "muted"))
        shown = view.alike if self._all else view.alike[:SHOWN]
        for other in shown:
            run = partial(self.ticket_chosen.emit, other.ticket_id)
            link = ElidedLink(other.words, run)
            link.setToolTip(f"{other.number}\n{other.words}")
            self._layout.addWidget(link)
        if len(view.alike) > len(shown):
            self._layout.addWidget(button(f"再显示 {len(view.alike) - SHOWN} 件", self._show_all, "link"))
        for earlier in view.rounds:
            self._layout.addWidget(ElidedLink(earlier.words, partial(self.round_chosen.emit, earlier.number)))

    def _show_all(self) -> None:
        self._all = True
        if self._view is not None:
            self.show_orders(self._view)
