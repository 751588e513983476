"""The orders an order is or was merged under, and what of their timelines counts for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from jiesu_desktop.domain.tickets import Act, Event


def leads_of(events: Iterable[Event]) -> list[int]:
    """Ids of the orders that one with these events is or ever was merged under."""
    named = (event.details.lead for event in events if event.act is Act.MERGE)
    return list(dict.fromkeys(lead for lead in named if lead is not None))


def events_of_lead(lead_events: Iterable[Event], lead: int | None, until: datetime | None) -> list[Event]:
    """What had happened to one lead order by a moment, among the events of all an order was ever merged under.

    What was taken back since had not happened: corrections are there whenever they were made.
    """
    theirs = (event for event in lead_events if lead in (None, event.ticket_id))
    return [
        event for event in theirs if until is None or event.occurred_at <= until or event.act is Act.CORRECT
    ]
