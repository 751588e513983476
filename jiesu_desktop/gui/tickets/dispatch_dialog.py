"""派发 and 改派: the unit is found by a few letters, the desk's own proposal stands first and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from jiesu_desktop.domain.matching import Suggestion, score_units
from jiesu_desktop.domain.tickets import Act, Details
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_dispatch_form import Ui_DispatchForm
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.storage.queries import Queries

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A unit on offer, with why, or what it is."""

    name: str
    why: str


class DispatchDialog(ActDialog):
    """One lead unit and any number of co-handlers."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_DispatchForm, parent)

    def prepare(self) -> None:
        """The proposals, best first; a redispatch needs a reason, a dispatch does not."""
        self._chosen = ""
        self.finder: QLineEdit = self.form.unit
        self.units: QListWidget = self.form.units
        self._search = QTimer(self, singleShot=True, interval=120)
        self._search.timeout.connect(self._look)
        self.finder.textEdited.connect(self._typed)
        self.units.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.units.itemDoubleClicked.connect(lambda _: self.save())
        self.finder.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+Space"), self).activated.connect(self._add_assist)
        if self.act is Act.DISPATCH:
            self.fields.hide("reason", "assist" if self.view.summary.lead_unit else "")
        else:
            self.fields.hide("assist")
        self.fields.hide("units")
        self.units.show()
        self._look()

    def details(self) -> Details:
        """The unit chosen, or the name as typed."""
        said = super().details()
        names = (self.form.assist.text() or "").replace("，", "、").replace(",", "、").split("、")
        assist = tuple(name.strip() for name in names if name.strip()) if self.act is Act.DISPATCH else ()
        return replace(said, assist=assist)

    def _typed(self) -> None:
        self._search.start()

    def _look(self) -> None:
        text, ticket = self.finder.text().strip(), self.view.ticket
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
        self.units.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name}　　{one.why}")
            item.setData(Qt.ItemDataRole.UserRole, one.name)
            item.setToolTip(one.why)
            self.units.addItem(item)
        if found:
            self.units.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        self._chosen = item.data(Qt.ItemDataRole.UserRole) if item is not None else ""
        self.save_button.setText(f"{self.act.label}到 {self._chosen}" if self._chosen else self.act.label)

    def check(self) -> tuple[str, str] | None:
        """A unit is chosen; what was typed is replaced by its full name."""
        if self._chosen:
            self.finder.setText(self._chosen)
        return None

    def _add_assist(self) -> None:
        if self._chosen and self.act is Act.DISPATCH:
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
