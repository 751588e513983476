"""A new version of the limits: typed or from a file, what is wrong beside its field, what changes and what it would do
to today's clocks on the right, before it is put in force.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.clocks import ClockState
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.policy_diff import changes
from jiesu_desktop.domain.policy_preview import ClockChange, Standing
from jiesu_desktop.gui.models.rows_table import RowsTable
from jiesu_desktop.gui.settings.effective_choice import EffectiveChoice
from jiesu_desktop.gui.settings.policy_fields import NAME, assign, judge, text_of
from jiesu_desktop.gui.settings.policy_form import PolicyForm
from jiesu_desktop.gui.widgets.parts import button, fit_size, label, rule, set_tone
from jiesu_desktop.services import drafts
from jiesu_desktop.services import policy as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.policy import PreviewRow
from jiesu_desktop.storage.records import Draft, StoredPolicy

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

PREVIEW_HEADINGS = ("工单", "时限", "原到期 → 新到期", "变化")
CHANGE_HEADINGS = ("改动", "原", "新")
WAIT_MS = 400  # after the last key, before the preview is asked for
_REVISED = re.compile(r" \d{4}-\d{2}-\d{2} 修订$")
_STATES = {ClockState.OVERDUE: "▲ 将超期", ClockState.WARNING: "◆ 将临期"}


class PolicyEditor(QDialog):
    """A new version made from the one in force, or from one that a file holds.

    Attributes:
        form: the fields. policy: what they come to, None while something is wrong.
        changed: what it says otherwise than the one in force. preview: what would change of the clocks that run now.
        effective: from when.
    """

    def __init__(
        self, ctx: Desk, current: Policy, start: Policy | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{'核对文件中的时限规则' if start else '修改时限规则'} · {current.name}")
        self.ctx, self.current, self.base = ctx, current, start or current
        self._begun = current
        self.policy: Policy | None = None
        self.form = PolicyForm(ctx, self.base.to_data())
        self.others, self.versions = label("", "error", wrap=True), label("", "warning", wrap=True)
        self.others.hide()
        self.versions.hide()
        self.changed = RowsTable(CHANGE_HEADINGS, self)
        self.changed_words = label("", "muted", wrap=True)
        self.preview = RowsTable(PREVIEW_HEADINGS, self)
        self.preview_words = label("", "muted", wrap=True)
        self.effective = EffectiveChoice(ctx)
        self.save = button("设为新版本", self.accept, "primary", tip="Ctrl+Enter")
        self._pause = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._pause.timeout.connect(self._typed)
        self.restored = button("上次没保存的修改已恢复，改为从现行规则开始", self._start_anew, "link")
        self.restored.hide()
        self._lay_out()
        self.form.edited.connect(self._pause.start)
        self.effective.chosen.connect(lambda: self.effective.judge(ctx.time.now()))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save.click)
        if self.base.name == current.name:
            self.form.fields[NAME].set_text(self._next_name(ctx.time.now()))
        ctx.bridge.changed.connect(self._changed)
        self._read_versions()
        if start is None:
            self._take_up_draft()
        self.check()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.form, 3)
        middle.addWidget(self._right(), 2)
        foot = QHBoxLayout()
        foot.addWidget(self.effective, 1)
        foot.addWidget(self.restored)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.save)
        box = QVBoxLayout(self)
        box.addLayout(middle, 1)
        box.addWidget(self.others)
        box.addWidget(self.versions)
        box.addWidget(rule())
        box.addLayout(foot)
        fit_size(self, self.ctx.theme.px(1330), self.ctx.theme.px(700))

    def _right(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        box = QVBoxLayout(panel)
        box.addWidget(label("与现行规则的不同", "heading"))
        box.addWidget(self.changed_words)
        box.addWidget(self._table(self.changed, stretched=0), 2)
        box.addWidget(label("此刻的时限，按原规则和新规则", "heading"))
        box.addWidget(label("只作对照：已收的工单仍按收件时的规则计时。", "muted", wrap=True))
        box.addWidget(self.preview_words)
        box.addWidget(self._table(self.preview, stretched=0), 3)
        return panel

    def _table(self, model: RowsTable, stretched: int) -> QTableView:
        view = QTableView()
        view.setModel(model)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(self.ctx.theme.px(30))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMaximumSectionSize(self.ctx.theme.px(200))
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        return view

    # ---------------------------------------------------------------- judging

    def check(self) -> None:
        """Judge what is typed: problems beside their fields, else show what changes and ask for the preview."""
        self.policy, problems = judge(self.base, self.form.texts)
        beside, others = assign(problems, list(self.form.fields))
        self.form.say(beside)
        self._say_others("\n".join(others))
        self.save.setEnabled(self.policy is not None)
        set_tone(self.preview_words, "muted" if self.policy is not None else "error")
        if self.policy is not None:
            found = changes(self.current, self.policy)
            self.changed_words.setText(f"{len(found)} 处不同。" if found else "没有不同。")
            self.changed.show_rows([(one.where, one.old, one.new) for one in found])
            self._ask(self.policy)
        else:
            self.changed_words.setText("")
            self.changed.show_rows([])
            self.preview.show_rows([])
            self.preview_words.setText(f"有 {len(problems)} 处要改，改好后再看影响。")

    def _say_others(self, words: str) -> None:
        self.others.setText(words)
        self.others.setVisible(bool(words))

    def _ask(self, policy: Policy) -> None:
        now = self.ctx.time.now()
        self.ctx.tasks.run_read(
            lambda queries: service.preview(queries, policy, now),
            self._show,
            key="policy preview",
            owner=self,
        )

    def _show(self, rows: tuple[PreviewRow, ...]) -> None:
        if self.policy is None:  # something wrong was typed meanwhile
            return
        worse = [row.change.worse for row in rows]
        set_tone(self.preview_words, "warning" if any(worse) else "muted")
        self.preview_words.setText(
            f"{len(rows)} 个时限会变：{worse.count(ClockState.OVERDUE)} 个将超期，"
            f"{worse.count(ClockState.WARNING)} 个将临期。"
            if rows
            else "没有时限会变。"
        )
        self.preview.show_rows(
            [
                (
                    f"{row.number} {row.title}".strip(),
                    " ".join(filter(None, (row.change.kind.label, row.change.unit))),
                    _dues(row.change),
                    change_words(row.change),
                )
                for row in rows
            ]
        )

    # ---------------------------------------------------------------- what was typed and not saved

    def _typed(self) -> None:
        self.check()
        if self.base is self._begun:  # what a file holds is in the file
            texts = {field.where: text for field, text in self.form.texts.items()}
            self.ctx.write(drafts.keep, drafts.POLICY, {"texts": texts}).run()

    def _take_up_draft(self) -> None:
        who = self.ctx.who

        def show(found: Draft | None) -> None:
            texts = found.data.get("texts") if found is not None else None
            if isinstance(texts, dict) and not self._pause.isActive():
                self.form.set_texts({str(where): str(text) for where, text in texts.items()})
                self.restored.show()
                self.check()

        self.ctx.tasks.run_read(lambda queries: drafts.find(queries, who, drafts.POLICY), show, owner=self)

    def _start_anew(self) -> None:
        """Throw away what was typed earlier."""
        self.restored.hide()
        data = self.base.to_data()
        self.form.set_texts({field.where: text_of(field, data) for field in self.form.fields})
        self.form.fields[NAME].set_text(self._next_name(self.ctx.time.now()))
        self.ctx.write(drafts.drop, drafts.POLICY).run()
        self.check()

    # ---------------------------------------------------------------- other versions

    def _changed(self, made: Changes) -> None:
        if made.policy and self.isVisible():
            self._read_versions()

    def _read_versions(self) -> None:
        self.ctx.tasks.run_read(
            lambda queries: queries.policies.history(),
            self._compare,
            key="policy editor versions",
            owner=self,
        )

    def _compare(self, found: list[StoredPolicy]) -> None:
        """Say what else holds or will hold: a version put in force meanwhile, or one that is to come."""
        now, said = self.ctx.time.now(), []
        begun = [one for one in found if one.effective_at <= now]
        if begun and begun[-1].policy != self.current:
            self.current = begun[-1].policy
            said.append(
                f"现行规则刚刚变成“{self.current.name}”（{begun[-1].recorded_by} 保存），右边已按它对照。"
            )
            self.check()
        said += [
            f"另有未生效的“{one.policy.name}”，{beijing(one.effective_at):%Y-%m-%d %H:%M} 起会代替更早生效的版本。"
            for one in found
            if one.effective_at > now
        ]
        self.versions.setText("\n".join(said))
        self.versions.setVisible(bool(said))

    # ---------------------------------------------------------------- the end

    def accept(self) -> None:
        """Put it in force and leave; what is wrong or refused keeps the window open with all that was typed."""
        self._pause.stop()
        self.check()
        if self.policy is None:
            self.form.go_to_wrong()
            return
        if not self.effective.judge(self.ctx.time.now()):
            self.effective.moment.setFocus()
            return
        self.save.setEnabled(False)
        write = self.ctx.write(service.set_policy, self.policy, effective_at=self.effective.effective_at)
        write.run(self._saved, self._refused)

    def reject(self) -> None:
        """Leave; what was typed, to the last key, is there at the next time."""
        if self._pause.isActive():
            self._pause.stop()
            self._typed()
        super().reject()

    def _saved(self, made: Changes) -> None:
        self.ctx.bridge.say(made.message, "done")
        if self.base is self._begun:
            self.ctx.write(drafts.drop, drafts.POLICY).run()
        super().accept()

    def _refused(self, sentence: str, _: Exception) -> None:
        self.save.setEnabled(True)
        self._say_others(sentence)

    def _next_name(self, now: datetime) -> str:
        return f"{_REVISED.sub('', self.base.name)} {beijing(now):%Y-%m-%d} 修订"


def change_words(change: ClockChange) -> str:
    """What becomes of the clock, in a few words with a mark."""
    if change.new is None:
        return "不再计时"
    if change.old is None:
        return "开始计时"
    if change.worse is not None:
        return _STATES[change.worse]
    if change.new.due_at == change.old.due_at:
        return "不再临期"
    return "推后" if change.new.due_at > change.old.due_at else "提前"


def _dues(change: ClockChange) -> str:
    """Both moments; the day is said once where it is the same."""
    old, new = (_due(one) for one in (change.old, change.new))
    same_day = old[:6] == new[:6] and change.old and change.new
    return f"{old} → {new[6:] if same_day else new}"


def _due(standing: Standing | None) -> str:
    return f"{beijing(standing.due_at):%m-%d %H:%M}" if standing is not None else "—"
