"""What the alarms did, kept: in the journal first, then in the database; both behind the sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

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

_AT_ONCE = 500  # records in one entry: the recorder saves some hundred entries in one transaction


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

    def keep(self, events: Iterable[AlertEvent], now: datetime) -> None:
        """Alerts began, changed, went a step further or ended."""
        for reason, some in groupby(events, lambda event: event.reason if isinstance(event, Noted) else None):
            if reason is None:
                for event in some:
                    self._keep(event, now)
            else:
                self._note_down([event.alert for event in some if isinstance(event, Noted)], reason, now)

    def _keep(self, event: AlertEvent, now: datetime) -> None:
        if isinstance(event, AlertEnded):
            self._end(event.key, event.reason, event.who, now)
        elif isinstance(event, AlertEscalated):  # a step is an entry of the alert's log
            self._journal.escalated(event.alert.key, event.alert.step, now)
            self._deliver(event.alert.key, "escalate", "logged", Step(event.alert.step).label, now)
        elif isinstance(event, AlertRaised) and event.grown:
            self._change(event, now)
        elif isinstance(event, AlertRaised):
            self._begin(event, now)

    def _change(self, event: AlertRaised, now: datetime) -> None:
        alert = event.alert
        if alert.shelved is not None:
            self._journal.shelved(alert.key, alert.shelved, now)
        if event.added:
            self._journal.grown(alert.key, event.added, now)

    def _note_down(self, alerts: Sequence[Alert], reason: Reason, now: datetime) -> None:
        """What was not given by itself: after a day away there are thousands, so a line and a part of a statement each."""
        for alert in alerts:
            self._journal.noted(alert.key, alert.ticket_id, alert.at, reason.value, now)
        for first in range(0, len(alerts), _AT_ONCE):
            some = alerts[first : first + _AT_ONCE]
            self._recorder.put(
                partial(self._save_noted, alerts=some, reason=reason, now=now, again=self._set_back)
            )

    def _save_noted(
        self, uow: UnitOfWork, *, alerts: Sequence[Alert], reason: Reason, now: datetime, again: bool
    ) -> None:
        keys = [alert.key for alert in alerts]
        uow.alerts.raised([record_of(alert) for alert in alerts])
        if again:
            uow.alerts.reopen(keys, now, Reason.TAKEN_BACK.label)
        uow.alerts.delivered([self._delivery(key, "log", "logged", reason.label, now) for key in keys])
        uow.alerts.ended(keys, now, reason.label)

    def _begin(self, event: AlertRaised, now: datetime) -> None:
        alert = event.alert
        if alert.again:
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
        if not alert.lasting:
            self._end(alert.key, Reason.TOLD, "", now)

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
        delivery = self._delivery(key, channel, outcome, detail, now)
        self._recorder.put(lambda uow: uow.alerts.delivered([delivery]))

    def _delivery(self, key: str, channel: str, outcome: str, detail: str, now: datetime) -> DeliveryRecord:
        return DeliveryRecord(
            key=key, channel=channel, workstation=self._workstation, at=now, outcome=outcome, detail=detail
        )


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
