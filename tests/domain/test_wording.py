"""What alerts say: place, issue and limit; never a caller."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from jiesu_desktop.domain.alert_rules import Stage, stages_between
from jiesu_desktop.domain.clocks import ClockKind, clocks_of
from jiesu_desktop.domain.wording import (
    flood_sentence,
    issue_of,
    limit_words,
    past_sentence,
    place_of,
    sentence,
    without_caller,
)
from tests.domain.stories import POLICY, at, changed, tell


def stage(story: str, clock: ClockKind | None, name: str, minute: float = -9999) -> Stage:
    events = tell(story)
    found = stages_between(1, events, clocks_of(events, POLICY), POLICY, at(minute), at(20000))
    return next(s for s in found if s.clock is clock and s.name == name)


@pytest.mark.parametrize(
    "story, clock, name, minute, said",
    [
        (
            "0 obtain urgent",
            ClockKind.REPORT,
            "warn",
            4,
            "紧急工单，金顶街燃气泄漏，距离5分钟上报时限还有1分钟",
        ),
        (
            "0 obtain urgent",
            ClockKind.REPORT,
            "warn",
            4.25,
            "紧急工单，金顶街燃气泄漏，距离5分钟上报时限还有45秒",
        ),
        ("0 obtain urgent", ClockKind.REPORT, "due", 5, "紧急工单，金顶街燃气泄漏，5分钟上报时限已到"),
        ("0 obtain urgent", ClockKind.REPORT, "due", 5.005, "紧急工单，金顶街燃气泄漏，5分钟上报时限已到"),
        ("0 obtain urgent", ClockKind.REPORT, "due", 5.5, "紧急工单，金顶街燃气泄漏，5分钟上报时限已超30秒"),
        ("0 obtain urgent", ClockKind.REPORT, "warn", 9, "紧急工单，金顶街燃气泄漏，5分钟上报时限已超4分钟"),
        (
            "0 obtain unstable",
            ClockKind.REPORT,
            "overdue",
            9,
            "不稳定工单，金顶街燃气泄漏，5分钟上报时限已超4分钟",
        ),
        (
            "0 obtain urgent",
            ClockKind.CLOSE,
            "warn",
            60,
            "紧急工单，金顶街燃气泄漏，距离1小时30分钟办结时限还有30分钟",
        ),
        ("0 obtain", ClockKind.DISPATCH, "warn", 20, "金顶街燃气泄漏，距离30分钟派发时限还有10分钟"),
        ("0 obtain", ClockKind.DISPATCH, "due", 30, "金顶街燃气泄漏，30分钟派发时限已到"),
        ("0 obtain", ClockKind.DISPATCH, "due", 50, "金顶街燃气泄漏，30分钟派发时限已超20分钟"),
        (
            "0 obtain",
            ClockKind.DISPATCH_LIMIT,
            "warn",
            1200,
            "金顶街燃气泄漏，距离24小时派发最长时限还有4小时",
        ),
        ("0 obtain upstream_due_at=600", ClockKind.CLOSE, "due", 600, "金顶街燃气泄漏，办结时限已到"),
        ("0 obtain suspected=漏气", None, "suspected", 0, "疑似紧急，请判定，金顶街燃气泄漏"),
        ("0 obtain suspected=漏气", None, "suspected", 30, "疑似紧急，请判定，金顶街燃气泄漏"),
        ("0 obtain", None, "new", 0, "新工单，金顶街燃气泄漏"),
    ],
)
def test_sentences(story: str, clock: ClockKind | None, name: str, minute: float, said: str) -> None:
    assert sentence(stage(story, clock, name), "金顶街", "燃气泄漏", at(minute), POLICY) == said


def test_the_voice_says_spans_in_its_own_words() -> None:
    report = stage("0 obtain urgent", ClockKind.REPORT, "warn")
    said = sentence(report, "金顶街", "燃气泄漏", at(3), POLICY, lambda span: f"[{span.total_seconds():g}]")
    assert said == "紧急工单，金顶街燃气泄漏，距离[300]上报时限还有[120]"
    assert limit_words(report, lambda span: "五分钟") == "五分钟上报时限"
    assert limit_words(report) == "5分钟上报时限"
    assert limit_words(stage("0 obtain", None, "new")) == ""


@pytest.mark.parametrize(
    "left, said",
    [(0.4, "0秒"), (59.6, "1分钟"), (90, "1分钟30秒"), (91, "2分钟"), (3599, "1小时"), (5399, "1小时30分钟"),
     (7199, "2小时"), (7200, "2小时"), (16000, "4小时")],
)  # fmt: skip
def test_times_are_rounded_to_what_a_listener_can_use(left: float, said: str) -> None:
    report = replace(
        stage("0 obtain urgent", ClockKind.REPORT, "warn"), due_at=at(0) + timedelta(seconds=left)
    )
    assert sentence(report, "", "", at(0), POLICY).endswith(f"还有{said}")


@pytest.mark.parametrize(
    "text, spoken",
    [
        ("13800000000", ""),
        ("漏气请回电 138 0000 0000", "漏气请回电"),
        ("电话010-5555-0101漏气", "电话漏气"),
        ("158****2222", ""),
        ("3号楼2单元501", "3号楼2单元501"),
        ("八角 北路", "八角北路"),
        ("{级别}", "级别"),
    ],
)
def test_numbers_like_a_telephone_s_are_never_said(text: str, spoken: str) -> None:
    new = stage("0 obtain", None, "new")
    assert sentence(new, text, "", at(0), POLICY) == f"新工单，{spoken}"
    assert sentence(new, "", text, at(0), POLICY) == f"新工单，{spoken}"


def test_a_unit_may_be_named_where_policy_wants_it() -> None:
    warn = replace(POLICY.stages.general_warn, wording="{单位}没有反馈{件数}")
    policy = changed(stages=replace(POLICY.stages, general_warn=warn))
    feedback = stage("0 obtain; 5 dispatch 热力", ClockKind.FEEDBACK, "warn")
    assert sentence(feedback, "金顶街", "", at(25), policy) == "热力没有反馈"
    sign = stage("0 obtain", ClockKind.SIGN, "warn")
    assert sentence(sign, "金顶街", "", at(25), policy) == "没有反馈"


def test_summaries_count() -> None:
    assert flood_sentence(12, POLICY) == "共有12项提醒，请看列表"
    assert past_sentence(3, POLICY) == "导入前已过3项"
    odd = changed(alerts=replace(POLICY.alerts, flood_wording="{地点}{件数}"))
    assert flood_sentence(2, odd) == "2"


@pytest.mark.parametrize(
    "parts, place",
    [(("金顶街街道", "西社区", "8号楼"), "金顶街街道"), (("", " 西社区 ", "8号楼"), "西社区"), ((" ", "", "8号楼"), "8号楼"), (("", "", ""), "")],
)  # fmt: skip
def test_the_place_is_the_street_else_the_community_else_the_address(
    parts: tuple[str, str, str], place: str
) -> None:
    assert place_of(*parts) == place


@pytest.mark.parametrize(
    "category, title, issue",
    [
        ("市政->井盖->自来水井", "井盖缺失 · 鲁谷大街路口", "井盖缺失"),
        ("市政->井盖->自来水井", "井盖缺失·鲁谷大街", "井盖缺失"),
        ("市政->井盖->自来水井", "", "自来水井"),
        ("市政-井盖", "长" * 11, "井盖"),
        ("市政－井盖", "长" * 11, "井盖"),
        ("供暖/不热", "短" * 10, "短" * 10),
        ("市政->井盖->", " ", "井盖"),
        ("燃气" * 20, "", "燃气" * 12),
        ("", "家中燃气泄漏", "家中燃气泄漏"),
        ("", "长" * 40, ""),
        ("停水", "请拨13800000000", "停水"),
        ("停水", "甲某某家停水", "停水"),
        ("", "甲某某家停水 · 西路", ""),
        ("停水", "停水 · 甲某某家", "停水"),
    ],
)
def test_the_issue_is_what_happened_else_the_finest_category_else_nothing(
    category: str, title: str, issue: str
) -> None:
    assert issue_of(category, title, ("甲某某", "01055550123", "")) == issue


@pytest.mark.parametrize(
    "text, known, said",
    [
        ("丁女士（158 1234 2222）家漏水", ("丁女士", "15812342222"), "市民家漏水"),
        ("丁字路口漏水", ("丁", ""), "丁字路口漏水"),
        ("找王小明明", ("王小明", "王小明明"), "找市民"),
        ("分机 801 报修", ("张某", "801"), "分机  报修"),
        (" 3区14号楼 ", (), "3区14号楼"),
    ],
)
def test_a_text_for_others_eyes_says_nothing_of_the_caller(
    text: str, known: tuple[str, ...], said: str
) -> None:
    assert without_caller(text, known) == said
