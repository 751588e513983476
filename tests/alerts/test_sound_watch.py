"""What the system says of its loudspeakers, heard by itself: devices that go, a sound system that ends and comes back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiesu_desktop.alerts.mixer import GONE, MUTED, NO_DEVICE, PulseMixer
from jiesu_desktop.alerts.sound_watch import SoundWatch
from tests.alerts.test_self_probes import pactl
from tests.desk.harness import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="PulseAudio")

WITHIN = 60


class SoundSystem:
    """One that a test plays: its devices stand in a file, what it tells goes through a pipe that ends with it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.devices, self.mute, self.pipe = folder / "devices", folder / "mute", folder / "told"
        pactl(folder, monkeypatch, f"""
            [ -e {self.devices} ] || exit 1
            case "$1" in
                list) cat {self.devices};;
                get-sink-mute) cat {self.mute};;
                get-sink-volume) echo 'Volume: 50%';;
                subscribe) exec cat {self.pipe};;
            esac""")  # fmt: skip
        self._telling = -1

    def begin(self) -> None:
        self.mute.write_text("Mute: no")
        os.mkfifo(self.pipe)
        self._telling = os.open(self.pipe, os.O_RDWR)  # both ends: it waits for nobody
        self.has("0\tdesk\tmodule\n")  # from here on it answers

    def has(self, devices: str) -> None:
        part = self.devices.with_suffix(".part")
        part.write_text(devices)
        part.replace(self.devices)

    def tell(self, what: str) -> None:
        os.write(self._telling, f"Event {what}\n".encode())

    def end(self) -> None:
        self.devices.unlink(missing_ok=True)
        self.pipe.unlink(missing_ok=True)
        if self._telling >= 0:
            os.close(self._telling)
            self._telling = -1


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundSystem]:
    made = SoundSystem(tmp_path, monkeypatch)
    yield made
    made.end()


@pytest.fixture
def watch(system: SoundSystem) -> Iterator[SoundWatch]:
    made = SoundWatch(PulseMixer())
    yield made
    made.stop()


def comes(watch: SoundWatch, said: str | None) -> None:
    wait_for(lambda: watch.hindrance == said, f"{said!r}", WITHIN, lambda: f"it said {watch.hindrance!r}")


def test_a_device_that_goes_is_muted_or_comes_is_known_without_playing(
    system: SoundSystem, watch: SoundWatch
) -> None:
    system.begin()
    watch.start()
    comes(watch, "")
    system.has("")
    system.tell("'remove' on sink #0")
    comes(watch, NO_DEVICE)
    system.has("1\tspare\tmodule\n")
    system.tell("'new' on sink #1")
    comes(watch, "")
    system.mute.write_text("Mute: yes")
    system.tell("'change' on sink #1")
    comes(watch, MUTED)
    assert not watch.lost


def test_a_sound_system_that_ends_is_remembered_as_lost_and_used_again(
    system: SoundSystem, watch: SoundWatch
) -> None:
    system.begin()
    watch.start()
    comes(watch, "")
    system.end()
    comes(watch, GONE)
    system.begin()
    comes(watch, "")
    assert watch.lost, "Qt cannot play to it any more"


def test_one_that_was_never_there_is_not_lost_and_heard_of_when_it_comes(
    system: SoundSystem, watch: SoundWatch
) -> None:
    watch.start()
    assert watch.hindrance is None
    system.begin()
    comes(watch, "")
    assert not watch.lost


def test_one_that_comes_just_too_late_to_be_listened_to_is_not_lost(
    system: SoundSystem, watch: SoundWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is there for the mixer's second answer, and was not for what should have listened."""
    looks: list[bool] = []

    def look() -> bool:
        if len(looks) == 1:
            listening = watch._process
            assert listening is not None
            listening.wait(WITHIN)
            system.begin()
        looks.append(SoundWatch._look(watch))
        return looks[-1]

    monkeypatch.setattr(watch, "_look", look)
    watch.start()
    comes(watch, "")
    wait_for(lambda: len(looks) == 5, "the next listening", WITHIN)
    assert looks == [False, True, True, True, True]
    assert not watch.lost
