"""What the alert engine asks of the database and leaves in it. All of it may be repeated: the key says what is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import AlertRecord, DeliveryRecord, Watched
from jiesu_desktop.storage.unit_of_work import UnitOfWork


def watched(queries: Queries, ids: Iterable[int] | None = None) -> list[Watched]:
    """The open orders with their timelines; of ``ids`` those that are open."""
    return list(queries.watched(ids))


def policies(queries: Queries, watching: Iterable[Watched]) -> dict[int, Policy]:
    """The policy version each of these orders began under, by its id."""
    return {policy_id: queries.policies.get(policy_id) for policy_id in {one.policy_id for one in watching}}


def raised(uow: UnitOfWork, time: TimeSource, who: Who, records: Sequence[AlertRecord]) -> Changes:
    """Note that alerts were raised; one noted before stays as it is."""
    uow.alerts.raised(records)
    return Changes(alerts=True)


def delivered(uow: UnitOfWork, time: TimeSource, who: Who, records: Sequence[DeliveryRecord]) -> Changes:
    """Note how channels fared with alerts."""
    uow.alerts.delivered(records)
    return Changes(alerts=True)


def acknowledge(uow: UnitOfWork, time: TimeSource, who: Who, keys: Sequence[str]) -> Changes:
    """知道了: silences these stages and no others; the first to say so is kept."""
    uow.alerts.acknowledge(keys, who.name, time.now())
    return Changes(alerts=True, message="知道了")


def ended(uow: UnitOfWork, time: TimeSource, who: Who, keys: Sequence[str], reason: str) -> Changes:
    """The cause of these alerts is gone; they are never given again."""
    uow.alerts.ended(keys, time.now(), reason)
    return Changes(alerts=True)


TAKEN_BACK = "时钟拨回，尚未到时，撤回"
"""Why an alert ended that a clock ahead of its time had raised: it comes again."""


def silenced(found: Iterable[AlertRecord], now: datetime) -> frozenset[str]:
    """The keys of those alerts that were acknowledged or ended, here or at another desk, by what is now."""
    return frozenset(one.key for one in found if one.acknowledged_at or _has_ended(one, now))


def _has_ended(one: AlertRecord, now: datetime) -> bool:
    """An end that lies ahead is of a clock that was set back since; so is what was taken back."""
    return one.ended_at is not None and one.ended_at <= now and one.end_reason != TAKEN_BACK


def shelve(
    uow: UnitOfWork,
    who: str,
    workstation: str,
    keys: Iterable[str],
    at: datetime,
    until: datetime,
    reason: str,
) -> None:
    """搁置: noted beside the deliveries, with its minutes, its reason and who said so."""
    minutes = max(1, round((until - at).total_seconds() / 60))
    detail = f"{minutes}分钟：{reason}（{who}）"
    uow.alerts.delivered(
        [
            DeliveryRecord(
                key=key, channel="shelve", workstation=workstation, at=at, outcome="logged", detail=detail
            )
            for key in keys
        ]
    )
    uow.alerts.tell()


def shelved(queries: Queries, keys: Iterable[str], now: datetime) -> dict[str, tuple[datetime, str, str]]:
    """Which of these alerts are put off now, at whichever desk: until when, why and by whom."""
    found: dict[str, tuple[datetime, str, str]] = {}
    for one in queries.alerts.deliveries_by("shelve", list(keys)):
        if (told := shelving_of(one))[0] > now:
            found[one.key] = told
    return found


def shelving_of(entry: DeliveryRecord) -> tuple[datetime, str, str]:
    """Until when an alert was put off, why and by whom, as :func:`shelve` noted it."""
    said = _SHELVED.fullmatch(entry.detail)
    if said is None:
        return entry.at, entry.detail, ""
    return entry.at + timedelta(minutes=int(said[1])), said[2], said[3]


_SHELVED = re.compile(r"(\d+)分钟：(.*)（(.*)）", re.DOTALL)


def unanswered(queries: Queries) -> list[AlertRecord]:
    """Alerts that nobody has acknowledged and whose cause stands: given again after a crash."""
    return queries.alerts.open()
