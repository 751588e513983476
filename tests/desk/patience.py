"""pytest-qt's hands, which wait as long as a machine that does much else besides may need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

_AT_LEAST_MS = 60_000


class PatientQtBot(QtBot):
    """Gives up after a minute at the earliest: a wait that succeeds takes no longer for it."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
        """Wait until the condition holds; fails when it does not come to hold."""
        super().waitUntil(callback, timeout=max(timeout, _AT_LEAST_MS))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **others: Any) -> Any:
        """Wait until the signal is emitted."""
        return super().waitSignal(signal, timeout=max(timeout, _AT_LEAST_MS), **others)
