"""常用语: own and shared, found by a few letters, filled from the order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import text_blocks
from jiesu_desktop.services.text_blocks import TextBlock
from jiesu_desktop.storage.errors import Stale
from tests.services.room import Room

OTHER = Who("李四", "二号台")


def _save(room: Room, name: str, text: str = "文字", who: Who | None = None, *, shared: bool = False) -> None:
    with room.store.begin() as uow:
        text_blocks.save(uow, room.time, who or room.who, TextBlock(name=name, text=text, shared=shared))


def _find(room: Room, typed: str = "", who: Who | None = None) -> list[str]:
    with room.store.read() as queries:
        return [block.name for block in text_blocks.find(queries, who or room.who, typed)]


def test_ones_own_and_the_shared_are_found_but_nobody_elses(room: Room) -> None:
    _save(room, "已联系")
    _save(room, "催促到场", who=OTHER, shared=True)
    _save(room, "李四自用", who=OTHER)
    assert _find(room) == ["已联系", "催促到场"]
    assert _find(room, who=OTHER) == ["催促到场", "李四自用"]


@pytest.mark.parametrize("typed", ["ylx", "yilian", "已联", "YLX"])
def test_a_few_letters_find_it(room: Room, typed: str) -> None:
    _save(room, "已联系市民")
    _save(room, "催促到场")
    assert _find(room, typed) == ["已联系市民"]


def test_a_name_that_begins_so_stands_before_one_that_only_holds_it(room: Room) -> None:
    _save(room, "再催到场")
    _save(room, "到场核实")
    assert _find(room, "dc") == ["到场核实", "再催到场"]


def test_placeholders_are_filled_and_one_without_a_value_stays_to_be_seen() -> None:
    said = text_blocks.expand(
        "{单位}已接{编号}，{截止}前反馈", {"单位": "某某热力公司", "编号": "1", "截止": ""}
    )
    assert said == "某某热力公司已接1，{截止}前反馈"


@pytest.mark.parametrize(
    ("block", "field"),
    [
        (TextBlock(name=" ", text="x"), "name"),
        (TextBlock(name="x", text=" "), "text"),
        (TextBlock(name="x", text="{电话}"), "text"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(room: Room, block: TextBlock, field: str) -> None:
    with pytest.raises(Refused) as refused, room.store.begin() as uow:
        text_blocks.save(uow, room.time, room.who, block)
    assert refused.value.field == field
    assert _find(room) == []


def test_two_people_mending_one_do_not_overwrite_each_other(room: Room) -> None:
    _save(room, "催促到场", shared=True)
    with room.store.read() as queries:
        read = text_blocks.find(queries, OTHER)[0]
    with room.store.begin() as uow:
        text_blocks.save(uow, room.time, room.who, replace(read, text="新文字"))
    with pytest.raises(Stale), room.store.begin() as uow:
        text_blocks.save(uow, room.time, OTHER, replace(read, text="旧文字"))
    with pytest.raises(Stale), room.store.begin() as uow:
        text_blocks.remove(uow, room.time, OTHER, read)
    with room.store.read() as queries:
        found = text_blocks.find(queries, OTHER)[0]
    assert (found.text, found.owner) == ("新文字", "张三")
