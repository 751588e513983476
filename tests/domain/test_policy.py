"""The policy file: read, written back, and refused field by field."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from jiesu_desktop.domain.policy import (
    AlertChannel,
    ClockKind,
    Policy,
    PolicyError,
    duration_text,
    parse_duration,
    parse_policy,
)
from tests.domain.stories import POLICY, POLICY_FILE, changed

DATA: dict[str, Any] = tomllib.loads(POLICY_FILE.read_text("utf-8"))


def with_change(path: str, value: Any) -> dict[str, Any]:
    """The contract's data with one value changed (``...`` takes it out); ``clocks.report.urgent`` names it."""
    data = copy.deepcopy(DATA)
    *sections, name = path.split(".")
    node: Any = data
    for section in sections:
        node = node[int(section)] if section.isdigit() else node[section]
    if value is ...:
        del node[name]
    else:
        node[name] = value
    return data


def problems(data: Any) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(data)
    assert caught.value.message == "\n".join(caught.value.problems) == str(caught.value)
    return caught.value.problems


@pytest.mark.parametrize(
    "kind, general, urgent, warn_general, warn_urgent",
    [
        ("report", None, "5分钟", (), ("2分钟", "1分钟")),
        ("dispatch", "30分钟", "10分钟", ("10分钟", "5分钟"), ("3分钟", "1分钟")),
        ("dispatch_limit", "24小时", "24小时", ("4小时", "1小时"), ("4小时", "1小时")),
        ("confirm", None, "10分钟", (), ("3分钟", "1分钟")),
        ("sign", "24小时", "24小时", ("4小时", "1小时"), ("4小时", "1小时")),
        ("feedback", "30分钟", "30分钟", ("10分钟", "5分钟"), ("10分钟", "5分钟")),
        ("close", "7天", "1.5小时", ("48小时", "24小时", "4小时"), ("30分钟", "15分钟", "5分钟")),
    ],
)
def test_the_file_holds_the_numbers_of_the_contract(
    kind: str, general: str | None, urgent: str, warn_general: tuple[str, ...], warn_urgent: tuple[str, ...]
) -> None:
    rule = POLICY.clocks.of(ClockKind(kind))
    assert rule.general == (parse_duration(general) if general else None)
    assert rule.limit(True) == parse_duration(urgent)
    assert rule.warn(False) == tuple(map(parse_duration, warn_general))
    assert rule.warn(True) == tuple(map(parse_duration, warn_urgent))


def test_other_defaults_of_the_design() -> None:
    assert POLICY.intake.late_after == timedelta(minutes=2)
    assert POLICY.intake.history_question == 20
    assert POLICY.alerts.flood_count == 10
    assert POLICY.alerts.flood_within == timedelta(minutes=10)
    assert POLICY.alerts.shelve_most == timedelta(minutes=15)
    assert POLICY.alerts.guard == timedelta(seconds=1)
    assert (POLICY.callback.earliest, POLICY.callback.latest) == (time(8), time(21))
    rates = POLICY.rates
    assert (rates.basic_factor, rates.weight_contacted, rates.weight_resolved, rates.weight_satisfied) == (
        0.9, 0.1, 0.5, 0.4,
    )  # fmt: skip
    assert (rates.day_from, rates.month_from_day, rates.closed_from_day) == (time(12), 19, 10)


@pytest.mark.parametrize(
    "word", ["不稳定动态", "扬言", "漏气", "大面积停暖", "2小时内回复", "井盖丢失", "倒伏"]
)
def test_the_urgent_words_of_the_design_are_found(word: str) -> None:
    assert any(re.search(pattern, f"市民反映，{word}。") for pattern in POLICY.intake.urgent_words)
    assert not any(re.search(pattern, "市民反映，路灯不亮。") for pattern in POLICY.intake.urgent_words)


def test_top_priority_is_kept_for_what_is_urgent_and_over() -> None:
    stages = POLICY.stages
    top = {name for name in DATA["stages"] if getattr(stages, name).priority == 1}
    assert top == {"suspected", "urgent_last_warn", "urgent_due", "urgent_overdue"}
    assert AlertChannel.VOICE in stages.general_dispatch.night
    assert AlertChannel.VOICE not in stages.general_dispatch.channels


def test_a_policy_comes_back_from_its_own_data() -> None:
    stored = json.loads(json.dumps(POLICY.to_data(), ensure_ascii=False))
    assert parse_policy(stored) == POLICY
    assert parse_policy(stored).to_data() == POLICY.to_data()
    assert stored["clocks"]["close"]["urgent"] == "1小时30分钟"
    assert "general" not in stored["clocks"]["report"]
    assert "id" not in stored
    assert "effective_at" not in stored


def test_versions_are_told_apart_by_number_but_equal_by_content() -> None:
    assert changed(id=7, effective_at=datetime(2026, 1, 1, tzinfo=UTC)) == POLICY
    assert hash(POLICY) == hash(parse_policy(DATA))
    assert changed(name="另一版") != POLICY


@pytest.mark.parametrize(
    "text, seconds",
    [("30秒", 30), ("0.5秒", 0.5), ("5分钟", 300), ("5分", 300), ("1.5小时", 5400), ("24小时", 86400), ("7天", 604800),
     ("7日", 604800), ("1小时30分钟", 5400), ("1 天 2 小时", 93600), ("90min", 5400), ("2h", 7200), ("7d", 604800),
     ("45s", 45), ("10m", 600), (" 3时 ", 10800)],
)  # fmt: skip
def test_durations_are_read(text: str, seconds: float) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", " ", "5", "五分钟", "5分钟后", "-5分钟", "5 加仑", "分钟", "1..5小时"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_duration(text)


@pytest.mark.parametrize(
    "span, text",
    [(timedelta(0), "0秒"), (timedelta(seconds=1.5), "1.5秒"), (timedelta(minutes=90), "1小时30分钟"),
     (timedelta(days=1), "24小时"), (timedelta(days=2), "48小时"), (timedelta(days=2, hours=1), "49小时"),
     (timedelta(days=3), "3天"), (timedelta(days=7, minutes=1), "7天1分钟"), (timedelta(seconds=100), "1分钟40秒")],
)  # fmt: skip
def test_durations_are_written_so_that_they_can_be_read_back(span: timedelta, text: str) -> None:
    assert duration_text(span) == text
    assert parse_duration(text) == span


@pytest.mark.parametrize(
    "path, value, sentence",
    [
        ("clocks.report.urgent", ..., "时限·上报·紧急时限：缺少这一项"),
        ("clocks.report.urgent", "", "时限·上报·紧急时限：应是时长，如 30分钟、1.5小时、7天（现为“”）"),
        ("clocks.report.urgent", 5, "时限·上报·紧急时限：应是时长，如 30分钟、1.5小时、7天（现为“5”）"),
        ("clocks.report.urgent", "-5分钟", "时限·上报·紧急时限：时长不能是负数（现为“-5分钟”）"),
        ("clocks.report.urgent", "0秒", "时限·上报·紧急时限：应大于零"),
        ("clocks.report.general", "5分钟", "时限·上报·一般时限：一般工单没有这个时限"),
        ("clocks.report.warn_general", ["5分钟"], "时限·上报·一般预警点：没有一般时限，不能有预警点"),
        ("clocks.confirm.urgent", ..., "时限·电话确认·紧急时限：缺少这一项"),
        ("clocks.confirm.general", "5分钟", "时限·电话确认·一般时限：一般工单没有这个时限"),
        ("clocks.dispatch.general", ..., "时限·派发·一般时限：缺少这一项"),
        ("clocks.dispatch.urgent", "31分钟", "时限·派发·紧急时限：不能比一般时限长"),
        ("clocks.dispatch.warn_urgent", ["10分钟"], "时限·派发·紧急预警点：预警点（剩余时间）应短于时限"),
        ("clocks.dispatch.warn_urgent", ["11分钟"], "时限·派发·紧急预警点：预警点（剩余时间）应短于时限"),
        ("clocks.dispatch.warn_general", ["0秒"], "时限·派发·一般预警点：应大于零"),
        ("clocks.dispatch.warn_general", ["5分钟", "5分钟"], "时限·派发·一般预警点：应由长到短，不能重复"),
        ("clocks.dispatch.warn_general", ["5分钟", "10分钟"], "时限·派发·一般预警点：应由长到短，不能重复"),
        ("clocks.dispatch.warn_general", "5分钟", "时限·派发·一般预警点：应是一个列表"),
        ("clocks.dispatch.warn_general", ["五分钟"], "时限·派发·一般预警点第1项：应是时长，如 30分钟、1.5小时、7天（现为“五分钟”）"),
        ("clocks.dispatch_limit.urgent", ..., "时限·派发上限·紧急时限：缺少这一项"),
        ("clocks.sign.general", ..., "时限·签收·一般时限：缺少这一项"),
        ("clocks.feedback.urgent", ..., "时限·反馈·紧急时限：缺少这一项"),
        ("clocks.close.general", ..., "时限·办结·一般时限：缺少这一项"),
        ("clocks.callback.general", ..., "时限·回访·一般时限：缺少这一项"),
        ("clocks.returned.general", ..., "时限·退回跟踪·一般时限：缺少这一项"),
        ("clocks.sign", ..., "时限·签收：缺少这一项"),
        ("clocks.sign", "24小时", "时限·签收：应是一节设置"),
        ("clocks.sing", {}, "时限·sing：没有这一项设置"),
        ("clocks.sign.genral", "24小时", "时限·签收·genral：没有这一项设置"),
        ("clocks", ..., "时限：缺少这一项"),
        ("nonsense", 1, "nonsense：没有这一项设置"),
        ("name", "", "名称：不能为空（现为“”）"),
        ("name", 7, "名称：应是文字（现为“7”）"),
        ("close_reading", "loose", "自然日算法：应是 strict、day_end 之一（现为“loose”）"),
        ("feedback.urgent_every", "0秒", "反馈轮次·紧急每轮间隔：应大于零"),
        ("feedback.general_second", "0秒", "反馈轮次·一般第二轮间隔：应大于零"),
        ("feedback.general_daily", "9点", "反馈轮次·一般以后每日时刻：应是一天中的时刻，如 08:00（现为“9点”）"),
        ("feedback.general_daily", "09:00+08:00", "反馈轮次·一般以后每日时刻：应是一天中的时刻，如 08:00（现为“09:00+08:00”）"),
        ("feedback.general_daily", 9, "反馈轮次·一般以后每日时刻：应是一天中的时刻，如 08:00（现为“9”）"),
        ("callback.earliest", "21:00", "回访·最晚时刻：应晚于最早时刻"),
        ("callback.attempts", 0, "回访·未联系上次数：至少是 1"),
        ("callback.attempts", 2.5, "回访·未联系上次数：应是整数（现为“2.5”）"),
        ("callback.attempts", True, "回访·未联系上次数：应是整数（现为“True”）"),
        ("callback.gate", "open", "回访·回访约束：应是 archive、close 之一（现为“open”）"),
        ("repeats.urgent.0.every", "0秒", "超期重复·紧急超期第1项·间隔：应大于零"),
        ("repeats.urgent.0.lasting", "1分钟", "超期重复·紧急超期第1项·持续：不能比间隔短"),
        ("repeats.urgent.0.lasting", ..., "超期重复·紧急超期第1项·持续：只有最后一项可以不写"),
        ("repeats.general.1.every", ..., "超期重复·一般超期第2项·间隔：缺少这一项"),
        ("stages.new.priority", 4, "提醒阶段·新单·优先级：应是 1、2、3 之一"),
        ("stages.new.priority", 0, "提醒阶段·新单·优先级：应是 1、2、3 之一"),
        ("stages.new.channels", ["tray", "smoke"], "提醒阶段·新单·提醒方式第2项：应是 flash、tray、voice、log 之一（现为“smoke”）"),
        ("stages.new.channels", ["tray"], "提醒阶段·新单·提醒方式：必须含 log（记录），每次提醒都要留下记录"),
        ("stages.new.night", ["log", "log"], "提醒阶段·新单·夜间提醒方式：有重复"),
        ("stages.urgent_due.night", ["flash", "log"], "提醒阶段·紧急到时·夜间提醒方式：最高优先级必须含 voice（语音）"),
        ("stages.new.wording", "{来电人}，新工单", "提醒阶段·新单·播报用语：“{来电人}”不行，播报不得含来电人姓名和电话"),
        ("stages.new.wording", "{phone}", "提醒阶段·新单·播报用语：“{phone}”不行，播报不得含来电人姓名和电话"),
        ("stages.new.wording", "请拨 010-5555 0001", "提醒阶段·新单·播报用语：不能写电话号码，播报旁人听得见"),
        ("stages.new.wording", "", "提醒阶段·新单·播报用语：不能为空（现为“”）"),
        ("stages.new.wording", "{天气}", "提醒阶段·新单·播报用语：不认识“{天气}”，可用 事项、件数、剩余、单位、地点、时限、级别、超出"),
        ("stages.new.wording", "{}", "提醒阶段·新单·播报用语：不认识“{}”，可用 事项、件数、剩余、单位、地点、时限、级别、超出"),
        ("stages.new.wording", "{剩余:d}", "提醒阶段·新单·播报用语：花括号里只写名称，如“{剩余}”，不能加格式"),
        ("stages.new.wording", "{剩余!r}", "提醒阶段·新单·播报用语：花括号里只写名称，如“{剩余}”，不能加格式"),
        ("stages.new.wording", "新{单", "提醒阶段·新单·播报用语：花括号不成对"),
        ("alerts.flood_wording", "{谁}", "提醒·提醒风暴用语：不认识“{谁}”，可用 事项、件数、剩余、单位、地点、时限、级别、超出"),
        ("alerts.past_wording", "}", "提醒·导入前已过用语：花括号不成对"),
        ("alerts.flood_count", 1, "提醒·提醒风暴条数：至少是 2"),
        ("alerts.flood_within", "0秒", "提醒·提醒风暴时间：应大于零"),
        ("alerts.shelve_most", "0秒", "提醒·搁置上限：应大于零"),
        ("alerts.escalate_volume", "0秒", "提醒·无人知晓后最大音量：应大于零"),
        ("alerts.escalate_banner", "2分钟", "提醒·无人知晓后全屏横幅：应比上一步晚"),
        ("alerts.escalate_supervisor", "4分钟", "提醒·无人知晓后提示主管电话：应比上一步晚"),
        ("intake.history_question", 0, "收件·历史询问件数：至少是 1"),
        ("intake.duplicate_days", 0, "收件·重复单查找天数：至少是 1"),
        ("intake.urgent_words", ["漏气", "("], "收件·疑似紧急词第2项：不是可用的表达式（现为“(”）"),
        ("intake.urgent_words", [""], "收件·疑似紧急词第1项：不能为空（现为“”）"),
        ("rates.basic_factor", 1.1, "三率·基本满意折算：应在 0 到 1 之间"),
        ("rates.basic_factor", -0.1, "三率·基本满意折算：应在 0 到 1 之间"),
        ("rates.basic_factor", "0.9", "三率·基本满意折算：应是数字（现为“0.9”）"),
        ("rates.basic_factor", float("nan"), "三率·基本满意折算：应是数字（现为“nan”）"),
        ("rates.weight_resolved", 0.6, "三率·权重：三项之和应是 1"),
        ("rates.month_from_day", 29, "三率·考核月起始日：应在 1 到 28 之间"),
        ("rates.closed_from_day", 0, "三率·办结量起始日：应在 1 到 28 之间"),
        ("rates.mean", "mode", "三率·汇总行算法：应是 units、pooled 之一（现为“mode”）"),
        ("urging.self_collected", "0秒", "定期催办·自采集：应大于零"),
        ("urging.other", "0秒", "定期催办·其他渠道：应大于零"),
        ("urging.deferred", "0秒", "定期催办·挂账：应大于零"),
        ("reference.0.limit", "0秒", "市级参考时限·派单 1 小时：应大于零"),
        ("reference.0.clock", "lunch", "市级参考时限第1项·时限：应是 report、dispatch、dispatch_limit、confirm、sign、feedback、close、callback、returned 之一（现为“lunch”）"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_by_its_own_name(path: str, value: Any, sentence: str) -> None:
    assert problems(with_change(path, value)) == (sentence,)


@pytest.mark.parametrize(
    "path, value",
    [
        ("rates.basic_factor", 1),
        ("rates.month_from_day", 28),
        ("rates.closed_from_day", 1),
        ("callback.attempts", 1),
        ("alerts.flood_count", 2),
        ("clocks.dispatch.urgent", "30分钟"),
        ("clocks.dispatch.warn_general", []),
        ("clocks.dispatch.warn_urgent", ["599秒"]),
        ("repeats.urgent.0.lasting", "2分钟"),
        ("repeats.urgent", []),
        ("reference", []),
        ("alerts.guard", "0秒"),
        ("feedback.general_daily", time(9, 30)),
        ("stages.new.wording", "新单{{注意}}"),
    ],
)
def test_values_at_the_edge_are_taken(path: str, value: Any) -> None:
    parse_policy(with_change(path, value))


def test_all_wrong_values_are_told_at_once() -> None:
    data = with_change("clocks.report.urgent", "x")
    data["name"] = ""
    del data["callback"]["attempts"]
    assert [problem.split("：")[0] for problem in problems(data)] == [
        "名称",
        "时限·上报·紧急时限",
        "回访·未联系上次数",
    ]


def test_what_cannot_be_read_does_not_hide_what_does_not_fit() -> None:
    data = with_change("clocks.report.urgent", "-5分钟")
    data["clocks"]["sign"]["warn_urgent"] = ["25小时"]
    data["stages"]["new"]["channels"] = ["smoke", "log"]
    data["stages"]["urgent_due"]["priority"] = 4
    data["callback"] |= {"earliest": "21:00", "attempts": 0}
    data["alerts"]["flood_within"] = "很久"
    del data["rates"]
    assert [problem.split("：")[0] for problem in problems(data)] == [
        "时限·上报·紧急时限",
        "提醒阶段·新单·提醒方式第1项",
        "提醒·提醒风暴时间",
        "三率",
        "时限·签收·紧急预警点",
        "提醒阶段·紧急到时·优先级",
        "回访·最晚时刻",
        "回访·未联系上次数",
    ]


@pytest.mark.parametrize("data", [[], None, "x", 3])
def test_what_is_no_document_is_refused(data: Any) -> None:
    assert problems(data) == ("时限规则：应是一节设置",)


def test_a_clock_that_does_not_run_for_a_level_has_no_limit() -> None:
    with pytest.raises(LookupError):
        POLICY.clocks.report.limit(urgent=False)


def test_every_kind_has_a_rule_and_words() -> None:
    assert [kind.label for kind in ClockKind] == [
        "上报", "派发", "派发上限", "电话确认", "签收", "反馈", "办结", "回访", "退回跟踪",
    ]  # fmt: skip
    assert [kind.spoken for kind in ClockKind] == [
        "上报", "派发", "派发最长", "电话确认", "签收", "反馈", "办结", "回访", "退回跟踪",
    ]  # fmt: skip
    assert all(POLICY.clocks.of(kind) is getattr(POLICY.clocks, kind) for kind in ClockKind)
    assert isinstance(POLICY, Policy)
