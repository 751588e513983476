"""Which unit and category suit an order, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind, call_order
from jiesu_desktop.domain.matching import same_caller, score_categories, score_units, whole_number
from jiesu_desktop.domain.tickets import UpstreamRow

HEAT = UnitEntry(
    unit=Unit(id=1, name="某某热力公司", short="某某热力", kind=UnitKind.UTILITY),
    duties=(Duty(text="供暖", keywords=("暖气不热", "停暖"), category="供暖->不热"),),
)
GAS = UnitEntry(
    unit=Unit(id=2, name="某某燃气公司", kind=UnitKind.UTILITY),
    duties=(Duty(text="燃气", keywords=("漏气",), category="燃气->漏气"),),
)
STREET = UnitEntry(
    unit=Unit(id=3, name="古城街道办事处", kind=UnitKind.STREET),
    duties=(Duty(text="物业", keywords=("暖气不热",)),),
)
ALL = (GAS, STREET, HEAT)
ROW = UpstreamRow(title="家中暖气不热", content="市民反映，停暖三天。", category="供暖->不热")


def test_duty_words_and_category_propose_the_unit_and_say_why() -> None:
    best = score_units(ROW, ALL)[0]
    assert best.name == "某某热力公司"
    assert "暖气不热、停暖" in best.why
    assert "供暖->不热" in best.why


def test_a_unit_named_in_the_text_is_proposed() -> None:
    found = score_units(UpstreamRow(title="表坏了", content="请某某燃气公司上门"), ALL)
    assert [one.name for one in found] == ["某某燃气公司"]
    assert "文中提到该单位" in found[0].why


def test_a_street_answers_for_itself_alone() -> None:
    assert "古城街道办事处" not in [s.name for s in score_units(replace(ROW, street="八角街道"), ALL)]
    own = score_units(replace(ROW, street="古城街道"), ALL)
    assert "属地：古城街道" in next(s.why for s in own if s.name == "古城街道办事处")


def test_precedents_speak_for_a_unit_but_a_few_do_not_propose_it() -> None:
    plain = UpstreamRow(title="别的事")
    assert score_units(plain, ALL, {"某某热力公司": 1}) == []
    assert score_units(plain, ALL, {"某某热力公司": 3})[0].why == "近期同类办过 3 件"
    with_past = score_units(ROW, ALL, {"某某热力公司": 5})[0]
    assert with_past.score > score_units(ROW, ALL)[0].score


def test_a_unit_out_of_use_is_never_proposed() -> None:
    gone = replace(HEAT, unit=replace(HEAT.unit, active=False))
    assert "某某热力公司" not in [one.name for one in score_units(ROW, (gone, STREET))]


def test_nothing_is_proposed_for_words_nobody_answers_for() -> None:
    assert score_units(UpstreamRow(title="咨询政策"), ALL) == []


def test_categories_come_from_the_order_duties_and_orders_like_it() -> None:
    found = score_categories(ROW, ALL, ["供暖->停暖", "供暖->停暖", ""])
    assert [one.name for one in found] == ["供暖->不热", "供暖->停暖"]
    assert "来件分类" in found[0].why
    assert found[1].why == "相似工单 2 件"
    unknown = score_categories(replace(ROW, category=""), ALL, [])
    assert [one.name for one in unknown] == ["供暖->不热"]


def test_whom_to_call_first_to_last() -> None:
    people = (
        Contact(id=1, name="无号", order=0),
        Contact(id=2, name="副", phone="1", is_deputy=True, order=1),
        Contact(id=3, name="二", phone="2", order=2),
        Contact(id=4, name="一", phone="3", order=1),
    )
    assert [person.name for person in call_order(people)] == ["一", "二", "副", "无号"]


def test_kinds_are_read_by_label_or_value() -> None:
    assert UnitKind.from_label(" 公服企业 ") is UnitKind.UTILITY
    assert UnitKind.from_label("street") is UnitKind.STREET
    assert UnitKind.from_label("别的") is UnitKind.BUREAU


@pytest.mark.parametrize(
    ("phone", "whole"),
    [
        ("13800001234", True),
        ("010-5555 0123", True),
        ("55550123", True),
        ("138****1234", False),
        ("150××××", False),
        ("保密", False),
        ("", False),
        ("12345", False),
    ],
)
def test_only_a_whole_number_tells_a_caller(phone: str, whole: bool) -> None:
    assert whole_number(phone) == whole
    assert same_caller(phone, phone) == whole
    assert not same_caller("13800001234", "13800001235")
