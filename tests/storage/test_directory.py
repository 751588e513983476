from __future__ import annotations

from dataclasses import replace

import pytest

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitKind
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import Duplicate, NotFound, Stale


def _fill(store: Store) -> dict[str, int]:
    with store.begin() as work:
        heat = work.directory.save_unit(
            Unit(name="某某供热有限公司", short="供热公司", kind=UnitKind.UTILITY, phone24="010-5555 0001"),
            pinyin="mmgryxgs grgs",
        )
        street = work.directory.save_unit(Unit(name="东街道", kind=UnitKind.STREET), pinyin="djd")
        work.directory.save_contact(
            Contact(unit_id=heat.id, name="王某", post="值班长", phone="158 0000 1111", order=2),
            pinyin="wm zbz",
        )
        work.directory.save_contact(
            Contact(unit_id=heat.id, name="李某", phone="15800002222", order=1), pinyin="lm"
        )
        work.directory.save_duty(
            Duty(
                unit_id=heat.id, text="供暖温度不达标", keywords=("暖气", "不热"), category="供暖->温度不达标"
            ),
            pinyin="gnwdbdb",
        )
        work.directory.save_duty(Duty(unit_id=street.id, text="占道经营", keywords=("100%",)), pinyin="zdjy")
    return {"heat": heat.id, "street": street.id}


@pytest.mark.parametrize(
    "query, found",
    [
        ("供热", ["heat"]), ("grgs", ["heat"]), ("GRGS", ["heat"]), ("wm", ["heat"]), ("值班", ["heat"]),
        ("不热", ["heat"]), ("占道", ["street"]), ("zdjy", ["street"]), ("55550001", ["heat"]), ("5555-0001", ["heat"]),
        ("00001111", ["heat"]), ("供热 王某", ["heat"]), ("供热 占道", []), ("%", ["street"]), ("_", []), ("zz", []),
        ("街道", ["street"]), ("某", ["heat"]), ("", ["street", "heat"]),
    ],
)  # fmt: skip
def test_units_are_found_by_name_initials_duty_and_phone(store: Store, query: str, found: list[str]) -> None:
    ids = _fill(store)
    with store.read() as queries:
        assert [entry.unit.id for entry in queries.directory.search(query)] == [ids[name] for name in found]


def test_a_unit_named_so_stands_before_one_that_only_mentions_it(store: Store) -> None:
    ids = _fill(store)
    with store.begin() as work:
        work.directory.save_duty(Duty(unit_id=ids["heat"], text="配合街道"))
    with store.read() as queries:
        assert [e.unit.id for e in queries.directory.search("街道")] == [ids["street"], ids["heat"]]


def test_an_entry_holds_its_people_in_order_and_its_duties(store: Store) -> None:
    ids = _fill(store)
    with store.read() as queries:
        entry = queries.directory.entry(ids["heat"])
        assert entry in queries.directory.entries()
        assert queries.directory.unit_named("供热公司") == entry.unit
        assert queries.directory.unit_named("没有") is None
    assert [person.name for person in entry.contacts] == ["李某", "王某"]
    assert entry.duties[0].keywords == ("暖气", "不热")


def test_a_stale_edit_is_refused_with_what_stands(store: Store) -> None:
    unit_id = _fill(store)["heat"]
    with store.begin() as work:
        seen = work.directory.unit(unit_id)
        changed = work.directory.save_unit(replace(seen, note="夜间打24小时电话"), seen.version)
    assert changed.version == seen.version + 1
    with pytest.raises(Stale) as refused, store.begin() as work:
        work.directory.save_unit(replace(seen, hours="9:00"), seen.version)
    assert refused.value.theirs == changed
    with store.read() as queries:
        assert queries.directory.unit(unit_id) == changed


def test_names_are_unique_and_removal_takes_the_rest_along(store: Store) -> None:
    ids = _fill(store)
    with pytest.raises(Duplicate, match="同名"), store.begin() as work:
        work.directory.save_unit(Unit(name="东街道"))
    with store.begin() as work:
        work.directory.remove_unit(ids["heat"])
    with store.read() as queries:
        assert [unit.id for unit in queries.directory.units()] == [ids["street"]]
        assert queries.directory.contacts(ids["heat"]) == []
        with pytest.raises(NotFound):
            queries.directory.unit(ids["heat"])


def test_a_retired_unit_is_kept_but_not_offered(store: Store) -> None:
    unit_id = _fill(store)["street"]
    with store.begin() as work:
        work.directory.save_unit(replace(work.directory.unit(unit_id), active=False))
    with store.read() as queries:
        assert unit_id not in [unit.id for unit in queries.directory.units()]
        assert unit_id in [unit.id for unit in queries.directory.units(active_only=False)]
        assert queries.directory.search("东街道") == []


def test_people_and_duties_can_be_taken_off(store: Store) -> None:
    unit_id = _fill(store)["heat"]
    with store.begin() as work:
        first, _second = work.directory.contacts(unit_id)
        work.directory.remove_contact(first.id, first.version)
        [duty] = work.directory.duties(unit_id)
        with pytest.raises(Stale):
            work.directory.remove_duty(duty.id, duty.version + 1)
        work.directory.remove_duty(duty.id, duty.version)
    with store.read() as queries:
        assert [person.name for person in queries.directory.contacts(unit_id)] == ["王某"]
        assert queries.directory.duties(unit_id) == []
