"""The checks without a screen, against real voices, databases and files."""

from __future__ import annotations

import os
import shutil
import sys
import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.alerts.mixer import NO_DEVICE, NoMixer, PulseMixer
from jiesu_desktop.alerts.self_probes import (
    SENTENCE,
    ClockProbe,
    DatabaseProbe,
    DiskProbe,
    PolicyProbe,
    VoiceProbe,
)
from jiesu_desktop.alerts.self_test import CheckFailedError, GaveWayError
from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import policy, self_tests
from jiesu_desktop.storage.engine import open_store
from tests.services.room import Room

WHO = Who("张三", "一号台")


@pytest.fixture
def room(db_url: str) -> Iterator[Room]:
    made = Room(db_url)
    yield made
    made.close()


@dataclass
class Heard:
    """A loudspeaker that notes how long what it was given lasts."""

    failure: Exception | None = None
    there: tuple[str, str] = ("sink", "模拟音箱")
    seconds: list[float] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def device(self) -> tuple[str, str]:
        return self.there

    def play_aside(self, path: Path, volume: int) -> None:
        with wave.open(str(path)) as file:
            self.seconds.append(file.getnframes() / file.getframerate())
        self.paths.append(path)
        assert volume == 80
        if self.failure is not None:
            raise self.failure


class Muted:
    """A mixer that says the device is muted."""

    def hindrance(self, device: str) -> str | None:
        return f"{device} 被静音"


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs a voice")
def test_the_voice_is_rendered_played_to_its_end_and_leaves_no_file() -> None:
    heard = Heard()
    assert VoiceProbe(heard, NoMixer()).check() == "模拟音箱，已播完"
    assert heard.seconds[0] > len(SENTENCE) * 0.1
    assert not heard.paths[0].exists()
    with pytest.raises(CheckFailedError, match="没有播完：设备被拔下"):
        VoiceProbe(Heard(ChannelFailedError("设备被拔下")), NoMixer()).check()
    with pytest.raises(GaveWayError):
        VoiceProbe(Heard(GaveWayError()), NoMixer()).check()


def test_no_device_or_a_muted_one_is_told_without_speaking() -> None:
    absent = Heard(there=("", ""))
    with pytest.raises(CheckFailedError, match="没有声音设备"):
        VoiceProbe(absent, NoMixer()).check()
    muted = Heard()
    with pytest.raises(CheckFailedError, match="sink 被静音"):
        VoiceProbe(muted, Muted()).check()
    assert absent.seconds == muted.seconds == []


@pytest.mark.parametrize(
    "mute, volume, said",
    [
        ("Mute: no", "Volume: front-left: 32768 /  50% / -18 dB", ""),
        ("Mute: yes", "Volume: front-left: 32768 /  50%", "声音设备被静音，请在系统音量中取消静音"),
        ("Mute: no", "Volume: front-left: 0 /   0% / -inf dB", "系统音量是 0，请调高系统音量"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="PulseAudio")
def test_pulseaudio_says_whether_it_is_muted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mute: str, volume: str, said: str
) -> None:
    pactl(tmp_path, monkeypatch, f"""
        case "$1" in
            list) printf '0\t甲\tmodule\n';;
            get-sink-mute) [ "$2" = 乙 ] || echo "{mute}";;
            get-sink-volume) [ "$2" = 乙 ] || echo "{volume}";;
        esac""")  # fmt: skip
    assert PulseMixer().hindrance("甲") == PulseMixer().hindrance("") == said
    assert PulseMixer().hindrance("乙") is None, "a device it does not know tells nothing"


@pytest.mark.parametrize("sinks", ["", "5\tauto_null\tmodule-null-sink.c\n"])
@pytest.mark.skipif(sys.platform == "win32", reason="PulseAudio")
def test_a_system_without_a_device_is_told_from_one_that_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sinks: str
) -> None:
    """PulseAudio makes a device up where there is none; what is played to it is lost."""
    pactl(tmp_path, monkeypatch, f"[ $1 = list ] && printf '{sinks}' || echo 'Mute: no 50%'")
    assert PulseMixer().hindrance("") == NO_DEVICE
    pactl(tmp_path, monkeypatch, "exit 1")
    assert PulseMixer().hindrance("") is None


def pactl(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A sound system that answers as told."""
    program = folder / "pactl"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_without_pactl_nothing_can_be_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert PulseMixer().hindrance("") is None


def test_the_database_is_written_and_read(room: Room) -> None:
    assert "能写能读" in DatabaseProbe(room.store, room.time, WHO).check()
    with room.store.read() as queries:
        first = self_tests.try_read(queries, WHO)
    DatabaseProbe(room.store, room.time, WHO).check()
    with room.store.read() as queries:
        assert self_tests.try_read(queries, WHO) not in (None, first)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    assert DiskProbe(tmp_path, enough=1).check().startswith("剩余")
    with pytest.raises(CheckFailedError, match="磁盘空间不足"):
        DiskProbe(tmp_path, enough=1 << 62).check()


def test_a_clock_behind_the_newest_record_is_told(room: Room) -> None:
    room.at(10).take()
    assert ClockProbe(room.store, room.time).check() == "2026-11-24 02:10:00"
    room.at(8)
    with pytest.raises(CheckFailedError, match="早于最近的记录 2026-11-24 02:10:00"):
        ClockProbe(room.store, room.time).check()


def test_a_clock_behind_the_database_file_is_told(migrated_sqlite_url: str) -> None:
    store = open_store(migrated_sqlite_url)
    assert ClockProbe(store, SystemTime()).check()
    with pytest.raises(CheckFailedError, match="早于数据库文件"):
        ClockProbe(store, SystemTime(timedelta(hours=-1))).check()
    store.close()


def test_a_clock_that_left_the_servers_is_told(migrated_postgres_url: str) -> None:
    store = open_store(migrated_postgres_url)
    probe = ClockProbe(store, SystemTime(store.server_offset))
    probe.check()
    store.server_offset -= timedelta(seconds=5)  # as if this machine's clock had been set back since
    with pytest.raises(CheckFailedError, match=r"又差了 \+5 秒"):
        probe.check()
    store.close()


def test_a_broken_version_of_the_limits_is_told(room: Room) -> None:
    probe = PolicyProbe(room.store, room.time)
    assert probe.check() == policy.bundled().name
    with room.store.begin() as uow:
        policy.set_policy(uow, room.time, room.who, policy.bundled())
        uow.policies._connection.execute(text("UPDATE policy_versions SET data = '{}' WHERE id = 2"))
    with pytest.raises(CheckFailedError, match="沿用“2024 合同”"):
        probe.check()


def test_reports_are_kept_by_workstation_the_newest_last(room: Room) -> None:
    with room.store.begin() as uow:
        for number in range(self_tests.KEPT + 5):
            self_tests.keep(uow, room.time, WHO, {"at": f"{number}"})
        self_tests.keep(uow, room.time, WHO, {"at": f"{number}", "again": True})
        self_tests.keep(uow, room.time, Who("张三", "二号台"), {"at": "别处"})
    with room.store.read() as queries:
        kept = self_tests.kept(queries, WHO)
    assert len(kept) == self_tests.KEPT
    assert kept[-1] == {"at": str(self_tests.KEPT + 4), "again": True}
