"""Other orders about the same place are found by an index: without it every order opened reads a month of them."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_tickets_place", "tickets", ["place", "s_obtained_at"])
