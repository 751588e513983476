"""通讯录: find a unit by name, pinyin initials, duty or phone; see whom to call; edit in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry
from jiesu_desktop.gui.directory.book_dialog import BookDialog, write_book
from jiesu_desktop.gui.directory.editors import ContactDialog, DutyDialog, UnitDialog
from jiesu_desktop.gui.directory.unit_card import MOST_KEYS, UnitCard
from jiesu_desktop.gui.directory.unit_list import TwoLines
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.models.directory_list import DirectoryList
from jiesu_desktop.services import directory as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

TYPING_PAUSE = 120  # milliseconds
MOST_UNITS = 1_000  # listed; a district has some hundred
NOBODY = "还没有单位。按 Ctrl+N 新建，或“导入 Excel…”取入现成的通讯录和职责清单。"
NONE_FOUND = "没有找到。可以搜单位名、拼音首字母（如 rq）、职责里的词或电话里的几位数字。"


def _found(queries: Queries, text: str) -> tuple[UnitEntry, ...]:
    if not text:  # the whole directory, with the units put out of use, so that they can be taken back
        return tuple(queries.directory.entries(active_only=False))
    return tuple(service.search(queries, text, MOST_UNITS))


class DirectoryPage(QWidget):
    """Units on the left, the chosen one on the right.

    Signals:
        open_ticket(int): never used here; every page has it.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._begun = False
        self._wanted: int | None = None  # the unit to show when the list comes
        self._then: Callable[[], object] | None = None  # what to open on it
        self.model = DirectoryList(self)
        self.search = QLineEdit(placeholderText="单位、拼音首字母、职责、电话   /")
        self.search.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TwoLines(ctx.theme, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.count = QLabel()
        self.count.setProperty("tone", "small")
        self.card = UnitCard(ctx.theme)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._lay_out()
        self._join()
        self._keys()

    def _lay_out(self) -> None:
        self.new_button = QPushButton("新单位")
        self.new_button.setToolTip("Ctrl+N")
        self.import_button = QPushButton("导入 Excel…")
        self.export_button = QPushButton("导出 Excel…")
        foot = QHBoxLayout()
        for button in (self.new_button, self.import_button, self.export_button):
            foot.addWidget(button)
        left = QFrame()
        left.setProperty("role", "panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        split = QSplitter()
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.card)
        split.setSizes([380, 1000])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)

    def _join(self) -> None:
        self.search.textChanged.connect(lambda _: self._typing.start())
        self._typing.timeout.connect(self.reload)
        self.search.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.list.doubleClicked.connect(lambda _: self.edit_unit())
        self.new_button.clicked.connect(self.new_unit)
        self.import_button.clicked.connect(self.ask_import)
        self.export_button.clicked.connect(self.ask_export)
        card = self.card
        card.copy_wanted.connect(self.copy_number)
        card.edit_unit.connect(self.edit_unit)
        card.add_contact.connect(lambda: self.edit_contact(None))
        card.edit_contact.connect(self.edit_contact)
        card.remove_contact.connect(self.remove_contact)
        card.add_duty.connect(lambda: self.edit_duty(None))
        card.edit_duty.connect(self.edit_duty)
        card.remove_duty.connect(self.remove_duty)
        self.ctx.bridge.changed.connect(self._changed)
        self.ctx.theme.changed.connect(lambda: self.card.show_entry(self.card.entry))

    def _keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "/": self._to_search,
            "Ctrl+F": self._to_search,
            "Ctrl+N": self.new_unit,
            "E": self.edit_unit,
            "A": partial(self.edit_contact, None),
            "D": partial(self.edit_duty, None),
            "Ctrl+E": self.ask_export,
        }
        acts |= {str(place + 1): partial(self.copy_number, place) for place in range(MOST_KEYS)}
        for keys, act in acts.items():
            plain = not keys.startswith("Ctrl")
            bind(self, keys, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut, plain=plain)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the database when first looked at."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search field move the list; Enter goes to it; Esc empties the field."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._choose(self.list.currentIndex().row() + step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- asking

    def reload(self) -> None:
        """Search again with the text as it stands; the unit shown stays when it is still found."""
        text = self.search.text().strip()
        self.ctx.tasks.run_read(
            lambda queries: _found(queries, text), self._take, key="directory.find", owner=self
        )

    def _take(self, entries: tuple[UnitEntry, ...]) -> None:
        current = self.card.entry.unit.id if self.card.entry is not None else 0
        wanted = self._wanted if self._wanted is not None else current
        self.model.show_entries(entries)
        text = self.search.text().strip()
        self.count.setText(f"找到 {len(entries)} 个单位" if text else f"{len(entries)} 个单位")
        place = self.model.place_of(wanted)
        if place >= 0:
            self._wanted = None
        self._choose(max(place, 0))
        if not entries:
            self.card.show_entry(None, NONE_FOUND if text else NOBODY)
        then, self._then = self._then, None
        if then is not None and place >= 0:
            then()
        elif then is not None:
            self.ctx.bridge.say("这份草稿的单位已不在通讯录里", "error")

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.model.entries):
            self.list.setCurrentIndex(self.model.index(place))
            self._show_current()

    def _show_current(self) -> None:
        place = self.list.currentIndex().row()
        if 0 <= place < len(self.model.entries):
            entry = self.model.entries[place]
            if entry != self.card.entry:
                self.card.show_entry(entry)

    def open_unit(self, unit_id: int) -> None:
        """Bring this unit forward, whatever was searched for."""
        self._wanted = unit_id
        self._begun = True
        if self.search.text():
            self.search.clear()
        self._typing.stop()
        self.reload()

    def resume(self, form: str) -> None:
        """Open the form again whose draft has this name (:data:`drafts.DIRECTORY`)."""
        _, kind, unit, record = form.split(":")
        if not int(unit):
            self.new_unit()
            return
        forms = {"contact": self._resume_contact, "duty": self._resume_duty}
        self._then = partial(forms[kind], int(record)) if kind in forms else self.edit_unit
        self.open_unit(int(unit))

    def _resume_contact(self, contact_id: int) -> None:
        people = self.card.entry.contacts if self.card.entry is not None else ()
        self.edit_contact(next((person for person in people if person.id == contact_id), None))

    def _resume_duty(self, duty_id: int) -> None:
        duties = self.card.entry.duties if self.card.entry is not None else ()
        self.edit_duty(next((duty for duty in duties if duty.id == duty_id), None))

    def _changed(self, changes: Changes) -> None:
        if changes.directory and self._begun:
            self.reload()

    # ---------------------------------------------------------------- doing

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def copy_number(self, place: int) -> None:
        """Put the number of this key on the clipboard."""
        if place < len(self.card.numbers):
            whose, number = self.card.numbers[place]
            QGuiApplication.clipboard().setText(number)
            self.ctx.bridge.say(f"已复制 {whose} {number}", "done")

    def new_unit(self) -> None:
        """A unit that is not here yet."""
        dialog = UnitDialog(self.ctx, None, [e.unit.name for e in self.model.entries], self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit_unit(self) -> None:
        """The unit shown."""
        if self.card.entry is not None:
            unit = self.card.entry.unit
            others = [e.unit.name for e in self.model.entries if e.unit.id != unit.id]
            dialog = UnitDialog(self.ctx, unit, others, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _unit(self) -> Unit | None:
        return self.card.entry.unit if self.card.entry is not None else None

    def edit_contact(self, contact: Contact | None) -> None:
        """A person of the unit shown; None = one more."""
        unit = self._unit()
        if unit is None or self.card.entry is None:
            return
        new = Contact(unit_id=unit.id, order=len(self.card.entry.contacts) + 1)
        dialog = ContactDialog(self.ctx, contact or new, unit.name, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit_duty(self, duty: Duty | None) -> None:
        """A duty of the unit shown; None = one more."""
        unit = self._unit()
        if unit is not None:
            dialog = DutyDialog(self.ctx, duty or Duty(unit_id=unit.id), unit.name, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def remove_contact(self, contact: Contact) -> None:
        """Take a person off the unit, after asking: nothing brings the number back."""
        if self._sure(f"移除联系人“{contact.name}”？", contact.phone or "没有号码"):
            self.ctx.write(service.remove_contact, contact.id, expected_version=contact.version).run()

    def remove_duty(self, duty: Duty) -> None:
        """Take a duty off the unit, after asking."""
        if self._sure("移除这条职责？", duty.text):
            self.ctx.write(service.remove_duty, duty.id, expected_version=duty.version).run()

    def _sure(self, question: str, about: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "通讯录", question, parent=self)
        box.setInformativeText(about)
        yes = box.addButton("移除", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes

    def ask_import(self) -> None:
        """Choose a workbook and look at what it would change."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, "导入通讯录", str(Path.home()), "Excel 或 CSV (*.xlsx *.xls *.xlsm *.et *.ods *.csv)"
        )
        if chosen:
            dialog = BookDialog(self.ctx, Path(chosen), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def ask_export(self) -> None:
        """Choose a place and write the whole directory there."""
        name = f"通讯录_{beijing(self.ctx.time.now()):%Y%m%d}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出通讯录", str(Path.home() / name), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            write_book(self.ctx, Path(chosen))
