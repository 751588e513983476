from __future__ import annotations

from datetime import timedelta

from jiesu_desktop.alerts.engine import AlertEngine
from tests.alerts.nights import START, HandTime


def test_a_start_that_takes_long_is_no_absence_of_its_own() -> None:
    time, noted = HandTime(START), list[str]()
    engine = AlertEngine(time, noted=lambda what, detail: noted.append(what), sleeps=lambda: time.slept)
    engine.tick()
    _pass(time, 20)  # thousands of orders are taken up
    engine.absent(START - timedelta(hours=1))
    engine.tick()
    assert noted == []
    _pass(time, 20)
    engine.tick()
    assert noted == ["停顿"]


def _pass(time: HandTime, seconds: float) -> None:
    time.moment += timedelta(seconds=seconds)
    time.real += seconds
