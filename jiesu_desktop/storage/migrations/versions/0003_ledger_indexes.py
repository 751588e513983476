"""The indexes of ledgers hold everything a ledger can be filtered by and what its totals count."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FILTERS = ["s_unit", "category", "s_level", "s_state", "channel"]


def _only(condition: str, *, flag: bool = False) -> dict[str, Any]:
    return {
        "sqlite_where": sa.text(f"{condition} = 1" if flag else condition),
        "postgresql_where": sa.text(condition),
    }


_WIDENED: tuple[tuple[str, str, list[str], dict[str, Any]], ...] = (
    ("ix_tickets_unit", "tickets", ["s_unit", "s_obtained_at", "category", "s_level", "s_state", "channel"], {}),
    ("ix_tickets_category", "tickets", ["category", "s_obtained_at", "s_unit", "s_level", "s_state", "channel"], {}),
    ("ix_tickets_state", "tickets", ["s_state", "s_obtained_at", "s_level", "channel"], {}),
    ("ix_tickets_level", "tickets", ["s_level", "s_obtained_at", "s_state", "channel"], {}),
    ("ix_tickets_channel", "tickets", ["channel", "s_obtained_at", "s_level", "s_state"], {}),
    ("ix_tickets_urgent", "tickets", ["s_obtained_at", *_FILTERS], _only("s_ever_urgent", flag=True)),
    ("ix_tickets_hard", "tickets", ["s_obtained_at", *_FILTERS], _only("s_hard", flag=True)),
    (
        "ix_tickets_returned", "tickets", ["s_returned_at", *_FILTERS, "s_return_taken"],
        _only("s_returned_at IS NOT NULL"),
    ),
    (
        "ix_tickets_deferred", "tickets", ["s_deferred_at", *_FILTERS, "s_deferred"],
        _only("s_deferred_at IS NOT NULL"),
    ),
    (
        "ix_tickets_excluded", "tickets", ["s_excluded_at", *_FILTERS, "s_excluded"],
        _only("s_excluded_at IS NOT NULL"),
    ),
)  # fmt: skip

_REPLACED = (
    ("ix_calls_ledger_occurred_at", "calls"),
    ("ix_calls_ticket_id", "calls"),
    ("ix_callbacks_occurred_at", "callbacks"),
    ("ix_callbacks_ticket_id", "callbacks"),
)

_NEW: tuple[tuple[str, str, list[str]], ...] = (
    ("ix_calls_ledger", "calls", ["ledger", "withdrawn", "occurred_at", "ticket_id", "kind", "outcome"]),
    ("ix_calls_ticket", "calls", ["ticket_id", "ledger", "withdrawn", "occurred_at"]),
    (
        "ix_callbacks_ledger", "callbacks",
        ["withdrawn", "occurred_at", "ticket_id", "contacted", "resolved", "satisfied"],
    ),
    ("ix_callbacks_ticket", "callbacks", ["ticket_id", "withdrawn", "occurred_at"]),
)  # fmt: skip


def upgrade() -> None:
    for name, table, columns, options in _WIDENED:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns, unique=False, **options)
    for name, table in _REPLACED:
        op.drop_index(name, table_name=table)
    for name, table, columns in _NEW:
        op.create_index(name, table, columns, unique=False)
