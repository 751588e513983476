"""Which other orders have to do with one: merged with it, from the same caller, about the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, or_, select

from jiesu_desktop.domain.matching import whole_number
from jiesu_desktop.domain.states import State
from jiesu_desktop.storage.records import StoredTicket
from jiesu_desktop.storage.rows import TICKET_COLUMNS, to_ticket
from jiesu_desktop.storage.tables import tickets

_c = tickets.c


class Tie(StrEnum):
    """Why another order is shown; of several the first."""

    LEAD = "lead"  # this one is merged under it
    FOLLOWER = "follower"  # it is merged under this one
    CALLER = "caller"  # the same number, however long ago
    PLACE = "place"  # the same place lately


@dataclass(frozen=True, slots=True)
class Related:
    """Another order, in the few words a line of it shows."""

    id: int
    number: str
    title: str
    category: str
    phase: str
    state: str
    obtained_at: datetime
    tie: Tie


@dataclass(frozen=True, slots=True)
class Ties:
    """``orders``: merged ones first, then by caller and by place, each the newest first. ``from_caller``: how many
    orders this number has brought in all, this one included; 0 where it tells no one."""

    orders: tuple[Related, ...]
    from_caller: int


def alike(connection: Connection, ticket: StoredTicket, since: datetime, limit: int) -> list[StoredTicket]:
    """Other orders since a moment of the same caller's number or the same place, the newest first."""
    same = [
        column == value
        for column, value, telling in (
            (_c.phone, ticket.phone, whole_number(ticket.phone)),
            (_c.place, ticket.place, bool(ticket.place)),
        )
        if telling
    ]
    if not same:
        return []
    query = (
        select(*TICKET_COLUMNS)
        .where(or_(*same), _c.id != ticket.id, _c.s_obtained_at >= since)
        .order_by(_c.id.desc())
        .limit(limit)
    )
    return [to_ticket(row) for row in connection.execute(query)]


def ties(connection: Connection, ticket: StoredTicket, lead: int | None, since: datetime, limit: int) -> Ties:
    """The orders that have to do with one.

    Args:
        lead: the order it is merged under now.
        since: how far back the same place counts.
        limit: the most of each tie.
    """
    # coalesce: SQLite would rather read every merged order there is by the index of states.
    merged = (_c.s_lead_ticket == ticket.id) & (func.coalesce(_c.s_state, "") == State.MERGED.value)
    calling = whole_number(ticket.phone)
    found: dict[int, Related] = {}
    for tie, condition, wanted in (
        (Tie.LEAD, _c.id == lead, lead is not None),
        (Tie.FOLLOWER, merged, True),
        (Tie.CALLER, _c.phone == ticket.phone, calling),
        (Tie.PLACE, (_c.place == ticket.place) & (_c.s_obtained_at >= since), bool(ticket.place)),
    ):
        if wanted:
            for one in _lines(connection, condition, ticket.id, tie, limit):
                found.setdefault(one.id, one)
    count = select(func.count()).select_from(tickets).where(_c.phone == ticket.phone)
    return Ties(tuple(found.values()), (connection.scalar(count) or 0) if calling else 0)


def _lines(connection: Connection, condition: Any, own: int, tie: Tie, limit: int) -> Iterable[Related]:
    query = (
        select(_c.id, _c.number, _c.title, _c.category, _c.s_phase, _c.s_state, _c.s_obtained_at)
        .where(condition, _c.id != own)
        .order_by(_c.s_obtained_at.desc(), _c.id.desc())
        .limit(limit)
    )
    return (Related(*row, tie) for row in connection.execute(query))
