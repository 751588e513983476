"""A call-back and what it gives rise to: both events or neither."""

from __future__ import annotations

import pytest

from jiesu_desktop.domain.states import Refused, State
from jiesu_desktop.domain.tickets import Act, Details, Outcome
from jiesu_desktop.services.callbacks import call_back_and_rework, verdict
from jiesu_desktop.storage.errors import Stale
from jiesu_desktop.storage.records import CallbackCounts
from tests.services.room import Room, minutes, numbered

NO = Details(
    outcome=Outcome.TOLD,
    means="电话",
    contacted="是",
    resolved="未解决",
    satisfied="不满意",
    demand="今天修好",
)


def _closed(room: Room, minute: float = 60) -> int:
    ticket = room.take_one()
    room.at(1).act(ticket, Act.DISPATCH, unit="热力公司")
    room.at(minute).act(ticket, Act.CLOSE, text="已修")
    return ticket


@pytest.mark.parametrize(
    "resolved, satisfied, words",
    [
        ("未解决", "不满意", "双否：未解决、不满意"),
        ("未解决", "满意", "单否：未解决"),
        ("已解决", "不满意", "单否：不满意"),
        ("部分解决", "基本满意", ""),
        (None, None, ""),
    ],
)
def test_one_no_or_two(resolved: str | None, satisfied: str | None, words: str) -> None:
    assert verdict(resolved, satisfied) == words


def test_a_no_and_its_rework_are_two_events_of_one_moment(room: Room) -> None:
    ticket = _closed(room)
    room.at(600)
    with room.store.begin() as uow:
        call_back_and_rework(uow, room.time, room.who, ticket, NO)
    called, again = room.events(ticket)[-2:]
    assert (called.act, called.details) == (Act.CALLBACK, NO)
    assert (again.act, again.details) == (
        Act.REWORK,
        Details(reason="回访双否：未解决、不满意", text="今天修好"),
    )
    assert called.occurred_at == again.occurred_at == minutes(600)
    summary = room.summary(ticket)
    assert (summary.state, summary.round, summary.resolved) == (State.IN_PROGRESS, 2, None)


def test_where_the_rework_is_refused_the_call_back_is_not_recorded_either(room: Room) -> None:
    ticket = _closed(room)
    before = room.events(ticket)
    late = Details(
        **{**{name: getattr(NO, name) for name in NO.__dataclass_fields__}, "next_at": minutes(600)}
    )
    with pytest.raises(Refused) as refused, room.store.begin() as uow:
        call_back_and_rework(uow, room.at(700).time, room.who, ticket, late)
    assert refused.value.field == "next_at"
    with pytest.raises(Stale), room.store.begin() as uow:
        call_back_and_rework(uow, room.time, room.who, ticket, NO, expected_version=1)
    assert room.events(ticket) == before


def test_whom_to_ring_now_and_whom_later(room: Room) -> None:
    """02:00 is minute 0; 10:00 is 480."""
    ids = room.take(numbered(4)).added_ids
    for ticket in ids[:3]:
        room.at(1).act(ticket, Act.DISPATCH, unit="热力公司")
        room.at(60).act(ticket, Act.CLOSE, text="已修")
    missed, answered = ids[0], ids[1]
    room.at(480).act(missed, Act.CALLBACK, outcome=Outcome.NO_ANSWER, next_at=minutes(700))
    room.act(
        answered, Act.CALLBACK, outcome=Outcome.TOLD, contacted="是", resolved="未解决", satisfied="满意",
        next_at=minutes(480 + 24 * 60),
    )  # fmt: skip
    now = minutes(490)
    with room.store.read() as queries:
        assert [row.id for row in queries.callbacks(now, due=True)] == [ids[2]]
        rows = queries.callbacks(now, due=False)
        assert queries.callback_counts(now) == CallbackCounts(waiting=3, due=1, late=0)
        assert queries.callback_counts(minutes(700)) == CallbackCounts(waiting=3, due=2, late=1)
    assert [row.id for row in rows] == [missed, ids[2], answered]
    assert (rows[0].at, rows[0].attempts) == (minutes(700), 1)
    assert (rows[2].at, rows[2].resolved) == (minutes(480 + 24 * 60), "未解决")
    assert rows[1].at == minutes(19 * 60), "24 hours on is 03:00: by the end of the evening before"
    with pytest.raises(Refused, match="约定的再访（11-25 10:00）的结果"):
        room.act(answered, Act.ARCHIVE)
    room.at(480 + 24 * 60).act(answered, Act.CALLBACK, outcome=Outcome.NO_ANSWER)
    with room.store.read() as queries:
        assert [row.id for row in queries.callbacks(room.time.now(), due=True)][
            -1
        ] == answered  # still to be rung
    room.act(answered, Act.CALLBACK, outcome=Outcome.TOLD, resolved="已解决", satisfied="满意")
    room.act(answered, Act.ARCHIVE)
    with room.store.read() as queries:
        assert queries.callback_counts(now).waiting == 2
