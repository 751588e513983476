"""Which columns of a ledger a person sees, how wide and in which order: kept per person and ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHeaderView

from jiesu_desktop.domain.ledgers import LEDGERS, ColumnKind, Ledger, LedgerColumn, Source
from jiesu_desktop.services.ledger_views import ViewColumn, columns_of

NARROWEST, WIDEST = 60, 240  # pixels at 10 pt, of a column nobody has sized
_FIRST_HIDDEN = frozenset(
    {
        "content", "kind", "status_upstream", "caller", "phone", "district", "community", "received_at", "result",
        "reply", "contacted", "valid_callback", "role", "level_upstream", "workstation",
    }
)  # fmt: skip
"""Not shown until chosen: 1366 pixels hold ten columns, and these say least at a glance."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a ledger is sorted by; '' is its own date, newest first."""

    key: str = ""
    descending: bool = True


class ColumnMemory:
    """Reads and keeps one person's columns of one ledger."""

    def __init__(self, prefs: QSettings, person: str, ledger: str) -> None:
        self._prefs = prefs
        self._key = f"ledgers/{person}/{ledger}"

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(str(self._prefs.value(self._key, "{}")))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    @property
    def sorting(self) -> Sorting:
        """The order kept."""
        kept = self._read().get("sort")
        return (
            Sorting(str(kept[0]), bool(kept[1])) if isinstance(kept, list) and len(kept) == 2 else Sorting()
        )

    @property
    def columns(self) -> tuple[ViewColumn, ...]:
        """The columns kept, from left to right; none where nothing was changed."""
        return columns_of(self._read().get("columns"))

    def keep(self, columns: Sequence[ViewColumn], sorting: Sorting) -> None:
        """Remember what stands now."""
        kept = {
            "columns": [list(column) for column in columns],
            "sort": [sorting.key, sorting.descending],
        }
        self._prefs.setValue(self._key, json.dumps(kept, ensure_ascii=False))

    def forget(self) -> None:
        """Back to the usual columns."""
        self._prefs.remove(self._key)


def usual(ledger: Ledger, columns: Sequence[LedgerColumn], scale: float) -> tuple[ViewColumn, ...]:
    """How a ledger's columns stand until somebody moves them: what tells its rows apart, its own, then the rest."""
    orders = ledger.source is Source.TICKETS
    common = _OF_ANY_ORDER if orders else _ABOUT_ITS_ORDER
    hidden = _FIRST_HIDDEN if orders else _SAYS_LEAST
    first = ["number", "title", "unit", "phase"] if orders else ["number", "title"]
    own = [column.key for column in ledger.columns if column.key not in common]
    if ledger.name == "tickets":
        first, own = [], []
    by_key = {column.key: column for column in columns}
    order = [key for key in dict.fromkeys((*first, *own, *by_key)) if key in by_key]
    return tuple(
        ViewColumn(key, _usual_width(by_key[key], scale), key not in hidden and not key.startswith("extra:"))
        for key in order
    )


_OF_ANY_ORDER = frozenset(column.key for column in LEDGERS["tickets"].columns)
_ABOUT_ITS_ORDER = frozenset({"number", "title", "category", "unit", "level", "phase"})
_SAYS_LEAST = frozenset({"workstation"})


def arrange(
    header: QHeaderView, columns: Sequence[LedgerColumn], wished: Sequence[ViewColumn], scale: float
) -> None:
    """Show the columns as wished; those nobody has placed are hidden at the end."""
    kept = {one.key: one for one in wished}
    places = {column.key: place for place, column in enumerate(columns)}
    for place, column in enumerate(columns):
        width, shown = _usual_width(column, scale), False  # one that came since: chosen when it is wanted
        if column.key in kept:
            _, width, shown = kept[column.key]
        header.setSectionHidden(place, not shown)
        header.resizeSection(place, max(int(width), 24))
    order = [places[key] for key in kept if key in places] or list(range(len(columns)))
    order += [place for place in range(len(columns)) if place not in set(order)]
    for visual, logical in enumerate(order):
        header.moveSection(header.visualIndex(logical), visual)


def arranged(header: QHeaderView, columns: Sequence[LedgerColumn]) -> tuple[ViewColumn, ...]:
    """How the columns stand now, from left to right."""
    return tuple(
        ViewColumn(
            columns[place].key,
            header.sectionSize(place) or _usual_width(columns[place], 1),
            not header.isSectionHidden(place),
        )
        for place in sorted(range(len(columns)), key=header.visualIndex)
    )


def _usual_width(column: LedgerColumn, scale: float) -> int:
    by_text = 140 if column.kind is ColumnKind.DATETIME else column.width * 7 + 12
    return round(max(NARROWEST, min(WIDEST, by_text)) * scale)


def sort_indicator(
    columns: Sequence[LedgerColumn], sorting: Sorting, date_key: str
) -> tuple[int, Qt.SortOrder]:
    """Where the header's arrow stands, and which way."""
    key = sorting.key or date_key
    place = next((place for place, column in enumerate(columns) if column.key == key), -1)
    return place, Qt.SortOrder.DescendingOrder if sorting.descending else Qt.SortOrder.AscendingOrder
