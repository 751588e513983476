"""合并: under which lead order. Those that look alike stand ready; others are found by a few letters."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from jiesu_desktop.domain.states import LED_BY_ITSELF
from jiesu_desktop.domain.tickets import Details
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.wording import headline
from jiesu_desktop.storage.records import QueuePage, QueueView, TicketView

_PAUSE_MS = 120  # after the last letter, before anything is asked
_SHOWN = 30
_ID = int(Qt.ItemDataRole.UserRole)
Offer = tuple[int, str, str]
"""Of an order that may lead: its id, its number, the line that tells it."""


class MergeDialog(FormDialog):
    """The lead is the order chosen in the list, in which the arrows move while the text keeps the keyboard."""

    def prepare(self) -> None:
        """The orders that look like this one."""
        super().prepare()
        self._lead: int | None = None
        self._numbered: dict[str, int] = {}  # orders not in hand, by the number typed
        self._shown_for = ""  # the text whose finds stand in the list
        self._save_then = False
        self.text: QLineEdit = self.form.number
        self.orders: QListWidget = self.form.orders
        self.orders.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.orders.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.text.textChanged.connect(self._typed)
        self.text.installEventFilter(self)
        self._offer_alike()

    def details(self) -> Details:
        """Which order leads."""
        return replace(super().details(), lead=self._lead)

    def check(self) -> tuple[str, str] | None:
        """What stands in the list must be what the text found: a fast hand is not to merge with what stood there before."""
        text = self.text.text().strip()
        if text != self._shown_for and not self.look():
            self._save_then = True
            return "number", "正在查找…"
        chosen = self.orders.currentRow()
        self._lead = self.orders.item(chosen).data(_ID) if chosen >= 0 else self._numbered.get(text)
        if self._lead is not None:
            return None
        if self.orders.count():
            return "number", f"查到 {self.orders.count()} 件，请用 ↑↓ 选定主单。"
        if not text:
            return "number", "请写主单的编号、地点或内容，再从查到的工单里选定。"
        self.ctx.tasks.run_read(
            lambda queries: queries.ticket_numbered(text), partial(self._named, text), owner=self
        )
        return "number", "正在查找…"

    def look(self) -> bool:
        """Put what the text finds into the list; whether it stands there already, or is still to come."""
        self._pause.stop()
        text, view, now = self.text.text().strip(), QueueView(text=self.text.text()), self.ctx.time.now()
        if not text:
            self._offer_alike()
            return True
        self.ctx.tasks.run_read(
            lambda queries: queries.queue(view, now, limit=_SHOWN),
            partial(self._found, text), key="lead order", owner=self,
        )  # fmt: skip
        return False

    def say_problem(self, field: str, sentence: str) -> None:
        """What is wrong with the lead stands beside the text."""
        super().say_problem("number" if field == "lead" else field, sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows choose."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                last = self.orders.count() - 1
                self.orders.setCurrentRow(min(max(self.orders.currentRow() + step, 0), last))
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._save_then = False
        self._pause.start()

    def _offer_alike(self) -> None:
        alike = [(o.ticket_id, o.number, o.words) for o in self.view.alike if o.may_lead]
        self._offer("", "相近工单", alike, sure=True)

    def _found(self, text: str, page: QueuePage) -> None:
        others = (row for row in page.rows if row.id != self.view.ticket.id)
        rows = [row for row in others if row.state in LED_BY_ITSELF]
        offers = [(row.id, row.number, f"{row.phase} · {headline(row.title, row.place)}") for row in rows]
        # one that merely mentions the number typed, perhaps of an order that is closed, is not the one meant
        sure = len(rows) == 1 and (text in rows[0].number or not any(map(str.isdigit, text)))
        self._offer(text, "在办工单", offers, sure=sure)
        if self._save_then:
            self._save_then = False
            self.save()

    def _offer(self, text: str, caption: str, offers: list[Offer], *, sure: bool) -> None:
        """Put them into the list; the one whose number was typed is chosen, or the first when it is ``sure`` to be meant."""
        self._shown_for = text
        self.orders.clear()
        for ticket_id, number, words in offers:
            item = QListWidgetItem(f"{number}　{words}")
            item.setData(_ID, ticket_id)
            self.orders.addItem(item)
        numbers = [number for _, number, _ in offers]
        self.orders.setCurrentRow(numbers.index(text) if text in numbers else 0 if offers and sure else -1)
        self.fields.caption("orders", caption)
        self.fields.ask("orders", bool(offers))
        self.fields.clear_problems()
        if text and not offers:
            error = self.fields.error("number")  # without the cursor, which may be elsewhere by now
            error.setText("没有找到在办的工单，换几个字试试。")
            error.show()
        self.fit()

    def _named(self, text: str, view: TicketView | None) -> None:
        """There is an order of that number, not in hand: saving it lets the rules say what is the matter with it."""
        if view is None:
            self.say_problem("number", "没有这个编号的工单，也没有找到在办的工单，换几个字试试。")
            return
        self._numbered[text] = view.ticket.id
        self.save()
