"""The line an act leaves, where it depends on how it was done."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jiesu_desktop.domain.tickets import Act, Details, Event, Outcome
from jiesu_desktop.services import wording

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("act", "details", "line"),
    [
        (Act.URGE, Details(means="电话", outcome=Outcome.TOLD, contact="甲某"), "已催办：甲某"),
        (Act.URGE, Details(means="电话", contact="甲某"), "已催办：甲某（未写通话结果，计时照旧）"),
        (Act.URGE, Details(means="文字", unit="环卫中心"), "已催办：环卫中心（文字，计时照旧）"),
        (Act.URGE, Details(means="催办单", unit="环卫中心"), "已催办：环卫中心（催办单，计时照旧）"),
        (Act.CALLBACK, Details(means="见面", contact="丁女士"), "已回访：丁女士"),
    ],
)
def test_an_urge_says_whether_it_stops_the_clock(act: Act, details: Details, line: str) -> None:
    assert wording.said(Event(1, 1, act, NOW, NOW, "张某", "一号台", details)) == line
