"""After a restart: what rang then and still holds rings on, what nobody was told of is told (clocks.md, At least once)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from jiesu_desktop.alerts.alert import Alert, AlertEvent, AlertRaised, Shelving
from jiesu_desktop.alerts.book import AlertBook
from jiesu_desktop.alerts.journal import Given
from jiesu_desktop.alerts.ringing import shown_only
from jiesu_desktop.alerts.summaries import joined
from jiesu_desktop.domain.alert_rules import Stage

_NOTHING: Mapping[str, Shelving] = MappingProxyType({})


def restore(
    book: AlertBook,
    rang: Sequence[Given],
    now: datetime,
    real: float,
    shelved: Mapping[str, Shelving] = _NOTHING,
) -> list[AlertEvent]:
    """Set ringing again what the journal says rang.

    What was delivered, or is put off, stands in the list without a sound, its sentence for several limits as it was told.
    What was not is told again, as it would have been: one by one, in one sentence, or by a summary where there is much.

    Args:
        rang: what had not ended.
        real: as for :meth:`AlertBook.tick`.
        shelved: what is put off, here or at another desk, by key.
    """
    found = {
        one.key: (one, stage) for one in rang if (stage := book.find(one.ticket_id or 0, one.key, one.at))
    }
    off = {key: one.shelved for key, (one, _) in found.items() if one.shelved and one.shelved.until > now}
    off |= {key: shelving for key, shelving in shelved.items() if key in found and shelving.until > now}
    given = {key: one for key, (one, _) in found.items()}
    silent = {key: stage for key, (one, stage) in found.items() if one.delivered or key in off}
    lost = [stage for key, (_, stage) in found.items() if key not in silent]
    events: list[AlertEvent] = []
    for sentence in _sentences([one for one in rang if one.joined], silent):
        events += _ring_silently(book, [silent[key] for key in sentence], now, off, given)
    told = book.teller.tell(lost, now, real) if lost else []
    return [*events, *(_again(book, event, given, now) for event in told)]


def _sentences(joined_ones: Iterable[Given], silent: Mapping[str, Stage]) -> list[list[str]]:
    """The keys of what was told in one breath, the rest one by one."""
    together = [[key for key in (one.key, *one.members) if key in silent] for one in joined_ones]
    alone = set(silent).difference(*together)
    return [keys for keys in together if keys] + [[key] for key in silent if key in alone]


def _ring_silently(
    book: AlertBook,
    stages: list[Stage],
    now: datetime,
    off: Mapping[str, Shelving],
    given: Mapping[str, Given],
) -> list[AlertEvent]:
    events: list[AlertEvent] = []
    leader, *others = stages
    alerts = [book.take(stage, now) for stage in others]
    for alert in (*alerts, joined(book.take(leader, now), others)):
        silent = replace(shown_only(alert), again=True, shelved=off.get(alert.key))
        events += book.teller.ring(_as_far(silent, given[alert.key], now), now)
    return events


def _again(book: AlertBook, event: AlertEvent, given: Mapping[str, Given], now: datetime) -> AlertEvent:
    """The same, marked as given before."""
    if not isinstance(event, AlertRaised) or event.alert.stage is None:
        return event
    alert = replace(event.alert, again=True)
    if alert.key in given:
        alert = _as_far(alert, given[alert.key], now)
    if alert.key in book.live:
        book.ringing.show(alert)
        book.ringing.steps.watch(alert)
    return replace(event, alert=alert)


def _as_far(alert: Alert, one: Given, now: datetime) -> Alert:
    """Nobody has listened since then, whether the desk was there or not: it goes on from the step it had come to."""
    since = min(moment for moment in (one.since, alert.since, now) if moment is not None)
    return replace(alert, since=since, step=max(one.step, alert.step))
