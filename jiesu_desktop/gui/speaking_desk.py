"""Says every half minute that this desk can be heard, and asks whether another one speaks for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from jiesu_desktop.alerts.desk_alerts import AlertDesk
from jiesu_desktop.alerts.voice_channel import VoiceChannel
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.services import speaking
from jiesu_desktop.services.changes import Changes


class SpeakingDesk(QObject):
    """Rather two desks that speak than none: whatever cannot be told, this one speaks.

    Attributes:
        well: whether this desk's voice works.
    """

    def __init__(
        self, ctx: Desk, desk: AlertDesk, voice: VoiceChannel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._desk, self._voice = ctx, desk, voice
        self.well, self._said = True, ""
        self._timer = QTimer(self, interval=int(speaking.BEAT.total_seconds() * 1000))
        self._timer.timeout.connect(self.look)
        ctx.bridge.lamp.connect(self._lamp)
        ctx.bridge.changed.connect(self._changed)

    def start(self) -> None:
        """Begin."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    def look(self) -> None:
        """Say that this desk listens, and see whether the one named does."""
        here, now = self._ctx.who.workstation, self._ctx.time.now()
        if self.well and self._ctx.store.dialect == "postgresql":
            self._desk.recorder.put(lambda uow: speaking.present(uow, here, now))
        self._ask()

    def _ask(self) -> None:
        here, now = self._ctx.who.workstation, self._ctx.time.now()
        self._ctx.tasks.run_read(
            lambda queries: speaking.silence(queries, here, now),
            self._apply,
            lambda _text, _error: self._apply((False, "")),
            key="speaking desk",
            owner=self,
        )

    def _apply(self, found: tuple[bool, str]) -> None:
        silent, why = found
        self._voice.speaks = not silent
        if why and why != self._said:
            self._desk.announce("speaking", why)
        self._said = why

    def _lamp(self, name: str, well: bool, _why: str) -> None:
        if name.partition("/")[0] == "voice":
            self.well = well

    def _changed(self, changes: Changes) -> None:
        if changes.settings:
            self._ask()
