"""The tasks of 定期催办: how many orders of each ledger are due to be urged, under the policy in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jiesu_desktop.domain import urging
from jiesu_desktop.storage.queries import Queries


@dataclass(frozen=True, slots=True)
class UrgingTasks:
    """What is due.

    Attributes:
        due: ledger → how many orders. cutoffs: ledger → the moment up to which its urging counts, for
            ``LedgerSpec.urge_until``; a ledger that is not urged on a schedule has none.
    """

    due: Mapping[str, int] = field(default_factory=dict)
    cutoffs: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.due.values())


def tasks(queries: Queries, now: datetime) -> UrgingTasks:
    """The tasks as they stand at ``now``; none before a policy is in force."""
    policy = queries.policies.in_force(now)
    if policy is None:
        return UrgingTasks()
    cutoffs = urging.cutoffs(policy, now)
    return UrgingTasks(queries.urging_due(cutoffs), cutoffs)
