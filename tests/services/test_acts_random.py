"""Random acts on real orders: nothing outside the table gets in, nothing recorded is lost, the copy is the truth."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jiesu_desktop.domain.states import BY_THE_DESK, Refused, open_acts
from jiesu_desktop.domain.tickets import Act, Event, Level, Outcome
from jiesu_desktop.storage.rows import summary_values
from jiesu_desktop.storage.tables import tickets
from tests.domain.stories import POLICY
from tests.services.room import Room, minutes, order

_numbers = count(1)
_UNITS = ("热力", "燃气", "街道")

_BY_PEOPLE = [act for act in Act if act not in BY_THE_DESK]


def _said(chance: Random) -> dict[str, Any]:
    """Details with which most acts are accepted."""
    return {
        "contact": "李某",
        "unit": chance.choice(_UNITS),
        "assist": tuple(chance.sample(_UNITS, chance.randrange(3))),
        "outcome": chance.choice((Outcome.TOLD, Outcome.TOLD, Outcome.NO_ANSWER)),
        "level": chance.choice((Level.URGENT, Level.UNSTABLE, Level.EMERGENCY)),
        "final": chance.random() < 0.3,
        "passed": chance.random() < 0.5,
        "resolved": chance.choice(("已解决", "未解决")),
        "reason": chance.choice(("原因", "原因", "原因", "")),
        "text": chance.choice(("说明", "说明", "说明", "")),
    }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    seed=st.integers(0, 1 << 32)
)  # dice of our own: Hypothesis' prefer the first of a list, and live short lives
def test_random_acts(small_room: Room, seed: int) -> None:
    room, chance = small_room, Random(seed)
    start = (room.time.now() - minutes(0)).total_seconds() / 60
    rows = [
        order(f"随机-{next(_numbers)}", row=2, content=chance.choice(("漏气", "不热"))),
        order(f"随机-{next(_numbers)}"),
    ]
    ticket, lead = room.take(rows, level=chance.choice((None, None, Level.URGENT))).added_ids
    clock = start
    for _ in range(20):
        clock += chance.choice((0, 1, 5, 31, 200))
        room.at(clock)
        back = chance.choice((0, 0, 0, 0, 3, 40))
        _step(room, ticket, lead, chance, max(clock - back, start), late=back > 0)
    _copy_is_the_truth(room, ticket)
    _copy_is_the_truth(room, lead)


def _step(room: Room, ticket: int, lead: int, chance: Random, moment: float, *, late: bool) -> None:
    before = room.events(ticket)
    summary = room.summary(ticket)
    allowed = open_acts(summary, POLICY)
    # mostly acts that are open, so that long lives are lived; now and then any
    act = chance.choice(allowed if chance.random() < 0.8 else _BY_PEOPLE)
    said = _said(chance) | {"until": minutes(moment + chance.randrange(1, 5000))}
    if act in (Act.CONFIRM, Act.FEEDBACK, Act.URGE) and chance.random() < 0.8:
        said["unit"] = None
    if act is Act.LOWER:
        said["level"] = None
    if act is Act.MERGE:
        said["lead"] = lead
    if act is Act.CORRECT:
        said["corrects"] = chance.choice(before).id
    try:
        room.act(ticket, act, at=moment, **said)
    except Refused:
        assert room.events(ticket) == before
        assert room.summary(ticket) == summary
        return
    after = room.events(ticket)
    newest_before = max(event.id for event in before)
    assert [event for event in after if event.id <= newest_before] == before
    new = _newest(after)
    assert (new.act, new.occurred_at) == (act, minutes(moment))
    assert late or act in allowed


def _newest(events: list[Event]) -> Event:
    return max(events, key=lambda event: event.id)


def _copy_is_the_truth(room: Room, ticket: int) -> None:
    expected = summary_values(room.summary(ticket), "")
    columns = [tickets.c[name] for name in expected]
    with room.store.engine.connect() as connection:
        row = connection.execute(select(*columns).where(tickets.c.id == ticket)).one()
    assert dict(zip(expected, row, strict=True)) == expected
