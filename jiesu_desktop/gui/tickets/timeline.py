"""The timeline of an order: every act, newest first, with who, when, and whether it was entered late."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from jiesu_desktop.domain.tickets import Act, Event
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.event_words import event_words
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.timeline_filter import KINDS, TAKEN_BACK, WITH_FILES, Wanted
from jiesu_desktop.gui.widgets.parts import button, empty, label
from jiesu_desktop.gui.wording import clock_time

SHOWN = 12
SHOWN_FILTERED = 60
FILTER_KEY = "Ctrl+F"
_CANNOT_CORRECT = frozenset({Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE, Act.CORRECT})


class EventLine(QLabel):
    """One act. Enter or the menu key opens its menu, up and down go to its neighbours.

    Signals:
        menu_asked(QPoint): at this place on the screen.
        step_asked(int): to the line so many further down.
    """

    menu_asked = Signal(QPoint)
    step_asked = Signal(int)

    def __init__(self, html: str, plain: str) -> None:
        super().__init__(html)
        self.plain = plain
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.mapToGlobal(at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its menu, or to the next line."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self.menu_asked.emit(self.mapToGlobal(QPoint(12, self.height())))
        elif (step := steps.get(Qt.Key(event.key()))) is not None:
            self.step_asked.emit(step)
        else:
            super().keyPressEvent(event)


class Timeline(QWidget):
    """The acts.

    Signals:
        correct_asked(object): take this :class:`Event` back.
    """

    correct_asked = Signal(object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.lines: list[EventLine] = []
        self._view: OrderView | None = None
        self._all = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(5)
        head = QHBoxLayout()
        self.count = label("", "muted")
        head.addWidget(self.count, 1)
        self.turn = button(f"筛选 {FILTER_KEY}", self.begin_filter, "link")
        head.addWidget(self.turn)
        layout.addLayout(head)
        layout.addWidget(self._filter_row())
        self._layout = QVBoxLayout()
        self._layout.setSpacing(5)
        layout.addLayout(self._layout)
        self._restyle()
        ctx.theme.changed.connect(self._restyle)

    def _filter_row(self) -> QWidget:
        self.row = QWidget()
        row = QVBoxLayout(self.row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.text = QLineEdit()
        self.text.setPlaceholderText("查找经过")
        self.text.setClearButtonEnabled(True)
        self.text.installEventFilter(self)
        self.kind, self.person = QComboBox(), QComboBox()
        for name in ("全部", *KINDS, WITH_FILES, TAKEN_BACK):
            self.kind.addItem(name, "" if name == "全部" else name)
        self._kinds = self.kind.count()
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self._show)
        self.text.textChanged.connect(lambda _: self._soon.start())
        for box in (self.kind, self.person):
            box.installEventFilter(self)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(4)
            box.currentIndexChanged.connect(lambda _: self._show())
        boxes = QHBoxLayout()
        boxes.setSpacing(6)
        boxes.addWidget(self.kind, 1)
        boxes.addWidget(self.person, 1)
        row.addWidget(self.text)
        row.addLayout(boxes)
        self.row.hide()
        return self.row

    def _restyle(self) -> None:
        ground = self.ctx.theme.tokens.selection
        self.setStyleSheet(f"EventLine:focus {{ background: {ground}; border-radius: 4px; }}")

    # ---- what is shown -----------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """What the filter asks for."""
        chosen = self.kind.currentData() or ""
        kind, round_ = ("", chosen) if isinstance(chosen, int) else (chosen, 0)
        return Wanted(kind, self.person.currentData() or "", self.text.text(), round_)

    def show_events(self, view: OrderView) -> None:
        """Show the events of this order; another order's are not filtered."""
        if self._view is None or self._view.ticket.id != view.ticket.id:
            self._all = False
            self._reset()
        self._view = view
        self._fill_people(view)
        self._fill_rounds(view)
        self._show()

    def _fill_people(self, view: OrderView) -> None:
        chosen = self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem("所有人", "")
        for name in dict.fromkeys(event.actor for event in view.events):
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.blockSignals(False)

    def _fill_rounds(self, view: OrderView) -> None:
        """Rounds stand behind the kinds, in one box: nobody asks for both."""
        chosen = self.kind.currentData()
        self.kind.blockSignals(True)
        while self.kind.count() > self._kinds:
            self.kind.removeItem(self.kind.count() - 1)
        for number in range(1, len(view.rounds) + 2 if view.rounds else 1):
            self.kind.addItem(f"第 {number} 轮", number)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.blockSignals(False)

    def show_round(self, number: int) -> None:
        """Only what happened in that round."""
        self.begin_filter()
        self.kind.setCurrentIndex(max(0, self.kind.findData(number)))

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        empty(self._layout)
        taken_back = frozenset(
            e.details.corrects for e in view.events if e.act is Act.CORRECT and e.details.corrects
        )
        newest = sorted(view.events, key=lambda event: (event.occurred_at, event.id), reverse=True)
        found, wanted = newest, self.wanted
        if wanted:
            found = wanted.of(newest, taken_back)
        self.count.setText(f"经过 {len(found)} / {len(newest)} 条" if wanted else f"经过 {len(newest)} 条")
        most = len(found) if self._all else SHOWN_FILTERED if wanted else SHOWN
        self.lines = [self._line(event, event.id in taken_back) for event in found[:most]]
        for line in self.lines:
            self._layout.addWidget(line)
        if wanted and not found:
            self._layout.addWidget(label("没有这样的经过，按 Esc 清除筛选", "muted", wrap=True))
        if len(found) > most:
            self._layout.addWidget(button(f"再显示 {len(found) - most} 条", self._show_all, "link"))

    def _show_all(self) -> None:
        self._all = True
        self._show()

    def _line(self, event: Event, taken_back: bool) -> EventLine:
        tokens, now = self.ctx.theme.tokens, self.ctx.time.now()
        when = clock_time(event.occurred_at, now)
        late = "·补录" if self._is_late(event) else ""
        plain = event_words(event)
        act, words = f"<b>{escape(event.act.label)}</b>", escape(plain)
        if taken_back:
            act, words = f"<s>{act}</s>（已更正）", f"<s>{words}</s>"
        html = f'<span style="color:{tokens.muted}">{when}{late} {escape(event.actor)}</span> {act} {words}'
        line = EventLine(html.strip(), f"{when}{late} {event.actor} {event.act.label} {plain}".strip())
        line.setToolTip(f"记录于 {clock_time(event.recorded_at, now)}，{event.actor}，{event.workstation}")
        may_correct = event.act not in _CANNOT_CORRECT and not taken_back
        line.menu_asked.connect(lambda at: self._menu(line, at, event if may_correct else None))
        line.step_asked.connect(lambda by: self._step(line, by))
        return line

    def _is_late(self, event: Event) -> bool:
        if self._view is None:
            return False
        return event.recorded_at - event.occurred_at > self._view.policy.intake.late_after

    # ---- what is pressed ---------------------------------------------------------------------------------------

    def begin_filter(self) -> None:
        """Show the filter and type into it."""
        self.row.show()
        self.turn.hide()
        self.text.setFocus()
        self.text.selectAll()

    def begin_choice(self) -> None:
        """The keyboard on the newest act: up and down go on from there, Enter asks what to do with it."""
        if self.lines:
            self.lines[0].setFocus()

    def clear_filter(self) -> None:
        """Everything again."""
        self._reset()
        self._show()

    def _reset(self) -> None:
        self.row.hide()
        self.turn.show()
        for widget in (self.text, self.kind, self.person):
            widget.blockSignals(True)
        self.text.clear()
        self.kind.setCurrentIndex(0)
        self.person.setCurrentIndex(0)
        for widget in (self.text, self.kind, self.person):
            widget.blockSignals(False)
        self._soon.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In its fields Esc clears the filter; from the text down goes to the first line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:  # else the page's own Esc takes it away
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.clear_filter()
                self.begin_choice()
                return True
            if watched is self.text and event.key() == Qt.Key.Key_Down and self.lines:
                self.lines[0].setFocus()
                return True
        return super().eventFilter(watched, event)

    def _step(self, line: EventLine, by: int) -> None:
        place = self.lines.index(line) + by
        if 0 <= place < len(self.lines):
            self.lines[place].setFocus()
        elif place < 0:
            self.begin_filter()

    def _menu(self, line: EventLine, at: QPoint, may_correct: Event | None) -> None:
        menu = QMenu(line)
        menu.addAction("复制这一条", lambda: QGuiApplication.clipboard().setText(line.plain))
        if may_correct is not None:
            menu.addAction("更正：撤回这一条…", lambda: self.correct_asked.emit(may_correct))
        menu.popup(at)
