"""The self-test as the desk runs it: at its start, at each change of shift and when asked, behind the window.

A thread of its own goes through the checks; what only the window can do (balloon, flashing, fonts) is asked of the GUI
thread. Results are kept, stand in the lamps' tool tips, and are one quiet line.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from jiesu_desktop.alerts.alert import Alert, Kind
from jiesu_desktop.alerts.mixer import system_mixer
from jiesu_desktop.alerts.self_probes import ClockProbe, DatabaseProbe, DiskProbe, PolicyProbe, VoiceProbe
from jiesu_desktop.alerts.self_test import CheckFailedError, Outcome, Probe, Report, SelfTest
from jiesu_desktop.domain.policy import AlertRules
from jiesu_desktop.domain.shifts import shift_of
from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.flash import FlashClock
from jiesu_desktop.gui.probe import BALLOON, fonts
from jiesu_desktop.gui.tray import NO_TRAY
from jiesu_desktop.services import self_tests
from jiesu_desktop.storage.queries import Queries

LOOK_MS = 1000
TRY_AGAIN_S = 60.0
"""Real seconds after which what gave way to an alert is tried again."""

WAITS_AT_MOST_S = 15 * 60.0
"""Real seconds for which a test waits for a night without alerts. After that it is tried between their sounds: the sound
of a trial gives way to an alert's in any case."""

_ANSWER_WITHIN = 8.0
_FLASHES = 3


class SelfTesting(QObject):
    """Runs self-tests and shows how they went. Made and used in the GUI thread.

    Args:
        automatic: test at the start and at changes of shift; else only when asked.
        flashes: what is lit and dark while the flashing is tried.

    Attributes:
        last: the newest report, None before the first.

    Signals:
        finished(object): a :class:`Report` was made.
    """

    finished = Signal(object)
    _done = Signal(object)
    _asked = Signal(object)

    def __init__(
        self,
        ctx: Desk,
        front: AlertFront,
        parent: QObject | None = None,
        *,
        automatic: bool = True,
        flashes: Callable[[bool], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx, self._front, self._automatic = ctx, front, automatic
        self.last: Report | None = None
        self._rules: AlertRules | None = None
        self._tested: datetime | None = None  # start of the shift last tested
        self._again_at: float | None = None
        self._waits_since: float | None = None
        self._thread: threading.Thread | None = None
        self.flash = FlashClock(self)
        if flashes is not None:
            self.flash.phase.connect(flashes)
        self._done.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._asked.connect(lambda job: job(), Qt.ConnectionType.QueuedConnection)
        ctx.bridge.self_test.connect(self.run)
        ctx.bridge.changed.connect(lambda changes: self._read_rules() if changes.policy else None)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._test = SelfTest(self._probes(), self._rings)

    def start(self) -> None:
        """Begin watching for changes of shift; the first look tests at once, if alarms are up."""
        self._read_rules()
        self._timer.start()

    def stop(self) -> None:
        """No more tests; one under way ends by itself."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.join(0.5)

    @property
    def running(self) -> bool:
        """Whether a test is under way."""
        return self._thread is not None and self._thread.is_alive()

    def look(self) -> None:
        """Once a second: whether a shift began that was not tested, or something that gave way can be tried again."""
        if self.running or not self._front.desk.ready.is_set():
            return
        if self._again_at is not None and self._ctx.time.monotonic() >= self._again_at:
            self._begin(self.last)
        elif self._automatic and self._rules is not None:
            start = shift_of(self._ctx.time.now(), self._rules).start
            if self._tested is None or start > self._tested:
                self._tested = start
                self._begin(None)

    def run(self) -> None:
        """Test everything now, because someone asked."""
        if self.running:
            self._ctx.bridge.say("正在自检…", "info")
            return
        self._ctx.bridge.say("开始自检：会播一句话、弹一个气泡", "info")
        self._begin(None)

    # ---------------------------------------------------------------- the thread

    def _begin(self, again: Report | None) -> None:
        self._again_at = None
        at = self._ctx.time.now() if again is None else again.at
        self._thread = threading.Thread(target=self._run, args=(at, again), name="self-test", daemon=True)
        self._thread.start()

    def _run(self, at: datetime, again: Report | None) -> None:
        self._done.emit(self._test.run(at, again))

    def _rings(self) -> bool:
        """Whether to give way to an alert that speaks, and is neither acknowledged nor put off."""
        since = self._waits_since
        if since is not None and self._ctx.time.monotonic() - since >= WAITS_AT_MOST_S:
            return False
        live = self._front.desk.engine.live
        return any("voice" in alert.channels and alert.shelved is None for alert in live)

    def _probes(self) -> list[Probe]:
        ctx, front = self._ctx, self._front
        probes: list[Probe] = []
        if front.player is not None and front.voice is not None:
            probes.append(VoiceProbe(front.player, system_mixer(), front.voice.manner))
        probes += [
            BalloonProbe(front, self.in_window, ctx.time.now),
            FlashProbe(self.flash, self.in_window),
            DatabaseProbe(ctx.store, ctx.time, ctx.who),
            DiskProbe(ctx.data_dir),
            FontProbe(self.in_window),
            ClockProbe(ctx.store, ctx.time),
            PolicyProbe(ctx.store, ctx.time),
        ]
        return probes

    def in_window(self, job: Callable[[], Any]) -> Any:
        """Do something in the GUI thread, from the test's thread, and return what it answers.

        Raises:
            CheckFailedError: the window did not answer in time.
        """
        answer: Future[Any] = Future()

        def do() -> None:
            try:
                answer.set_result(job())
            except BaseException as error:  # noqa: BLE001 - it belongs to the one who asked
                answer.set_exception(error)

        self._asked.emit(do)
        try:
            return answer.result(_ANSWER_WITHIN)
        except TooLateError:
            raise CheckFailedError("窗口没有响应") from None

    # ---------------------------------------------------------------- what came of it

    def _show(self, report: Report) -> None:
        waited_before = self.last is not None and self.last.at == report.at
        self.last = report
        for lamp in {one.lamp for one in report.findings}:
            failed = [one for one in report.of(Outcome.FAILED) if one.lamp == lamp]
            why = "；".join(f"自检：{one.label}，{one.detail}" for one in failed)
            self._ctx.bridge.lamp.emit(f"{lamp}/self_test", not failed, why)
        if report.of(Outcome.POSTPONED):
            now = self._ctx.time.monotonic()
            self._again_at = now + TRY_AGAIN_S
            self._waits_since = now if self._waits_since is None else self._waits_since
        else:
            self._waits_since = None
        self._ctx.bridge.tested.emit(report)
        if not (waited_before and report.of(Outcome.POSTPONED)):  # said once, not every minute
            self._ctx.bridge.say(report.sentence, "error" if report.of(Outcome.FAILED) else "done")
        self._ctx.write(self_tests.keep, report.to_data()).run()
        self.finished.emit(report)

    def _read_rules(self) -> None:
        now = self._ctx.time.now()

        def read(queries: Queries) -> AlertRules | None:
            policy = queries.policies.in_force(now)
            return None if policy is None else policy.alerts

        def take(rules: AlertRules | None) -> None:
            self._rules = rules

        self._ctx.tasks.run_read(read, take, key="self-test rules", owner=self)


InWindow = Callable[[Callable[[], Any]], Any]


@dataclass
class BalloonProbe:
    """Shows a balloon from the tray."""

    front: AlertFront
    in_window: InWindow
    now: Callable[[], datetime]

    name: ClassVar[str] = "tray"
    label: ClassVar[str] = "托盘气泡"
    lamp: ClassVar[str] = "tray"
    disturbs: ClassVar[bool] = True
    patience: ClassVar[float] = 15.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        now = self.now()
        alert = Alert(
            key="self_test",
            kind=Kind.DESK,
            said=BALLOON,
            at=now,
            raised_at=now,
        )
        if not self.in_window(lambda: self.front.tray.balloon(alert)):
            raise CheckFailedError(NO_TRAY)
        return "已弹出"


@dataclass
class FlashProbe:
    """Lets something flash and counts the phases: a window too busy to flash fails."""

    clock: FlashClock
    in_window: InWindow
    _enough: threading.Event = field(default_factory=threading.Event)

    name: ClassVar[str] = "flash"
    label: ClassVar[str] = "闪烁"
    lamp: ClassVar[str] = "tray"
    disturbs: ClassVar[bool] = False
    patience: ClassVar[float] = 20.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        self._enough.clear()
        phases: list[bool] = []

        def count(lit: bool) -> None:
            phases.append(lit)
            if len(phases) >= _FLASHES:
                self._enough.set()

        def begin() -> None:
            self.clock.phase.connect(count)
            self.clock.run(True)

        def end() -> None:
            self.clock.phase.disconnect(count)
            self.clock.run(False)

        self.in_window(begin)
        flashed = self._enough.wait(_ANSWER_WITHIN)
        self.in_window(end)
        if not flashed:
            raise CheckFailedError("窗口太忙，闪烁停住了")
        return "已闪烁"


@dataclass
class FontProbe:
    """Whether Chinese characters have glyphs."""

    in_window: InWindow

    name: ClassVar[str] = "fonts"
    label: ClassVar[str] = "字体"
    lamp: ClassVar[str] = "tray"
    disturbs: ClassVar[bool] = False
    patience: ClassVar[float] = 15.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        well, detail = self.in_window(fonts)
        if not well:
            raise CheckFailedError(f"{detail}，请安装 fonts-noto-cjk")
        return str(detail)
