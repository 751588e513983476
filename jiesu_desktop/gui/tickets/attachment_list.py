"""The files of the order shown: each opens, more can be put with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jiesu_desktop.domain.attachments import Enclosed, enclosed
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.widgets.parts import ElidedLink, button, empty, label
from jiesu_desktop.gui.wording import clock_time
from jiesu_desktop.services.attachments import size_in_words

SHOWN = 4


class AttachmentList(QWidget):
    """Lists files, the newest first.

    Signals:
        opened(object): an :class:`Enclosed` was clicked.
        add_asked(): files are to be put with the order.
    """

    opened = Signal(object)
    add_asked = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.files: tuple[Enclosed, ...] = ()
        self._all = False
        self._view: OrderView | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._layout = layout

    def show_files(self, view: OrderView) -> None:
        """Show the files of this order."""
        if self._view is None or self._view.ticket.id != view.ticket.id:
            self._all = False
        self._view, self.files = view, enclosed(view.events)
        empty(self._layout)
        head = QHBoxLayout()
        count = f"附件 {len(self.files)}" if self.files else "附件　没有，可把文件拖到这里"
        head.addWidget(label(count, "muted"), 1)
        head.addWidget(
            button(
                f"添加 {ACT_KEYS[Act.ATTACH]}",
                self.add_asked.emit,
                "link",
                "也可拖入文件，或 Ctrl+V 粘贴图片",
            )
        )
        self._layout.addLayout(head)
        shown = self.files if self._all else self.files[:SHOWN]
        for one in shown:
            self._layout.addWidget(self._line(one))
        if len(self.files) > len(shown):
            self._layout.addWidget(button(f"再显示 {len(self.files) - SHOWN} 个", self._show_all, "link"))

    def _line(self, one: Enclosed) -> ElidedLink:
        mark = "（已更正）" if one.withdrawn else ""
        line = ElidedLink(
            f"{one.file.name}　{size_in_words(one.file.size)}{mark}", partial(self.opened.emit, one)
        )
        when = clock_time(one.event.occurred_at, self.ctx.time.now())
        line.setToolTip(f"{line.whole}\n{when} {one.event.actor} {one.event.act.label}")
        if one.withdrawn:
            font = line.font()
            font.setStrikeOut(True)
            line.setFont(font)
        return line

    def _show_all(self) -> None:
        self._all = True
        if self._view is not None:
            self.show_files(self._view)
