"""Warnings given, how each was delivered, and who took note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update
from sqlalchemy.sql import bindparam

from jiesu_desktop.storage.bulk import upsert
from jiesu_desktop.storage.records import AlertRecord, DeliveryRecord
from jiesu_desktop.storage.rows import clean
from jiesu_desktop.storage.tables_desk import alerts, deliveries

_KEYS = 900
_LONGEST = timedelta(days=7)  # an alert is given again daily, so that a week covers whatever is noted of it


class Alerts:
    """Alerts by their key: one stage of one clock of one order."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def raised(self, records: Sequence[AlertRecord]) -> None:
        """Note that these were raised; those noted before stay as they are."""
        rows = [
            {
                "key": r.key,
                "ticket_id": r.ticket_id,
                "round": r.round,
                "clock": r.clock,
                "unit": r.unit,
                "stage": r.stage,
                "repeat": r.repeat,
                "at": r.at,
                "priority": r.priority,
                "channels": sorted(r.channels),
                "spoken": clean(r.spoken),
                "raised_at": r.raised_at,
            }
            for r in records
        ]
        if rows:
            self._connection.execute(upsert(self._connection, alerts).on_conflict_do_nothing(), rows)
            self._touched()

    def acknowledge(self, keys: Sequence[str], who: str, at: datetime) -> list[int]:
        """知道了: by whom and when first. Returns the ids of the orders concerned."""
        self._update(keys, alerts.c.acknowledged_at, acknowledged_at=at, acknowledged_by=who)
        found = {record.ticket_id for record in self.of_keys(keys) if record.ticket_id is not None}
        return sorted(found)

    def ended(self, keys: Sequence[str], at: datetime, reason: str) -> None:
        """Its cause is gone; an alert that ended is never given again."""
        self._update(keys, alerts.c.ended_at, ended_at=at, end_reason=reason)

    def reopen(self, keys: Sequence[str], at: datetime, reason: str) -> None:
        """Raised again at its moment, having ended by a clock that was ahead, or for that ``reason``: it rings.

        What was acknowledged stays so.
        """
        ended = or_(alerts.c.ended_at > at, alerts.c.end_reason == reason)
        self._update(keys, alerts.c.acknowledged_at, ended, ended_at=None, end_reason=None)

    def _update(self, keys: Sequence[str], once: Any, *where: Any, **values: Any) -> None:
        change = update(alerts).where(alerts.c.key == bindparam("the_key"), once.is_(None), *where)
        change = change.values(**values)
        if keys:
            self._connection.execute(change, [{"the_key": key} for key in keys])
            self._touched()

    def delivered(self, records: Sequence[DeliveryRecord]) -> None:
        """Note how channels fared; alerts nobody noted as raised are passed over."""
        ids = {record.key: record.id for record in self.of_keys([r.key for r in records])}
        rows = [
            {
                "alert_id": ids[r.key],
                "channel": r.channel,
                "workstation": r.workstation,
                "at": r.at,
                "outcome": r.outcome,
                "detail": clean(r.detail),
            }
            for r in records
            if r.key in ids
        ]
        if rows:
            self._connection.execute(insert(deliveries), rows)

    def tell(self) -> None:
        """Let other desks look: somebody put an alert off."""
        self._touched()

    def open(self) -> list[AlertRecord]:
        """Raised, and neither acknowledged nor ended; oldest first."""
        query = select(alerts).where(alerts.c.ended_at.is_(None), alerts.c.acknowledged_at.is_(None))
        return [_record(row) for row in self._connection.execute(query.order_by(alerts.c.raised_at))]

    def get(self, key: str) -> AlertRecord | None:
        """The alert of that key, or None."""
        found = self.of_keys([key])
        return found[0] if found else None

    def between(self, start: datetime, end: datetime) -> list[AlertRecord]:
        """Raised from ``start`` until before ``end``, oldest first."""
        query = select(alerts).where(alerts.c.raised_at >= start, alerts.c.raised_at < end)
        return [_record(row) for row in self._connection.execute(query.order_by(alerts.c.raised_at))]

    def entries(
        self, channel: str, start: datetime, end: datetime
    ) -> list[tuple[AlertRecord, DeliveryRecord]]:
        """What was noted of alerts in that time under a name such as ``shelve`` or ``nobody``, oldest first.

        Found by way of the alerts raised since a week before, whose index keeps years of deliveries out of it.
        """
        noted = (
            select(deliveries)
            .join(alerts, alerts.c.id == deliveries.c.alert_id)
            .where(alerts.c.raised_at >= start - _LONGEST, alerts.c.raised_at < end)
            .where(deliveries.c.channel == channel, deliveries.c.at >= start, deliveries.c.at < end)
        )
        rows = self._connection.execute(noted.order_by(deliveries.c.at, deliveries.c.id)).all()
        ids = list({row.alert_id for row in rows})
        found: dict[int, AlertRecord] = {}
        for first in range(0, len(ids), _KEYS):
            query = select(alerts).where(alerts.c.id.in_(ids[first : first + _KEYS]))
            found.update({row.id: _record(row) for row in self._connection.execute(query)})
        return [(found[row.alert_id], _delivery(found[row.alert_id].key, row)) for row in rows]

    def of_keys(self, keys: Sequence[str]) -> list[AlertRecord]:
        """Those of these keys that are known."""
        found: list[AlertRecord] = []
        unique = list(dict.fromkeys(keys))
        for start in range(0, len(unique), _KEYS):
            query = select(alerts).where(alerts.c.key.in_(unique[start : start + _KEYS]))
            found += [_record(row) for row in self._connection.execute(query)]
        return found

    def of_ticket(self, ticket_id: int) -> list[AlertRecord]:
        """All ever raised for an order, oldest first."""
        query = (
            select(alerts).where(alerts.c.ticket_id == ticket_id).order_by(alerts.c.raised_at, alerts.c.id)
        )
        return [_record(row) for row in self._connection.execute(query)]

    def deliveries(self, key: str) -> list[DeliveryRecord]:
        """How channels fared with it, oldest first."""
        return self._deliveries(alerts.c.key == key)

    def deliveries_by(self, channel: str, keys: Sequence[str]) -> list[DeliveryRecord]:
        """What one channel noted of these, oldest first."""
        found: list[DeliveryRecord] = []
        for start in range(0, len(keys), _KEYS):
            found += self._deliveries(
                deliveries.c.channel == channel, alerts.c.key.in_(keys[start : start + _KEYS])
            )
        return found

    def _deliveries(self, *which: Any) -> list[DeliveryRecord]:
        query = (
            select(alerts.c.key, deliveries)
            .join(alerts, alerts.c.id == deliveries.c.alert_id)
            .where(*which)
            .order_by(deliveries.c.id)
        )
        return [_delivery(row.key, row) for row in self._connection.execute(query)]

    def _touched(self) -> None:
        if self._touch is not None:
            self._touch("alerts")


def _delivery(key: str, row: Row[Any]) -> DeliveryRecord:
    return DeliveryRecord(
        key=key,
        channel=row.channel,
        workstation=row.workstation,
        at=row.at,
        outcome=row.outcome,
        detail=row.detail,
    )


def _record(row: Row[Any]) -> AlertRecord:
    values = row._asdict()
    return AlertRecord(**{**values, "channels": frozenset(values["channels"])})
