"""``seed``: fills an empty data folder with invented but lifelike orders in every state, level, channel and ledger.

The same seed gives the same data. Times count back from an anchor, by default the last midnight in Beijing, so that open
orders are of yesterday and not of years ago: between two days the same orders have the same texts and the same
course, and their times (and the date within their numbers) move along; only what falls into another season changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from jiesu_desktop.domain.tickets import Act, Channel, Details, Event, Level, UpstreamRow, Who
from jiesu_desktop.domain.wording import issue_of, place_of, sentence
from jiesu_desktop.services.directory import take_in
from jiesu_desktop.services.invention import Invented, Inventor, directory
from jiesu_desktop.services.plots import DUPLICATE, FINISHED, GENERAL_ONLY, OPEN, URGENT_ONLY, Plot
from jiesu_desktop.services.stories import Story, Tie
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
_LEADING = frozenset({"to_feedback", "in_progress", "urged"})
"""Plots whose orders stay in hand with a unit: duplicates are merged under them."""

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
    """One invented order with its course: where it was obtained from, what happened, and what happened last that needs ids."""

    row: UpstreamRow
    channel: Channel
    events: tuple[Event, ...]
    ties: tuple[Tie, ...] = ()


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
    done, known_ids = 0, list[int]()
    while chunk := list(islice(made, _CHUNK)):
        with store.begin() as work:
            new = [as_new(one, policy) for one in chunk]
            ids = work.tickets.add_many(new)
            known_ids += ids
            for ticket_id, one in zip(ids, chunk, strict=True):
                _tie(work, ticket_id, one.ties, known_ids, policy)
            if done + len(chunk) >= tickets:
                work.alerts.raised(_alerts(ids, new, policy))
        done += len(chunk)
        if progress:
            progress(done, tickets)
    return done


def _tie(work: UnitOfWork, ticket_id: int, ties: Sequence[Tie], ids: Sequence[int], policy: Policy) -> None:
    """Add the acts that name an order or an act by its id."""
    for tie in ties:
        events = work.tickets.events(ticket_id)
        named = ids[tie.index] if tie.field == "lead" else events[tie.index].id
        lead_events = work.tickets.events(named) if tie.field == "lead" else ()
        event = replace(tie.naming(named), ticket_id=ticket_id)
        work.tickets.append(event, summarise((*events, event), policy, lead_events))


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
    leads: list[tuple[int, Made]] = []  # orders in hand, with their places
    for index in range(open_count):
        name = _plot(inventor, OPEN, index)
        if name == DUPLICATE and leads:
            yield _duplicate(inventor, finished + index, leads[-1], anchor)
            continue
        made = _open(inventor, name, finished + index, anchor)
        if name in _LEADING:
            leads.append((finished + index, made))
        yield made


def _finished(inventor: Inventor, index: int, at: datetime) -> Made:
    channel = _chosen(inventor.random, _CHANNELS) if index >= len(_CHANNELS) else _CHANNELS[index][0]
    if index >= len(FINISHED) and inventor.random.random() < _HISTORY_SHARE:
        return _history(inventor, index, at, channel)
    name = _plot(inventor, FINISHED, index)
    order, level = _order(inventor, name, at, index, channel)
    story = Story(inventor, order, at, level)
    FINISHED[name][1](story)
    return Made(order.row, channel, tuple(story.events), tuple(story.ties))


def _plot(inventor: Inventor, plots: Mapping[str, tuple[float, Plot]], index: int) -> str:
    """Each plot once, then as often as it happens."""
    names = list(plots)
    if index < len(names):
        return names[index]
    return inventor.random.choices(names, [weight for weight, _ in plots.values()])[0]


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


def _open(inventor: Inventor, name: str, serial: int, anchor: datetime) -> Made:
    """Told twice: once to learn how long it takes, then so that it ends before the anchor."""
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
    events = tuple(_by(anchor, event) for event in story.events)
    ties = tuple(replace(tie, event=_by(anchor, tie.event)) for tie in story.ties)
    return Made(order.row, channel, events, ties)


def _by(anchor: datetime, event: Event) -> Event:
    return replace(event, recorded_at=min(event.recorded_at, anchor))


def _duplicate(inventor: Inventor, serial: int, lead: tuple[int, Made], anchor: datetime) -> Made:
    """A neighbour's call about the same thing: it came in while the lead was in hand, and was merged under it."""
    place, known = lead
    begun = known.events[0].occurred_at
    span = (anchor - begun) // 10
    at = (begun + 3 * span).replace(microsecond=0)
    mine = inventor.order(at, serial + 1, channel=known.channel).row
    row = replace(
        known.row,
        number=mine.number,
        caller=mine.caller,
        phone=mine.phone,
        received_at=mine.received_at,
        content=known.row.content.replace("来电反映", "再次来电反映"),
    )
    who = known.events[-1]
    obtained = Details(received_at=row.received_at, upstream_due_at=row.upstream_due_at)
    merged = Details(reason="同一地点同一问题，并入主单")
    steps = [(at, Act.OBTAIN, obtained), ((begun + 6 * span).replace(microsecond=0), Act.MERGE, merged)]
    first, last = (Event(0, 0, act, t, t, who.actor, who.workstation, said) for t, act, said in steps)
    return Made(row, known.channel, (first,), (Tie(last, "lead", place),))


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
