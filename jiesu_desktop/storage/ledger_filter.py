"""The WHERE of a ledger, shared by page, count, totals and export, and which index is to lead the search for it.

SQLite's planner knows averages only: to it every unit, state or level is equally rare, and it happily reads half a
million wide rows for the wrong one. So one condition is chosen here to lead, from the ledger and from counts that
stop early, and the others are written with the unary plus that keeps their indexes out of it. Measured at a million
orders, a count of call-backs by category: 0.72 s left alone, 0.05 s led.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, literal_column, or_, select

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import Ledger, Source
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.storage import search, urging_sql
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.tables import callbacks, calls, tickets
from jiesu_desktop.storage.tables_desk import alerts
from jiesu_desktop.storage.types import Moment

_t = tickets.c
TABLES = {
    Source.TICKETS: tickets,
    Source.CALLS: calls,
    Source.CALLBACKS: callbacks,
    Source.ALERTS: alerts,
}
"""Whose rows a ledger's rows are."""

# Each stands word for word in the WHERE of a partial index of tables.py: few orders, all filters in the index.
_SMALL: dict[str, tuple[str, bool]] = {
    "returned": ("s_returned_at", False),
    "deferred": ("s_deferred_at", False),
    "urgent": ("s_ever_urgent", True),
    "excluded": ("s_excluded_at", False),
    "hard": ("s_hard", True),
}
_CHANNELS = {"self": Channel.SELF.value, "other": Channel.OTHER.value}
_CALLS = ("urged", "calls")
_FEW = 20_000  # rows that are looked at one by one in a few hundredths of a second


class Lead(StrEnum):
    """Which condition is searched by; the others are checked on what it finds."""

    ROWS = "rows"  # the ledger's own date, or the index of its few orders
    TEXT = "text"
    URGING = "s_urge_from"
    UNIT = "s_unit"
    CATEGORY = "category"
    LEVEL = "s_level"
    CHANNEL = "channel"
    STATE = "s_state"
    MOST = "most"  # nearly every row is meant: by its own date, leaving out the few that are not


_USUAL = {
    Lead.LEVEL: Level.GENERAL.value,
    Lead.CHANNEL: Channel.HOTLINE.value,
    Lead.STATE: State.ARCHIVED.value,
}
"""What most orders are, which is therefore the last to search by."""
_VALUES = {Lead.LEVEL: [*Level], Lead.CHANNEL: [*Channel], Lead.STATE: [*State]}


class Filter:
    """What a spec asks of a ledger.

    Attributes:
        conditions: for the WHERE.
        lead: what is searched by; None: PostgreSQL decides for itself, and without ``led`` whatever the caller adds.
    """

    def __init__(
        self,
        connection: Connection,
        ledger: Ledger,
        dated: ColumnElement[Any],
        spec: LedgerSpec,
        *,
        led: bool = True,
        words: Sequence[search.Word] | None = None,
    ) -> None:
        self._connection, self._ledger, self._dated, self._spec = connection, ledger, dated, spec
        self._words = search.meant(connection, spec.text) if words is None else words
        self._asked = _asked(ledger, spec)
        self._plain = connection.dialect.name != "sqlite"
        self.lead = self._leading() if led and not self._plain else None
        self.conditions = [*self._own(), *self._about()]

    @property
    def broad(self) -> bool:
        """Whether so much may be found that it is best read in the order of an index that the caller has in mind."""
        return (
            self._ledger.source is Source.TICKETS
            and self.lead in (Lead.ROWS, *_USUAL)
            and self._ledger.name not in _SMALL
            and not self._few_rows()
        )

    def _leading(self) -> Lead:
        spec, ledger = self._spec, self._ledger
        if spec.urge_until:
            return Lead.URGING
        if ledger.name in _SMALL or (ledger.source is not Source.TICKETS and self._few_rows()):
            return Lead.ROWS
        if self._words and search.few_hits(self._connection, self._words):
            return Lead.TEXT
        if spec.unit or spec.category:
            return Lead.UNIT if spec.unit else Lead.CATEGORY
        return self._by_kind()

    def _by_kind(self) -> Lead:
        asked = [lead for lead in _USUAL if lead.value in self._asked]
        rare = [lead for lead in asked if self._asked[lead.value] != _USUAL[lead]]
        if self._ledger.source is Source.TICKETS:
            return (rare or asked or [Lead.ROWS])[0]
        return rare[0] if rare else Lead.TEXT if self._words and not asked else Lead.MOST

    def _few_rows(self) -> bool:
        """Whether the ledger has few rows in these days; looks no further than it must."""
        some = select(literal(1)).select_from(TABLES[self._ledger.source]).where(*self._own(leads=True))
        count = select(func.count()).select_from(some.limit(_FEW).subquery())
        return (self._connection.scalar(count) or 0) < _FEW

    def _own(self, *, leads: bool | None = None) -> Iterator[ColumnElement[bool]]:
        """What makes a row the ledger's, and its days. On orders the day stands second in every index that may lead."""
        name, orders = self._ledger.name, self._ledger.source is Source.TICKETS
        if leads is None:
            by_row = orders and self.lead not in (None, Lead.TEXT, Lead.URGING)
            leads = self.lead in (Lead.ROWS, Lead.MOST) or by_row
        if self._spec.urge_until:  # where it stands now says all that makes it the ledger's
            yield urging_sql.due(self._connection, name, self._spec.urge_until)
        elif name in _SMALL:
            column_name, flag = _SMALL[name]
            column = self._column(_t[column_name], leads=leads)
            yield column.is_not(None) if not flag else column if leads or self._plain else column.is_(True)
        if name in _CALLS:
            yield self._column(calls.c.ledger, leads=leads) == name
        if self._ledger.source in (Source.CALLS, Source.CALLBACKS):
            yield self._column(TABLES[self._ledger.source].c.withdrawn, leads=leads).is_(False)
        yield from _days(self._column(self._dated, leads=leads), self._spec.start, self._spec.end)

    def _about(self) -> Iterator[ColumnElement[bool]]:
        """What is asked of the order. The words are looked for by the row itself."""
        asked = [*self._kinds(), *self._category(self._spec.category)]
        if self._ledger.source is Source.TICKETS:
            yield from asked
        elif asked:
            yield self._of_such_orders(asked)
        if self._words:
            hits = search.hits(self._connection, self._words)
            yield self._column(order_id(self._ledger), leads=self._leads(Lead.TEXT)).in_(hits)

    def _of_such_orders(self, asked: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
        """That a row's order is like that: looked up from the row, or the rows from all such orders."""
        mine = order_id(self._ledger)
        if self.lead is Lead.MOST:
            return and_(
                mine.is_not(None), *(mine.not_in(select(_t.id).where(one)) for one in self._unusual())
            )
        if self.lead in (Lead.ROWS, Lead.TEXT):
            return select(_t.id).where(_t.id == mine, *asked).correlate(TABLES[self._ledger.source]).exists()
        return mine.in_(select(_t.id).where(*asked))

    def _unusual(self) -> Iterator[ColumnElement[bool]]:
        """What none of the orders may be where only usual kinds are asked for."""
        for lead, values in _VALUES.items():
            if lead.value in self._asked:
                yield _t[lead.value].in_(
                    [one.value for one in values if one.value != self._asked[lead.value]]
                )

    def _kinds(self) -> Iterator[ColumnElement[bool]]:
        for name, value in self._asked.items():
            yield self._column(_t[name], leads=self._leads(Lead(name))) == value

    def _category(self, category: str) -> Iterator[ColumnElement[bool]]:
        """That class and those below it. On SQLite a range as well, for the index to be used."""
        if not category:
            return
        below = category + "->"
        if self.lead is Lead.CATEGORY:
            yield and_(_t.category >= category, _t.category < category + "-?")  # '?' follows '>'
        column = self._column(_t.category, leads=False)
        yield or_(column == category, column.startswith(below, autoescape=True))

    def _leads(self, one: Lead) -> bool:
        return self.lead is one

    def _column(self, column: ColumnElement[Any], *, leads: bool) -> ColumnElement[Any]:
        """The column, out of reach of the planner where another leads."""
        if leads or self._plain:
            return column
        return unindexed(column)


def order_id(ledger: Ledger) -> ColumnElement[Any]:
    """The order a row is about."""
    table = TABLES[ledger.source]
    return table.c.id if table is tickets else table.c.ticket_id


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, which SQLite does not look up in any index."""
    table = column.table
    return literal_column(f"+{table.name}.{column.key}", column.type)


def _asked(ledger: Ledger, spec: LedgerSpec) -> dict[str, str]:
    """Column of the order → what it has to be."""
    equal = {
        "s_unit": spec.unit,
        "s_level": spec.level,
        "channel": spec.channel,
        "s_state": spec.state,
    }
    asked = {name: value for name, value in equal.items() if value}
    channel = _CHANNELS.get(ledger.name)
    if channel and asked.setdefault("channel", channel) != channel:
        asked["channel"] = ""  # no order came by both ways
    return asked


def _days(column: ColumnElement[Any], start: date | None, end: date | None) -> Iterator[ColumnElement[bool]]:
    if start is not None:
        yield column >= literal(_midnight(start), Moment)
    if end is not None:
        yield column < literal(_midnight(end + timedelta(days=1)), Moment)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
