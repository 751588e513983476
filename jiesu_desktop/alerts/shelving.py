"""搁置: an alert put off with a reason, silent until a moment (issue 3, Acknowledge, shelve, resolve)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from jiesu_desktop.alerts.alert import Alert, AlertEvent, AlertRaised, Shelving
from jiesu_desktop.alerts.ringing import Ringing
from jiesu_desktop.domain.alert_rules import shelved_until


class Shelf:
    """What of the ringing alerts is put off, and when it comes back."""

    def __init__(self, ringing: Ringing) -> None:
        self._ringing = ringing
        self._keys: set[str] = set()

    def note(self, alert: Alert) -> None:
        """It began while its clock was put off, or was put off before a restart."""
        if alert.shelved is not None:
            self._keys.add(alert.key)

    def put_off(self, keys: Iterable[str], shelving: Shelving, now: datetime) -> list[AlertEvent]:
        """Silent until a moment, with what is told in the same breath; never longer than policy allows."""
        events: list[AlertEvent] = []
        for key in keys:
            for one in self._ringing.together(key):
                until = shelved_until(now, shelving.until - now, one.policy) if one.policy else shelving.until
                if until <= now:
                    continue
                away = replace(one, shelved=replace(shelving, until=until))
                self._ringing.show(away)
                self._keys.add(one.key)
                events.append(AlertRaised(alert=away, grown=True))
        return events

    def is_off(self, alert: Alert, now: datetime) -> bool:
        """Whether an alert that begins now stays silent, because its clock is put off."""
        if alert.stage is None or alert.stage.name == "due":
            return False
        shelvings = [one.shelved for one in self._ringing.before(alert)]
        return any(one is not None and one.until > now for one in shelvings)

    def bring_back(self, now: datetime) -> list[AlertEvent]:
        """Those whose time is over ring again, and count from now until somebody says 知道了.

        What comes back together with the sentence that tells it does not speak for itself.
        """
        away = {
            key: alert
            for key in sorted(self._keys)
            if (alert := self._ringing.live.get(key)) and alert.shelved
        }
        self._keys = set(away)
        over = [alert for alert in away.values() if alert.shelved is not None and alert.shelved.until <= now]
        told = {member for alert in over for member in alert.members}
        events: list[AlertEvent] = []
        for alert in over:
            self._keys.discard(alert.key)
            back = _awake(alert, now, by_another=alert.key in told)
            self._ringing.show(back)
            self._ringing.steps.watch(back)
            events.append(AlertRaised(alert=back))
        return events


def _awake(alert: Alert, now: datetime, *, by_another: bool) -> Alert:
    channels = alert.channels
    if alert.stage is not None and not by_another:
        channels |= {channel.value for channel in alert.stage.channels}
    return replace(
        alert, shelved=None, again=True, quiet=by_another, channels=channels, since=now, step=0, said=alert.sentence(now)
    )  # fmt: skip
