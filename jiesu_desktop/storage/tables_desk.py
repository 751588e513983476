"""What the room keeps beside its orders: policy, directory, alerts, people, settings, drafts, logs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

from jiesu_desktop.storage.tables_base import BigId, id_column, metadata, only, ref, text_column, version
from jiesu_desktop.storage.types import Json, Moment

policy_versions = Table(
    "policy_versions",
    metadata,
    id_column(),
    text_column("name"),
    Column("effective_at", Moment, nullable=False, index=True),
    Column("recorded_at", Moment, nullable=False),
    text_column("recorded_by"),
    Column("data", Json, nullable=False),
)

units = Table(
    "units",
    metadata,
    id_column(),
    text_column("name", unique=True),
    text_column("short"),
    text_column("kind"),
    text_column("phone24"),
    text_column("hours"),
    text_column("address"),
    text_column("note"),
    Column("active", Boolean, nullable=False),
    text_column("pinyin"),
    version(),
)

contacts = Table(
    "contacts",
    metadata,
    id_column(),
    ref("unit_id", "units.id", index=True),
    text_column("name"),
    text_column("post"),
    text_column("phone"),
    Column("is_deputy", Boolean, nullable=False),
    Column("order", Integer, nullable=False),
    text_column("note"),
    text_column("pinyin"),
    version(),
)

duties = Table(
    "duties",
    metadata,
    id_column(),
    ref("unit_id", "units.id", index=True),
    text_column("text"),
    Column("keywords", Json, nullable=False),
    text_column("category"),
    text_column("pinyin"),
    version(),
)

alerts = Table(
    "alerts",
    metadata,
    id_column(),
    text_column("key", unique=True),
    ref("ticket_id", "tickets.id", nullable=True, index=True),
    Column("round", Integer, nullable=False),
    Column("clock", Text),
    Column("unit", Text),
    text_column("stage"),
    Column("repeat", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("channels", Json, nullable=False),
    text_column("spoken"),
    Column("raised_at", Moment, nullable=False, index=True),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", Text),
    Column("ended_at", Moment),
    Column("end_reason", Text),
)
Index("ix_alerts_open", alerts.c.raised_at, **only("ended_at IS NULL"))

deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    ref("alert_id", "alerts.id", index=True),
    text_column("channel"),
    text_column("workstation"),
    Column("at", Moment, nullable=False),
    text_column("outcome"),
    text_column("detail"),
)

operators = Table(
    "operators",
    metadata,
    id_column(),
    text_column("name", unique=True),
    text_column("role"),
    Column("active", Boolean, nullable=False),
    version(),
)

settings = Table(
    "settings",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", Json, nullable=False),
    version(),
)

desk_events = Table(
    "desk_events",
    metadata,
    id_column(),
    text_column("kind"),
    Column("at", Moment, nullable=False),
    text_column("actor"),
    text_column("workstation"),
    Column("data", Json, nullable=False),
    Index("ix_desk_events_kind_at", "kind", "at"),
)
"""Acts on no single order: an export, a handover. Append-only."""

imports = Table(
    "imports",
    metadata,
    id_column(),
    text_column("file_name"),
    Column("at", Moment, nullable=False, index=True),
    text_column("actor"),
    *(
        Column(name, Integer, nullable=False)
        for name in ("rows", "added", "updated", "unchanged", "history", "rejected")
    ),
)

drafts = Table(
    "drafts",
    metadata,
    id_column(),
    text_column("owner"),
    text_column("form"),
    Column("ticket_id", BigId, nullable=False),  # 0: of no ticket
    Column("data", Json, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("owner", "form", "ticket_id"),
)

saved_views = Table(
    "saved_views",
    metadata,
    id_column(),
    text_column("owner"),
    Column("shared", Boolean, nullable=False),
    text_column("page"),
    text_column("name"),
    Column("data", Json, nullable=False),
    version(),
    UniqueConstraint("owner", "page", "name"),
)

touched = Table(
    "touched",
    metadata,
    id_column(),
    text_column("sender"),
    Column("tickets", Json, nullable=False),
    Column("topics", Json, nullable=False),
)
"""What the last commits changed, for the other programs on the same SQLite file; pruned."""
