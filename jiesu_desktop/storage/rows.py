"""Between table rows and the values of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.summary import Summary, no_of
from jiesu_desktop.domain.tickets import UPSTREAM_FIELDS, Act, Channel, Details, Event, UpstreamRow
from jiesu_desktop.storage.records import StoredTicket
from jiesu_desktop.storage.tables import SUMMARY_COLUMNS, tickets

_SUMMARY_OF = attrgetter(*SUMMARY_COLUMNS)
_SUMMARY_NAMES = tuple(f"s_{name}" for name in SUMMARY_COLUMNS)
_UPSTREAM_OF = attrgetter(*UPSTREAM_FIELDS)
_WORDS = ("s_state", "s_level", "s_basis", "s_next_act", "s_next_clock")
_LISTS = ("s_assist_units", "s_confirmed_units")
_JOINED = "、"  # between the names of several units in one cell


def clean(value: str) -> str:
    """Text that every database takes: without NUL, and without halves of surrogate pairs."""
    if "\0" in value:
        value = value.replace("\0", "")
    return value if value.isascii() or _encodes(value) else value.encode("utf-8", "replace").decode("utf-8")


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def clean_json(value: Any) -> Any:
    """The same for every text in a JSON value."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): clean_json(item) for key, item in value.items()}
    return [clean_json(item) for item in value] if isinstance(value, list | tuple) else value


def upstream_values(row: UpstreamRow) -> dict[str, Any]:
    """The columns an order brought, and its extra ones."""
    values: dict[str, Any] = dict(zip(UPSTREAM_FIELDS, _UPSTREAM_OF(row), strict=True))
    extra = [[header, value] for header, value in row.extra]
    told = "".join([*_texts(values), *(text for pair in extra for text in pair)])
    if "\0" in told or not _encodes(told):  # looked at as a whole, because it is almost never so
        values = {name: clean(value) if _is_text(value) else value for name, value in values.items()}
        extra = clean_json(extra)
    return {**values, "extra": extra}


def _texts(values: Mapping[str, Any]) -> list[str]:
    return [value for value in values.values() if isinstance(value, str)]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def summary_values(summary: Summary, upstream_unit: str) -> dict[str, Any]:
    """The ``s_`` columns. History that nothing is expected of stays off the queue."""
    values: dict[str, Any] = dict(zip(_SUMMARY_NAMES, _SUMMARY_OF(summary), strict=True))
    for name in _WORDS:
        if values[name] is not None:
            values[name] = values[name].value
    for name in _LISTS:
        values[name] = _JOINED.join(values[name])
    told = "".join(_texts(values))
    if "\0" in told or not _encodes(told):  # an event that is yet to be saved, and cleaned, was summed up
        values = {name: clean(value) if _is_text(value) else value for name, value in values.items()}
    values["s_live"] = summary.is_open and not (summary.history and summary.next_clock is None)
    values["s_hard"] = is_hard(summary)
    values["s_unit"] = summary.lead_unit or upstream_unit
    return values


def is_hard(summary: Summary) -> bool:
    """疑难: on account, now or before, or to be put on it; worked on again; or 双否 (requirements C.10; our reading, D)."""
    return (
        summary.deferred not in (None, "refused")
        or summary.round > 1
        or no_of(summary.resolved, summary.satisfied) == "double_no"
    )


def in_hand(state: str) -> bool:
    """Whether a state is before the close."""
    return state not in (State.CLOSED, State.CALLED_BACK, State.ARCHIVED, State.EXCLUDED)


TICKET_COLUMNS = (
    tickets.c.id,
    tickets.c.identity,
    tickets.c.channel,
    tickets.c.policy_id,
    tickets.c.version,
    tickets.c.snapshot,
    tickets.c.edited,
    tickets.c.extra,
    *(tickets.c[name] for name in UPSTREAM_FIELDS),
)
"""What :func:`to_ticket` needs, in its order."""


def to_ticket(row: Any) -> StoredTicket:
    """A row of :data:`TICKET_COLUMNS`."""
    ticket_id, identity, channel, policy_id, version, snapshot, edited, extra, *upstream = row
    return StoredTicket(
        id=ticket_id,
        identity=identity,
        channel=Channel(channel),
        policy_id=policy_id,
        version=version,
        snapshot=snapshot,
        edited=frozenset(edited),
        extra=tuple((header, value) for header, value in extra),
        **dict(zip(UPSTREAM_FIELDS, upstream, strict=True)),
    )


def to_event(row: Any) -> Event:
    """A row of the events table, in its columns' order."""
    event_id, ticket_id, act, occurred_at, recorded_at, actor, workstation, details = row
    return Event(
        event_id,
        ticket_id,
        Act(act),
        occurred_at,
        recorded_at,
        actor,
        workstation,
        Details.from_json(details),
    )


def event_values(event: Event) -> dict[str, Any]:
    """The columns of an event."""
    return {
        "id": event.id,
        "ticket_id": event.ticket_id,
        "act": event.act.value,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "actor": clean(event.actor),
        "workstation": clean(event.workstation),
        "details": clean_json(event.details.to_json()),
    }
