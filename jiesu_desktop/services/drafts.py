"""What someone has typed into a form and not yet saved: kept across crashes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import Draft
from jiesu_desktop.storage.unit_of_work import UnitOfWork


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


def drop(uow: UnitOfWork, time: TimeSource, who: Who, form: str, ticket_id: int | None = None) -> Changes:
    """The form was saved or given up."""
    uow.desk.drop_draft(who.name, form, ticket_id)
    return Changes()
