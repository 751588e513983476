"""What other desks and commands commit, told to this window as if it had been done here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import Touched

ANY = 0
"""No order has this id: some order changed, nobody knows which."""


class Neighbours(QObject):
    """Passes storage's word, which comes on a thread of its own, to ``bridge.changed``."""

    _heard = Signal(object)

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        stop = ctx.store.listen(self._heard.emit)
        self.destroyed.connect(lambda *_: stop())

    def _tell(self, touched: Touched) -> None:
        self._ctx.bridge.changed.emit(changes_of(touched))


def changes_of(touched: Touched) -> Changes:
    """The same in the words of the services; not knowing what changed counts as everything."""
    topics = touched.topics
    return Changes(
        tickets=touched.tickets | {ANY} if touched.everything else touched.tickets,
        directory=touched.everything or "directory" in topics,
        policy=touched.everything or "policy" in topics,
        settings=touched.everything or "settings" in topics,
        alerts=touched.everything or "alerts" in topics,
    )
