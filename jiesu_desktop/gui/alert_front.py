"""The alarms as the window shows them: joins engine, tray, flash, voice and alert window. ``app`` builds one."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from jiesu_desktop.alerts.alert import Alert, AlertEnded, Kind, Reason, Told
from jiesu_desktop.alerts.channels import Channel, ChannelFailedError, FlashChannel, LogChannel, TrayChannel
from jiesu_desktop.alerts.desk_alerts import AlertDesk
from jiesu_desktop.alerts.escalating import Step
from jiesu_desktop.alerts.mixer import system_mixer
from jiesu_desktop.alerts.self_probes import VoiceProbe
from jiesu_desktop.alerts.self_test import CheckFailedError
from jiesu_desktop.alerts.voice import Renderer
from jiesu_desktop.alerts.voice_channel import FLOOR, Manner, VoiceChannel
from jiesu_desktop.domain.directory import supervisor
from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.alert_banner import AlertBanner
from jiesu_desktop.gui.alert_window import AlertWindow
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.flash import FlashClock, call_attention
from jiesu_desktop.gui.list_opener import ListOpener
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.popup_keys import close_popups
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.tray import NO_TRAY, Tray
from jiesu_desktop.gui.voice import QtPlayer
from jiesu_desktop.services import settings as service
from jiesu_desktop.settings import BY_NIGHT, VOICE_DAY, VOICE_NIGHT
from jiesu_desktop.storage.queries import Queries

_AT_A_TIME = 0.01
"""Real seconds for which the window takes up what the engine told before it looks at the keyboard again."""

_KEYS = "alertKeys"
"""The property of a window that has the alarms' keys."""

_TRIAL = "试听。紧急工单，某某街道燃气泄漏，距离5分钟上报时限还有1分钟。"
NEXT_ACT = {
    ClockKind.REPORT: Act.REPORT,
    ClockKind.DISPATCH: Act.DISPATCH,
    ClockKind.DISPATCH_LIMIT: Act.DISPATCH,
    ClockKind.CONFIRM: Act.CONFIRM,
    ClockKind.SIGN: Act.SIGN,
    ClockKind.FEEDBACK: Act.URGE,
    ClockKind.CLOSE: Act.CLOSE,
    ClockKind.CALLBACK: Act.CALLBACK,
}
"""The act that an alert's 去处理 begins."""


class AlertFront(QObject):
    """Everything about alerts that a person sees and hears.

    Made and used in the GUI thread; the alarms' threads reach it through signals only.

    Attributes:
        desk: the alarms behind it. tray, alert_window, flash, voice: its parts.

    Signals:
        quit(): the tray's 退出 was chosen.
    """

    quit = Signal()
    _came = Signal()
    _shown = Signal(object)
    _ballooned = Signal(object)
    _lamp = Signal(str, bool, str)

    def __init__(self, ctx: Desk, window: QWidget, *, sound: bool = True) -> None:
        super().__init__()
        self._ctx, self._window = ctx, window
        self._live: dict[str, Alert] = {}
        self.flash = FlashClock(self)
        self.tray = Tray(self)
        self.alert_window = AlertWindow(ctx.time, ctx.theme)
        self.banner = AlertBanner(ctx.time, ctx.theme)
        self.banner.beside = window
        # Hundreds may come at once, as after an import: what rings is shown once for all of them.
        self._arrived: deque[Told] = deque()
        self._coming = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._take)
        self.list = ListOpener(ctx.time, window, self)
        self.list.keep_below = lambda: (
            self.banner.geometry().bottom() + 1 if self.banner.isVisible() else None
        )
        if isinstance(window, MainWindow):
            self.alert_window.corner = window.alert_corner
            self.alert_window.read = window.alert_ground
        self._player = QtPlayer() if sound else None
        self.renderer = Renderer()
        self.voice = VoiceChannel(self.renderer, self._player, ctx.time) if self._player is not None else None
        channels: list[Channel] = [LogChannel(), FlashChannel(self), TrayChannel(self)]
        channels += [self.voice] if self.voice is not None else []
        self.desk = AlertDesk(ctx.store, ctx.time, ctx.who, channels, ctx.data_dir, self._lamp.emit)
        if self.voice is not None:
            self.voice.rings = self.desk.rings
            self.voice.speaks = self.desk.speaking.speaks
        if self._player is not None:
            self.desk.unheard.hindrance = self._player.hindrance
        self._join()

    def _join(self) -> None:
        bridge, queued = self._ctx.bridge, Qt.ConnectionType.QueuedConnection
        self._came.connect(self._take, queued)
        self._shown.connect(self._on_shown, queued)
        self._ballooned.connect(self.tray.balloon, queued)
        self._lamp.connect(bridge.lamp, queued)
        self.desk.engine.subscribe(self._from_engine)
        bridge.changed.connect(
            lambda changes: self.desk.changed(changes.tickets) if changes.tickets else None
        )
        bridge.changed.connect(
            lambda changes: self._settings_changed() if changes.settings or changes.policy else None
        )
        bridge.lamp.connect(lambda name, well, _why: self.desk.speaking.lamp(name, well))
        bridge.list_alerts.connect(self._press_shelve)
        bridge.try_voice.connect(self.try_voice)
        self.flash.phase.connect(self.tray.flash)
        self.flash.phase.connect(self.alert_window.flash)
        self.flash.phase.connect(self.banner.flash)
        self.banner.handle.connect(self.alert_window.press_handle)
        self.banner.seen.connect(self.alert_window.press_seen)
        self.banner.shelve.connect(self._press_shelve)
        self.list.handle.connect(self._handle)
        self.list.seen.connect(self.desk.acknowledge)
        self.list.shelve.connect(self.desk.shelve)
        self.tray.listed.connect(self.open_list)
        self.alert_window.listed.connect(self.open_list)
        self.alert_window.shelve.connect(self.open_list)
        bridge.changed.connect(lambda changes: self._read_supervisor() if changes.directory else None)
        self.tray.opened.connect(self._come_forward)
        self.tray.clicked_balloon.connect(self.handle)
        self.tray.seen.connect(self.alert_window.press_seen)
        self.tray.quit.connect(self.quit)
        self.tray.state.connect(self._tray_state)
        self.alert_window.handle.connect(self._handle)
        self.alert_window.seen.connect(lambda alert: self.desk.acknowledge(alert.key))
        self._bind_keys(self._window, Qt.ShortcutContext.ApplicationShortcut)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def _bind_keys(self, window: QWidget, where: Qt.ShortcutContext) -> None:
        for key, pressed in (
            ("F7", self._press_shelve),
            ("F8", self.alert_window.press_handle),
            ("F9", self.alert_window.press_seen),
        ):
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.setContext(where)
            for fired in (
                shortcut.activated,
                shortcut.activatedAmbiguously,
            ):  # the window's and the dialog's mean the same
                fired.connect(close_popups)
                fired.connect(pressed)
        window.setProperty(_KEYS, True)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A modal dialog shadows every key of the window below it; F7, F8 and F9 work from anywhere (screens.md)."""
        window = now.window() if now is not None else None
        if window is None or window.windowType() == Qt.WindowType.Popup:
            return
        if window.isModal() and not window.property(_KEYS):
            self._bind_keys(window, Qt.ShortcutContext.WindowShortcut)
        self.alert_window.stand_beside(window)

    @property
    def player(self) -> QtPlayer | None:
        """What plays its sounds, None where it makes none."""
        return self._player

    # -- for app ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin ringing."""
        self._read_settings()
        self._read_supervisor()
        self.tray.start()
        self.renderer.start()
        if self._player is not None:
            self._player.watch()
        if self.voice is not None and not self._ctx.demo:
            self.desk.speaking.start()
        self.desk.start()

    def stop(self) -> None:
        """End every thread; what rang rings again at the next start."""
        QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
        self._cease_sound()
        self.desk.stop()
        self.renderer.stop()
        self.tray.stop()
        self.flash.run(False)
        self.banner.close()
        self.banner.deleteLater()
        self.alert_window.close()
        self.alert_window.deleteLater()

    def _cease_sound(self) -> None:
        if self._player is not None:
            self._player.close()

    def try_voice(self, loudness: str = "day") -> None:
        """Speak one sentence as an alert would be spoken by ``day``, by ``night`` or of the ``top`` priority.

        How that went is said in the quiet line; an alert goes first.
        """
        voice, player, bridge = self.voice, self._player, self._ctx.bridge
        if voice is None or player is None:
            bridge.say("没有声音设备，语音不可用", "error")
            return
        manner = voice.night if loudness == "night" else voice.day
        if loudness == "top":
            manner = replace(manner, volume=max(manner.volume, FLOOR))
        trial = VoiceProbe(player, system_mixer(), lambda: manner, _TRIAL)

        def speak(_: Progress) -> str:
            try:
                trial.check()
            except (CheckFailedError, ChannelFailedError) as error:
                return str(error)
            return ""

        def done(instead: str) -> None:
            bridge.say(instead or f"试听已播完，音量 {manner.volume}", "error" if instead else "done")

        bridge.say("正在试听…", "info")
        self._ctx.tasks.run_long("", speak, done)

    def _settings_changed(self) -> None:
        self._read_settings()
        self.desk.speaking.look()

    def _read_settings(self) -> None:
        """How loudly, how fast, in which voice and of what either shift speaks, and when night is."""
        who, now = self._ctx.who, self._ctx.time.now()

        def read(queries: Queries) -> tuple[Manner, Manner, Policy | None]:
            day = [service.value_of(queries, one, who) for one in BY_NIGHT]
            own = [service.by_night(queries, one, who) for one in BY_NIGHT]
            night = [by_day if chosen is None else chosen for by_day, chosen in zip(day, own, strict=True)]
            scopes = [service.value_of(queries, one, who) for one in (VOICE_DAY, VOICE_NIGHT)]
            manners = [
                Manner(volume, rate, name, scope)
                for (volume, rate, name), scope in zip((day, night), scopes, strict=True)
            ]
            return manners[0], manners[1], queries.policies.in_force(now)

        def apply(found: tuple[Manner, Manner, Policy | None]) -> None:
            if self.voice is not None:
                self.voice.day, self.voice.night, self.voice.policy = found

        self._ctx.tasks.run_read(read, apply, key="voice settings", owner=self)

    # -- called on the alarms' threads -----------------------------------------------------------------------------

    def show_balloon(self, alert: Alert) -> None:
        """See :class:`~jiesu_desktop.alerts.channels.Surface`."""
        if not self.tray.there:
            raise ChannelFailedError(NO_TRAY)
        self._ballooned.emit(alert)

    def show_alert(self, alert: Alert) -> None:
        """See :class:`~jiesu_desktop.alerts.channels.Surface`."""
        self._shown.emit(alert)

    def _from_engine(self, events: Sequence[Told]) -> None:
        # At once: between a stage's end and the next one's beginning the alert window would go and come.
        self._arrived.extend(events)
        if not self._coming:
            self._coming = True
            self._came.emit()

    # -- in the GUI thread -----------------------------------------------------------------------------------------

    def _take(self) -> None:
        """What the engine told, for a moment at a time: thousands at once must not stop the window."""
        began, self._coming = self._ctx.time.monotonic(), False
        try:
            while self._arrived:
                event = self._arrived.popleft()
                if isinstance(event, AlertEnded):
                    self._on_ended(event)
                else:
                    self._on_raised(event.alert)
                if self._ctx.time.monotonic() - began > _AT_A_TIME:
                    break
        finally:
            if self._arrived:
                self._later.start()
            else:
                self._show()

    def _on_raised(self, alert: Alert) -> None:
        if alert.lasting:
            self._live[alert.key] = alert
            if alert.shelved is not None:  # its row is quiet, the list still has it
                now = self._ctx.time.now()
                self._ctx.bridge.alert_ended.emit(AlertEnded(key=alert.key, reason=Reason.SHELVED, at=now))
            elif "flash" in alert.channels:
                self._ctx.bridge.alert_raised.emit(alert)
        else:
            self._ctx.bridge.say(alert.text, "info")

    def _on_ended(self, ended: AlertEnded) -> None:
        gone = self._live.pop(ended.key, None)
        self._ctx.bridge.alert_ended.emit(ended)
        if ended.who:
            self._ctx.bridge.alert_acknowledged.emit(ended.key)
        if gone is not None:
            for alert in self._live.values():  # its order may ring for another clock
                if alert.ticket_id is not None and alert.ticket_id == gone.ticket_id and not alert.shelved:
                    self._ctx.bridge.alert_raised.emit(alert)

    def _on_shown(self, alert: Alert) -> None:
        if not self._window.isActiveWindow():
            call_attention(self._window)

    def _show(self) -> None:
        everything = sorted(self._live.values(), key=_biggest)
        alerts = [alert for alert in everything if alert.shelved is None]
        self.alert_window.show_alerts(alerts)
        self.banner.show_alert(alerts[0] if alerts else None)
        self.tray.show_count(len(alerts), any(alert.top for alert in alerts))
        self.flash.run(bool(alerts))
        self.list.show_alerts(everything)

    def open_list(self, shelve: Alert | None = None) -> None:
        """All alerts; with one to be put off, at its reason."""
        self.banner.give_way()
        self.list.open(sorted(self._live.values(), key=_biggest), shelve)

    def _press_shelve(self) -> None:
        """F7 is what the button 搁置 F7 is; with nothing to put off it shows what was."""
        self.open_list(self.alert_window.shown)

    def _read_supervisor(self) -> None:
        """Whom to call when nobody listens: known beforehand, for the night the database is gone."""

        def known(whom: str) -> None:
            self.banner.supervisor = whom

        self._ctx.tasks.run_read(lambda queries: supervisor(queries.directory.entries()), known, owner=self)

    def handle(self) -> None:
        """去处理, from the balloon."""
        self.alert_window.press_handle()

    def _handle(self, alert: Alert) -> None:
        """Open the order at the act the alert asks for; a summary opens the queue."""
        self.banner.give_way()
        self._come_forward()
        stage = alert.stage
        if alert.ticket_id is None or stage is None:
            self._ctx.bridge.show_page.emit("queue")
            return
        act = NEXT_ACT.get(stage.clock) if stage.clock else None
        self._ctx.bridge.open_ticket.emit(alert.ticket_id, act)

    def _come_forward(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _tray_state(self, there: bool, why: str) -> None:
        self._ctx.bridge.lamp.emit("tray", there, why)


def _biggest(alert: Alert) -> tuple[Any, ...]:
    """What stands first: what went furthest unheard, then by priority and due moment; a shared sentence leads."""
    priority, due, key = alert.urgency
    return alert.step < Step.BANNER, priority, alert.kind is not Kind.STAGE, due, not alert.joined, key
