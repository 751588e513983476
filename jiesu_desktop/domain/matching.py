"""Which unit, category and level suit an order: pure scoring, with the words that speak for each.

Fuzzy comparison needs a library and lives in ``services/suggest.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jiesu_desktop.domain.directory import UnitEntry, UnitKind
from jiesu_desktop.domain.tickets import UpstreamRow

_KEYWORD, _CATEGORY, _NAME, _STREET, _PRECEDENT = 3.0, 2.0, 4.0, 1.0, 1.5
"""Weights: what a hit of each sort adds (D). A unit named in the text outweighs a keyword, a keyword its category."""
_MANY = 3  # so many orders like this one propose a unit by themselves (D)

_PUNCTUATION = re.compile(r"[\s()（）+-]")
_SHORTEST_PHONE = 7  # digits of a local number


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing proposed. ``score`` orders; ``why`` is a Chinese sentence that names the words."""

    name: str
    score: float
    why: str


def whole_number(phone: str) -> bool:
    """Whether this can tell a caller: a masked number (158****2222) or a word such as 保密 stands for many people."""
    digits = _PUNCTUATION.sub("", phone)
    return digits.isdigit() and len(digits) >= _SHORTEST_PHONE


def same_caller(one: str, other: str) -> bool:
    """Whether two orders came from one number."""
    return one == other and whole_number(one)


def text_of(row: UpstreamRow) -> str:
    """The words of an order in which to look for duties."""
    return "\n".join(
        (row.title, row.content, row.category.replace("->", " "), row.place, row.community, row.street)
    )


def score_units(
    row: UpstreamRow, directory: Iterable[UnitEntry], precedents: Mapping[str, int] | None = None
) -> list[Suggestion]:
    """Units for an order, best first.

    Args:
        directory: the units with their duties.
        precedents: how often each unit had orders like this one.
    """
    text = text_of(row)
    found = (_score_unit(row, text, entry, (precedents or {}).get(entry.unit.name, 0)) for entry in directory)
    return sorted((s for s in found if s is not None), key=lambda s: (-s.score, s.name))


def _score_unit(row: UpstreamRow, text: str, entry: UnitEntry, precedents: int) -> Suggestion | None:
    unit = entry.unit
    street = row.street.removesuffix("街道")
    own_street = bool(street) and unit.kind is UnitKind.STREET and street in unit.name
    if not unit.active or (unit.kind is UnitKind.STREET and street and not own_street):
        return None  # a street answers for itself alone
    score, why = 0.0, []
    if unit.name in text or (unit.short and unit.short in text):
        score, why = _NAME, ["文中提到该单位"]
    words = sorted(
        {word for duty in entry.duties for word in duty.keywords if word and word in text}, key=len
    )
    if words:
        score += _KEYWORD * (1 + 0.2 * (len(words) - 1)) + 0.1 * len(words[-1])
        why.append(f"职责关键词：{'、'.join(reversed(words))}")
    shared = max((_shared_levels(row.category, duty.category) for duty in entry.duties), default=0)
    if shared:
        score += _CATEGORY * shared / 2
        why.append(f"分类相符：{'->'.join(row.category.split('->')[:shared])}")
    if own_street:
        score += _STREET
        why.append(f"属地：{row.street}")
    if precedents and (score or precedents >= _MANY):
        score += _PRECEDENT * min(precedents, 5) / 5
        why.append(f"近期同类办过 {precedents} 件")
    return Suggestion(unit.name, round(score, 2), "；".join(why)) if score else None


def _shared_levels(one: str, other: str) -> int:
    """How many levels of two category paths agree from the top."""
    if not one or not other:
        return 0
    count = 0
    for left, right in zip(one.split("->"), other.split("->"), strict=False):
        if left.strip() != right.strip():
            break
        count += 1
    return count


def score_categories(
    row: UpstreamRow, directory: Iterable[UnitEntry], alike: Sequence[str]
) -> list[Suggestion]:
    """Category paths for an order: its own, those of duties whose keywords it has, those of orders like it."""
    text = f"{row.title}\n{row.content}\n{row.place}"
    scores: Counter[str] = Counter()
    why: dict[str, list[str]] = {}
    if row.category:
        scores[row.category] += 5
        why[row.category] = ["来件分类"]
    for duty in (duty for entry in directory for duty in entry.duties if duty.category):
        words = [word for word in duty.keywords if word and word in text]
        if words:
            scores[duty.category] += len(words)
            why.setdefault(duty.category, []).append(f"关键词：{'、'.join(words)}")
    for path, count in Counter(path for path in alike if path).items():
        scores[path] += count
        why.setdefault(path, []).append(f"相似工单 {count} 件")
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Suggestion(path, float(score), "；".join(dict.fromkeys(why[path]))) for path, score in ranked]
