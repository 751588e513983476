"""Ctrl+Enter saves a form from a list that hangs open over it, too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

SAVES = ("Ctrl+Return", "Ctrl+Enter")
_BOUND = "savesForm"


class PopupKeys(QObject):
    """Gives every list that opens from a field the saving key of the field's form.

    An open list takes all keys: without this, Ctrl+Enter only closes it and nothing is saved, which nobody sees at 3 a.m.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        popup = now.window() if now is not None else None
        if now is None or popup is None or popup.windowType() != Qt.WindowType.Popup or now.property(_BOUND):
            return
        if popup.parentWidget() is not None:
            now.setProperty(_BOUND, True)
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """No shortcut: a list takes Enter, with whatever is held down besides, before any shortcut is looked for."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and isinstance(watched, QWidget)
            and (field := watched.window().parentWidget()) is not None
        ):
            QTimer.singleShot(0, field, lambda: _save_from(field))
            return True
        return super().eventFilter(watched, event)


def _save_from(field: QWidget) -> None:
    """What is under the cursor in the list is taken, as Enter would, and the form saved."""
    if isinstance(field, QComboBox):
        row = field.view().currentIndex().row()
        if row >= 0:
            field.setCurrentIndex(row)
        field.hidePopup()
    close_popups()
    keys = [QKeySequence(key) for key in SAVES]
    for shortcut in field.window().findChildren(QShortcut):
        if shortcut.key() in keys and shortcut.isEnabled():
            shortcut.activated.emit()
            return


def close_popups() -> None:
    """Every list and menu that hangs open goes, as with Esc."""
    while (popup := QApplication.activePopupWidget()) is not None:
        if not popup.close():
            return
