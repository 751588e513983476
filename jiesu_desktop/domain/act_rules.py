"""Whether an act may be recorded where it is said to have occurred.

:func:`admit` is the one gate: every act of every operator passes it, whether done now or 补录. What an act has to say is in
:mod:`~jiesu_desktop.domain.act_says`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from jiesu_desktop.domain.act_fill import filled
from jiesu_desktop.domain.act_says import SAYS, words_of
from jiesu_desktop.domain.callbacks import revisit_problem
from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.history import Standing, apply, standing_of
from jiesu_desktop.domain.policy_model import Policy
from jiesu_desktop.domain.states import BY_THE_DESK, TRANSITIONS, Refused, hindrance, open_acts
from jiesu_desktop.domain.tickets import Act, Details, Event


def check(
    standing: Standing, act: Act, details: Details, occurred_at: datetime, now: datetime, policy: Policy
) -> None:
    """Whether an act may follow where the ticket stands; ``details`` as :func:`filled` gives them.

    Raises:
        Refused: with the reason in Chinese and the field it belongs beside.
    """
    if occurred_at > now:
        raise Refused(
            f"发生时间 {words_of(occurred_at)} 晚于现在 {words_of(now)}，请改正。", (), "occurred_at"
        )
    if why := hindrance(standing, act, policy):
        raise Refused(why)
    for say in SAYS.get(act, ()):
        field, sentence = say(standing, details, occurred_at)
        if sentence:
            raise Refused(sentence, (), field)
    if sentence := revisit_problem(details.next_at, occurred_at, policy.callback):
        raise Refused(sentence, (), "next_at")


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
    standing, was = Standing(lead_events=lead_events), Standing(lead_events=lead_events)
    for earlier in before:
        apply(standing, earlier)
        apply(was, earlier)
    event = replace(event, details=filled(standing, event.act, event.details, policy))
    later = past[len(before) :]
    try:
        check(standing, event.act, event.details, event.occurred_at, now, policy)
    except Refused as refused:
        if not later:
            raise
        raise Refused(f"{words_of(event.occurred_at)} 时{refused.reason}", (), refused.field) from None
    apply(standing, event)
    _replay(standing, was, later, policy, "补录后")
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
    if event.occurred_at < wrong.occurred_at:
        raise Refused(
            f"更正时间 {words_of(event.occurred_at)} 早于被更正的记录 {words_of(wrong.occurred_at)}，请改正。",
            (),
            "occurred_at",
        )
    left, was = Standing(lead_events=lead_events), Standing(lead_events=lead_events)
    before, after = effective(events), [e for e in effective([*events, event]) if e is not event]
    place = before.index(wrong)
    for earlier in before[:place]:
        apply(left, earlier)
        apply(was, earlier)
    apply(was, wrong)
    _replay(left, was, after[place:], policy, "更正后")
    return standing_of([*events, event], lead_events)


def _replay(standing: Standing, was: Standing, events: Sequence[Event], policy: Policy, when: str) -> None:
    """Take the events into account, each of which must be possible where it stands.

    Args:
        was: where it stood without the change. What is not possible there either was allowed by earlier rules, and stays.
    """
    for event in events:
        if why := _hinders(standing, was, event.act, policy):
            raise Refused(f"{when} {words_of(event.occurred_at)} 的“{event.act.label}”就不成立：{why}")
        apply(standing, event)
        apply(was, event)


def _hinders(standing: Standing, was: Standing, act: Act, policy: Policy) -> str:
    why, sources = "" if act is Act.OBTAIN else hindrance(standing, act, policy), TRANSITIONS[act].sources
    lost = was.state in sources and standing.state not in sources
    return why if lost or not hindrance(was, act, policy) else ""


def _too_early(past: Sequence[Event], event: Event) -> str:
    if not past:
        return "工单没有获取记录，不能办理。"
    return (
        f"发生时间 {words_of(event.occurred_at)} 早于工单获取时间 {words_of(past[0].occurred_at)}，请改正。"
    )
