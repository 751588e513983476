"""The order over the whole page, and back beside the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from jiesu_desktop.gui.tickets.order_panel import OrderPanel


class Spread:
    """Hides what stands beside the order.

    Args:
        beside: what is hidden. back: called when it is there again.
    """

    def __init__(self, panel: OrderPanel, beside: Sequence[QWidget], back: Callable[[], object]) -> None:
        self._panel, self._beside, self._back = panel, beside, back

    @property
    def on(self) -> bool:
        """Whether the order has the whole page."""
        return self._beside[0].isHidden()

    def turn(self) -> None:
        """The one or the other."""
        if self.on:
            self.off()
        elif self._panel.view is not None:
            for widget in self._beside:
                widget.hide()
            (self._panel.big if self._panel.big.isVisible() else self._panel).setFocus()

    def off(self) -> None:
        """Beside the queue."""
        for widget in self._beside:
            widget.show()
        self._back()
