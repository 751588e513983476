"""How loud, and whether at all: by shift, by escalation, by which desk speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jiesu_desktop.alerts.alert import Alert, Kind
from jiesu_desktop.alerts.voice_channel import FLOOR, Manner, VoiceChannel
from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.tickets import Level
from jiesu_desktop.settings import QUIET
from tests.alerts.orders import Night
from tests.alerts.test_desk_alerts import Shift, soon
from tests.domain.stories import POLICY, ZERO, at, urgent


class Still:
    """A clock that stands where it is put."""

    speed = 1.0

    def __init__(self) -> None:
        self.moment = ZERO

    def now(self) -> object:
        return self.moment

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def alert() -> Alert:
    night = Night(urgent())
    night.until(at(3))
    return next(one for one in night.book.live.values() if "/report/" in one.key)


@pytest.fixture
def clock() -> Still:
    return Still()


@pytest.fixture
def voice(clock: Still) -> VoiceChannel:
    made = VoiceChannel(None, None, clock)  # type: ignore[arg-type]
    made.day = made.night = Manner(volume=70)
    return made


def moment(clock: Still, hour: int) -> None:
    clock.moment = ZERO.astimezone(BEIJING).replace(hour=hour)


@pytest.mark.parametrize(("hour", "expected"), [(12, 70), (23, 30), (3, 30)])
def test_night_has_a_volume_of_its_own_if_wished(
    voice: VoiceChannel, clock: Still, alert: Alert, hour: int, expected: int
) -> None:
    voice.night = Manner(volume=30)
    moment(clock, hour)
    assert voice.loudness(replace(alert, priority=2)) == expected
    voice.night = voice.day
    assert voice.loudness(replace(alert, priority=2)) == 70


def test_the_top_priority_is_never_below_the_floor_and_escalated_it_is_full(
    voice: VoiceChannel, clock: Still, alert: Alert
) -> None:
    voice.day = voice.night = Manner(volume=0)
    for hour in (12, 23):
        moment(clock, hour)
        assert voice.loudness(replace(alert, priority=1)) == FLOOR
        assert voice.loudness(replace(alert, priority=1, step=1)) == 100


@pytest.mark.parametrize(("hour", "quiet"), [(12, False), (23, True)])
def test_a_quiet_shift_speaks_of_the_top_priority_only(
    voice: VoiceChannel, clock: Still, alert: Alert, hour: int, quiet: bool
) -> None:
    voice.night = Manner(scope=QUIET)
    moment(clock, hour)
    assert voice.wants(replace(alert, priority=2)) is not quiet
    assert voice.wants(replace(alert, priority=1)), "nothing silences the top priority"
    assert voice.wants(replace(alert, priority=2, step=1)), "nor what nobody has acknowledged"
    assert voice.wants(replace(alert, priority=3, channels=frozenset({"chime"}))), "a new order is heard"
    assert voice.wants(replace(alert, priority=2, kind=Kind.DESK)), "the desk in trouble says so"


def test_a_desk_that_another_one_speaks_for_is_silent(voice: VoiceChannel, alert: Alert) -> None:
    assert voice.wants(alert)
    voice.speaks = lambda: False
    assert not voice.wants(alert)
    assert voice.wants(replace(alert, step=1)), "what nobody acknowledges every desk says"
    assert voice.wants(replace(alert, kind=Kind.DESK)), "its own trouble too"


@pytest.fixture
def shift(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Shift]:
    made = Shift(migrated_sqlite_url, tmp_path)
    yield made
    made.close()


def test_each_step_of_an_escalation_is_given_and_logged(shift: Shift) -> None:
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT)
    soon(lambda: any(alert.step == 3 for alert in shift.voice.heard), "the last step")
    said = next(alert for alert in shift.voice.heard if alert.step == 3).sentence(shift.time.now())
    assert said.endswith("请拨打主管电话")

    def logged() -> set[str]:
        with shift.store.read() as queries:
            found = [one for record in shift.records() for one in queries.alerts.deliveries(record)]
        return {one.detail for one in found if one.channel == "escalate"}

    words = {"无人知晓，最大音量再次播报", "无人知晓，全屏横幅", "无人知晓，提示拨打主管电话"}
    soon(lambda: logged() == words, "the steps in the alert log")


def test_what_was_put_off_is_logged_and_survives_a_restart(shift: Shift) -> None:
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT)
    soon(lambda: desk.engine.live, "an alert")
    key = desk.engine.live[0].key
    with pytest.raises(ValueError, match="原因"):
        desk.shelve(key, " ", 5)
    desk.shelve(key, "等单位回电", 600)
    soon(lambda: any(alert.shelved for alert in desk.engine.live), "the shelving")

    def put_off() -> list[str]:
        with shift.store.read() as queries:
            return [one.detail for one in queries.alerts.deliveries(key) if one.channel == "shelve"]

    most = int(POLICY.alerts.shelve_most / timedelta(minutes=1))
    soon(lambda: put_off() == [f"{most}分钟：等单位回电（张三）"], "the entry")
    desk.stop()
    shift.desks.remove(desk)
    again = shift.begin()
    soon(lambda: any(one.shelved and one.shelved.reason == "等单位回电" for one in again.engine.live), "it")


def test_each_shift_speaks_in_its_own_voice_at_its_own_rate(
    clock: Still, alert: Alert, tmp_path: Path
) -> None:
    asked: list[tuple[int, str]] = []
    played: list[int] = []

    class Asked:
        def render(self, text: str, rate: int, voice: str) -> Path:
            asked.append((rate, voice))
            return tmp_path / "said.wav"

        def discard(self, path: Path) -> None: ...

    class Plays:
        def play(self, path: Path, volume: int, wanted: object = None) -> None:
            played.append(volume)

    voice = VoiceChannel(Asked(), Plays(), clock)  # type: ignore[arg-type]
    voice.day, voice.night = Manner(70, 210, "cmn"), Manner(40, 150, "cmn+f2")
    calm = replace(alert, priority=2)
    voice.policy = calm.policy
    for hour in (12, 23):
        moment(clock, hour)
        voice.deliver(calm)
        voice.deliver(replace(calm, kind=Kind.DESK, policy=None))
    assert asked == [(210, "cmn")] * 2 + [(150, "cmn+f2")] * 2
    assert played == [70, 70, 40, 40], "what belongs to no order keeps to the shift too"
