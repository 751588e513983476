"""操作员: who acts. For now a name; sign-in comes later."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from jiesu_desktop.storage import versions
from jiesu_desktop.storage.errors import NotFound
from jiesu_desktop.storage.records import Operator
from jiesu_desktop.storage.tables_desk import operators


class Operators:
    """Operators by name."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def all(self) -> list[Operator]:
        """Everyone, by name."""
        query = select(operators).order_by(operators.c.name)
        return [Operator(**row._asdict()) for row in self._connection.execute(query)]

    def get(self, name: str) -> Operator | None:
        """The operator of that name, or None."""
        row = self._connection.execute(select(operators).where(operators.c.name == name)).first()
        return None if row is None else Operator(**row._asdict())

    def save(self, operator: Operator, expected_version: int | None = None) -> Operator:
        """Add (id 0) or change. Stale or NotFound: nothing was written."""
        values = {"name": operator.name, "role": operator.role, "active": operator.active}
        saved = versions.save(self._connection, operators, operator.id, values, expected_version, self._by_id)
        if self._touch is not None:
            self._touch("operators")
        return self._by_id(saved)

    def ensure(self, name: str) -> Operator:
        """The operator of that name, made where there is none."""
        return self.get(name) or self.save(Operator(name=name))

    def _by_id(self, operator_id: int) -> Operator:
        row = self._connection.execute(select(operators).where(operators.c.id == operator_id)).first()
        if row is None:
            raise NotFound(f"操作员 {operator_id}")
        return Operator(**row._asdict())
