"""Taking orders in from a file: one plan of what each row means, shown as a preview or carried out in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain import intake as rules
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.intake import Change, Decision, Kind
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.states import LIVE, Refused
from jiesu_desktop.domain.summary import Summary, summarise
from jiesu_desktop.domain.tickets import (
    UPSTREAM_FIELDS,
    Act,
    Channel,
    Details,
    Event,
    Level,
    UpstreamRow,
    Who,
)
from jiesu_desktop.exchange.failures import Cancelled
from jiesu_desktop.services import policy as policies
from jiesu_desktop.services.acts import lead_of
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import ImportRecord, NewTicket, StoredTicket
from jiesu_desktop.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Terms:
    """How orders are taken in.

    Attributes:
        channel: where they come from. level: judged by whoever takes them in; None: nobody has.
        obtained_at: when the room got them; None: now.
        history: open rows too are history, closed and without clocks.
    """

    channel: Channel
    level: Level | None = None
    obtained_at: datetime | None = None
    history: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What upstream says otherwise than an operator typed; the operator's stands."""

    ticket_id: int
    number: str
    change: Change

    @property
    def text(self) -> str:
        """One Chinese sentence."""
        return f"{self.number} {self.change.field}：上游为“{self.change.after}”，保留人工填写的“{self.change.before}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeResult:
    """What became of a file's rows: added + updated + unchanged + rejected = rows.

    Attributes:
        history: how many of the added came in closed. come_again: how many of the updated began a new round.
        suspected: how many of the added wait for 疑似紧急，请判定.
        finished_upstream: updated orders that upstream calls finished while we have them in hand; nothing closes them.
        rejected: (row number, reason) in row order.
        differences: what upstream says otherwise than operators typed.
        ticket_ids: every order added or changed; added_ids: those added, in the file's order.
    """

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    history: int = 0
    come_again: int = 0
    suspected: int = 0
    finished_upstream: frozenset[int] = frozenset()
    rejected: tuple[tuple[int, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    ticket_ids: frozenset[int] = frozenset()
    added_ids: tuple[int, ...] = ()

    @property
    def changes(self) -> Changes:
        """For the views."""
        return Changes(tickets=self.ticket_ids, message=self.message)

    @property
    def message(self) -> str:
        """One Chinese line with the counts."""
        parts = [
            f"共 {self.rows} 行",
            f"新增 {self.added}",
            f"更新 {self.updated}",
            f"无变化 {self.unchanged}",
        ]
        if self.history:
            parts[1] += f"（其中历史 {self.history}）"
        if self.come_again:
            parts[2] += f"（其中再次派来 {self.come_again}）"
        if self.finished_upstream:
            parts[2] += f"（其中 {len(self.finished_upstream)} 件上游已办结而本室在办，请核实）"
        if self.rejected:
            parts.append(f"拒收 {len(self.rejected)}")
        return "，".join(parts)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a preview: what will become of it, and why."""

    row: UpstreamRow
    kind: Kind
    number: str
    suspected: str | None = None
    changes: tuple[Change, ...] = ()
    differences: tuple[Change, ...] = ()
    older: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do. ``ask_history``: so many open rows come at once that they may be old ones."""

    result: IntakeResult
    rows: tuple[PlannedRow, ...]
    open_rows: int
    ask_history: bool


@dataclass(slots=True)
class _Known:
    """A row of a known order that changes it."""

    ticket: StoredTicket
    row: UpstreamRow
    events: list[Event]
    decision: Decision
    in_hand: bool


@dataclass(slots=True)
class _Plan:
    obtained_at: datetime
    policy: Policy
    rows: int
    new: list[NewTicket] = field(default_factory=list)
    known: list[_Known] = field(default_factory=list)
    same: list[UpstreamRow] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def result(self, ids: Sequence[int] = (), changed: Sequence[int] = ()) -> IntakeResult:
        differences = [
            Difference(one.ticket.id, one.ticket.number, change)
            for one in self.known
            for change in one.decision.differences
        ]
        kinds = [one.decision.kind for one in self.known]
        updated = sum(kind is not Kind.UNCHANGED for kind in kinds)
        return IntakeResult(
            rows=self.rows,
            added=len(self.new),
            updated=updated,
            unchanged=len(self.same) + len(kinds) - updated,
            history=sum(one.summary.history for one in self.new),
            come_again=kinds.count(Kind.COME_AGAIN),
            suspected=sum(one.summary.suspected_open for one in self.new),
            finished_upstream=frozenset(one.ticket.id for one in self.known if _is_over_upstream(one)),
            rejected=tuple(self.refused),
            differences=tuple(differences),
            ticket_ids=frozenset((*ids, *changed)),
            added_ids=tuple(ids),
        )


def take_in(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    rows: Sequence[UpstreamRow],
    *,
    channel: Channel = Channel.HOTLINE,
    level: Level | None = None,
    obtained_at: datetime | None = None,
    history: bool = False,
    file_name: str = "",
    refused: Sequence[tuple[int, str]] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> IntakeResult:
    """Take a file's orders in. All of it happens in the caller's transaction: a cancelled import leaves nothing.

    Args:
        rows: what the reader understood. refused: what it could not, counted with the rest.
        channel: where the orders come from. level: judged by whoever imports; None: nobody has.
        obtained_at: when the room got them; now by default.
        history: open rows too are history, closed and without clocks.
        file_name: for the log of imports; '' logs none.
        progress: told about every thousand rows. cancelled: asked as often.

    Raises:
        Refused: ``obtained_at`` lies in the future. Cancelled: ``cancelled`` said so.
    """
    terms = Terms(channel, level, obtained_at, history)
    report = _Reporter(progress, cancelled, 2 * len(rows))
    plan = _plan(uow, time, who, rows, terms, refused, report)
    ids: list[int] = []
    for chunk in _chunks(plan.new):
        ids.extend(uow.tickets.add_many(chunk))
        report.more(len(chunk))
    changed = _apply(uow, time, who, plan, terms, report)
    result = plan.result(ids, changed)
    if file_name:
        uow.desk.add_import(_record(result, file_name, who, time.now()))
    report.finish()
    return result


def preview(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    rows: Sequence[UpstreamRow],
    *,
    channel: Channel = Channel.HOTLINE,
    level: Level | None = None,
    obtained_at: datetime | None = None,
    history: bool = False,
    refused: Sequence[tuple[int, str]] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Preview:
    """What :func:`take_in` would do, with nothing written."""
    terms = Terms(channel, level, obtained_at, history)
    plan = _plan(uow, time, who, rows, terms, refused, _Reporter(progress, cancelled, len(rows)))
    planned = [
        PlannedRow(
            one.row, Kind.HISTORY if one.summary.history else Kind.ADD, one.row.number, one.summary.suspected
        )
        for one in plan.new
    ]
    planned.extend(
        PlannedRow(
            one.row, one.decision.kind, one.ticket.number, None, one.decision.changes, one.decision.differences,
            one.decision.older,
        )
        for one in plan.known
    )  # fmt: skip
    planned.extend(PlannedRow(row, Kind.UNCHANGED, row.number) for row in plan.same)
    planned.sort(key=lambda one: one.row.row)
    open_rows = sum(one.kind in (Kind.ADD, Kind.COME_AGAIN) for one in planned)
    return Preview(
        result=plan.result(),
        rows=tuple(planned),
        open_rows=open_rows,
        ask_history=open_rows > plan.policy.intake.history_question,
    )


def _is_over_upstream(one: _Known) -> bool:
    return one.in_hand and one.decision.kind is Kind.UPDATE and rules.is_finished(one.row)


# --------------------------------------------------------------------------------------------------- planning


def _plan(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    rows: Sequence[UpstreamRow],
    terms: Terms,
    refused: Sequence[tuple[int, str]],
    report: _Reporter,
) -> _Plan:
    now = time.now()
    obtained_at = terms.obtained_at or now
    if obtained_at > now:
        raise Refused(f"获取时间 {rules.shown(obtained_at)} 晚于现在，请改正。", (), "obtained_at")
    policy = policies.in_force(uow, obtained_at)
    orders, doubles = rules.told_apart(rows)
    plan = _Plan(obtained_at, policy, len(rows) + len(refused), refused=sorted([*refused, *doubles]))
    known = uow.tickets.by_identity([identity for identity, _row in orders])
    changed: list[tuple[StoredTicket, UpstreamRow]] = []
    maker = Maker(who, now, obtained_at, policy, terms)
    for place, (identity, row) in enumerate(orders):
        if place % _CHUNK == 0:
            report.at(place)
        ticket = known.get(identity)
        if ticket is None:
            plan.new.append(maker.new(identity, row))
        elif ticket.snapshot.rpartition(" ")[2] == rules.snapshot_of(row) and not ticket.edited:
            plan.same.append(row)
        else:
            changed.append((ticket, row))
    report.at(len(rows))
    _decide(uow, plan, changed, terms)
    return plan


def _decide(
    uow: UnitOfWork, plan: _Plan, changed: Sequence[tuple[StoredTicket, UpstreamRow]], terms: Terms
) -> None:
    timelines = uow.tickets.events_of([ticket.id for ticket, _row in changed])
    for ticket, row in changed:
        events = timelines[ticket.id]
        standing = standing_of(events)
        decision = rules.decide(
            ticket,
            row,
            seen=ticket.snapshot,
            edited=ticket.edited,
            state=standing.state,
            seen_at=rules.last_heard(events),
            stood_since=standing.last_event_at or plan.obtained_at,
            obtained_at=plan.obtained_at,
            history=terms.history,
        )
        plan.known.append(_Known(ticket, row, events, decision, standing.state in LIVE))


class Maker:
    """Makes new orders of rows, all obtained at one moment under one policy."""

    def __init__(self, who: Who, now: datetime, obtained_at: datetime, policy: Policy, terms: Terms) -> None:
        self.who, self.now, self.obtained_at, self.policy, self.terms = who, now, obtained_at, policy, terms
        self._summaries: dict[object, Summary] = {}

    def new(self, identity: str, row: UpstreamRow, edited: frozenset[str] = frozenset()) -> NewTicket:
        """The order with its first event."""
        event = self.event(row, Act.OBTAIN, 0)
        snapshot = rules.snapshot_of(row)
        if not row.number:
            row = replace(row, number=rules.own_number(identity, self.obtained_at))
        return NewTicket(
            row=row,
            identity=identity,
            channel=self.terms.channel,
            policy_id=self.policy.id,
            snapshot=snapshot,
            events=(event,),
            summary=self._summary(event),
            edited=edited,
        )

    def _summary(self, event: Event) -> Summary:
        """Orders obtained at one moment on the same terms come to the same: most of a file is summed up once."""
        said = event.details
        terms = (
            said.history,
            said.suspected,
            said.upstream_due_at,
            said.contacted,
            said.resolved,
            said.satisfied,
        )
        known = self._summaries.get(terms)
        if known is None:
            known = self._summaries[terms] = summarise((event,), self.policy)
        return known if known.closed_at == said.closed_at else replace(known, closed_at=said.closed_at)

    def event(self, row: UpstreamRow, act: Act, ticket_id: int) -> Event:
        """The taking in, with what its clocks go by."""
        history = self.terms.history or rules.is_finished(row)
        level = None if history else self.terms.level
        judged = level is not None and level.is_urgent
        details = Details(
            level=self.terms.level,
            suspected=None if history or judged else rules.suspicion(row, self.policy),
            received_at=row.received_at,
            upstream_due_at=row.upstream_due_at,
            closed_at=row.closed_at,
            history=history,
            contacted=(row.contacted or None) if history else None,
            resolved=(row.resolved or None) if history else None,
            satisfied=(row.satisfied or None) if history else None,
        )
        who = self.who
        return Event(0, ticket_id, act, self.obtained_at, self.now, who.name, who.workstation, details)


# ------------------------------------------------------------------------------------------------- carrying out


def _apply(
    uow: UnitOfWork, time: TimeSource, who: Who, plan: _Plan, terms: Terms, report: _Reporter
) -> list[int]:
    """Change the known orders; their ids. A snapshot that changed nothing is remembered all the same."""
    maker = Maker(who, time.now(), plan.obtained_at, plan.policy, terms)
    changed: list[int] = []
    for chunk in _chunks(plan.known):
        happened = []
        for one in chunk:
            if one.decision.kind is Kind.UNCHANGED:
                _remember(uow, one)
                continue
            happened.append(_change(uow, one, maker))
            changed.append(one.ticket.id)
        uow.tickets.append_many(happened)
        report.more(len(chunk))
    return changed


def _remember(uow: UnitOfWork, one: _Known) -> None:
    seen = one.ticket.snapshot
    snapshot = rules.snapshot_of(one.row)
    if not one.decision.older and snapshot not in seen.split():
        uow.tickets.update_fields(one.ticket.id, {}, snapshot=rules.remembered(seen, snapshot))


def _change(uow: UnitOfWork, one: _Known, maker: Maker) -> tuple[Event, Any]:
    ticket, row = one.ticket, one.row
    names = {change.field for change in one.decision.changes}
    kept = frozenset(name.removeprefix("extra:") for name in ticket.edited if name.startswith("extra:"))
    values = {name: getattr(row, name) for name in UPSTREAM_FIELDS if name in names}
    uow.tickets.update_fields(
        ticket.id,
        values,
        snapshot=rules.remembered(ticket.snapshot, rules.snapshot_of(row)),
        extra=rules.merged_extra(ticket.extra, row.extra, kept),
    )
    triples = tuple(change.as_triple() for change in one.decision.changes)
    if one.decision.kind is Kind.COME_AGAIN:
        event = maker.event(row, Act.COME_AGAIN, ticket.id)
        event = replace(event, details=replace(event.details, changes=triples))
    else:
        due = row.upstream_due_at if "upstream_due_at" in names else None
        details = Details(changes=triples, upstream_due_at=due, received_at=row.received_at)
        event = replace(maker.event(row, Act.UPDATE, ticket.id), details=details)
    event = replace(event, occurred_at=max(event.occurred_at, one.events[0].occurred_at))
    policy = uow.policies.get(ticket.policy_id)
    lead = lead_of(one.events)
    lead_events = uow.tickets.events(lead) if lead else []
    return event, summarise((*one.events, event), policy, lead_events)


def _record(result: IntakeResult, file_name: str, who: Who, at: datetime) -> ImportRecord:
    return ImportRecord(
        file_name=file_name,
        at=at,
        actor=who.name,
        rows=result.rows,
        added=result.added,
        updated=result.updated,
        unchanged=result.unchanged,
        history=result.history,
        rejected=len(result.rejected),
    )


_T = TypeVar("_T")


def _chunks(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]


class _Reporter:
    """Tells how far it is, and stops the work when asked to."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None, total: int) -> None:
        self._progress, self._cancelled, self._total, self._done = progress, cancelled, total, 0

    def at(self, done: int) -> None:
        """So many are done. Raises Cancelled."""
        self._done = done
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._progress is not None:
            self._progress(min(done, self._total), self._total)

    def more(self, count: int) -> None:
        """So many more. Raises Cancelled."""
        self.at(self._done + count)

    def finish(self) -> None:
        """All are done."""
        if self._progress is not None:
            self._progress(self._total, self._total)
