"""定期催办: the ledgers that are urged on a schedule, and what of them is due (requirements C 2–4).

退件不退事: a returned order is urged until someone has taken it. An order stands in several ledgers; the one whose period
holds is where it is now: returned, on account, else the channel it came by.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from jiesu_desktop.domain.policy_model import AlertRules, Policy, UrgingPeriods
from jiesu_desktop.domain.shifts import shift_of
from jiesu_desktop.domain.states import LIVE, State
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Channel

URGED = ("returned", "deferred", "self", "other")
"""Names of the ledgers that are urged on a schedule."""
BY_STATE: Mapping[State, str] = {State.RETURNED: "returned", State.ON_ACCOUNT: "deferred"}
"""Where an order stands decides before the channel it came by."""
BY_CHANNEL: Mapping[Channel, str] = {Channel.SELF: "self", Channel.OTHER: "other"}
URGED_BY_CHANNEL = LIVE - {State.MERGED, State.ON_ACCOUNT}
"""A merged order is urged with its lead."""


def ledger_of(summary: Summary, channel: Channel) -> str | None:
    """The ledger by whose period an order is urged; None: it is not urged on a schedule."""
    if summary.urge_from is None:
        return None
    if summary.state in BY_STATE:
        return BY_STATE[summary.state]
    return BY_CHANNEL.get(channel) if summary.state in URGED_BY_CHANNEL else None


def period_of(ledger: str, periods: UrgingPeriods) -> timedelta | None:
    """How often a ledger is urged; None: not on a schedule."""
    if ledger not in URGED:
        return None
    named: dict[str, timedelta | None] = {
        "returned": periods.returned,
        "deferred": periods.deferred,
        "self": periods.self_collected,
        "other": periods.other,
    }
    return named[ledger]


def due_at(summary: Summary, channel: Channel, periods: UrgingPeriods) -> datetime | None:
    """When an order is next to be urged; None: never on a schedule.

    Args:
        periods: of the policy in force now; a new period holds for every order at once.
    """
    ledger = ledger_of(summary, channel)
    period = period_of(ledger, periods) if ledger else None
    return summary.urge_from + period if summary.urge_from is not None and period is not None else None


def told_until(now: datetime, rules: AlertRules) -> datetime:
    """Up to which due moment tasks are shown: what falls due at night is told of in the morning."""
    shift = shift_of(now, rules)
    return shift.start if shift.night else now


def cutoffs(policy: Policy, now: datetime) -> dict[str, datetime]:
    """For each ledger urged on a schedule: orders whose urging counts from this moment or before are due."""
    until = told_until(now, policy.alerts)
    periods = {ledger: period_of(ledger, policy.urging) for ledger in URGED}
    return {ledger: until - period for ledger, period in periods.items() if period is not None}
