"""What a test of widgets leaves in the one application its worker has is taken away before the next test runs.

Tests of a worker share one ``QApplication``, and the neighbours are another run's chance: a dialog that one test leaves
open is seen by whichever test comes next. So what is left is destroyed here, and a window left on the screen is an error of
the test that left it: in the program it would stand there too.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import SIGNAL, QEvent, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

_LISTENED = tuple(
    SIGNAL(name)
    for name in (
        "focusChanged(QWidget*,QWidget*)",
        "aboutToQuit()",
        "lastWindowClosed()",
        "applicationStateChanged(Qt::ApplicationState)",
        "commitDataRequest(QSessionManager&)",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """How the application stood before a test.

    Attributes:
        listeners: how many receivers each signal of the application had.
    """

    style: str
    sheet: str
    font: QFont
    palette: QPalette
    quits: bool
    listeners: tuple[int, ...]


def before(app: QApplication) -> Found:
    """Remember how the application stands; the collector leaves alone what was made so far, so that a sweep is short."""
    gc.disable()
    gc.freeze()
    return Found(
        app.style().objectName(),
        app.styleSheet(),
        app.font(),
        app.palette(),
        app.quitOnLastWindowClosed(),
        _listeners(app),
    )


def after(app: QApplication, found: Found) -> list[str]:
    """Take away what the test left and put the application back as it was found.

    Returns:
        What must not be left: the windows still on the screen and the signals of the application still listened to.
    """
    QToolTip.hideText()
    # What pytest-qt closed takes the dialogs it owns with it: those were not left.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [_named(widget) for widget in QApplication.topLevelWidgets() if _stands(widget)]
    _let_go()
    for widget in QApplication.topLevelWidgets():
        if shiboken6.isValid(widget) and widget.parent() is None:
            widget.hide()
            widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _put_back(app, found)
    for name, was, now in zip(_LISTENED, found.listeners, _listeners(app), strict=True):
        if now > was:
            left.append(f"{now - was} more listening to {name[1:]}")
    return left


def _stands(widget: QWidget) -> bool:
    return widget.isVisible() and widget.windowType() != Qt.WindowType.ToolTip


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} {widget.windowTitle()!r}"


def _let_go() -> None:
    """A key sent with Ctrl leaves Ctrl pressed for whatever follows; a hand would have let go."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


def _put_back(app: QApplication, found: Found) -> None:
    QGuiApplication.clipboard().clear()
    while QGuiApplication.overrideCursor() is not None:
        QGuiApplication.restoreOverrideCursor()
    if app.style().objectName() != found.style:
        app.setStyle(found.style)
    if app.styleSheet() != found.sheet:
        app.setStyleSheet(found.sheet)
    if app.font() != found.font:
        app.setFont(found.font)
    if app.palette() != found.palette:
        app.setPalette(found.palette)
    app.setQuitOnLastWindowClosed(found.quits)


def _listeners(app: QApplication) -> tuple[int, ...]:
    return tuple(app.receivers(name) for name in _LISTENED)
