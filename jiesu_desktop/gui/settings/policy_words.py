"""A policy in words a duty officer reads: the limits as a table, the rest as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiesu_desktop.domain.policy import AlertChannel, ClockKind, Policy, StageRule, StageRules
from jiesu_desktop.domain.policy_diff import words_of
from jiesu_desktop.domain.policy_model import settings_of

LIMIT_HEADINGS = ("时限", "一般", "紧急 / 不稳定 / 突发", "一般：到时前提醒", "紧急：到时前提醒")
STAGE_HEADINGS = ("提醒阶段", "优先级", "白天", "夜间", "用语")
_NONE = "—"


def limit_rows(policy: Policy) -> list[tuple[str, ...]]:
    """One row for each clock."""
    clocks: Mapping[str, Mapping[str, Any]] = policy.to_data()["clocks"]
    rows: list[tuple[str, ...]] = []
    for kind in ClockKind:
        one = clocks.get(kind.value, {})
        rows.append(
            (
                kind.label,
                one.get("general", _NONE),
                one.get("urgent", _NONE),
                _points(one.get("warn_general", ())),
                _points(one.get("warn_urgent", ())),
            )
        )
    return rows


def _points(points: Sequence[str]) -> str:
    return "、".join(points) or _NONE


def stage_rows(policy: Policy) -> list[tuple[str, ...]]:
    """One row for each stage of an alert; that each is logged goes without saying."""
    rows: list[tuple[str, ...]] = []
    for name, (_, label) in settings_of(StageRules).items():
        rule: StageRule = getattr(policy.stages, name)
        means = (
            words_of(tuple(c for c in chosen if c is not AlertChannel.LOG))
            for chosen in (rule.channels, rule.night)
        )
        rows.append((label, str(rule.priority), *means, rule.wording))
    return rows


def sentences(policy: Policy) -> list[tuple[str, str]]:
    """(about, sentence) of what the table does not hold."""
    data = policy.to_data()
    feedback, callback, alerts, intake = (data[key] for key in ("feedback", "callback", "alerts", "intake"))
    return [
        ("办结的 7 个自然日", words_of(policy.close_reading)),
        (
            "反馈第二轮起",
            f"紧急每 {feedback['urgent_every']}；一般按单位约定，否则 {feedback['general_second']}，再每日 {feedback['general_daily']}",
        ),
        (
            "回访",
            f"{callback['earliest']}–{callback['latest']}；{words_of(policy.callback.gate)}；{callback['attempts']} 次未联系上也可归档",
        ),
        ("超期后重复提醒", f"紧急：{_repeats(data, 'urgent')}；一般：{_repeats(data, 'general')}"),
        (
            "提醒太密时",
            f"{alerts['flood_within']} 内满 {alerts['flood_count']} 条合成一句，最紧急的照常单独播报",
        ),
        ("夜间", f"{alerts['night_from']}–{alerts['night_to']}"),
        ("补录", f"记录比发生晚 {intake['late_after']} 以上算补录"),
        ("导入时问是否历史", f"一次来 {intake['history_question']} 件以上未办结工单"),
        ("疑似紧急的词", "、".join(intake["urgent_words"])),
        ("定期催办", _urging(data["urging"])),
        ("市级参考（只作对照）", "、".join(one["label"] for one in data["reference"]) or _NONE),
    ]


def _repeats(data: Mapping[str, Any], level: str) -> str:
    parts = [
        f"每 {one['every']}" + (f"，持续 {one['lasting']}" if "lasting" in one else "")
        for one in data["repeats"][level]
    ]
    return "，之后".join(parts) or "不重复"


def _urging(data: Mapping[str, str]) -> str:
    names = {"self_collected": "自采集", "other": "其他渠道", "deferred": "挂账", "returned": "退回"}
    return "，".join(f"{name}每 {data[key]}" for key, name in names.items() if key in data)
