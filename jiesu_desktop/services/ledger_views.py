"""Saved views of a ledger: its filters, columns and sorting under a name, one's own or shared with the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.ledgers import LedgerColumn
from jiesu_desktop.domain.states import Refused, State
from jiesu_desktop.domain.tickets import Channel, Level, Who
from jiesu_desktop.domain.urging import URGED
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import SavedView
from jiesu_desktop.storage.unit_of_work import UnitOfWork


class Period(StrEnum):
    """Which days; the value is the word on screen."""

    ALL = "全部"
    TODAY = "今天"
    WEEK = "近7天"
    MONTH = "本月"
    CUSTOM = "自定"

    def days(self, today: date) -> tuple[date | None, date | None]:
        """First and last day, both included; None = unbounded. CUSTOM has none of its own."""
        match self:
            case Period.TODAY:
                return today, today
            case Period.WEEK:
                return today - timedelta(days=6), today
            case Period.MONTH:
                return today.replace(day=1), today
            case _:
                return None, None


CONDITIONS = {
    "period": "日期", "start": "开始日期", "end": "结束日期", "unit": "承办单位", "category": "问题分类", "state": "状态",
    "level": "紧急程度", "channel": "来源渠道", "text": "全文", "urge": "待催办",
}  # fmt: skip
"""What a ledger may be filtered by: name → the words on screen. A view keeps those that filter anything."""
_WORDS: Mapping[str, frozenset[str]] = {
    "period": frozenset(period.name for period in Period),
    "state": frozenset(State),
    "level": frozenset(Level),
    "channel": frozenset(Channel),
}


class ViewColumn(NamedTuple):
    """A column of a view, from left to right; ``width`` in pixels."""

    key: str
    width: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedView:
    """One of them.

    Attributes:
        conditions: by the names of :data:`CONDITIONS`; a period is kept by its name, so that 本月 stays this month.
        sort: a column key, '' for the ledger's own date.
    """

    ledger: str
    name: str = ""
    conditions: Mapping[str, str] | None = None
    columns: tuple[ViewColumn, ...] = ()
    sort: str = ""
    descending: bool = True
    shared: bool = False
    id: int = 0
    owner: str = ""
    version: int = 0

    @property
    def filters(self) -> Mapping[str, str]:
        """Its conditions, none where it has none."""
        return self.conditions or {}


def find(queries: Queries, who: Who, ledger: str) -> tuple[NamedView, ...]:
    """The views this person may use of a ledger: their own first, then what others share, by name."""
    views = [_view(saved) for saved in queries.desk.views(who.name, ledger)]
    return tuple(sorted(views, key=lambda view: (view.owner != who.name, view.name)))


def save(uow: UnitOfWork, time: TimeSource, who: Who, view: NamedView) -> Changes:
    """Add (id 0), change, rename or share one of one's own.

    Raises:
        Refused: no name, a name one has already, or a view of someone else. Stale: it was changed meanwhile.
    """
    view = replace(view, name=view.name.strip(), owner=view.owner or who.name)
    if not view.name:
        raise Refused("给视图起个名字，几个字就行。", (), "name")
    _own(who, view)
    taken = [one for one in uow.desk.views(who.name, view.ledger) if one.owner == who.name]
    if any(one.name == view.name and one.id != view.id for one in taken):
        raise Refused(f"已有名为“{view.name}”的视图；换个名字，或在视图菜单里替换它。", (), "name")
    uow.desk.save_view(_saved(view), view.version if view.id else None)
    return Changes(message=f"视图“{view.name}”已保存{'，全室共用' if view.shared else ''}")


def remove(uow: UnitOfWork, time: TimeSource, who: Who, view: NamedView) -> Changes:
    """Take one of one's own away. Refused: someone else's. Stale: it was changed meanwhile."""
    _own(who, view)
    uow.desk.remove_view(view.id, view.version)
    return Changes(message=f"视图“{view.name}”已删除")


def fitting(view: NamedView, columns: Sequence[LedgerColumn]) -> tuple[NamedView, str]:
    """The view without what the ledger no longer has, and a sentence that says what was left out ('' nothing)."""
    known = {column.key for column in columns}
    gone = [f"列“{one.key.removeprefix('extra:')}”" for one in view.columns if one.key not in known]
    conditions = {name: value for name, value in view.filters.items() if _holds(view.ledger, name, value)}
    gone += [_called(name, value) for name, value in view.filters.items() if name not in conditions]
    sort = view.sort
    if sort and (sort not in known or sort.startswith("extra:")):
        gone.append(f"排序“{sort.removeprefix('extra:')}”")
        sort = ""
    kept = tuple(one for one in view.columns if one.key in known)
    if kept and not any(one.shown for one in kept):
        kept = ()  # nothing would be seen: the usual columns instead
    sentence = f"视图“{view.name}”里已不存在、略过了：{'、'.join(gone)}" if gone else ""
    return replace(view, conditions=conditions, columns=kept, sort=sort), sentence


def _called(name: str, value: str) -> str:
    return f"{CONDITIONS[name]}“{value}”" if name in CONDITIONS else f"筛选“{name}”"


def _holds(ledger: str, name: str, value: str) -> bool:
    if name not in CONDITIONS:
        return False
    if name == "urge":
        return ledger in URGED
    if name in ("start", "end"):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return value in _WORDS.get(name, (value,))


def _own(who: Who, view: NamedView) -> None:
    if view.owner != who.name:
        raise Refused(f"这是{view.owner}共用的视图，只能使用；要改请另存为自己的视图。", (), "name")


def _saved(view: NamedView) -> SavedView:
    data: dict[str, Any] = {
        "conditions": dict(view.filters),
        "columns": [list(column) for column in view.columns],
        "sort": [view.sort, view.descending],
    }
    return SavedView(
        id=view.id, owner=view.owner, shared=view.shared, page=view.ledger, name=view.name, data=data
    )


def _view(saved: SavedView) -> NamedView:
    """What was kept; what is not as it was written counts for nothing."""
    data = saved.data
    conditions, columns, sort = data.get("conditions"), data.get("columns"), data.get("sort")
    sort = sort if isinstance(sort, list) and len(sort) == 2 else ["", True]
    return NamedView(
        ledger=saved.page,
        name=saved.name,
        conditions={str(k): str(v) for k, v in conditions.items()} if isinstance(conditions, dict) else {},
        columns=columns_of(columns),
        sort=str(sort[0]),
        descending=bool(sort[1]),
        shared=saved.shared,
        id=saved.id,
        owner=saved.owner,
        version=saved.version,
    )


def columns_of(kept: Any) -> tuple[ViewColumn, ...]:
    """Columns as they were kept in JSON; what is none is left out."""
    if not isinstance(kept, list):
        return ()
    return tuple(
        ViewColumn(str(one[0]), int(one[1]), bool(one[2]))
        for one in kept
        if isinstance(one, list) and len(one) == 3 and isinstance(one[1], int | float)
    )
