"""Many random lives without a database: what an order's events come to is what the plain reference reads in them.

test_acts_random.py lives fewer of them in a real room; these are a hundred times as fast, and look at the account alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiesu_desktop.domain.act_rules import admit
from jiesu_desktop.domain.clocks import clocks_of
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.intake import COMES_AGAIN_TO
from jiesu_desktop.domain.leads import gathered
from jiesu_desktop.domain.states import LED_BY_ITSELF, Refused, State, open_acts
from jiesu_desktop.domain.summary import Summary, summarise
from jiesu_desktop.domain.tickets import Act, Channel, Details, Event, Level, UpstreamRow
from jiesu_desktop.storage.rows import is_hard
from tests.domain.stories import POLICY, ZERO
from tests.domain.test_clocks_laws import as_row, plain_row
from tests.reference.plain_ledgers import (
    Order,
    Row,
    clocks,
    is_open,
    next_due,
    order_row,
    stands,
)
from tests.services.lives import BACK, GAPS, in_short, likely, said

LIFE = st.lists(st.integers(0, 1 << 40), min_size=30, max_size=80)
AS_THEY_ARE = (
    "obtained_at", "dispatched_at", "first_dispatcher", "reported_at", "raised_at", "section", "verified_at", "returned_at",
    "return_code", "return_reason", "deferred_at", "defer_reason", "defer_unit", "defer_until", "defer_progress",
    "defer_progress_at", "settled_at", "excluded_at", "exclude_code", "exclude_reason", "urged_count", "last_urged_at",
    "round", "closed_at", "contacted", "resolved", "satisfied", "phase",
)  # fmt: skip
"""What the summary tells under the name, and in the words, of the ledgers."""


class World:
    """A few orders and their timelines."""

    def __init__(self, chance: Random) -> None:
        self.now, self.timelines = ZERO, dict[int, list[Event]]()
        self._last = 0
        for ticket in (1, 2, 3):
            level = chance.choice((None, None, Level.URGENT))
            due = chance.choice((None, None, self.now + timedelta(hours=3)))
            words = None if level else chance.choice((None, "漏气"))
            history = chance.random() < 0.06
            details = Details(level=level, suspected=words, upstream_due_at=due, history=history)
            self.timelines[ticket] = []
            self._save(ticket, Act.OBTAIN, details, self.now)

    def _save(self, ticket: int, act: Act, details: Details, moment: datetime) -> None:
        self._last += 1
        self.timelines[ticket].append(
            Event(self._last, ticket, act, moment, self.now, "张三", "一号台", details)
        )

    def leads(self, events: list[Event]) -> tuple[Event, ...]:
        return gathered(events, lambda ids: {one: self.timelines[one] for one in ids})

    def step(self, seed: int) -> int:
        """One thing happens to the order answered, 0 for none; seed 0 is a moment of peace."""
        if seed == 0:
            return 0
        chance = Random(seed)
        self.now += timedelta(minutes=chance.choice(GAPS))
        ticket = chance.choice(list(self.timelines))
        events = self.timelines[ticket]
        standing = standing_of(events, self.leads(events))
        if standing.state in COMES_AGAIN_TO and chance.random() < 0.2:
            self._save(ticket, Act.COME_AGAIN, Details(level=chance.choice((None, Level.URGENT))), self.now)
            return ticket
        act = likely(open_acts(standing, POLICY), chance)
        moment = self.now - timedelta(minutes=chance.choice(BACK))
        details = Details(**said(standing, act, chance, moment, [*self.timelines], events))
        draft = Event(0, ticket, act, moment, self.now, "张三", "一号台", details)
        if act is Act.MERGE and not self._may_lead(details.lead or 0, ticket):
            return 0
        try:
            event, _standing = admit(events, draft, self.now, POLICY, self.leads([*events, draft]))
        except Refused:
            return 0
        self._save(ticket, act, event.details, moment)
        return ticket

    def _may_lead(self, lead: int, ticket: int) -> bool:
        """As ``services.acts`` has it."""
        state = {one: standing_of(events).state for one, events in self.timelines.items()}
        below = [
            one
            for one, events in self.timelines.items()
            if state[one] is State.MERGED and standing_of(events).lead_ticket == ticket
        ]
        return lead != ticket and state[lead] in LED_BY_ITSELF and not below


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(start=st.integers(0, 1 << 32), life=LIFE)
def test_the_account_of_an_order_is_what_its_events_say(start: int, life: list[int]) -> None:
    live(start, life)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=2_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(start=st.integers(0, 1 << 32), life=LIFE)
def test_the_account_of_thousands_of_orders_is_what_their_events_say(start: int, life: list[int]) -> None:
    live(start, life)


def live(start: int, life: list[int]) -> None:
    """Looked at all along: what was wrong for an hour is right again in the end."""
    world = World(Random(start))
    for place, seed in enumerate(life):
        touched = world.step(seed)
        if touched and place % 3 == 0:
            look_at(world, touched)
    for ticket in world.timelines:
        look_at(world, ticket)


def look_at(world: World, ticket: int) -> None:
    orders = {i: Order(i, UpstreamRow(), Channel.HOTLINE, events) for i, events in world.timelines.items()}
    for one in orders.values():
        one.leads = {e.details.lead: orders[e.details.lead] for e in one.events if e.details.lead}
    order, leads = orders[ticket], world.leads(world.timelines[ticket])
    ours = of_summary(summarise(order.events, POLICY, leads))
    theirs = of_reference(order, order_row(order, POLICY))
    wrong = {key: (ours[key], theirs[key]) for key in ours if (ours[key] or "") != (theirs[key] or "")}
    story = "\n\n".join(["", *(in_short(one.events) for one in (order, *order.leads.values()))])
    assert not wrong, (ticket, wrong, story)
    ticking = sorted(map(as_row, clocks_of(order.events, POLICY, leads)))
    assert ticking == sorted(map(plain_row, clocks(order, POLICY))), story


def of_summary(summary: Summary) -> Row:
    words = {
        "applied": "申请中",
        "approved": "已批准",
        "granted": "已批准",
        "refused": "已驳回",
        "settled": "已销账",
        "lapsed": "已终止",
    }
    told: dict[str, Any] = {name: getattr(summary, name) for name in AS_THEY_ARE}
    return {
        **told,
        "state": summary.state.value,
        "unit": summary.lead_unit,
        "assist_units": "、".join(summary.assist_units),
        "confirmed_units": "、".join(summary.confirmed_units),
        "level": summary.level.label,
        "basis": summary.basis.label if summary.basis else "",
        "ever urgent": summary.ever_urgent,
        "return_taken": ("是" if summary.return_taken else "否") if summary.returned_at else "",
        "deferred": words.get(summary.deferred or ""),
        "excluded": words.get(summary.excluded or ""),
        "hard": is_hard(summary),
        "open": summary.is_open,
        "next": summary.next_due_at,
    }


def of_reference(order: Order, plain: Row) -> Row:
    more = {"state": stands(order).state, "open": is_open(order), "next": next_due(order, POLICY)}
    return {**plain, **more}
