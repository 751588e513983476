"""What went on elsewhere while this desk was away: asleep, stopped, not running, or by a clock that was set.

It is read before the desk speaks of what it missed, so that nothing is told that another desk has seen to already. The
desk waits for it a moment and no longer: a database that does not answer silences nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jiesu_desktop.alerts.alert import Alert, AlertEvent, Order, Shelving
from jiesu_desktop.alerts.book import AlertBook
from jiesu_desktop.clock import SystemTime, TimeSource
from jiesu_desktop.services import alerting
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.queries import Queries

_BEFORE = timedelta(minutes=10)  # what rang elsewhere a little before this desk went, by another clock


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was said of alerts, here or at other desks.

    Attributes:
        seen: key → who said 知道了. ended: keys whose cause was gone, the seen ones among them.
        off: key → its 搁置, as far as that still holds.
    """

    seen: Mapping[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()
    off: Mapping[str, Shelving] = field(default_factory=dict)


def said_of(queries: Queries, keys: Iterable[str], now: datetime, since: datetime | None = None) -> Elsewhere:
    """What was said of these, and of all that was raised since a moment."""
    asked = set(keys)
    if since is not None:
        asked |= {one.key for one in queries.alerts.between(since - _BEFORE, now + _BEFORE)}
    known = queries.alerts.of_keys(sorted(asked))
    off = alerting.shelved(queries, [one.key for one in known], now)
    return Elsewhere(
        seen={one.key: one.acknowledged_by or "" for one in known if one.acknowledged_at},
        ended=alerting.silenced(known, now),
        off={key: Shelving(until=until, reason=why, who=who) for key, (until, why, who) in off.items()},
    )  # fmt: skip


def follow(book: AlertBook, said: Elsewhere, now: datetime) -> list[AlertEvent]:
    """What was said elsewhere holds here, of what rings and of what is about to."""
    events: list[AlertEvent] = []
    for key, who in said.seen.items():
        if key in book.live:
            events += book.acknowledge([key], who, now)
    for stage in book.overdue(now):
        if stage.key in said.ended:
            book.remember(stage.ticket_id, stage.key, stage.at, seen=stage.key in said.seen)
    return events


def put_off(book: AlertBook, said: Elsewhere, now: datetime) -> list[AlertEvent]:
    """搁置 said elsewhere, to what rings here and is not put off."""
    awake: list[Alert] = [one for key in said.off if (one := book.live.get(key)) and one.shelved is None]
    return [event for one in awake for event in book.shelve([one.key], said.off[one.key], now)]


class Returning:
    """Reads, on a thread of its caller's, what changed while the desk was away.

    Args:
        read: all open orders as the database has them now.
        corrected: told by how much this machine's clock was out, where the shared database's rules.
    """

    def __init__(
        self, store: Store, time: TimeSource, read: Callable[[], list[Order]], corrected: Callable[[timedelta], None]
    ) -> None:  # fmt: skip
        self._store, self._time, self._read, self._corrected = store, time, read, corrected

    def look(self, keys: Iterable[str], since: datetime) -> tuple[list[Order], Elsewhere]:
        """The orders, and what was said of what rings (``keys``) or was raised since.

        Raises:
            Exception: whatever the database says.
        """
        self._correct()
        orders = self._read()
        with self._store.read() as queries:
            return orders, said_of(queries, keys, self._time.now(), since)

    def _correct(self) -> None:
        """With a shared database its server's clock rules, also when this machine's was set while the desk runs."""
        if self._store.dialect != "postgresql" or not isinstance(self._time, SystemTime):
            return
        offset = self._store.measured_offset()
        out, self._time.offset = offset - self._time.offset, offset
        self._store.server_offset = offset
        self._corrected(out)
