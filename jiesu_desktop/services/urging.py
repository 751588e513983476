"""The tasks of 定期催办: how many orders of each ledger are due to be urged, under the policy in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jiesu_desktop.domain import urging
from jiesu_desktop.domain.shifts import shift_of
from jiesu_desktop.storage.queries import Queries


@dataclass(frozen=True, slots=True)
class UrgingTasks:
    """What is due.

    Attributes:
        due: ledger → how many orders. cutoffs: ledger → the moment up to which its urging counts, for
            ``LedgerSpec.urge_until``; a ledger that is not urged on a schedule has none.
        shift: when the day shift began in which they are told; None by night, when nothing new is.
    """

    due: Mapping[str, int] = field(default_factory=dict)
    cutoffs: Mapping[str, datetime] = field(default_factory=dict)
    shift: datetime | None = None

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.due.values())


def tasks(queries: Queries, now: datetime) -> UrgingTasks:
    """The tasks as they stand at ``now``; none before a policy is in force."""
    policy = queries.policies.in_force(now)
    if policy is None:
        return UrgingTasks()
    cutoffs, shift = urging.cutoffs(policy, now), shift_of(now, policy.alerts)
    return UrgingTasks(queries.urging_due(cutoffs), cutoffs, None if shift.night else shift.start)
