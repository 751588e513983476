"""The key map: one key, one thing."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from jiesu_desktop.domain.states import BY_THE_DESK
from jiesu_desktop.gui.keys import ACT_KEYS, ALIKE_KEY, DRAFTS_KEY, EDIT_KEY, EMERGENCY_KEY, cap


def test_no_key_does_two_things() -> None:
    others = (EMERGENCY_KEY, EDIT_KEY, DRAFTS_KEY, ALIKE_KEY, "N", "V", "X", "/")
    keys = [*ACT_KEYS.values(), *others]
    assert len(set(keys)) == len(keys)
    assert not set(ACT_KEYS) & BY_THE_DESK
    assert all(QKeySequence(key).count() == 1 for key in keys)


def test_a_key_cap_holds_two_signs_at_most() -> None:
    assert cap("Shift+C") == "⇧C"
    assert max(len(cap(key)) for key in ACT_KEYS.values()) == 2
