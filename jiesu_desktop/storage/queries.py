"""The read side: what lists, ledgers, screens and the alert engine ask, answered in plain values."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, true

from jiesu_desktop.domain.alert_measures import AlertFact
from jiesu_desktop.domain.leads import gathered
from jiesu_desktop.domain.ledgers import LedgerColumn, Source
from jiesu_desktop.domain.tickets import Event, Level
from jiesu_desktop.storage import (
    alert_sql,
    callback_sql,
    ledger_sql,
    ledger_stream,
    ledger_totals,
    queue_sql,
    related_sql,
    search,
    urging_sql,
)
from jiesu_desktop.storage.alerts import Alerts
from jiesu_desktop.storage.desk import Desk
from jiesu_desktop.storage.directory import Directory
from jiesu_desktop.storage.ledger_filter import order_id
from jiesu_desktop.storage.ledger_stream import EXTRA
from jiesu_desktop.storage.operators import Operators
from jiesu_desktop.storage.policies import Policies
from jiesu_desktop.storage.records import (
    CallbackCounts,
    CallbackRow,
    DeskCounts,
    ImportRecord,
    LedgerPage,
    LedgerSpec,
    LedgerTotals,
    QueuePage,
    QueueRow,
    QueueView,
    SearchResult,
    StoredTicket,
    TicketView,
    Watched,
)
from jiesu_desktop.storage.rows import TICKET_COLUMNS, to_ticket
from jiesu_desktop.storage.settings import StoredSettings
from jiesu_desktop.storage.tables import events, extra_headers, tickets
from jiesu_desktop.storage.tickets import Tickets

_CHUNK = 500


class Queries:
    """Questions within one snapshot.

    Attributes:
        tickets, directory, policies, alerts, settings, operators, desk: the repositories, to be read only.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.tickets = Tickets(connection)
        self.directory = Directory(connection)
        self.policies = Policies(connection)
        self.alerts = Alerts(connection)
        self.settings = StoredSettings(connection)
        self.operators = Operators(connection)
        self.desk = Desk(connection)
        self._streams: list[Generator[Any, None, None]] = []

    def end(self) -> None:
        """Close what an export that broke off left streaming, while there is still a connection to close it on."""
        for stream in self._streams:
            stream.close()

    # -- the queue

    def queue(
        self, view: QueueView, now: datetime, *, sort: str = "", offset: int = 0, limit: int = 100
    ) -> QueuePage:
        """A page of the queue as it stands at ``now``, and how many rows the view has."""
        conditions = queue_sql.where(self._connection, view, now)
        total = self._connection.scalar(select(func.count()).select_from(tickets).where(conditions)) or 0
        ids = self.queue_ids(view, now, sort=sort, offset=offset, limit=limit)
        found = self.queue_rows(ids)
        return QueuePage(tuple(found[i] for i in ids), total)

    def queue_ids(
        self, view: QueueView, now: datetime, *, sort: str = "", offset: int = 0, limit: int | None = None
    ) -> list[int]:
        """The ids of a view, in order."""
        query = (
            select(tickets.c.id)
            .where(queue_sql.where(self._connection, view, now))
            .order_by(*queue_sql.order_by(sort, now))
            .limit(limit)
            .offset(offset)
        )
        return list(self._connection.scalars(query))

    def queue_rows(self, ids: Sequence[int]) -> dict[int, QueueRow]:
        """These orders as the queue shows them, whether they are on it or not."""
        found: dict[int, QueueRow] = {}
        for start in range(0, len(ids), _CHUNK):
            query = select(*queue_sql.ROW_COLUMNS).where(tickets.c.id.in_(ids[start : start + _CHUNK]))
            found.update({row.id: queue_sql.to_row(row) for row in self._connection.execute(query)})
        return found

    def queue_counts(self, now: datetime, operator: str = "") -> dict[str, int]:
        """How many orders each view of the queue has, in one question."""
        return self._connection.execute(queue_sql.counting(now, operator)).one()._asdict()

    def callbacks(self, now: datetime, *, due: bool, limit: int = 500) -> list[CallbackRow]:
        """Orders whose caller is to be rung, by the moment; with ``due`` without those to be rung later."""
        rows = self._connection.execute(callback_sql.waiting(now, due=due, limit=limit))
        return [callback_sql.to_row(row) for row in rows]

    def callback_counts(self, now: datetime) -> CallbackCounts:
        """How many call-backs wait, may be made now, and are late."""
        return callback_sql.to_counts(self._connection.execute(callback_sql.counting(now)).one())

    # -- ledgers

    def ledger_columns(self, name: str) -> tuple[LedgerColumn, ...]:
        """Its columns: the declared ones, then every upstream column ever seen that is none of ours."""
        ledger = ledger_sql.ledger_of(LedgerSpec(ledger=name))
        if ledger.source is not Source.TICKETS:
            return ledger.columns
        headers = self._connection.scalars(select(extra_headers.c.header).order_by(extra_headers.c.id))
        return (*ledger.columns, *(LedgerColumn(EXTRA + header, header, 18) for header in headers))

    def ledger(
        self, spec: LedgerSpec, *, offset: int = 0, limit: int = 100, count: bool = True
    ) -> LedgerPage:
        """A page of a ledger and the exact number of its rows; 0 without ``count``, for whoever knows it."""
        ids = list(self._connection.scalars(ledger_sql.paging(self._connection, spec, offset, limit)))
        return self.ledger_rows(spec.ledger, ids, total=self.ledger_count(spec) if count else 0)

    def ledger_rows(self, name: str, ids: Sequence[int], *, total: int = 0) -> LedgerPage:
        """These rows of a ledger, in the order of ``ids`` (row ids of :meth:`ledger_ids`); those gone are left out."""
        ledger = ledger_sql.ledger_of(LedgerSpec(ledger=name))
        columns = self.ledger_columns(name)
        query = ledger_sql.rows(ledger).where(ledger_sql.row_id(ledger).in_(ids))
        found = {row[0]: row for row in self._connection.execute(query)}
        wide = _widened(columns, len(ledger.columns))
        there = [found[i] for i in ids if i in found]
        return LedgerPage(
            columns=columns,
            rows=tuple(map(wide, there)),
            ids=tuple(row[1] or 0 for row in there),
            total=total,
        )

    def ledger_count(self, spec: LedgerSpec) -> int:
        """The exact number of rows of a ledger."""
        return int(self._connection.scalar(ledger_sql.counting(self._connection, spec)) or 0)

    def ledger_totals(self, spec: LedgerSpec, now: datetime) -> LedgerTotals:
        """The exact number of rows of a ledger and what they come to; overdue means overdue at ``now``."""
        return ledger_totals.totals(self._connection, spec, now)

    def ledger_ids(self, spec: LedgerSpec) -> list[int]:
        """All its row ids, in order: what a table pages by once they are there."""
        return list(self._connection.scalars(ledger_sql.paging(self._connection, spec, 0, None)))

    def ledger_batches(
        self, spec: LedgerSpec, columns: Sequence[LedgerColumn]
    ) -> Iterator[Sequence[Sequence[Any]]]:
        """Every row of a ledger, streamed, for an export: some rows at a time, of each of ``columns`` its values.

        Values are as the database's driver has them: a moment is in microseconds since 1970 UTC, or aware; a text may be
        the UTF-8 of one.
        """
        batches = ledger_stream.stream(self._connection, spec, columns)
        self._streams.append(batches)
        return batches

    def alert_facts(self, spec: LedgerSpec) -> list[AlertFact]:
        """What the measures of a shift need of the alerts a ledger of them shows, without its columns."""
        asked = ledger_sql.filtered(self._connection, spec)
        query = alert_sql.facts().where(*asked.conditions)
        return [alert_sql.fact(row) for row in self._connection.execute(query) if alert_sql.meant(row)]

    def urging_due(self, cutoffs: Mapping[str, datetime]) -> dict[str, int]:
        """How many orders of each ledger are due to be urged (``domain.urging.cutoffs``)."""
        if not cutoffs:
            return {}
        return self._connection.execute(urging_sql.counting(self._connection, cutoffs)).one()._asdict()

    def ledger_choices(self) -> dict[str, list[str]]:
        """What the filter boxes offer: units and categories that orders carry."""
        return {
            "unit": _distinct(self._connection, tickets.c.s_unit),
            "category": _distinct(self._connection, tickets.c.category),
        }

    # -- one order

    def ticket(self, ticket_id: int) -> TicketView:
        """All there is to show of an order. NotFound when there is none."""
        return self._view(self.tickets.get(ticket_id))

    def ticket_numbered(self, number: str) -> TicketView | None:
        """The newest order of that number, or None."""
        found = self.tickets.by_number(number)
        return None if found is None else self._view(found)

    def _view(self, ticket: StoredTicket) -> TicketView:
        timelines = self._with_leads([ticket.id])
        events, lead_events = timelines[ticket.id]
        return TicketView(ticket=ticket, events=events, policy_id=ticket.policy_id, lead_events=lead_events)

    def _with_leads(self, ids: Sequence[int]) -> dict[int, tuple[tuple[Event, ...], tuple[Event, ...]]]:
        """Each order's events, and those of every order it is or was merged under and of those above them."""
        own = self.tickets.events_of(ids)
        known = dict(own)

        def timelines(wanted: Sequence[int]) -> Mapping[int, Sequence[Event]]:
            known.update(self.tickets.events_of([one for one in wanted if one not in known]))
            return {one: known[one] for one in wanted}

        return {ticket_id: (tuple(events), gathered(events, timelines)) for ticket_id, events in own.items()}

    def related(self, ticket: StoredTicket, since: datetime, limit: int = 50) -> list[StoredTicket]:
        """Other orders since a moment of the same caller's number or the same place, the newest first."""
        return related_sql.alike(self._connection, ticket, since, limit)

    def ties(
        self, ticket: StoredTicket, lead: int | None, since: datetime, limit: int = 20
    ) -> related_sql.Ties:
        """The orders that have to do with one; see :func:`related_sql.ties`."""
        return related_sql.ties(self._connection, ticket, lead, since, limit)

    # -- the alert engine

    def open_ticket_ids(self) -> list[int]:
        """Orders something is still expected of."""
        return list(
            self._connection.scalars(select(tickets.c.id).where(tickets.c.s_live).order_by(tickets.c.id))
        )

    def derived_ticket_ids(self) -> list[int]:
        """Orders whose summary may tell something else under other rules: the open ones, and those of which more was asked."""
        more = or_(
            tickets.c.s_deferred_at.is_not(None),
            tickets.c.s_excluded_at.is_not(None),
            tickets.c.s_lead_ticket.is_not(None),
        )
        query = select(tickets.c.id).where(or_(tickets.c.s_live, more)).order_by(tickets.c.id)
        return list(self._connection.scalars(query))

    def acted_on_since(self, moment: datetime) -> list[int]:
        """Orders something happened to after a moment: those whose clocks then are not those of now."""
        query = select(events.c.ticket_id).where(events.c.occurred_at > moment).distinct()
        return sorted(self._connection.scalars(query))

    def awaiting_word_ids(self) -> list[int]:
        """Orders whose units have answered once and will again: what they promised is in their events."""
        query = select(tickets.c.id).where(
            tickets.c.s_live, tickets.c.s_feedback_at.is_not(None), tickets.c.s_feedback_final.is_(False)
        )
        return list(self._connection.scalars(query.order_by(tickets.c.id)))

    def actors_between(self, start: datetime, end: datetime) -> list[tuple[str, int]]:
        """Who recorded acts from ``start`` until before ``end``, and how many, the busiest first."""
        count = func.count()
        query = select(events.c.actor, count).where(events.c.recorded_at >= start, events.c.recorded_at < end)
        rows = self._connection.execute(query.group_by(events.c.actor).order_by(count.desc(), events.c.actor))
        return [(row[0], row[1]) for row in rows]

    def watched(self, ids: Iterable[int] | None = None) -> Iterator[Watched]:
        """Open orders with their timelines; of ``ids`` those that are open."""
        wanted = self.open_ticket_ids() if ids is None else list(dict.fromkeys(ids))
        for start in range(0, len(wanted), _CHUNK):
            yield from self._watched(wanted[start : start + _CHUNK])

    def timelines(self, ids: Sequence[int]) -> Iterator[Watched]:
        """These orders with their timelines, open or not."""
        for start in range(0, len(ids), _CHUNK):
            yield from self._watched(ids[start : start + _CHUNK], live=False)

    def _watched(self, ids: Sequence[int], *, live: bool = True) -> Iterator[Watched]:
        wanted = and_(tickets.c.id.in_(ids), tickets.c.s_live if live else true())
        query = select(*TICKET_COLUMNS, tickets.c.s_level).where(wanted)
        found = [(to_ticket(row[:-1]), row[-1]) for row in self._connection.execute(query)]
        timelines = self._with_leads([ticket.id for ticket, _level in found])
        for ticket, level in sorted(found, key=lambda item: item[0].id):
            events, lead_events = timelines[ticket.id]
            yield Watched(
                ticket=ticket,
                policy_id=ticket.policy_id,
                level=Level(level),
                events=events,
                lead_events=lead_events,
            )

    # -- search and figures

    def search(self, text: str, *, ledger: str = "", limit: int = 50, widely: bool = False) -> SearchResult:
        """Orders that contain every word of ``text`` as written, the newest first; in one ledger if named.

        ``widely``: also what a word may stand for, as in the window's lists (:func:`search.meant`).
        """
        words = search.meant(self._connection, text) if widely else search.words_of(text)
        if not words:
            return SearchResult(0, ())
        if ledger in ("", "tickets"):
            hits = search.hits(self._connection, words)
        else:
            spec = LedgerSpec(ledger=ledger, text=text)
            asked = ledger_sql.filtered(self._connection, spec, words=words)
            mine = order_id(ledger_sql.ledger_of(spec)).label("id")
            hits = select(mine).where(*asked.conditions).distinct()
        total, ids = search.newest(self._connection, hits, limit)
        rows = self.queue_rows(ids)
        return SearchResult(total, tuple(rows[i] for i in ids))

    def counts(self, since: datetime) -> DeskCounts:
        """The figures of the status bar; ``since`` is usually the Beijing midnight."""
        count = select(func.count()).select_from(tickets)
        return DeskCounts(
            self._connection.scalar(count) or 0,
            self._connection.scalar(count.where(tickets.c.s_live)) or 0,
            self._connection.scalar(count.where(tickets.c.s_obtained_at >= since)) or 0,
        )

    def last_import(self) -> ImportRecord | None:
        """The last file taken in."""
        found = self.desk.imports(1)
        return found[0] if found else None

    def newest_event_at(self) -> datetime | None:
        """When the last act was recorded: a clock that shows an earlier time is wrong (clocks.md, Alerts)."""
        newest: datetime | None = self._connection.scalar(select(func.max(events.c.recorded_at)))
        return newest


def _widened(columns: Sequence[LedgerColumn], declared: int) -> Any:
    """From (row id, ticket id, extra pairs, values…) to values with the extra columns behind them."""
    headers = [column.key.removeprefix(EXTRA) for column in columns[declared:]]
    if not headers:
        return lambda row: tuple(row[3:])

    def widen(row: Any) -> tuple[Any, ...]:
        brought = dict(row[2]) if row[2] else {}
        return (*row[3:], *(brought.get(header, "") for header in headers))

    return widen


def _distinct(connection: Connection, column: Any) -> list[str]:
    """The values of an indexed column, hopping from one to the next instead of reading all rows."""
    found: list[str] = []
    last = ""
    while (value := connection.scalar(select(func.min(column)).where(column > last))) is not None:
        found.append(value)
        last = value
    return found
