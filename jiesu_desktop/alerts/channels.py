"""The ways an alert reaches a person, each on a thread of its own, so that they fail alone.

A channel that raises leaves a failed delivery and a red lamp. One that hangs is given up and started afresh. The others
never notice.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.clock import TimeSource

log = logging.getLogger(__name__)


class ChannelFailedError(RuntimeError):
    """The alert did not get through; the text says why, in Chinese."""


class Channel(Protocol):
    """One way to tell a person.

    Attributes:
        name: what delivery records call it.
        lamp: the lamp that shows its failure, '' for none.
        patience: real seconds one delivery may take.
    """

    name: str
    lamp: str
    patience: float

    def wants(self, alert: Alert) -> bool:
        """Whether the alert is for this channel."""

    def deliver(self, alert: Alert) -> str:
        """Tell it, and return when it was told; the text says how, '' for as usual.

        Raises:
            ChannelFailedError: it did not get through.
        """


@dataclass(frozen=True, slots=True)
class Given:
    """How a channel fared. ``outcome``: given, failed or skipped."""

    alert: Alert
    channel: str
    outcome: str
    detail: str = ""


class Surface(Protocol):
    """What shows alerts on the screen, behind which Qt stands. Called on a channel's thread."""

    def show_balloon(self, alert: Alert) -> None:
        """A balloon from the tray. Raises ChannelFailedError where there is no tray."""

    def show_alert(self, alert: Alert) -> None:
        """The row flashes, the alert window and the taskbar call."""


class FlashChannel:
    """Flashing rows, the alert window and the taskbar entry."""

    name, lamp, patience = "flash", "", 5.0

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    def wants(self, alert: Alert) -> bool:
        """Flash, by policy."""
        return "flash" in alert.channels

    def deliver(self, alert: Alert) -> str:
        """See :meth:`Channel.deliver`."""
        self._surface.show_alert(alert)
        return ""


class TrayChannel:
    """A balloon, and the icon that changes shape and count."""

    name, lamp, patience = "tray", "tray", 5.0

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    def wants(self, alert: Alert) -> bool:
        """Tray, by policy."""
        return "tray" in alert.channels

    def deliver(self, alert: Alert) -> str:
        """See :meth:`Channel.deliver`."""
        self._surface.show_balloon(alert)
        return ""


class LogChannel:
    """A line in the program's log."""

    name, lamp, patience = "log", "", 5.0

    def wants(self, alert: Alert) -> bool:
        """Every alert is logged."""
        return True

    def deliver(self, alert: Alert) -> str:
        """See :meth:`Channel.deliver`."""
        log.info("alert %s priority %d: %s", alert.key, alert.priority, alert.text)
        return ""


class _Runner:
    """One channel with its queue, most urgent first, and its thread."""

    def __init__(self, channel: Channel, time: TimeSource, told: Callable[[Given], None]) -> None:
        self.channel = channel
        self._time, self._told = time, told
        self._queue: queue.PriorityQueue[tuple[tuple[object, ...], int, Alert | None]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._lock = threading.Lock()
        self._busy: tuple[Alert, float] | None = None
        self._thread: threading.Thread | None = None
        self._generation = 0

    def start(self) -> None:
        self._generation += 1
        self._thread = threading.Thread(
            target=self._run, args=(self._generation,), name=f"channel-{self.channel.name}", daemon=True
        )
        self._thread.start()

    def submit(self, alert: Alert) -> None:
        self._queue.put((alert.urgency, next(self._order), alert))

    def stop(self, within: float) -> None:
        self._queue.put(((-1,), next(self._order), None))
        if self._thread is not None:
            self._thread.join(within)

    def look(self) -> None:
        """Give up a delivery that takes too long."""
        with self._lock:
            busy = self._busy
            if busy is None or self._time.monotonic() - busy[1] < self.channel.patience:
                return
            self._busy = None
            self.start()
        self._told(Given(busy[0], self.channel.name, "failed", "没有响应"))

    def _run(self, generation: int) -> None:
        while True:
            alert = self._queue.get()[2]
            if alert is None:
                return
            with self._lock:
                if generation != self._generation:  # given up meanwhile: the new thread does it
                    self.submit(alert)
                    return
                self._busy = (alert, self._time.monotonic())
            given = self._deliver(alert)
            with self._lock:
                if generation != self._generation:
                    return
                self._busy = None
            self._told(given)

    def _deliver(self, alert: Alert) -> Given:
        name = self.channel.name
        try:
            detail = self.channel.deliver(alert)
        except ChannelFailedError as error:
            return Given(alert, name, "failed", str(error))
        except Exception as error:
            log.exception("channel %s", name)
            return Given(alert, name, "failed", f"{type(error).__name__}: {error}")
        return Given(alert, name, "skipped" if detail in (SKIPPED, CUT_SHORT) else "given", detail)


SKIPPED = "已不再需要"
"""What a channel returns when the alert had ended before its turn came."""

CUT_SHORT = "没有说完：已不再需要"
"""What a channel returns when the alert ended, or was put off, while it was being told."""


class Switchboard:
    """Hands every alert to every channel that wants it and hears how each fared.

    Args:
        told: called with each delivery, on the channel's thread.
        lamp: (name, well, why) when a channel begins or ceases to fail.
        nobody: an alert that no channel a person notices could give.
    """

    def __init__(
        self,
        channels: Iterable[Channel],
        time: TimeSource,
        *,
        told: Callable[[Given], None],
        lamp: Callable[[str, bool, str], None],
        nobody: Callable[[Alert], None],
    ) -> None:
        self._runners = [_Runner(channel, time, self._told) for channel in channels]
        self._report, self._lamp, self._nobody = told, lamp, nobody
        self._open: dict[
            str, tuple[set[str], bool]
        ] = {}  # alert → channels still to report, whether one gave it
        self._lock = threading.Lock()
        self._failing: set[str] = set()

    def start(self) -> None:
        """Begin."""
        for runner in self._runners:
            runner.start()

    def stop(self, within: float = 1.0) -> None:
        """End; a channel in the middle of something has this many real seconds."""
        for runner in self._runners:
            runner.stop(within)

    def give(self, alert: Alert, only: str = "") -> None:
        """Hand it on, to all channels or once more to one, whose failure then means nothing new; returns at once."""
        asked = [runner for runner in self._runners if only in ("", runner.channel.name)]
        wanting = [runner for runner in asked if runner.channel.wants(alert)]
        noticed = {runner.channel.name for runner in wanting} - {"log"}
        if noticed and not only:
            with self._lock:
                self._open[alert.key] = (noticed, False)
        for runner in wanting:
            runner.submit(alert)

    def look(self) -> None:
        """Once a second: whether a channel hangs."""
        for runner in self._runners:
            runner.look()

    def _told(self, given: Given) -> None:
        self._report(given)
        channel = next(r.channel for r in self._runners if r.channel.name == given.channel)
        if channel.lamp and given.outcome != "skipped":
            self._show(channel.lamp, given.outcome == "given" and not given.detail, given.detail)
        with self._lock:
            left, some = self._open.get(given.alert.key, (set(), True))
            if given.channel not in left:  # the log: it wakes nobody
                return
            left.discard(given.channel)
            some = some or given.outcome != "failed"
            self._open[given.alert.key] = (left, some)
            if not left:
                del self._open[given.alert.key]
        if not left and not some:
            self._nobody(given.alert)

    def _show(self, lamp: str, well: bool, why: str) -> None:
        with self._lock:
            was = lamp not in self._failing
            (self._failing.discard if well else self._failing.add)(lamp)
        if was != well or not well:
            self._lamp(lamp, well, why)
