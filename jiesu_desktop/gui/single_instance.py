"""One desk per data folder: a second start brings the first one forward and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


class SingleInstance(QObject):
    """Holds the desk's name on this machine.

    Signals:
        asked(): another start wants this window to come forward.
    """

    asked = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
        self.name = f"jiesu-desktop-{digest}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the name; False when a living desk has it, which is then asked to come forward."""
        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if socket.waitForConnected(_WAIT_MS):
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self.name)  # what a crash left behind
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._connected)
        self._server = server if server.listen(self.name) else None
        return True

    def release(self) -> None:
        """Give the name up."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connected(self) -> None:
        if self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.asked.emit()
