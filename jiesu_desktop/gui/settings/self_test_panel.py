"""自检: what is wrong now and what to do, what was tried last and how it went, the tests before it, and a button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from jiesu_desktop.alerts.self_test import Outcome, Report, report_from
from jiesu_desktop.clock import beijing
from jiesu_desktop.gui.models.rows_table import RowsTable
from jiesu_desktop.gui.settings.plain_tables import fit, plain_table
from jiesu_desktop.gui.troubles import Trouble
from jiesu_desktop.gui.widgets.parts import button, empty, label
from jiesu_desktop.services import self_tests

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

FINDING_HEADINGS = ("项目", "结果", "说明")
REPORT_HEADINGS = ("时间", "结果")
SHOWN = 10
"""Reports listed; all that are kept stand in the database."""

_OUTCOMES = {Outcome.PASSED: "✓ 正常", Outcome.FAILED: "▲ 异常", Outcome.POSTPONED: "让给提醒，稍后再试"}


class SelfTestPanel(QWidget):
    """The self-tests of this workstation.

    Attributes:
        troubles: what is wrong now, a card each. findings: the last one's checks. reports: the last ones, newest first.
    """

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.findings, self.reports = RowsTable(FINDING_HEADINGS, self), RowsTable(REPORT_HEADINGS, self)
        self.words = label("", "heading", wrap=True)
        self.start = button("自检", ctx.bridge.self_test.emit, "primary")
        self.finding_view, self.report_view = plain_table(self.findings), plain_table(self.reports)
        self.report_view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(label("播一句话、弹一个气泡、闪几下，约 10 秒。有提醒时让提醒先行。", "muted"))
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.troubles = QVBoxLayout()
        self.troubles.setSpacing(8)
        self.before = label("以前", "heading")
        box.addLayout(self.troubles)
        box.addWidget(label("每次打开值班台和每次换班时自动进行。", "muted"))
        box.addLayout(row)
        box.addWidget(self.words)
        box.addWidget(self.finding_view)
        box.addWidget(self.before)
        box.addWidget(self.report_view)
        ctx.bridge.tested.connect(self._tested)
        ctx.troubles.changed.connect(self._show_troubles)
        self._show_troubles()
        self._known: list[Report] = []
        self.reload()

    def _show_troubles(self) -> None:
        empty(self.troubles)
        for trouble in self.ctx.troubles.now:
            self.troubles.addWidget(_card(trouble))

    def reload(self) -> None:
        """Read what is kept."""
        self.ctx.tasks.run_read(
            lambda queries: self_tests.kept(queries, self.ctx.who), self._take, key="self-tests", owner=self
        )

    def _take(self, kept: list[Mapping[str, Any]]) -> None:
        self._known = [report for one in kept if (report := _read(one)) is not None]
        self._show()

    def _tested(self, report: Report) -> None:
        self._known = [*(one for one in self._known if one.at != report.at), report]
        self._show()

    def _show(self) -> None:
        last = self._known[-1] if self._known else None
        self.words.setText(last.sentence if last is not None else "还没有自检过。")
        self.findings.show_rows(
            [(one.label, _OUTCOMES[one.outcome], one.detail) for one in last.findings] if last else []
        )
        self.reports.show_rows(
            [(f"{beijing(one.at):%Y-%m-%d %H:%M}", one.sentence) for one in reversed(self._known[-SHOWN:])]
        )
        self.before.setVisible(bool(self._known))
        for view, model in ((self.finding_view, self.findings), (self.report_view, self.reports)):
            view.setVisible(bool(model.rows))
            fit(view, len(model.rows), self.ctx.theme.px(30))


def _card(trouble: Trouble) -> QFrame:
    """What is wrong, why, and what to do."""
    card = QFrame()
    card.setProperty("role", "card")
    box = QVBoxLayout(card)
    box.setSpacing(4)
    box.addWidget(label(f"▲ {trouble.label}", "overdue"))
    for words in (*trouble.reasons, f"怎么办：{trouble.to_do}"):
        line = label(words, wrap=True)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(line)
    return card


def _read(data: Mapping[str, Any]) -> Report | None:
    """A kept report; one that cannot be read is passed over."""
    try:
        return report_from(data)
    except (ValueError, KeyError, TypeError):
        return None
