"""时限规则: what holds now in words, the versions, and a new version from a file."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.policy_diff import changes
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.models.rows_table import RowsTable
from jiesu_desktop.gui.settings.plain_tables import fit, plain_table
from jiesu_desktop.gui.settings.policy_editor import PolicyEditor
from jiesu_desktop.gui.settings.policy_words import (
    LIMIT_HEADINGS,
    STAGE_HEADINGS,
    limit_rows,
    sentences,
    stage_rows,
)
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.widgets.parts import button, label
from jiesu_desktop.services import policy as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import StoredPolicy

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

VERSION_HEADINGS = ("", "名称", "生效时间", "保存人", "保存时间")


class PolicyPanel(QWidget):
    """The limits.

    Attributes:
        versions: all, by when they take effect. current: the one in force.
        differs: what the version chosen says otherwise than the one before it.
    """

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.versions: list[StoredPolicy] = []
        self.current: StoredPolicy | None = None
        self.limits, self.history = RowsTable(LIMIT_HEADINGS, self), RowsTable(VERSION_HEADINGS, self)
        self.stages = RowsTable(STAGE_HEADINGS, self)
        self.name = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.broken = label("", "error", wrap=True)
        self.broken.hide()
        self.differs = label("", wrap=True)
        self.differs.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = QFormLayout()
        self.words.setHorizontalSpacing(16)
        self.words.setVerticalSpacing(6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.name)
        box.addLayout(self._buttons())
        box.addWidget(self.broken)
        box.addWidget(self.problem)
        self.limit_view, self.history_view = plain_table(self.limits), self._choosable(self.history)
        self.stage_view = plain_table(self.stages)
        for short in (2, 3):
            self.stage_view.horizontalHeader().setSectionResizeMode(
                short, QHeaderView.ResizeMode.ResizeToContents
            )
        box.addWidget(self.limit_view)
        box.addWidget(self.stage_view)
        box.addLayout(self.words)
        box.addWidget(label("版本", "heading"))
        box.addWidget(label("选一版，看它与上一版的不同。", "muted"))
        box.addWidget(self.history_view)
        box.addWidget(self.differs)
        box.addStretch(1)
        ctx.bridge.changed.connect(self._changed)
        self.reload()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.edit_button = button(
            "修改…", self.edit, "primary", tip="改时限、预警点、重复、优先级、提醒方式和用语，设为新版本"
        )
        self.edit_button.setEnabled(False)
        row.addWidget(self.edit_button)
        row.addWidget(button("从文件设新版本…", self.ask_file))
        row.addWidget(button("现行规则另存为文件…", self.ask_save, tip="TOML 文本，改好后可设为新版本"))
        row.addStretch(1)
        return row

    def _choosable(self, model: RowsTable) -> QTableView:
        view = plain_table(model)
        view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setAccessibleName("时限规则的版本")
        view.selectionModel().currentRowChanged.connect(lambda index, _: self._tell(index.row()))
        return view

    def _tell(self, row: int) -> None:
        """Say what the version in that row changed, who put it there and when."""
        place = len(self.versions) - 1 - row
        if not 0 <= place < len(self.versions):
            self.differs.setText("")
            return
        chosen = self.versions[place]
        saved = f"{chosen.recorded_by} {beijing(chosen.recorded_at):%Y-%m-%d %H:%M} 保存"
        if place == 0:
            self.differs.setText(f"“{chosen.policy.name}”，{saved}：第一版。")
            return
        before = self.versions[place - 1].policy
        found = [f"· {one.sentence}" for one in changes(before, chosen.policy)] or ["· 没有不同"]
        self.differs.setText("\n".join([f"“{chosen.policy.name}”，{saved}，与“{before.name}”相比：", *found]))

    def reload(self) -> None:
        """Read the versions, and whether a hand has broken one."""
        now = self.ctx.time.now()
        self.ctx.tasks.run_read(
            lambda queries: (queries.policies.history(), service.broken_words(queries, now)),
            lambda found: self._show(*found),
            key="policy versions",
            owner=self,
        )

    def _changed(self, changes: Changes) -> None:
        if changes.policy:
            self.reload()

    def _show(self, versions: list[StoredPolicy], broken: str) -> None:
        self.versions = versions
        self.broken.setText(broken)
        self.broken.setVisible(bool(broken))
        now = self.ctx.time.now()
        begun = [one for one in versions if one.effective_at <= now]
        current = self.current = begun[-1] if begun else None
        self.history.show_rows(
            [
                (
                    "现行" if one is current else ("未生效" if one.effective_at > now else ""),
                    one.policy.name,
                    _since(one.effective_at),
                    one.recorded_by,
                    f"{beijing(one.recorded_at):%Y-%m-%d %H:%M}",
                )
                for one in reversed(versions)
            ]
        )
        self.history_view.selectRow(0)
        self._tell(0)
        while self.words.rowCount():
            self.words.removeRow(0)
        self.edit_button.setEnabled(current is not None)
        if current is not None:
            self.name.setText(
                f"现行：{current.policy.name}，生效：{_since(current.effective_at)}。"
                "改动只管生效以后收到的工单，已收的仍按收件时的版本计时。"
            )
            self.limits.show_rows(limit_rows(current.policy))
            self.stages.show_rows(stage_rows(current.policy))
            for about, sentence in sentences(current.policy):
                self.words.addRow(label(about, "muted"), label(sentence, wrap=True))
        tables = (
            (self.limit_view, self.limits),
            (self.stage_view, self.stages),
            (self.history_view, self.history),
        )
        for view, model in tables:
            fit(view, len(model.rows), self.ctx.theme.px(30))

    # ---------------------------------------------------------------- a new version

    def edit(self) -> None:
        """Open the editor on the version in force; what it saves is the new one."""
        self._open(None)

    def _open(self, start: Policy | None) -> None:
        if self.current is None:
            return
        self.problem.hide()
        editor = PolicyEditor(self.ctx, self.current.policy, start, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.open()

    def ask_file(self) -> None:
        """Choose a file of limits."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "时限规则文件", str(Path.home()), "规则文件 (*.toml *.json)"
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Check the file; a good one opens in the editor, with what it changes and what that would do."""
        self.problem.hide()

        def work(_: Progress) -> Policy:
            return service.read_file(path)

        self.ctx.tasks.run_long("", work, self._open, self._refused, owner=self)

    def _refused(self, sentence: str, _: Exception) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def ask_save(self) -> None:
        """Choose where the limits in force go as a file, to be edited."""
        if self.current is None:
            return
        name = f"{safe_name(self.current.policy.name)}.toml"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "另存现行规则", str(Path.home() / name), "规则文件 (*.toml)"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the limits in force to a file; what stood there stays until it is whole."""
        if (current := self.current) is None:
            return

        def work(_: Progress) -> Path:
            part = path.with_name(path.name + ".part")
            try:
                part.write_text(service.to_toml(current.policy), "utf-8")
                part.replace(path)
            except OSError as error:
                raise UnwritableFile(path, f"{error.strerror}。请换一个位置。") from error
            return path

        self.ctx.tasks.run_long(
            "", work, lambda made: self.ctx.bridge.say(f"已保存：{made}", "done"), self._refused, owner=self
        )


def safe_name(text: str) -> str:
    """A version's name as a file's: without what file systems refuse."""
    return re.sub(r'[\\/:*?"<>|\s]+', "_", text).strip("._") or "policy"


def _since(moment: datetime) -> str:
    return "一开始" if moment <= service.SINCE_EVER else f"{beijing(moment):%Y-%m-%d %H:%M}"
