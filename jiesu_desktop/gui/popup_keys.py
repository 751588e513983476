"""The desk's keys do what they say also where a field or an open list would take them for itself, or a button not at all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

SAVES = ("Ctrl+Return", "Ctrl+Enter")
_BOUND = "deskKeys"
_TYPED = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
_PRESSED = (QPushButton, QToolButton)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EMACS = (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_U)


class PopupKeys(QObject):
    """Watches whatever gets the keyboard.

    An open list takes all keys: without this, Ctrl+Enter only closes it and nothing is saved, which nobody sees at 3 a.m.
    A text field on X11 takes Ctrl+D, E, K and U for moving and deleting, as Emacs does: Ctrl+K would wipe out what was typed
    instead of opening the search.
    A button that has the keyboard is pressed by Enter: Qt knows only the space bar, and in a form would press another one.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.property(_BOUND):
            return
        if isinstance(now, (*_TYPED, *_PRESSED)) or (
            now.window().windowType() == Qt.WindowType.Popup and now.window().parentWidget() is not None
        ):
            now.setProperty(_BOUND, True)
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list takes Enter, with whatever is held down besides, before any shortcut is looked for."""
        if not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, _PRESSED):
            return _press(watched, event)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _EMACS:
            event.ignore()
            return isinstance(watched, _TYPED)
        if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            popup = watched.window() if isinstance(watched, QWidget) else None
            field = popup.parentWidget() if popup is not None else None
            if popup is not None and field is not None and popup.windowType() == Qt.WindowType.Popup:
                QTimer.singleShot(0, field, lambda: _save_from(field))
                return True
        return False


def _press(pressed: QPushButton | QToolButton, event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER or held:
        return False
    if not event.isAutoRepeat():
        if isinstance(pressed, QToolButton) and pressed.menu() is not None:
            QTimer.singleShot(0, pressed, pressed.showMenu)
        else:
            pressed.click()
    return True


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
