"""Taking orders in from a file: the plan of what each row means, shown as a preview or carried out in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TypeVar

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain import intake as rules
from jiesu_desktop.domain.intake import Kind
from jiesu_desktop.domain.policy import Policy
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
from jiesu_desktop.services.acts import lead_events, refresh_followers
from jiesu_desktop.services.intake_plan import Known, Maker, Plan, Progress, Reporter, Terms, plan_of
from jiesu_desktop.services.intake_results import Difference, IntakeResult, PlannedRow, Preview
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import ImportRecord, StoredTicket
from jiesu_desktop.storage.unit_of_work import UnitOfWork

__all__ = ["Difference", "IntakeResult", "PlannedRow", "Preview", "Progress", "preview", "take_in"]

_CHUNK = 1000


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
    report = Reporter(progress, cancelled, 2 * len(rows))
    uow.tickets.lock_intake()
    plan = plan_of(uow, time, who, rows, terms, refused, report)
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
    uow: UnitOfWork | Queries,
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
    """What :func:`take_in` would do, with nothing written; a read holds no writer up."""
    terms = Terms(channel, level, obtained_at, history)
    plan = plan_of(uow, time, who, rows, terms, refused, Reporter(progress, cancelled, len(rows)))
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


def _apply(
    uow: UnitOfWork, time: TimeSource, who: Who, plan: Plan, terms: Terms, report: Reporter
) -> list[int]:
    """Change the known orders; their ids. A snapshot that changed nothing is remembered all the same."""
    maker = Maker(who, time.now(), plan.obtained_at, plan.policy, terms)
    policy_of = cache(uow.policies.get)
    changed: list[int] = []
    for chunk in _chunks(plan.known):
        happened = []
        for one in chunk:
            if one.decision.kind is Kind.UNCHANGED:
                _remember(uow, one)
                continue
            happened.append(_change(uow, one, maker, policy_of(one.ticket.policy_id)))
            changed.append(one.ticket.id)
        saved = uow.tickets.append_many(happened)
        for event in saved:
            if event.act is Act.COME_AGAIN:
                changed.extend(refresh_followers(uow, event.ticket_id))
        report.more(len(chunk))
    return changed


def _remember(uow: UnitOfWork, one: Known) -> None:
    seen = one.ticket.snapshot
    snapshot = rules.snapshot_of(one.row)
    if not one.decision.older and snapshot not in seen.split():
        uow.tickets.update_fields(one.ticket.id, {}, snapshot=rules.remembered(seen, snapshot))


def _change(uow: UnitOfWork, one: Known, maker: Maker, policy: Policy) -> tuple[Event, Summary]:
    ticket, row = one.ticket, one.row
    names = {change.field for change in one.decision.changes}
    values = {name: getattr(row, name) for name in UPSTREAM_FIELDS if name in names}
    uow.tickets.update_fields(
        ticket.id,
        values,
        snapshot=rules.remembered(ticket.snapshot, rules.snapshot_of(row)),
        extra=_extra(ticket, row) if any(name.startswith("extra:") for name in names) else None,
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
    return event, summarise((*one.events, event), policy, lead_events(uow, one.events))


def _extra(ticket: StoredTicket, row: UpstreamRow) -> tuple[tuple[str, str], ...]:
    """The columns of no name of ours, but for those an operator typed."""
    kept = frozenset(name.removeprefix("extra:") for name in ticket.edited if name.startswith("extra:"))
    return rules.merged_extra(ticket.extra, row.extra, kept)


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
