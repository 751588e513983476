"""Ctrl+K: orders, units and commands by a few letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jiesu_desktop.domain.directory import UnitEntry
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.widgets.parts import label
from jiesu_desktop.gui.wording import headline
from jiesu_desktop.services import directory, search
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import QueueRow, SearchResult

_ORDERS, _UNITS, _COMMANDS = 12, 5, 8
_PAUSE_MS = 120  # after the last letter, before anything is asked
_CHOICE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Command:
    """Something the desk can do: its name on screen, the key that does it too, and the doing.

    Attributes:
        group: what it is done to, when that is what lies before the operator; such commands stand first.
        words: what else it is called, apart by spaces.
        only_asked: it is offered only when its name was typed.
    """

    label: str
    key: str
    run: Callable[[], object]
    group: str = ""
    words: str = ""
    only_asked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a text found.

    Attributes:
        commands: places in the palette's own list, the best first.
        named: one of them is called just this: they stand before the orders.
    """

    orders: SearchResult
    units: tuple[UnitEntry, ...]
    commands: tuple[int, ...]
    named: bool = False


def find(queries: Queries, text: str, names: Sequence[tuple[str, str]]) -> Found:
    """Orders by their text, units by the directory's search, commands by Chinese or pinyin, of their names or other words."""
    wanted = "".join(text.lower().split())
    ranked = [(rank, place) for place, name in enumerate(names) if (rank := _rank(wanted, *name)) is not None]
    return Found(
        search.search(queries, text, limit=_ORDERS, widely=True),
        tuple(directory.search(queries, text, _UNITS)),
        tuple(place for _, place in sorted(ranked)[:_COMMANDS]),
        named=any(rank == 0 for rank, _ in ranked),
    )


def _rank(wanted: str, name: str, words: str) -> int | None:
    """How well a command fits: 0 called so, then by a part of its name, by pinyin; None when it does not fit."""
    title = name.lower()
    if wanted in (title, *re.split("[：（]", title.removeprefix("打开")), *words.lower().split()):
        return 0
    if wanted in title:
        return 2
    if wanted.isascii():
        return _rank_by_pinyin(wanted, name, words)
    return 3 if len(wanted) > 1 and wanted in words else None


def _rank_by_pinyin(wanted: str, name: str, words: str) -> int | None:
    """By the initials or the beginning of the whole; from two letters on also of any part of the name, of other words last."""
    initials, _, whole = directory.pinyin_of(name).partition(" ")
    if initials.startswith(wanted) or whole.startswith(wanted):
        return 2
    if len(wanted) == 1:
        return None
    if wanted in initials:
        return 3
    parts = (*re.split("[：（）、 ]", name), *words.split())
    forms = (form for part in parts for form in directory.pinyin_of(part).split())
    return 4 if any(form.startswith(wanted) for form in forms) else None


class CommandPalette(QDialog):
    """Type, choose, Enter.

    Signals:
        open_ticket(int): an order was chosen.
        open_unit(int): a unit was chosen.
    """

    open_ticket = Signal(int)
    open_unit = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None, commands: Sequence[Command] = ()) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.commands = tuple(commands)
        self.setWindowTitle("搜索与命令")
        self.text = QLineEdit(placeholderText="工单编号、内容、地点、单位；或命令的汉字、拼音首字母")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.addWidget(self.text)
        layout.addWidget(self.list, 1)
        layout.addWidget(label("↑↓ 选择　Enter 打开　Esc 关闭", "small"))
        self.resize(ctx.theme.px(640), ctx.theme.px(460))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._shown_for = ""  # the text whose finds stand in the list
        self._then_choose = False
        self.text.textChanged.connect(self._typed)
        self.text.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self._fill(None)

    def _typed(self) -> None:
        self._then_choose = False
        self._pause.start()

    def look(self) -> None:
        """Ask for what the text finds; only the last text's answer is shown."""
        self._pause.stop()
        text = self.text.text().strip()
        if not text:
            self._found(text, None)
            return
        names = tuple((command.label, command.words) for command in self.commands)
        self.ctx.tasks.run_read(
            lambda queries: find(queries, text, names), partial(self._found, text), key="palette", owner=self
        )

    def _found(self, text: str, found: Found | None) -> None:
        self._shown_for = text
        self._fill(found)
        if self._then_choose:
            self._then_choose = False
            self._choose(self.list.currentItem())

    def _enter(self) -> None:
        """What stands in the list must be what the text found: a fast hand is not to begin the act that stood there before."""
        if self.text.text().strip() != self._shown_for:
            self._then_choose = True
            self.look()
            return
        self._choose(self.list.currentItem())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move the choice and Enter takes it while the text keeps the keyboard."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, found: Found | None) -> None:
        self.list.clear()
        if found is None:
            offered = [command for command in self.commands if not command.only_asked]
            self._offer(offered, here=True)
            self._offer(offered, here=False)
        else:
            chosen = [self.commands[place] for place in found.commands]
            self._offer(chosen, here=True)
            if found.named:
                self._offer(chosen, here=False)
            orders = [(_order_words(row), _emit(self.open_ticket, row.id)) for row in found.orders.rows]
            more = f"工单　共 {found.orders.hits} 件" + (
                "，列出最近的" if found.orders.hits > len(orders) else ""
            )
            self._group(more, orders)
            self._group(
                "单位", [(_unit_words(entry), _emit(self.open_unit, entry.unit.id)) for entry in found.units]
            )
            if not found.named:
                self._offer(chosen, here=False)
            if not self.list.count():
                self._heading("没有找到，换几个字试试")
        self._move(1)

    def _offer(self, commands: Sequence[Command], *, here: bool) -> None:
        wanted = [command for command in commands if bool(command.group) is here]
        title = wanted[0].group if here and wanted else "命令"
        self._group(title, [(self._words(command), command.run) for command in wanted])

    @staticmethod
    def _words(command: Command) -> str:
        return f"{command.label}　　{command.key}" if command.key else command.label

    def _group(self, title: str, entries: Sequence[tuple[str, Callable[[], object]]]) -> None:
        if not entries:
            return
        self._heading(title)
        for words, run in entries:
            item = QListWidgetItem(words, self.list)
            item.setData(_CHOICE, run)
            item.setToolTip(words)

    def _heading(self, title: str) -> None:
        item = QListWidgetItem(title, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(self.ctx.theme.color("muted"))

    def _move(self, step: int) -> None:
        """To the next choice in a direction, past headings, round at the ends."""
        count = self.list.count()
        row = self.list.currentRow()
        for _ in range(count):
            row = (row + step) % count
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentRow(row)
                return

    def _choose(self, item: QListWidgetItem | None) -> None:
        run = item.data(_CHOICE) if item is not None else None
        if run is None:
            return
        self.hide()  # first, so that what opens has the keyboard
        run()
        self.accept()


def _emit(signal: object, value: int) -> Callable[[], object]:
    return lambda: signal.emit(value)  # type: ignore[attr-defined]


def _order_words(row: QueueRow) -> str:
    return f"{row.number}　{row.phase}　{headline(row.title, row.place)}"


def _unit_words(entry: UnitEntry) -> str:
    phone = f"　{entry.unit.phone24}" if entry.unit.phone24 else ""
    return f"{entry.unit.name}　{entry.unit.kind.label}{phone}"
