"""What the import dialog has done behind: files read, planned, taken in together or not at all. No widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jiesu_desktop.domain.intake import Kind
from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.exchange.failures import UnreadableFile
from jiesu_desktop.exchange.ticket_import import ReadOrders, read_orders
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.services import intake
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.intake import IntakeResult, PlannedRow, Preview
from jiesu_desktop.services.intake_results import field_name

SHOWN = 300
"""Rows of one file shown one by one: enough to see whether it was understood."""
FATES = {
    Kind.ADD: "新增",
    Kind.HISTORY: "新增（历史）",
    Kind.UPDATE: "更新",
    Kind.COME_AGAIN: "再次派来",
    Kind.UNCHANGED: "无变化",
}

Planned = tuple[str, int, str, str, str, str]
"""File, row, number, title, what will become of it, and why or which fields."""
Line = tuple[str, int | str, str, str]
"""File, row, what kind of remark, and the remark."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator says about all files."""

    channel: Channel = Channel.HOTLINE
    level: Level | None = None
    history: bool = False


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file on its way in.

    Attributes:
        read: what stands in it; None when it cannot be read, for which ``problem`` is the sentence.
        preview, result: what would become, and what became of it.
    """

    path: Path
    read: ReadOrders | None = None
    problem: str = ""
    preview: Preview | None = None
    result: IntakeResult | None = None

    @property
    def counts(self) -> IntakeResult | None:
        """What became of it, else what would."""
        return self.result or (self.preview.result if self.preview is not None else None)

    def cells(self) -> tuple[str | int, ...]:
        """Its line in the table of files."""
        if (found := self.counts) is None:
            return (self.path.name, "", "", "", "", "", "", self.problem)
        note = self.problem or "；".join(self.read.notes if self.read is not None else ())
        figures = (
            found.rows,
            found.added,
            found.updated,
            found.unchanged,
            found.history,
            len(found.rejected),
        )
        return (self.path.name, *figures, note)

    def remarks(self) -> Iterator[Line]:
        """What a person should look at: refused rows first."""
        name = self.path.name
        if self.problem:
            yield name, "", "读不了", self.problem
        if (found := self.counts) is None:
            return
        for row, reason in found.rejected:
            yield name, row, "未收", reason
        for difference in found.differences:
            yield name, "", "保留人工", difference.text
        for one in self.preview.rows if self.preview is not None else ():
            if one.kind is Kind.COME_AGAIN:
                yield name, one.row.row, "再次派来", f"{one.number} 已退回或办结，开始新一轮计时"
            if one.suspected and one.kind is not Kind.HISTORY:
                yield (
                    name,
                    one.row.row,
                    "疑似紧急",
                    f"{one.number} {one.row.title}：{one.suspected}，导入后请判定",
                )

    def planned(self) -> Iterator[Planned]:
        """The first rows one by one, with what will become of each."""
        for one in (self.preview.rows if self.preview is not None else ())[:SHOWN]:
            title = one.row.title or one.row.content[:40]
            yield self.path.name, one.row.row, one.number or "（无编号）", title, FATES[one.kind], _why(one)


def _why(one: PlannedRow) -> str:
    """What speaks for its fate: suspected words, an older snapshot, the fields that change."""
    if one.suspected and one.kind is not Kind.HISTORY:
        return f"疑似紧急：{one.suspected}"
    if one.older:
        return "比已有的旧，不采用"
    return "、".join(field_name(change.field) for change in one.changes)


def look(ctx: Desk, files: Sequence[OneFile], terms: Terms, progress: Progress) -> list[OneFile]:
    """Read what is not read yet and plan it; nothing is written. A file that cannot be read stops no other."""
    looked = []
    for file in files:
        if file.read is None and not file.problem:
            try:
                file = replace(file, read=read_orders(file.path, progress=progress.step))
            except UnreadableFile as error:
                file = replace(file, problem=error.message)
        if file.read is not None:
            with ctx.store.read() as queries:
                plan = intake.preview(
                    queries,
                    ctx.time,
                    ctx.who,
                    file.read.rows,
                    channel=terms.channel,
                    level=terms.level,
                    history=terms.history,
                    refused=file.read.rejected,
                    progress=progress.step,
                )
            file = replace(file, preview=plan)
        looked.append(file)
    return looked


def take_in(ctx: Desk, files: Sequence[OneFile], terms: Terms, progress: Progress) -> list[OneFile]:
    """Take all readable files in, in one transaction: cancelled or failed, nothing has changed."""
    taken = []
    with ctx.store.begin() as uow:
        for file in files:
            if file.read is not None:
                result = intake.take_in(
                    uow,
                    ctx.time,
                    ctx.who,
                    file.read.rows,
                    channel=terms.channel,
                    level=terms.level,
                    history=terms.history,
                    file_name=file.path.name,
                    refused=file.read.rejected,
                    progress=progress.step,
                )
                file = replace(file, result=result)
            taken.append(file)
    return taken


def repeats(files: Sequence[OneFile]) -> int:
    """Orders planned as new in more than one file: each is added once, and unchanged after that."""
    new = [
        one.number
        for file in files
        for one in (file.preview.rows if file.preview is not None else ())
        if one.kind in (Kind.ADD, Kind.HISTORY)
    ]
    return len(new) - len(set(new))


def changes_of(files: Sequence[OneFile]) -> Changes:
    """What all of them changed, with one line for the status bar."""
    results = [file.result for file in files if file.result is not None]
    tickets = frozenset().union(*(result.ticket_ids for result in results))
    added, updated = sum(r.added for r in results), sum(r.updated for r in results)
    refused = sum(len(r.rejected) for r in results)
    message = f"已导入：新增 {added} 件，更新 {updated} 件" + (f"，未收 {refused} 行" if refused else "")
    return Changes(tickets=tickets, message=message)
