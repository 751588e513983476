"""交接班: what a shift hands over, gathered in one snapshot, and the record that it was handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from jiesu_desktop.clock import BEIJING, TimeSource
from jiesu_desktop.domain import alert_measures
from jiesu_desktop.domain import handover as pages
from jiesu_desktop.domain.clocks import clocks_of
from jiesu_desktop.domain.handover import Handover, Miss, OpenOrder, Promise, Rung, Section, Shelved
from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.shifts import Shift, shift_of
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Event, Who
from jiesu_desktop.services import alerting, policy, self_tests
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.alert_sql import NOBODY, SHELVE
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import AlertRecord, CallbackRow, DeskEvent, LedgerSpec, QueueRow, QueueView
from jiesu_desktop.storage.unit_of_work import UnitOfWork

KIND = "handover"
"""Of the desk's events."""

MOST = 5000
"""Open orders looked at; the most urgent come first."""

_DONE = frozenset({"已办", "已提示", "导入前已过", "与下一阶段同时到"})  # why an alert needs nobody's 知道了


@dataclass(frozen=True, slots=True)
class Handed:
    """A handover that was made: who handed what to whom, and when; ``text`` as it stood."""

    id: int
    at: datetime
    label: str
    start: datetime
    giver: str
    taker: str
    text: str


def shift_to_hand(queries: Queries, now: datetime, before: bool | None = None) -> Shift:
    """The shift before the present one, or (False) the present one; None = the one now ending.

    Raises:
        Refused: there is no policy.
    """
    rules = policy.in_force(queries, now).alerts
    if before is None:
        return pages.shift_ending(now, rules, [one.start for one in handed(queries, 10)])
    present = shift_of(now, rules)
    return pages.shift_before(present, rules) if before else present


def gather(queries: Queries, who: Who, now: datetime, shift: Shift) -> Handover:
    """The handover of a shift as it stands.

    Raises:
        Refused: there is no policy.
    """
    held = policy.in_force(queries, now)
    return Handover(
        shift=shift,
        at=now,
        people=tuple(queries.actors_between(shift.start, shift.end)),
        sections=tuple(_sections(queries, who, shift, now, held)),
    )


def _sections(queries: Queries, who: Who, shift: Shift, now: datetime, held: Policy) -> Iterator[Section]:
    until = max(pages.shift_after(shift, held.alerts).end, now + timedelta(hours=1))
    page = queries.queue(QueueView(name="all"), now, limit=MOST)
    yield pages.open_section([_open(row) for row in page.rows], page.total, now, until)
    yield pages.promise_section(_promises(queries), now, until)
    calls = [_to_ring(row) for row in queries.callbacks(now, due=False, limit=MOST)]
    yield pages.callback_section(calls, queries.callback_counts(now).waiting, now, until)
    found = list(_misses(queries, shift, now))
    yield pages.missed_section(found, _names(queries, {one.ticket_id for one in found}))
    yield pages.unheard_section(_rung(queries, shift.start, shift.end))
    yield pages.shelved_section(list(_shelved(queries, shift.start, shift.end)), now)
    yield pages.told_section("alerts", "提醒", _measures(queries, shift, now, held))
    yield pages.told_section("self_test", "自检", _tested(queries, who, shift))


def _open(row: QueueRow) -> OpenOrder:
    return OpenOrder(
        ticket_id=row.id,
        number=row.number,
        level=row.level,
        suspected=bool(row.suspected),
        title=_title(row),
        unit=row.unit,
        phase=row.phase,
        act=row.next_act.label if row.next_act else "",
        clock=ClockKind(row.next_clock).label if row.next_clock else "",
        due_at=row.next_due_at,
        warn_at=row.next_warn_at,
        paused=row.paused,
    )


def _to_ring(row: CallbackRow) -> OpenOrder:
    """Its limit, or the moment that was agreed."""
    return OpenOrder(
        ticket_id=row.id,
        number=row.number,
        level=row.level,
        suspected=False,
        title=_titled(row.title, row.place),
        unit=row.unit,
        phase="待回访",
        act=Act.CALLBACK.label,
        clock="再访" if row.revisit_at else ClockKind.CALLBACK.label,
        due_at=row.at,
        warn_at=None,
        paused=False,
    )


def _title(row: QueueRow) -> str:
    return _titled(row.title or row.category, row.place)


def _titled(what: str, place: str) -> str:
    """What it is about and where; the place is left out when the title already says it."""
    told = what or "（无标题）"
    return told if not place or place in told else f"{told} · {place}"


def _names(queries: Queries, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    return {key: (row.number, _title(row)) for key, row in queries.queue_rows(list(ids)).items()}


def _promises(queries: Queries) -> list[Promise]:
    """What units promised of orders that still wait for their word."""
    told: list[tuple[int, str, datetime]] = []
    held: dict[int, Policy] = {}
    for one in queries.watched(queries.awaiting_word_ids()):
        if one.policy_id not in held:
            held[one.policy_id] = queries.policies.get(one.policy_id)
        summary = summarise(one.events, held[one.policy_id], one.lead_events)
        told += [
            (one.ticket.id, unit.name, unit.promise)
            for unit in summary.units
            if unit.promise is not None and not unit.final
        ]
    names = _names(queries, {ticket for ticket, *_ in told})
    return [
        Promise(ticket_id=ticket, number=names[ticket][0], title=names[ticket][1], unit=unit, at=at)
        for ticket, unit, at in told
    ]


def _misses(queries: Queries, shift: Shift, now: datetime) -> Iterator[Miss]:
    """A limit missed in the shift is overdue still, or its act was done since the shift began."""
    ids = {*queries.queue_ids(QueueView(name="pressing"), now), *queries.acted_on_since(shift.start)}
    held: dict[int, Policy] = {}
    for one in queries.timelines(sorted(ids)):
        if one.policy_id not in held:
            held[one.policy_id] = queries.policies.get(one.policy_id)
        clocks = clocks_of(_until(one.events, now), held[one.policy_id], _until(one.lead_events, now))
        yield from pages.misses(one.ticket.id, clocks, shift, now)


def _until(events: Iterable[Event], now: datetime) -> list[Event]:
    return [event for event in events if event.occurred_at <= now]


def _rung(queries: Queries, start: datetime, end: datetime) -> Iterator[Rung]:
    """The alerts of a shift that a person was to notice."""
    nobody = {record.key for record, _ in queries.alerts.entries(NOBODY, start, end)}
    meant = [
        one for one in queries.alerts.between(start, end) if one.stage != "new" and one.channels - {"log"}
    ]
    names = _names(queries, {one.ticket_id for one in meant if one.ticket_id is not None})
    for one in meant:
        yield Rung(
            about=_about(one),
            ticket_id=one.ticket_id,
            text=one.spoken,
            raised_at=one.raised_at,
            acknowledged=one.acknowledged_at is not None,
            done=one.end_reason in _DONE,
            nobody=one.key in nobody,
            number=names.get(one.ticket_id or 0, ("", ""))[0],
        )


def _about(one: AlertRecord) -> str:
    return one.key if one.ticket_id is None else f"{one.ticket_id}/{one.round}/{one.clock}/{one.unit}"


def _shelved(queries: Queries, start: datetime, end: datetime) -> Iterator[Shelved]:
    put_off = queries.alerts.entries(SHELVE, start, end)
    names = _names(queries, {record.ticket_id for record, _ in put_off if record.ticket_id is not None})
    for record, note in put_off:
        until, reason, who = alerting.shelving_of(note)
        yield Shelved(
            ticket_id=record.ticket_id,
            text=record.spoken,
            at=note.at,
            until=until,
            who=who,
            reason=reason,
            number=names.get(record.ticket_id or 0, ("", ""))[0],
        )


def _measures(queries: Queries, shift: Shift, now: datetime, held: Policy) -> str:
    """The figures of this shift's alerts (issue 3, Alert log)."""
    days = [moment.astimezone(BEIJING).date() for moment in (shift.start, shift.end)]
    facts = queries.alert_facts(LedgerSpec(ledger="alerts", start=days[0], end=days[1]))
    for one in alert_measures.by_shift(facts, held.alerts, now):
        if one.shift.start == shift.start:
            return one.sentence
    return "本班没有提醒。"


def _tested(queries: Queries, who: Who, shift: Shift) -> str:
    """What the self-tests of the shift found at this workstation, the last three."""
    said = []
    for one in self_tests.kept(queries, who):
        at = datetime.fromisoformat(str(one["at"]))
        if shift.start <= at < shift.end:
            wrong = [f for f in one["findings"] if f["outcome"] == "failed"]
            found = "，".join(f"{f['label']}异常（{f['detail']}）" for f in wrong) or "通过"
            said.append(f"{at.astimezone(BEIJING):%H:%M} {found}")
    return "；".join(said[-3:]) or "本班没有自检。"


# ---- handing over


def hand_over(
    uow: UnitOfWork, time: TimeSource, who: Who, *, shift: Shift, taker: str, note: str = ""
) -> Changes:
    """交接完成: who handed over to whom and when, with everything as it stands at this moment. It cannot be changed.

    Raises:
        Refused: nobody is named, or the one who hands over; ``field`` is ``taker``.
    """
    name = taker.strip()
    if not name:
        raise Refused("请填写接班人姓名。", (), "taker")
    if name == who.name:
        raise Refused("接班人就是交班人；继续当班不用交接。", (), "taker")
    now = time.now()
    told = gather(uow.queries, who, now, shift)
    uow.desk.add_event(
        DeskEvent(
            kind=KIND,
            at=now,
            actor=who.name,
            workstation=who.workstation,
            data={
                "shift": shift.label,
                "start": shift.start.isoformat(),
                "end": shift.end.isoformat(),
                "taker": name,
                "text": pages.text_of(told, note, who.name, name),
            },
        )
    )
    return Changes(message=f"{shift.label}已由 {who.name} 交给 {name}")


def handed(queries: Queries, limit: int = 100) -> tuple[Handed, ...]:
    """The handovers made, the newest first."""
    return tuple(
        Handed(
            id=one.id,
            at=one.at,
            label=str(one.data["shift"]),
            start=datetime.fromisoformat(str(one.data["start"])),
            giver=one.actor,
            taker=str(one.data["taker"]),
            text=str(one.data["text"]),
        )
        for one in queries.desk.events(KIND, limit)
    )
