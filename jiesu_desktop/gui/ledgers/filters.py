"""The filters above a ledger: period, words, unit, class, state, level, and what is due to be urged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.domain.ledgers import Ledger, Source
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.domain.urging import URGED
from jiesu_desktop.gui.widgets.flow_layout import FlowLayout
from jiesu_desktop.gui.widgets.parts import button, pad_spins
from jiesu_desktop.services.ledger_views import Period
from jiesu_desktop.services.urging import UrgingTasks
from jiesu_desktop.storage.records import LedgerSpec

TYPING_PAUSE = 250  # milliseconds after the last key before the database is asked
ANY_UNIT, ANY_CATEGORY = "全部单位", "全部分类"


def _choice(first: str, entries: Iterable[tuple[str, str]], tip: str) -> QComboBox:
    box = QComboBox()
    box.addItem(first, "")
    for label, value in entries:
        box.addItem(label, value)
    box.setToolTip(tip)
    box.setAccessibleName(tip)
    return box


def _typed_choice(first: str, tip: str) -> QComboBox:
    """A list to choose from by typing any part of an entry."""
    box = _choice(first, (), tip)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setMinimumContentsLength(9)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    if (completer := box.completer()) is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


class LedgerFilters(QWidget):
    """Two rows of filters.

    Signals:
        changed(): another set of rows is wanted; typing waits for a pause.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._silent = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._typing.timeout.connect(self.changed)
        self.text = QLineEdit(placeholderText="全文搜索：编号、标题、内容、地点、答复…   /")
        self.text.setClearButtonEnabled(True)
        self.unit = _typed_choice(ANY_UNIT, "承办单位")
        self.category = _typed_choice(ANY_CATEGORY, "问题分类，含下级")
        self.state = _choice("全部状态", ((s.label, s.value) for s in State), "状态")
        self.level = _choice("全部级别", ((v.label, v.value) for v in Level), "紧急程度")
        self.channel = _choice("全部渠道", ((c.label, c.value) for c in Channel), "来源渠道")
        self.urge = button("待催办", None, "chip", tip="按台账周期该催办的；选中后按 C 催办")
        self.urge.setCheckable(True)
        self._tasks = UrgingTasks()
        self.clear = button("清除筛选", None, "link")
        self.clear.hide()
        self._date_word = QLabel()
        self._date_word.setProperty("tone", "muted")
        self._build_periods(today)
        self._lay_out()
        self._join()

    def _build_periods(self, today: date) -> None:
        self.periods = QButtonGroup(self)
        self.period_buttons: dict[Period, QPushButton] = {}
        for place, period in enumerate(Period):
            chip = button(period.value, None, "chip")
            chip.setCheckable(True)
            chip.setChecked(period is Period.ALL)
            self.periods.addButton(chip, place)
            self.period_buttons[period] = chip
        self.start = QDateEdit(QDate(today.year, today.month, 1))
        self.end = QDateEdit(QDate(today.year, today.month, today.day))
        self._to = QLabel("至")
        for edit in (self.start, self.end):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            pad_spins(edit)
        self._show_custom()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        flow = FlowLayout()  # large type on a small monitor takes two lines
        days: tuple[QWidget, ...] = (self.start, self._to, self.end)
        for widget in (self._date_word, *self.period_buttons.values(), *days, self.urge):
            flow.addWidget(widget)
        for words in (self._date_word, self._to):
            words.setMinimumHeight(self.urge.sizeHint().height())
        first.addLayout(flow, 1)
        second.addWidget(self.text, 3)
        second.addWidget(self.unit, 2)
        second.addWidget(self.category, 2)
        for widget in (self.state, self.level, self.channel, self.clear):
            second.addWidget(widget)
        self.first_row = first
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for row in (first, second):
            row.setSpacing(6)
            rows.addLayout(row)

    def _join(self) -> None:
        self.periods.idClicked.connect(self._period_chosen)
        self.text.textChanged.connect(self._typed)
        self.text.returnPressed.connect(self._now)
        for box in (self.state, self.level, self.channel):
            box.currentIndexChanged.connect(self._now)
        for box in (self.unit, self.category):
            box.currentIndexChanged.connect(self._now)
            if (line := box.lineEdit()) is not None:
                line.returnPressed.connect(self._now)
                line.editingFinished.connect(self._now_if_other)
        for edit in (self.start, self.end):
            edit.dateChanged.connect(self._typed)
        self.urge.clicked.connect(self._now)
        self.clear.clicked.connect(self.reset)
        self._last: tuple[str, ...] = self._typed_values()

    def _typed_values(self) -> tuple[str, ...]:
        return (self.unit.currentText().strip(), self.category.currentText().strip())

    def _now_if_other(self) -> None:
        if self._typed_values() != self._last:
            self._now()

    def _now(self) -> None:
        self._typing.stop()
        self._last = self._typed_values()
        self._after()
        if not self._silent:
            self.changed.emit()

    def _typed(self) -> None:
        self._after()
        if not self._silent:
            self._typing.start()

    def _after(self) -> None:
        self.clear.setVisible(self.any)

    def _period_chosen(self) -> None:
        self._show_custom()
        self._now()

    def _show_custom(self) -> None:
        custom = self.period is Period.CUSTOM
        for widget in (self.start, self._to, self.end):
            widget.setVisible(custom)

    @property
    def period(self) -> Period:
        """The chosen period."""
        return tuple(Period)[max(self.periods.checkedId(), 0)]

    @property
    def any(self) -> bool:
        """Whether anything is filtered out."""
        boxes = (self.state, self.level, self.channel)
        return bool(
            self.text.text().strip()
            or self.period is not Period.ALL
            or self._value(self.unit, ANY_UNIT)
            or self._value(self.category, ANY_CATEGORY)
            or self.urging
            or [box for box in boxes if box.currentIndex() > 0 and not box.isHidden()]
        )

    @staticmethod
    def _value(box: QComboBox, anything: str) -> str:
        text = box.currentText().strip()
        return "" if text == anything else text

    @property
    def urging(self) -> bool:
        """Whether only what is due to be urged is wanted."""
        return self.urge.isChecked() and not self.urge.isHidden()

    @contextmanager
    def silence(self) -> Iterator[None]:
        """What changes meanwhile asks for no rows."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before

    def reset(self) -> None:
        """Let everything through again."""
        with self.silence():
            self.fill({})
        self._now()

    def conditions(self) -> dict[str, str]:
        """The filters as a saved view keeps them (``ledger_views.CONDITIONS``); what filters nothing is left out."""
        custom = self.period is Period.CUSTOM
        named = {
            "period": "" if self.period is Period.ALL else self.period.name,
            "start": f"{_day(self.start)}" if custom else "",
            "end": f"{_day(self.end)}" if custom else "",
            "unit": self._value(self.unit, ANY_UNIT),
            "category": self._value(self.category, ANY_CATEGORY),
            "state": self.state.currentData(),
            "level": self.level.currentData(),
            "channel": "" if self.channel.isHidden() else self.channel.currentData(),
            "text": self.text.text().strip(),
            "urge": "1" if self.urging else "",
        }
        return {name: value for name, value in named.items() if value}

    def fill(self, conditions: Mapping[str, str]) -> None:
        """Set every filter as a view kept it; those it does not name let everything through."""
        self.period_buttons[Period[conditions.get("period", "ALL")]].setChecked(True)
        for name, edit in (("start", self.start), ("end", self.end)):
            if name in conditions:
                day = date.fromisoformat(conditions[name])
                edit.setDate(QDate(day.year, day.month, day.day))
        for name, box in (("state", self.state), ("level", self.level), ("channel", self.channel)):
            box.setCurrentIndex(max(box.findData(conditions.get(name, "")), 0))
        for name, box, anything in (("unit", self.unit, ANY_UNIT), ("category", self.category, ANY_CATEGORY)):
            box.setCurrentIndex(max(box.findText(conditions.get(name, "")), 0))
            box.setEditText(conditions.get(name, anything))
        self.text.setText(conditions.get("text", ""))
        self.urge.setChecked("urge" in conditions)
        self._show_custom()
        self._last = self._typed_values()
        self._after()

    def show_tasks(self, tasks: UrgingTasks, ledger: str) -> None:
        """How many of this ledger are due to be urged."""
        self._tasks = tasks
        due = tasks.due.get(ledger, 0)
        self.urge.setText(f"待催办 {due}" if due else "待催办")
        self.urge.setVisible(ledger in (tasks.cutoffs or URGED))

    def offer(self, units: Iterable[str], categories: Iterable[str]) -> None:
        """What there is to choose from; a choice made before stays."""
        with self.silence():
            self._offer(units, categories)
        self._last = self._typed_values()

    def _offer(self, units: Iterable[str], categories: Iterable[str]) -> None:
        for box, first, entries in ((self.unit, ANY_UNIT, units), (self.category, ANY_CATEGORY, categories)):
            before = box.currentText()
            box.clear()
            box.addItem(first)
            box.addItems(list(entries))
            box.setCurrentIndex(max(box.findText(before), 0))
            box.setEditText(before or first)

    def suit(self, ledger: Ledger) -> None:
        """Show what this ledger can be filtered by, and name its own date."""
        self._date_word.setText(ledger.date_heading)
        orders = ledger.source is Source.TICKETS
        self.channel.setVisible(orders and ledger.name not in ("self", "other"))
        self.show_tasks(self._tasks, ledger.name)
        self._after()

    def spec(self, ledger: str, today: date, sort: str = "", descending: bool = True) -> LedgerSpec:
        """The filters as the query knows them."""
        start, end = self.period.days(today)
        if self.period is Period.CUSTOM:
            start, end = sorted((_day(self.start), _day(self.end)))
        return LedgerSpec(
            ledger=ledger,
            start=start,
            end=end,
            unit=self._value(self.unit, ANY_UNIT),
            category=self._value(self.category, ANY_CATEGORY),
            state=self.state.currentData(),
            level=self.level.currentData(),
            channel="" if self.channel.isHidden() else self.channel.currentData(),
            text=self.text.text().strip(),
            urge_until=self._tasks.cutoffs.get(ledger) if self.urging else None,
            sort=sort,
            descending=descending,
        )


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
