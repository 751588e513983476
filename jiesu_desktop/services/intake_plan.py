"""The plan of an import: what each row means, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain import intake as rules
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.intake import Decision, Kind
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.states import LIVE, Refused
from jiesu_desktop.domain.summary import Summary, summarise
from jiesu_desktop.domain.tickets import Act, Channel, Details, Event, Level, UpstreamRow, Who
from jiesu_desktop.exchange.failures import Cancelled
from jiesu_desktop.services import policy as policies
from jiesu_desktop.services.intake_results import Difference, IntakeResult
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import NewTicket, StoredTicket
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


@dataclass(slots=True)
class Known:
    """A row of a known order that changes it."""

    ticket: StoredTicket
    row: UpstreamRow
    events: list[Event]
    decision: Decision
    in_hand: bool


@dataclass(slots=True)
class Plan:
    """What becomes of each row of a file: made new, known and perhaps changed, the same, or refused."""

    obtained_at: datetime
    policy: Policy
    rows: int
    new: list[NewTicket] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
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


def _is_over_upstream(one: Known) -> bool:
    return one.in_hand and one.decision.kind is Kind.UPDATE and rules.is_finished(one.row)


def plan_of(
    uow: UnitOfWork | Queries,
    time: TimeSource,
    who: Who,
    rows: Sequence[UpstreamRow],
    terms: Terms,
    refused: Sequence[tuple[int, str]],
    report: Reporter,
) -> Plan:
    """Work out what each row means, with nothing written.

    Raises:
        Refused: ``obtained_at`` lies in the future. Cancelled: ``report`` was told to stop.
    """
    now = time.now()
    obtained_at = terms.obtained_at or now
    if obtained_at > now:
        raise Refused(f"获取时间 {rules.shown(obtained_at)} 晚于现在，请改正。", (), "obtained_at")
    policy = policies.in_force(uow, obtained_at)
    orders, doubles = rules.told_apart(rows)
    plan = Plan(obtained_at, policy, len(rows) + len(refused), refused=sorted([*refused, *doubles]))
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
    uow: UnitOfWork | Queries, plan: Plan, changed: Sequence[tuple[StoredTicket, UpstreamRow]], terms: Terms
) -> None:
    timelines = uow.tickets.events_of([ticket.id for ticket, _row in changed])
    for ticket, row in changed:
        events = timelines[ticket.id]
        standing = standing_of(events)
        decision = rules.decide(
            ticket,
            row,
            seen=ticket.snapshot,
            edited=rules.typed(ticket.edited, events),
            state=standing.state,
            seen_at=rules.last_heard(events),
            stood_since=rules.stood_since(events),
            obtained_at=plan.obtained_at,
            history=terms.history,
        )
        plan.known.append(Known(ticket, row, events, decision, standing.state in LIVE))


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


class Reporter:
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
