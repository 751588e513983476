"""PySide6 6.12.0 loses a reference to None with every void call on Python 3.11 (architecture.md)."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

CALLS = 1000


def test_void_calls_do_not_lose_references_to_none(qtbot: QtBot) -> None:
    if sys.version_info >= (3, 12):
        pytest.skip("None is immortal from Python 3.12 on")
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        timer.start(10_000)
    timer.stop()
    assert abs(sys.getrefcount(None) - before) < CALLS / 2
