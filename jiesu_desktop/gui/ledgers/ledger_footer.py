"""Under a ledger: how many rows there are, what they come to, and how the alerts of a shift fared."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from jiesu_desktop.domain.ledgers import LEDGERS, Source
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.widgets.parts import button, label
from jiesu_desktop.services import ledgers as service
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerSpec, LedgerTotals


class LedgerFooter(QWidget):
    """The line under the table.

    Attributes:
        count: the number of rows, which is that of the export. totals: the figures. measures: of alerts only.
        records: leads to who exported what.
    """

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.count = QLabel()
        self.count.setProperty("tone", "heading")
        self.count.setAccessibleName("件数")
        self.totals = label("", "muted", wrap=True)
        self.measures = label("", "muted", wrap=True)
        self.measures.hide()
        self.records = button("导出记录…", None, "link", tip="谁在何时导出了什么")
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.count)
        line.addWidget(self.totals, 1)
        line.addWidget(self.records)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(4)
        box.addLayout(line)
        box.addWidget(self.measures)

    def wait(self) -> None:
        """Another answer is on the way."""
        self.count.setText("正在查…")
        self.totals.clear()

    def show_count(self, total: int) -> None:
        """The number of rows is known."""
        self.count.setText(f"共 {total:,} 件（导出同数）")

    def ask(self, spec: LedgerSpec) -> None:
        """Ask what these rows come to."""
        now = self.ctx.time.now()
        alerts = LEDGERS[spec.ledger].source is Source.ALERTS
        if not alerts:
            self.measures.hide()

        def read(queries: Queries) -> tuple[LedgerTotals, service.AlertMeasures | None]:
            measured = service.measures(queries, spec, now) if alerts else None
            return queries.ledger_totals(spec, now), measured

        self.ctx.tasks.run_read(read, self._show, key="ledger.totals", owner=self)

    def _show(self, found: tuple[LedgerTotals, service.AlertMeasures | None]) -> None:
        totals, measured = found
        self.totals.setText(" · ".join(f"{words} {number:,}" for words, number in totals.figures if number))
        if measured is None or measured.whole is None:
            self.measures.hide()
            return
        last = measured.shifts[-1]
        lines = [f"{last.shift.label}：{last.sentence}"]
        if len(measured.shifts) > 1:
            lines.append(f"合计 {len(measured.shifts)} 班：{measured.whole.sentence}")
        self.measures.setText("\n".join(lines))
        self.measures.show()
