"""Brings the open orders from the database to the engine, without the engine ever waiting for a database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from jiesu_desktop.alerts.alert import Order
from jiesu_desktop.alerts.speech import part, without_person
from jiesu_desktop.domain import wording
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.services import alerting
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import Watched

log = logging.getLogger(__name__)

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 10.0  # real seconds between attempts
Took = Callable[[list[Order], frozenset[int] | None], None]
"""Orders read, and the ids asked for; None when all were."""


def order_of(watched: Watched, policy: Policy) -> Order:
    """What the alarms need of an order: never who called."""
    ticket = watched.ticket
    known = (ticket.caller, ticket.phone)
    place = wording.place_of(ticket.street, ticket.community, ticket.place)
    issue = wording.issue_of(ticket.category, ticket.title, known)
    return Order(
        ticket_id=ticket.id,
        number=ticket.number,
        place=part(without_person(place, known)),
        issue=part(without_person(issue, known)),
        events=watched.events,
        lead_events=watched.lead_events,
        policy=policy,
    )


def read_orders(store: Store, ids: Iterable[int] | None = None) -> list[Order]:
    """The open orders as the database has them; of ``ids`` those that are open.

    Raises:
        Exception: whatever the database says.
    """
    with store.read() as queries:
        watched = alerting.watched(queries, ids)
        policies = alerting.policies(queries, watched)
    return [order_of(one, policies[one.policy_id]) for one in watched]


class Watcher:
    """A thread that reads orders when told that they changed, and again until it succeeds.

    Args:
        took: gets what was read, on the watcher's thread.
        on_state: told (well, why not) when reading fails or works again.
    """

    def __init__(self, store: Store, took: Took, on_state: Callable[[bool, str], None]) -> None:
        self._store, self._took, self._on_state = store, took, on_state
        self._wanted: set[int] = set()
        self._all = False
        self._changed = threading.Condition()
        self._ending, self._well = False, True
        self._thread = threading.Thread(target=self._run, name="alert-watcher", daemon=True)

    def start(self) -> None:
        """Begin, with all open orders."""
        self._all = True
        self._thread.start()

    def changed(self, ids: Iterable[int]) -> None:
        """These orders may have changed; returns at once."""
        with self._changed:
            self._wanted.update(ids)
            self._changed.notify()

    def everything(self) -> None:
        """All open orders may have changed; returns at once."""
        with self._changed:
            self._all = True
            self._changed.notify()

    def stop(self) -> None:
        """End."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        self._thread.join(5)

    def _run(self) -> None:
        wait = _FIRST_WAIT
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ending or self._all or self._wanted)
                if self._ending:
                    return
                ids = None if self._all else frozenset(self._wanted)
                self._all = False
                self._wanted = set()
            if self._read(ids):
                wait = _FIRST_WAIT
                continue
            with self._changed:
                self._all = self._all or ids is None
                self._wanted |= ids or frozenset()
                self._changed.wait_for(lambda: self._ending, timeout=wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _read(self, ids: frozenset[int] | None) -> bool:
        try:
            orders = read_orders(self._store, ids)
        except Exception as error:
            log.exception("open orders could not be read")
            self._tell(False, str(getattr(error, "message", error)))
            return False
        self._took(orders, ids)
        self._tell(True, "")
        return True

    def _tell(self, well: bool, why: str) -> None:
        if well != self._well:
            self._well = well
            self._on_state(well, why)


def since_of(orders: Iterable[Order], now: datetime) -> datetime:
    """Where the desk never ran: since the first order was recorded, one day at the most."""
    moments = [event.recorded_at for order in orders for event in order.events]
    return max(min(moments, default=now) - timedelta(microseconds=1), now - timedelta(days=1))
