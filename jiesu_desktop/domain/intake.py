"""What to do with an arriving order: who it is, whether it is news, and what it changes (clocks.md, Zero)."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

from jiesu_desktop.domain.clocks import effective
from jiesu_desktop.domain.policy_model import BEIJING, Policy
from jiesu_desktop.domain.states import CONDITIONS, TRANSITIONS, Move, State
from jiesu_desktop.domain.tickets import UPSTREAM_FIELDS, Act, Event, UpstreamRow

_FIELDS_OF = attrgetter(*UPSTREAM_FIELDS)
_IDENTITY_OF = attrgetter("content", "title", "caller", "phone", "received_at")
_EXTRA = "extra:"
_SNAPSHOTS_KEPT = 50

_FINISHED = re.compile(r"回复完成|办结|归档|办理完成|已完成|结案|已回复|已回访")
_NOT_YET = re.compile(r"待|未|尚|申请|退回|驳回|即将|办结中")
_NO_RESULT = frozenset({"", "未评价", "未回访", "未联系", "待回访", "无", "/", "-", "--", "—", "nan", "NaN"})

COMES_AGAIN_TO = frozenset({State.RETURNED, State.CLOSED, State.CALLED_BACK, State.EXCLUDED, State.ARCHIVED})
"""States in which an order that arrives open and different begins a new round (再次派来)."""

_MAY_FOLLOW = frozenset(
    act
    for act, rule in TRANSITIONS.items()
    if rule.target is Move.STAY and State.TO_SIGN in rule.sources and act not in CONDITIONS
)
"""Acts that may as well follow an order's coming again: a note, an urge, the number shown to somebody."""


# ----------------------------------------------------------------------------------------------------- who it is


def identity_of(row: UpstreamRow) -> str:
    """What the order is known by: its number, else a hash of its normalised text, caller, phone and time."""
    if row.number:
        return _plain(row.number)
    return f"~{_digest(_plain('' if part is None else str(part)) for part in _IDENTITY_OF(row))}"


def own_number(identity: str, obtained_at: datetime) -> str:
    """The number we give an order that has none: 值班-YYMMDD-, day in Beijing, and a serial made of its identity."""
    serial = int(hashlib.sha256(identity.encode()).hexdigest()[:12], 16) % 10**8
    return f"值班-{obtained_at.astimezone(BEIJING):%y%m%d}-{serial:08d}"


def snapshot_of(row: UpstreamRow) -> str:
    """A hash of everything upstream said of the order, to know the same again at a glance."""
    parts = [
        value if isinstance(value, str) else "" if value is None else str(value) for value in _FIELDS_OF(row)
    ]
    parts.extend(f"{header}\x1f{value}" for header, value in row.extra)
    return _digest(parts)


def remembered(seen: str, snapshot: str) -> str:
    """The snapshots seen of an order with one more, newest last, as storage keeps them."""
    return " ".join([*(old for old in seen.split() if old != snapshot), snapshot][-_SNAPSHOTS_KEPT:])


def _plain(text: str) -> str:
    text = text.replace("\0", "")
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFKC", text).split())


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\x1e".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


# ------------------------------------------------------------------------------------------------- what it looks like


def suspicion(row: UpstreamRow, policy: Policy) -> str | None:
    """The words, or the column's value, that suggest 紧急; None when nothing does (domain.md, grade D).

    A person decides: one key answers the stage 疑似紧急，请判定.
    """
    level = row.level_upstream
    if level and level in policy.intake.urgent_values:
        return "上游标为紧急" if level in ("是", "急") else f"上游标为{level}"
    found = _words(policy.intake.urgent_words).search(f"{row.title}\n{row.content}")
    return found[0] if found else None


@lru_cache(maxsize=8)
def _words(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")


def is_finished(row: UpstreamRow) -> bool:
    """Whether the order arrived finished: a closing time, a finished status, or a call-back result. History, no news."""
    if row.closed_at is not None or row.resolved not in _NO_RESULT or row.satisfied not in _NO_RESULT:
        return True
    if row.valid_callback == "是":
        return True  # 是否联系 alone says nothing: units ring callers long before they are done
    status = row.status_upstream
    return bool(status and _FINISHED.search(status) and not _NOT_YET.search(status))


_SHORT = {"number": "工单编号", "category": "问题分类", "unit": "承办单位", "phone": "来电人电话/账号"}
_SHORT_AT_MOST = 300
"""Orders are looked up by these; PostgreSQL keeps no more than about 900 Chinese characters of two of them in an index, and
would refuse the whole file."""


def cannot_take(row: UpstreamRow) -> str:
    """Why the row is no order, as a Chinese sentence; '' when it is one."""
    for name, word in _SHORT.items():
        if (length := len(getattr(row, name))) > _SHORT_AT_MOST:
            return f"“{word}”有 {length} 个字，超过 {_SHORT_AT_MOST} 个字，像是列错了位，请核对。"
    if row.title or row.content:
        return ""
    if row.number:
        return "只有工单编号，没有标题和内容。"
    return "没有工单编号，也没有标题和内容。"


# ------------------------------------------------------------------------------------------------ what it changes


@dataclass(frozen=True, slots=True)
class Change:
    """One field upstream says otherwise than we have it. ``field`` may be ``extra:HEADER``; values are text as shown."""

    field: str
    before: str
    after: str

    def as_triple(self) -> tuple[str, str, str]:
        """As ``Details.changes`` keeps it."""
        return self.field, self.before, self.after


def diff(old: UpstreamRow, new: UpstreamRow) -> tuple[Change, ...]:
    """What ``new`` says otherwise than ``old``. A blank says nothing, for exports leave out columns; numbers are identity."""
    changes = [
        Change(name, shown(before), shown(after))
        for name, before, after in zip(UPSTREAM_FIELDS, _FIELDS_OF(old), _FIELDS_OF(new), strict=True)
        if after and after != before and name != "number"
    ]
    known = dict(old.extra)
    changes.extend(
        Change(_EXTRA + header, known.get(header, ""), value)
        for header, value in new.extra
        if value and known.get(header, "") != value
    )
    return tuple(changes)


def shown(value: str | datetime | None) -> str:
    """A field's value as people read it; times in Beijing."""
    if value is None:
        return ""
    return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else value


def merged_extra(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], keep: frozenset[str] = frozenset()
) -> tuple[tuple[str, str], ...]:
    """The columns of no name of ours: the new values over the old, in the order first seen; ``keep`` stay as they are."""
    together = dict(old)
    together.update((header, value) for header, value in new if value and header not in keep)
    return tuple(together.items())


class Kind(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    HISTORY = "history"  # added, closed
    UPDATE = "update"
    COME_AGAIN = "come_again"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a row whose order is known.

    Attributes:
        changes: what is to be taken over. differences: what an operator typed otherwise; reported, never overwritten.
        older: it is an earlier snapshot than the one last seen, and changes nothing.
    """

    kind: Kind
    changes: tuple[Change, ...] = ()
    differences: tuple[Change, ...] = ()
    older: bool = False


def decide(
    known: UpstreamRow,
    new: UpstreamRow,
    *,
    seen: str,
    edited: Mapping[str, str | None],
    state: State,
    seen_at: datetime,
    stood_since: datetime,
    obtained_at: datetime,
    history: bool,
) -> Decision:
    """What a row of a known order means.

    Args:
        known: the order as it stands. new: the row.
        seen: the snapshots seen of it, as :func:`remembered` keeps them.
        edited: fields an operator typed, each with what upstream had said there, None where it had said nothing.
        state: where the order stands.
        seen_at: when upstream was last heard of it. stood_since: as :func:`stood_since` tells it; a row obtained
            before an order was returned or closed cannot be its coming again.
        obtained_at: when this row was exported or taken in.
        history: the row is to be taken as history even where it is open.
    """
    changes = diff(known, new)
    differences = tuple(change for change in changes if change.field in edited)
    changes = tuple(change for change in changes if change.field not in edited)
    snapshot, known_ones = snapshot_of(new), seen.split()
    older = obtained_at < seen_at or snapshot in known_ones[:-1]
    differs = bool(changes) or any(edited[one.field] not in (None, one.after) for one in differences)
    news = differs and snapshot not in known_ones and obtained_at >= stood_since
    if state in COMES_AGAIN_TO and news and not older and not history and not is_finished(new):
        return Decision(Kind.COME_AGAIN, changes, differences)
    if older or not changes:
        return Decision(Kind.UNCHANGED, (), differences, older and bool(changes))
    return Decision(Kind.UPDATE, changes, differences)


def typed(edited: Iterable[str], events: Iterable[Event]) -> dict[str, str | None]:
    """The fields an operator typed, each with what upstream had said there; None where it was typed from the start."""
    said: dict[str, str | None] = dict.fromkeys(edited)
    for event in events:
        for name, before, _after in event.details.changes if event.act is Act.EDIT else ():
            if said.get(name, "") is None:
                said[name] = before
    return said


def stood_since(events: Sequence[Event]) -> datetime:
    """When something last happened to an order that could not as well have followed its coming again."""
    return max(event.occurred_at for event in effective(events) if event.act not in _MAY_FOLLOW)


def last_heard(events: Sequence[Event]) -> datetime:
    """When upstream was last heard of an order."""
    heard = (Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE)
    return max(event.occurred_at for event in events if event.act in heard)


def told_apart(rows: Sequence[UpstreamRow]) -> tuple[list[tuple[str, UpstreamRow]], list[tuple[int, str]]]:
    """Each order once with its identity, in the file's order, and the rows that cannot be taken with their reasons.

    A number used twice: the last row holds, the earlier is refused.
    """
    last: dict[str, UpstreamRow] = {}
    refused: list[tuple[int, str]] = []
    for row in rows:
        if reason := cannot_take(row):
            refused.append((row.row, reason))
            continue
        identity = identity_of(row)
        if (earlier := last.pop(identity, None)) is not None:
            word = f"工单编号 {row.number} 在文件中重复" if row.number else "与另一行是同一件工单"
            refused.append((earlier.row, f"{word}，以第 {row.row} 行为准。"))
        last[identity] = row
    refused.sort()
    return list(last.items()), refused
