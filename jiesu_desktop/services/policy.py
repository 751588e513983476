"""The limits in force: put into the database from the bundled file, shown, and replaced by a new version."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.clocks import ClockState
from jiesu_desktop.domain.intake import shown
from jiesu_desktop.domain.policy import Policy, PolicyError, parse_policy
from jiesu_desktop.domain.policy_preview import ClockChange, compare
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.paths import resource
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import StoredPolicy
from jiesu_desktop.storage.unit_of_work import UnitOfWork

DEFAULT_FILE = "policy/contract-2024.toml"
SINCE_EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""The bundled version holds from before any order, so that one obtained in the past has limits too."""


def bundled() -> Policy:
    """The contract's limits as delivered with the program."""
    return read_file(resource(DEFAULT_FILE))


def ensure_default(uow: UnitOfWork, time: TimeSource, who: Who) -> Changes:
    """Put the bundled version into a database that has none; a database that has one is left alone."""
    if uow.policies.in_force(time.now()) is not None or uow.policies.history():
        return Changes()
    uow.policies.add(bundled(), SINCE_EVER, who.name, time.now())
    return Changes(policy=True)


def in_force(uow: UnitOfWork | Queries, at: datetime) -> Policy:
    """The version under which an order obtained at that moment starts; the first one for moments before it.

    Raises:
        Refused: the database holds no policy.
    """
    found = uow.policies.in_force(at)
    if found is not None:
        return found
    history = uow.policies.history()
    if not history:
        raise Refused("数据库中没有时限规则，请重新启动程序以写入默认规则。")
    return history[0].policy


def read_file(path: Path) -> Policy:
    """The policy in a TOML or JSON file.

    Raises:
        Refused: it cannot be read or used; one Chinese sentence a line for each problem. Nothing changes.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} 不是 UTF-8 文本，请另存为 UTF-8 的 TOML 文件。") from None
    except FileNotFoundError:
        raise Refused(f"找不到规则文件 {path}，请检查路径。") from None
    except IsADirectoryError:
        raise Refused(f"{path} 是文件夹，请写明规则文件（.toml）。") from None
    except PermissionError:
        raise Refused(f"没有读取 {path} 的权限，请检查文件权限。") from None
    except OSError as error:
        raise Refused(f"读不到规则文件 {path}：{error.strerror or error}。") from error
    return parse_text(text, path.name)


def parse_text(text: str, name: str = "时限规则") -> Policy:
    """The policy in TOML or JSON text. Raises as :func:`read_file`."""
    try:
        return parse_policy(_parsed(text))
    except PolicyError as error:
        raise Refused(f"{name} 有 {len(error.problems)} 处不能用，现行规则不变：\n{error.message}") from error
    except (ValueError, RecursionError) as error:  # the latter: brackets in brackets without end
        raise Refused(f"{name} 不是有效的 TOML 或 JSON 文件，现行规则不变{_where(error)}。") from error


def _where(error: Exception) -> str:
    """The place, in Chinese, that both readers name in English."""
    found = re.search(r"line (\d+),? column (\d+)", str(error))
    return f"：请看第 {found[1]} 行第 {found[2]} 个字符处" if found else ""


def _parsed(text: str) -> dict[str, Any]:
    """What ``policy show`` printed can be edited and set: the moment it tells is no setting, and is not set by it."""
    data: dict[str, Any] = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    data.pop("effective_at", None)
    return data


def to_toml(policy: Policy) -> str:
    """A version as a TOML file that :func:`parse_text` reads back; the bundled one with its explanations."""
    if _is_bundled(policy):
        return resource(DEFAULT_FILE).read_text("utf-8")
    data = policy.to_data()
    lines = [f"# {policy.name}", "# 时长写作 30秒、5分钟、1.5小时、7天；时刻写作 08:00（北京时间）。", ""]
    _write_section(data, (), lines)
    return "\n".join(lines) + "\n"


def _is_bundled(policy: Policy) -> bool:
    """Whether it is the delivered version; a delivered file that a hand has broken is nobody's version."""
    try:
        return policy == bundled()
    except Refused:
        return False


def _write_section(data: Mapping[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    """Values first, then sections and lists of sections, as TOML wants them."""
    lines.extend(f"{name} = {_toml(value)}" for name, value in data.items() if not _is_section(value))
    for name, value in data.items():
        if not _is_section(value):
            continue
        many = isinstance(value, list)
        for each in value if many else (value,):
            heading = ".".join((*path, name))
            lines.extend(["", f"[[{heading}]]" if many else f"[{heading}]"])
            _write_section(each, (*path, name), lines)


def _is_section(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _toml(value: Any) -> str:
    """A string, number or list: what JSON writes for them is TOML too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def set_policy(
    uow: UnitOfWork, time: TimeSource, who: Who, policy: Policy, *, effective_at: datetime | None = None
) -> Changes:
    """A new version, which orders obtained from ``effective_at`` (now by default) start under; others keep theirs.

    Raises:
        Refused: it would take effect in the past, where orders were already measured.
    """
    now = time.now()
    effective = effective_at or now
    if effective < now:
        raise Refused(
            f"生效时间 {shown(effective)} 早于现在，已开始计时的工单不能换规则。请填现在或以后的时间。"
        )
    uow.policies.add(policy, effective, who.name, now)
    return Changes(
        policy=True, message=f"时限规则“{policy.name}”已保存，{shown(effective)[:16]} 起的新工单适用"
    )


def history(uow: UnitOfWork) -> list[StoredPolicy]:
    """All versions, by when they take effect."""
    return uow.policies.history()


def broken_words(queries: Queries, now: datetime) -> str:
    """A sentence about versions that were broken by hand and which one holds instead; '' when all can be used."""
    broken = queries.policies.broken()
    if not broken:
        return ""
    held = queries.policies.in_force(now)
    names = "、".join(f"“{one.name}”（{one.problems[0]}）" for one in broken)
    instead = f"沿用“{held.name}”" if held is not None else "没有可用的版本"
    return f"时限规则{names}不能用，{instead}。请到 设置·时限规则 重新设定。"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One running clock of one open order, under the version it began under and under another."""

    ticket_id: int
    number: str
    title: str
    change: ClockChange


def preview(queries: Queries, new: Policy, now: datetime) -> tuple[PreviewRow, ...]:
    """Every clock that ``new`` would move or put in another state now: what would become overdue first, then by due."""
    held: dict[int, Policy] = {}
    rows: list[PreviewRow] = []
    for one in queries.watched():
        if one.policy_id not in held:
            held[one.policy_id] = queries.policies.get(one.policy_id)
        changes = compare(one.events, one.lead_events, one.level, held[one.policy_id], new, now)
        ticket = one.ticket
        rows += [
            PreviewRow(ticket.id, ticket.number, ticket.title, change) for change in changes if change.changed
        ]
    return tuple(sorted(rows, key=_pressing))


def _pressing(row: PreviewRow) -> tuple[int, datetime, int]:
    rank = {ClockState.OVERDUE: 0, ClockState.WARNING: 1}
    standing = row.change.new or row.change.old
    due = standing.due_at if standing is not None else SINCE_EVER
    return rank[row.change.worse] if row.change.worse is not None else 2, due, row.ticket_id
