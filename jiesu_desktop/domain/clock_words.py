"""Why a clock is due when it is, in one Chinese sentence."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from jiesu_desktop.domain.clock_model import Bound, Clock, Ground, Verdict
from jiesu_desktop.domain.policy_model import BEIJING, NO_TIME, ClockKind, Policy, duration_text

_TITLES = {
    Ground.OBTAIN: "来件",
    Ground.COME_AGAIN: "再次派来",
    Ground.ORIGIN: "来件即急",
    Ground.CHANGE: "情况变化",
    Ground.DISPATCH: "派发",
    Ground.REDISPATCH: "改派",
    Ground.FEEDBACK: "上轮反馈",
    Ground.URGE: "上轮催办",
    Ground.RETURN: "退回",
    Ground.CLOSE: "办结",
    Ground.REWORK: "二次办理",
    Ground.REOPEN: "重新打开",
}
_ZEROES = {
    Ground.OBTAIN: "获取",
    Ground.COME_AGAIN: "获取",
    Ground.ORIGIN: "获取",
    Ground.CHANGE: "升级",
    Ground.DISPATCH: "派发",
    Ground.REDISPATCH: "改派",
    Ground.FEEDBACK: "反馈",
    Ground.URGE: "催办",
    Ground.RETURN: "退回",
    Ground.CLOSE: "办结",
    Ground.REWORK: "二次办理",
    Ground.REOPEN: "重新打开",
}
_ACTS = {
    ClockKind.REPORT: "电话上报",
    ClockKind.DISPATCH: "派发或退回",
    ClockKind.DISPATCH_LIMIT: "派发（上限）",
    ClockKind.CONFIRM: "与承办单位电话确认",
    ClockKind.SIGN: "签收或退回",
    ClockKind.FEEDBACK: "得到反馈或催办",
    ClockKind.CLOSE: "办结",
    ClockKind.CALLBACK: "回访",
    ClockKind.RETURNED: "跟踪退回件",
}


def why(clock: Clock, policy: Policy) -> str:
    """The sentence, e.g. ``来件即急：02:08:58 获取后 5 分钟内电话上报 → 02:13:58``, with whatever moved the due moment."""
    zero = _face(clock.zero, clock.zero)
    due = _face(clock.due_at, clock.zero)
    act = _ACTS[clock.kind] + (f"（{clock.unit}）" if clock.unit else "")
    title = _TITLES[clock.ground] + (f"·第{clock.cycle}轮" if clock.cycle > 1 else "")
    parts = [
        f"{title}：{zero} {_ZEROES[clock.ground]}后{_span(clock, policy)}{act} → {due}",
        *_reasons(clock, policy),
    ]
    return "；".join(parts)


def _span(clock: Clock, policy: Policy) -> str:
    match clock.bound:
        case Bound.DAY_END:
            return f"第{policy.clocks.close.limit(urgent=False).days}日24时前"
        case Bound.UPSTREAM:
            return f" {_spaced(policy.clocks.close.limit(clock.urgent))}内，上游办理截止时间更早，须"
        case Bound.PROMISE:
            return "按单位约定的时间"
        case Bound.DAILY:
            return f"每日 {policy.feedback.general_daily:%H:%M} 前"
        case Bound.HOURS:
            hours = f"{policy.callback.earliest:%H:%M}–{policy.callback.latest:%H:%M}"
            return f" {_spaced(policy.clocks.callback.limit(clock.urgent))}内、限 {hours} "
        case _:
            return f" {_spaced(clock.due_at - clock.zero - _moved_by(clock, policy))}内"


def _moved_by(clock: Clock, policy: Policy) -> timedelta:
    """How far pauses moved the due moment: not at all where the urgent limit holds, for that is never paused."""
    whole = clock.due_at - clock.zero == policy.clocks.of(clock.kind).limit(clock.urgent)
    return NO_TIME if whole else clock.paused_for


def _reasons(clock: Clock, policy: Policy) -> list[str]:
    reasons = []
    moved = _moved_by(clock, policy)
    if clock.paused_at is not None:
        reasons.append(f"挂账自 {_face(clock.paused_at, clock.zero)} 起暂停")
    if moved:
        reasons.append(f"挂账暂停 {_spaced(_whole(moved))}，已顺延")
    if clock.resumed:
        reasons.append("退回被驳，按原起点继续")
    if clock.follows:
        reasons.append("随主单")
    if clock.overdue_at_start:
        reasons.append("起算时已超期")
    if clock.verdict is Verdict.LAPSED:
        reasons.append("已降级")
    if clock.late_entry:
        reasons.append("补录")
    return reasons


def _spaced(span: timedelta) -> str:
    """The duration with the number set off, as a sentence reads best: 1 小时 30 分钟."""
    return re.sub(r"(?<=[\d.])(?=[天小分秒])|(?<=[时钟])(?=\d)", " ", duration_text(span))


def _whole(span: timedelta) -> timedelta:
    return timedelta(seconds=round(span.total_seconds()))


def _face(moment: datetime, beside: datetime) -> str:
    """The Beijing clock face; with the date when it is another day than the moment it stands beside."""
    local = moment.astimezone(BEIJING)
    return (
        f"{local:%H:%M:%S}"
        if local.date() == beside.astimezone(BEIJING).date()
        else f"{local:%m-%d %H:%M:%S}"
    )
