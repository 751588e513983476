"""The red band under the 时限条 that stays while something people rely on is not there (architecture.md, Voice)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from jiesu_desktop.gui.context import Desk

SHOWN = {"voice": "语音不可用", "data": "数据异常", "time": "时间异常", "engine": "提醒异常"}
"""The lamps that are worth a band, most serious last in words but all of them told."""


class TroubleBar(QLabel):
    """One line with everything that is ill; hidden while all is well. It goes by itself, and cannot be closed."""

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._troubles: dict[str, str] = {}
        self.setObjectName("troubleBar")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.hide()
        ctx.bridge.lamp.connect(self.turn)

    def turn(self, name: str, well: bool, reason: str) -> None:
        """A lamp, or a part of one (``data/backup``), changed."""
        lamp = name.partition("/")[0]
        if lamp not in SHOWN:
            return
        if well:
            self._troubles.pop(name, None)
        else:
            self._troubles[name] = reason if reason.startswith(SHOWN[lamp]) else f"{SHOWN[lamp]}：{reason}"
        self.setText("▲ " + "　".join(dict.fromkeys(self._troubles.values())))
        self.setVisible(bool(self._troubles))
