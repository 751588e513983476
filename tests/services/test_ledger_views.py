"""Saved views of a ledger: own and shared, kept whole, and still of use when something they name has gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import ledger_views
from jiesu_desktop.services.ledger_views import NamedView, ViewColumn
from jiesu_desktop.storage.errors import Stale
from jiesu_desktop.storage.records import SavedView
from tests.services.room import Room

OTHER = Who("李四", "二号台")
WHOLE = NamedView(
    ledger="returned",
    name="没人接收的",
    conditions={"period": "MONTH", "level": "urgent", "urge": "1"},
    columns=(ViewColumn("title", 200, True), ViewColumn("number", 90, True), ViewColumn("phone", 80, False)),
    sort="returned_at",
    descending=False,
)


def _save(room: Room, view: NamedView, who: Who | None = None) -> None:
    with room.store.begin() as uow:
        ledger_views.save(uow, room.time, who or room.who, view)


def _find(room: Room, who: Who | None = None, ledger: str = "returned") -> tuple[NamedView, ...]:
    with room.store.read() as queries:
        return ledger_views.find(queries, who or room.who, ledger)


def test_a_view_comes_back_as_it_was_kept_and_only_in_its_ledger(room: Room) -> None:
    _save(room, WHOLE)
    (kept,) = _find(room)
    assert kept == replace(WHOLE, id=kept.id, owner="张三", version=1)
    assert _find(room, ledger="deferred") == ()
    assert _find(room, OTHER) == ()


def test_ones_own_stand_before_those_others_share(room: Room) -> None:
    _save(room, replace(WHOLE, name="A 共用", shared=True), OTHER)
    _save(room, replace(WHOLE, name="B 我的"))
    assert [(view.name, view.owner) for view in _find(room)] == [("B 我的", "张三"), ("A 共用", "李四")]


def test_a_view_is_renamed_shared_and_taken_away_by_its_owner_only(room: Room) -> None:
    _save(room, replace(WHOLE, shared=True))
    (theirs,) = _find(room, OTHER)
    with pytest.raises(Refused, match="这是张三共用的视图"):
        _save(room, replace(theirs, name="改"), OTHER)
    with pytest.raises(Refused, match="这是张三共用的视图"), room.store.begin() as uow:
        ledger_views.remove(uow, room.time, OTHER, theirs)
    _save(room, replace(theirs, name="新名字", shared=False))
    assert [view.name for view in _find(room)] == ["新名字"]
    assert _find(room, OTHER) == ()
    with room.store.begin() as uow:
        ledger_views.remove(uow, room.time, room.who, _find(room)[0])
    assert _find(room) == ()


def test_a_name_is_given_once_and_never_left_out(room: Room) -> None:
    _save(room, WHOLE)
    with pytest.raises(Refused, match="已有名为“没人接收的”") as twice:
        _save(room, WHOLE)
    assert twice.value.field == "name"
    with pytest.raises(Refused, match="起个名字"):
        _save(room, replace(WHOLE, name="  "))
    _save(room, WHOLE, OTHER)  # another person's names are their own
    _save(room, replace(WHOLE, ledger="tickets"))  # and another ledger's
    (kept,) = _find(room)
    _save(room, kept)  # replacing keeps its own name
    assert _find(room)[0].version == 2


def test_a_stale_change_is_refused(room: Room) -> None:
    _save(room, WHOLE)
    (kept,) = _find(room)
    _save(room, replace(kept, sort=""))
    with pytest.raises(Stale):
        _save(room, replace(kept, descending=True))


def test_what_a_view_names_and_the_ledger_has_no_more_is_left_out_with_a_sentence() -> None:
    view = replace(
        WHOLE,
        conditions={
            "state": "vanished",
            "level": "urgent",
            "shape": "round",
            "period": "QUARTER",
            "start": "x",
        },
        columns=(*WHOLE.columns, ViewColumn("extra:小区类型", 90, True), ViewColumn("colour", 9, True)),
        sort="colour",
    )
    fitted, sentence = ledger_views.fitting(view, LEDGERS["returned"].columns)
    assert fitted == replace(WHOLE, conditions={"level": "urgent"}, sort="")
    assert sentence == (
        "视图“没人接收的”里已不存在、略过了：列“小区类型”、列“colour”、状态“vanished”、筛选“shape”、"
        "日期“QUARTER”、开始日期“x”、排序“colour”"
    )
    assert ledger_views.fitting(WHOLE, LEDGERS["returned"].columns) == (WHOLE, "")


def test_a_view_that_would_show_nothing_shows_the_usual_columns() -> None:
    view = replace(WHOLE, columns=(ViewColumn("colour", 9, True), ViewColumn("number", 90, False)))
    assert ledger_views.fitting(view, LEDGERS["returned"].columns)[0].columns == ()


def test_urging_is_a_filter_only_where_there_is_a_schedule() -> None:
    view = NamedView(ledger="hard", name="催", conditions={"urge": "1"})
    assert ledger_views.fitting(view, LEDGERS["hard"].columns)[0].filters == {}


@pytest.mark.parametrize(
    "data", [{}, {"conditions": 3, "columns": "x", "sort": "y"}, {"columns": [["a", None, 1], [1]]}]
)
def test_what_was_written_by_something_else_does_no_harm(room: Room, data: dict[str, object]) -> None:
    with room.store.begin() as uow:
        uow.desk.save_view(SavedView(owner="张三", shared=False, page="returned", name="坏", data=data))
    (view,) = _find(room)
    assert (view.filters, view.columns, view.sort) == ({}, (), "")
