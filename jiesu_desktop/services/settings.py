"""Settings kept in the database, for the room (scope '') or for one person."""

from __future__ import annotations

from typing import Any

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork


def get(queries: Queries, key: str, *, who: Who | None = None, default: Any = None) -> Any:
    """A person's own value if set, else the room's, else ``default``."""
    room = queries.settings.get(key, "", default)
    return room if who is None else queries.settings.get(key, who.name, room)


def put(
    uow: UnitOfWork, time: TimeSource, who: Who, key: str, value: Any, *, for_room: bool = False
) -> Changes:
    """Set a value for this person, or for the whole room; None puts it back to the default."""
    scope = "" if for_room else who.name
    if value is None:
        uow.settings.remove(key, scope)
    else:
        uow.settings.set(key, value, scope)
    return Changes(settings=True)
