"""One desk per data folder: a second start brings the first one forward and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500
_ANSWER_MS = 20_000
"""How long a start waits for the desk that has the name: one that hangs is killed by its watchdog before, one that is
ending (it saves what is unsaved) mostly has ended."""
_TURN_MS = 100


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
        """Take the name; False when a living desk has it, which has then come forward."""
        # Of two starts at the same moment each would find nobody, and the later remove the name of the first.
        patience = QDeadlineTimer(_ANSWER_MS)
        turn = QLockFile(QDir(QDir.tempPath()).filePath(f"{self.name}.lock"))
        while not (turn.tryLock(_TURN_MS) or _cannot_be_had(turn) or patience.hasExpired()):
            pass  # asked for so long at once, Qt looks ever more rarely
        try:
            return not self._is_there(patience) and self._listen()
        finally:
            turn.unlock()

    def _is_there(self, patience: QDeadlineTimer) -> bool:
        """Whether a desk has the name and stays: until it has answered it may be about to end."""
        while not patience.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self.name)
            if not socket.waitForConnected(_WAIT_MS):
                return False
            if socket.waitForReadyRead(patience.remainingTime()):
                break
        return True

    def _listen(self) -> bool:
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
            socket.write(b"!")
            socket.flush()
            self.asked.emit()


def _cannot_be_had(turn: QLockFile) -> bool:
    return turn.error() != QLockFile.LockError.LockFailedError
