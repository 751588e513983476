"""The checks of the self-test that need no screen: voice, database, disk, clock, limits."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Protocol

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.alerts.mixer import Mixer
from jiesu_desktop.alerts.self_test import CheckFailedError, GaveWayError
from jiesu_desktop.alerts.speech import spoken
from jiesu_desktop.alerts.voice import Renderer, VoiceFailedError
from jiesu_desktop.alerts.voice_channel import Manner
from jiesu_desktop.clock import SystemTime, TimeSource, beijing
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import policy, self_tests
from jiesu_desktop.storage.engine import Store

SENTENCE = "值班台自检，语音正常。"
ENOUGH_BYTES = 1 << 30
CLOCK_TOLERANCE = timedelta(seconds=60)
"""How far this machine may be behind the newest record or its database file."""

SERVER_TOLERANCE = timedelta(seconds=2)
"""How far this machine may have drifted from the database server since the desk was opened."""


class Loudspeaker(Protocol):
    """What plays a trial without ever standing in an alert's way."""

    def device(self) -> tuple[str, str]:
        """The system's name of the device and what people call it; ('', '') where there is none."""

    def play_aside(self, path: Path, volume: int) -> None:
        """Play it to its end, unless an alert sounds or comes.

        Raises:
            GaveWayError: one did. ChannelFailedError: no device, it refused, or the end was not seen.
        """


@dataclass
class VoiceProbe:
    """Speaks a sentence: rendered, not silence, played to its end, on a device that is there and not muted."""

    player: Loudspeaker
    mixer: Mixer
    manner: Callable[[], Manner] = Manner
    sentence: str = SENTENCE

    name: ClassVar[str] = "voice"
    label: ClassVar[str] = "语音"
    lamp: ClassVar[str] = "voice"
    disturbs: ClassVar[bool] = True
    patience: ClassVar[float] = 60.0

    def check(self) -> str:
        """See :meth:`Probe.check`. It renders in a worker of its own: the alerts' is never kept busy by a test."""
        sink, called = self.player.device()
        if not called:
            raise CheckFailedError("没有声音设备，请接好音箱或耳机")
        if hindrance := self.mixer.hindrance(sink):
            raise CheckFailedError(hindrance)
        renderer, manner = Renderer(), self.manner()
        try:
            path = renderer.render(spoken(self.sentence), manner.rate, manner.voice)
            by_worker = renderer.by_worker
            self.player.play_aside(path, manner.volume)
        except VoiceFailedError as error:
            raise CheckFailedError(f"语音合成不出声音：{error}") from error
        except GaveWayError:
            raise
        except ChannelFailedError as error:
            raise CheckFailedError(f"没有播完：{error}") from error
        finally:
            renderer.stop()
        return f"{called}，已播完" + ("" if by_worker else "（语音进程不可用，由 espeak-ng 代替）")


@dataclass
class DatabaseProbe:
    """Writes a value and reads it back."""

    store: Store
    time: TimeSource
    who: Who

    name: ClassVar[str] = "database"
    label: ClassVar[str] = "数据库"
    lamp: ClassVar[str] = "data"
    disturbs: ClassVar[bool] = False
    patience: ClassVar[float] = 30.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        token = uuid.uuid4().hex
        with self.store.begin() as work:
            self_tests.try_write(work, self.time, self.who, token)
        with self.store.read() as queries:
            if self_tests.try_read(queries, self.who) != token:
                raise CheckFailedError("写入的内容读不回来")
        return f"{self.store.dialect}，能写能读"


@dataclass
class DiskProbe:
    """Room for the data."""

    folder: Path
    enough: int = ENOUGH_BYTES

    name: ClassVar[str] = "disk"
    label: ClassVar[str] = "磁盘"
    lamp: ClassVar[str] = "data"
    disturbs: ClassVar[bool] = False
    patience: ClassVar[float] = 10.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        free = shutil.disk_usage(self.folder).free
        words = f"剩余 {free / (1 << 30):.1f} GB"
        if free < self.enough:
            raise CheckFailedError(f"磁盘空间不足，{words}，请清理 {self.folder} 所在的磁盘")
        return words


@dataclass
class ClockProbe:
    """The machine's clock against the database server's, the newest record and the time of the database file."""

    store: Store
    time: TimeSource

    name: ClassVar[str] = "clock"
    label: ClassVar[str] = "时钟"
    lamp: ClassVar[str] = "time"
    disturbs: ClassVar[bool] = False
    patience: ClassVar[float] = 30.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        now = self.time.now()
        with self.store.read() as queries:
            newest = queries.newest_event_at()
        for what, moment in (("最近的记录", newest), ("数据库文件", self._written_at())):
            if moment is not None and moment - now > CLOCK_TOLERANCE:
                raise CheckFailedError(f"本机时间 {_shown(now)} 早于{what} {_shown(moment)}，请校准系统时间")
        drift = self._drift()
        if abs(drift) > SERVER_TOLERANCE:
            raise CheckFailedError(
                f"本机时间与数据库服务器又差了 {drift.total_seconds():+.0f} 秒，请校准系统时间后重新打开值班台"
            )
        return _shown(now)

    def _written_at(self) -> datetime | None:
        """When the database file was last written, by a machine whose clock may have been another then."""
        if self.store.path is None or not isinstance(self.time, SystemTime):
            return None
        return datetime.fromtimestamp(self.store.path.stat().st_mtime, UTC)

    def _drift(self) -> timedelta:
        if self.store.dialect != "postgresql" or not isinstance(self.time, SystemTime):
            return timedelta(0)
        return self.store.measured_offset() - self.store.server_offset


@dataclass
class PolicyProbe:
    """Whether every version of the limits can be used."""

    store: Store
    time: TimeSource

    name: ClassVar[str] = "policy"
    label: ClassVar[str] = "时限规则"
    lamp: ClassVar[str] = "data"
    disturbs: ClassVar[bool] = False
    patience: ClassVar[float] = 30.0

    def check(self) -> str:
        """See :meth:`Probe.check`."""
        with self.store.read() as queries:
            if said := policy.broken_words(queries, self.time.now()):
                raise CheckFailedError(said.rstrip("。"))
            held = queries.policies.in_force(self.time.now())
        return held.name if held is not None else ""


def _shown(moment: datetime) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M:%S}"
