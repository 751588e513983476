"""The two shifts of the duty room, by the policy's night hours in Beijing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from jiesu_desktop.domain.policy_model import BEIJING, AlertRules


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift: from ``start`` until before ``end``, both aware."""

    start: datetime
    end: datetime
    night: bool

    @property
    def name(self) -> str:
        """Which of the two it is."""
        return "夜班" if self.night else "白班"

    @property
    def label(self) -> str:
        """Its day in Beijing and which of the two it is; a night bears the day it began on."""
        return f"{self.start.astimezone(BEIJING):%Y-%m-%d} {self.name}"


def shift_of(moment: datetime, rules: AlertRules) -> Shift:
    """The shift a moment lies in. Where night begins when it ends, the whole day is one day shift."""
    wall = moment.astimezone(BEIJING)
    edges = [(rules.night_from, True), (rules.night_to, False)]
    if rules.night_from == rules.night_to:
        edges = [(rules.night_to, False)]
    marks = sorted(
        (_on(wall, days, at), night) for days in (-1, 0, 1) for at, night in edges
    )  # fmt: skip
    start, night = max(mark for mark in marks if mark[0] <= wall)
    end = min(mark[0] for mark in marks if mark[0] > wall)
    return Shift(start, end, night)


def _on(wall: datetime, days: int, at: time) -> datetime:
    return datetime.combine(wall.date() + timedelta(days=days), at, BEIJING)
