"""What must hold between the values of a policy, once each of them can be read."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any, get_args

from jiesu_desktop.domain.policy_model import (
    NO_TIME,
    AlertChannel,
    AlertRules,
    CallbackRules,
    IntakeRules,
    Policy,
    RateRules,
    Repeat,
    Repeats,
    Rule,
    Rules,
    StageRule,
    StageRules,
    settings_of,
)

PLACES = frozenset({"级别", "地点", "事项", "时限", "剩余", "超出", "件数", "单位"})
"""What a wording may hold between braces. A caller's name or number is not among them (clocks.md, Alerts)."""

_PRIVATE = re.compile("来电|市民|姓名|电话|手机|号码|联系|caller|name|phone", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d\s-]{5,}\d")
_URGENT_ONLY = ("report", "confirm")


def problems_of(policy: Policy) -> Iterator[str]:
    """A Chinese sentence for everything that cannot be right in a policy.

    A section in which a value could not be read, and therefore is None, is passed over: that value has been told of.
    """
    for name, label, rule in _readable(policy.clocks, Rules):
        yield from _rule(rule, f"时限·{label}", urgent_only=name in _URGENT_ONLY)
    for _, label, repeats in _readable(policy.repeats, Repeats):
        yield from _repeats(repeats, f"超期重复·{label}")
    for _, label, stage in _readable(policy.stages, StageRules):
        yield from _stage(stage, f"提醒阶段·{label}")
    for name, _, section in _readable(policy, Policy):
        if check := _SECTIONS.get(name):
            yield from check(section)
    yield from _counts(policy)


def _readable(section: Any, kind: type) -> Iterator[tuple[str, str, Any]]:
    """Name, Chinese name and value of each setting of a section that could be read, all of what it holds included."""
    for name, (wanted, label) in settings_of(kind).items():
        value = getattr(section, name, None)
        if value is not None and _is_whole(value, wanted):
            yield name, label, value


def _is_whole(value: Any, wanted: Any) -> bool:
    if value is None:
        return type(None) in get_args(wanted)
    if isinstance(value, tuple):
        return all(_is_whole(item, type(item)) for item in value)
    if not is_dataclass(value):
        return True
    known = settings_of(value.__class__)
    return all(_is_whole(getattr(value, name), kind) for name, (kind, _) in known.items())


def _rule(rule: Rule, where: str, *, urgent_only: bool) -> Iterator[str]:
    if urgent_only and rule.general is not None:
        yield f"{where}·一般时限：一般工单没有这个时限"
    elif urgent_only and rule.warn_general:
        yield f"{where}·一般预警点：没有一般时限，不能有预警点"
    elif not urgent_only:
        yield from _limit(rule.general, rule.warn_general, where, "一般")
        if rule.general and rule.urgent and rule.urgent > rule.general:
            yield f"{where}·紧急时限：不能比一般时限长"
    yield from _limit(rule.urgent, rule.warn_urgent, where, "紧急")


def _limit(limit: timedelta | None, points: tuple[timedelta, ...], where: str, level: str) -> Iterator[str]:
    if limit is None:
        yield f"{where}·{level}时限：缺少这一项"
    elif limit <= NO_TIME:
        yield f"{where}·{level}时限：应大于零"
    elif any(point <= NO_TIME for point in points):
        yield f"{where}·{level}预警点：应大于零"
    elif any(point >= limit for point in points):
        yield f"{where}·{level}预警点：预警点（剩余时间）应短于时限"
    elif any(later >= earlier for earlier, later in pairwise(points)):
        yield f"{where}·{level}预警点：应由长到短，不能重复"


def _repeats(repeats: tuple[Repeat, ...], where: str) -> Iterator[str]:
    for place, repeat in enumerate(repeats, 1):
        if repeat.every <= NO_TIME:
            yield f"{where}第{place}项·间隔：应大于零"
        if repeat.lasting is not None and repeat.lasting < repeat.every:
            yield f"{where}第{place}项·持续：不能比间隔短"
        if repeat.lasting is None and place < len(repeats):
            yield f"{where}第{place}项·持续：只有最后一项可以不写"


def _stage(stage: StageRule, where: str) -> Iterator[str]:
    if stage.priority not in (1, 2, 3):
        yield f"{where}·优先级：应是 1、2、3 之一"
    for name, channels in (("提醒方式", stage.channels), ("夜间提醒方式", stage.night)):
        if AlertChannel.LOG not in channels:
            yield f"{where}·{name}：必须含 log（记录），每次提醒都要留下记录"
        if len(set(channels)) < len(channels):
            yield f"{where}·{name}：有重复"
        if stage.priority == 1 and AlertChannel.VOICE not in channels:
            yield f"{where}·{name}：最高优先级必须含 voice（语音）"
    yield from _wording(stage.wording, f"{where}·播报用语")


def _wording(wording: str, where: str) -> Iterator[str]:
    try:
        places = [part[1:] for part in string.Formatter().parse(wording) if part[1] is not None]
    except ValueError:
        yield f"{where}：花括号不成对"
        return
    if _NUMBER.search(wording):
        yield f"{where}：不能写电话号码，播报旁人听得见"
    for name, form, conversion in places:
        if _PRIVATE.search(name or ""):
            yield f"{where}：“{{{name}}}”不行，播报不得含来电人姓名和电话"
        elif name not in PLACES:
            yield f"{where}：不认识“{{{name}}}”，可用 {'、'.join(sorted(PLACES))}"
        elif form or conversion:  # {剩余:d} would fail when the alert is due
            yield f"{where}：花括号里只写名称，如“{{{name}}}”，不能加格式"


def _alerts(alerts: AlertRules) -> Iterator[str]:
    yield from _wording(alerts.flood_wording, "提醒·提醒风暴用语")
    yield from _wording(alerts.past_wording, "提醒·导入前已过用语")
    if alerts.flood_count < 2:
        yield "提醒·提醒风暴条数：至少是 2"
    for label, span in (("提醒风暴时间", alerts.flood_within), ("搁置上限", alerts.shelve_most)):
        if span <= NO_TIME:
            yield f"提醒·{label}：应大于零"
    steps = (alerts.escalate_volume, alerts.escalate_banner, alerts.escalate_supervisor)
    if steps[0] <= NO_TIME:
        yield "提醒·无人知晓后最大音量：应大于零"
    for label, earlier, later in (
        ("无人知晓后全屏横幅", steps[0], steps[1]),
        ("无人知晓后提示主管电话", steps[1], steps[2]),
    ):
        if earlier >= later:
            yield f"提醒·{label}：应比上一步晚"


def _hours(callback: CallbackRules) -> Iterator[str]:
    if callback.earliest >= callback.latest:
        yield "回访·最晚时刻：应晚于最早时刻"


def _counts(policy: Policy) -> Iterator[str]:
    counts: tuple[tuple[str, object, str], ...] = (
        ("回访·未联系上次数", policy.callback, "attempts"),
        ("收件·历史询问件数", policy.intake, "history_question"),
        ("收件·重复单查找天数", policy.intake, "duplicate_days"),
    )
    for label, section, name in counts:
        count: int | None = getattr(section, name, None)
        if count is not None and count < 1:
            yield f"{label}：至少是 1"
    spans: tuple[tuple[str, object, str], ...] = (
        ("反馈轮次·紧急每轮间隔", policy.feedback, "urgent_every"),
        ("反馈轮次·一般第二轮间隔", policy.feedback, "general_second"),
        ("定期催办·自采集", policy.urging, "self_collected"),
        ("定期催办·其他渠道", policy.urging, "other"),
        ("定期催办·挂账", policy.urging, "deferred"),
        ("定期催办·退回", policy.urging, "returned"),
        *((f"市级参考时限·{line.label}", line, "limit") for line in policy.reference or ()),
    )
    for label, section, name in spans:
        span: timedelta | None = getattr(section, name, None)
        if span is not None and span <= NO_TIME:
            yield f"{label}：应大于零"


def _rates(rates: RateRules) -> Iterator[str]:
    for label, share in (
        ("基本满意折算", rates.basic_factor),
        ("响应率权重", rates.weight_contacted),
        ("解决率权重", rates.weight_resolved),
        ("满意率权重", rates.weight_satisfied),
    ):
        if not 0 <= share <= 1:
            yield f"三率·{label}：应在 0 到 1 之间"
    if abs(rates.weight_contacted + rates.weight_resolved + rates.weight_satisfied - 1) > 1e-9:
        yield "三率·权重：三项之和应是 1"
    for label, day in (("考核月起始日", rates.month_from_day), ("办结量起始日", rates.closed_from_day)):
        if not 1 <= day <= 28:
            yield f"三率·{label}：应在 1 到 28 之间"


def _words(intake: IntakeRules) -> Iterator[str]:
    for place, word in enumerate(intake.urgent_words, 1):
        try:
            re.compile(word)
        except re.error:
            yield f"收件·疑似紧急词第{place}项：不是可用的表达式（现为“{word}”）"


_SECTIONS: dict[str, Callable[[Any], Iterator[str]]] = {
    "alerts": _alerts,
    "callback": _hours,
    "rates": _rates,
    "intake": _words,
}
