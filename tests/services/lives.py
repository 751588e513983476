"""Random lives of a few orders in a real room: anyone does anything at any time, and the desk says what it takes."""

# What each act says stands in one list, act after act.
# ruff: noqa: C901

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import select

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.standing import Standing
from jiesu_desktop.domain.states import BY_THE_DESK, Refused, open_acts
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import (
    Act,
    Attachment,
    Basis,
    Channel,
    Details,
    Event,
    Level,
    Outcome,
    UpstreamRow,
)
from jiesu_desktop.services import acts, tickets
from jiesu_desktop.storage.tables import events as events_table
from jiesu_desktop.storage.tables import tickets as tickets_table
from tests.reference.plain_ledgers import Order
from tests.services.room import Room, order

UNITS = ("热力", "燃气", "街道")
BY_PEOPLE = [act for act in Act if act not in BY_THE_DESK]
_OFTEN = {
    Act.FEEDBACK: 12, Act.DISPATCH: 10, Act.REDISPATCH: 6, Act.DEFER: 6, Act.DEFER_APPROVED: 20, Act.PROGRESS: 8,
    Act.SETTLE: 5, Act.EXTEND_GRANTED: 5, Act.REVIEW: 6, Act.CALLBACK: 6, Act.UNIT_SIGN: 4, Act.SIGN: 4, Act.REWORK: 10,
    Act.ATTACH: 1, Act.NOTE: 1, Act.VERIFY: 1, Act.TRANSFER: 1, Act.SUPERVISE: 1, Act.RETURN: 1, Act.REOPEN: 1,
    Act.EXCLUDE: 1, Act.EXCLUDE_GRANTED: 1, Act.CLOSE: 4, Act.UNMERGE: 2,
}  # fmt: skip
"""How often an open act is done, where not 3 times: an order left to chance is seldom worked on, and soon over."""
GAPS = (0, 0, 0.5, 1, 2, 5, 9, 10, 25, 31, 60, 95, 200, 600, 1500, 9000)
BACK = (0, 0, 0, 0, 0, 1, 2, 3, 12, 40, 300)
_WORDS = ("现场已处置", "原因", "=1+1", "  空格 ", "坏\0字\x07符", "半个\ud83d", "😀𠮷", "第一行\n第二行")
_numbers = count(1)


def likely(allowed: Sequence[Act], chance: Random) -> Act:
    """One of the open acts, such that long lives are lived."""
    return chance.choices(allowed, [_OFTEN.get(act, 3) for act in allowed])[0]


def _co_handlers(chance: Random, units: Sequence[str], fresh: Sequence[str]) -> dict[str, Any]:
    """One more, or one less."""
    gone = chance.choice((None, *units[1:]))
    return {"unit": None, "from_unit": gone, "assist": (chance.choice(fresh),) if gone is None else ()}


def said(
    stands: Standing | Summary,
    act: Act,
    chance: Random,
    moment: datetime,
    orders: Sequence[int],
    events: Sequence[Event],
) -> dict[str, Any]:
    """Details with which most acts are accepted; ``orders``: whom one may try to merge under, ``events``: its own."""
    units = stands.unit_names
    told = chance.choice((Outcome.TOLD, Outcome.TOLD, Outcome.TOLD, Outcome.NO_ANSWER, Outcome.BUSY))
    words = chance.choice(_WORDS)
    later = moment + timedelta(minutes=chance.randrange(1, 5000))
    told_so: dict[str, Any] = {"reason": words, "text": words, "contact": "李某", "outcome": told}
    match act:
        case Act.RAISE:
            level = chance.choice((Level.URGENT, Level.UNSTABLE, Level.EMERGENCY))
            known = stands.level
            level = Level.EMERGENCY if level is known else level
            level = Level.URGENT if level is known else level
            told_so |= {"level": level, "basis": chance.choice((None, Basis.ORIGIN, Basis.CHANGE))}
        case Act.DISPATCH:
            told_so |= {"unit": chance.choice(UNITS), "assist": _some_units(chance)}
        case Act.REDISPATCH:
            fresh = [unit for unit in (*UNITS, f"单位{len(units)}-{chance.random()}") if unit not in units]
            told_so |= {"unit": chance.choice(fresh), "from_unit": chance.choice((None, *units)), "assist": _some_units(chance)}  # fmt: skip
            told_so |= _co_handlers(chance, units, fresh) if chance.random() < 0.3 else {}
        case Act.CONFIRM | Act.FEEDBACK | Act.URGE | Act.SUPERVISE:
            told_so |= {"unit": chance.choice((None, *units)) if units else chance.choice((None, *UNITS))}
            told_so |= {"promise": chance.choice((None, later)), "final": chance.random() < 0.4}
            told_so |= {"leader": chance.choice((None, words)), "until": chance.choice((None, later))}
        case Act.MERGE:
            told_so |= {"lead": chance.choice(orders)}
        case Act.DEFER | Act.DEFER_APPROVED | Act.PROGRESS:
            told_so |= {"until": chance.choice((None, later)), "unit": chance.choice((None, *UNITS))}
        case Act.RETURN | Act.EXCLUDE:
            told_so |= {"code": chance.choice((None, "非权属", "重复"))}
        case Act.ATTACH:
            told_so |= {"attachments": (Attachment("照片.jpg", "0" * 64, chance.randrange(9)),)}
        case Act.EXTEND | Act.EXTEND_GRANTED:
            told_so |= {"until": max(later, stands.upstream_due_at or later) + timedelta(hours=1)}
        case Act.REVIEW:
            told_so |= {"passed": chance.random() < 0.5}
        case Act.CALLBACK:
            told_so |= {"resolved": chance.choice((None, "已解决", "未解决")), "means": "电话"}
            told_so |= {
                "satisfied": chance.choice((None, "满意", "不满意")),
                "demand": words,
                "suggestion": words,
            }
            tomorrow = (moment + timedelta(days=1)).astimezone(BEIJING).replace(hour=10)
            told_so |= {"next_step": words, "next_at": chance.choice((None, tomorrow))}
        case Act.CORRECT:
            told_so |= {"corrects": chance.choice(events).id}
    return told_so


def _some_units(chance: Random) -> tuple[str, ...]:
    return tuple(chance.choices((*UNITS, " 街道 "), k=chance.choice((0, 0, 1, 2, 3))))


class Lives:
    """A few orders of one room, and what is known of them without asking the desk's running account.

    Attributes:
        rows: each order as it arrived. channels: where it came from.
        told: what happened, in short words, for the message when something is found.
    """

    def __init__(self, room: Room, chance: Random) -> None:
        self.room = room
        self.rows: dict[int, UpstreamRow] = {}
        self.channels: dict[int, Channel] = {}
        self.told: list[str] = []
        self._seen: dict[int, Any] = {}
        self.passes(Random(0))
        for _ in range(3):
            self._arrive(chance)
        self.check_nothing_lost()

    # ------------------------------------------------------------------------------------------------ what happens

    def passes(self, chance: Random) -> None:
        """Time goes on."""
        self.room.time.moment += timedelta(minutes=chance.choice(GAPS))

    def _arrive(self, chance: Random) -> None:
        now = self.room.time.moment
        row = order(
            f"随机-{next(_numbers):06d}",
            content=chance.choice(("市民反映，家中漏气。", "市民反映，暖气不热。")),
            unit=chance.choice(("", "热力", "上游单位")),
            upstream_due_at=chance.choice((None, None, now + timedelta(hours=3), now + timedelta(days=9))),
            closed_at=chance.choice((None,) * 11 + (now - timedelta(days=1),)),
            resolved=chance.choice(("",) * 9 + ("未解决",)),
            satisfied=chance.choice(("",) * 9 + ("不满意",)),
            extra=chance.choice(((), (("网格", "三号"),))),
        )
        channel = chance.choice(list(Channel))
        level = chance.choice((None, None, None, Level.URGENT, Level.UNSTABLE))
        added = self.room.take([row], channel=channel, level=level).added_ids[0]
        self.rows[added], self.channels[added] = row, channel
        self.told.append(f"{added} arrives {level or ''} {'finished' if row.closed_at else ''}")

    def step(self, seed: int) -> None:
        """One thing happens; seed 0 is a moment of peace."""
        if seed == 0:
            return
        chance = Random(seed)
        self.passes(chance)
        ticket = chance.choice(list(self.rows))
        kind = chance.random()
        if kind < 0.1:
            self._import(ticket, chance)
        elif kind < 0.14:
            self._edit(ticket, chance)
        else:
            self._act(ticket, chance)

    def _import(self, ticket: int, chance: Random) -> None:
        """Upstream sends the order again, changed or not, open or finished, at times an older file."""
        known = self.room.ticket(ticket)
        row = UpstreamRow(**{f.name: getattr(known, f.name) for f in fields(UpstreamRow)})
        now = self.room.time.moment
        changes: dict[str, Any] = chance.choice(
            (
                {},
                {"title": f"改{chance.randrange(99)}"},
                {"content": f"又来电反映{chance.randrange(99)}"},
                {"unit": chance.choice(UNITS), "upstream_due_at": (now + timedelta(hours=8)).replace(microsecond=0)},
                {"closed_at": now.replace(microsecond=0), "resolved": "未解决", "satisfied": "不满意"},
                {"title": f"再{chance.randrange(99)}", "closed_at": None, "resolved": "", "satisfied": ""},
            )
        )  # fmt: skip
        back = chance.choice((0, 0, 0, 0, 300))
        level = chance.choice((None, None, Level.URGENT))
        result = self.room.take(
            [replace(row, **changes)], level=level, obtained_at=now - timedelta(minutes=back)
        )
        self.told.append(f"{ticket} import {sorted(changes)} -{back} {result.updated} {result.come_again}")
        self.check_nothing_lost(most=1)

    def _edit(self, ticket: int, chance: Random) -> None:
        now = self.room.time.moment
        due = (now + timedelta(hours=30)).replace(microsecond=0)
        changes: dict[str, Any] = chance.choice(
            ({"place": f"东门{chance.randrange(9)}"}, {"unit": "手填单位"}, {"upstream_due_at": due},
             {"satisfied": "满意"}, {"extra:网格": f"{chance.randrange(9)}号"}, {})
        )  # fmt: skip
        with self.room.store.begin() as uow:
            tickets.edit(uow, self.room.time, self.room.who, ticket, changes)
        self.told.append(f"{ticket} edit {changes}")
        self.check_nothing_lost(most=1)

    def _act(self, ticket: int, chance: Random) -> None:
        stands = self.room.summary(ticket)
        allowed = open_acts(stands, self.room.policy)
        act = likely(allowed, chance) if chance.random() < 0.85 else chance.choice(BY_PEOPLE)
        back = chance.choice(BACK)
        moment = self.room.time.moment - timedelta(minutes=back)
        well_said = chance.random() < 0.9
        told = said(stands, act, chance, moment, list(self.rows), self.room.events(ticket))
        if not well_said:
            told[chance.choice(("reason", "text", "unit", "contact", "level", "outcome"))] = None
        details = Details(**told)
        before = self._row(ticket)
        try:
            with self.room.store.begin() as uow:
                acts.perform(uow, self.room.time, self.room.who, ticket, act, details, occurred_at=moment)
        except Refused as refused:
            self.told.append(f"{ticket} {act} -{back} REFUSED {refused.reason}")
            self.check_nothing_lost(most=0)
            assert self._row(ticket) == before
            # what the table leaves open and is said in full is taken; whom one may merge under is another matter
            must = act in allowed and well_said and not back and act not in (Act.MERGE, Act.CORRECT)
            assert not must, self.story
            return
        self.told.append(f"{ticket} {act} -{back} {details.to_json()}")
        assert back or act in allowed, self.story
        [saved] = self.check_nothing_lost(most=1)
        assert (saved.ticket_id, saved.act, saved.occurred_at) == (ticket, act.value, moment)

    # ---------------------------------------------------------------------------------------------- what is known

    def check_nothing_lost(self, most: int = 1 << 30) -> list[Any]:
        """Every event recorded so far still stands as it was; the new ones, ``most`` at most."""
        query = (
            select(events_table)
            .where(events_table.c.ticket_id.in_(list(self.rows)))
            .order_by(events_table.c.id)
        )
        with self.room.store.engine.connect() as connection:
            found = {row.id: row for row in connection.execute(query)}
        assert {i: row for i, row in found.items() if i in self._seen} == self._seen, self.story
        new = [row for i, row in found.items() if i not in self._seen]
        assert len(new) <= most, self.story
        self._seen = found
        return new

    def _row(self, ticket: int) -> Any:
        with self.room.store.engine.connect() as connection:
            return connection.execute(select(tickets_table).where(tickets_table.c.id == ticket)).one()

    def orders(self) -> list[Order]:
        """The orders for the reference: as they arrived, with their events."""
        with self.room.store.read() as queries:
            timelines = queries.tickets.events_of(list(self.rows))
        made = {i: Order(i, row, self.channels[i], timelines[i]) for i, row in self.rows.items()}
        for one in made.values():
            one.leads = {e.details.lead: made[e.details.lead] for e in one.events if e.details.lead}
        return list(made.values())

    @property
    def story(self) -> str:
        """What happened, for people."""
        return "\n".join(["", *self.told])


def in_short(events: Sequence[Event]) -> str:
    """A timeline on one screen."""
    return "\n".join(f"{e.occurred_at:%d %H:%M:%S} {e.id} {e.act} {e.details.to_json()}" for e in events)
