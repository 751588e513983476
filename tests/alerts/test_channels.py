from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.alerts.channels import (
    CUT_SHORT,
    Channel,
    ChannelFailedError,
    Given,
    LogChannel,
    Switchboard,
)
from jiesu_desktop.alerts.voice import Renderer
from jiesu_desktop.alerts.voice_channel import FLOOR, CutShortError, Manner, VoiceChannel, always
from jiesu_desktop.clock import SystemTime
from jiesu_desktop.settings import EVERYTHING
from tests.alerts.orders import Night
from tests.desk.harness import wait_for
from tests.domain.stories import ZERO, at, general


def alert(key: str, priority: int = 2, after: int = 0, text: str = "模拟街道漏水") -> Alert:
    at = ZERO + timedelta(seconds=after)
    channels = frozenset({"flash", "tray", "voice", "log"})
    return Alert(key=key, at=at, raised_at=at, priority=priority, channels=channels, said=text)


class Taps:
    """A channel of a test: does what it is told for each alert, and remembers the order."""

    lamp = ""

    def __init__(
        self, name: str, act: Callable[[Alert], str] = lambda alert: "", patience: float = 30.0
    ) -> None:
        self.name, self.act, self.patience = name, act, patience
        self.heard: list[str] = []

    def wants(self, alert: Alert) -> bool:
        return True

    def deliver(self, alert: Alert) -> str:
        self.heard.append(alert.key)
        return self.act(alert)


class Board:
    """A switchboard and everything it says."""

    def __init__(self, *channels: Channel) -> None:
        self.given: list[Given] = []
        self.lamps: list[tuple[str, bool, str]] = []
        self.nobody: list[str] = []
        self.board = Switchboard(
            channels,
            SystemTime(),
            told=self.given.append,
            lamp=lambda *lamp: self.lamps.append(lamp),
            nobody=lambda lost: self.nobody.append(lost.key),
        )

    def outcome(self, channel: str) -> list[tuple[str, str]]:
        return [(one.alert.key, one.outcome) for one in self.given if one.channel == channel]

    def wait(self, count: int) -> None:
        def look() -> bool:
            self.board.look()
            return len(self.given) >= count

        wait_for(look, f"{count} deliveries", 10)


@pytest.fixture
def make() -> Iterator[Callable[..., Board]]:
    boards: list[Board] = []

    def made(*channels: Channel) -> Board:
        boards.append(Board(*channels))
        boards[-1].board.start()
        return boards[-1]

    yield made
    for board in boards:
        board.board.stop(0.2)


def fails(alert: Alert) -> str:
    raise ChannelFailedError("没有系统托盘")


def breaks(alert: Alert) -> str:
    raise ZeroDivisionError("a bug")


def test_one_that_fails_one_that_breaks_and_one_that_hangs_stop_no_other(make: Callable[..., Board]) -> None:
    release = threading.Event()
    hanging = Taps("hangs", lambda alert: str(release.wait(20) or ""), patience=0.3)
    well = Taps("well")
    board = make(Taps("fails", fails), Taps("breaks", breaks), hanging, well, LogChannel())
    board.board.give(alert("a"))
    board.board.give(alert("b", after=1))
    board.wait(10)
    release.set()
    assert board.outcome("well") == [("a", "given"), ("b", "given")]
    assert board.outcome("fails") == [("a", "failed"), ("b", "failed")]
    assert board.outcome("breaks") == [("a", "failed"), ("b", "failed")]
    assert board.outcome("hangs") == [("a", "failed"), ("b", "failed")]
    assert hanging.heard == ["a", "b"], "it is started afresh for the next alert"
    assert board.nobody == []


def test_the_most_urgent_waits_least(make: Callable[..., Board]) -> None:
    gate = threading.Event()
    voice = Taps("voice", lambda alert: str(gate.wait(10)) and "")
    board = make(voice)
    board.board.give(alert("first"))
    wait_for(lambda: voice.heard, "the first", 5)
    for one in (alert("low", 3, 0), alert("late", 1, 9), alert("early", 1, 1)):
        board.board.give(one)
    gate.set()
    board.wait(4)
    assert voice.heard == ["first", "early", "late", "low"]


def test_an_alert_that_reached_nobody_is_said_to_have_reached_nobody(make: Callable[..., Board]) -> None:
    tray = Taps("tray", fails)
    tray.lamp = "tray"
    board = make(tray, Taps("voice", breaks), LogChannel())
    board.board.give(alert("a"))
    board.wait(3)
    wait_for(lambda: board.nobody == ["a"], "nobody", 5)
    assert ("tray", False, "没有系统托盘") in board.lamps


def test_the_lamp_turns_green_again_with_the_first_success(make: Callable[..., Board]) -> None:
    tray = Taps("tray", lambda alert: fails(alert) if alert.key == "a" else "")
    tray.lamp = "tray"
    board = make(tray)
    board.board.give(alert("a"))
    board.board.give(alert("b", after=1))
    board.wait(2)
    assert [lamp[:2] for lamp in board.lamps] == [("tray", False), ("tray", True)]


# -- the voice -----------------------------------------------------------------------------------------------------


class Loudspeaker:
    """Remembers what it was given to play instead of playing it."""

    def __init__(self, failure: str = "") -> None:
        self.played: list[tuple[str, int]] = []
        self.failure, self.beeps = failure, 0

    def play(self, path: Path, volume: int, wanted: Callable[[], bool] = always) -> None:
        if self.failure:
            raise ChannelFailedError(self.failure)
        if not wanted():
            raise CutShortError
        assert path.stat().st_size > 1000
        self.played.append((path.name, volume))

    def beep(self) -> None:
        self.beeps += 1


def voice(speaker: Loudspeaker, renderer: Renderer, **options: object) -> VoiceChannel:
    return VoiceChannel(renderer, speaker, SystemTime(), **options)  # type: ignore[arg-type]


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.stop()


def test_without_a_voice_an_alarm_sounds_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    speaker = Loudspeaker()
    mute = Renderer(command=["/nonexistent/worker"])
    assert "语音不可用" in voice(speaker, mute).deliver(alert("a"))
    assert speaker.played == [("alarm.wav", 80)]


def test_without_a_device_the_bell_rings_and_the_delivery_failed(renderer: Renderer) -> None:
    speaker = Loudspeaker("没有声音设备")
    with pytest.raises(ChannelFailedError, match="没有声音设备"):
        voice(speaker, renderer).deliver(alert("a"))
    assert speaker.beeps == 1


def test_top_priority_is_never_quieter_than_the_floor(renderer: Renderer) -> None:
    speaker = Loudspeaker()
    channel = voice(speaker, renderer)
    channel.day = channel.night = Manner(volume=5)
    channel.deliver(alert("calm", 2))
    channel.deliver(alert("top", 1))
    assert [volume for _, volume in speaker.played] == [5, FLOOR]


def test_what_was_acknowledged_before_its_turn_is_not_spoken(renderer: Renderer) -> None:
    speaker = Loudspeaker()
    channel = voice(speaker, renderer, rings=lambda key: key == "rings")
    assert channel.deliver(alert("silenced"))
    channel.deliver(alert("rings"))
    assert len(speaker.played) == 1


def test_what_ends_while_it_is_being_said_is_cut_short_and_not_counted_as_heard(
    make: Callable[..., Board], renderer: Renderer
) -> None:
    asked: list[str] = []

    def rings(key: str) -> bool:  # it rings when its turn comes, and no more when it is being said
        asked.append(key)
        return len(asked) == 1

    speaker = Loudspeaker()
    board = make(voice(speaker, renderer, rings=rings))
    board.board.give(alert("a"))
    board.wait(1)
    assert not speaker.played
    assert [(given.outcome, given.detail) for given in board.given] == [("skipped", CUT_SHORT)]
    assert not board.lamps, "nothing failed"


def test_nothing_of_what_was_said_stays_on_the_disk(renderer: Renderer) -> None:
    paths: list[Path] = []

    class Keeps(Loudspeaker):
        def play(self, path: Path, volume: int, wanted: Callable[[], bool] = always) -> None:
            paths.append(path)

    voice(Keeps(), renderer).deliver(alert("a"))
    assert paths
    assert not any(path.exists() for path in paths)


def test_general_orders_are_spoken_of_only_when_the_operator_wants_it(renderer: Renderer) -> None:
    channel = voice(Loudspeaker(), renderer)
    night = Night(general())
    night.until(at(20))
    (shown,) = night.book.live.values()
    day = replace(shown, channels=frozenset({"flash", "tray", "log"}))
    assert not channel.wants(day)
    channel.day = channel.night = Manner(scope=EVERYTHING)
    assert channel.wants(day)
    assert not channel.wants(replace(day, quiet=True)), "what a summary tells is not told again"
