"""Putting files with the order on screen, at once and without a form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from jiesu_desktop.domain.attachments import Enclosed
from jiesu_desktop.domain.tickets import Attachment
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.attachment_intake import (
    DropAndPaste,
    Looked,
    choose,
    forget_pasted,
    keep,
    look,
    save_picture,
)
from jiesu_desktop.gui.tickets.attachment_preview import AttachmentPreview
from jiesu_desktop.gui.tickets.order_panel import OrderPanel
from jiesu_desktop.services.attachments import attach


class Attaching(QObject):
    """Files for the order a panel shows: chosen, dropped on it, or pasted.

    What was begun on one order goes to that order, whatever is shown by the time it is done.
    """

    def __init__(self, ctx: Desk, panel: OrderPanel, window: QWidget) -> None:
        super().__init__(window)
        self.ctx, self._panel, self._window = ctx, panel, window
        panel.attach_asked.connect(self.choose)
        panel.file_opened.connect(self.open)
        self.drops = DropAndPaste(panel, self.add, self.add_picture, lambda: panel.view is None)

    def choose(self) -> None:
        """Ask which files."""
        if self._panel.view is not None and (paths := choose(self.ctx, self._window)):
            self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Put these with the order; those that do not fit are told, the others go."""
        if self._panel.view is not None:
            self._add(self._panel.view.ticket.id, paths)

    def add_picture(self, image: QImage) -> None:
        """Put a pasted picture with the order."""
        if self._panel.view is not None:
            ticket_id = self._panel.view.ticket.id
            save_picture(self.ctx, image, lambda path: self._add(ticket_id, [path]), self._failed, self)

    def open(self, one: Enclosed) -> None:
        """Show a file."""
        AttachmentPreview(self.ctx, one, self._window).show()

    def _add(self, ticket_id: int, paths: Sequence[Path]) -> None:
        wanted = list(dict.fromkeys(paths))
        self.ctx.tasks.run_read(
            lambda queries: look(queries, wanted),
            partial(self._looked, ticket_id, wanted),
            self._failed,
            owner=self,
        )

    def _looked(self, ticket_id: int, wanted: list[Path], looked: Looked) -> None:
        paths = [one.path for one in looked.fit]
        others = "、".join(path.name for path in [path for path in wanted if path not in paths][1:])
        refused = looked.problems[0] if looked.problems else ""
        if others:
            refused += f"（也没有加上：{others}）"
        if refused:
            self.ctx.bridge.say(refused, "error")
        if paths:
            keep(self.ctx, paths, partial(self._kept, ticket_id, paths, refused), self._failed, self)

    def _kept(self, ticket_id: int, paths: list[Path], refused: str, files: tuple[Attachment, ...]) -> None:
        def done(_: object) -> None:
            forget_pasted(self.ctx, paths)
            if refused:  # again: 附件已添加 took its place, as if all had been
                self.ctx.bridge.say(refused, "error")

        self.ctx.write(attach, ticket_id, files).run(done)

    def _failed(self, sentence: str, error: Exception) -> None:
        self.ctx.bridge.say(sentence, "error")
