"""What was not heard to its end is said again as soon as something can be heard.

A sentence that fails in the middle, because its loudspeaker was taken out, muted or exchanged, has told nobody anything.
Each one that still rings is said again, once, the most urgent first; those heard to their end, acknowledged, put off or
resolved are not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from jiesu_desktop.alerts.alert import Alert
from jiesu_desktop.alerts.channels import Given

VOICE = "voice"
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0
"""Real seconds after which a sentence that fails although nothing is known to hinder it is tried again."""


class Unheard:
    """Remembers which sentences failed, and has them said again.

    Args:
        say: has the voice say an alert once more.
        changed: told (why nothing could be heard before, None at the first look; why nothing can be heard now, '' for
            nothing in either; whether sentences wait to be said again) when that changes.

    Attributes:
        hindrance: asked once a second: why nothing would be heard, '' where nothing hinders.
    """

    def __init__(
        self, say: Callable[[Alert], None], changed: Callable[[str | None, str, bool], None]
    ) -> None:
        self.hindrance: Callable[[], str] = lambda: ""
        self._say, self._changed = say, changed
        self._lock = threading.Lock()
        self._keys: set[str] = set()
        self._why: str | None = None
        self._wait, self._not_before = _FIRST_WAIT, 0.0

    def told(self, given: Given) -> None:
        """How the voice fared with an alert; on any thread."""
        if given.channel != VOICE:
            return
        with self._lock:
            if given.outcome == "failed":
                self._keys.add(given.alert.key)
                return
            self._keys.discard(given.alert.key)
            if given.outcome == "given":
                self._wait, self._not_before = _FIRST_WAIT, 0.0

    def beat(self, live: Mapping[str, Alert], real: float) -> None:
        """Once a second, on the engine's thread.

        Args:
            live: what rings. real: real seconds (monotonic).
        """
        why = self.hindrance()
        waiting = self._still_ringing(live)
        if why != self._why:
            before, self._why = self._why, why
            self._wait, self._not_before = _FIRST_WAIT, 0.0
            self._changed(before, why, bool(waiting))
        if why or not waiting or real < self._not_before:
            return
        self._not_before, self._wait = real + self._wait, min(self._wait * 2, _LONGEST_WAIT)
        with self._lock:
            self._keys.difference_update(alert.key for alert in waiting)
        for alert in sorted(waiting, key=lambda one: one.urgency):
            self._say(alert)

    def _still_ringing(self, live: Mapping[str, Alert]) -> list[Alert]:
        """What is put off will be said when that ends; what a summary tells by now is not said by itself."""
        with self._lock:
            if not self._keys:
                return []
            rings = [live[key] for key in self._keys if key in live]
            rings = [alert for alert in rings if alert.shelved is None and not alert.quiet]
            self._keys = {alert.key for alert in rings}
        return rings
