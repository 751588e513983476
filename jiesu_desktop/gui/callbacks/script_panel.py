"""The script beside the call-back form: what to say, with what the order knows in its places."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.wording import category_path, masked
from jiesu_desktop.services import call_scripts

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~])")
_LONGEST = 120  # characters of a result read out


class ScriptPanel(QObject):
    """Shows the script that fits the order.

    Attributes:
        script: which it is.
    """

    def __init__(self, ctx: Desk, form: Any, view: OrderView) -> None:
        super().__init__(form.script)
        self.ctx, self._form, self._view = ctx, form, view
        form.script.document().setDocumentMargin(2)
        form.script.document().setIndentWidth(ctx.theme.px(16))
        form.script.setFont(ctx.theme.font(1))
        form.editScript.setToolTip("在数据文件夹里放一份可以改的；删掉它就恢复随软件带的")
        form.editScript.clicked.connect(self.edit)
        self.read()

    def read(self) -> None:
        """Read the scripts, which are small, and show the one that fits."""
        scripts = call_scripts.load(self.ctx.data_dir)
        self.script = scripts.of(self._view.ticket.category)
        whose = category_path(self.script.category) or "通用"
        self._form.scriptTitle.setText(f"话术 · {whose}{'（本室改过）' if self.script.own else ''}")
        self._form.scriptProblem.setText("\n".join(scripts.problems))
        self._form.scriptProblem.setVisible(bool(scripts.problems))
        values = {
            name: _MARKDOWN.sub(r"\\\1", value) for name, value in values_of(self.ctx, self._view).items()
        }
        self._form.script.setMarkdown(call_scripts.expand(self.script.text, values))

    def edit(self) -> None:
        """Open the room's own copy in the system's editor."""
        try:
            path = call_scripts.own_copy(self.script, self.ctx.data_dir)
        except OSError as error:
            self.ctx.bridge.say(f"话术不能写到数据文件夹：{error.strerror}", "error")
            return
        self.ctx.bridge.say(f"话术在 {path}，改完存盘，重新打开回访即可", "info")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def values_of(ctx: Desk, view: OrderView) -> dict[str, str]:
    """What the placeholders stand for; '' where the order does not say."""
    ticket = view.ticket
    closings = [
        event.details.text for event in view.events if event.act.value == "close" and event.details.text
    ]
    result = " ".join(((closings[-1] if closings else "") or ticket.result or ticket.reply).split())
    return {
        "地点": ticket.place or "".join(part for part in (ticket.street, ticket.community) if part),
        "问题": _issue(ticket.title, ticket.place),
        "单位": "、".join(view.summary.unit_names),
        "结果": masked(result[:_LONGEST] + ("……" if len(result) > _LONGEST else "")),
        "编号": ticket.number,
        "来电人": ticket.caller,
        "值班员": ctx.who.name,
    }


def _issue(title: str, place: str) -> str:
    """The title without the place it may end with: the script names the place itself."""
    issue, _, where = title.rpartition(" · ")
    return issue if issue and place.startswith(where) else title
