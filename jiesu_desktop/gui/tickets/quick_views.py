"""The views at the left of the queue, with how many orders are in each."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import DRAFTS_KEY
from jiesu_desktop.gui.widgets.parts import label
from jiesu_desktop.storage.records import QUEUE_VIEWS

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("all", "urgent", "suspected", "pressing")),
    (
        "下一步",
        (
            *("to_sign", "to_report", "to_dispatch", "to_confirm", "to_feedback"),
            *("to_review", "to_close", "to_callback", "to_archive"),
        ),
    ),
    ("跟踪", ("returned", "paused")),
    ("我的", ("mine",)),
)


class ViewButton(QAbstractButton):
    """One view: its name at the left, its count at the right."""

    def __init__(self, ctx: Desk, name: str, text: str) -> None:
        super().__init__()
        self.ctx, self.name, self.count = ctx, name, 0
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_count(self, count: int) -> None:
        """Show another count."""
        self.count = count
        self.setAccessibleName(f"{self.text()} {count} 件")
        self.update()

    def sizeHint(self) -> QSize:
        """31 px high at 10 pt."""
        return QSize(self.ctx.theme.px(136), self.ctx.theme.px(31))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground when chosen, name, count; what presses stands out by weight and colour."""
        theme = self.ctx.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if self.isChecked() else "sunken"))
            painter.drawRoundedRect(self.rect(), 5, 5)
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        pressing = self.name in ("pressing", "suspected") and self.count
        inner = self.rect().adjusted(theme.px(10), 0, -theme.px(10), 0)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(bold=self.isChecked()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font(bold=bool(pressing), tabular=True))
        painter.setPen(theme.color("overdue" if pressing else "muted"))
        painter.drawText(
            QRect(inner), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(self.count)
        )


class QuickViews(QWidget):
    """All views.

    Signals:
        chosen(str): a key of ``QUEUE_VIEWS``. drafts_asked(): 我的草稿 was pressed.
    """

    chosen = Signal(str)
    drafts_asked = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quickViews")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(1)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, ViewButton] = {}
        for heading, names in GROUPS:
            if heading:
                title = label(heading, "small")
                title.setContentsMargins(10, 8, 0, 2)
                layout.addWidget(title)
            for name in names:
                button = ViewButton(ctx, name, QUEUE_VIEWS[name])
                button.clicked.connect(lambda _=False, chosen=name: self.chosen.emit(chosen))
                self._group.addButton(button)
                self.buttons[name] = button
                layout.addWidget(button)
        self.drafts = ViewButton(ctx, "drafts", "我的草稿")
        self.drafts.setCheckable(False)
        self.drafts.setToolTip(f"填了没有保存的表单　{DRAFTS_KEY}")
        self.drafts.clicked.connect(self.drafts_asked)
        layout.addWidget(self.drafts)
        layout.addStretch(1)
        self.buttons["all"].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many are in each; a view that is not named has none."""
        for name, button in self.buttons.items():
            button.show_count(counts.get(name, 0))

    def choose(self, name: str) -> None:
        """Mark a view as chosen, without telling anyone."""
        self.buttons[name].setChecked(True)
