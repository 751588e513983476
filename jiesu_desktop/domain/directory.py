"""通讯录 and 职责清单: units, the people to call there, and what each unit is responsible for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """The four kinds of unit of a district (domain.md, Categories and units)."""

    SECTION = "section"
    STREET = "street"
    UTILITY = "utility"
    BUREAU = "bureau"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _KIND_LABELS[self]

    @classmethod
    def from_label(cls, text: str) -> UnitKind:
        """The kind a file or a form names by its label or its value; 委办局 when it names none we know."""
        cleaned = text.strip()
        by_label = {label: kind for kind, label in _KIND_LABELS.items()}
        if cleaned in by_label:
            return by_label[cleaned]
        return cls(cleaned) if cleaned in cls._value2member_map_ else cls.BUREAU


_KIND_LABELS = {
    UnitKind.SECTION: "内设科室",
    UnitKind.STREET: "街道",
    UnitKind.UTILITY: "公服企业",
    UnitKind.BUREAU: "委办局",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """承办单位.

    Attributes:
        id: 0 before it is saved.
        name: its full name, unique; what tickets carry.
        short: the name used in speech and narrow columns; '' means the full one.
        phone24: the number that answers at night.
        hours: working hours as text, e.g. ``8:30–17:30``.
        version: rises with every edit, so that a stale edit is refused.
    """

    id: int = 0
    name: str = ""
    short: str = ""
    kind: UnitKind = UnitKind.BUREAU
    phone24: str = ""
    hours: str = ""
    address: str = ""
    note: str = ""
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """联系人: a person at a unit; ``order`` says whom to call first, a deputy after the principal."""

    id: int = 0
    unit_id: int = 0
    name: str = ""
    post: str = ""
    phone: str = ""
    is_deputy: bool = False
    order: int = 0
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """职责: one thing a unit answers for. ``keywords`` are the words that point at it, ``category`` a tree path."""

    id: int = 0
    unit_id: int = 0
    text: str = ""
    keywords: tuple[str, ...] = ()
    category: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """One unit with its people and duties: a card of the directory, a block of its Excel file."""

    unit: Unit
    contacts: tuple[Contact, ...] = ()
    duties: tuple[Duty, ...] = ()


def call_order(contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """Whom to call, first to last: by ``order``, principals before deputies, people without a number last."""
    return tuple(sorted(contacts, key=lambda c: (not c.phone, c.is_deputy, c.order, c.id)))


def supervisor(entries: Iterable[UnitEntry]) -> str:
    """Whom to call when an urgent alert is heard by nobody: our own 主管 with a number, else the 应急值守 unit's 24 hours.

    '' where the directory has neither.
    """
    listed = list(entries)
    ours = [entry for entry in listed if entry.unit.kind is UnitKind.SECTION]
    people = [
        (entry, one) for entry in ours for one in entry.contacts if "主管" in one.post and one.phone.strip()
    ]
    if people:
        _, one = min(people, key=lambda pair: (pair[1].is_deputy, pair[1].order))
        return f"{one.post} {one.name}　{one.phone}"
    for entry in listed:
        unit = entry.unit
        duty = "应急值守" in unit.name or any("应急值守" in one.text for one in entry.duties)
        if duty and unit.phone24.strip():
            return f"{unit.name}　{unit.phone24}"
    return ""
