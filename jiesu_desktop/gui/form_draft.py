"""The draft of a form that is no act's own: kept while it is typed, left among 我的草稿 by Esc or a crash."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.services import drafts
from jiesu_desktop.storage.records import Draft

DRAFT_MS = 700
RESTORED = "已恢复上次没保存的内容　Ctrl+Enter 保存　Esc 取消"


class FormDraft(QTimer):
    """Starting it says that something was typed; some time later, and when the dialog closes, it is written down.

    Args:
        form: its name among the drafts. data: what stands in the form now, as plain JSON.
        ticket_id: the order it is about, if it is about one.
    """

    def __init__(
        self,
        ctx: Desk,
        dialog: QDialog,
        form: str,
        data: Callable[[], Mapping[str, Any]],
        ticket_id: int | None = None,
    ) -> None:
        super().__init__(dialog, singleShot=True, interval=DRAFT_MS)
        self.ctx, self.form, self._data, self._ticket_id = ctx, form, data, ticket_id
        self.timeout.connect(self.keep)
        dialog.finished.connect(self._leave)

    def keep(self) -> None:
        """Write it down now; a form emptied again leaves nothing."""
        self.stop()
        data = dict(self._data())
        if any(data.values()):
            self.ctx.write(drafts.keep, self.form, data, self._ticket_id).run()
        else:
            self.drop()

    def drop(self) -> None:
        """It was saved: nothing is left to keep."""
        self.stop()
        self.ctx.write(drafts.drop, self.form, self._ticket_id).run()

    def bring_back(self, fill: Callable[[Mapping[str, Any]], object]) -> None:
        """Hand what was kept to ``fill``, unless somebody types already."""
        who, form, ticket = self.ctx.who, self.form, self._ticket_id

        def found(draft: Draft | None) -> None:
            if draft is not None and not self.isActive():
                fill(draft.data)
                self.stop()  # filling it in is no typing

        self.ctx.tasks.run_read(lambda queries: drafts.find(queries, who, form, ticket), found, owner=self)

    def _leave(self) -> None:
        if self.isActive():
            self.keep()
