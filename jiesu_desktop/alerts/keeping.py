"""What the alarms did, kept: in the journal first, then in the database; both behind the sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from jiesu_desktop.alerts.alert import (
    Alert,
    AlertEnded,
    AlertEscalated,
    AlertEvent,
    AlertRaised,
    Noted,
    Reason,
)
from jiesu_desktop.alerts.channels import Given as Told
from jiesu_desktop.alerts.escalating import Step
from jiesu_desktop.alerts.journal import Given, Journal
from jiesu_desktop.alerts.recorder import Recorder
from jiesu_desktop.services import alerting
from jiesu_desktop.storage.records import AlertRecord, DeliveryRecord
from jiesu_desktop.storage.unit_of_work import UnitOfWork


class Keeper:
    """Writes down each event. Nothing here waits for a disk or a database."""

    def __init__(self, journal: Journal, recorder: Recorder, workstation: str) -> None:
        self._journal, self._recorder, self._workstation = journal, recorder, workstation
        self._set_back = False

    def set_back(self, before: Iterable[Given], now: datetime) -> None:
        """The clock was set back: from now on what is raised may have been raised, and have ended, before.

        Args:
            before: what rang when the desk last ran, for moments that lie ahead again.
        """
        self._set_back = True
        for one in before:
            self._end(one.key, Reason.TAKEN_BACK, "", now)

    def keep(self, event: AlertEvent, now: datetime) -> None:
        """An alert began, changed, went a step further or ended."""
        if isinstance(event, AlertEnded):
            self._end(event.key, event.reason, event.who, now)
        elif isinstance(event, AlertEscalated):  # a step is an entry of the alert's log
            self._journal.escalated(event.alert.key, event.alert.step, now)
            self._deliver(event.alert.key, "escalate", "logged", Step(event.alert.step).label, now)
        elif isinstance(event, AlertRaised) and event.grown:
            self._change(event, now)
        else:
            self._begin(event, now)

    def _change(self, event: AlertRaised, now: datetime) -> None:
        alert = event.alert
        if alert.shelved is not None:
            self._journal.shelved(alert.key, alert.shelved, now)
        if event.added:
            self._journal.grown(alert.key, event.added, now)

    def _begin(self, event: AlertRaised | Noted, now: datetime) -> None:
        alert = event.alert
        if isinstance(event, AlertRaised) and alert.again:
            return
        self._journal.raised(
            alert.key, alert.ticket_id, alert.at, now,
            spoken="voice" in alert.channels, members=alert.members, joined=bool(alert.joined),
            since=alert.since, step=alert.step,
        )  # fmt: skip
        if alert.shelved is not None:
            self._journal.shelved(alert.key, alert.shelved, now)
        record = record_of(alert)
        self._recorder.put(lambda uow: uow.alerts.raised([record]))
        if self._set_back:
            self._recorder.put(lambda uow: uow.alerts.reopen([record.key], now, Reason.TAKEN_BACK.label))
        if isinstance(event, Noted):
            self._deliver(alert.key, "log", "logged", event.reason.label, now)
        if isinstance(event, Noted) or not alert.lasting:
            self._end(alert.key, event.reason if isinstance(event, Noted) else Reason.TOLD, "", now)

    def _end(self, key: str, reason: Reason, who: str, now: datetime) -> None:
        self._journal.ended(key, reason.value, who, now)
        if reason is Reason.TAKEN_BACK:
            self._deliver(key, "log", "logged", reason.label, now)
        if reason is Reason.ACKNOWLEDGED:
            self._recorder.put(partial(acknowledge, keys=[key], who=who, at=now))
        else:
            self._recorder.put(lambda uow: uow.alerts.ended([key], now, reason.label))

    def shelve(self, put_off: Sequence[Alert], now: datetime) -> None:
        """Somebody at this desk put these off; the other desks hear of it."""
        for alert in put_off:
            shelving = alert.shelved
            if shelving is not None:
                self._recorder.put(
                    partial(
                        alerting.shelve, who=shelving.who, workstation=self._workstation, keys=[alert.key], at=now,
                        until=shelving.until, reason=shelving.reason,
                    )
                )  # fmt: skip

    def told(self, given: Told, now: datetime) -> None:
        """A channel did its part, or did not."""
        self._journal.delivered(given.alert.key, given.channel, given.outcome, given.detail, now)
        self._deliver(given.alert.key, given.channel, given.outcome, given.detail, now)

    def nobody(self, alert: Alert, now: datetime) -> None:
        """Nobody was alerted: that is an entry of its own."""
        self._journal.note("nobody", alert.key, now)
        self._deliver(alert.key, "nobody", "failed", "无人被提醒", now)

    def note(self, alert: Alert, what: str, now: datetime) -> None:
        """Something about the desk itself, for the log only."""
        record = record_of(alert)
        self._journal.note(what, alert.text, now)
        self._recorder.put(lambda uow: uow.alerts.raised([record]))
        self._recorder.put(lambda uow: uow.alerts.ended([record.key], now, Reason.TOLD.label))

    def _deliver(self, key: str, channel: str, outcome: str, detail: str, now: datetime) -> None:
        delivery = DeliveryRecord(
            key=key, channel=channel, workstation=self._workstation, at=now, outcome=outcome, detail=detail
        )
        self._recorder.put(lambda uow: uow.alerts.delivered([delivery]))


def acknowledge(uow: UnitOfWork, keys: Sequence[str], who: str, at: datetime) -> None:
    """Note who said 知道了, and when they said it rather than when it could be saved."""
    uow.alerts.acknowledge(keys, who, at)


def record_of(alert: Alert) -> AlertRecord:
    """The alert as the database keeps it."""
    stage = alert.stage
    return AlertRecord(
        key=alert.key,
        ticket_id=alert.ticket_id,
        round=stage.round if stage else 0,
        clock=stage.clock.value if stage and stage.clock else None,
        unit=stage.unit if stage else None,
        stage=stage.name if stage else alert.kind.value,
        repeat=stage.repeat if stage else 0,
        at=alert.at,
        priority=alert.priority,
        channels=alert.channels,
        spoken=alert.text,
        raised_at=alert.raised_at,
    )
