"""Where the alert window lies: over nothing that is being read or pressed (screens.md, the alert window)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


@dataclass(frozen=True, slots=True)
class Ground:
    """What should stay free, in pixels of the screen, the most important first.

    Attributes:
        pressed: buttons of open dialogs, and the field that is written in.
        read: the numbers to dial and what stands with them.
        dialogs: open dialogs as a whole.
        fields: what can be filled in there, and cards with what another person did meanwhile or with the words to say.
    """

    pressed: tuple[QRect, ...] = ()
    read: tuple[QRect, ...] = ()
    dialogs: tuple[QRect, ...] = ()
    fields: tuple[QRect, ...] = ()


def open_dialogs(read: Iterable[QRect] = ()) -> Ground:
    """The dialogs of ours that are open now, and what else is to stay free."""
    dialogs = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible() and not widget.isMinimized()
    ]
    if not dialogs:
        return Ground(read=tuple(read))
    pressed = [place(button) for dialog in dialogs for button in _shown(dialog, QPushButton)]
    focus = QApplication.focusWidget()
    if focus is not None and focus.window() in dialogs:
        pressed.append(place(focus))
    fields = [place(field) for dialog in dialogs for field in (*_shown(dialog, *_FIELDS), *_cards(dialog))]
    whole = tuple(dialog.frameGeometry() for dialog in dialogs)
    return Ground(tuple(pressed), tuple(read), whole, tuple(fields))


def _shown(dialog: QDialog, *kinds: type[QWidget]) -> list[QWidget]:
    return [widget for kind in kinds for widget in dialog.findChildren(kind) if widget.isVisible()]


def _cards(dialog: QDialog) -> list[QWidget]:
    return [widget for widget in _shown(dialog, QFrame) if widget.property("role") == "card"]


def place(widget: QWidget) -> QRect:
    """A widget's rectangle on the screen."""
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def free_place(size: QSize, home: QPoint, screen: QRect, ground: Ground) -> QPoint:
    """The upper left corner nearest to ``home`` that covers least of the ground.

    Args:
        home: where it lies when nothing is in the way.
        screen: the part of the screen it must keep within.
    """
    if not ground.dialogs:
        return home
    xs, ys = (
        {home.x(), screen.left(), _far(screen.left(), screen.width(), size.width())},
        {
            home.y(),
            screen.top(),
            _far(screen.top(), screen.height(), size.height()),
        },
    )
    for rect in (*ground.dialogs, *ground.read):
        xs |= {rect.left() - size.width(), rect.right() + 1}
        ys |= {rect.top() - size.height(), rect.bottom() + 1}
    candidates = [QPoint(x, y) for x in sorted(xs) for y in sorted(ys)]
    inside = [point for point in candidates if point == home or screen.contains(QRect(point, size))]
    return min(inside, key=lambda point: (*_covers(QRect(point, size), ground), _distance(point, home)))


def _far(start: int, length: int, own: int) -> int:
    return start + max(0, length - own)


def _covers(rect: QRect, ground: Ground) -> tuple[int, ...]:
    return tuple(_shared(rect, part) for part in (ground.pressed, ground.read, ground.fields, ground.dialogs))


def _shared(rect: QRect, others: Sequence[QRect]) -> int:
    found = (rect.intersected(other) for other in others)
    return sum(part.width() * part.height() for part in found if not part.isEmpty())


def _distance(one: QPoint, other: QPoint) -> int:
    return (one - other).manhattanLength()
