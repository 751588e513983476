"""设置 · 启动: whether the desk opens at login, and what stands behind it while it runs."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from jiesu_desktop.gui.autostart import Autostart, AutostartError, autostart, command_of
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.widgets.parts import label
from jiesu_desktop.paths import default_db_url

DEMO = "演示不能设为登录时打开。"
SECRET = "数据库地址里有密码，不宜写进启动项。请把密码放进 ~/.pgpass，改用不带密码的地址打开后再设置。"  # noqa: S105
WATCHED = "关闭窗口只是收到托盘，提醒照常。程序出错或停住 10 秒以上时会自动重新打开，并说明原因。"


class StartPanel(QWidget):
    """One box to tick; it shows what the desktop will really do."""

    def __init__(self, ctx: Desk, way: Autostart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        url = ctx.store.engine.url
        own = url.render_as_string(hide_password=False) == default_db_url(ctx.data_dir)
        self._way = way or autostart(command_of(ctx.data_dir, None if own else url.render_as_string()))
        self.at_login = QCheckBox("登录系统后自动打开值班台")
        refused = DEMO if ctx.demo else SECRET if url.password else ""
        self.at_login.setEnabled(not refused)
        self.at_login.setChecked(not refused and self._way.enabled())
        self.at_login.clicked.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        box.addWidget(self.at_login)
        if refused:
            box.addWidget(label(refused, "warning", wrap=True))
        box.addWidget(label(WATCHED, "muted", wrap=True))

    def _choose(self, wanted: bool) -> None:
        try:
            self._way.set(wanted)
        except AutostartError as error:
            self.ctx.bridge.say(error.message, "error")
        else:
            self.ctx.bridge.say("已设为登录后自动打开" if wanted else "登录后不再自动打开", "done")
        self.at_login.setChecked(self._way.enabled())
