"""The shape of a policy: every number and every wording the duty room works by, as one frozen tree.

The numbers themselves are in ``resources/policy/contract-2024.toml`` and, once a 主管 has changed them, in the
database. Each field is annotated with its Chinese name, so that a wrong value is refused in words the 主管 knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, is_dataclass
from datetime import datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, get_type_hints

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Wall-clock time of the duty room. China keeps no summer time, so a fixed offset is exact and fast."""

NO_TIME = timedelta(0)


class ClockKind(StrEnum):
    """The clocks of requirements.md A, and the two that follow a closed or a returned order."""

    REPORT = "report"
    DISPATCH = "dispatch"
    DISPATCH_LIMIT = "dispatch_limit"
    CONFIRM = "confirm"
    SIGN = "sign"
    FEEDBACK = "feedback"
    CLOSE = "close"
    CALLBACK = "callback"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _LABELS[self]

    @property
    def spoken(self) -> str:
        """The word in a spoken sentence, where 派发上限 alone would not be understood."""
        return _SPOKEN.get(self, _LABELS[self])


_LABELS = {
    ClockKind.REPORT: "上报",
    ClockKind.DISPATCH: "派发",
    ClockKind.DISPATCH_LIMIT: "派发上限",
    ClockKind.CONFIRM: "电话确认",
    ClockKind.SIGN: "签收",
    ClockKind.FEEDBACK: "反馈",
    ClockKind.CLOSE: "办结",
    ClockKind.CALLBACK: "回访",
    ClockKind.RETURNED: "退回跟踪",
}
_SPOKEN = {ClockKind.DISPATCH_LIMIT: "派发最长"}


class CloseReading(StrEnum):
    """How a limit of whole days on 办结 is read."""

    STRICT = "strict"  # 7 × 24 hours
    DAY_END = "day_end"  # until midnight at the end of the last day


class CallbackGate(StrEnum):
    """What may not happen before the call-back."""

    ARCHIVE = "archive"
    CLOSE = "close"


class Mean(StrEnum):
    """How the summary row of the three rates is made."""

    UNITS = "units"  # arithmetic mean of the units' rates
    POOLED = "pooled"


class Calibre(StrEnum):
    """Which of the two calibres of the three rates stands first."""

    WITH_EXCLUDED = "with_excluded"
    WITHOUT_EXCLUDED = "without_excluded"


class AlertChannel(StrEnum):
    """A way an alert reaches a person."""

    FLASH = "flash"
    TRAY = "tray"
    VOICE = "voice"
    LOG = "log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One clock: its limits and, for each, the times left at which a warning is given (longest first).

    ``None`` as a limit means the clock does not run for that level.
    """

    general: Annotated[timedelta | None, "一般时限"]
    urgent: Annotated[timedelta | None, "紧急时限"]
    warn_general: Annotated[tuple[timedelta, ...], "一般预警点"]
    warn_urgent: Annotated[tuple[timedelta, ...], "紧急预警点"]

    def limit(self, urgent: bool) -> timedelta:
        """The limit that holds.

        Raises:
            LookupError: the clock does not run for that level.
        """
        span = self.urgent if urgent else self.general
        if span is None:
            raise LookupError("no limit for this level")
        return span

    def warn(self, urgent: bool) -> tuple[timedelta, ...]:
        """Times left at which to warn, longest first."""
        return self.warn_urgent if urgent else self.warn_general


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A rule for every :class:`ClockKind`, under the kind's own name."""

    report: Annotated[Rule, "上报"]
    dispatch: Annotated[Rule, "派发"]
    dispatch_limit: Annotated[Rule, "派发上限"]
    confirm: Annotated[Rule, "电话确认"]
    sign: Annotated[Rule, "签收"]
    feedback: Annotated[Rule, "反馈"]
    close: Annotated[Rule, "办结"]
    callback: Annotated[Rule, "回访"]
    returned: Annotated[Rule, "退回跟踪"]

    def of(self, kind: ClockKind) -> Rule:
        """The rule of one clock."""
        rule: Rule = getattr(self, kind.value)
        return rule


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRounds:
    """When the second and later feedback rounds end (clocks.md, 反馈 rounds)."""

    urgent_every: Annotated[timedelta, "紧急每轮间隔"]
    general_second: Annotated[timedelta, "一般第二轮间隔"]
    general_daily: Annotated[time, "一般以后每日时刻"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackRules:
    """Hours at which a caller may be rung, how many failed attempts suffice, and what waits for it."""

    earliest: Annotated[time, "最早时刻"]
    latest: Annotated[time, "最晚时刻"]
    attempts: Annotated[int, "未联系上次数"]
    gate: Annotated[CallbackGate, "回访约束"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Repeat ``every`` so often, for so long; without ``lasting`` until the act is done."""

    every: Annotated[timedelta, "间隔"]
    lasting: Annotated[timedelta | None, "持续"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Repeats of an alert while a clock is overdue, by class."""

    urgent: Annotated[tuple[Repeat, ...], "紧急超期"]
    general: Annotated[tuple[Repeat, ...], "一般超期"]

    def of(self, urgent: bool) -> tuple[Repeat, ...]:
        """The repeats that hold."""
        return self.urgent if urgent else self.general


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """Priority (1 highest … 3), channels by day and by night, and wording of one kind of stage."""

    priority: Annotated[int, "优先级"]
    channels: Annotated[tuple[AlertChannel, ...], "提醒方式"]
    night: Annotated[tuple[AlertChannel, ...], "夜间提醒方式"]
    wording: Annotated[str, "播报用语"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRules:
    """Every kind of stage an alert can have."""

    suspected: Annotated[StageRule, "疑似紧急"]
    new: Annotated[StageRule, "新单"]
    urgent_warn: Annotated[StageRule, "紧急预警"]
    urgent_last_warn: Annotated[StageRule, "紧急最后预警"]
    urgent_due: Annotated[StageRule, "紧急到时"]
    urgent_overdue: Annotated[StageRule, "紧急超期"]
    general_warn: Annotated[StageRule, "一般预警"]
    general_due: Annotated[StageRule, "一般到时"]
    general_overdue: Annotated[StageRule, "一般超期"]
    general_dispatch: Annotated[StageRule, "一般派发"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """What holds for alerts of every kind."""

    flood_count: Annotated[int, "提醒风暴条数"]
    flood_within: Annotated[timedelta, "提醒风暴时间"]
    flood_wording: Annotated[str, "提醒风暴用语"]
    past_wording: Annotated[str, "导入前已过用语"]
    shelve_most: Annotated[timedelta, "搁置上限"]
    guard: Annotated[timedelta, "防误按时间"]
    escalate_volume: Annotated[timedelta, "无人知晓后最大音量"]
    escalate_banner: Annotated[timedelta, "无人知晓后全屏横幅"]
    escalate_supervisor: Annotated[timedelta, "无人知晓后提示主管电话"]
    night_from: Annotated[time, "夜间开始"]
    night_to: Annotated[time, "夜间结束"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRules:
    """What holds when orders are taken in."""

    late_after: Annotated[timedelta, "补录容差"]
    history_question: Annotated[int, "历史询问件数"]
    duplicate_days: Annotated[int, "重复单查找天数"]
    urgent_words: Annotated[tuple[str, ...], "疑似紧急词"]
    urgent_values: Annotated[tuple[str, ...], "紧急程度栏中表示紧急的值"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRules:
    """The three rates (domain.md): factors, weights and day boundaries."""

    basic_factor: Annotated[float, "基本满意折算"]
    weight_contacted: Annotated[float, "响应率权重"]
    weight_resolved: Annotated[float, "解决率权重"]
    weight_satisfied: Annotated[float, "满意率权重"]
    mean: Annotated[Mean, "汇总行算法"]
    first_calibre: Annotated[Calibre, "首列口径"]
    day_from: Annotated[time, "日报起始时刻"]
    month_from_day: Annotated[int, "考核月起始日"]
    closed_from_day: Annotated[int, "办结量起始日"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A municipal reference line, shown beside ours and never instead."""

    clock: Annotated[ClockKind, "时限"]
    label: Annotated[str, "名称"]
    limit: Annotated[timedelta, "时长"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgingPeriods:
    """How often the ledgers that are urged on a schedule are urged; None: that one is not."""

    self_collected: Annotated[timedelta, "自采集"]
    other: Annotated[timedelta, "其他渠道"]
    deferred: Annotated[timedelta, "挂账"]
    returned: Annotated[timedelta | None, "退回"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCodes:
    """The kinds of reason that forms offer; what does not fit is written out in words."""

    returned: Annotated[tuple[str, ...], "退回原因"]
    excluded: Annotated[tuple[str, ...], "剔除理由"]
    deferred: Annotated[tuple[str, ...], "挂账原因"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of everything the 主管 may change.

    Attributes:
        id: the database's number of this version; 0 before it is saved.
        effective_at: from when new orders start under it; None before it is saved.
    """

    id: int = field(default=0, compare=False)
    effective_at: datetime | None = field(default=None, compare=False)
    name: Annotated[str, "名称"]
    clocks: Annotated[Rules, "时限"]
    close_reading: Annotated[CloseReading, "自然日算法"]
    feedback: Annotated[FeedbackRounds, "反馈轮次"]
    callback: Annotated[CallbackRules, "回访"]
    repeats: Annotated[Repeats, "超期重复"]
    stages: Annotated[StageRules, "提醒阶段"]
    alerts: Annotated[AlertRules, "提醒"]
    intake: Annotated[IntakeRules, "收件"]
    rates: Annotated[RateRules, "三率"]
    urging: Annotated[UrgingPeriods, "定期催办"]
    codes: Annotated[ReasonCodes | None, "原因代码"] = None  # None in versions saved before there were any
    reference: Annotated[tuple[Reference, ...], "市级参考时限"]

    def to_data(self) -> dict[str, Any]:
        """The tree as plain JSON values, durations in Chinese; :func:`policy.parse_policy` reads it back."""
        data: dict[str, Any] = _plain(self)
        return data


@cache
def settings_of(kind: type) -> dict[str, tuple[Any, str]]:
    """The settings a section holds: each field's type and Chinese name. Fields without a name are no settings."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: (hint.__origin__, hint.__metadata__[0])
        for name, hint in hints.items()
        if hasattr(hint, "__metadata__")
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        pairs = ((name, getattr(value, name)) for name in settings_of(value.__class__))
        return {name: _plain(item) for name, item in pairs if item is not None}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.value if isinstance(value, StrEnum) else value


def duration_text(span: timedelta) -> str:
    """A duration as the policy file and the screen write it: 7天, 24小时, 1小时30分钟, 0.5秒.

    Up to two days stand in hours, as the contract writes them.
    """
    days = span.days if span.days > 2 else 0
    hours, rest = divmod(span - timedelta(days=days), timedelta(hours=1))
    minutes, rest = divmod(rest, timedelta(minutes=1))
    seconds = f"{rest.total_seconds():.6f}".rstrip("0").rstrip(".")
    parts = ((str(days), "天"), (str(hours), "小时"), (str(minutes), "分钟"), (seconds, "秒"))
    return "".join(count + word for count, word in parts if count != "0") or "0秒"
