"""Attachments, acts on no single order, and what the later acts of an order's life leave in its summary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from jiesu_desktop.storage.types import Json, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment_parts",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "part", name=op.f("pk_attachment_parts")),
    )
    op.create_table(
        "desk_events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("workstation", sa.Text(), nullable=False),
        sa.Column("data", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_events")),
    )
    with op.batch_alter_table("desk_events", schema=None) as batch_op:
        batch_op.create_index("ix_desk_events_kind_at", ["kind", "at"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("occurred_at", Moment(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("workstation", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_attachments_event_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_attachments_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachments_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachments_ticket_id"), ["ticket_id"], unique=False)

    with op.batch_alter_table("callbacks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("demand", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("suggestion", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_step", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_at", Moment(), nullable=True))

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leader", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("until", Moment(), nullable=True))

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("s_section", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("s_return_code", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("s_defer_unit", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("s_defer_progress", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("s_exclude_code", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("s_supervised_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("s_verified_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("s_defer_progress_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("s_reviewed_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("s_revisit_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("s_urge_from", Moment(), nullable=True))
        batch_op.add_column(sa.Column("s_review_passed", sa.Boolean(), nullable=True))
        batch_op.create_index(
            "ix_tickets_revisit",
            ["s_revisit_at"],
            unique=False,
            sqlite_where=sa.text("s_revisit_at IS NOT NULL"),
            postgresql_where=sa.text("s_revisit_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_tickets_urge_from",
            ["s_urge_from"],
            unique=False,
            sqlite_where=sa.text("s_urge_from IS NOT NULL"),
            postgresql_where=sa.text("s_urge_from IS NOT NULL"),
        )
