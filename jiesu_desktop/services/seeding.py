"""``seed``: fills an empty data folder with invented but lifelike orders in every state, level, channel and ledger.

The same seed gives the same data. Times count back from an anchor, by default the last midnight in Beijing, so that open
orders are of yesterday and not of years ago: between two days the same orders have the same texts and the same
course, and their times (and the date within their numbers) move along; only what falls into another season changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

from jiesu_desktop.clock import BEIJING, TimeSource, beijing
from jiesu_desktop.domain.alert_rules import Stage, stages_between
from jiesu_desktop.domain.clocks import clocks_of
from jiesu_desktop.domain.intake import identity_of, remembered, snapshot_of
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Channel, Event, Level, UpstreamRow, Who
from jiesu_desktop.domain.wording import issue_of, place_of, sentence
from jiesu_desktop.services.directory import take_in
from jiesu_desktop.services.invention import Invented, Inventor, directory
from jiesu_desktop.services.stories import FINISHED, GENERAL_ONLY, OPEN, URGENT_ONLY, Plot, Story
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import AlertRecord, NewTicket
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_CHUNK = 10_000  # orders in one transaction
_YEARS_BACK = timedelta(days=730)
_SETTLED_BEFORE = timedelta(
    days=14
)  # finished orders came in at least so long ago, so that their course fits
_HISTORY_SHARE = 0.55  # of the finished ones: how many came in closed
_URGENT_LEVELS = ((Level.URGENT, 80), (Level.UNSTABLE, 12), (Level.EMERGENCY, 8))
_CHANNELS = ((Channel.HOTLINE, 80), (Channel.SELF, 10), (Channel.OTHER, 10))
_MOST_ALERTED = 500

Progress = Callable[[int, int], None]
_T = TypeVar("_T")


class NotEmpty(Exception):
    """There are orders already; invented ones are never mixed with others."""

    def __init__(self, tickets: int) -> None:
        self.message = (
            f"数据库里已有 {tickets} 件工单。虚构工单只填入空的数据文件夹，请用 --data-dir 另指定一个。"
        )
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Made:
    """One invented order with its course: where it was obtained from, and what happened."""

    row: UpstreamRow
    channel: Channel
    events: tuple[Event, ...]


def anchor_of(now: datetime) -> datetime:
    """The last midnight in Beijing."""
    return datetime.combine(beijing(now).date(), time(), BEIJING)


def default_open(tickets: int) -> int:
    """How many of so many orders are open where nobody says."""
    return min(tickets, max(len(OPEN), min(tickets // 20, 2_000)))


def seed(
    store: Store,
    time: TimeSource,
    who: Who,
    *,
    tickets: int,
    open_count: int | None = None,
    seed: int = 1,
    anchor: datetime | None = None,
    progress: Progress | None = None,
) -> int:
    """Fill an empty database; returns how many orders were made.

    Args:
        tickets: how many in all. open_count: how many of them are not over; :func:`default_open` when None.
        seed: which data. anchor: the moment up to which things have happened.
        progress: called with (done, total).

    Raises:
        NotEmpty: there are orders already; nothing was changed.
    """
    anchor = anchor or anchor_of(time.now())
    with store.begin() as work:
        if (known := work.queries.counts(anchor).tickets) > 0:
            raise NotEmpty(known)
        save_directory(work, time, who)
        policy = work.policies.in_force(time.now())
    if policy is None:
        raise LookupError("no policy in force")
    made = invent(
        tickets, default_open(tickets) if open_count is None else min(open_count, tickets), seed, anchor
    )
    done = 0
    while chunk := list(islice(made, _CHUNK)):
        with store.begin() as work:
            new = [as_new(one, policy) for one in chunk]
            ids = work.tickets.add_many(new)
            if done + len(chunk) >= tickets:
                work.alerts.raised(_alerts(ids, new, policy))
        done += len(chunk)
        if progress:
            progress(done, tickets)
    return done


def save_directory(work: UnitOfWork, time: TimeSource, who: Who) -> None:
    """The invented district's directory, where there is none yet."""
    if not work.directory.units(active_only=False):
        take_in(work, time, who, directory())


def as_new(one: Made, policy: Policy) -> NewTicket:
    """An invented order as storage takes it."""
    return NewTicket(
        row=one.row,
        identity=identity_of(one.row),
        channel=one.channel,
        policy_id=policy.id,
        events=one.events,
        summary=summarise(one.events, policy),
        snapshot=remembered("", snapshot_of(one.row)),
    )


# ------------------------------------------------------------------------------------------------------- inventing


def invent(
    tickets: int, open_count: int, seed: int, anchor: datetime, span: timedelta = _YEARS_BACK
) -> Iterator[Made]:
    """The orders, the finished ones first and oldest first, then the open ones; none older than ``span``."""
    inventor = Inventor(Random(seed))
    finished = tickets - open_count
    for index in range(finished):
        at = anchor - span + (span - _SETTLED_BEFORE) * ((index + inventor.random.random()) / finished)
        yield _finished(inventor, index, at.replace(microsecond=0))
    for index in range(open_count):
        yield _open(inventor, index, finished + index, anchor)


def _finished(inventor: Inventor, index: int, at: datetime) -> Made:
    names = list(FINISHED)
    channel = _chosen(inventor.random, _CHANNELS) if index >= len(_CHANNELS) else _CHANNELS[index][0]
    if index >= len(names) and inventor.random.random() < _HISTORY_SHARE:
        return _history(inventor, index, at, channel)
    name = (
        names[index]
        if index < len(names)
        else inventor.random.choices(names, [w for w, _ in FINISHED.values()])[0]
    )
    order, level = _order(inventor, name, at, index, channel)
    events = _told(inventor, FINISHED[name][1], order, at, level)
    return Made(order.row, channel, events)


def _history(inventor: Inventor, index: int, at: datetime, channel: Channel) -> Made:
    """It came in closed: one event and no clocks."""
    order = inventor.order(at, index + 1, channel=channel)
    closed = at - timedelta(hours=inventor.random.randint(1, 200))
    received = closed - timedelta(hours=inventor.random.randint(2, 150))
    row = inventor.finish(replace(order.row, received_at=received, upstream_due_at=None), closed)
    level = _level(inventor, urgent=order.urgent)
    story = Story(inventor, replace(order, row=row), at, level)
    story.obtain(None, history=True)
    return Made(row, channel, tuple(story.events))


def _open(inventor: Inventor, index: int, serial: int, anchor: datetime) -> Made:
    """Told twice: once to learn how long it takes, then so that it ends before the anchor."""
    names = list(OPEN)
    name = (
        names[index]
        if index < len(names)
        else inventor.random.choices(names, [w for w, _ in OPEN.values()])[0]
    )
    channel = _chosen(inventor.random, _CHANNELS)
    ago = timedelta(minutes=inventor.random.expovariate(1 / 45))
    memory, at = inventor.random.getstate(), (anchor - ago).replace(microsecond=0)
    while True:
        order, level = _order(inventor, name, at, serial, channel)
        story = Story(inventor, order, at, level)
        OPEN[name][1](story)
        if story.at <= anchor:
            break
        at -= story.at - anchor + timedelta(minutes=2)
        inventor.random.setstate(memory)
    events = tuple(replace(event, recorded_at=min(event.recorded_at, anchor)) for event in story.events)
    return Made(order.row, channel, events)


def _order(
    inventor: Inventor, plot: str, at: datetime, serial: int, channel: Channel
) -> tuple[Invented, Level]:
    urgent = True if plot in URGENT_ONLY else False if plot in GENERAL_ONLY else None
    foreign = True if plot in ("returned", "return_taken") else None
    order = inventor.order(
        at, serial + 1, channel=channel, urgent=urgent, foreign=None if urgent else foreign
    )
    return order, _level(inventor, urgent=order.urgent)


def _level(inventor: Inventor, *, urgent: bool) -> Level:
    return _chosen(inventor.random, _URGENT_LEVELS) if urgent else Level.GENERAL


def _chosen(random: Random, weighted: tuple[tuple[_T, int], ...]) -> _T:
    return random.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _told(inventor: Inventor, plot: Plot, order: Invented, at: datetime, level: Level) -> tuple[Event, ...]:
    story = Story(inventor, order, at, level)
    plot(story)
    return tuple(story.events)


# ---------------------------------------------------------------------------------------------------------- alerts


def _alerts(ids: list[int], new: list[NewTicket], policy: Policy) -> list[AlertRecord]:
    """The warnings the last orders gave while they waited for their first act, as the desk would have noted them."""
    records: list[AlertRecord] = []
    for ticket_id, ticket in list(zip(ids, new, strict=True))[-_MOST_ALERTED:]:
        first = ticket.events[:1]
        if first[0].details.history or first[0].act is not Act.OBTAIN or len(ticket.events) < 2:
            continue
        until = ticket.events[1].occurred_at
        clocks = clocks_of(first, policy)
        stages = stages_between(ticket_id, first, clocks, policy, first[0].occurred_at - timedelta(1), until)
        records.extend(_record(stage, ticket, until, policy) for stage in stages)
    return records


def _record(stage: Stage, ticket: NewTicket, ended_at: datetime, policy: Policy) -> AlertRecord:
    row, known_at = ticket.row, min(stage.at + timedelta(seconds=20), ended_at)
    place, issue = place_of(row.street, row.community, row.place), issue_of(row.category, row.title)
    return AlertRecord(
        key=stage.key,
        ticket_id=stage.ticket_id,
        round=stage.round,
        clock=stage.clock.value if stage.clock else None,
        unit=stage.unit,
        stage=stage.name,
        repeat=stage.repeat,
        at=stage.at,
        priority=stage.priority,
        channels=frozenset(channel.value for channel in stage.channels),
        spoken=sentence(stage, place, issue, stage.at, policy),
        raised_at=stage.at,
        acknowledged_at=known_at,
        acknowledged_by=ticket.events[1].actor,
        ended_at=ended_at,
        end_reason="已处理",
    )
