"""Random acts on real orders: nothing outside the table gets in, nothing recorded is lost, the copy is the truth."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jiesu_desktop.domain.states import Refused, open_acts
from jiesu_desktop.domain.tickets import Act, Event, Level, Outcome
from jiesu_desktop.storage.rows import summary_values
from jiesu_desktop.storage.tables import tickets
from tests.domain.stories import POLICY
from tests.services.room import Room, minutes, order

_numbers = count(1)
_UNITS = ("热力", "燃气", "街道")

_ACTS = st.sampled_from([act for act in Act if act not in (Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE, Act.EDIT)])
_DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "reason": st.just("原因"),
        "text": st.just("说明"),
        "contact": st.just("李某"),
        "unit": st.sampled_from(_UNITS),
        "assist": st.lists(st.sampled_from(_UNITS), max_size=2).map(tuple),
        "outcome": st.sampled_from(Outcome),
        "level": st.sampled_from(Level),
        "final": st.booleans(),
        "passed": st.booleans(),
        "resolved": st.sampled_from(("已解决", "未解决")),
        "until_in": st.integers(1, 5000),
        "corrects_back": st.integers(0, 6),
    },
)
_STEPS = st.lists(
    st.tuples(_ACTS, _DETAILS, st.sampled_from((0, 0, 1, 5, 31, 200)), st.sampled_from((0, 0, 0, 3, 40))),
    min_size=3,
    max_size=25,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(level=st.sampled_from([None, Level.URGENT]), steps=_STEPS)
def test_random_acts(
    small_room: Room, level: Level | None, steps: list[tuple[Act, dict[str, Any], int, int]]
) -> None:
    room = small_room
    start = (room.time.now() - minutes(0)).total_seconds() / 60
    rows = [order(f"随机-{next(_numbers)}", row=2), order(f"随机-{next(_numbers)}", row=3)]
    ticket, lead = room.take(rows, level=level).added_ids
    clock = start
    for act, details, wait, back in steps:
        clock += wait
        room.at(clock)
        _step(room, ticket, lead, act, details, max(clock - back, start), back)
    _copy_is_the_truth(room, ticket)
    _copy_is_the_truth(room, lead)


def _step(
    room: Room, ticket: int, lead: int, act: Act, details: dict[str, Any], moment: float, back: int
) -> None:
    before = room.events(ticket)
    summary = room.summary(ticket)
    allowed = open_acts(summary, POLICY)
    said = {name: value for name, value in details.items() if name not in ("until_in", "corrects_back")}
    if "until_in" in details:
        said["until"] = minutes(moment + details["until_in"])
    if act is Act.MERGE:
        said["lead"] = lead
    if act is Act.CORRECT:
        said["corrects"] = before[-1 - min(details.get("corrects_back", 0), len(before) - 1)].id
    try:
        room.act(ticket, act, at=moment, **said)
    except Refused:
        assert room.events(ticket) == before
        assert room.summary(ticket) == summary
        return
    after = room.events(ticket)
    assert [event for event in after if event.id <= max(e.id for e in before)] == before
    new = _newest(after)
    assert (new.act, new.occurred_at) == (act, minutes(moment))
    if back == 0:
        assert act in allowed


def _newest(events: list[Event]) -> Event:
    return max(events, key=lambda event: event.id)


def _copy_is_the_truth(room: Room, ticket: int) -> None:
    expected = summary_values(room.summary(ticket), "")
    columns = [tickets.c[name] for name in expected]
    with room.store.engine.connect() as connection:
        row = connection.execute(select(*columns).where(tickets.c.id == ticket)).one()
    assert dict(zip(expected, row, strict=True)) == expected
