"""Two versions of the limits, told apart in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.policy import parse_policy
from jiesu_desktop.domain.policy_diff import changes
from tests.domain.stories import POLICY


def changed(**places: Any) -> list[str]:
    """The bundled version with values put at places such as ``clocks__dispatch__urgent``."""
    data = POLICY.to_data()
    for place, value in places.items():
        section: Any = data
        *path, last = place.split("__")
        for name in path:
            section = section[name]
        section[last] = value
    return [one.sentence for one in changes(POLICY, parse_policy(data))]


def test_the_same_has_no_difference_and_a_name_is_none() -> None:
    assert changed() == []
    assert changed(name="另一个名字") == []


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("clocks__dispatch__urgent", "8分钟", "时限·派发·紧急时限：10分钟 → 8分钟"),
        ("clocks__report__warn_urgent", ["3分钟"], "时限·上报·紧急预警点：2分钟、1分钟 → 3分钟"),
        ("clocks__report__warn_urgent", [], "时限·上报·紧急预警点：2分钟、1分钟 → 无"),
        ("repeats__urgent", [{"every": "3分钟"}], "超期重复·紧急超期：每2分钟持续30分钟；每15分钟 → 每3分钟"),
        ("stages__urgent_warn__priority", 1, "提醒阶段·紧急预警·优先级：2 → 1"),
        ("stages__new__channels", ["flash", "log"], "提醒阶段·新单·提醒方式：托盘、记录 → 闪烁、记录"),
        ("close_reading", "day_end", "自然日算法：7×24 小时 → 到第 7 日 24:00"),
        ("callback__earliest", "09:00", "回访·最早时刻：08:00 → 09:00"),
        ("rates__basic_factor", 0.8, "三率·基本满意折算：0.9 → 0.8"),
        (
            "intake__urgent_values",
            ["紧急", "特急", "加急", "急", "是", "突发", "不稳定", "特提"],
            "收件·紧急程度栏中表示紧急的值：去掉 一级 → 加上 特提",
        ),
    ],
)
def test_each_kind_of_value_is_told(place: str, value: Any, said: str) -> None:
    assert changed(**{place: value}) == [said]


@given(st.sampled_from(["5分钟", "7分钟", "9分钟"]), st.sampled_from([1, 2, 3]))
def test_a_difference_is_told_if_and_only_if_there_is_one(limit: str, priority: int) -> None:
    data = POLICY.to_data()
    data["clocks"]["report"]["urgent"] = limit
    data["stages"]["general_due"]["priority"] = priority
    if priority == 1:
        data["stages"]["general_due"]["channels"] = data["stages"]["general_due"]["night"] = ["voice", "log"]
    other = parse_policy(data)
    assert bool(changes(POLICY, other)) == (other != POLICY)
    assert len(changes(POLICY, other)) == len(changes(other, POLICY))
