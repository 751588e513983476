"""One act on the orders selected: what it says is asked once, it runs behind, and each order's fate is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QListWidgetItem, QWidget

from jiesu_desktop.domain.act_fill import codes_of
from jiesu_desktop.domain.directory import Unit, UnitKind
from jiesu_desktop.domain.tickets import Act, Details
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.form_draft import FormDraft
from jiesu_desktop.gui.forms.ui_bulk_form import Ui_BulkForm
from jiesu_desktop.gui.tasks import Cancelled, Progress
from jiesu_desktop.gui.tickets.act_asks import Kind
from jiesu_desktop.gui.tickets.act_form import build, choose_from, missing, offer
from jiesu_desktop.gui.tickets.act_forms import IN_BULK
from jiesu_desktop.gui.tickets.form_fields import Fields
from jiesu_desktop.gui.tickets.text_blocks import TextBlocks
from jiesu_desktop.gui.wording import headline
from jiesu_desktop.services import drafts
from jiesu_desktop.services.bulk import Bulk, perform_each
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import QueueRow

SAID: dict[Act, Details] = {
    Act.URGE: Details(means="文字"),  # many are urged by message, never by a call that was answered
    Act.REVIEW: Details(passed=True),  # what is to be mended is told of each by itself
}
"""What goes without asking."""


class BulkDialog(QDialog):
    """Does ``act`` on ``rows``.

    Attributes:
        progress: the work while it runs; result: what became of each, once it is over.
    """

    def __init__(self, ctx: Desk, act: Act, rows: Sequence[QueueRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.act, self.rows = ctx, act, tuple(rows)
        self.progress: Progress | None = None
        self.result_of: Bulk | None = None
        self.form = Ui_BulkForm()
        self.form.setupUi(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(f"批量{act.label}")
        self.asks = IN_BULK[act]
        build(self.form, self.form.fields, self.asks)
        self.fields = Fields(self.form, self)
        self.draft = FormDraft(ctx, self, f"{drafts.BULK}:{act.value}", self._draft_data)
        self.fields.watch(self.draft.start)
        ctx.tasks.run_read(self._known, self._offer, owner=self)
        self.form.headline.setText(f"{act.label}　选中的 {len(self.rows)} 件")
        self.form.facts.setText("逐件办理、逐件记录；不能办的会写明原因，不影响其他工单")
        self.form.actError.hide()
        self.form.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.bar.hide()
        self.form.bar.setMaximum(len(self.rows))
        for row in self.rows:
            self.form.lines.addItem(QListWidgetItem(_words(row)))
        self.form.save.setText(f"{act.label} {len(self.rows)} 件")
        self.form.save.clicked.connect(self.start)
        self.form.cancel.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.start)
        self.text_blocks = TextBlocks(ctx, self)
        first = next(iter(self.fields.widgets.values()), self.form.save)
        first.setFocus()

    def _known(self, queries: Queries) -> tuple[list[Unit], tuple[str, ...]]:
        policy = queries.policies.in_force(self.ctx.time.now())
        return queries.directory.units(), codes_of(self.act, policy) if policy is not None else ()

    def _offer(self, known: tuple[list[Unit], tuple[str, ...]]) -> None:
        units, codes = known
        for ask in self.asks:
            box = self.fields.widgets[ask.name]
            if not isinstance(box, QComboBox):
                continue
            if ask.kind is Kind.CODE:
                choose_from(box, codes)
                self.fields.ask(ask.name, bool(codes))
            else:
                offer(
                    box, [u.name for u in units if ask.kind is not Kind.SECTION or u.kind is UnitKind.SECTION]
                )

        self.draft.bring_back(self._fill_draft)

    def _draft_data(self) -> dict[str, Any]:
        return {**self.fields.draft(), "orders": [row.id for row in self.rows]}

    def _fill_draft(self, data: Mapping[str, Any]) -> None:
        """What was left of the same act on the same orders; it is not meant for others."""
        if set(data.get("orders", ())) == {row.id for row in self.rows}:
            self.fields.fill_draft(data)
            self.form.hint.setText("已恢复上次没保存的内容　Ctrl+Enter 开始　Esc 取消")

    def details(self) -> Details:
        """What is said of each."""
        said = {
            ask.name: value for ask in self.asks if (value := self.fields.value(ask.name)) not in ("", None)
        }
        return replace(SAID.get(self.act, Details()), **said)

    def start(self) -> None:
        """Begin; afterwards the same button closes."""
        if self.result_of is not None:
            self.accept()
            return
        if self.progress is not None:
            return
        self.fields.clear_problems()
        if (problem := missing(self.asks, self.fields)) is not None:
            self.fields.problem(problem[0], f"{problem[1]}这一项会记在每一件上。")
            return
        ctx, act, details = self.ctx, self.act, self.details()
        ids = [row.id for row in self.rows]

        def work(progress: Progress) -> Bulk:
            def step(done: int, total: int) -> None:
                with suppress(Cancelled):  # asked about between orders; what was done is told either way
                    progress.step(done, total)

            return perform_each(
                ctx.store, ctx.time, ctx.who, ids, act, details, step=step, stopped=lambda: progress.cancelled
            )

        self.form.save.setEnabled(False)
        self.form.cancel.setText("停止")
        self.form.hint.setText("Esc 停止，已做的不撤回")
        self.form.bar.show()
        for widget in self.fields.widgets.values():
            widget.setEnabled(False)
        # no owner: views and alarms hear of what was done even when this dialog has gone
        self.progress = ctx.tasks.run_long(f"{act.label} {len(ids)} 件", work, self._told(), self._failed)
        self.progress.moved.connect(self._moved)

    def _told(self) -> Callable[[Bulk], None]:
        tasks, bridge = self.ctx.tasks, self.ctx.bridge
        said = self.ctx.write(drafts.drop, self.draft.form)

        def done(bulk: Bulk) -> None:
            said.run()
            tasks.committed.emit(bulk.changes)
            if shiboken6.isValid(self):
                self._show(bulk)
            else:
                bridge.say(bulk.changes.message, "done")

        return done

    def _moved(self, done: int, total: int) -> None:
        self.form.bar.setValue(done)
        self.form.state.setText(f"已处理 {done} / {total} 件")

    def _failed(self, sentence: str, error: Exception) -> None:
        self.progress = None
        self.form.actError.setText(sentence)
        self.form.actError.show()
        self.form.save.setEnabled(True)

    def _show(self, bulk: Bulk) -> None:
        self.result_of, self.progress = bulk, None
        color = self.ctx.theme.color
        rows = {row.id: row for row in self.rows}
        self.form.lines.clear()
        for fate in sorted(bulk.fates, key=lambda fate: fate.done):  # what was not done stands first
            item = QListWidgetItem(
                f"{'✓' if fate.done else '✕'} {fate.words}　{_words(rows[fate.ticket_id])}"
            )
            item.setForeground(color("text" if fate.done else "overdue"))
            item.setToolTip(item.text())
            self.form.lines.addItem(item)
        self.form.bar.hide()
        self.form.state.setText(bulk.changes.message)
        self.form.cancel.hide()
        self.form.hint.setText("Esc 关闭")
        self.form.save.setText("关闭")
        self.form.save.setEnabled(True)
        self.form.save.setFocus()

    def reject(self) -> None:
        """While it runs, Esc and 停止 stop it and its result is still shown; before and after, they close."""
        if self.progress is not None:
            self.progress.cancel()
            self.form.state.setText("正在停止…已做的不撤回")
        else:
            super().reject()


def _words(row: QueueRow) -> str:
    return f"{row.number or '（无编号）'}　{row.phase}　{headline(row.title, row.place)}"
