"""What a form can ask: the vocabulary in which the acts' forms are declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.services.word_forms import Paper

Start = Callable[[OrderView, datetime], Any]


class Kind(Enum):
    """How a field is filled in."""

    LINE = auto()
    TEXT = auto()
    MOMENT = auto()
    MAYBE_MOMENT = auto()  # a box to tick, then a moment
    CHOICE = auto()  # radio buttons
    CODE = auto()  # one of the kinds of reason of the order's policy; left out where it has none
    UNIT = auto()  # one of the order's units, or any name
    SECTION = auto()  # one of our own sections
    DIRECTORY = auto()  # any unit of the directory
    LIST = auto()  # filled by the dialog


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One field.

    Attributes:
        hint: what stands in it while it is empty; beside the box of a MAYBE_MOMENT.
        options: of a CHOICE: (value, words).
        needed: it may not stay empty. unless: it may where the field of this name is filled.
        start: what stands in it at first.
        when: only asked while another field has one of these values.
        rows: height of a TEXT or LIST in lines.
    """

    name: str
    caption: str
    kind: Kind = Kind.LINE
    hint: str = ""
    options: tuple[tuple[Any, str], ...] = ()
    needed: bool = False
    unless: str = ""
    start: Start | None = None
    when: tuple[str, tuple[Any, ...]] | None = None
    rows: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """The form of one act.

    Attributes:
        asks: its fields, top to bottom; the moment it occurred comes last of itself.
        files: whether files may come with it.
        paper: the Word form it can write.
        about: what the operator has to know of the order to answer, '' for nothing.
        explain: what the act does, where its name does not say so.
        bulk: the fields asked when it is done on many orders at once; None: it is not.
    """

    asks: tuple[Ask, ...] = ()
    files: bool = False
    paper: Paper | None = None
    about: Callable[[OrderView], str] | None = None
    explain: str = ""
    bulk: tuple[Ask, ...] | None = None
