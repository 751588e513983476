"""What an order says by its arrival: that it is new, and 疑似紧急 for as long as nobody has answered.

The question is asked at once and again like an urgent limit that has passed. An answer that is taken back (更正) opens
it again, and it is asked from the recording of the 更正; that of an order recorded late from its recording.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from jiesu_desktop.domain.clock_known import corrected_at, known_at, known_before
from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.policy_model import Policy
from jiesu_desktop.domain.tickets import Act, Event, Level


class Arrival:
    """How the order came, what it is handled as, and whether its question is answered.

    Attributes:
        begun: the taking in that began this round, None where there is none.
        round: the one the taking in began.
        level: what the order is handled as now.
        late: it was recorded so long after it was obtained that what lay before is history.
        open: the question 疑似紧急 waits for an answer.
        asked: since when it waits, as the desk knew it; None unless ``open``.
        reopened: when the desk came to know of it later than it was asked: an answer was taken back, or the order was
            recorded late; None where it was not.
    """

    __slots__ = ("asked", "begun", "late", "level", "open", "reopened", "round")

    def __init__(self, events: Sequence[Event], policy: Policy) -> None:
        self.begun, self.round, self.level, self.open = _stand(events)
        begun = self.begun
        self.late = begun is not None and begun.recorded_at - begun.occurred_at > policy.intake.late_after
        self.asked = self.reopened = None
        if begun is not None and self.open:
            self.asked = begun.occurred_at if self.late else begun.recorded_at
            self.reopened = _reopened(events, begun) or (begun.recorded_at if self.late else None)


def _stand(events: Iterable[Event]) -> tuple[Event | None, int, Level, bool]:
    """The last taking in, its round, the level, and whether the question is open."""
    begun: Event | None = None
    level, answered, own, rounds = Level.GENERAL, True, 0, 0
    applied: int | None = None  # the round of work in which 剔除 was last applied for
    for event in effective(events):
        match event.act:
            case Act.OBTAIN | Act.COME_AGAIN:
                rounds += 1
                begun, own = event, rounds
                level = event.details.level or Level.GENERAL
                answered = level.is_urgent or event.details.history or not event.details.suspected
            case Act.RAISE:
                level, answered = event.details.level or Level.URGENT, True
            case Act.LOWER:
                level, answered = event.details.level or Level.GENERAL, True
            case Act.REWORK | Act.REOPEN:
                rounds += 1
            case Act.EXCLUDE:
                applied = rounds
            case Act.EXCLUDE_GRANTED:
                answered = answered or applied in (None, rounds)
            case Act.JUDGE | Act.CLOSE | Act.RETURN | Act.ARCHIVE | Act.MERGE:
                answered = True
    return begun, own, level, not answered


def _reopened(events: Sequence[Event], begun: Event) -> datetime | None:
    """When the answer to an open question was last taken back."""
    found: datetime | None = None
    for moment in corrected_at(events):
        if moment <= begun.recorded_at:  # an answer to what was asked before
            continue
        was_open = _stand(known_before(events, moment))
        if _stand(known_at(events, moment))[3] and not (was_open[0] is begun and was_open[3]):
            found = moment
    return found
