"""Orders, their events, and what follows from these at once.

Moments are :class:`Moment`, structured values :class:`Json`; triggers and the text index are in guards.py.

``tickets`` carries the upstream columns under their own names and, with the prefix ``s_``, a copy of the order's
:class:`~jiesu_desktop.domain.summary.Summary` that SQL can sort and count; the events remain the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text

from jiesu_desktop.domain.tickets import UPSTREAM_FIELDS
from jiesu_desktop.storage.tables_base import BigId, id_column, metadata, only, ref, text_column, version
from jiesu_desktop.storage.types import Json, Moment

UPSTREAM_TIMES = ("received_at", "upstream_due_at", "closed_at")

_SUMMARY_TEXT = [
    "basis",
    "suspected",
    "lead_unit",
    "assist_units",
    "first_dispatcher",
    "confirmed_units",
    "section",
    "return_code",
    "return_reason",
    "deferred",
    "defer_reason",
    "defer_unit",
    "defer_progress",
    "excluded",
    "exclude_code",
    "exclude_reason",
    "contacted",
    "resolved",
    "satisfied",
    "next_act",
    "next_clock",
]
_SUMMARY_TIMES = [
    "obtained_at",
    "first_obtained_at",
    "raised_at",
    "signed_at",
    "reported_at",
    "dispatched_at",
    "feedback_at",
    "last_urged_at",
    "supervised_at",
    "verified_at",
    "returned_at",
    "deferred_at",
    "defer_until",
    "defer_progress_at",
    "settled_at",
    "excluded_at",
    "closed_at",
    "reviewed_at",
    "callback_at",
    "revisit_at",
    "archived_at",
    "last_event_at",
    "next_due_at",
    "next_warn_at",
    "urge_from",
]
_SUMMARY_FLAGS = [
    "ever_urgent",
    "history",
    "suspected_open",
    "feedback_final",
    "return_taken",
    "is_open",
    "paused",
]
_SUMMARY_COUNTS = ["round", "urged_count", "supervised_count", "callback_attempts"]
SUMMARY_COLUMNS = (
    "state",
    "level",
    "phase",
    *_SUMMARY_TEXT,
    *_SUMMARY_TIMES,
    *_SUMMARY_FLAGS,
    *_SUMMARY_COUNTS,
    "lead_ticket",
    "review_passed",
)
"""Summary fields copied beside the order, as ``s_<name>``."""


def _summary_columns() -> list[Column[Any]]:
    required: Callable[[str, Any], Column[Any]] = lambda name, kind: Column(f"s_{name}", kind, nullable=False)  # noqa: E731
    return [
        *(required(name, Text) for name in ("state", "level", "phase")),
        *(Column(f"s_{name}", Text) for name in _SUMMARY_TEXT),
        *(Column(f"s_{name}", Moment) for name in _SUMMARY_TIMES),
        *(required(name, Boolean) for name in _SUMMARY_FLAGS),
        *(required(name, Integer) for name in _SUMMARY_COUNTS),
        Column("s_lead_ticket", BigId),
        Column("s_review_passed", Boolean),
        Column("s_live", Boolean, nullable=False),  # on the queue: something is expected of the room
        Column("s_hard", Boolean, nullable=False),  # in 疑难工单台账
        Column("s_unit", Text, nullable=False),  # the lead unit, else the one upstream named
    ]


tickets = Table(
    "tickets",
    metadata,
    id_column(),
    text_column("identity", unique=True),
    text_column("channel"),
    ref("policy_id", "policy_versions.id"),
    version(),
    text_column("snapshot"),
    Column("edited", Json, nullable=False),
    Column("extra", Json, nullable=False),
    *(Column(n, Moment) if n in UPSTREAM_TIMES else text_column(n) for n in UPSTREAM_FIELDS),
    *_summary_columns(),
)


_c = tickets.c
# The queue: small, and read whole without touching the wide rows.
Index(
    "ix_tickets_live",
    _c.s_next_due_at,
    _c.s_next_warn_at,
    _c.s_level,
    _c.s_paused,
    _c.s_state,
    _c.s_phase,
    _c.s_first_dispatcher,
    _c.s_suspected_open,
    _c.s_live,
    **only("s_live", flag=True),
)
# Ledgers: one index by date, one for each filter box in front of the date, one for each ledger that holds few orders. Each
# ends with the other filters and what its totals count, so that neither a page in order nor a count, however filtered,
# touches the wide rows.
Index("ix_tickets_obtained", _c.s_obtained_at, _c.channel, _c.s_level, _c.s_state)
Index("ix_tickets_unit", _c.s_unit, _c.s_obtained_at, _c.category, _c.s_level, _c.s_state, _c.channel)
Index("ix_tickets_category", _c.category, _c.s_obtained_at, _c.s_unit, _c.s_level, _c.s_state, _c.channel)
Index("ix_tickets_state", _c.s_state, _c.s_obtained_at, _c.s_level, _c.channel)
Index("ix_tickets_level", _c.s_level, _c.s_obtained_at, _c.s_state, _c.channel)
Index("ix_tickets_channel", _c.channel, _c.s_obtained_at, _c.s_level, _c.s_state)
Index("ix_tickets_number", _c.number)
Index("ix_tickets_phone", _c.phone)
Index("ix_tickets_place", _c.place, _c.s_obtained_at)
Index("ix_tickets_lead_ticket", _c.s_lead_ticket)
_filters = (_c.s_unit, _c.category, _c.s_level, _c.s_state, _c.channel)
for _name, _columns, _where in (
    ("urgent", (_c.s_obtained_at, *_filters), only("s_ever_urgent", flag=True)),
    ("hard", (_c.s_obtained_at, *_filters), only("s_hard", flag=True)),
    ("returned", (_c.s_returned_at, *_filters, _c.s_return_taken), only("s_returned_at IS NOT NULL")),
    ("deferred", (_c.s_deferred_at, *_filters, _c.s_deferred), only("s_deferred_at IS NOT NULL")),
    ("excluded", (_c.s_excluded_at, *_filters, _c.s_excluded), only("s_excluded_at IS NOT NULL")),
    ("urge_from", (_c.s_urge_from,), only("s_urge_from IS NOT NULL")),
    ("revisit", (_c.s_revisit_at,), only("s_revisit_at IS NOT NULL")),
):
    Index(f"ix_tickets_{_name}", *_columns, **_where)

events = Table(
    "events",
    metadata,
    id_column(),
    ref("ticket_id", "tickets.id"),
    text_column("act"),
    Column("occurred_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    text_column("actor"),
    text_column("workstation"),
    Column("details", Json, nullable=False),
    Index("ix_events_ticket_id_occurred_at", "ticket_id", "occurred_at"),
    Index("ix_events_recorded_at", "recorded_at"),
)


def _happened(*, by_ticket: bool = True) -> list[Column[Any]]:
    """What a row derived from one event holds; ``withdrawn`` once 更正 took the event back.

    Without ``by_ticket`` the table has a wider index of its own that begins with the order.
    """
    return [
        id_column(),
        ref("event_id", "events.id", index=True),
        ref("ticket_id", "tickets.id", index=by_ticket),
        Column("occurred_at", Moment, nullable=False),
        Column("withdrawn", Boolean, nullable=False),
        text_column("actor"),
        text_column("workstation"),
        Column("unit", Text),
    ]


calls = Table(
    "calls",
    metadata,
    *_happened(by_ticket=False),
    text_column("kind"),  # report, confirm, urge, supervise: the act's value
    text_column("ledger"),  # calls or urged
    Column("contact", Text),
    Column("phone", Text),
    Column("outcome", Text),
    Column("text", Text),
    Column("leader", Text),
    Column("until", Moment),
    Index("ix_calls_ledger", "ledger", "withdrawn", "occurred_at", "ticket_id", "kind", "outcome"),
    Index("ix_calls_ticket", "ticket_id", "ledger", "withdrawn", "occurred_at"),
)

callbacks = Table(
    "callbacks",
    metadata,
    *_happened(by_ticket=False),
    Column("means", Text),
    Column("outcome", Text),
    Column("contacted", Text),
    Column("resolved", Text),
    Column("satisfied", Text),
    Column("text", Text),
    Column("demand", Text),
    Column("suggestion", Text),
    Column("next_step", Text),
    Column("next_at", Moment),
    Index(
        "ix_callbacks_ledger", "withdrawn", "occurred_at", "ticket_id", "contacted", "resolved", "satisfied"
    ),
    Index("ix_callbacks_ticket", "ticket_id", "withdrawn", "occurred_at"),
)

assignments = Table(
    "assignments",
    metadata,
    *_happened(),
    text_column("role"),  # lead or assist
    Column("ended_at", Moment),  # taken from it by 改派
    Index("ix_assignments_unit", "unit", "occurred_at"),
)

attachments = Table(
    "attachments",
    metadata,
    *_happened(),
    text_column("name"),
    text_column("digest", index=True),
    Column("size", BigInteger, nullable=False),
)
"""Files that came with an act. Their bytes lie beside a SQLite file, by digest, or in ``attachment_parts``."""

attachment_parts = Table(
    "attachment_parts",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("kept_at", Moment, nullable=False),  # what no act has named for a day is swept up
    Column("content", LargeBinary, nullable=False),
)
"""The bytes of attachments where several workstations share one PostgreSQL, in parts of a bounded size."""

extra_headers = Table("extra_headers", metadata, id_column(), text_column("header", unique=True))
