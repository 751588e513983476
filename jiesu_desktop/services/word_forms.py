"""催办单, 督办单, 挂账申请表, 剔除申请表: what stands in them, and which template they are made from."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Act, Details, Event, UpstreamRow, Who
from jiesu_desktop.domain.wording import without_caller
from jiesu_desktop.exchange import word_forms
from jiesu_desktop.paths import resource

FOLDER = "templates"
NOTHING = "—"


class Paper(StrEnum):
    """A Word form; the value is its title and the name of its template."""

    URGE = "催办单"
    SUPERVISE = "督办单"
    DEFER = "挂账申请表"
    EXCLUDE = "剔除申请表"


def values_of(
    ticket: UpstreamRow,
    events: Sequence[Event],
    summary: Summary,
    details: Details,
    *,
    files: Sequence[str],
    due: datetime | None,
    who: Who,
    now: datetime,
) -> dict[str, str]:
    """Every field a template may name. Never the caller's name or number: these papers go to other houses.

    Args:
        details: what the act's form says. files: names of the files that go with it.
        due: the limit the unit is under.
    """
    known = (ticket.caller, ticket.phone)
    place = ticket.place or f"{ticket.street}{ticket.community}"
    reply = next((e for e in reversed(effective(events)) if e.act is Act.FEEDBACK), None)
    urged = summary.urged_count + 1 if details.means else summary.urged_count
    limit = ""
    if due is not None:
        limit = f"{_moment(due)}{'（已超时）' if due <= now else ''}"
    words = {
        "编号": ticket.number,
        "标题": without_caller(ticket.title, known),
        "地点": without_caller(place, known),
        "分类": ticket.category.replace("->", " › "),
        "级别": summary.level.label,
        "主要内容": without_caller(ticket.content, known),
        "获取时间": _moment(summary.obtained_at),
        "派发时间": _moment(summary.dispatched_at),
        "单位": details.unit or "、".join(unit.name for unit in summary.units),
        "时限": limit,
        "催办次数": str(urged),
        "领导": details.leader or "",
        "类别": details.code or "",
        "原因": details.reason or details.code or "",
        "内容": details.text or "",
        "要求时间": _moment(details.until),
        "最近反馈": without_caller(f"{reply.details.unit or ''}：{reply.details.text or ''}", known)
        if reply
        else "",
        "附件": "\n".join(files),
        "值班员": who.name,
        "日期": f"{(local := beijing(now)).year}年{local.month}月{local.day}日",
    }
    return {name: text or NOTHING for name, text in words.items()}


def _moment(moment: datetime | None) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M}" if moment is not None else ""


def own_template(paper: Paper, data_dir: Path) -> Path:
    """Where the room's own copy of a template lies, or would lie."""
    return data_dir / FOLDER / f"{paper.value}.docx"


def write(
    paper: Paper, values: dict[str, str], target: Path, data_dir: Path, *, bundled: bool = False
) -> Path:
    """Write the Word form from the room's own template if it has one, else from the bundled one.

    Args:
        bundled: leave the room's own template aside.

    Raises:
        BrokenTemplate: the template cannot be filled. UnwritableFile: the target cannot be written.
    """
    own = own_template(paper, data_dir)
    template = own if own.exists() and not bundled else resource(f"{FOLDER}/{paper.value}.docx")
    word_forms.fill(template, values, target)
    return target


def edit_template(paper: Paper, data_dir: Path) -> Path:
    """The room's own template, made from the bundled one if there is none yet; to be opened in Word."""
    own = own_template(paper, data_dir)
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(resource(f"{FOLDER}/{paper.value}.docx"), own)
    return own
