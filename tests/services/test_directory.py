"""通讯录 on real databases: saved, found, refused, and taken in from a file that reports what it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.services import directory
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.directory import DirectoryIntake, pinyin_of
from jiesu_desktop.storage.errors import Stale
from tests.services.room import Room

HEAT = UnitEntry(
    unit=Unit(name="某某热力公司", short="某某热力", kind=UnitKind.UTILITY, phone24="010-5555 0000"),
    contacts=(
        Contact(name="李站长", phone="010-55550001"),
        Contact(name="周某", phone="010-55550002", is_deputy=True),
    ),
    duties=(Duty(text="居民供暖", keywords=("暖气不热", "停暖"), category="供暖"),),
)
GAS = UnitEntry(unit=Unit(name="某某燃气公司", kind=UnitKind.UTILITY))


def _take(room: Room, *entries: UnitEntry, write: bool = True) -> DirectoryIntake:
    with room.store.begin() as uow:
        call = directory.take_in if write else directory.preview
        return call(uow, room.time, room.who, entries)


def _all(room: Room) -> list[UnitEntry]:
    with room.store.read() as queries:
        return queries.directory.entries(active_only=False)


@pytest.mark.parametrize(
    "text",
    [
        "某某热力",
        "热力公司",
        "mmrl",
        "MMRLGS",
        "moumoureli",
        "李站长",
        "lzz",
        "暖气不热",
        "nqbr",
        "供暖",
        "55550001",
        "010-5555-0000",
    ],
)
def test_found_by_name_initials_person_duty_and_phone(room: Room, text: str) -> None:
    _take(room, HEAT, GAS)
    with room.store.read() as queries:
        assert [entry.unit.name for entry in directory.search(queries, f" {text} ")] == ["某某热力公司"]


def test_pinyin_is_initials_then_the_whole() -> None:
    assert pinyin_of("热力公司A") == "rlgsa religongsia"


def test_an_empty_search_finds_all_and_nonsense_nothing(room: Room) -> None:
    _take(room, HEAT, GAS)
    with room.store.read() as queries:
        assert len(directory.search(queries, "")) == 2
        assert directory.search(queries, "不存在") == []


def test_saving_and_editing(room: Room) -> None:
    with room.store.begin() as uow:
        made = directory.save_unit(uow, room.time, room.who, Unit(name=" 某某排水公司 "))
    assert made == Changes(directory=True, message="已保存单位：某某排水公司")
    unit = _all(room)[0].unit
    with room.store.begin() as uow:
        directory.save_contact(uow, room.time, room.who, Contact(unit_id=unit.id, name="吴某", phone="1"))
        directory.save_duty(uow, room.time, room.who, Duty(unit_id=unit.id, text="排水"))
        directory.save_unit(
            uow, room.time, room.who, replace(unit, phone24="2"), expected_version=unit.version
        )
    entry = _all(room)[0]
    assert (entry.unit.phone24, entry.contacts[0].name, entry.duties[0].text) == ("2", "吴某", "排水")
    with pytest.raises(Stale), room.store.begin() as uow:
        directory.save_unit(
            uow, room.time, room.who, replace(unit, phone24="3"), expected_version=unit.version
        )
    with room.store.begin() as uow:
        directory.remove_contact(uow, room.time, room.who, entry.contacts[0].id)
        directory.remove_duty(uow, room.time, room.who, entry.duties[0].id)
    assert (_all(room)[0].contacts, _all(room)[0].duties) == ((), ())
    with room.store.begin() as uow:
        assert directory.remove_unit(uow, room.time, room.who, unit.id).message == "已删除单位：某某排水公司"
    assert _all(room) == []


def test_what_cannot_be_saved(room: Room) -> None:
    _take(room, HEAT)
    refusals: tuple[tuple[Any, Any, str], ...] = (
        (directory.save_unit, Unit(name=" "), "name"),
        (directory.save_unit, Unit(name="某某热力公司"), "name"),
        (directory.save_contact, Contact(unit_id=1, name=""), "name"),
        (directory.save_duty, Duty(unit_id=1, text=" "), "text"),
    )
    for call, record, field in refusals:
        with pytest.raises(Refused) as caught, room.store.begin() as uow:
            call(uow, room.time, room.who, record)
        assert caught.value.field == field
    assert len(_all(room)) == 1


def test_whom_to_ring_principals_first(room: Room) -> None:
    _take(room, HEAT)
    with room.store.read() as queries:
        assert [one.name for one in directory.people_to_call(queries, "某某热力")] == ["李站长", "周某"]
        assert directory.people_to_call(queries, "没有的单位") == ()


def test_a_file_adds_and_a_second_time_changes_nothing(room: Room) -> None:
    result = _take(room, HEAT, GAS)
    assert (result.added, result.updated, result.unchanged) == (2, 0, 0)
    assert (result.new_people, result.new_duties) == (2, 1)
    before = _all(room)
    result = _take(room, HEAT, GAS)
    assert (result.added, result.updated, result.unchanged, result.differences) == (0, 0, 2, ())
    assert not result.changes.directory
    assert _all(room) == before


def test_what_differs_is_taken_over_and_reported_and_nothing_is_lost(room: Room) -> None:
    _take(room, HEAT)
    changed = UnitEntry(
        unit=Unit(name="某某热力公司", phone24="010-55559999"),
        contacts=(Contact(name="李站长", phone="010-55558888"), Contact(name="郑某", phone="3")),
        duties=(Duty(text="居民供暖", keywords=("不热",)),),
    )
    expected = [
        ("某某热力公司", "phone24", "010-5555 0000", "010-55559999"),
        ("李站长", "phone", "010-55550001", "010-55558888"),
        ("居民供暖", "keywords", "暖气不热、停暖", "不热"),
    ]
    seen = _take(room, changed, write=False)
    assert [(d.of, d.field, d.before, d.after) for d in seen.differences] == expected
    assert _all(room)[0].unit.phone24 == "010-5555 0000"
    result = _take(room, changed)
    assert result == seen
    assert (result.updated, result.new_people) == (1, 1)
    entry = _all(room)[0]
    assert (entry.unit.phone24, entry.unit.kind, entry.unit.short) == (
        "010-55559999",
        UnitKind.UTILITY,
        "某某热力",
    )
    assert [person.name for person in entry.contacts] == ["李站长", "周某", "郑某"]
    assert entry.contacts[0].phone == "010-55558888"
    assert entry.duties[0].category == "供暖"
