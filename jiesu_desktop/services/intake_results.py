"""What an import did, or would do, in counts and sentences."""

from __future__ import annotations

from dataclasses import dataclass

from jiesu_desktop.domain.intake import Change, Kind
from jiesu_desktop.domain.tickets import UpstreamRow
from jiesu_desktop.exchange.headings import ALIASES
from jiesu_desktop.services.changes import Changes


def field_name(field: str) -> str:
    """A changed field's heading, such as 标题 for ``title``; a kept column goes by its own."""
    return ALIASES[field].split()[0] if field in ALIASES else field.removeprefix("extra:")


@dataclass(frozen=True, slots=True)
class Difference:
    """What upstream says otherwise than an operator typed; the operator's stands."""

    ticket_id: int
    number: str
    change: Change

    @property
    def text(self) -> str:
        """One Chinese sentence."""
        return f"{self.number} {field_name(self.change.field)}：上游为“{self.change.after}”，保留人工填写的“{self.change.before}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeResult:
    """What became of a file's rows: added + updated + unchanged + rejected = rows.

    Attributes:
        history: how many of the added came in closed. come_again: how many of the updated began a new round.
        suspected: how many of the added wait for 疑似紧急，请判定.
        finished_upstream: updated orders that upstream calls finished while we have them in hand; nothing closes them.
        rejected: (row number, reason) in row order.
        differences: what upstream says otherwise than operators typed.
        ticket_ids: every order added or changed; added_ids: those added, in the file's order.
    """

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    history: int = 0
    come_again: int = 0
    suspected: int = 0
    finished_upstream: frozenset[int] = frozenset()
    rejected: tuple[tuple[int, str], ...] = ()
    differences: tuple[Difference, ...] = ()
    ticket_ids: frozenset[int] = frozenset()
    added_ids: tuple[int, ...] = ()

    @property
    def changes(self) -> Changes:
        """For the views."""
        return Changes(tickets=self.ticket_ids, message=self.message)

    @property
    def message(self) -> str:
        """One Chinese line with the counts."""
        parts = [
            f"共 {self.rows} 行",
            f"新增 {self.added}",
            f"更新 {self.updated}",
            f"无变化 {self.unchanged}",
        ]
        if self.history:
            parts[1] += f"（其中历史 {self.history}）"
        if self.come_again:
            parts[2] += f"（其中再次派来 {self.come_again}）"
        if self.finished_upstream:
            parts[2] += f"（其中 {len(self.finished_upstream)} 件上游已办结而本室在办，请核实）"
        if self.rejected:
            parts.append(f"拒收 {len(self.rejected)}")
        return "，".join(parts)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of a preview: what will become of it, and why."""

    row: UpstreamRow
    kind: Kind
    number: str
    suspected: str | None = None
    changes: tuple[Change, ...] = ()
    differences: tuple[Change, ...] = ()
    older: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do. ``ask_history``: so many open rows come at once that they may be old ones."""

    result: IntakeResult
    rows: tuple[PlannedRow, ...]
    open_rows: int
    ask_history: bool
