"""时限规则: what holds now in words, the versions, and a new version from a file."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.models.rows_table import RowsTable
from jiesu_desktop.gui.settings.effective_choice import EffectiveChoice
from jiesu_desktop.gui.settings.plain_tables import fit, plain_table
from jiesu_desktop.gui.settings.policy_editor import PolicyEditor
from jiesu_desktop.gui.settings.policy_words import LIMIT_HEADINGS, limit_rows, sentences
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.widgets.parts import button, fit_size, label
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
    """

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.versions: list[StoredPolicy] = []
        self.current: StoredPolicy | None = None
        self.limits, self.history = RowsTable(LIMIT_HEADINGS, self), RowsTable(VERSION_HEADINGS, self)
        self.name = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.broken = label("", "error", wrap=True)
        self.broken.hide()
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
        self.limit_view, self.history_view = plain_table(self.limits), plain_table(self.history)
        box.addWidget(self.limit_view)
        box.addLayout(self.words)
        box.addWidget(label("版本", "heading"))
        box.addWidget(self.history_view)
        box.addStretch(1)
        ctx.bridge.changed.connect(self._changed)
        self.reload()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.edit_button = button("修改…", self.edit, "primary", tip="改时限、预警点、重复和用语，设为新版本")
        self.edit_button.setEnabled(False)
        row.addWidget(self.edit_button)
        row.addWidget(button("从文件设新版本…", self.ask_file))
        row.addWidget(button("现行规则另存为文件…", self.ask_save, tip="TOML 文本，改好后可设为新版本"))
        row.addStretch(1)
        return row

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
        while self.words.rowCount():
            self.words.removeRow(0)
        self.edit_button.setEnabled(current is not None)
        if current is not None:
            self.name.setText(
                f"现行：{current.policy.name}，生效：{_since(current.effective_at)}。"
                "改动只管生效以后收到的工单，已收的仍按收件时的版本计时。"
            )
            self.limits.show_rows(limit_rows(current.policy))
            for about, sentence in sentences(current.policy):
                self.words.addRow(label(about, "muted"), label(sentence, wrap=True))
        for view, model in ((self.limit_view, self.limits), (self.history_view, self.history)):
            fit(view, len(model.rows), self.ctx.theme.px(30))

    # ---------------------------------------------------------------- a new version

    def edit(self) -> None:
        """Open the editor on the version in force; its result is the new one."""
        if self.current is None:
            return
        editor = PolicyEditor(self.ctx, self.current.policy, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def made() -> None:
            if editor.policy is not None:
                self.put(editor.policy, editor.effective.effective_at)

        editor.accepted.connect(made)
        self.problem.hide()
        editor.open()

    def ask_file(self) -> None:
        """Choose a file of limits."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "时限规则文件", str(Path.home()), "规则文件 (*.toml *.json)"
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Check the file; a good one is shown with the question from when it holds."""
        self.problem.hide()

        def work(_: Progress) -> Policy:
            return service.read_file(path)

        self.ctx.tasks.run_long("", work, self._confirm, self._refused, owner=self)

    def _refused(self, sentence: str, _: Exception) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _confirm(self, policy: Policy) -> None:
        dialog = EffectiveDialog(self.ctx, policy, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.put(policy, dialog.effective_at))
        dialog.open()

    def put(self, policy: Policy, effective_at: datetime | None) -> None:
        """Save the version; None = from now on."""

        def done(changes: Changes) -> None:
            self.ctx.bridge.say(changes.message, "done")

        self.ctx.write(service.set_policy, policy, effective_at=effective_at).run(done, self._refused)

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


class EffectiveDialog(QDialog):
    """What the new version says, and from when."""

    def __init__(self, ctx: Desk, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"新版本 · {policy.name}")
        self.effective = EffectiveChoice(ctx)
        self.now_choice, self.later_choice = self.effective.now_choice, self.effective.later_choice
        model = RowsTable(LIMIT_HEADINGS, self)
        model.show_rows(limit_rows(policy))
        view = plain_table(model)
        fit(view, len(model.rows), ctx.theme.px(30))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(button("设为新版本", self.accept, "primary"))
        box = QVBoxLayout(self)
        box.addWidget(view)
        box.addWidget(self.effective)
        box.addLayout(foot)
        fit_size(self, ctx.theme.px(820), self.sizeHint().height())

    @property
    def effective_at(self) -> datetime | None:
        """The moment chosen, in UTC; None = now."""
        return self.effective.effective_at


def _since(moment: datetime) -> str:
    return "一开始" if moment <= service.SINCE_EVER else f"{beijing(moment):%Y-%m-%d %H:%M}"
