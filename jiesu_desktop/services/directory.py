"""通讯录 and 职责清单: saved, searched, and taken in from a file that reports what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind, call_order
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_Record = TypeVar("_Record", Unit, Contact, Duty)
_NOT_SAID = frozenset({"id", "unit_id", "version", "active", "order"})
"""Fields a file does not speak about."""


# ------------------------------------------------------------------------------------------------------ finding


@lru_cache(maxsize=4096)
def pinyin_of(text: str) -> str:
    """Pinyin initials and full pinyin of a text, lower case, for searching: ``xxrlgs xinxingreligongsi``."""
    from pypinyin import Style, lazy_pinyin

    initials = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return f"{initials} {''.join(lazy_pinyin(text))}".lower()


def search(queries: Queries, text: str, limit: int = 50) -> list[UnitEntry]:
    """Units found by name, pinyin initials, a person, a duty word or a phone number; '' finds all."""
    return queries.directory.search(text.strip(), limit)


def people_to_call(queries: Queries | UnitOfWork, unit_name: str) -> tuple[Contact, ...]:
    """Whom to ring at a unit, first to last; () when the directory does not know it."""
    unit = queries.directory.unit_named(unit_name)
    return call_order(tuple(queries.directory.contacts(unit.id))) if unit else ()


# ------------------------------------------------------------------------------------------------------- saving


def save_unit(
    uow: UnitOfWork, time: TimeSource, who: Who, unit: Unit, *, expected_version: int | None = None
) -> Changes:
    """Add or change a unit.

    Raises:
        Refused: it has no name, or the name of another. Stale: someone else changed it first.
    """
    unit = _stripped(unit)
    if not unit.name:
        raise Refused("单位名称不能为空。", (), "name")
    same = uow.directory.unit_named(unit.name)
    if same is not None and same.id != unit.id and same.name == unit.name:
        raise Refused(f"通讯录中已有“{unit.name}”，请直接修改那一条。", (), "name")
    uow.directory.save_unit(unit, expected_version, pinyin=pinyin_of(f"{unit.name}{unit.short}"))
    return Changes(directory=True, message=f"已保存单位：{unit.name}")


def save_contact(
    uow: UnitOfWork, time: TimeSource, who: Who, contact: Contact, *, expected_version: int | None = None
) -> Changes:
    """Add or change a person. Raises as :func:`save_unit`."""
    contact = _stripped(contact)
    if not contact.name:
        raise Refused("联系人姓名不能为空。", (), "name")
    uow.directory.save_contact(contact, expected_version, pinyin=pinyin_of(contact.name))
    return Changes(directory=True, message=f"已保存联系人：{contact.name}")


def save_duty(
    uow: UnitOfWork, time: TimeSource, who: Who, duty: Duty, *, expected_version: int | None = None
) -> Changes:
    """Add or change a duty. Raises as :func:`save_unit`."""
    duty = _stripped(duty)
    if not duty.text:
        raise Refused("职责内容不能为空。", (), "text")
    uow.directory.save_duty(duty, expected_version, pinyin=pinyin_of(f"{duty.text}{''.join(duty.keywords)}"))
    return Changes(directory=True, message=f"已保存职责：{duty.text[:20]}")


def remove_unit(
    uow: UnitOfWork, time: TimeSource, who: Who, unit_id: int, *, expected_version: int | None = None
) -> Changes:
    """Take a unit with its people and duties off the directory; orders keep its name."""
    name = uow.directory.unit(unit_id).name
    uow.directory.remove_unit(unit_id, expected_version)
    return Changes(directory=True, message=f"已删除单位：{name}")


def remove_contact(
    uow: UnitOfWork, time: TimeSource, who: Who, contact_id: int, *, expected_version: int | None = None
) -> Changes:
    """Take a person off the directory."""
    name = uow.directory.contact(contact_id).name
    uow.directory.remove_contact(contact_id, expected_version)
    return Changes(directory=True, message=f"已删除联系人：{name}")


def remove_duty(
    uow: UnitOfWork, time: TimeSource, who: Who, duty_id: int, *, expected_version: int | None = None
) -> Changes:
    """Take a duty off the directory."""
    text = uow.directory.duty(duty_id).text
    uow.directory.remove_duty(duty_id, expected_version)
    return Changes(directory=True, message=f"已删除职责：{text[:20]}")


def _stripped(record: _Record) -> _Record:
    texts = {f.name: getattr(record, f.name) for f in fields(record)}
    clean: dict[str, Any] = {name: value.strip() for name, value in texts.items() if type(value) is str}
    return replace(record, **clean)


# ---------------------------------------------------------------------------------------------- from a file


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One thing the file says otherwise than the directory did. ``of`` names the unit, person or duty."""

    unit: str
    of: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryIntake:
    """What a directory file brought: units, and what differed from what stood."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    differences: tuple[FieldDifference, ...] = ()
    new_people: int = 0
    new_duties: int = 0

    @property
    def changes(self) -> Changes:
        """For the views."""
        return Changes(directory=bool(self.added or self.updated), message=self.message)

    @property
    def message(self) -> str:
        """One Chinese line with the counts."""
        return f"单位新增 {self.added}，更新 {self.updated}，无变化 {self.unchanged}；联系人新增 {self.new_people}，职责新增 {self.new_duties}"


class _Taking:
    """Takes a directory file in, counting."""

    def __init__(self, uow: UnitOfWork, time: TimeSource, who: Who, *, write: bool) -> None:
        self.uow, self.time, self.who, self.write = uow, time, who, write
        self.added = self.updated = self.unchanged = self.new_people = self.new_duties = 0
        self.differences: list[FieldDifference] = []

    def entry(self, new: UnitEntry, old: UnitEntry | None) -> None:
        if old is None:
            self.added += 1
            self.new_people += len(new.contacts)
            self.new_duties += len(new.duties)
            if self.write:
                self._add(new)
            return
        before = (len(self.differences), self.new_people, self.new_duties)
        self._merge_unit(new.unit, old.unit)
        for person in new.contacts:
            self._merge_person(person, old)
        for duty in new.duties:
            self._merge_duty(duty, old)
        changed = before != (len(self.differences), self.new_people, self.new_duties)
        self.updated += changed
        self.unchanged += not changed

    def _add(self, new: UnitEntry) -> None:
        save_unit(self.uow, self.time, self.who, replace(new.unit, id=0))
        unit = self.uow.directory.unit_named(new.unit.name.strip())
        unit_id = unit.id if unit else 0
        for place, person in enumerate(new.contacts):
            save_contact(self.uow, self.time, self.who, replace(person, id=0, unit_id=unit_id, order=place))
        for duty in new.duties:
            save_duty(self.uow, self.time, self.who, replace(duty, id=0, unit_id=unit_id))

    def _merge_unit(self, new: Unit, old: Unit) -> None:
        merged = self._merged(new, old, old.name, old.name)
        if self.write and merged != old:
            save_unit(self.uow, self.time, self.who, merged)

    def _merge_person(self, new: Contact, entry: UnitEntry) -> None:
        old = next((person for person in entry.contacts if person.name == new.name.strip()), None)
        if old is None:
            self.new_people += 1
            if self.write:
                fresh = replace(new, id=0, unit_id=entry.unit.id, order=len(entry.contacts) + self.new_people)
                save_contact(self.uow, self.time, self.who, fresh)
            return
        merged = self._merged(new, old, entry.unit.name, old.name)
        if self.write and merged != old:
            save_contact(self.uow, self.time, self.who, merged)

    def _merge_duty(self, new: Duty, entry: UnitEntry) -> None:
        old = next((duty for duty in entry.duties if duty.text == new.text.strip()), None)
        if old is None:
            self.new_duties += 1
            if self.write:
                save_duty(self.uow, self.time, self.who, replace(new, id=0, unit_id=entry.unit.id))
            return
        merged = self._merged(new, old, entry.unit.name, old.text)
        if self.write and merged != old:
            save_duty(self.uow, self.time, self.who, merged)

    def _merged(self, new: _Record, old: _Record, unit: str, of: str) -> _Record:
        """``old`` with what the file says; a blank says nothing."""
        new = _stripped(new)
        changes = {}
        for name in (f.name for f in fields(old) if f.name not in _NOT_SAID):
            before, after = getattr(old, name), getattr(new, name)
            if after == before or after in ("", (), False):
                continue
            if isinstance(after, UnitKind) and after is UnitKind.BUREAU:
                continue  # what a file without a kind column gives
            changes[name] = after
            self.differences.append(FieldDifference(unit, of, name, _shown(before), _shown(after)))
        return replace(old, **changes)

    def result(self) -> DirectoryIntake:
        return DirectoryIntake(
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            differences=tuple(self.differences),
            new_people=self.new_people,
            new_duties=self.new_duties,
        )


def _shown(value: object) -> str:
    if isinstance(value, UnitKind):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def take_in(uow: UnitOfWork, time: TimeSource, who: Who, entries: Sequence[UnitEntry]) -> DirectoryIntake:
    """Take a directory file in: new units, people and duties are added, what differs is taken over and reported.

    Nothing is removed, and a blank cell changes nothing.
    """
    return _taken(uow, time, who, entries, write=True)


def preview(uow: UnitOfWork, time: TimeSource, who: Who, entries: Sequence[UnitEntry]) -> DirectoryIntake:
    """What :func:`take_in` would do, with nothing written."""
    return _taken(uow, time, who, entries, write=False)


def _taken(
    uow: UnitOfWork, time: TimeSource, who: Who, entries: Iterable[UnitEntry], *, write: bool
) -> DirectoryIntake:
    known = {entry.unit.name: entry for entry in uow.directory.entries(active_only=False)}
    taking = _Taking(uow, time, who, write=write)
    for entry in entries:
        if name := entry.unit.name.strip():
            taking.entry(entry, known.get(name))
    return taking.result()
