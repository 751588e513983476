"""派发 and 改派: the unit is found by a few letters, the desk's own proposal stands first and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from jiesu_desktop.domain.matching import Suggestion, score_units
from jiesu_desktop.domain.tickets import Details
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.widgets.parts import sentence_item
from jiesu_desktop.storage.queries import Queries

SHOWN = 12
ASSIST_KEY = "Ctrl+D"
NOBODY = "通讯录还没有单位：可直接填写单位名称，或先到通讯录新建、导入。"
NOT_FOUND = "通讯录里没有找到：可按所填名称记录，或先到通讯录新建。"


@dataclass(frozen=True, slots=True)
class Found:
    """A unit on offer, with why, or what it is."""

    name: str
    why: str


class DispatchDialog(FormDialog):
    """One lead unit and any number of co-handlers."""

    def prepare(self) -> None:
        """The proposals, best first."""
        super().prepare()
        self._chosen = ""
        self._looked_for: str | None = None  # what stood in the search field when the list was asked for
        self._then_save = False
        self._shown_for: str | None = None
        self._any_known = False
        self._unknown = ""  # a name the directory has not, which was said once
        self.finder: QLineEdit = self.form.unit
        self.units: QListWidget = self.form.units
        self._search = QTimer(self, singleShot=True, interval=120)
        self._search.timeout.connect(self._look)
        self.finder.textEdited.connect(self._typed)
        self.units.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.units.itemDoubleClicked.connect(lambda _: self.take())
        self.finder.installEventFilter(self)
        QShortcut(QKeySequence(ASSIST_KEY), self).activated.connect(self._add_assist)
        self._look()

    def details(self) -> Details:
        """The unit chosen, or the name as typed."""
        return replace(super().details(), assist=self.co_handlers())

    def co_handlers(self) -> tuple[str, ...]:
        """Those named beside the unit."""
        names = self.form.assist.text().replace("，", "、").replace(",", "、").split("、")
        return tuple(name.strip() for name in names if name.strip())

    def take(self) -> None:
        """The unit clicked twice is the one."""
        self.save()

    def _typed(self) -> None:
        self._search.start()

    def _look(self) -> None:
        self._search.stop()
        text, ticket = self.finder.text().strip(), self.view.ticket
        self._looked_for = text
        own = set(self.view.summary.unit_names)

        def read(queries: Queries) -> Sequence[Found]:
            if text:
                return [
                    Found(
                        entry.unit.name, "　".join(d.text for d in entry.duties[:2]) or entry.unit.kind.label
                    )
                    for entry in queries.directory.search(text, SHOWN)
                ]
            entries = queries.directory.entries()
            proposed: list[Suggestion] = score_units(ticket, entries)[:SHOWN]
            named = {s.name for s in proposed}
            rest = [Found(e.unit.name, e.unit.kind.label) for e in entries if e.unit.name not in named]
            return [*(Found(s.name, s.why) for s in proposed if s.name not in own), *rest]

        self.ctx.tasks.run_read(read, self._show_found, key="dispatch units", owner=self)

    def _show_found(self, found: Sequence[Found]) -> None:
        self._any_known = self._any_known or bool(found)
        self.units.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name}　　{one.why}")
            item.setData(Qt.ItemDataRole.UserRole, one.name)
            item.setToolTip(one.why)
            self.units.addItem(item)
        if found:
            self.units.setCurrentRow(0)
        else:
            self.units.addItem(sentence_item(NOT_FOUND if self._any_known else NOBODY))
        self._shown_for = self._looked_for
        if self._then_save:
            self._then_save = False
            self.save()

    def _choose(self, item: QListWidgetItem | None) -> None:
        self._chosen = (item.data(Qt.ItemDataRole.UserRole) or "") if item is not None else ""
        self.save_button.setText(self.words_for(self._chosen))

    def words_for(self, unit: str) -> str:
        """What saving does with the unit chosen, '' none."""
        return f"{self.act.label}到 {unit}" if unit else self.act.label

    def save(self) -> None:
        """The list must be that of what was typed: a fast hand is not to send it to the unit that stood there before."""
        typed = self.finder.text().strip()
        if typed not in (self._shown_for, self._chosen):
            self._then_save = True
            self._look()
            return
        super().save()

    def check(self) -> tuple[str, str] | None:
        """A unit is chosen, whose full name takes the place of what was typed; an unknown name is asked about once."""
        typed = self.finder.text().strip()
        if self._chosen:
            self.finder.setText(self._chosen)
        elif typed and self._any_known and typed != self._unknown:
            self._unknown = typed
            return "unit", f"通讯录里没有“{typed}”。名称无误就再按一次保存，按所填记录。"
        return super().check()

    def _add_assist(self) -> None:
        if self._chosen:
            names = [name for name in self.form.assist.text().split("、") if name]
            if self._chosen not in names:
                self.form.assist.setText("、".join([*names, self._chosen]))
            self.finder.clear()
            self._look()
            self.finder.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search field move through the list; Enter takes the unit."""
        if watched is self.finder and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.units.count():
                row = max(0, min(self.units.count() - 1, self.units.currentRow() + step))
                self.units.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.save()
                return True
        return super().eventFilter(watched, event)
