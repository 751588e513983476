"""值班 · 交接班: what the shift now ending hands over, the note for the next one, and 交接完成."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.handover import Handover, text_of
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.roster.handover_papers import PaperDialog, ask_pdf, ask_print, copy
from jiesu_desktop.gui.roster.handover_tree import HandoverTree
from jiesu_desktop.gui.tickets.text_blocks import TextBlocks
from jiesu_desktop.gui.widgets.parts import ElidedLabel, button, empty, label, rule, set_tone
from jiesu_desktop.services import drafts
from jiesu_desktop.services import handover as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.handover import Handed
from jiesu_desktop.storage.queries import Queries

STALE = timedelta(minutes=1)
"""After so long it is gathered again for what only time changes; the time left counts down by itself."""

LEAST_S = 5.0
"""Real seconds between two gatherings, at whatever speed a demo runs."""

SETTLE_MS = 600
CHANGES_MS = 1500
"""After the last of several changes before it is gathered again: with thousands of open orders that takes a second."""

_HANDED = int(Qt.ItemDataRole.UserRole)
_SHIFTS: tuple[tuple[str, bool | None], ...] = (("正在交的班", None), ("上一班", True), ("本班", False))


class HandoverPage(QWidget):
    """The page.

    Attributes:
        told: the handover shown, None before it was read. tree: it. note, taker: what the operator writes.
        earlier: the handovers made. before: which shift was chosen, None = the one now ending.

    Signals:
        open_ticket(int): the operator wants to see this order in the queue.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.told: Handover | None = None
        self.before: bool | None = None
        self.tree = HandoverTree(ctx)
        self.title, self.asof = label("交接班", "heading"), label("", "muted")
        self.present = ElidedLabel("", "muted")
        self.jumps = QHBoxLayout()
        self.jumps.setSpacing(6)
        self.note, self.taker = QPlainTextEdit(), QComboBox()
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.earlier = QListWidget()
        self.finish = button("交接完成", self.hand_over, "primary", tip="Ctrl+Enter")
        self.shifts = QButtonGroup(self)
        self._asked = 0.0
        self._jumps: list[tuple[str, str]] = []
        self._made: tuple[Handed, ...] | None = None
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._join()
        self._load_note()
        self.reload()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.tree, 1)
        body.addWidget(self._side())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._bar())
        box.addWidget(rule())
        box.addLayout(body, 1)
        self.setFocusProxy(self.tree)

    def _bar(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.asof)
        for place, (text, _) in enumerate(_SHIFTS):
            chip = QPushButton(text)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setChecked(place == 0)
            self.shifts.addButton(chip, place)
            row.addWidget(chip)
        row.addStretch(1)
        tools: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("复制为文本", self.copy, "Ctrl+Shift+C"),
            ("打印…", self.print, "Ctrl+P"),
            ("存为 PDF…", self.save_pdf, ""),
        )
        for text, run, key in tools:
            row.addWidget(button(text, run, tip=key))
        bar = QVBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(4)
        bar.addLayout(row)
        bar.addWidget(self.present)
        bar.addLayout(self.jumps)
        return bar

    def _side(self) -> QFrame:
        side = QFrame()
        side.setFixedWidth(self.ctx.theme.px(300))
        self.note.setPlaceholderText("写给下一班：要盯住的、没说完的、答应过的。Ctrl+J 常用语")
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName("交班备注")
        self.text_blocks = TextBlocks(self.ctx, self)
        self.taker.setEditable(True)
        self.taker.setAccessibleName("接班人")
        if (line := self.taker.lineEdit()) is not None:
            line.setPlaceholderText("接班人姓名")
        self.earlier.setAccessibleName("以前的交接")
        self.earlier.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(side)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(8)
        box.addWidget(label("交班备注", "heading"))
        box.addWidget(self.note, 3)
        box.addWidget(label("接班人"))
        box.addWidget(self.taker)
        box.addWidget(self.problem)
        box.addWidget(self.finish)
        box.addWidget(label("以前的交接", "heading"))
        box.addWidget(self.earlier, 2)
        return side

    def _join(self) -> None:
        self.tree.open_ticket.connect(self.open_ticket)
        self.shifts.idClicked.connect(self._choose_shift)
        self.earlier.itemActivated.connect(lambda item: self.read(item.data(_HANDED)))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, run in (
            ("Ctrl+Shift+C", self.copy),
            ("Ctrl+P", self.print),
            ("Ctrl+Return", self.finish.click),
            ("Ctrl+Enter", self.finish.click),
            ("F5", self.reload),
        ):
            bind(self, key, run, context=within, plain=False)
        self._kept = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._kept.timeout.connect(self._keep_note)
        self.note.textChanged.connect(self._kept.start)
        self._soon = QTimer(self, singleShot=True, interval=CHANGES_MS)
        self._soon.timeout.connect(self.reload)
        self.ctx.bridge.changed.connect(self._changed)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()

    # ---------------------------------------------------------------- what it shows

    def reload(self) -> None:
        """Gather it again, behind."""
        who, now, before = self.ctx.who, self.ctx.time.now(), self.before
        self._asked = self.ctx.time.monotonic()

        def read(queries: Queries) -> tuple[Handover, tuple[Handed, ...], list[str]]:
            people = [one.name for one in queries.operators.all() if one.active and one.name != who.name]
            shift = service.shift_to_hand(queries, now, before)
            return service.gather(queries, who, now, shift), service.handed(queries), people

        self.ctx.tasks.run_read(read, lambda found: self._show(*found), key="handover", owner=self)

    def _show(self, told: Handover, made: tuple[Handed, ...], people: list[str]) -> None:
        self.told = told
        shift = told.shift
        self.title.setText(f"交接班　{shift.label}")
        self.asof.setText(f"{_face(shift.start)} – {_face(shift.end)}，截至 {beijing(told.at):%H:%M:%S}")
        self.present.setText(f"当班：{told.present}")
        self.present.setToolTip(self.present.text())
        if told.sections != self.tree.sections:
            self.tree.show_handover(told)
            self._offer_jumps(told)
        done = next((one for one in made if one.start == shift.start), None)
        self.finish.setText("交接完成" if done is None else "再次交接")
        if made != self._made:
            self._list(made)
        typed = self.taker.currentText()
        self.taker.clear()
        self.taker.addItems(people)
        self.taker.setEditText(typed)

    def _offer_jumps(self, told: Handover) -> None:
        """A button for each section, with how many entries it has: what is further down is not overlooked."""
        wanted = [(one.key, f"{one.title} {one.count}" if one.count else one.title) for one in told.sections]
        if wanted == self._jumps:
            return
        self._jumps = wanted
        empty(self.jumps)
        for key, text in wanted:
            jump = button(text, partial(self.tree.go_to, key), "chip")
            jump.setAccessibleName(f"看{text}")
            self.jumps.addWidget(jump)
        self.jumps.addStretch(1)

    def _list(self, made: tuple[Handed, ...]) -> None:
        self._made = made
        self.earlier.clear()
        for one in made:
            item = QListWidgetItem(f"{one.label}　{one.giver} → {one.taker}")
            item.setData(_HANDED, one)
            item.setToolTip(f"{beijing(one.at):%Y-%m-%d %H:%M} 交接，回车查看")
            self.earlier.addItem(item)
        if not made:
            nothing = QListWidgetItem("还没有交接过")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.earlier.addItem(nothing)

    def _choose_shift(self, place: int) -> None:
        self.before = _SHIFTS[place][1]
        self.reload()

    def _changed(self, changes: Changes) -> None:
        if (changes.tickets or changes.alerts or changes.policy) and self.isVisible():
            self._soon.start()

    def _tick(self) -> None:
        if not self.isVisible():
            return
        self.tree.tick()
        old = self.told is not None and self.ctx.moment - self.told.at >= STALE
        if old and self.ctx.time.monotonic() - self._asked >= LEAST_S:
            self.reload()

    # ---------------------------------------------------------------- the note

    def _load_note(self) -> None:
        who = self.ctx.who

        def show(kept: str) -> None:
            if not self.note.toPlainText():
                self.note.blockSignals(True)
                self.note.setPlainText(kept)
                self.note.blockSignals(False)

        def read(queries: Queries) -> str:
            found = drafts.find(queries, who, drafts.HANDOVER)
            return str(found.data.get("note", "")) if found else ""

        self.ctx.tasks.run_read(read, show, owner=self)

    def _keep_note(self) -> None:
        if text := self.note.toPlainText():
            self.ctx.write(drafts.keep, drafts.HANDOVER, {"note": text}).run()
        else:
            self.ctx.write(drafts.drop, drafts.HANDOVER).run()

    # ---------------------------------------------------------------- what is done with it

    @property
    def text(self) -> str:
        """All of it as it stands on the page."""
        if self.told is None:
            return ""
        return text_of(
            self.told, self.note.toPlainText(), self.ctx.who.name, self.taker.currentText().strip()
        )

    def copy(self) -> None:
        """To the clipboard."""
        copy(self.ctx, self.text)

    def print(self) -> None:
        """To a printer."""
        ask_print(self, self.text)

    def save_pdf(self) -> None:
        """To a file."""
        if self.told is not None:
            ask_pdf(self.ctx, self, f"交接班 {self.told.shift.label}", self.text)

    def read(self, one: Handed | None) -> None:
        """Show a handover made earlier."""
        if one is not None:
            dialog = PaperDialog(self.ctx, f"交接班 {one.label}", one.text, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def hand_over(self) -> None:
        """交接完成: recorded as it stands, the note with it."""
        if self.told is None:
            return
        self._say("")
        self.finish.setEnabled(False)
        self.ctx.write(
            service.hand_over,
            shift=self.told.shift,
            taker=self.taker.currentText(),
            note=self.note.toPlainText(),
        ).run(self._handed, self._refused)

    def _handed(self, changes: Changes) -> None:
        self.finish.setEnabled(True)
        self._kept.stop()
        self.note.blockSignals(True)
        self.note.clear()
        self.note.blockSignals(False)
        self.taker.setEditText("")
        self.ctx.write(drafts.drop, drafts.HANDOVER).run()
        self.ctx.bridge.say(changes.message, "done")
        self.reload()

    def _refused(self, sentence: str, _: Exception) -> None:
        self.finish.setEnabled(True)
        self._say(sentence)
        self.taker.setFocus()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        set_tone(self.taker, "true" if problem else "", "invalid")


def _face(moment: datetime) -> str:
    return f"{beijing(moment):%m-%d %H:%M}"
