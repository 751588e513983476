"""What an act has to say, and whether it may be recorded where it is said to have occurred.

:func:`admit` is the one gate: every act of every operator passes it, whether done now or 补录.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import datetime

from jiesu_desktop.domain.callbacks import revisit_problem
from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.history import Standing, apply, standing_of
from jiesu_desktop.domain.policy_model import BEIJING, Policy
from jiesu_desktop.domain.states import BY_THE_DESK, Refused, State, hindrance, open_acts
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome

_TEXTS = tuple(f.name for f in fields(Details) if f.type == "str | None")


# ------------------------------------------------------------------------------------------------ filling in


def filled(standing: Standing, act: Act, details: Details, policy: Policy) -> Details:
    """The details with blanks taken out and what goes without saying put in, as the event will keep them."""
    stripped: dict[str, str | None] = {}
    for name in _TEXTS:
        value: str | None = getattr(details, name)
        if value is not None and (value != (clean := value.strip()) or not clean):
            stripped[name] = clean or None
    tidy = replace(details, **stripped) if stripped else details  # type: ignore[arg-type]
    fill = _FILLERS.get(act)
    return _coded(act, fill(standing, tidy) if fill else tidy, policy)


CODED = {Act.RETURN: "returned", Act.EXCLUDE: "excluded", Act.DEFER: "deferred"}
"""Acts whose reason has a kind, and which list of the policy's codes holds the kinds."""


def codes_of(act: Act, policy: Policy) -> tuple[str, ...]:
    """The kinds of reason this act may have; none where the act has no kinds, or the policy is from before there were any."""
    if act not in CODED or policy.codes is None:
        return ()
    words: tuple[str, ...] = getattr(policy.codes, CODED[act])
    return words


def _coded(act: Act, d: Details, policy: Policy) -> Details:
    """A reason that begins with one of the kinds is of that kind; a kind without further words is reason enough."""
    if act not in CODED:
        return d
    if d.code is not None:
        return replace(d, reason=d.reason or d.code)
    begun = [word for word in codes_of(act, policy) if (d.reason or "").startswith(word)]
    return replace(d, code=max(begun, key=len)) if begun else d


def _fill_raise(s: Standing, d: Details) -> Details:
    basis = d.basis or (Basis.ORIGIN if s.suspected else s.basis or Basis.CHANGE)
    return replace(d, level=d.level or Level.URGENT, basis=basis)


def _fill_lower(s: Standing, d: Details) -> Details:
    return replace(d, level=d.level or Level.GENERAL)


def _fill_dispatch(s: Standing, d: Details) -> Details:
    names = dict.fromkeys(name.strip() for name in d.assist)
    return replace(d, assist=tuple(name for name in names if name and name != d.unit))


def _fill_redispatch(s: Standing, d: Details) -> Details:
    d = _fill_dispatch(s, d)
    return replace(d, from_unit=_known_unit(s, d.from_unit) or s.lead_unit)


def _fill_unit(s: Standing, d: Details) -> Details:
    return replace(d, unit=_known_unit(s, d.unit) or s.lead_unit)


def _known_unit(s: Standing, name: str | None) -> str | None:
    """The unit meant: itself, or the only one of the order's units whose name contains what was said."""
    if name is None or name in s.unit_names:
        return name
    alike = [unit for unit in s.unit_names if name in unit]
    return alike[0] if len(alike) == 1 else name


def _fill_reviewed(s: Standing, d: Details) -> Details:
    """The reply meant: that of the unit named, else the newest."""
    said = [unit for unit in s.units if unit.fed_back_at is not None]
    newest = max(said, key=lambda unit: unit.fed_back_at or unit.since).name if said else s.lead_unit
    return replace(d, unit=_known_unit(s, d.unit) or newest)


def _fill_until(field: str) -> Callable[[Standing, Details], Details]:
    return lambda s, d: replace(d, until=d.until or getattr(s, field))


def _fill_callback(s: Standing, d: Details) -> Details:
    told = d.outcome is Outcome.TOLD or (
        d.outcome is None and (d.contacted == "是" or bool(d.resolved or d.satisfied))
    )
    outcome = Outcome.TOLD if told else d.outcome
    return replace(d, outcome=outcome, contacted=d.contacted or ("是" if told else "否"))


_FILLERS: dict[Act, Callable[[Standing, Details], Details]] = {
    Act.RAISE: _fill_raise,
    Act.LOWER: _fill_lower,
    Act.DISPATCH: _fill_dispatch,
    Act.REDISPATCH: _fill_redispatch,
    Act.CONFIRM: _fill_unit,
    Act.UNIT_SIGN: _fill_unit,
    Act.FEEDBACK: _fill_unit,
    Act.REVIEW: _fill_reviewed,
    Act.URGE: _fill_unit,
    Act.DEFER_APPROVED: _fill_until("defer_until"),
    Act.EXTEND_GRANTED: _fill_until("extend_until"),
    Act.CALLBACK: _fill_callback,
}


# ------------------------------------------------------------------------------------------------ what it must say

Say = Callable[[Standing, Details, datetime], tuple[str, str]]
"""Answers (field, sentence), or ('', '') when nothing is missing."""
_FINE = ("", "")


def _needs(field: str, sentence: str) -> Say:
    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        return _FINE if getattr(d, field) else (field, sentence)

    return say


def _needs_any(names: tuple[str, ...], sentence: str) -> Say:
    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        return _FINE if any(getattr(d, name) for name in names) else (names[0], sentence)

    return say


def _call(verb: str) -> Say:
    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        if d.outcome is None:
            return "outcome", f"请写明{verb}电话的结果：已告知、无人接、占线或号码错误。"
        if d.outcome is Outcome.TOLD and not d.contact:
            return "contact", "已告知要写明告知了谁，请填写联系人姓名。"
        return _FINE

    return say


def _told_whom(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.outcome is Outcome.TOLD and not d.contact:
        return "contact", "已告知要写明催到了谁，请填写联系人姓名。"
    return _FINE


def _one_of_its_units(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if not s.units or d.unit in s.unit_names:
        return _FINE
    return "unit", f"“{d.unit}”不是这件工单的承办单位，请从{'、'.join(s.unit_names)}中选择。"


def _raise(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.level is Level.GENERAL:
        return "level", "升级后的级别应是紧急、不稳定或突发；改回一般请用降级。"
    if d.level is s.level:
        return "level", f"工单已经是{s.level.label}。"
    return _FINE


def _lower(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.level is not Level.GENERAL:
        return "level", "降级只能降为一般；在紧急、不稳定、突发之间更换请用升级紧急。"
    return _FINE


def _another_unit(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.from_unit not in s.unit_names:
        return "from_unit", f"“{d.from_unit}”不是现在的承办单位，请从{'、'.join(s.unit_names)}中选择。"
    if d.unit in s.unit_names:
        return "unit", f"“{d.unit}”已经在办这件工单，改派应换一个单位。"
    return _FINE


def _promise(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.promise is not None and d.promise <= at:
        return "promise", "承诺的下次反馈时间应晚于本次反馈。"
    return _FINE


def _ahead(what: str, standing: str = "") -> Say:
    """A day that is planned lies ahead; one that was told before (``standing``) and has passed since is no fault of now."""

    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        known = getattr(s, standing) if standing else None
        if d.until is None or d.until > at or d.until == known:
            return _FINE
        return "until", f"{what} {_words(d.until)} 已经过去，请填写今后的时间。"

    return say


def _found_out(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.means is not None and d.means not in MEANS:
        return "means", f"核实方式应是{'、'.join(MEANS)}之一。"
    return _FINE


MEANS = ("电话", "见面", "现场")
"""How the room speaks with people: by phone, face to face, on the spot."""


def _extension(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.until is None:
        return "until", "请填写申请延期到什么时候。"
    if s.upstream_due_at is not None and d.until <= s.upstream_due_at:
        return "until", f"延期应晚于现在的上游截止时间 {_words(s.upstream_due_at)}。"
    return _FINE


def _reviewed(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.passed is None:
        return "passed", "请说明答复审核是通过还是退改。"
    if not d.passed and not (d.reason or d.text):
        return "reason", "审核退改要写明哪里要改。"
    if s.units and d.unit not in s.unit_names:
        return _one_of_its_units(s, d, at)
    return _FINE


def _result(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.outcome is None:
        return "outcome", "请写明回访电话的结果：已告知（联系上）、无人接、占线或号码错误。"
    for name, words, known in _CALLBACK_WORDS:
        value = getattr(d, name)
        if value is not None and value not in known:
            return name, f"{words}应是{'、'.join(known)}之一。"
    return _FINE


_CALLBACK_WORDS = (
    ("contacted", "是否联系", ("是", "否")),
    ("resolved", "是否解决", ("已解决", "部分解决", "未解决")),
    ("satisfied", "是否满意", ("满意", "基本满意", "不满意")),
)

_REASON = "请写明原因。"
SAYS: dict[Act, tuple[Say, ...]] = {
    Act.NOTE: (_needs("text", "备注不能为空，请写明内容。"),),
    Act.RAISE: (_raise,),
    Act.LOWER: (_lower, _needs("reason", "降级要写明原因。")),
    Act.REPORT: (_call("上报"),),
    Act.DISPATCH: (_needs("unit", "请填写派发到哪个单位。"),),
    Act.REDISPATCH: (
        _needs("unit", "请填写改派到哪个单位。"),
        _another_unit,
        _needs("reason", "改派要写明原因。"),
    ),
    Act.TRANSFER: (_needs_any(("unit", "text", "reason"), "请写明转给哪个科室。"),),
    Act.CONFIRM: (_one_of_its_units, _call("确认")),
    Act.VERIFY: (_needs_any(("text", "reason"), "信息核实要写明核实到什么情况。"), _found_out),
    Act.UNIT_SIGN: (_one_of_its_units,),
    Act.FEEDBACK: (_one_of_its_units, _needs("text", "反馈要写明单位说了什么。"), _promise),
    Act.URGE: (_one_of_its_units, _told_whom),
    Act.SUPERVISE: (_needs_any(("text", "reason"), "督办要写明内容或原因。"), _ahead("要求完成时间")),
    Act.REVIEW: (_reviewed,),
    Act.RETURN: (_needs("reason", "退回要写明原因（如非权属、区属不符、重复、信息不全）。"),),
    Act.RETURN_TAKEN: (_needs_any(("unit", "contact", "text", "reason"), "请写明退回的工单由谁接收。"),),
    Act.MERGE: (_needs("lead", "请选择合并到哪一件主单。"),),
    Act.DEFER: (_needs("reason", "申请挂账要写明原因。"), _ahead("计划完成时间")),
    Act.DEFER_APPROVED: (_ahead("计划完成时间", "defer_until"),),
    Act.DEFER_REFUSED: (_needs_any(("reason", "text"), "挂账驳回要写明原因。"),),
    Act.PROGRESS: (
        _needs("text", "挂账进展要写明到了哪一步。"),
        _ahead("计划完成时间", "defer_until"),
    ),
    Act.ATTACH: (_needs("attachments", "请选择要添加的文件。"),),
    Act.EXCLUDE: (_needs("reason", "申请剔除要写明原因。"),),
    Act.EXCLUDE_REFUSED: (_needs_any(("reason", "text"), "剔除驳回要写明原因。"),),
    Act.EXTEND: (_extension, _ahead("延期到的时间"), _needs("reason", "申请延期要写明原因。")),
    Act.EXTEND_GRANTED: (_extension, _ahead("延期到的时间", "extend_until")),
    Act.EXTEND_REFUSED: (_needs_any(("reason", "text"), "延期驳回要写明原因。"),),
    Act.CALLBACK: (_result,),
    Act.REOPEN: (_needs("reason", "重新打开要写明原因。"),),
    Act.CORRECT: (_needs("corrects", "请选择要更正哪一条记录。"), _needs("reason", "更正要写明原因。")),
}


def check(
    standing: Standing, act: Act, details: Details, occurred_at: datetime, now: datetime, policy: Policy
) -> None:
    """Whether an act may follow where the ticket stands; ``details`` as :func:`filled` gives them.

    Raises:
        Refused: with the reason in Chinese and the field it belongs beside.
    """
    if occurred_at > now:
        raise Refused(f"发生时间 {_words(occurred_at)} 晚于现在 {_words(now)}，请改正。", (), "occurred_at")
    if why := hindrance(standing, act, policy):
        raise Refused(why)
    for say in SAYS.get(act, ()):
        field, sentence = say(standing, details, occurred_at)
        if sentence:
            raise Refused(sentence, (), field)
    if sentence := revisit_problem(details.next_at, occurred_at, policy.callback):
        raise Refused(sentence, (), "next_at")


# ------------------------------------------------------------------------------------------------ admitting


def admit(
    events: Sequence[Event], event: Event, now: datetime, policy: Policy, lead_events: Sequence[Event] = ()
) -> tuple[Event, Standing]:
    """The event as it is to be recorded, and where the ticket stands with it.

    An act that is 补录 is checked against where the ticket stood then, and everything recorded after it must still
    be possible. A correction is checked by reading the history again without what it takes back.

    Raises:
        Refused: it may not be recorded, why, and which acts are open now; nothing changes.
    """
    try:
        if event.act is Act.CORRECT:
            return event, _admit_correction(events, event, now, policy, lead_events)
        return _admit(events, event, now, policy, lead_events)
    except Refused as refused:
        raise told_in_full(refused, events, policy, lead_events) from None


def told_in_full(
    refused: Refused, events: Sequence[Event], policy: Policy, lead_events: Sequence[Event] = ()
) -> Refused:
    """The same refusal with the acts that are open now."""
    return Refused(refused.reason, open_acts(standing_of(events, lead_events), policy), refused.field)


def _admit(
    events: Sequence[Event], event: Event, now: datetime, policy: Policy, lead_events: Sequence[Event]
) -> tuple[Event, Standing]:
    past = effective(events)
    before = [e for e in past if e.occurred_at <= event.occurred_at]
    if not before:
        raise Refused(_too_early(past, event), (), "occurred_at")
    standing = Standing(lead_events=lead_events)
    for earlier in before:
        apply(standing, earlier)
    event = replace(event, details=filled(standing, event.act, event.details, policy))
    later = past[len(before) :]
    try:
        check(standing, event.act, event.details, event.occurred_at, now, policy)
    except Refused as refused:
        if not later:
            raise
        raise Refused(f"{_words(event.occurred_at)} 时{refused.reason}", (), refused.field) from None
    apply(standing, event)
    _replay(standing, later, policy, "补录后")
    return event, standing


def _admit_correction(
    events: Sequence[Event], event: Event, now: datetime, policy: Policy, lead_events: Sequence[Event]
) -> Standing:
    standing = standing_of(events)
    details = filled(standing, event.act, event.details, policy)
    check(standing, event.act, details, event.occurred_at, now, policy)
    wrong = next((e for e in events if e.id == event.details.corrects and e.id), None)
    if wrong is None:
        raise Refused("要更正的记录不在这件工单上，请从操作记录中选择。", (), "corrects")
    if wrong.act in BY_THE_DESK:
        raise Refused(f"“{wrong.act.label}”是系统记录，不能更正；内容有误请直接修改工单。", (), "corrects")
    if wrong.act is Act.CORRECT:
        raise Refused("更正不能再更正；更正错了请把该做的事重新记录一次（可补填发生时间）。", (), "corrects")
    if wrong not in effective(events):
        raise Refused("这条记录已经更正过。", (), "corrects")
    left = Standing(lead_events=lead_events)
    _replay(left, effective([*events, event]), policy, "更正后")
    return left


def _replay(standing: Standing, events: Sequence[Event], policy: Policy, when: str) -> None:
    """Take the events into account, each of which must be possible where it stands."""
    for event in events:
        if event.act is not Act.OBTAIN and (why := hindrance(standing, event.act, policy)):
            raise Refused(f"{when} {_words(event.occurred_at)} 的“{event.act.label}”就不成立：{why}")
        apply(standing, event)


def _too_early(past: Sequence[Event], event: Event) -> str:
    if not past:
        return "工单没有获取记录，不能办理。"
    return f"发生时间 {_words(event.occurred_at)} 早于工单获取时间 {_words(past[0].occurred_at)}，请改正。"


def _words(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"


__all__ = ["Refused", "State", "admit", "check", "filled", "open_acts"]
