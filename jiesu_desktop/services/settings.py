"""Settings kept in the database, for the room (scope '') or for one person."""

from __future__ import annotations

from typing import Any, TypeVar

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import BY_NIGHT, Setting, declared
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork

T = TypeVar("T")


def get(queries: Queries, key: str, *, who: Who | None = None, default: Any = None) -> Any:
    """A person's own value if set, else the room's, else ``default``."""
    room = queries.settings.get(key, "", default)
    return room if who is None else queries.settings.get(key, who.name, room)


def value_of(queries: Queries, setting: Setting[T], who: Who) -> T:
    """What holds for this person: a stored value the setting does not take counts for nothing."""
    stored = get(queries, setting.key, who=None if setting.room else who)
    return setting.read({} if stored is None else {setting.key: stored})


def by_night(queries: Queries, day: Setting[T], who: Who) -> T | None:
    """What this person chose for the night instead of ``day``; None while the day's holds."""
    setting: Setting[T] = BY_NIGHT[day]
    stored = get(queries, setting.key, who=who)
    return stored if setting.takes(stored) else None


def put(
    uow: UnitOfWork, time: TimeSource, who: Who, key: str, value: Any, *, for_room: bool = False
) -> Changes:
    """Set a value for this person, or for the whole room; None puts it back to the default.

    Raises:
        Refused: the setting does not take that value; ``field`` is its key.
    """
    setting = declared(key)
    if setting is not None and value is not None and (problem := setting.problem(value)):
        raise Refused(f"{setting.label}：{problem}", (), key)
    scope = "" if for_room or (setting is not None and setting.room) else who.name
    if value is None:
        uow.settings.remove(key, scope)
    else:
        uow.settings.set(key, value, scope)
    return Changes(settings=True)
