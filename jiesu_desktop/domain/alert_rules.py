"""When an alert is raised, how loudly, and what silences it (clocks.md, Alerts; issue 3, Behaviour).

A clock has stages: a warning at each warn point, one at the due moment, and repeats while it is overdue, without end
for urgent orders and therefore told by :func:`stages_between` as far as one asks. An order has two more: new, and 疑似紧急,
which is asked again like an urgent overdue limit until somebody answers.
Nothing here reads the time or keeps a state; the engine asks and remembers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, NamedTuple

from jiesu_desktop.domain.alert_arrival import Arrival
from jiesu_desktop.domain.clock_model import Bound, Clock, ClockKind, ClockState
from jiesu_desktop.domain.policy_model import BEIJING, AlertChannel, Policy, Repeat, StageRule
from jiesu_desktop.domain.tickets import Event, Level

TOP = 1
"""The priority that is always spoken by itself."""

_LOG_ONLY = frozenset({AlertChannel.LOG})
_CALM = frozenset(
    {ClockKind.CALLBACK, ClockKind.RETURNED}
)  # an urgent order is no emergency once closed or returned
_DISPATCHES = frozenset({ClockKind.DISPATCH, ClockKind.DISPATCH_LIMIT})


@dataclass(frozen=True, slots=True)
class Stage:
    """One moment at which a person is to be told something about one order.

    Attributes:
        clock: None for ``new`` and ``suspected``.
        name: ``suspected`` ``new`` ``warn`` ``due`` ``overdue``.
        repeat: warn: seconds left; suspected: how often it was asked before; overdue: 0 for a clock that was overdue when the desk came to know of it, else the
            number of the repeat; otherwise 0.
        anew: set where it is told later than its own moment: when the desk came to know that it waits, for the first time or again,
            because a return was refused or an act was taken back.
        limit: the limit that ends, where it is a plain span.
        priority: 1 (top) to 3.
        past: its moment lies before the import was recorded: logged and counted in one summary, never spoken.
        level: what the order is handled as.
        rule: the name of its :class:`StageRule` in the policy.
        key: its identity, stable across restarts and desks.
    """

    ticket_id: int
    round: int
    clock: ClockKind | None
    unit: str | None
    cycle: int
    name: str
    repeat: int
    at: datetime
    due_at: datetime
    limit: timedelta | None
    priority: int
    channels: frozenset[AlertChannel]
    past: bool
    level: Level
    rule: str
    anew: datetime | None = None
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """The key: asked for many times, so made once.

        The due moment is part of it: when an act moves a clock, its stages are other stages, and having been told of
        the old ones silences none of them. So is the moment from which the desk knows of it anew: what was told
        before its clock stopped does not silence that it runs again.
        """
        clock = self.clock.value if self.clock else "-"
        due = int(self.due_at.timestamp())
        anew = f"@{int(self.anew.timestamp())}" if self.anew else ""
        wait = f"{self.ticket_id}/{self.round}/{clock}/{self.unit or '-'}/{self.cycle}/{due}"
        object.__setattr__(self, "key", f"{wait}/{self.name}/{self.repeat}{anew}")

    @property
    def spoken(self) -> bool:
        """Whether a voice says it."""
        return AlertChannel.VOICE in self.channels


def stages_of(
    ticket_id: int, events: Sequence[Event], clocks: Iterable[Clock], policy: Policy
) -> list[Stage]:
    """The stages of an order as its events stand, earliest first, without repeats."""
    maker = _Maker(ticket_id, events, policy)
    stages = list(maker.arrival())
    for clock in clocks:
        stages.extend(maker.stage(clock, moment) for moment in maker.finite(clock))
    return sorted(stages, key=_order)


def next_moment(
    ticket_id: int, events: Sequence[Event], clocks: Iterable[Clock], policy: Policy, after: datetime
) -> datetime | None:
    """When the order's next stages come, repeats included, without making them: what a watch over many thousand orders asks most."""
    maker = _Maker(ticket_id, events, policy)
    found = [maker.first_after(clock, after) for clock in clocks]
    moments = [moment.at for moment in found if moment is not None]
    moments += [stage.at for stage in maker.arrival() if stage.at > after]
    asked = maker.asked_after(after)
    return min(moments if asked is None else [*moments, asked.at], default=None)


def next_moment_of(clock: Clock, events: Sequence[Event], policy: Policy, after: datetime) -> datetime | None:
    """When one clock is told of next, whatever else the order is told for; None for one that rings no more."""
    found = _Maker(0, events, policy).first_after(clock, after)
    return None if found is None else found.at


def past_stages(
    ticket_id: int, events: Sequence[Event], clocks: Iterable[Clock], policy: Policy
) -> list[Stage]:
    """The stages whose moment lay before the import was recorded; only an order recorded late has any."""
    if not Arrival(events, policy).late:
        return []
    return [stage for stage in stages_of(ticket_id, events, clocks, policy) if stage.past]


def stages_between(
    ticket_id: int,
    events: Sequence[Event],
    clocks: Iterable[Clock],
    policy: Policy,
    after: datetime,
    until: datetime,
) -> list[Stage]:
    """Every stage in (after, until], repeats included: what has come since, or was missed while the desk was down."""
    maker = _Maker(ticket_id, events, policy)
    stages = list(maker.arrival())
    asked = maker.asked_after(after)
    while asked is not None and asked.at <= until:
        stages.append(asked)
        asked = maker.asked_after(asked.at)
    for clock in clocks:
        coming = takewhile(lambda moment: moment.at <= until, maker.moments_after(clock, after))
        stages.extend(maker.stage(clock, moment) for moment in coming)
    return sorted((stage for stage in stages if after < stage.at <= until), key=_order)


class _Moment(NamedTuple):
    """A stage before it is dressed: when, its name, the time left of a warning, its number, whether past at import, told late."""

    at: datetime
    name: str
    left: timedelta | None = None
    number: int = 0
    past: bool = False
    anew: bool = False


def _order(stage: Stage) -> tuple[Any, ...]:
    return stage.at, stage.priority, stage.due_at, stage.key


class _Maker:
    """Makes the stages of one order: what holds for all of them is found once."""

    __slots__ = ("came", "policy", "ticket_id")

    def __init__(self, ticket_id: int, events: Sequence[Event], policy: Policy) -> None:
        self.ticket_id, self.policy = ticket_id, policy
        self.came = Arrival(events, policy)

    def arrival(self) -> Iterator[Stage]:
        """新单, and 疑似紧急 until someone has answered it or the order has left our hands."""
        came = self.came
        if came.begun is None or came.begun.details.history:
            return
        if not came.late:
            yield self._plain("new", came.begun.recorded_at, past=False)
        if came.asked is not None:
            yield self._plain("suspected", came.asked, past=came.late)
            if came.reopened is not None:
                again = self._plain("suspected", came.reopened, past=False)
                yield replace(again, due_at=came.asked, anew=came.reopened)

    def asked_after(self, after: datetime) -> Stage | None:
        """The first repeat of an unanswered 疑似紧急 later than a moment: like an urgent limit that has passed."""
        first, begun = self.came.asked, self.came.begun
        if first is None or begun is None:
            return None
        since = self.came.reopened or begun.recorded_at
        found = repeat_after(first, self.policy.repeats.urgent, max(after, since))
        if found is None:
            return None
        stage = self._plain("suspected", found[0], past=False)
        return replace(stage, due_at=first, repeat=found[1])

    def finite(self, clock: Clock) -> list[_Moment]:
        """Warnings and the due moment of a running clock, earliest first; of those already past only the last."""
        if not clock.rings:
            return []
        due, floor = clock.due_at, max(clock.known_at, clock.started_at)
        moments = [_Moment(due - left, "warn", left) for left in self._warn_points(clock)]
        moments.append(_Moment(due, "due"))
        came = self.came
        late = came.late and came.begun is not None and floor == came.begun.recorded_at
        if moments[0].at >= floor and not late:
            return moments
        seen = [moment for moment in moments if moment.at < floor]
        coming = moments[len(seen) :]
        before = (
            [moment._replace(past=True) for moment in seen if moment.at >= clock.started_at] if late else []
        )
        if (coming and coming[0].at == floor) or (late and not self._announces(clock, seen)):
            return before + coming
        last = (seen or [_Moment(floor, "warn", due - floor)])[-1]._replace(at=floor, anew=True)
        return [*before, last._replace(name="overdue") if last.name == "due" else last, *coming]

    def _announces(self, clock: Clock, seen: Sequence[_Moment]) -> bool:
        """Whether a clock of an order that was recorded late is told of as soon as the desk has it.

        What lay before is history, save where somebody waits now: each urgent clock of which something has come, and the
        report in any case, by the time it has left.
        """
        begun = self.came.begun
        urgent = begun is not None and (begun.details.level or Level.GENERAL).is_urgent and _is_urgent(clock)
        return urgent and (bool(seen) or clock.kind is ClockKind.REPORT)

    def first_after(self, clock: Clock, after: datetime) -> _Moment | None:
        """The first moment of a clock later than another, repeats while overdue included."""
        return next(self.moments_after(clock, after), None)

    def moments_after(self, clock: Clock, after: datetime) -> Iterator[_Moment]:
        """The moments of a clock later than another, repeats while overdue included: without end for an urgent one.

        A general order that was overdue when it began, by an old upstream deadline, gives one alert and no repeats.
        """
        for moment in self.finite(clock):
            if moment.at > after:
                yield moment
                after = moment.at
        urgent = _is_urgent(clock)
        if not clock.rings or (clock.overdue_at_start and not urgent):
            return
        repeats, after = self.policy.repeats.of(urgent), max(after, clock.known_at)
        while (found := repeat_after(clock.due_at, repeats, after)) is not None:
            yield _Moment(found[0], "overdue", None, found[1])
            after = found[0]

    def _warn_points(self, clock: Clock) -> tuple[timedelta, ...]:
        return self.policy.clocks.of(clock.kind).warn(clock.urgent)

    def stage(self, clock: Clock, moment: _Moment) -> Stage:
        """The stage with all it needs to be given."""
        urgent, name, left = _is_urgent(clock), moment.name, moment.left
        last = left is not None and left == self._warn_points(clock)[-1]
        rule_name = ("urgent_" if urgent else "general_") + ("last_warn" if urgent and last else name)
        if not urgent and name == "warn" and clock.kind in _DISPATCHES:
            rule_name = "general_dispatch"
        rule: StageRule = getattr(self.policy.stages, rule_name)
        spans = clock.bound in (Bound.LIMIT, Bound.EVERY)
        return Stage(
            self.ticket_id, clock.round, clock.kind, clock.unit, clock.cycle, name,
            int(left.total_seconds()) if left is not None else moment.number, moment.at, clock.due_at,
            clock.due_at - clock.zero - clock.paused_for if spans else None, rule.priority,
            _LOG_ONLY if moment.past else self._channels(rule, clock, moment.at), moment.past, self.came.level, rule_name,
            moment.at if moment.anew else None,
        )  # fmt: skip

    def _channels(self, rule: StageRule, clock: Clock | None, at: datetime) -> frozenset[AlertChannel]:
        night = is_night(at, self.policy)
        channels = frozenset(rule.night if night else rule.channels)
        if clock is not None and clock.kind in _DISPATCHES and not _is_urgent(clock):
            dispatch = self.policy.stages.general_dispatch
            channels |= frozenset(dispatch.night if night else dispatch.channels)
        return channels

    def _plain(self, name: str, at: datetime, *, past: bool) -> Stage:
        rule: StageRule = getattr(self.policy.stages, name)
        channels = _LOG_ONLY if past else self._channels(rule, None, at)
        return Stage(
            self.ticket_id, self.came.round, None, None, 1, name, 0, at, at, None, rule.priority, channels, past,
            self.came.level, name,
        )  # fmt: skip


def _is_urgent(clock: Clock) -> bool:
    return clock.urgent and clock.kind not in _CALM


def repeat_after(due: datetime, repeats: Sequence[Repeat], after: datetime) -> tuple[datetime, int] | None:
    """The first repeat of an overdue alert later than a moment, and its number counted from 1."""
    base, number = due, 0
    for repeat in repeats:
        nth = max(1, (after - base) // repeat.every + 1)
        if repeat.lasting is None or nth * repeat.every <= repeat.lasting:
            return base + nth * repeat.every, number + nth
        number += repeat.lasting // repeat.every
        base += repeat.lasting
    return None


def is_night(moment: datetime, policy: Policy) -> bool:
    """Whether the night profile of channels holds."""
    face = moment.astimezone(BEIJING).time()
    start, end = policy.alerts.night_from, policy.alerts.night_to
    return start <= face < end if start <= end else face >= start or face < end


def is_flood(raised: Iterable[float], now: float, policy: Policy) -> bool:
    """Whether so many alerts were raised lately that one summary must stand for them.

    Args:
        raised: real seconds (monotonic) at which alerts below the top priority were raised.
        now: the same clock now. Demo speed does not scale it.
    """
    window = policy.alerts.flood_within.total_seconds()
    return sum(1 for moment in raised if now - window < moment <= now) >= policy.alerts.flood_count


def fold(stages: Iterable[Stage], flood: bool) -> tuple[list[Stage], list[Stage]]:
    """Which stages are given one by one and which are folded into one summary; most urgent first.

    Top-priority stages are never folded, in a flood or not; those past at import always are.
    """
    alone: list[Stage] = []
    folded: list[Stage] = []
    for stage in sorted(stages, key=lambda stage: (stage.priority, stage.due_at, stage.key)):
        (folded if stage.past or (flood and stage.priority != TOP) else alone).append(stage)
    return alone, folded


def is_silenced(stage: Stage, acknowledged: Iterable[str]) -> bool:
    """Whether 知道了 was said to this very stage. It silences no other: the next one speaks again."""
    return stage.key in acknowledged


def may_acknowledge(shown_for: float, policy: Policy) -> bool:
    """Whether an alert has been on screen for long enough, in real seconds, for 知道了 to be meant."""
    return shown_for >= policy.alerts.guard.total_seconds()


def shelved_until(now: datetime, wanted: timedelta, policy: Policy) -> datetime:
    """Until when an alert is shelved: as long as asked, never longer than policy allows."""
    return now + min(wanted, policy.alerts.shelve_most)


def escalation(unheard: timedelta, policy: Policy) -> int:
    """How far an urgent alert nobody acknowledged has gone: 0 not, 1 full volume, 2 banner, 3 the 主管's number."""
    alerts = policy.alerts
    steps = (alerts.escalate_volume, alerts.escalate_banner, alerts.escalate_supervisor)
    return sum(1 for step in steps if unheard >= step)


def order_key(state: ClockState | None, urgent: bool, due_at: datetime | None) -> tuple[int, float, bool]:
    """The queue's order: overdue, urgent warning, general warning, urgent, rest, each by due moment.

    Of two due at the same moment the urgent one goes first. What is paused or has no running clock stands at the end of the rest.
    """
    if due_at is None or state is None or state is ClockState.PAUSED:
        return 5, due_at.timestamp() if due_at is not None else float("inf"), not urgent
    if state is ClockState.OVERDUE:
        rank = 0
    elif state is ClockState.WARNING:
        rank = 1 if urgent else 2
    else:
        rank = 3 if urgent else 4
    return rank, due_at.timestamp(), not urgent
