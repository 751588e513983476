"""回访: decent hours, which failed attempts count, when the next would, and what an answer says (requirements D).

Archiving without a result needs the policy's number of failed attempts at different times of day; what counts as different
is :func:`jiesu_desktop.domain.states.counted_attempts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from jiesu_desktop.domain.policy_model import BEIJING, CallbackRules
from jiesu_desktop.domain.states import APART, counted_attempts, is_decent

__all__ = ["NOES", "counts", "is_decent", "next_counting", "next_decent", "revisit_problem"]

_DAYS_AHEAD = 3
NOES = {"single_no": "单否", "double_no": "双否"}
"""The words for ``summary.no_of``."""


def next_decent(moment: datetime, rules: CallbackRules) -> datetime:
    """That moment, or the next at which a caller may be rung."""
    if is_decent(moment, rules):
        return moment
    local = moment.astimezone(BEIJING)
    day = local.date() + timedelta(days=1 if local.time() > rules.earliest else 0)
    return datetime.combine(day, rules.earliest, BEIJING)


def counts(attempts: Sequence[datetime], moment: datetime, rules: CallbackRules) -> bool:
    """Whether a failed attempt at this moment would be in decent hours and at another time of day than those that count."""
    before = counted_attempts(attempts, rules)
    return len(counted_attempts((*before, moment), rules)) > len(before)


def next_counting(attempts: Sequence[datetime], now: datetime, rules: CallbackRules) -> datetime | None:
    """The first moment from ``now`` on, in decent hours, at which a failed attempt would count; None: there is none."""
    today = now.astimezone(BEIJING).date()
    candidates = [now]
    for day in range(_DAYS_AHEAD):
        candidates.append(datetime.combine(today + timedelta(days=day), rules.earliest, BEIJING))
        for one in counted_attempts(attempts, rules):
            clock = one.astimezone(BEIJING).replace(second=0, microsecond=0).time()
            candidates.append(datetime.combine(today + timedelta(days=day), clock, BEIJING) + APART)
    fit = (at for at in candidates if at >= now and counts(attempts, at, rules))
    return min(fit, default=None)


def revisit_problem(next_at: datetime | None, occurred_at: datetime, rules: CallbackRules) -> str:
    """Why a re-visit cannot be then, as a Chinese sentence; '' when it can or none is planned."""
    if next_at is None:
        return ""
    if next_at <= occurred_at:
        return "再访时间要在这次回访之后。"
    if not is_decent(next_at, rules):
        at = next_at.astimezone(BEIJING)
        hours = f"{rules.earliest:%H:%M}–{rules.latest:%H:%M}"
        return f"{at:%H:%M} 不在回访时段（{hours}）内，不宜打扰来电人；请改到时段内。"
    return ""
