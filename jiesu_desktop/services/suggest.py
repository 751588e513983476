"""What the desk would propose for an order: level, category, units, orders that may be the same, how it went last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from jiesu_desktop.domain.directory import UnitEntry
from jiesu_desktop.domain.intake import suspicion
from jiesu_desktop.domain.matching import Suggestion, same_caller, score_categories, score_units, text_of
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Channel, Level, UpstreamRow
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerSpec, QueueRow, StoredTicket

_DONE = frozenset({State.CLOSED, State.CALLED_BACK, State.ARCHIVED})
_SAME_PHONE, _SAME_PLACE, _SIMILAR = 25.0, 15.0, 0.6  # how much each adds to a likeness of 100 (D)
_PLACE_NEEDS, _TEXT_NEEDS, _PRECEDENT_NEEDS = (
    55.0,
    85.0,
    45.0,
)  # percent of text alike without the caller's number (D)
_CANDIDATES = 40
_COMPARED = 1000  # characters of a text that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """An order like this one. ``score`` of 100; ``outcome`` is what was done, for precedents."""

    ticket_id: int
    number: str
    title: str
    score: float
    why: str
    unit: str = ""
    phase: str = ""
    obtained_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything proposed for one order, each list best first."""

    level: Level
    level_why: str
    categories: tuple[Suggestion, ...]
    units: tuple[Suggestion, ...]
    duplicates: tuple[Alike, ...]
    precedents: tuple[Alike, ...]


def _seen(words: str) -> str:
    """What was seen: words of the text in quotation marks; what upstream said stands as it is."""
    return words if words.startswith("上游") else f"含“{words}”"


def suggest(queries: Queries, row: UpstreamRow, now: datetime, *, limit: int = 5) -> Proposal:
    """What the desk would propose for an order, on record or not."""
    policy = queries.policies.in_force(now)
    directory = queries.directory.entries()
    past = precedents(queries, row, directory, limit=4 * limit)
    words = suspicion(row, policy) if policy else None
    return Proposal(
        level=Level.URGENT if words else Level.GENERAL,
        level_why=f"{_seen(words)}，疑似紧急，请判定" if words else "没有表示紧急的词",
        categories=tuple(score_categories(row, directory, _categories_of(queries, past))[:limit]),
        units=tuple(score_units(row, directory, Counter(one.unit for one in past if one.unit))[:limit]),
        duplicates=tuple(duplicates(queries, row, now, policy)[:limit]),
        precedents=tuple(past[:limit]),
    )


def units(queries: Queries, row: UpstreamRow, *, limit: int = 5) -> list[Suggestion]:
    """Units for an order by their duties alone: quick enough for every selection."""
    return score_units(row, queries.directory.entries())[:limit]


def duplicates(
    queries: Queries, row: UpstreamRow, now: datetime, policy: Policy | None = None
) -> list[Alike]:
    """Orders of the last days (policy says how many) that may be this one: same caller's number, place or words."""
    policy = policy or queries.policies.in_force(now)
    days = policy.intake.duplicate_days if policy else 0
    found = queries.related(_as_ticket(row), now - timedelta(days=days), _CANDIDATES)
    shown = queries.queue_rows([one.id for one in found])
    alike = (_duplicate(row, one, shown[one.id]) for one in found)
    return sorted((one for one in alike if one is not None), key=lambda one: (-one.score, -one.ticket_id))


def precedents(
    queries: Queries, row: UpstreamRow, directory: Iterable[UnitEntry], *, limit: int = 5
) -> list[Alike]:
    """Closed orders like this one, with how they were handled (requirements C.1)."""
    own = row.id if isinstance(row, StoredTicket) else 0
    ids = [one for one in _candidates(queries, row, directory) if one != own]
    shown = {i: one for i, one in queries.queue_rows(ids).items() if one.state in _DONE}
    found = []
    for ticket_id, line in shown.items():
        ticket = queries.tickets.get(ticket_id)
        likeness = _likeness(row, ticket)
        if likeness >= _PRECEDENT_NEEDS:
            found.append(_precedent(ticket, line, likeness))
    return sorted(found, key=lambda one: (-one.score, -one.ticket_id))[:limit]


def _candidates(queries: Queries, row: UpstreamRow, directory: Iterable[UnitEntry]) -> list[int]:
    """Orders of the same category, or that hold the longest duty words this one holds."""
    ids: list[int] = []
    if row.category:
        spec = LedgerSpec(ledger="tickets", category=row.category)
        ids.extend(queries.ledger(spec, limit=_CANDIDATES).ids)
    text = text_of(row)
    words = {word for entry in directory for duty in entry.duties for word in duty.keywords if word in text}
    for word in sorted(words, key=lambda word: (-len(word), word))[:3]:
        if word:
            ids.extend(line.id for line in queries.search(word, limit=_CANDIDATES).rows)
    return list(dict.fromkeys(ids))


def _duplicate(row: UpstreamRow, other: StoredTicket, line: QueueRow) -> Alike | None:
    likeness = _likeness(row, other)
    same_phone = same_caller(row.phone, other.phone)
    same_place = bool(row.place) and row.place == other.place
    if not (same_phone or (same_place and likeness >= _PLACE_NEEDS) or likeness >= _TEXT_NEEDS):
        return None
    why = [f"内容相似 {likeness:.0f}%"]
    if same_phone:
        why.insert(0, "来电号码相同")
    if same_place:
        why.insert(0, "地点相同")
    score = likeness * _SIMILAR + _SAME_PHONE * same_phone + _SAME_PLACE * same_place
    return Alike(
        ticket_id=other.id,
        number=other.number,
        title=other.title,
        score=round(score, 1),
        why="，".join(why),
        unit=line.unit,
        phase=line.phase,
        obtained_at=line.obtained_at,
    )


def _precedent(ticket: StoredTicket, line: QueueRow, likeness: float) -> Alike:
    return Alike(
        ticket_id=ticket.id,
        number=ticket.number,
        title=ticket.title,
        score=round(likeness, 1),
        why=f"内容相似 {likeness:.0f}%",
        unit=line.unit,
        phase=line.phase,
        obtained_at=line.obtained_at,
        outcome=(ticket.reply or ticket.result)[:200],
    )


def _likeness(one: UpstreamRow, other: UpstreamRow) -> float:
    """Percent of the words of two orders that agree, whatever their order in the text."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(_said(one), _said(other)))


def _said(row: UpstreamRow) -> str:
    return (row.content or row.title)[:_COMPARED]


def _categories_of(queries: Queries, alike: Sequence[Alike]) -> list[str]:
    return [queries.tickets.get(one.ticket_id).category for one in alike]


def _as_ticket(row: UpstreamRow) -> StoredTicket:
    """An order not on record, as storage asks for it."""
    if isinstance(row, StoredTicket):
        return row
    values = {f.name: getattr(row, f.name) for f in fields(UpstreamRow)}
    return StoredTicket(**values, id=0, identity="", channel=Channel.HOTLINE, policy_id=0, version=0)
