"""Someone else did something with the order while its form was open: what, and how it differs from what is typed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.intake import shown
from jiesu_desktop.domain.states import hindrance
from jiesu_desktop.domain.tickets import Act, Details, Event, Who
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.widgets.parts import empty, label
from jiesu_desktop.services.wording import said

SHOWN = 4
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the same act, as the other recorded it and as it is typed here."""

    caption: str
    theirs: str
    mine: str


def by_others(view: OrderView, seen: int, who: Who) -> tuple[Event, ...]:
    """The events after ``seen`` that this desk did not record itself."""
    return tuple(
        e for e in view.events if e.id > seen and (e.actor, e.workstation) != (who.name, who.workstation)
    )


def differences(
    events: Sequence[Event],
    act: Act,
    mine: Details,
    captions: Mapping[str, str],
    called: Callable[[str, Any], str],
) -> tuple[Difference, ...]:
    """Field by field, where the other recorded the very act that is being typed here.

    Args:
        captions: what each field is called. called: what a value is called in its field, '' where it has no words of its own.
    """
    same = next((event for event in reversed(events) if event.act is act), None)
    if same is None:
        return ()

    def words(details: Details, name: str) -> str:
        value = getattr(details, name)
        return called(name, value) or _words(value)

    pairs = ((caption, words(same.details, name), words(mine, name)) for name, caption in captions.items())
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _words(value: Any) -> str:
    if value is None or value == "":
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(str(one) for one in value) or "（空）"
    return shown(value)[:16] if isinstance(value, datetime) else str(getattr(value, "label", value))


class ChangesSince(QFrame):
    """The panel in the form. What is typed stays; saving once more records it all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 10, 12, 10)
        self._layout.setSpacing(4)
        self.hide()

    def tell(self, view: OrderView, act: Act, news: Sequence[Event], differing: Sequence[Difference]) -> None:
        """Show what was recorded meanwhile, and whether the act is still open."""
        empty(self._layout)
        self._layout.addWidget(label("您填写时，别人在这件工单上做了：", "warning"))
        for event in news[-SHOWN:]:
            line = f"{beijing(event.occurred_at):%H:%M:%S}　{event.actor}　{said(event)}"
            self._layout.addWidget(label(line[:LONGEST], wrap=True))
        if differing:
            self._layout.addLayout(_table(differing))
        closed = hindrance(view.summary, act, view.policy)
        self._layout.addWidget(
            label(
                closed or "您填的都还在。看过后再按一次保存，仍按您填的记录；Esc 放弃。",
                "error" if closed else "muted",
                wrap=True,
            )
        )
        self.show()


def _table(differing: Sequence[Difference]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    for column, words in enumerate(("", "对方已记录", "我填写的")):
        grid.addWidget(label(words, "small"), 0, column)
    for row, one in enumerate(differing, start=1):
        for column, words in enumerate((one.caption, one.theirs, one.mine)):
            grid.addWidget(
                label(words[:LONGEST], "muted" if column == 0 else "", wrap=column > 0), row, column
            )
    return grid
