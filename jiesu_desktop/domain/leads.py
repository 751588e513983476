"""The orders an order is or was merged under, and what of their timelines counts for it.

A lead may itself have been merged and taken apart before, and then have gone on with the units of its own lead. So the
events of leads, and of leads of leads, go about together, and each step down leaves out the order it stepped to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def beyond(lead_events: Iterable[Event], lead: int | None) -> list[Event]:
    """What is left of the events when one lead is looked at: those of the orders it was itself merged under."""
    return [event for event in lead_events if lead is not None and event.ticket_id != lead]


def gathered(
    events: Sequence[Event], timelines: Callable[[Sequence[int]], Mapping[int, Sequence[Event]]]
) -> tuple[Event, ...]:
    """The events of every order that one with these events is or was merged under, and of those above them.

    Args:
        timelines: reads the timelines of some orders.
    """
    known: dict[int, Sequence[Event]] = {}
    asked = leads_of(events)
    while asked:
        known.update(timelines(asked))
        above = {lead for one in asked for lead in leads_of(known[one])}
        asked = sorted(above - known.keys())
    return tuple(event for timeline in known.values() for event in timeline)
