"""What self-tests leave in the database: a value written and read back, and the reports of each workstation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork

KEPT = 60
"""Reports kept of a workstation: a month of shifts."""

_TRIED, _REPORTS = "self_test_tried", "self_tests"


def _scope(who: Who) -> str:
    """Settings of a workstation; a person's name does not begin so."""
    return f"@{who.workstation}"


def try_write(uow: UnitOfWork, time: TimeSource, who: Who, token: str) -> Changes:
    """Write a value that :func:`try_read` is to find."""
    uow.settings.set(_TRIED, token, _scope(who))
    return Changes()


def try_read(queries: Queries, who: Who) -> Any:
    """The value written last."""
    return queries.settings.get(_TRIED, _scope(who))


def keep(uow: UnitOfWork, time: TimeSource, who: Who, report: Mapping[str, Any]) -> Changes:
    """Keep a report; one of the same moment, tried again, takes its place."""
    known = [one for one in _known(uow.settings.get(_REPORTS, _scope(who))) if one.get("at") != report["at"]]
    uow.settings.set(_REPORTS, [*known, dict(report)][-KEPT:], _scope(who))
    return Changes()


def kept(queries: Queries, who: Who) -> list[Mapping[str, Any]]:
    """The reports of this workstation, oldest first."""
    return _known(queries.settings.get(_REPORTS, _scope(who)))


def _known(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
