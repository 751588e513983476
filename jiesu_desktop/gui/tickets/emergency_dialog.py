"""紧急处置: four steps side by side, each with its countdown, the numbers to dial in large type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act, Details, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.form_draft import FormDraft
from jiesu_desktop.gui.forms.ui_emergency_form import Ui_EmergencyForm
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.act_dialogs import CallDialog, FormDialog
from jiesu_desktop.gui.tickets.dispatch_dialog import DispatchDialog
from jiesu_desktop.gui.tickets.order_view import ClockLine, OrderView, Person
from jiesu_desktop.gui.tickets.text_blocks import TextBlocks, values_of
from jiesu_desktop.gui.widgets.parts import ElidedLabel, button, empty, fit_size, label, set_tone
from jiesu_desktop.gui.wording import MARKS, countdown, headline, state_name
from jiesu_desktop.services import drafts
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes


@dataclass(frozen=True, slots=True)
class Step:
    """One column: the form's name for it, its act, the clock that counts for it, its key."""

    name: str
    act: Act
    clock: ClockKind
    key: str


STEPS = (
    Step("report", Act.REPORT, ClockKind.REPORT, "B"),
    Step("dispatch", Act.DISPATCH, ClockKind.DISPATCH, "P"),
    Step("confirm", Act.CONFIRM, ClockKind.CONFIRM, "Q"),
    Step("close", Act.CLOSE, ClockKind.CLOSE, "J"),
)
_OUTCOMES = (Outcome.TOLD, Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER)


class EmergencyDialog(QDialog):
    """Walks one urgent order from the call to the lead to its closing.

    Attributes:
        view: the order as last read; the queue page hands each newer one to :meth:`show_view`.
        at: per call step, which person of the list is to be rung now.
    """

    def __init__(self, ctx: Desk, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.view = ctx, view
        self.at = {"report": 0, "confirm": 0}
        self._busy = False
        self._ready: dict[str, QPushButton] = {}  # per step, what does it with nothing more to say
        self.form = Ui_EmergencyForm()
        self.form.setupUi(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.form.closeButton.clicked.connect(self.reject)
        room, px = self.screen().availableGeometry(), ctx.theme.px
        tall = px(
            390 if room.height() > px(640) else 322
        )  # large type on an old monitor: no taller than needed
        for step in STEPS:
            frame: QFrame = getattr(self.form, step.name)
            frame.setMinimumSize(min(px(240), (room.width() - 100) // len(STEPS)), tall)
            act_button: QPushButton = getattr(self.form, step.name + "Act")
            act_button.clicked.connect(partial(self._do, step))
            bind(self, step.key, partial(self._do, step))
        for number in range(1, 10):
            bind(self, str(number), partial(self._copy, number))
        self.text_blocks = TextBlocks(ctx, self, lambda: values_of(ctx, self.view), self.form.said)
        said = self.form.said
        self.draft = FormDraft(ctx, self, drafts.EMERGENCY, lambda: {"text": said.text()}, view.ticket.id)
        said.textChanged.connect(lambda _: self.draft.start())
        self.draft.bring_back(lambda data: said.setText(data.get("text", "")))
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.show_view(view)

    def showEvent(self, event: QShowEvent) -> None:
        """As tall as its lines are at this width: Qt takes a sentence that breaks for one line."""
        super().showEvent(event)
        fit_size(self, self.width(), max(self.height(), self.form.body.totalHeightForWidth(self.width())))

    def show_view(self, view: OrderView) -> None:
        """Show the order as it stands now."""
        if view.rung != self.view.rung:
            self.at["confirm"] = 0  # the next unit's people, from the first
        self.view, self._busy = view, False
        self.form.headline.setText(
            f"{view.summary.level.label}　{headline(view.ticket.title, view.ticket.place)}"
        )
        self.form.facts.setText(f"{view.ticket.number}　{view.summary.phase}　{view.ticket.content[:120]}")
        writing = self.form.said.hasFocus()
        for step in STEPS:
            self._show_step(step)
        if not writing:
            self._to_current()
        self.tick()

    def _to_current(self) -> None:
        """The cursor on the first button of the step that waits: in the text field the letters would be text."""
        step = self._current() or STEPS[-1]
        self._ready.get(step.name, getattr(self.form, step.name + "Act")).setFocus()

    def tick(self) -> None:
        """Once a second: the countdowns."""
        now = self.ctx.time.now()
        for step in STEPS:
            line = self._line(step)
            left: QLabel = getattr(self.form, step.name + "Left")
            if line is None or not line.clock.is_running:
                continue
            state = state_name(line.clock.due_at, line.warn_at, now, paused=line.clock.paused_at is not None)
            left.setText(
                f"{MARKS[state]} {countdown(line.clock.due_at, now, paused=state == 'paused')}".strip()
            )
            color = (
                self.ctx.theme.tokens.text if state == "running" else getattr(self.ctx.theme.tokens, state)
            )
            left.setStyleSheet(f"color: {color};")

    def _line(self, step: Step) -> ClockLine | None:
        """The step's clock: a running one first, else the last that stopped."""
        lines = [line for line in self.view.clocks if line.clock.kind is step.clock]
        live = [line for line in lines if line.clock.is_running]
        return live[0] if live else lines[-1] if lines else None

    def _show_step(self, step: Step) -> None:
        line = self._line(step)
        done = line is not None and not line.clock.is_running
        left: QLabel = getattr(self.form, step.name + "Left")
        if done and line is not None:
            met = line.clock.in_time
            left.setText({True: "✓ 按时", False: "✕ 超时", None: "—"}[met])
            left.setStyleSheet(
                f"color: {getattr(self.ctx.theme.tokens, 'overdue' if met is False else 'done')};"
            )
        elif line is None:
            left.setText("—")
        getattr(self.form, step.name + "Why").setText(line.why if line else "")
        getattr(self.form, step.name + "State").setText(self._state(step))
        frame: QFrame = getattr(self.form, step.name)
        current = step is self._current()
        set_tone(frame, "true" if current else "false", "current")
        act_button: QPushButton = getattr(self.form, step.name + "Act")
        act_button.setEnabled(step.act in self.view.open_acts)
        set_tone(act_button, "primary" if current else "", "role")
        self._show_body(step, done=done)

    def _current(self) -> Step | None:
        """The first step whose clock still runs."""
        for step in STEPS:
            line = self._line(step)
            if line is not None and line.clock.is_running:
                return step
        return None

    def _state(self, step: Step) -> str:
        events = [event for event in self.view.events if event.act is step.act]
        if step.name == "dispatch" and self.view.summary.lead_unit:
            return f"已派 {'、'.join(self.view.summary.unit_names)}"
        tried = [e for e in events if e.details.outcome not in (None, Outcome.TOLD)]
        told = [e for e in events if e.details.outcome is Outcome.TOLD]
        if told:
            return f"已告知 {told[-1].details.contact or ''}"
        return f"已拨 {len(tried)} 次未接通" if tried else ""

    def _show_body(self, step: Step, *, done: bool) -> None:
        layout: QVBoxLayout = getattr(self.form, step.name + "BodyLayout")
        empty(layout)
        self._ready.pop(step.name, None)
        if step.name in self.at and not done:
            self._show_call(step, layout)
        elif step.name == "dispatch" and not self.view.summary.lead_unit and self.view.likely_unit:
            layout.addWidget(label(f"建议：{self.view.likely_unit}", "heading", wrap=True))
            layout.addWidget(label(self.view.likely_why, "small", wrap=True))
            likely = self._ready[step.name] = button("按建议派发", self._dispatch_likely, "primary")
            layout.addWidget(likely)

    def _show_call(self, step: Step, layout: QVBoxLayout) -> None:
        person = self.person(step)
        if person is None:
            layout.addWidget(
                label("先派发，或在通讯录补上单位电话；也可直接按下方按钮填写。", "muted", wrap=True)
            )
            return
        place = self.view.to_ring(step.act).index(person) + 1
        layout.addWidget(ElidedLabel(f"第 {place} 位　{person.unit}　{person.role}", "muted"))
        named = QHBoxLayout()
        named.addWidget(label(person.name, "heading"), 1)
        if person in self.view.people:
            number = self.view.people.index(person) + 1
            named.addWidget(button(f"复制 {number}", lambda: self._copy(number), "link"))
        layout.addLayout(named)
        phone = label(person.phone)
        phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        phone.setStyleSheet(f"font-size: {self.ctx.theme.points + 9}pt; font-weight: 600;")
        layout.addWidget(phone)
        for pair in (_OUTCOMES[:2], _OUTCOMES[2:]):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            for outcome in pair:
                role_name = "primary" if outcome is Outcome.TOLD and step is self._current() else ""
                said = button(outcome.label, partial(self._call, step, person, outcome), role_name)
                self._ready.setdefault(step.name, said)
                line.addWidget(said)
            layout.addWidget(row)

    def person(self, step: Step) -> Person | None:
        """Who is to be rung now; 无人接 moves on to the next."""
        people = self.view.to_ring(step.act)
        return people[self.at[step.name] % len(people)] if people else None

    def _call(self, step: Step, person: Person, outcome: Outcome) -> None:
        unit = (self.view.rung or None) if step.act is Act.CONFIRM else None
        text = self.form.said.text().strip() or None
        self._send(
            step.act,
            Details(contact=person.name, phone=person.phone, outcome=outcome, unit=unit, text=text),
            self._told,
        )
        if outcome is not Outcome.TOLD:
            self.at[step.name] += 1

    def _told(self) -> None:
        if self.form.said.text():
            self.form.said.clear()
            self.draft.drop()

    def _dispatch_likely(self) -> None:
        self._send(Act.DISPATCH, Details(unit=self.view.likely_unit))

    def _send(self, act: Act, details: Details, then: Callable[[], object] = lambda: None) -> None:
        if self._busy:
            return
        self._busy = True

        def done(changes: Changes) -> None:
            self.form.message.setText(changes.message)
            then()

        self.ctx.write(perform, self.view.ticket.id, act, details).run(done, self._failed)

    def _failed(self, sentence: str, error: Exception) -> None:
        self._busy = False
        self.form.message.setText(sentence)

    def _do(self, step: Step, _checked: bool = False) -> None:
        """Open the step's own form."""
        if step.act not in self.view.open_acts:
            return
        kind: type[ActDialog] = {"dispatch": DispatchDialog, "close": FormDialog}.get(step.name, CallDialog)
        kind(self.ctx, step.act, self.view, self).open()  # type: ignore[arg-type]

    def _copy(self, number: int) -> None:
        if 0 < number <= len(self.view.people):
            QGuiApplication.clipboard().setText(self.view.people[number - 1].phone)
            self.form.message.setText(f"已复制 {self.view.people[number - 1].phone}")
