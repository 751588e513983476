"""The dialog of a declared form, and what a few acts know beyond theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLayoutItem, QListWidget, QListWidgetItem, QWidget

from jiesu_desktop.domain.act_fill import codes_of
from jiesu_desktop.domain.directory import UnitKind
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Act, Details, Event, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_act_form import Ui_ActForm
from jiesu_desktop.gui.tickets.act_asks import ActForm, Ask, Kind
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.act_form import OCCURRED, build, missing, offer
from jiesu_desktop.gui.tickets.act_forms import FORMS
from jiesu_desktop.gui.tickets.attachment_field import AttachmentField
from jiesu_desktop.gui.tickets.form_fields import MaybeMoment, into_edit
from jiesu_desktop.gui.tickets.load_order import people_of
from jiesu_desktop.gui.tickets.order_view import OrderView, Person
from jiesu_desktop.gui.tickets.paper_button import PaperButton
from jiesu_desktop.gui.widgets.parts import button, fit_size, set_tone
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.wording import urge_message

WIDTH = 600
SCROLL_BAR = 8


class FormDialog(ActDialog):
    """An act whose form is declared in :data:`FORMS`.

    Attributes:
        asked: the declaration. paper: the button that writes its Word form, None where it has none.
    """

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        self.asked = FORMS.get(act, ActForm())
        self.takes_files = self.asked.files
        self.paper: PaperButton | None = None
        super().__init__(ctx, act, view, Ui_ActForm, parent)
        self.fit()
        self.form.content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What came or went within (a file, a sentence) has its room once it is laid out, not when it is put there."""
        if watched is self.form.content and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def lay_out(self) -> None:
        """The fields asked, then when it occurred."""
        build(self.form, self.form.fields, (*self.asked.asks, OCCURRED), codes_of(self.act, self.view.policy))

    def prepare(self) -> None:
        """What stands in each field at first, what is to be known, and which fields are asked."""
        self.save_button.setText(self.act.label)
        about = self.asked.about(self.view) if self.asked.about is not None else ""
        for part, words in ((self.form.about, about), (self.form.explain, self.asked.explain)):
            part.setText(words)
            part.setVisible(bool(words))
        set_tone(self.form.explain, "small")  # within a scroll area it was polished before it had a tone
        for ask in self.asked.asks:
            self._start(ask)
        for ask in self.asked.asks:
            if ask.when is not None:
                self.fields.watch(self.show_asked, (ask.when[0],))
        if self.asked.paper is not None:
            self.paper = PaperButton(self, self.asked.paper)
            buttons = self.form.buttons
            buttons.insertWidget(buttons.indexOf(self.form.cancel), self.paper)
        self.show_asked()
        if {ask.kind for ask in self.asked.asks} & {Kind.SECTION, Kind.DIRECTORY}:
            self.ctx.tasks.run_read(
                lambda queries: [(entry.unit.name, entry.unit.kind) for entry in queries.directory.entries()],
                self._offer_names,
                owner=self,
            )

    def _start(self, ask: Ask) -> None:
        widget = self.fields.widgets.get(ask.name)
        value = ask.start(self.view, self._asked_at) if ask.start is not None else None
        if ask.kind is Kind.UNIT and isinstance(widget, QComboBox):
            offer(widget, self.view.summary.unit_names or filter(None, (self.view.unit,)))
        if isinstance(widget, MaybeMoment):  # ready, but not said until its box is ticked
            into_edit(widget.edit, value or self._asked_at)
        else:
            self.fields.fill(ask.name, value)

    def show_asked(self) -> None:
        """Fields that are only asked with certain answers."""
        for ask in self.asked.asks:
            if ask.when is not None:
                name, values = ask.when
                self.fields.ask(ask.name, self.fields.value(name) in values)
        self.fit()

    def _offer_names(self, units: list[tuple[str, UnitKind]]) -> None:
        for ask in self.asked.asks:
            box = self.fields.widgets.get(ask.name)
            if isinstance(box, QComboBox) and ask.kind in (Kind.SECTION, Kind.DIRECTORY):
                offer(box, [n for n, kind in units if ask.kind is Kind.DIRECTORY or kind is UnitKind.SECTION])

    def check(self) -> tuple[str, str] | None:
        """What may not stay empty and is."""
        return missing(self.asked.asks, self.fields)

    def place_files(self, field: AttachmentField) -> None:
        """Under the fields, with which they scroll."""
        layout = self.form.contentLayout
        layout.insertWidget(layout.indexOf(self.form.explain), field)

    def fit(self) -> None:
        """As tall as the fields need, as far as the screen goes; then they scroll."""
        width = max(self.width(), self.ctx.theme.px(WIDTH))
        body, margins = self.form.body, self.form.body.contentsMargins()
        inside = width - margins.left() - margins.right()
        height = margins.top() + margins.bottom()
        for place in range(body.count()):
            item = body.itemAt(place)
            if item.widget() is self.form.scroll:
                fields = (
                    self.form.contentLayout
                )  # a scroll area gives it its least height, whatever its width would do with
                height += max(_height(fields, inside - SCROLL_BAR), fields.minimumSize().height())
                height += body.spacing()
            elif not item.isEmpty():
                height += _height(item, inside) + body.spacing()
        fit_size(self, width, height)
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """A form that grew must not push its buttons below the edge of an old monitor."""
        frame, room = self.frameGeometry(), self.screen().availableGeometry()
        below = frame.bottom() - room.bottom()
        if self.isVisible() and below > 0:
            self.move(self.x(), max(room.top(), self.y() - below))


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class CallDialog(FormDialog):
    """电话上报, 电话确认: whom, which number, how it ended. 无人接 records the attempt and goes to the next person."""

    def prepare(self) -> None:
        """The first person to call is chosen."""
        super().prepare()
        self.people: QListWidget = self.form.people
        self.people.currentItemChanged.connect(lambda item, _: self._choose(item))
        self._offer_people(self._to_ring())
        if not self.people.count():
            self.fields.hide("people")
        if "unit" in self.fields.widgets:
            self.fields.watch(self._unit_changed, ("unit",))

    def _offer_people(self, people: Iterable[Person]) -> None:
        self.people.clear()
        for person in people:
            role = f"　{person.role}" if person.role else ""
            item = QListWidgetItem(f"{person.phone}　{person.name}{role}　{person.unit}")
            item.setFont(self.ctx.theme.font(2, tabular=True))
            item.setData(Qt.ItemDataRole.UserRole, person)
            self.people.addItem(item)
        self.people.setCurrentRow(0)

    def _unit_changed(self) -> None:
        """Another unit: its people are the ones to ring."""
        unit = self.fields.value("unit")
        if unit in self.view.summary.unit_names and "people" in self.fields.widgets:
            self.ctx.tasks.run_read(
                lambda queries: people_of(queries, unit), self._offer_people, key="people to ring", owner=self
            )

    def _to_ring(self) -> tuple[Person, ...]:
        return self.view.to_ring(self.act)

    def _choose(self, item: QListWidgetItem | None) -> None:
        person: Person | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        if person is not None:
            self.fields.fill("contact", person.name)
            self.fields.fill("phone", person.phone)

    def _focus_first(self) -> None:
        (self.people if "people" in self.fields.widgets else self.form.contact).setFocus()

    def recorded(self, changes: Changes) -> None:
        """Told: done. Not reached: the next person, and the dialog stays."""
        tried = self.fields.value("outcome") not in (None, Outcome.TOLD.value)
        if not tried or self.people.count() == 0:
            super().recorded(changes)
            return
        self.saved.emit(changes)
        following = (self.people.currentRow() + 1) % self.people.count()
        self.people.setCurrentRow(following)
        self.fields.fill("outcome", Outcome.TOLD.value)
        self.form.hint.setText("已记一次未接通，请拨下一位　Ctrl+Enter 保存　Esc 关闭")
        self.people.setFocus()


class UrgeDialog(CallDialog):
    """催办: by phone, by a message that is copied with one key, or by a formal 催办单.

    A returned order has left our units: whoever of upstream is rung is named by hand.
    """

    COPY_KEY = "Ctrl+B"

    def prepare(self) -> None:
        """By phone; the button that copies the message stands ready."""
        self.copy_button = button(f"复制消息　{self.COPY_KEY}", self.copy)
        self.form.buttons.insertWidget(self.form.buttons.indexOf(self.form.cancel), self.copy_button)
        QShortcut(QKeySequence(self.COPY_KEY), self).activated.connect(self.copy)
        super().prepare()
        self._made = self._message(self.view.unit)
        self.form.message.setPlainText(self._made)
        self.fields.watch(self._remake_message, ("unit",))
        if self.view.summary.state is State.RETURNED:
            self.fields.hide("unit")
            self.form.contact.setPlaceholderText("上游或接收单位：谁说的")
            self.fields.caption("text", "对方怎么说")

    def _remake_message(self) -> None:
        """The message to another unit, unless it was reworded."""
        if self.form.message.toPlainText() == self._made:
            self._made = self._message(self.fields.value("unit"))
            self.form.message.setPlainText(self._made)

    def _message(self, unit: str) -> str:
        waits = [
            c.clock for c in self.view.clocks if c.clock.is_running and c.clock.kind is ClockKind.FEEDBACK
        ]
        due = min((c.due_at for c in waits if c.unit in (unit, None)), default=self.view.summary.next_due_at)
        return urge_message(self.view.ticket, self.view.summary, unit, due, self._asked_at)

    def _to_ring(self) -> tuple[Person, ...]:
        return () if self.view.summary.state is State.RETURNED else super()._to_ring()

    def show_asked(self) -> None:
        """The buttons follow the means."""
        means = self.fields.value("means")
        self.copy_button.setVisible(means == "文字")
        if self.paper is not None:
            self.paper.setVisible(means == "催办单")
        super().show_asked()

    def copy(self) -> None:
        """The message to the clipboard, to be pasted where it is sent from."""
        if self.fields.value("means") != "文字":
            return
        QGuiApplication.clipboard().setText(self.fields.value("message"))
        self.form.hint.setText("已复制；发出后 Ctrl+Enter 记录")

    def details(self) -> Details:
        """A message sent is what was said."""
        message = self.fields.value("message")
        return replace(super().details(), **({"text": message} if message else {}))


class CorrectDialog(FormDialog):
    """更正: takes one event of the timeline back; it stays visible."""

    def __init__(self, ctx: Desk, view: OrderView, event: Event, parent: QWidget | None = None) -> None:
        self.event_to_correct = event
        super().__init__(ctx, Act.CORRECT, view, parent)
        self.headline.setText(f"撤回“{event.act.label}”　{view.ticket.title}")

    def details(self) -> Details:
        """Which event, and why."""
        return replace(super().details(), corrects=self.event_to_correct.id)
