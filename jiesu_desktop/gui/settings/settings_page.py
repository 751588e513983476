"""设置: look, alerts, limits, data, about. Only what works is shown."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import PySide6
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop import __version__
from jiesu_desktop.clock import beijing
from jiesu_desktop.gui.settings.alerts_panel import AlertsPanel
from jiesu_desktop.gui.settings.policy_panel import PolicyPanel
from jiesu_desktop.gui.settings.sections import SECTIONS
from jiesu_desktop.gui.settings.self_test_panel import SelfTestPanel
from jiesu_desktop.gui.settings.setting_fields import NumberField
from jiesu_desktop.gui.settings.start_panel import StartPanel
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.widgets.parts import button, label, pad_spins
from jiesu_desktop.gui.widgets.radio_keys import RadioKeys
from jiesu_desktop.services import settings as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import ATTACHMENT_MB, FONT_POINTS, THEME

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

LOOKS = dict(zip(THEME.choices, THEME.names, strict=True))


class SettingsPage(QWidget):
    """Sections on the left, the chosen one on the right.

    Signals:
        open_ticket(int): never used here; every page has it.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.stack = QStackedWidget()
        self.sections = QButtonGroup(self)
        chooser = QFrame()
        chooser.setObjectName("ledgerChooser")
        chooser.setFixedWidth(ctx.theme.px(150))
        column = QVBoxLayout(chooser)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        builders: dict[str, Callable[[], QWidget]] = {
            "显示": self._look,
            "提醒": lambda: AlertsPanel(ctx),
            "时限规则": lambda: PolicyPanel(ctx),
            "启动": lambda: StartPanel(ctx),
            "自检": lambda: SelfTestPanel(ctx),
            "数据": self._data,
            "关于": self._about,
        }
        for place, name in enumerate(SECTIONS):
            build = builders[name]
            choose = QPushButton(name)
            choose.setCheckable(True)
            choose.setChecked(place == 0)
            self.sections.addButton(choose, place)
            column.addWidget(choose)
            self.stack.addWidget(_section(name, build()))
        column.addStretch(1)
        self.sections.idToggled.connect(self._turn)
        self.setFocusProxy(self.sections.button(0))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(chooser)
        box.addWidget(self.stack, 1)
        ctx.theme.changed.connect(self._show_look)
        ctx.bridge.changed.connect(self._changed)

    def _turn(self, place: int, chosen: bool) -> None:
        """By arrow keys too; the keyboard comes back to the section that is shown."""
        if chosen:
            self.stack.setCurrentIndex(place)
            self.setFocusProxy(self.sections.button(place))

    def show_section(self, name: str) -> None:
        """Turn to a section by its name."""
        for choose in self.sections.buttons():
            if choose.text() == name:
                choose.click()
                choose.setFocus()

    # ---------------------------------------------------------------- 显示

    def _look(self) -> QWidget:
        panel, form = _form()
        self.looks = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for place, (mode, words) in enumerate(LOOKS.items()):
            choice = QRadioButton(words)
            choice.setProperty("mode", mode)
            self.looks.addButton(choice, place)
            row.addWidget(choice)
        row.addStretch(1)
        RadioKeys([choice for choice in self.looks.buttons() if isinstance(choice, QRadioButton)], panel)
        self.points = QSpinBox()
        self.points.setRange(int(FONT_POINTS.low or 0), int(FONT_POINTS.high or 99))
        self.points.setSuffix(" 磅")
        self.points.setFixedWidth(self.ctx.theme.px(90))
        pad_spins(self.points)
        form.addRow("外观", row)
        form.addRow("字号", self.points)
        form.addRow("", label("Ctrl++ 放大，Ctrl+- 缩小，任何页面都可用。", "muted"))
        self._show_look()
        self.looks.idClicked.connect(lambda place: self._put(THEME.key, tuple(LOOKS)[place]))
        self.points.valueChanged.connect(lambda points: self._put(FONT_POINTS.key, points))
        return panel

    def _show_look(self) -> None:
        for choice in self.looks.buttons():
            choice.setChecked(choice.property("mode") == self.ctx.theme.mode)
        self.points.blockSignals(True)
        self.points.setValue(self.ctx.theme.points)
        self.points.blockSignals(False)

    def _put(self, key: str, value: Any) -> None:
        self.ctx.write(service.put, key, value).run()

    # ---------------------------------------------------------------- 数据

    def _data(self) -> QWidget:
        panel, form = _form()
        folder = self.ctx.data_dir
        form.addRow("数据文件夹", _selectable(str(folder)))
        form.addRow("数据库", _selectable(self._database()))
        self.last_backup = label()
        form.addRow("最近备份", self.last_backup)
        self.attachment = NumberField(self.ctx, ATTACHMENT_MB)
        self.attachment.row.addStretch(1)
        self.attachment.read()
        form.addRow(ATTACHMENT_MB.label, self.attachment)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.backup_button = button("立即备份", self.back_up, "primary")
        self.backup_button.setEnabled(self.ctx.store.dialect == "sqlite")
        row.addWidget(self.backup_button)
        row.addWidget(button("打开文件夹", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))))
        row.addStretch(1)
        form.addRow("", row)
        if self.ctx.store.dialect == "sqlite":
            words = (
                "先在所有地方关闭值班台，再在终端运行\n"
                f'jiesu-desktop --data-dir "{folder}" restore 备份文件\n'
                "恢复前的数据会留在 backups 文件夹里，不会丢失。"
            )
        else:
            words = "数据在 PostgreSQL 服务器上，请由管理员用 pg_dump / pg_restore 备份和恢复。"
        form.addRow("恢复", _selectable(words))
        self._find_backup()
        return panel

    def _database(self) -> str:
        url = self.ctx.store.engine.url
        return (
            str(url.database)
            if self.ctx.store.dialect == "sqlite"
            else url.render_as_string(hide_password=True)
        )

    @property
    def backups(self) -> Path:
        """Where copies go."""
        return self.ctx.data_dir / "backups"

    def back_up(self) -> None:
        """Copy the database now, behind."""
        target = self.backups / f"manual-{beijing(self.ctx.time.now()):%Y%m%d-%H%M%S}.sqlite3"
        self.backup_button.setEnabled(False)

        def done(made: Path) -> None:
            self.backup_button.setEnabled(True)
            self.ctx.bridge.say(f"已备份：{made}", "done")
            self._find_backup()

        def failed(sentence: str, _: Exception) -> None:
            self.backup_button.setEnabled(True)
            self.ctx.bridge.say(sentence, "error")

        self.ctx.tasks.run_long("备份", lambda _: self.ctx.store.backup(target), done, failed, owner=self)

    def _find_backup(self) -> None:
        def newest(_: Progress) -> tuple[str, datetime | None]:
            copies = sorted(self.backups.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)
            if not copies:
                return "", None
            return copies[-1].name, datetime.fromtimestamp(copies[-1].stat().st_mtime, UTC)

        def show(found: tuple[str, datetime | None]) -> None:
            name, at = found
            self.last_backup.setText(f"{beijing(at):%Y-%m-%d %H:%M}　{name}" if at else "还没有")

        self.ctx.tasks.run_long("", newest, show, owner=self)

    # ---------------------------------------------------------------- 关于

    def _about(self) -> QWidget:
        panel, form = _form()
        form.addRow("程序", _selectable(f"接诉即办值班台 jiesu-desktop {__version__}"))
        form.addRow("许可", _selectable("Apache-2.0"))
        form.addRow("运行环境", _selectable(self._machine()))
        form.addRow("操作员", _selectable(f"{self.ctx.who.name} · {self.ctx.who.workstation}"))
        form.addRow(
            "体检",
            _selectable("在终端运行 jiesu-desktop doctor：数据库、磁盘、字体、托盘、声音、语音、时钟、备份"),
        )
        return panel

    def _machine(self) -> str:
        return f"Python {platform.python_version()} · Qt {PySide6.__version__} · {platform.system()} {platform.machine()}"

    # ---------------------------------------------------------------- values

    def _changed(self, changes: Changes) -> None:
        if changes.settings:
            self._show_look()
            self.attachment.read()


def _form() -> tuple[QWidget, QFormLayout]:
    panel = QWidget()
    form = QFormLayout(panel)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(20)
    form.setVerticalSpacing(14)
    return panel, form


def _selectable(text: str) -> QLabel:
    shown = label(text, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown


def _section(name: str, body: QWidget) -> QScrollArea:
    panel = QFrame()
    panel.setProperty("role", "panel")
    box = QVBoxLayout(panel)
    box.setContentsMargins(28, 18, 28, 18)
    box.setSpacing(14)
    box.addWidget(label(name, "title"))
    box.addWidget(body)
    box.addStretch(1)
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what can be set, not to what nobody sees
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(panel)
    return area
