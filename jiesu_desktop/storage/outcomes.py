"""Rows that follow from an event at once: calls, call-backs and assignments, kept for ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, update
from sqlalchemy.sql import bindparam

from jiesu_desktop.domain.tickets import Act, Event
from jiesu_desktop.storage.bulk import insert_many
from jiesu_desktop.storage.rows import clean
from jiesu_desktop.storage.tables import assignments, attachments, callbacks, calls

_LEDGER_OF_CALL = {Act.REPORT: "calls", Act.CONFIRM: "calls", Act.URGE: "urged", Act.SUPERVISE: "urged"}


_TABLES = (calls, callbacks, assignments, attachments)


def record(connection: Connection, happened: Sequence[Event]) -> None:
    """Add what these saved events give rise to; 更正 withdraws what its event gave rise to."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _TABLES}
    for event in happened:
        if event.details.attachments:
            rows["attachments"].extend(_attachments(event))
        if event.act in _LEDGER_OF_CALL:
            rows["calls"].append(_call(event))
        elif event.act is Act.CALLBACK:
            rows["callbacks"].append(_callback(event))
        elif event.act in (Act.DISPATCH, Act.REDISPATCH):
            rows["assignments"].extend(_assignments(event))
    for table in _TABLES:
        insert_many(connection, table, rows[table.name])
    _end_assignments(connection, [e for e in happened if e.act is Act.REDISPATCH and e.details.from_unit])
    withdrawn = [e.details.corrects for e in happened if e.act is Act.CORRECT and e.details.corrects]
    if withdrawn:
        for table in _TABLES:
            connection.execute(_withdraw(table), [{"event": event_id} for event_id in withdrawn])


def _withdraw(table: Table) -> Any:
    return update(table).where(table.c.event_id == bindparam("event")).values(withdrawn=True)


def _shared(event: Event) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "ticket_id": event.ticket_id,
        "occurred_at": event.occurred_at,
        "withdrawn": False,
        "actor": clean(event.actor),
        "workstation": clean(event.workstation),
        "unit": _maybe(event.details.unit),
        "outcome": event.details.outcome and event.details.outcome.value,
        "text": _maybe(event.details.text or event.details.reason),
    }


def _call(event: Event) -> dict[str, Any]:
    return {
        **_shared(event),
        "kind": event.act.value,
        "ledger": _LEDGER_OF_CALL[event.act],
        "contact": _maybe(event.details.contact),
        "phone": _maybe(event.details.phone),
        "leader": _maybe(event.details.leader),
        "until": event.details.until,
    }


def _callback(event: Event) -> dict[str, Any]:
    said = event.details
    return {
        **_shared(event),
        "means": _maybe(said.means),
        "contacted": _maybe(said.contacted),
        "resolved": _maybe(said.resolved),
        "satisfied": _maybe(said.satisfied),
        "demand": _maybe(said.demand),
        "suggestion": _maybe(said.suggestion),
        "next_step": _maybe(said.next_step),
        "next_at": said.next_at,
    }


def _attachments(event: Event) -> list[dict[str, Any]]:
    about = _without_words(event)
    return [
        {**about, "name": clean(file.name), "digest": file.digest, "size": file.size}
        for file in event.details.attachments
    ]


def _assignments(event: Event) -> list[dict[str, Any]]:
    lead = event.details.unit
    units = [*([("lead", lead)] if lead else []), *(("assist", unit) for unit in event.details.assist)]
    return [
        {
            **_without_words(replace(event, details=replace(event.details, unit=unit))),
            "role": role,
            "ended_at": None,
        }
        for role, unit in units
    ]


def _without_words(event: Event) -> dict[str, Any]:
    about = _shared(event)
    del about["outcome"], about["text"]
    return about


def _end_assignments(connection: Connection, redispatched: Sequence[Event]) -> None:
    if not redispatched:
        return
    table = assignments
    connection.execute(
        update(table)
        .where(
            table.c.ticket_id == bindparam("ticket"),
            table.c.unit == bindparam("from"),
            table.c.ended_at.is_(None),
            table.c.event_id < bindparam("event"),
        )
        .values(ended_at=bindparam("at")),
        [
            {"ticket": e.ticket_id, "from": e.details.from_unit, "event": e.id, "at": e.occurred_at}
            for e in redispatched
        ],
    )


def _maybe(value: str | None) -> str | None:
    return None if value is None else clean(value)
