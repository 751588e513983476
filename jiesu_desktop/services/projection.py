"""Keeping the copy of the summaries that SQL sorts and counts true to this program's rules.

The copy follows from the events. A program that derives more, or differently, than the one that wrote it derives it
again at the first start, for the orders that something is still expected of, and for those of the ledgers whose rows change
after the order has ended.
"""

from __future__ import annotations

from jiesu_desktop.domain.summary import PROJECTION
from jiesu_desktop.services.acts import summarise_again
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_KEY = "projection"
_AT_ONCE = 500


def bring_up(uow: UnitOfWork) -> int:
    """Derive the open orders' summaries again unless this program's rules made them. Returns how many it did."""
    if uow.settings.get(_KEY) == PROJECTION:
        return 0
    ids = uow.queries.derived_ticket_ids()
    for start in range(0, len(ids), _AT_ONCE):
        summarise_again(uow, ids[start : start + _AT_ONCE])
    uow.settings.set(_KEY, PROJECTION)
    return len(ids)
