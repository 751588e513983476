"""The red band under the 时限条 that stays while something people rely on is not there (architecture.md, Voice)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.troubles import LAMPS


class TroubleBar(QLabel):
    """One line with everything that is ill; hidden while all is well. It goes by itself, and cannot be closed."""

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._troubles = ctx.troubles
        self.setObjectName("troubleBar")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.hide()
        self._troubles.changed.connect(self._show)

    def _show(self) -> None:
        said = [
            reason if reason.startswith(band) else f"{band}：{reason}"
            for trouble in self._troubles.now
            if (band := LAMPS[trouble.lamp].band)
            for reason in trouble.reasons
        ]
        self.setText("▲ " + "　".join(dict.fromkeys(said)))
        self.setVisible(bool(said))
