"""What the alarms watch: running clocks, each with the moment from which the desk knew that it runs.

更正 derives everything as if the wrong act had not been (clocks.md, the matrix), so a clock it brings back looks as
though it had never stopped. The desk thought it stopped, and told nobody what came meanwhile; to the alarms the clock
is news from the recording of the 更正.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from jiesu_desktop.domain.clock_model import Clock
from jiesu_desktop.domain.clocks import clocks_of, running
from jiesu_desktop.domain.policy_model import Policy
from jiesu_desktop.domain.tickets import Act, Event

_Wait = tuple[object, ...]


def awaited(events: Sequence[Event], policy: Policy, lead: Sequence[Event] = ()) -> tuple[Clock, ...]:
    """The running clocks of an order; ``known_at`` of one that a 更正 brought back is the recording of the 更正.

    Args:
        events, policy, lead: as for :func:`clocks_of`.
    """
    clocks = running(clocks_of(events, policy, lead))
    back: dict[_Wait, datetime] = {}
    for moment in corrected_at((*events, *lead)):
        before = _waits(known_before(events, moment), policy, known_before(lead, moment))
        after = _waits(known_at(events, moment), policy, known_at(lead, moment))
        back.update(dict.fromkeys(after - before, moment))
    if not back:
        return clocks
    return tuple(
        [
            clock._replace(known_at=max(clock.known_at, back.get(_wait(clock), clock.known_at)))
            for clock in clocks
        ]
    )


def corrected_at(events: Iterable[Event]) -> list[datetime]:
    """When something was taken back, earliest first."""
    return sorted({event.recorded_at for event in events if event.act is Act.CORRECT})


def known_before(events: Iterable[Event], moment: datetime) -> list[Event]:
    """The events recorded before a moment: the order as the desk knew it then."""
    return [event for event in events if event.recorded_at < moment]


def known_at(events: Iterable[Event], moment: datetime) -> list[Event]:
    """The same with what was recorded at that very moment."""
    return [event for event in events if event.recorded_at <= moment]


def _waits(events: Sequence[Event], policy: Policy, lead: Sequence[Event]) -> set[_Wait]:
    """What could ring."""
    return {_wait(clock) for clock in running(clocks_of(events, policy, lead)) if clock.rings}


def _wait(clock: Clock) -> _Wait:
    return clock.kind, clock.round, clock.unit, clock.cycle, clock.due_at
