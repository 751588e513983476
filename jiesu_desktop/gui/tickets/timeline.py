"""The timeline of an order: every act, newest first, with who, when, and whether it was entered late."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from jiesu_desktop.domain.tickets import Act, Details, Event
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.widgets.parts import button, empty, label
from jiesu_desktop.gui.wording import FIELD_LABELS, clock_time, masked

SHOWN = 12
_CANNOT_CORRECT = frozenset({Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE, Act.CORRECT})


class Timeline(QWidget):
    """The acts.

    Signals:
        correct_asked(object): take this :class:`Event` back.
    """

    correct_asked = Signal(object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._view: OrderView | None = None
        self._all = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(5)
        self._layout = layout

    def show_events(self, view: OrderView) -> None:
        """Show the events of this order."""
        if self._view is None or self._view.ticket.id != view.ticket.id:
            self._all = False
        self._view = view
        empty(self._layout)
        self._layout.addWidget(label(f"经过 {len(view.events)} 条", "muted"))
        newest = sorted(view.events, key=lambda event: (event.occurred_at, event.id), reverse=True)
        taken_back = {event.details.corrects for event in view.events if event.act is Act.CORRECT}
        for event in newest if self._all else newest[:SHOWN]:
            self._layout.addWidget(self._line(event, event.id in taken_back))
        if len(newest) > SHOWN and not self._all:
            self._layout.addWidget(button(f"再显示 {len(newest) - SHOWN} 条", self._show_all, "link"))

    def _show_all(self) -> None:
        self._all = True
        if self._view is not None:
            self.show_events(self._view)

    def _line(self, event: Event, taken_back: bool) -> QLabel:
        tokens = self.ctx.theme.tokens
        when = clock_time(event.occurred_at, self.ctx.time.now())
        late = "·补录" if self._is_late(event) else ""
        words = escape(event_words(event))
        act = f"<b>{escape(event.act.label)}</b>"
        if taken_back:
            act, words = f"<s>{act}</s>（已更正）", f"<s>{words}</s>"
        line = QLabel(
            f'<span style="color:{tokens.muted}">{when}{late} {escape(event.actor)}</span> {act} {words}'.strip()
        )
        line.setWordWrap(True)
        line.setToolTip(
            f"记录于 {clock_time(event.recorded_at, self.ctx.time.now())}，{event.actor}，{event.workstation}"
        )
        if event.act not in _CANNOT_CORRECT and not taken_back:
            line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            line.customContextMenuRequested.connect(lambda at: self._menu(line, at, event))
        return line

    def _is_late(self, event: Event) -> bool:
        if self._view is None:
            return False
        return event.recorded_at - event.occurred_at > self._view.policy.intake.late_after

    def _menu(self, line: QLabel, at: QPoint, event: Event) -> None:
        menu = QMenu(line)
        menu.addAction("更正：撤回这一条…", lambda: self.correct_asked.emit(event))
        menu.popup(line.mapToGlobal(at))


def event_words(event: Event) -> str:
    """What an act said, in a line; numbers of callers masked."""
    details = event.details
    parts = [
        details.level.label if details.level else "",
        f"（{details.basis.label}）" if details.basis else "",
        f"{details.from_unit} → " if details.from_unit else "",
        details.unit or "",
        f"协办 {'、'.join(details.assist)}" if details.assist else "",
        details.contact or "",
        details.phone or "" if details.outcome else "",
        details.outcome.label if details.outcome else "",
        details.means or "",
        details.reason or "",
        f"“{details.text}”" if details.text else "",
        "终结" if details.final else "",
        f"承诺 {clock_time(details.promise, event.occurred_at)}" if details.promise else "",
        f"至 {clock_time(details.until, event.occurred_at)}" if details.until else "",
        *_callback_words(details),
        f"疑似紧急：{details.suspected}" if details.suspected else "",
        "；".join(_change_words(*change) for change in details.changes[:6]),
        f"等 {len(details.changes)} 项" if len(details.changes) > 6 else "",
    ]
    return masked(" ".join(part for part in parts if part))


def _change_words(field: str, before: str, after: str) -> str:
    name = FIELD_LABELS.get(field, field.removeprefix("extra:"))
    return f"{name}：{_short(before)} → {_short(after)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return (text if len(text) <= 18 else f"{text[:17]}…") or "（空）"


def _callback_words(details: Details) -> list[str]:
    pairs = (("联系", details.contacted), ("解决", details.resolved), ("满意", details.satisfied))
    return [f"{name}：{value}" for name, value in pairs if value]
