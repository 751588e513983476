"""One unit on the right of the directory: whom to call in large type, what it answers for."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from jiesu_desktop.domain.directory import Contact, Duty, UnitEntry, call_order
from jiesu_desktop.gui.theme import Theme
from jiesu_desktop.gui.widgets.parts import button, label

MOST_KEYS = 9


def _small(text: str, tip: str = "") -> QPushButton:
    made = button(text, None, "link", tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


class UnitCard(QScrollArea):
    """Shows one unit.

    Attributes:
        numbers: (whose, number) in the order of the keys 1–9; the night number first.

    Signals:
        copy_wanted(int): the place in ``numbers``.
        edit_unit(), add_contact(), add_duty(): of the unit shown.
        edit_contact(object), remove_contact(object), edit_duty(object), remove_duty(object).
    """

    copy_wanted = Signal(int)
    edit_unit = Signal()
    add_contact = Signal()
    add_duty = Signal()
    edit_contact = Signal(object)
    remove_contact = Signal(object)
    edit_duty = Signal(object)
    remove_duty = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.entry: UnitEntry | None = None
        self.numbers: list[tuple[str, str]] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_entry(None)

    def show_entry(self, entry: UnitEntry | None, empty: str = "") -> None:
        """Show this unit, or the sentence."""
        self.entry = entry
        self.numbers = []
        body = QFrame()
        body.setProperty("role", "panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        if entry is None:
            sentence = label(empty, "muted", wrap=True)
            sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(sentence, 1)
        else:
            for part in self._parts(entry):
                column.addWidget(part)
            column.addStretch(1)
        self.setWidget(body)

    def _parts(self, entry: UnitEntry) -> Iterator[QWidget]:
        unit = entry.unit
        yield self._head(entry)
        if unit.phone24:
            yield self._number_card("24 小时电话", "", unit.phone24, None)
        yield self._section("联系人", "添加联系人", self.add_contact)
        people = call_order(entry.contacts)
        for person in people:
            what = f"{person.name}  {person.post}".strip()
            yield self._number_card(what, "副职" if person.is_deputy else "", person.phone, person)
        if not people:
            yield label("还没有联系人。派发和电话确认时要有可拨的人。", "muted")
        yield self._section("职责", "添加职责", self.add_duty)
        for duty in entry.duties:
            yield self._duty_row(duty)
        if not entry.duties:
            yield label("还没有职责。写上职责和关键词，派发时会自动推荐这个单位。", "muted")

    def _head(self, entry: UnitEntry) -> QWidget:
        unit = entry.unit
        box, column = QWidget(), QVBoxLayout()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        name = label(unit.name, "title")
        name.setWordWrap(True)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(name)
        facts = (unit.short, unit.kind.label, unit.hours, unit.address, "" if unit.active else "已停用")
        column.addWidget(label("　".join(fact for fact in facts if fact), "muted"))
        if unit.note:
            note = label(unit.note)
            note.setWordWrap(True)
            column.addWidget(note)
        edit = button("编辑  E", None, "", "编辑这个单位")
        edit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        edit.clicked.connect(self.edit_unit)
        row.addLayout(column, 1)
        row.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _section(self, title: str, add: str, signal: SignalInstance) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 10, 0, 0)
        row.addWidget(label(title, "heading"))
        link = _small(f"＋ {add}")
        link.clicked.connect(signal)
        row.addWidget(link)
        row.addStretch(1)
        return box

    def _number_card(self, whose: str, mark: str, number: str, person: Contact | None) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 8, 12, 8)
        column = QVBoxLayout()
        column.setSpacing(2)
        note = person.note if person is not None else ""
        column.addWidget(label("　".join(part for part in (whose, mark, note) if part), "muted"))
        digits = label(number or "没有号码", "number" if number else "muted")
        digits.setFont(self.theme.font(4, bold=True, tabular=True))
        digits.setStyleSheet(f"font-size: {self.theme.points + 4}pt; font-weight: 600;")
        digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(digits)
        row.addLayout(column, 1)
        if number:
            self._add_copy(row, whose, number)
        if person is not None:
            for text, signal in (("编辑", self.edit_contact), ("移除", self.remove_contact)):
                link = _small(text)
                link.clicked.connect(lambda _=False, signal=signal: signal.emit(person))
                row.addWidget(link)
        return card

    def _add_copy(self, row: QHBoxLayout, whose: str, number: str) -> None:
        place = len(self.numbers)
        self.numbers.append((whose, number))
        key = f"  {place + 1}" if place < MOST_KEYS else ""
        link = _small(f"复制{key}", "复制号码")
        link.clicked.connect(lambda: self.copy_wanted.emit(place))
        row.addWidget(link)

    def _duty_row(self, duty: Duty) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        row, column = QHBoxLayout(card), QVBoxLayout()
        row.setContentsMargins(14, 8, 12, 8)
        text = label(duty.text)
        text.setWordWrap(True)
        column.addWidget(text)
        about = "、".join(duty.keywords) + (
            f"　{duty.category.replace('->', ' › ')}" if duty.category else ""
        )
        if about:
            quiet = label(about, "small")
            quiet.setWordWrap(True)
            column.addWidget(quiet)
        row.addLayout(column, 1)
        for words, signal in (("编辑", self.edit_duty), ("移除", self.remove_duty)):
            link = _small(words)
            link.clicked.connect(lambda _=False, signal=signal: signal.emit(duty))
            row.addWidget(link)
        return card
