"""Editing the limits in the window: what is wrong stands beside its field, what would change stands on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.clocks import ClockState
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.policy_checks import PLACES
from jiesu_desktop.domain.policy_preview import ClockChange, Standing
from jiesu_desktop.gui.models.rows_table import RowsTable
from jiesu_desktop.gui.settings.effective_choice import EffectiveChoice
from jiesu_desktop.gui.settings.policy_fields import (
    NAME,
    PolicyField,
    assign,
    judge,
    limit_fields,
    repeat_fields,
    text_of,
    wording_fields,
)
from jiesu_desktop.gui.widgets.parts import button, fit_size, label, rule, set_tone
from jiesu_desktop.services import policy as service
from jiesu_desktop.services.policy import PreviewRow

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

PREVIEW_HEADINGS = ("工单", "时限", "原到期 → 新到期", "变化")
WAIT_MS = 400  # after the last key, before the preview is asked for
_REVISED = re.compile(r" \d{4}-\d{2}-\d{2} 修订$")
_STATES = {ClockState.OVERDUE: "▲ 将超期", ClockState.WARNING: "◆ 将临期"}


class Field(QWidget):
    """A line to type in, and under it what is wrong with it."""

    def __init__(self, field: PolicyField, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.line, self.problem = QLineEdit(text), label("", "error", wrap=True)
        self.line.setAccessibleName(field.where)
        self.line.setCursorPosition(0)
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.line)
        box.addWidget(self.problem)

    def say(self, problem: str) -> None:
        """Show what is wrong, '' for nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.line.setProperty("invalid", bool(problem))
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)


class PolicyEditor(QDialog):
    """A new version made from one that is there.

    Attributes:
        fields: by their place. policy: what the fields come to, None while something is wrong.
        preview: what would change of the clocks that run now.
        effective: from when.
    """

    def __init__(self, ctx: Desk, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"修改时限规则 · {policy.name}")
        self.ctx, self.base = ctx, policy
        self.policy: Policy | None = None
        self._data = policy.to_data()
        self.fields: dict[PolicyField, Field] = {}
        self.others = label("", "error", wrap=True)
        self.others.hide()
        self.preview = RowsTable(PREVIEW_HEADINGS, self)
        self.preview_words = label("", "muted", wrap=True)
        self.effective = EffectiveChoice(ctx)
        self.save = button("设为新版本", self.accept, "primary", tip="Ctrl+Enter")
        self._pause = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._pause.timeout.connect(self.check)
        self._lay_out()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save.click)
        self.fields[NAME].line.setText(self._next_name(ctx.time.now()))
        self.check()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._form(), 3)
        middle.addWidget(self._right(), 2)
        foot = QHBoxLayout()
        foot.addWidget(self.effective, 1)
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.save)
        box = QVBoxLayout(self)
        box.addLayout(middle, 1)
        box.addWidget(self.others)
        box.addWidget(rule())
        box.addLayout(foot)
        fit_size(self, self.ctx.theme.px(1330), self.ctx.theme.px(700))

    def _form(self) -> QScrollArea:
        body = QFrame()
        body.setProperty("role", "panel")
        box = QVBoxLayout(body)
        box.setSpacing(10)
        box.addLayout(self._pairs([NAME]))
        box.addWidget(label("时限", "heading"))
        box.addWidget(
            label(
                "写作 30分钟、1.5小时、7天；预警点是到时前多久提醒，由长到短，用、分开；空着为没有。",
                "muted",
                wrap=True,
            )
        )
        box.addLayout(self._limits())
        box.addWidget(label("超期后重复", "heading"))
        box.addWidget(label("写作 每2分钟持续30分钟；每15分钟", "muted"))
        box.addLayout(self._pairs(repeat_fields()))
        box.addWidget(label("播报用语", "heading"))
        box.addWidget(label("可用 " + " ".join(f"{{{name}}}" for name in sorted(PLACES)), "muted", wrap=True))
        box.addLayout(self._pairs(wording_fields()))
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        return area

    def _limits(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows = limit_fields()
        for column, field in enumerate(rows[0][1], 1):
            grid.addWidget(label(field.label, "muted"), 0, column)
            grid.setColumnStretch(column, 2 if column < 3 else 3)
        for row, (clock, fields) in enumerate(rows, 1):
            grid.addWidget(_beside(clock), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, field in enumerate(fields, 1):
                grid.addWidget(self._field(field), row, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _pairs(self, fields: Sequence[PolicyField]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, self.ctx.theme.px(84))
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields):
            grid.addWidget(_beside(field.label), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._field(field), row, 1)
        return grid

    def _field(self, field: PolicyField) -> Field:
        made = self.fields[field] = Field(field, text_of(field, self._data))
        made.line.textEdited.connect(lambda _: self._pause.start())
        return made

    def _right(self) -> QWidget:
        self.view = QTableView()
        self.view.setModel(self.preview)
        self.view.setShowGrid(False)
        self.view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(self.ctx.theme.px(30))
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        panel = QFrame()
        panel.setProperty("role", "panel")
        box = QVBoxLayout(panel)
        box.addWidget(label("此刻的时限，按原规则和新规则", "heading"))
        box.addWidget(label("只作对照：已收的工单仍按收件时的规则计时。", "muted", wrap=True))
        box.addWidget(self.preview_words)
        box.addWidget(self.view, 1)
        return panel

    # ---------------------------------------------------------------- judging

    def check(self) -> None:
        """Judge what is typed: problems beside their fields, else ask for the preview."""
        texts = {field: widget.line.text() for field, widget in self.fields.items()}
        self.policy, problems = judge(self.base, texts)
        beside, others = assign(problems, list(self.fields))
        for field, widget in self.fields.items():
            widget.say(beside.get(field, ""))
        self.others.setText("\n".join(others))
        self.others.setVisible(bool(others))
        self.save.setEnabled(self.policy is not None)
        if self.policy is not None:
            self._ask(self.policy)
        else:
            self.preview.show_rows([])
            set_tone(self.preview_words, "error")
            self.preview_words.setText(f"有 {len(problems)} 处要改，改好后再看影响。")

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

    # ---------------------------------------------------------------- the end

    def accept(self) -> None:
        """Leave with the policy; what is wrong keeps the window open."""
        self._pause.stop()
        self.check()
        if self.policy is not None:
            super().accept()
            return
        wrong = next((one for one in self.fields.values() if not one.problem.isHidden()), None)
        if wrong is not None:
            wrong.line.setFocus()

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


def _beside(text: str) -> QLabel:
    """A name as high as the text of the line beside it."""
    made = label(text)
    made.setContentsMargins(0, 6, 0, 0)
    return made
