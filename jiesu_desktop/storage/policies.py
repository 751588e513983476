"""Versions of the policy: what every ticket was measured by stays readable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from jiesu_desktop.domain.policy import Policy, parse_policy
from jiesu_desktop.storage.errors import NotFound
from jiesu_desktop.storage.records import StoredPolicy
from jiesu_desktop.storage.tables import policy_versions

_parsed: dict[str, Policy] = {}  # a version is never changed, so what was parsed once holds


class Policies:
    """Policy versions. They are added and never changed."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def in_force(self, at: datetime) -> Policy | None:
        """The version new orders start under at that moment: of those effective by then the latest; None before the first."""
        table = policy_versions
        query = (
            select(table)
            .where(table.c.effective_at <= at)
            .order_by(table.c.effective_at.desc(), table.c.id.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return None if row is None else _stored(row).policy

    def get(self, policy_id: int) -> Policy:
        """A version by its id. NotFound when there is none."""
        row = self._connection.execute(
            select(policy_versions).where(policy_versions.c.id == policy_id)
        ).first()
        if row is None:
            raise NotFound(f"时限政策 {policy_id}")
        return _stored(row).policy

    def history(self) -> list[StoredPolicy]:
        """All versions, by when they take effect."""
        query = select(policy_versions).order_by(policy_versions.c.effective_at, policy_versions.c.id)
        return [_stored(row) for row in self._connection.execute(query)]

    def add(self, policy: Policy, effective_at: datetime, who: str, recorded_at: datetime) -> int:
        """A new version; returns its id."""
        made = self._connection.execute(
            insert(policy_versions).values(
                name=policy.name,
                effective_at=effective_at,
                recorded_at=recorded_at,
                recorded_by=who,
                data=policy.to_data(),
            )
        ).inserted_primary_key
        if self._touch is not None:
            self._touch("policy")
        return int(made[0]) if made is not None else 0


def _stored(row: Row[Any]) -> StoredPolicy:
    from jiesu_desktop.storage.types import dumps

    text = dumps(row.data)
    if text not in _parsed:
        _parsed[text] = parse_policy(row.data)
    return StoredPolicy(
        id=row.id,
        effective_at=row.effective_at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        policy=replace(_parsed[text], id=row.id, effective_at=row.effective_at),
    )
