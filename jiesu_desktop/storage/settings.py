"""Settings kept in the database: per person (scope = their name) or for the room (scope '')."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, select

from jiesu_desktop.storage.bulk import upsert
from jiesu_desktop.storage.rows import clean_json
from jiesu_desktop.storage.tables_desk import settings


class StoredSettings:
    """JSON values by scope and key."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def get(self, key: str, scope: str = "", default: Any = None) -> Any:
        """The value, or ``default`` where none was set."""
        query = select(settings.c.value).where(settings.c.scope == scope, settings.c.key == key)
        row = self._connection.execute(query).first()
        return default if row is None else row[0]

    def all(self, scope: str = "") -> dict[str, Any]:
        """Every value of a scope."""
        query = select(settings.c.key, settings.c.value).where(settings.c.scope == scope)
        return {row.key: row.value for row in self._connection.execute(query)}

    def scopes(self, key: str) -> list[str]:
        """Where a value of that key was set, by name."""
        query = select(settings.c.scope).where(settings.c.key == key).order_by(settings.c.scope)
        return list(self._connection.scalars(query))

    def set(self, key: str, value: Any, scope: str = "", *, tell: bool = True) -> None:
        """Set a value; the last one set holds. Listeners are told unless it is of no use to them."""
        made = upsert(self._connection, settings).values(
            scope=scope, key=key, value=clean_json(value), version=1
        )
        change = {"value": made.excluded.value, "version": settings.c.version + 1}
        self._connection.execute(made.on_conflict_do_update(index_elements=["scope", "key"], set_=change))
        if tell:
            self._touched()

    def remove(self, key: str, scope: str = "") -> None:
        """Back to the default."""
        self._connection.execute(delete(settings).where(settings.c.scope == scope, settings.c.key == key))
        self._touched()

    def _touched(self) -> None:
        if self._touch is not None:
            self._touch("settings")
