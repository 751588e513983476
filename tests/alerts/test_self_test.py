"""The self-test's order of things: each check alone, alerts first, postponed parts tried again, reports kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from jiesu_desktop.alerts.self_test import (
    CheckFailedError,
    Finding,
    GaveWayError,
    Outcome,
    Report,
    SelfTest,
    report_from,
)

AT = datetime(2026, 11, 23, 18, 10, tzinfo=UTC)
"""02:10 in Beijing."""


@dataclass
class Tried:
    """A check that does what it is told."""

    name: str
    does: Callable[[], str] = lambda: "好"
    disturbs: bool = False
    patience: float = 5.0
    lamp: str = "voice"
    calls: int = 0

    @property
    def label(self) -> str:
        return self.name.upper()

    def check(self) -> str:
        self.calls += 1
        return self.does()


def fails(error: Exception) -> Callable[[], str]:
    def do() -> str:
        raise error

    return do


def outcomes(report: Report) -> dict[str, Outcome]:
    return {one.name: one.outcome for one in report.findings}


def test_each_check_fails_alone() -> None:
    hangs = threading.Event()
    probes = [
        Tried("a", fails(CheckFailedError("没有声音设备"))),
        Tried("b", fails(ZeroDivisionError("oops"))),
        Tried("c", lambda: str(hangs.wait(20)), patience=0.05),
        Tried("d"),
    ]
    report = SelfTest(probes, lambda: False).run(AT)
    hangs.set()
    assert outcomes(report) == {
        "a": Outcome.FAILED,
        "b": Outcome.FAILED,
        "c": Outcome.FAILED,
        "d": Outcome.PASSED,
    }
    assert [one.detail for one in report.findings] == ["没有声音设备", "检查时出错（oops）", "没有响应", "好"]
    assert report.sentence == "02:10 自检未通过：A（没有声音设备）；B（检查时出错（oops））；C（没有响应）"


def test_what_disturbs_waits_for_alerts_and_only_it_is_tried_again() -> None:
    rings = [True]
    voice, disk = Tried("voice", disturbs=True), Tried("disk")
    test = SelfTest([voice, disk], lambda: rings[0])
    first = test.run(AT)
    assert (voice.calls, disk.calls) == (0, 1)
    assert outcomes(first)["voice"] is Outcome.POSTPONED
    assert first.sentence == "02:10 自检：VOICE让给提醒，稍后再试"
    assert not first.passed
    rings[0] = False
    second = test.run(first.at, first)
    assert (voice.calls, disk.calls) == (1, 1)
    assert second.passed
    assert second.sentence == "02:10 自检通过"


def test_a_sound_given_up_for_an_alert_is_no_failure() -> None:
    report = SelfTest([Tried("voice", fails(GaveWayError()))], lambda: False).run(AT)
    assert outcomes(report) == {"voice": Outcome.POSTPONED}


def test_a_report_is_read_back_as_it_was_kept() -> None:
    report = Report(AT, (Finding("voice", "语音", "voice", Outcome.FAILED, "被静音"),))
    assert report_from(report.to_data()) == report
    with pytest.raises(KeyError):
        report_from({"at": AT.isoformat()})
