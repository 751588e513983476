"""通讯录 and 职责清单: units, contacts and duties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, or_, select, union

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind
from jiesu_desktop.storage import versions
from jiesu_desktop.storage.errors import NotFound
from jiesu_desktop.storage.tables_desk import contacts, duties, units

_UNIT = [column for column in units.c if column.name != "pinyin"]
_CONTACT = [column for column in contacts.c if column.name != "pinyin"]
_DUTY = [column for column in duties.c if column.name != "pinyin"]


class Directory:
    """Units, the people there, and what each unit answers for. ``pinyin`` columns are filled by the services."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def units(self, *, active_only: bool = True) -> list[Unit]:
        """All units, by name within their kind."""
        query = select(*_UNIT).order_by(units.c.kind, units.c.name)
        if active_only:
            query = query.where(units.c.active)
        return [_unit(row) for row in self._connection.execute(query)]

    def unit(self, unit_id: int) -> Unit:
        """The unit of that id. NotFound when there is none."""
        row = self._connection.execute(select(*_UNIT).where(units.c.id == unit_id)).first()
        if row is None:
            raise NotFound(f"单位 {unit_id}")
        return _unit(row)

    def unit_named(self, name: str) -> Unit | None:
        """The unit of that full name, or else of that short one."""
        query = select(*_UNIT).where(or_(units.c.name == name, units.c.short == name))
        found = [_unit(row) for row in self._connection.execute(query)]
        return min(found, key=lambda unit: (unit.name != name, unit.id)) if found else None

    def contacts(self, unit_id: int) -> list[Contact]:
        """The people of a unit, as they were put in order."""
        query = select(*_CONTACT).where(contacts.c.unit_id == unit_id)
        rows = self._connection.execute(query.order_by(contacts.c.order, contacts.c.id))
        return [_contact(row) for row in rows]

    def duties(self, unit_id: int | None = None) -> list[Duty]:
        """What a unit answers for; None: what all do."""
        query = select(*_DUTY).order_by(duties.c.unit_id, duties.c.id)
        if unit_id is not None:
            query = query.where(duties.c.unit_id == unit_id)
        return [_duty(row) for row in self._connection.execute(query)]

    def entries(self, *, active_only: bool = True) -> list[UnitEntry]:
        """The whole directory, with three questions to the database."""
        return self._entries(self.units(active_only=active_only))

    def entry(self, unit_id: int) -> UnitEntry:
        """One unit with its people and duties."""
        return self._entries([self.unit(unit_id)])[0]

    def _entries(self, found: Sequence[Unit]) -> list[UnitEntry]:
        ids = [unit.id for unit in found]
        people: dict[int, list[Contact]] = {unit_id: [] for unit_id in ids}
        answers: dict[int, list[Duty]] = {unit_id: [] for unit_id in ids}
        query = select(*_CONTACT).where(contacts.c.unit_id.in_(ids)).order_by(contacts.c.order, contacts.c.id)
        for row in self._connection.execute(query):
            people[row.unit_id].append(_contact(row))
        for row in self._connection.execute(
            select(*_DUTY).where(duties.c.unit_id.in_(ids)).order_by(duties.c.id)
        ):
            answers[row.unit_id].append(_duty(row))
        return [UnitEntry(unit=u, contacts=tuple(people[u.id]), duties=tuple(answers[u.id])) for u in found]

    def search(self, query: str, limit: int = 50) -> list[UnitEntry]:
        """Units where every word stands in a name, a post, pinyin initials, a duty, a keyword or a number.

        Units whose own name matches come first. Digits are compared without the dashes and spaces of a number.
        """
        words = query.lower().split()
        if not words:
            return self.entries()[:limit]
        matching = select(units.c.id).where(units.c.active)
        for word in words:
            matching = matching.where(units.c.id.in_(_holding(word)))
        found = [
            _unit(row) for row in self._connection.execute(select(*_UNIT).where(units.c.id.in_(matching)))
        ]
        found.sort(key=lambda unit: (not _named(unit, words), unit.kind, unit.name))
        return self._entries(found[:limit])

    def save_unit(self, unit: Unit, expected_version: int | None = None, *, pinyin: str = "") -> Unit:
        """Add (id 0) or change a unit. Stale or NotFound: nothing was written."""
        values = {
            "name": unit.name,
            "short": unit.short,
            "kind": unit.kind.value,
            "phone24": unit.phone24,
            "hours": unit.hours,
            "address": unit.address,
            "note": unit.note,
            "active": unit.active,
            "pinyin": pinyin.lower(),
        }
        saved = versions.save(self._connection, units, unit.id, values, expected_version, self.unit)
        self._touched()
        return self.unit(saved)

    def save_contact(
        self, contact: Contact, expected_version: int | None = None, *, pinyin: str = ""
    ) -> Contact:
        """Add (id 0) or change a person. Stale or NotFound: nothing was written."""
        values = {
            "unit_id": contact.unit_id,
            "name": contact.name,
            "post": contact.post,
            "phone": contact.phone,
            "is_deputy": contact.is_deputy,
            "order": contact.order,
            "note": contact.note,
            "pinyin": pinyin.lower(),
        }
        saved = versions.save(self._connection, contacts, contact.id, values, expected_version, self.contact)
        self._touched()
        return self.contact(saved)

    def save_duty(self, duty: Duty, expected_version: int | None = None, *, pinyin: str = "") -> Duty:
        """Add (id 0) or change a duty. Stale or NotFound: nothing was written."""
        values = {
            "unit_id": duty.unit_id,
            "text": duty.text,
            "keywords": list(duty.keywords),
            "category": duty.category,
            "pinyin": pinyin.lower(),
        }
        saved = versions.save(self._connection, duties, duty.id, values, expected_version, self.duty)
        self._touched()
        return self.duty(saved)

    def contact(self, contact_id: int) -> Contact:
        """The person of that id. NotFound when there is none."""
        row = self._connection.execute(select(*_CONTACT).where(contacts.c.id == contact_id)).first()
        if row is None:
            raise NotFound(f"联系人 {contact_id}")
        return _contact(row)

    def duty(self, duty_id: int) -> Duty:
        """The duty of that id. NotFound when there is none."""
        row = self._connection.execute(select(*_DUTY).where(duties.c.id == duty_id)).first()
        if row is None:
            raise NotFound(f"职责 {duty_id}")
        return _duty(row)

    def remove_contact(self, contact_id: int, expected_version: int | None = None) -> None:
        """Take a person off the list."""
        versions.remove(self._connection, contacts, contact_id, expected_version)
        self._touched()

    def remove_duty(self, duty_id: int, expected_version: int | None = None) -> None:
        """Take a duty off the list."""
        versions.remove(self._connection, duties, duty_id, expected_version)
        self._touched()

    def remove_unit(self, unit_id: int, expected_version: int | None = None) -> None:
        """Take a unit with its people and duties off the list; orders keep its name."""
        versions.check(self._connection, units, unit_id, expected_version, self.unit)
        for table in (contacts, duties):
            self._connection.execute(delete(table).where(table.c.unit_id == unit_id))
        self._connection.execute(delete(units).where(units.c.id == unit_id))
        self._touched()

    def _touched(self) -> None:
        if self._touch is not None:
            self._touch("directory")


def _holding(word: str) -> Any:
    """Ids of units that hold the word anywhere."""
    return union(
        select(units.c.id).where(
            _any(word, (units.c.name, units.c.short, units.c.pinyin), (units.c.phone24,))
        ),
        select(contacts.c.unit_id).where(
            _any(word, (contacts.c.name, contacts.c.post, contacts.c.pinyin), (contacts.c.phone,))
        ),
        select(duties.c.unit_id).where(
            _any(word, (duties.c.text, duties.c.keywords, duties.c.category, duties.c.pinyin), ())
        ),
    )


def _any(
    word: str, texts: Iterable[ColumnElement[Any]], phones: Iterable[ColumnElement[Any]]
) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [
        func.lower(_as_text(c)).contains(word, autoescape=True) for c in texts
    ]
    digits = word.replace("-", "")
    if digits.isdigit():
        found += [func.replace(func.replace(c, "-", ""), " ", "").contains(digits) for c in phones]
    return or_(*found)


def _as_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    from sqlalchemy import Text, cast

    return cast(column, Text)


def _named(unit: Unit, words: Sequence[str]) -> bool:
    return all(word in unit.name.lower() or word in unit.short.lower() for word in words)


def _unit(row: Row[Any]) -> Unit:
    values = row._asdict()
    return Unit(**{**values, "kind": UnitKind(values["kind"])})


def _contact(row: Row[Any]) -> Contact:
    return Contact(**row._asdict())


def _duty(row: Row[Any]) -> Duty:
    values = row._asdict()
    return Duty(**{**values, "keywords": tuple(values["keywords"])})
