"""What the deliveries of an alert come to, as columns of the alert ledger and facts for its measures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, literal, select

from jiesu_desktop.domain.alert_measures import AlertFact
from jiesu_desktop.storage.tables_desk import alerts, deliveries
from jiesu_desktop.storage.types import Moment

NOBODY, SHELVE, ESCALATE = "nobody", "shelve", "escalate"
"""Channels of delivery records that are no channels: nobody was told; someone put it off, ``detail`` says why; nobody
answered, ``detail`` says what was done then.
"""

_d = deliveries.c


def delivered(channel: str) -> ColumnElement[Any]:
    """How a channel fared, in words: the delivery that succeeded if any did, else the last one."""
    done, partly = ("已播完", "已改放提示音：") if channel == "voice" else ("已送达", "已送达：")
    words = case(
        (_d.outcome == "given", case((_d.detail == "", done), else_=literal(partly) + _d.detail)),
        (_d.outcome == "failed", literal("失败：") + _d.detail),
        (_d.outcome == "skipped", "未需要"),
        else_=_d.outcome,
    )
    given_first = case((_d.outcome != "given", 2), (_d.detail != "", 1), else_=0)
    query = select(words).where(_d.alert_id == alerts.c.id, _d.channel == channel)
    return query.order_by(given_first, _d.id.desc()).limit(1).correlate(alerts).scalar_subquery()


def heard_at() -> ColumnElement[Any]:
    """When the sentence had been played to its end, at whichever desk was first; an alarm sound in its place counts not."""
    query = select(func.min(_d.at, type_=Moment)).where(
        _d.alert_id == alerts.c.id, _d.channel == "voice", _d.outcome == "given", _d.detail == ""
    )
    return query.correlate(alerts).scalar_subquery()


def nobody_told() -> ColumnElement[bool]:
    """Whether there is an entry that it reached nobody."""
    return exists().where(_d.alert_id == alerts.c.id, _d.channel == NOBODY).correlate(alerts)


def shelved() -> ColumnElement[Any]:
    """Why it was put off last; NULL when it never was."""
    return _last_said(SHELVE)


def escalated() -> ColumnElement[Any]:
    """The last step it went because nobody answered; NULL when it went none."""
    return _last_said(ESCALATE)


def _last_said(channel: str) -> ColumnElement[Any]:
    query = select(_d.detail).where(_d.alert_id == alerts.c.id, _d.channel == channel)
    return query.order_by(_d.id.desc()).limit(1).correlate(alerts).scalar_subquery()


def facts() -> Select[Any]:
    """The narrow columns of :func:`fact`."""
    put_off = exists().where(_d.alert_id == alerts.c.id, _d.channel == SHELVE).correlate(alerts)
    return select(
        alerts.c.at,
        alerts.c.raised_at,
        alerts.c.acknowledged_at,
        alerts.c.stage,
        alerts.c.repeat,
        alerts.c.channels,
        put_off.label("shelved"),
        nobody_told().label("nobody"),
    )


def meant(row: Row[Any]) -> bool:
    """Whether a person was to notice it: what only went to the log is history or an entry about the desk."""
    return bool(set(row.channels) - {"log"})


def fact(row: Row[Any]) -> AlertFact:
    """One row of :func:`facts`."""
    return AlertFact(
        at=row.at,
        raised_at=row.raised_at,
        acknowledged_at=row.acknowledged_at,
        repeated=row.stage == "overdue" and row.repeat > 0,
        shelved=bool(row.shelved),
        nobody=bool(row.nobody),
    )
