"""What the desk proposes for an order."""

from __future__ import annotations

from jiesu_desktop.domain.directory import Duty, Unit, UnitEntry, UnitKind
from jiesu_desktop.domain.tickets import Act, Level, UpstreamRow
from jiesu_desktop.services import directory, suggest
from jiesu_desktop.services.suggest import Proposal
from tests.services.room import Room, order

HEAT = UnitEntry(
    unit=Unit(name="某某热力公司", kind=UnitKind.UTILITY),
    duties=(Duty(text="居民供暖", keywords=("暖气不热", "停暖"), category="供暖->不热"),),
)
COLD = "市民反映，杨树街1号院3号楼家中暖气不热，只有十二度，来电反映该问题。"


def _suggest(room: Room, row: UpstreamRow) -> Proposal:
    with room.store.read() as queries:
        return suggest.suggest(queries, row, room.time.now())


def _directory(room: Room) -> None:
    with room.store.begin() as uow:
        directory.take_in(uow, room.time, room.who, [HEAT])


def test_level_category_and_unit_with_reasons(room: Room) -> None:
    _directory(room)
    found = _suggest(room, order("", content=COLD + "并扬言上访"))
    assert (found.level, "扬言" in found.level_why) == (Level.URGENT, True)
    assert found.units[0].name == "某某热力公司"
    assert "暖气不热" in found.units[0].why
    assert found.categories[0].name == "供暖->不热"
    assert _suggest(room, order("", content="咨询")).level is Level.GENERAL


def test_the_same_caller_and_the_same_words_at_the_same_place_are_shown(room: Room) -> None:
    rows = [
        order("A", content=COLD, phone="010-55551111", place="1号院", row=2),
        order("B", content="完全不同的另一件事情", phone="010-55551111", place="远处", row=3),
        order("C", content=COLD, phone="010-55552222", place="1号院", row=4),
        order("D", content="路灯不亮，请维修", phone="010-55553333", place="1号院", row=5),
        order("E", content="别的", phone="010-55554444", place="别处", row=6),
    ]
    room.take(rows)
    found = _suggest(room, order("", content=COLD, phone="010-55551111", place="1号院")).duplicates
    assert [one.number for one in found] == ["A", "C", "B"]
    assert found[0].score == 100
    assert "来电号码相同" in found[0].why
    assert "地点相同" in found[1].why


def test_an_order_is_no_duplicate_of_itself_nor_of_one_long_past(room: Room) -> None:
    room.take([order("A", content=COLD, phone="010-55551111")])
    ticket = room.take([order("B", content=COLD, phone="010-55551111")]).added_ids[0]
    assert [one.number for one in _suggest(room, room.ticket(ticket)).duplicates] == ["A"]
    assert _suggest(room.at(31 * 24 * 60), room.ticket(ticket)).duplicates == ()


def test_closed_orders_like_it_say_how_it_went(room: Room) -> None:
    _directory(room)
    ids = room.take(
        [order(f"P{n}", content=COLD, category="供暖->不热", reply="已放气", row=n) for n in range(3)]
    ).added_ids
    for ticket in ids[:2]:
        room.act(ticket, Act.DISPATCH, unit="某某热力公司")
        room.act(ticket, Act.CLOSE)
    found = _suggest(room, order("", content=COLD, category="供暖->不热"))
    assert {one.number for one in found.precedents} == {"P0", "P1"}
    assert {(one.unit, one.outcome) for one in found.precedents} == {("某某热力公司", "已放气")}
    assert "近期同类办过 2 件" in found.units[0].why


def test_an_empty_room_proposes_nothing(room: Room) -> None:
    found = _suggest(room, UpstreamRow(title="某事"))
    assert (found.categories, found.units, found.duplicates, found.precedents) == ((), (), (), ())
