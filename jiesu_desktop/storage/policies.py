"""Versions of the policy: what every ticket was measured by stays readable."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, insert, select

from jiesu_desktop.domain.policy import Policy, PolicyError, parse_policy
from jiesu_desktop.storage.errors import NotFound
from jiesu_desktop.storage.records import BrokenPolicy, StoredPolicy
from jiesu_desktop.storage.tables_desk import policy_versions

_parsed: dict[str, Policy] = {}  # a version is never changed, so what was parsed once holds


class Policies:
    """Policy versions. They are added and never changed."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def in_force(self, at: datetime) -> Policy | None:
        """The version new orders start under at that moment: of those effective by then the latest that can be used.

        None before the first. A version broken by hand leaves the one before it in force; :meth:`broken` tells of it.
        """
        query = _versions().where(policy_versions.c.effective_at <= at)
        latest = query.order_by(policy_versions.c.effective_at.desc(), policy_versions.c.id.desc())
        for row in self._connection.execute(latest):
            if isinstance(found := _stored(row), StoredPolicy):
                return found.policy
        return None

    def get(self, policy_id: int) -> Policy:
        """A version by its id; if it was broken by hand the good one before it, else the first good one.

        Raises:
            NotFound: there is none, or none that can be used.
        """
        row = self._connection.execute(_versions().where(policy_versions.c.id == policy_id)).first()
        if row is None:
            raise NotFound(f"时限政策 {policy_id}")
        found = _stored(row)
        if isinstance(found, StoredPolicy):
            return found.policy
        good = self.history()
        before = [one for one in good if one.effective_at <= found.effective_at]
        if not good:
            raise NotFound(f"可用的时限政策（{policy_id} 已损坏）")
        return (before[-1] if before else good[0]).policy

    def history(self) -> list[StoredPolicy]:
        """All versions that can be used, by when they take effect."""
        return [one for one in self._all() if isinstance(one, StoredPolicy)]

    def broken(self) -> list[BrokenPolicy]:
        """The versions that cannot be used, by when they should have taken effect."""
        return [one for one in self._all() if isinstance(one, BrokenPolicy)]

    def _all(self) -> list[StoredPolicy | BrokenPolicy]:
        query = _versions().order_by(policy_versions.c.effective_at, policy_versions.c.id)
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


def _versions() -> Select[Any]:
    """The versions with their data as text: what a hand has broken may not even be JSON."""
    table = policy_versions.c
    return select(
        table.id,
        table.name,
        table.effective_at,
        table.recorded_at,
        table.recorded_by,
        cast(policy_versions.c.data, Text).label("data"),
    )


def _stored(row: Row[Any]) -> StoredPolicy | BrokenPolicy:
    if (read := _parsed.get(row.data)) is None:
        try:
            read = _parsed[row.data] = parse_policy(json.loads(row.data))
        except PolicyError as error:
            return _broken(row, error.problems)
        except ValueError:
            return _broken(row, ("内容不是可读的数据",))
    return StoredPolicy(
        id=row.id,
        effective_at=row.effective_at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        policy=replace(read, id=row.id, effective_at=row.effective_at),
    )


def _broken(row: Row[Any], problems: tuple[str, ...]) -> BrokenPolicy:
    return BrokenPolicy(id=row.id, name=row.name, effective_at=row.effective_at, problems=problems)
