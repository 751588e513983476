from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Level
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import QUEUE_SORTS, QUEUE_VIEWS, QueueView
from tests.storage.conftest import NOW, Make

MINUTE = timedelta(minutes=1)


def _add(store: Store, make: Make, *summaries: dict[str, Any], **columns: Any) -> list[int]:
    """Orders whose summaries differ in these fields."""
    new = [make(number=f"n{i}", **columns) for i in range(len(summaries))]
    new = [replace(t, summary=replace(t.summary, **s)) for t, s in zip(new, summaries, strict=True)]
    with store.begin() as work:
        return work.tickets.add_many(new)


def _rank(summary: dict[str, Any]) -> int:
    """The order of clocks.md, said again in Python."""
    if summary["paused"]:
        return 3 if summary["level"].is_urgent else 4
    if summary["next_due_at"] <= NOW:
        return 0
    if summary["next_warn_at"] <= NOW:
        return 1 if summary["level"].is_urgent else 2
    return 3 if summary["level"].is_urgent else 4


def test_the_queue_stands_in_the_order_of_the_clocks(store: Store, make: Make) -> None:
    spans = [(-3, -13), (0, -10), (5, -5), (5, 0), (30, 20), (30, 1)]
    summaries: list[dict[str, Any]] = [
        {
            "level": level,
            "next_due_at": NOW + due * MINUTE,
            "next_warn_at": NOW + warn * MINUTE,
            "paused": paused,
        }
        for level, (due, warn), paused in product((Level.GENERAL, Level.EMERGENCY), spans, (False, True))
    ]
    ids = _add(store, make, *summaries)
    by_id = dict(zip(ids, summaries, strict=True))

    def place(i: int) -> tuple[Any, ...]:
        """Of two due at the same moment the urgent one goes first."""
        one = by_id[i]
        return _rank(one), one["paused"], one["next_due_at"], not one["level"].is_urgent, i

    expected = sorted(ids, key=place)
    with store.read() as queries:
        page = queries.queue(QueueView(), NOW, limit=100)
        assert [row.id for row in page.rows] == expected
        assert page.total == len(ids)
        paged = [
            row.id
            for at in range(0, 24, 5)
            for row in queries.queue(QueueView(), NOW, offset=at, limit=5).rows
        ]
        assert paged == expected


def test_an_order_without_a_limit_stands_last_of_its_group(store: Store, make: Make) -> None:
    none = {"next_due_at": None, "next_warn_at": None, "next_clock": None}
    far = {"next_due_at": NOW + timedelta(days=9), "next_warn_at": NOW + timedelta(days=8)}
    without, with_limit = _add(store, make, none, far)
    with store.read() as queries:
        assert queries.queue_ids(QueueView(), NOW) == [with_limit, without]


def test_every_view_has_the_rows_it_counts(store: Store, make: Make) -> None:
    states = {
        "待签收": State.TO_SIGN, "待派发": State.TO_DISPATCH, "待反馈": State.IN_PROGRESS, "待上报": State.TO_SIGN,
        "待确认": State.IN_PROGRESS, "待办结": State.IN_PROGRESS, "挂账中": State.ON_ACCOUNT, "待回访": State.CLOSED,
        "已退回": State.RETURNED, "待归档": State.CALLED_BACK,
    }  # fmt: skip
    _add(
        store,
        make,
        *({"state": state, "phase": phase, "first_dispatcher": "张某"} for phase, state in states.items()),
        {"level": Level.URGENT, "suspected": "漏气", "suspected_open": True},
        {"next_due_at": NOW, "next_warn_at": NOW - MINUTE},
        {
            "is_open": False,
            "state": State.ARCHIVED,
            "phase": "已归档",
            "next_due_at": None,
            "next_clock": None,
        },
        {"history": True, "state": State.CLOSED, "phase": "待回访", "next_due_at": None, "next_clock": None},
        *(
            {
                "state": State.IN_PROGRESS,
                "phase": "待办结",
                "feedback_final": True,
                "review_passed": passed,
                "first_dispatcher": "李某",
            }
            for passed in (None, False, True)
        ),
    )
    with store.read() as queries:
        counts = queries.queue_counts(NOW, "张某")
        assert list(counts) == list(QUEUE_VIEWS)
        pages = {name: queries.queue(QueueView(name=name, operator="张某"), NOW) for name in QUEUE_VIEWS}
    assert {name: page.total for name, page in pages.items()} == counts
    assert {name: len(page.rows) for name, page in pages.items()} == counts
    assert counts == {
        "all": 13, "urgent": 1, "suspected": 1, "to_sign": 3, "to_report": 1, "to_dispatch": 1, "to_confirm": 1,
        "to_feedback": 1, "to_review": 2, "to_close": 4, "pressing": 1, "to_callback": 1, "to_archive": 1, "returned": 1,
        "paused": 1, "mine": 8,
    }  # fmt: skip
    assert pages["suspected"].rows[0].suspected == "漏气"


def test_views_narrow_by_unit_level_and_text(store: Store, make: Make) -> None:
    ids = _add(
        store, make, {"lead_unit": "甲公司"}, {"level": Level.URGENT}, {}, unit="乙街道", title="井盖丢失"
    )
    with store.read() as queries:
        assert queries.queue_ids(QueueView(unit="甲公司"), NOW) == [ids[0]]
        assert queries.queue_ids(QueueView(unit="乙街道"), NOW) == [ids[1], ids[2]]
        assert queries.queue_ids(QueueView(level="urgent", text="井盖"), NOW) == [ids[1]]
        assert queries.queue_ids(QueueView(text="井盖 路灯"), NOW) == []


@pytest.mark.parametrize("sort", [*QUEUE_SORTS, *(f"-{sort}" for sort in QUEUE_SORTS if sort)])
def test_every_sort_keeps_every_row(store: Store, make: Make, sort: str) -> None:
    ids = _add(store, make, *({"first_dispatcher": name} for name in ("乙", None, "甲")))
    with store.read() as queries:
        assert sorted(queries.queue_ids(QueueView(), NOW, sort=sort)) == ids


def test_sorting_turns_round_and_puts_blanks_last(store: Store, make: Make) -> None:
    a, blank, b = _add(store, make, *({"first_dispatcher": name} for name in ("a", None, "b")))
    with store.read() as queries:
        assert queries.queue_ids(QueueView(), NOW, sort="first_dispatcher") == [a, b, blank]
        assert queries.queue_ids(QueueView(), NOW, sort="-first_dispatcher") == [b, a, blank]
        with pytest.raises(ValueError, match="no such sort"):
            queries.queue_ids(QueueView(), NOW, sort="; DROP")


def test_the_place_shown_is_the_most_exact_one(store: Store, make: Make) -> None:
    [first] = _add(store, make, {}, street="广宁街道", community="东社区")
    with store.read() as queries:
        assert queries.queue_rows([first])[first].place == "东社区"
