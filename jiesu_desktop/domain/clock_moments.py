"""Due moments that are more than a zero and a limit: days, daily hours, hours for ringing a caller."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jiesu_desktop.domain.policy_model import BEIJING, CloseReading, Policy

_DAY = timedelta(days=1)


def _at(moment: datetime, hour: time) -> datetime:
    """That time of day in Beijing on the moment's Beijing day, in the moment's own zone."""
    local = moment.astimezone(BEIJING)
    return datetime.combine(local.date(), hour, BEIJING).astimezone(moment.tzinfo)


def general_close_due(zero: datetime, policy: Policy) -> datetime:
    """When a general order must be closed: the limit after the zero, or midnight at the end of that day."""
    due = zero + policy.clocks.close.limit(urgent=False)
    return _at(due, time(0)) + _DAY if policy.close_reading is CloseReading.DAY_END else due


def next_daily(moment: datetime, hour: time) -> datetime:
    """The first time after the moment that a Beijing clock shows the hour."""
    today = _at(moment, hour)
    return today if today > moment else today + _DAY


def callback_due(closed: datetime, urgent: bool, policy: Policy) -> datetime:
    """When the call-back is due: within the limit, moved back to the last moment at which callers may be rung.

    Where that would lie before the closing (a limit of a few hours at night) it is the limit counted from the next
    opening, within the same day's hours.
    """
    limit, rules = policy.clocks.callback.limit(urgent), policy.callback
    due = closed + limit
    opens, ends = _at(due, rules.earliest), _at(due, rules.latest)
    if due < opens:
        due = ends - _DAY
    elif due > ends:
        due = ends
    if due > closed:
        return due
    opens = next_daily(closed, rules.earliest)
    return min(opens + limit, _at(opens, rules.latest))
