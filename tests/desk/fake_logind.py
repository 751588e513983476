"""Stands in for logind on the desk's bus: grants an inhibitor lock and writes down when it is given back.

python -m tests.desk.fake_logind FILE
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVirtualObject


class Logind(QDBusVirtualObject):
    """Answers ``Inhibit`` with the writing end of a pipe."""

    def __init__(self, notes: Path) -> None:
        super().__init__()
        self._notes = notes
        self._watching: list[QSocketNotifier] = []

    def introspect(self, path: str) -> str:
        """Nothing to tell."""
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        """One call."""
        if message.member() != "Inhibit":
            return False
        reading, writing = os.pipe()
        connection.send(message.createReply([QDBusUnixFileDescriptor(writing)]))
        os.close(writing)
        self._note("held " + " ".join(str(word) for word in message.arguments()))
        notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: self._gone(notifier))
        self._watching.append(notifier)
        return True

    def _gone(self, notifier: QSocketNotifier) -> None:
        notifier.setEnabled(False)
        self._note("given back")

    def _note(self, line: str) -> None:
        with self._notes.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    application = QCoreApplication(sys.argv)
    bus = QDBusConnection.sessionBus()
    logind = Logind(Path(sys.argv[1]))
    registered = bus.registerVirtualObject("/org/freedesktop/login1", logind)
    if not (registered and bus.registerService("org.freedesktop.login1")):
        sys.exit("no bus")
    Path(sys.argv[1]).touch()
    sys.exit(application.exec())
