"""Invented citizens, places, units and complaints of an invented district, for the demo and for ``seed``.

The words lie in ``resources/demo``; which of them come together is the random source's choice, so one seed always tells
the same. Nothing here exists: firms, people and telephone numbers are made up and look so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind
from jiesu_desktop.domain.tickets import Channel, UpstreamRow
from jiesu_desktop.paths import resource

_WINTER = (11, 12, 1, 2, 3)
_SUMMER = (6, 7, 8, 9)
_KINDS = ("诉求", "诉求", "诉求", "投诉", "求助", "咨询", "建议", "举报")
_PREFIXES = {Channel.HOTLINE: "热线", Channel.SELF: "自采", Channel.OTHER: "网络"}


@cache
def district() -> Mapping[str, Any]:
    """resources/demo/district.toml."""
    return tomllib.loads(resource("demo/district.toml").read_text(encoding="utf-8"))


@cache
def matters() -> Mapping[str, Any]:
    """resources/demo/issues.toml."""
    return tomllib.loads(resource("demo/issues.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Invented:
    """One order and what only its inventor knows.

    Attributes:
        row: the order as upstream gives it.
        unit: who handles such a thing. others: who would not, the first two of them.
        urgent: its words suggest 紧急.
        foreign: not ours (非权属): to be returned.
    """

    row: UpstreamRow
    unit: str
    others: tuple[str, ...]
    urgent: bool
    foreign: bool


class Inventor:
    """Invents orders one after the other from one random source."""

    def __init__(self, random: Random) -> None:
        self.random = random
        words = matters()
        self._district = district()
        self._units = [unit["name"] for unit in self._district["unit"]]
        self._issues: list[Mapping[str, Any]] = words["issue"]
        self._words = words
        self._by_season = {
            month: [0.0 if _out_of_season(issue, month) else float(issue["weight"]) for issue in self._issues]
            for month in range(1, 13)
        }

    def order(
        self, at: datetime, serial: int, *, channel: Channel = Channel.HOTLINE, urgent: bool | None = None,
        foreign: bool | None = None,
    ) -> Invented:  # fmt: skip
        """An order that upstream took at about ``at``.

        Args:
            at: when it reaches the room.
            serial: makes its number; the caller keeps it unique within a day and channel.
            urgent, foreign: what it must or must not be; None: as it comes.
        """
        return self.write(self._issue(at, urgent, foreign), at, serial, channel)

    def _issue(self, at: datetime, urgent: bool | None, foreign: bool | None) -> Mapping[str, Any]:
        weights = self._by_season[beijing(at).month]
        while True:
            (issue,) = self.random.choices(self._issues, weights)
            if urgent in (None, bool(issue.get("urgent"))) and foreign in (None, bool(issue.get("foreign"))):
                return issue

    def issue_of(self, title: str) -> Mapping[str, Any]:
        """The kind of matter that has this title. LookupError when none has."""
        for issue in self._issues:
            if title in issue["titles"]:
                return issue
        raise LookupError(title)

    def write(
        self, issue: Mapping[str, Any], at: datetime, serial: int, channel: Channel, title: str = ""
    ) -> Invented:
        """An order about this kind of matter, in words that vary."""
        pick, words = self.random.choice, self._words
        street = pick(self._district["street"])
        road = pick(street["roads"])
        place = f"{road}{self.random.randint(1, 60)}号院{self.random.randint(1, 24)}号楼"
        said = self.random.randrange(len(issue["details"]))  # titles and details go in pairs
        title = title or issue["titles"][said % len(issue["titles"])]
        urgent = bool(issue.get("urgent"))
        remark = (
            pick(words["urgent_remarks"]) if urgent and self.random.random() < 0.5 else pick(words["remarks"])
        )
        where = f"{self._district['district']}{street['name']}街道{place}"
        text = (
            f"{pick(words['openings'])}{where}，{pick(words['since'])}，{issue['details'][said]}，{pick(words['tried'])}"
            f"希望{issue['wish']}，来电反映{title}问题。{remark}"
        )
        local = beijing(at)
        row = UpstreamRow(
            number=f"{_PREFIXES[channel]}-{local:%y%m%d}-{serial:06d}",
            kind=pick(_KINDS),
            category=issue["category"],
            title=f"{title} · {place}" if self.random.random() < 0.7 else title,
            content=text,
            status_upstream="办理中",
            caller=pick(self._district["surnames"]) + pick(("女士", "先生", pick(self._district["given"]))),
            phone=f"1380000{self.random.randint(0, 9999):04d}",
            district=self._district["district"],
            street=street["name"],
            community=pick(street["communities"]),
            place=place,
            received_at=at
            - timedelta(minutes=self.random.randint(3, 55), seconds=self.random.randint(0, 59)),
            upstream_due_at=at + timedelta(days=pick((3, 5, 7, 7, 7)))
            if self.random.random() < 0.3
            else None,
            role=pick(("主办", "主办", "主办", "协办", "转办")),
            level_upstream="紧急" if urgent and self.random.random() < 0.3 else "",
            extra=(
                ("标签", pick(("", "七有五性", "多样性", "冬季供暖"))),
                ("处理受理方式", pick(("电话", "系统转派", "网络"))),
            ),
        )
        return Invented(
            row, issue["unit"], tuple(self._others(issue["unit"])), urgent, bool(issue.get("foreign"))
        )

    def _others(self, unit: str) -> list[str]:
        return [name for name in self.random.sample(self._units, 3) if name != unit][:2]

    def finish(self, row: UpstreamRow, closed_at: datetime) -> UpstreamRow:
        """The same order as upstream gives it once it is done and called back."""
        pick = self.random.choice
        resolved, satisfied = self.verdict()
        return replace(
            row,
            status_upstream=pick(("回复完成", "已办结", "已归档")),
            closed_at=closed_at,
            result=pick(("已解决", "已处理", "已答复", "部分解决")),
            reply=pick(self._words["replies"]),
            contacted="是",
            resolved=resolved,
            satisfied=satisfied,
            valid_callback="是" if self.random.random() < 0.9 else "否",
        )

    def verdict(self) -> tuple[str, str]:
        """What a caller says when called back: (是否解决, 是否满意)."""
        resolved = self.random.choices(("已解决", "部分解决", "未解决"), (78, 8, 14))[0]
        weights = (85, 10, 5) if resolved == "已解决" else (15, 25, 60)
        return resolved, self.random.choices(("满意", "基本满意", "不满意"), weights)[0]

    def reply(self) -> str:
        """What a unit answers."""
        return str(self.random.choice(self._words["replies"]))

    def person(self) -> str:
        """Somebody at a unit."""
        return str(self.random.choice(self._district["surnames"])) + "某"

    def operator(self) -> str:
        """Somebody of the room."""
        return str(self.random.choice(self._district["operators"]))


def _out_of_season(issue: Mapping[str, Any], month: int) -> bool:
    season = issue.get("season")
    return (season == "winter" and month not in _WINTER) or (season == "summer" and month not in _SUMMER)


@cache
def sections() -> tuple[str, ...]:
    """The invented sections of our own."""
    return tuple(unit["name"] for unit in district()["unit"] if unit["kind"] == "section")


def directory() -> list[UnitEntry]:
    """The invented district's units with their people and duties, not saved yet."""
    return [_entry(unit) for unit in district()["unit"]]


def _entry(unit: Mapping[str, Any]) -> UnitEntry:
    return UnitEntry(
        unit=Unit(
            name=unit["name"],
            short=unit["name"].removesuffix("（示例）").removeprefix("示例"),
            kind=UnitKind(unit["kind"]),
            phone24=unit["phone24"],
            hours=unit["hours"],
        ),
        contacts=tuple(
            Contact(name=name, post=post, phone=phone, order=order, is_deputy=order > 0)
            for order, (name, post, phone) in enumerate(unit["contacts"])
        ),
        duties=tuple(
            Duty(text=text, keywords=tuple(words.split()), category=category)
            for text, words, category in unit["duties"]
        ),
    )
