"""Small pieces forms and panels are made of: toned labels, rules, buttons with a key at their right end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)

SPIN_PADDING = 6


def label(text: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's tones; its text can be selected and is never read as HTML."""
    widget = QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setWordWrap(wrap)
    if tone:
        widget.setProperty("tone", tone)
    if wrap:
        widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    return widget


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Change a widget's tone and have the style sheet looked at again."""
    if widget.property(name) != tone:
        widget.setProperty(name, tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


def button(text: str, run: Callable[[], object] | None = None, role: str = "", tip: str = "") -> QPushButton:
    """A button of a role of the style sheet."""
    widget = QPushButton(text)
    widget.setAutoDefault(False)
    if role:
        widget.setProperty("role", role)
    if tip:
        widget.setToolTip(tip)
    if run is not None:
        widget.clicked.connect(lambda _: run())
    return widget


def pad_spins(root: QWidget) -> None:
    """Give the text of ``root``, or of every spin and date box in it, the room at its left that other fields have.

    Qt leaves padding out when it places the editor inside a styled spin box (seen with 6.11), so no style sheet does it.
    """
    boxes = [root] if isinstance(root, QAbstractSpinBox) else root.findChildren(QAbstractSpinBox)
    for box in boxes:
        for editor in box.findChildren(QLineEdit):
            editor.setTextMargins(SPIN_PADDING, 0, 0, 0)


def fit_size(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, or as much of it as the screen has: large type on a small monitor."""
    room = window.screen().availableSize()
    frame = 40  # a title bar
    window.resize(min(width, room.width()), min(height, room.height() - frame))


def stand_in(page: QWidget, table: QWidget, sentence: QWidget, *, empty: bool) -> None:
    """Show the table of a page, or the sentence in its place.

    The keyboard stays here: Qt would give it to whatever comes next, as far as the lamps in the 时限条.
    """
    shown, hidden = (sentence, table) if empty else (table, sentence)
    had = page.window().focusWidget() is hidden
    page.setFocusProxy(shown)
    shown.show()
    if had:
        shown.setFocus()
    hidden.hide()


def sentence_item(words: str) -> QListWidgetItem:
    """Stands in an empty list and says what belongs there; nobody can choose it."""
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; the tool tip has it whole."""

    def __init__(self, text: str, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if tone:
            self.setProperty("tone", tone)

    def minimumSizeHint(self) -> QSize:
        """It gives way."""
        return QSize(20, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as fits."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)


class ElidedLink(QPushButton):
    """A link that ends in … where it does not fit; the tool tip has it whole."""

    def __init__(self, text: str, run: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = text
        self.setToolTip(text)
        self.setAutoDefault(False)
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _: run())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much as fits."""
        super().resizeEvent(event)
        room = self.width() - 12
        self.setText(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room))


class KeyedButton(QPushButton):
    """A wide button whose key stands at its right end."""

    def __init__(self, text: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.key = key
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """Room for text and key."""
        return super().sizeHint() + QSize(30 if self.key else 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then its key."""
        super().paintEvent(event)
        if self.key:
            painter = QPainter(self)
            painter.setPen(self.palette().buttonText().color())
            painter.setFont(self.font())
            side = QRect(self.width() - 60, 0, 46, self.height())
            painter.drawText(side, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.key)
