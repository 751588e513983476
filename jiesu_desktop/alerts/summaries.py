"""How alerts are worded and put together: one stage, or one sentence for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from jiesu_desktop.alerts.alert import Alert, Kind, Order
from jiesu_desktop.alerts.ringing import clock_of
from jiesu_desktop.clock import beijing
from jiesu_desktop.domain import wording
from jiesu_desktop.domain.alert_rules import Stage
from jiesu_desktop.domain.policy import ClockKind, Policy

_ALL = frozenset({"flash", "tray", "voice", "log"})


def single(stage: Stage, order: Order, now: datetime) -> Alert:
    """The alert of one stage."""
    return Alert(
        key=stage.key,
        ticket_id=order.ticket_id,
        number=order.number,
        place=order.place,
        issue=order.issue,
        level=stage.level,
        stage=stage,
        at=stage.at,
        raised_at=now,
        priority=stage.priority,
        channels=frozenset(channel.value for channel in stage.channels),
        policy=order.policy,
    )


def joined(alert: Alert, others: Sequence[Stage]) -> Alert:
    """The alert of one stage, telling also of other limits of its order that fall at the same moment."""
    if not others:
        return alert
    return replace(alert, members=tuple(stage.key for stage in others), joined=tuple(others))


def flood(key: str, old: Alert | None, alerts: Sequence[Alert], now: datetime, policy: Policy) -> Alert:
    """The summary of a flood, grown by these alerts."""
    members = (*(old.members if old else ()), *(alert.key for alert in alerts))
    return Alert(
        key=key,
        kind=Kind.FLOOD,
        said=wording.flood_sentence(len(members), policy),
        at=old.at if old else now,
        raised_at=old.raised_at if old else now,
        priority=2,
        channels=_ALL,
        members=members,
        policy=policy,
    )


def missed(
    alerts: Sequence[Alert], absent: tuple[datetime, datetime], now: datetime, first: bool = False
) -> Alert:
    """What came while the desk was not there: ``本机 02:10–02:34 未运行，其间 2 项到期``.

    Each limit counts once, however many of its stages and repeats came: so many are to be looked at, and stand in the list.
    A desk that runs for the first time (``first``) missed nothing; it says quietly what it found.
    """
    count = len(alerts)
    start, end = (beijing(moment) for moment in absent)
    same_day = start.date() == end.date()
    span = f"{start:%H:%M}–{end:%H:%M}" if same_day else f"{start:%m月%d日 %H:%M}–{end:%m月%d日 %H:%M}"
    return Alert(
        key=f"missed/{absent[0]:%Y%m%dT%H%M%S}",
        kind=Kind.MISSED,
        said=f"首次运行，此前已有 {count} 项提醒到期"
        if first
        else f"本机 {span} 未运行，其间 {count} 项到期",
        at=absent[0],
        raised_at=now,
        priority=3 if first else min(alert.priority for alert in alerts),
        channels=_ALL - {"voice"} if first else _ALL,
        members=tuple(alert.key for alert in alerts),
        policy=alerts[0].policy,
    )


def past(alerts: Sequence[Alert], now: datetime) -> Alert:
    """Stages whose moment lay before the import: counted in one line, never spoken."""
    policy = alerts[0].policy
    assert policy is not None  # noqa: S101 - alerts of stages always carry theirs
    return Alert(
        key=f"past/{alerts[0].key}",
        kind=Kind.PAST,
        said=wording.past_sentence(len(alerts), policy),
        at=alerts[0].at,
        raised_at=now,
        channels=frozenset({"tray", "log"}),
        members=tuple(alert.key for alert in alerts),
        policy=policy,
    )


def news(alerts: Sequence[Alert], now: datetime) -> Alert:
    """Several new orders in one line and one chime."""
    return Alert(
        key=f"news/{alerts[0].key}",
        kind=Kind.NEWS,
        said=f"新工单 {len(alerts)} 件",
        at=alerts[0].at,
        raised_at=now,
        channels=frozenset().union(*(alert.channels for alert in alerts)),
        members=tuple(alert.key for alert in alerts),
        policy=alerts[0].policy,
    )


def last_of_each_clock(stages: Sequence[Stage]) -> tuple[list[Stage], list[Stage]]:
    """Of several stages of one clock that come at once, the last is told; the others only logged."""
    last = {
        (stage.ticket_id, *clock_of(stage), stage.name if stage.clock is None else ""): stage
        for stage in stages
    }
    told = list(last.values())
    kept = {id(stage) for stage in told}
    return told, [stage for stage in stages if id(stage) not in kept]


def told_together(stages: Iterable[Stage]) -> list[list[Stage]]:
    """Stages of one order, moment and kind are one sentence: its 派发 and its 电话确认 end together."""
    groups: dict[tuple[object, ...], list[Stage]] = {}
    for stage in stages:
        alike = (stage.ticket_id, stage.at, stage.due_at, stage.name, stage.repeat, stage.limit, stage.rule)
        apart = stage.key if stage.clock is None else ""
        groups.setdefault((*alike, stage.channels, apart), []).append(stage)
    return [sorted(group, key=_as_clocks_go) for group in groups.values()]


def _as_clocks_go(stage: Stage) -> tuple[int, str]:
    """派发 before 电话确认: in the order in which the acts are done."""
    return list(ClockKind).index(stage.clock) if stage.clock else 0, stage.unit or ""
