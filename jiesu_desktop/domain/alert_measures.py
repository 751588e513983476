"""How a shift's alerts fared: how dense they came, how soon someone took note, what was repeated, shelved or not heard.

The measures are those of alarm management in control rooms (alarms in ten minutes, time to acknowledge): they tell
whether one person could keep up. Issue 3, Alert log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from jiesu_desktop.domain.policy_model import AlertRules, duration_text
from jiesu_desktop.domain.shifts import Shift, shift_of

WINDOW = timedelta(minutes=10)
"""The span in which alerts are counted."""

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class AlertFact:
    """One alert a person was to notice; what was only logged is none.

    Attributes:
        at: when it was due. raised_at: when it was raised.
        acknowledged_at: when someone said 知道了, None if nobody did.
        repeated: it repeated an overdue clock. shelved: someone put it off.
        nobody: no channel that a person notices gave it.
    """

    at: datetime
    raised_at: datetime
    acknowledged_at: datetime | None = None
    repeated: bool = False
    shelved: bool = False
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class ShiftMeasures:
    """One shift's figures.

    Attributes:
        alerts: how many were raised. mean: of ten minutes; most: in any ten minutes.
        acknowledged: how many someone took note of; to_acknowledge: the median of how long that took, None if none.
        repeats, shelved, nobody: see :class:`AlertFact`.
    """

    shift: Shift
    alerts: int
    mean: float
    most: int
    acknowledged: int
    to_acknowledge: timedelta | None
    repeats: int
    shelved: int
    nobody: int

    @property
    def sentence(self) -> str:
        """The figures in one line."""
        waited = duration_text(_whole(self.to_acknowledge)) if self.to_acknowledge is not None else _NOTHING
        return (
            f"{self.alerts} 条；每 10 分钟平均 {self.mean:.1f} 条，最多 {self.most} 条；"
            f"知道了 {self.acknowledged} 条，中位用时 {waited}；"
            f"重复 {self.repeats}，搁置 {self.shelved}，无人被提醒 {self.nobody}"
        )


def by_shift(facts: Iterable[AlertFact], rules: AlertRules, now: datetime) -> tuple[ShiftMeasures, ...]:
    """The measures of every shift with an alert, earliest first; one still running is measured until ``now``."""
    return tuple(_figures(shift, group, _spent(shift, now)) for shift, group in _grouped(facts, rules))


def whole(facts: Iterable[AlertFact], rules: AlertRules, now: datetime) -> ShiftMeasures | None:
    """All of them together, over the shifts that had any; None without alerts."""
    groups = _grouped(facts, rules)
    if not groups:
        return None
    span = Shift(groups[0][0].start, groups[-1][0].end, False)
    spent = sum((_spent(shift, now) for shift, _ in groups), timedelta())
    return _figures(span, [fact for _, group in groups for fact in group], spent)


def _grouped(facts: Iterable[AlertFact], rules: AlertRules) -> list[tuple[Shift, list[AlertFact]]]:
    """The shifts that had alerts, with theirs, in order of time; a shift is worked out once, not for each alert."""
    groups: list[tuple[Shift, list[AlertFact]]] = []
    for fact in sorted(facts, key=lambda fact: fact.raised_at):
        if not groups or fact.raised_at >= groups[-1][0].end:
            groups.append((shift_of(fact.raised_at, rules), []))
        groups[-1][1].append(fact)
    return groups


def _spent(shift: Shift, now: datetime) -> timedelta:
    """How long it lasted, or has lasted; never less than one window."""
    return max(min(shift.end, now) - shift.start, WINDOW)


def _figures(shift: Shift, facts: Sequence[AlertFact], spent: timedelta) -> ShiftMeasures:
    waits = [fact.acknowledged_at - fact.raised_at for fact in facts if fact.acknowledged_at is not None]
    return ShiftMeasures(
        shift=shift,
        alerts=len(facts),
        mean=len(facts) / (spent / WINDOW),
        most=max(_in_any_window(facts), default=0),
        acknowledged=len(waits),
        to_acknowledge=median(waits) if waits else None,  # type: ignore[type-var] # spans add and halve
        repeats=sum(fact.repeated for fact in facts),
        shelved=sum(fact.shelved for fact in facts),
        nobody=sum(fact.nobody for fact in facts),
    )


def _in_any_window(facts: Sequence[AlertFact]) -> Iterator[int]:
    """For each alert, how many came in the ten minutes up to it."""
    first = 0
    for last, fact in enumerate(facts):
        while fact.raised_at - facts[first].raised_at >= WINDOW:
            first += 1
        yield last - first + 1


def _whole(span: timedelta) -> timedelta:
    """Without fractions of a second."""
    return timedelta(seconds=round(span.total_seconds()))
