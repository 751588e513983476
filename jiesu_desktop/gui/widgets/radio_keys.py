"""Radio buttons by keyboard: one stop of Tab for all, and an arrow always chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QRadioButton

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class RadioKeys(QObject):
    """Sees to one group of radio buttons.

    Qt makes the one chosen the stop of Tab only once one of them has had the keyboard: Shift+Tab came to the last, where arrows
    did nothing. And while none is chosen its arrows move the keyboard without choosing, which looks like a choice.
    """

    def __init__(self, radios: Sequence[QRadioButton], parent: QObject) -> None:
        super().__init__(parent)
        self._radios = tuple(radios)
        for radio in self._radios:
            radio.toggled.connect(self._settle)
            radio.installEventFilter(self)
        self._settle()

    def _settle(self) -> None:
        chosen = self._chosen()
        for radio in self._radios:
            stops = chosen is None or radio is chosen
            radio.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def _chosen(self) -> QRadioButton | None:
        return next((radio for radio in self._radios if radio.isChecked()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow while none is chosen chooses the next one."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or watched not in self._radios or self._chosen() is not None:
            return False
        place = self._radios.index(watched) + step
        radio = self._radios[max(0, min(place, len(self._radios) - 1))]
        radio.setFocus()
        radio.click()
        return True
