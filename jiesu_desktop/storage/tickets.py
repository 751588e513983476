"""Orders and their timelines on the write side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, update
from sqlalchemy.sql import bindparam

from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Event
from jiesu_desktop.storage import outcomes, search
from jiesu_desktop.storage.bulk import insert_many, upsert
from jiesu_desktop.storage.errors import NotFound, Stale
from jiesu_desktop.storage.records import NewTicket, StoredTicket
from jiesu_desktop.storage.rows import (
    TICKET_COLUMNS,
    clean,
    event_values,
    summary_values,
    to_event,
    to_ticket,
    upstream_values,
)
from jiesu_desktop.storage.tables import events, extra_headers, tickets

_CHUNK = 2000
_INTAKE_LOCK = 0x6A696573  # any number of our own
_IDS = 900  # parameters of one IN list


class Tickets:
    """Orders. Reading inside a write transaction locks the order on PostgreSQL, so that two desks act one after the other."""

    def __init__(self, connection: Connection, touch: Callable[[int], None] | None = None) -> None:
        self._connection = connection
        self._touch = touch
        self.added = 0  # orders added in this transaction
        self._lock = touch is not None and connection.dialect.name == "postgresql"

    def get(self, ticket_id: int) -> StoredTicket:
        """The order of that id. NotFound when there is none."""
        found = self._select(tickets.c.id == ticket_id)
        if not found:
            raise NotFound(f"工单 {ticket_id}")
        return found[0]

    def lock_intake(self) -> None:
        """Wait until no other transaction is taking orders in, so that one file at two desks is added once.

        SQLite has one writer at a time anyway.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(_INTAKE_LOCK)))

    def by_number(self, number: str) -> StoredTicket | None:
        """The newest order of that number."""
        found = self._select(tickets.c.number == number)
        return max(found, key=lambda ticket: ticket.id) if found else None

    def by_identity(self, identities: Sequence[str]) -> dict[str, StoredTicket]:
        """Those of these identities that are known."""
        found: dict[str, StoredTicket] = {}
        for start in range(0, len(identities), _IDS):
            for ticket in self._select(tickets.c.identity.in_(identities[start : start + _IDS])):
                found[ticket.identity] = ticket
        return found

    def those(self, ids: Sequence[int]) -> list[StoredTicket]:
        """The orders of these ids, by id."""
        return [
            ticket
            for start in range(0, len(ids), _IDS)
            for ticket in self._select(tickets.c.id.in_(ids[start : start + _IDS]))
        ]

    def _select(self, condition: Any) -> list[StoredTicket]:
        query = select(*TICKET_COLUMNS).where(condition).order_by(tickets.c.id)
        if self._lock:
            query = query.with_for_update()
        return [to_ticket(row) for row in self._connection.execute(query)]

    def events(self, ticket_id: int) -> list[Event]:
        """Its timeline, by when things occurred, then by recording."""
        return self.events_of([ticket_id])[ticket_id]

    def events_of(self, ids: Sequence[int]) -> dict[int, list[Event]]:
        """Their timelines; [] for an id without events."""
        found: dict[int, list[Event]] = {ticket_id: [] for ticket_id in ids}
        for start in range(0, len(ids), _IDS):
            query = (
                select(events)
                .where(events.c.ticket_id.in_(ids[start : start + _IDS]))
                .order_by(events.c.ticket_id, events.c.occurred_at, events.c.id)
            )
            for row in self._connection.execute(query):
                event = to_event(row)
                found[event.ticket_id].append(event)
        return found

    def followers(self, lead_id: int) -> list[int]:
        """Ids of the orders merged under this one."""
        query = select(tickets.c.id).where(tickets.c.s_lead_ticket == lead_id).order_by(tickets.c.id)
        return list(self._connection.scalars(query))

    def add_many(self, new: Iterable[NewTicket]) -> list[int]:
        """Save orders with their events and index their text, in bulk. Ids in the order given."""
        made: list[int] = []
        chunk: list[NewTicket] = []
        for ticket in new:
            chunk.append(ticket)
            if len(chunk) == _CHUNK:
                made.extend(self._add_chunk(chunk))
                chunk = []
        if chunk:
            made.extend(self._add_chunk(chunk))
        return made

    def _add_chunk(self, new: Sequence[NewTicket]) -> list[int]:
        ids = self._reserve(tickets, len(new))
        event_ids = iter(self._reserve(events, sum(len(ticket.events) for ticket in new)))
        rows = [_ticket_values(ticket_id, ticket) for ticket_id, ticket in zip(ids, new, strict=True)]
        happened = [
            replace(event, id=next(event_ids), ticket_id=ticket_id)
            for ticket_id, ticket in zip(ids, new, strict=True)
            for event in ticket.events
        ]
        event_rows = [event_values(event) for event in happened]
        insert_many(self._connection, tickets, rows)
        insert_many(self._connection, events, event_rows)
        outcomes.record(self._connection, happened)
        self._know_headers([header for row in rows for header, _value in row["extra"]])
        said: dict[int, list[str]] = {
            row["id"]: [row[name] for name in search.FIELDS if row[name]] for row in rows
        }
        for row in event_rows:
            said[row["ticket_id"]].extend(field for field in search.said(row["details"]) if field)
        search.add(self._connection, said.items(), fresh=True)
        self._touched(ids)
        self.added += len(ids)
        return ids

    def _reserve(self, table: Table, count: int) -> list[int]:
        """Ids nobody else gets: the write lock holds on SQLite, a sequence gives them on PostgreSQL."""
        if count == 0:
            return []
        if self._connection.dialect.name == "sqlite":
            last = self._connection.scalar(select(func.max(table.c.id))) or 0
            return list(range(last + 1, last + 1 + count))
        query = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return sorted(self._connection.scalars(query, {"table": table.name, "count": count}))

    def _know_headers(self, headers: Sequence[str]) -> None:
        fresh = dict.fromkeys(headers)
        if not fresh:
            return
        known = set(self._connection.scalars(select(extra_headers.c.header)))
        rows = [{"header": header} for header in fresh if header not in known]
        if rows:
            self._connection.execute(upsert(self._connection, extra_headers).on_conflict_do_nothing(), rows)

    def append(self, event: Event, summary: Summary, *, expected_version: int | None = None) -> Event:
        """Add one act to an order's timeline. Returns it with its id.

        Args:
            event: its ``id`` is assigned.
            summary: what the timeline comes to with it.
            expected_version: the order's version the caller saw; None: whatever stands.

        Raises:
            Stale: someone else acted or edited since. NotFound: no such order.
        """
        if expected_version is not None:
            self._check_version(event.ticket_id, expected_version)
        return self.append_many([(event, summary)])[0]

    def append_many(self, happened: Sequence[tuple[Event, Summary]]) -> list[Event]:
        """Add acts to many timelines in bulk. Of several on one order the last one's summary holds."""
        if not happened:
            return []
        ids = list(dict.fromkeys(event.ticket_id for event, _summary in happened))
        event_ids = self._reserve(events, len(happened))
        saved = [replace(event, id=i) for i, (event, _s) in zip(event_ids, happened, strict=True)]
        with search.changing(self._connection, ids):
            insert_many(self._connection, events, [event_values(event) for event in saved])
        outcomes.record(self._connection, saved)
        last = {event.ticket_id: summary for event, summary in happened}
        self._write_summaries(last, bump=1)
        return saved

    def set_summaries(self, summaries: Mapping[int, Summary]) -> None:
        """Rewrite the copies of summaries that something else than an act on the order itself changed."""
        if summaries:
            self._write_summaries(summaries, bump=0)

    def _write_summaries(self, summaries: Mapping[int, Summary], *, bump: int) -> None:
        units = dict[int, str]()
        ids = list(summaries)
        for start in range(0, len(ids), _IDS):
            query = select(tickets.c.id, tickets.c.unit).where(tickets.c.id.in_(ids[start : start + _IDS]))
            units.update((row.id, row.unit) for row in self._connection.execute(query))
        if missing := summaries.keys() - units.keys():
            raise NotFound(f"工单 {min(missing)}")
        rows = [
            {"the_id": ticket_id, **summary_values(summary, units[ticket_id])}
            for ticket_id, summary in summaries.items()
        ]
        change = update(tickets).where(tickets.c.id == bindparam("the_id"))
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "the_id"}
        self._connection.execute(change.values(version=tickets.c.version + bump, **values), rows)
        self._touched(ids)

    def update_fields(
        self,
        ticket_id: int,
        changes: Mapping[str, Any],
        *,
        edited: Iterable[str] = (),
        snapshot: str | None = None,
        extra: Sequence[tuple[str, str]] | None = None,
        expected_version: int | None = None,
    ) -> int:
        """Change upstream columns of an order. Returns its new version.

        Args:
            changes: field of ``UPSTREAM_FIELDS`` → value; also ``policy_id`` and ``channel``.
            edited: fields an operator typed now, added to those known as typed.
            snapshot, extra: replaced unless None.

        Raises:
            Stale, NotFound: as for :meth:`append`.
        """
        values: dict[str, Any] = {
            name: clean(value) if isinstance(value, str) else value for name, value in changes.items()
        }
        if snapshot is not None:
            values["snapshot"] = snapshot
        if extra is not None:
            values["extra"] = [[clean(header), clean(value)] for header, value in extra]
            self._know_headers([header for header, _value in values["extra"]])
        found = self._check_version(ticket_id, expected_version)
        if typed := frozenset(edited):
            values["edited"] = sorted(typed | self.get(ticket_id).edited)
        if "unit" in values:
            values["s_unit"] = func.coalesce(tickets.c.s_lead_unit, values["unit"])
        change = update(tickets).where(tickets.c.id == ticket_id)
        with search.changing(self._connection, [ticket_id] if set(changes) & set(search.FIELDS) else []):
            self._connection.execute(change.values(version=found + 1, **values))
        self._touched([ticket_id])
        return found + 1

    def _check_version(self, ticket_id: int, expected: int | None) -> int:
        query = select(tickets.c.version).where(tickets.c.id == ticket_id)
        found = self._connection.scalar(query.with_for_update() if self._lock else query)
        if found is None:
            raise NotFound(f"工单 {ticket_id}")
        if expected is not None and found != expected:
            raise Stale(expected, found, self.get(ticket_id))
        return int(found)

    def _touched(self, ids: Iterable[int]) -> None:
        if self._touch is not None:
            for ticket_id in ids:
                self._touch(ticket_id)


def _ticket_values(ticket_id: int, new: NewTicket) -> dict[str, Any]:
    values = upstream_values(new.row)
    return {
        "id": ticket_id,
        "identity": clean(new.identity),
        "channel": new.channel.value,
        "policy_id": new.policy_id,
        "version": 1,
        "snapshot": new.snapshot,
        "edited": sorted(new.edited),
        **values,
        **summary_values(new.summary, values["unit"]),
    }
