"""``act``: one act on one order, by the same service the window uses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit, say
from jiesu_desktop.cli.session import session
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Details, Event
from jiesu_desktop.services import acts, attachments
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork


def run_act(options: Options) -> int:
    """Record the act and print the order as it stands then. A refusal says why and which acts are open."""
    with session(options) as s:
        files = attachments.keep(s.store, options.files)
        with s.store.begin() as work:
            ticket = acts.find(work, options.number)
            details = replace(_details(options, work), attachments=files)
            changes = acts.perform(
                work, s.time, s.who, ticket.id, options.act, details, occurred_at=options.at
            )
        if changes.message:
            say(changes.message)
        with s.store.read() as queries:
            emit(ticket_json(queries, ticket.id))
    return 0


def _details(options: Options, work: UnitOfWork) -> Details:
    return Details(
        level=options.level,
        basis=options.basis,
        unit=options.unit,
        assist=tuple(options.assist),
        from_unit=options.from_unit,
        contact=options.contact,
        phone=options.phone,
        outcome=options.outcome,
        means=options.means,
        code=options.code,
        reason=options.reason,
        leader=options.leader,
        text=options.text,
        promise=options.promise,
        final=options.final,
        until=options.until,
        lead=acts.find(work, options.lead).id if options.lead else None,
        corrects=options.event,
        contacted=options.contacted,
        resolved=options.resolved,
        satisfied=options.satisfied,
        passed=options.passed,
    )


def ticket_json(queries: Queries, ticket_id: int) -> dict[str, Any]:
    """An order as the commands print it: what it is, where it stands, and its timeline."""
    view = queries.ticket(ticket_id)
    ticket, policy = view.ticket, queries.policies.get(view.policy_id)
    summary = summarise(view.events, policy, view.lead_events)
    return {
        "ticket": ticket.number,
        "title": ticket.title,
        "channel": ticket.channel.value,
        "level": summary.level.value,
        "ever_urgent": summary.ever_urgent,
        "basis": summary.basis,
        "state": summary.state.value,
        "phase": summary.phase,
        "round": summary.round,
        "history": summary.history,
        "unit": summary.lead_unit,
        "assist": summary.assist_units,
        "obtained_at": summary.obtained_at,
        "next_act": summary.next_act,
        "next_clock": summary.next_clock,
        "next_due_at": summary.next_due_at,
        "version": ticket.version,
        "timeline": [_event_json(event) for event in view.events],
    }


def _event_json(event: Event) -> dict[str, Any]:
    return {
        "event": event.id,
        "act": event.act.value,
        "label": event.act.label,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "actor": event.actor,
        "workstation": event.workstation,
        "details": event.details.to_json(),
    }
