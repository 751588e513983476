"""What someone has typed into a form and not yet saved: kept across crashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import Draft, QueueRow
from jiesu_desktop.storage.unit_of_work import UnitOfWork

HANDOVER, POLICY = "handover", "policy"
"""The forms of a shift's note and of the limits; they belong to no order."""
ENTRY, PASTE, TEXT_BLOCK, BULK = "order_entry", "paste", "text_block", "bulk"
"""The forms of an order typed in, of one pasted, of a 常用语, and (with the act's name behind) of an act on many orders."""
EMERGENCY = "emergency"
"""What was said in 紧急处置 of an order."""
DIRECTORY = "directory"
"""The forms of the directory, with ``:unit:7:7`` behind: which one, the ids of its unit and of its record, 0 for a new one."""


@dataclass(frozen=True, slots=True)
class MyDraft:
    """A draft, and its order; None where it belongs to none."""

    draft: Draft
    row: QueueRow | None


def keep(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    form: str,
    data: Mapping[str, Any],
    ticket_id: int | None = None,
) -> Changes:
    """Keep what stands in a form now."""
    uow.desk.save_draft(Draft(owner=who.name, form=form, ticket_id=ticket_id, data=data, saved_at=time.now()))
    return Changes()


def find(queries: Queries, who: Who, form: str, ticket_id: int | None = None) -> Draft | None:
    """What this person had typed there, or None."""
    return queries.desk.draft(who.name, form, ticket_id)


def mine(queries: Queries, who: Who) -> tuple[MyDraft, ...]:
    """Everything this person has typed and not saved, the newest first, with the order each belongs to."""
    kept = queries.desk.drafts(who.name)
    rows = queries.queue_rows([draft.ticket_id for draft in kept if draft.ticket_id])
    return tuple(MyDraft(draft, rows.get(draft.ticket_id or 0)) for draft in kept)


def drop(uow: UnitOfWork, time: TimeSource, who: Who, form: str, ticket_id: int | None = None) -> Changes:
    """The form was saved or given up."""
    uow.desk.drop_draft(who.name, form, ticket_id)
    return Changes()
