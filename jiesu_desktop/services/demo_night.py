"""The night of ``demo``: a data folder full of invented orders at 02:14, and what arrives as the hours pass.

Everything comes from ``resources/demo`` and one seed, so every showing is the same. The desk itself takes the arrivals in
through :func:`~jiesu_desktop.services.intake.take_in`, as it would a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from jiesu_desktop.clock import BEIJING, ScaledTime, TimeSource
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act, Channel, Details, Event, Level, UpstreamRow, Who
from jiesu_desktop.paths import resource
from jiesu_desktop.services import intake, policy
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.invention import Inventor, district
from jiesu_desktop.services.plots import OPEN
from jiesu_desktop.services.seeding import Made, as_new, invent, save_directory
from jiesu_desktop.services.stories import Story
from jiesu_desktop.storage.engine import Store

_BEFORE = 150  # orders of the last weeks that are over
_CALM = (
    "in_progress",
    "to_close",
    "on_account",
    "deferring",
    "returned",
    "to_callback",
    "callback_tried",
    "to_archive",
    "excluding",
)
_CALM_ORDERS = 34
_LAST_WEEKS = timedelta(days=45)
_SERIAL = 500  # arrivals are numbered from here


@cache
def script() -> Mapping[str, Any]:
    """resources/demo/night.toml."""
    return tomllib.loads(resource("demo/night.toml").read_text(encoding="utf-8"))


class DemoNight:
    """One showing.

    Attributes:
        start: the moment the desk opens; later than the script's where the data folder was played on before.
    """

    def __init__(self, store: Store, who: Who, seed: int = 1) -> None:
        self._store, self._who = store, who
        self._inventor = Inventor(Random(seed))
        self.start: datetime = script()["start"]
        self._coming = self._arrivals()
        self._next = next(self._coming)

    def prepare(self) -> datetime:
        """Put the orders and the directory into an empty database; returns the moment the desk's clock is to start at."""
        time = ScaledTime(self.start, 0)
        with self._store.begin() as work:
            policy.ensure_default(work, time, self._who)
            save_directory(work, time, self._who)
            for name in district()["operators"]:
                work.operators.ensure(name)
            if (newest := work.queries.newest_event_at()) is None:
                in_force = policy.in_force(work, self.start)
                work.tickets.add_many(as_new(one, in_force) for one in self._orders(in_force))
            else:
                self.start = max(self.start, newest + timedelta(seconds=1))
        while self._next[0] <= self.start:
            self._next = next(self._coming)
        return self.start

    def tick(self, now: datetime) -> list[UpstreamRow]:
        """The orders that have arrived by ``now`` and were not given before."""
        arrived: list[UpstreamRow] = []
        while self._next[0] <= now:
            arrived.append(self._next[1])
            self._next = next(self._coming)
        return arrived

    def play(self, time: TimeSource) -> Changes:
        """Take in what has arrived by now. Empty changes: nothing has."""
        arrived = self.tick(time.now())
        if not arrived:
            return Changes()
        with self._store.begin() as work:
            result = intake.take_in(work, time, self._who, arrived, channel=Channel.HOTLINE)
        return replace(result.changes, message=f"新到 {result.added} 件工单")

    # ----------------------------------------------------------------------------------------------- what is there

    def _orders(self, in_force: Policy) -> Iterator[Made]:
        yield from invent(_BEFORE, 0, 7, self.start, span=_LAST_WEEKS)
        yield from (self._calm(index) for index in range(_CALM_ORDERS))
        yield from (_scripted(order, self._who.name) for order in script()["order"])

    def _calm(self, index: int) -> Made:
        """An open order on which no limit is near: told twice, so that it ends shortly before the start."""
        name = _CALM[index % len(_CALM)]
        memory, at = self._inventor.random.getstate(), self.start - timedelta(minutes=10 + index)
        while True:
            order = self._inventor.order(at, 100 + index, urgent=False, foreign=name == "returned")
            story = Story(self._inventor, order, at, Level.GENERAL)
            OPEN[name][1](story)
            if story.at <= self.start - timedelta(minutes=4):
                break
            at -= story.at - self.start + timedelta(minutes=5 + index)
            self._inventor.random.setstate(memory)
        events = tuple(
            replace(event, recorded_at=min(event.recorded_at, self.start)) for event in story.events
        )
        return Made(order.row, Channel.HOTLINE, events)

    # ----------------------------------------------------------------------------------------------- what comes

    def _arrivals(self) -> Iterator[tuple[datetime, UpstreamRow]]:
        """Without end: the script, then whatever the district complains of."""
        zero, random = script()["start"], Random(11)
        inventor, serial, minutes = Inventor(random), _SERIAL, 0.0
        for minutes, title in script()["arrivals"]["script"]:
            at, serial = zero + timedelta(minutes=minutes), serial + 1
            yield at, inventor.write(inventor.issue_of(title), at, serial, Channel.HOTLINE, title).row
        while True:
            minutes += random.expovariate(1 / script()["arrivals"]["every"])
            at, serial = zero + timedelta(minutes=minutes), serial + 1
            yield at, inventor.order(at, serial).row


def _scripted(order: Mapping[str, Any], actor: str) -> Made:
    """An order of the script with its steps as events, done by whoever sits at the desk."""
    steps = order["steps"]
    obtained = _moment(steps[0][0])
    row = UpstreamRow(
        number=order["number"],
        kind="诉求",
        category=order["category"],
        title=order["title"],
        content=order["content"],
        status_upstream="办理中",
        caller=order["caller"],
        phone=order["phone"],
        district=district()["district"],
        street=order["street"],
        community=order["community"],
        place=order["place"],
        received_at=obtained - timedelta(minutes=7),
        role="主办",
    )
    channel = Channel(order.get("channel", "hotline"))
    return Made(row, channel, tuple(_event(step, row, actor) for step in steps))


def _event(step: Any, row: UpstreamRow, actor: str) -> Event:
    when, act, said = step
    told = {"received_at": row.received_at.isoformat()} if act == "obtain" and row.received_at else {}
    at = _moment(when)
    details = Details.from_json({**said, **told})
    return Event(0, 0, Act(act), at, at + timedelta(seconds=6), actor, script()["workstation"], details)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)
