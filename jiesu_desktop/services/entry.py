"""An order by hand or from pasted text."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain import intake as rules
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import UPSTREAM_FIELDS, Channel, Level, UpstreamRow, Who
from jiesu_desktop.exchange.order_text import OrderText, order_from_text
from jiesu_desktop.services import policy as policies
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.intake_plan import Maker, Terms
from jiesu_desktop.storage.unit_of_work import UnitOfWork


def parse_paste(text: str) -> UpstreamRow:
    """The order in a pasted text, with what could not be understood left blank."""
    return read_paste(text).row


def read_paste(text: str) -> OrderText:
    """The order in a pasted text, and a Chinese sentence for each part that could not be understood."""
    return order_from_text(text)


def enter(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    row: UpstreamRow,
    *,
    channel: Channel = Channel.HOTLINE,
    level: Level | None = None,
    obtained_at: datetime | None = None,
) -> Changes:
    """Take one order in as typed. What was typed is never overwritten by a later import.

    Raises:
        Refused: it says nothing, is known already, or was obtained in the future.
    """
    row = _stripped(row)
    now = time.now()
    obtained = obtained_at or now
    if obtained > now:
        raise Refused(f"获取时间 {rules.shown(obtained)} 晚于现在，请改正。", (), "obtained_at")
    if not (row.title or row.content):
        raise Refused("请填写标题或主要内容。", (), "content")
    identity = rules.identity_of(row)
    uow.tickets.lock_intake()
    if known := uow.tickets.by_identity([identity]):
        number = known[identity].number
        raise Refused(f"已有这件工单：{number}，请直接打开它办理。", (), "number")
    maker = Maker(who, now, obtained, policies.in_force(uow, obtained), Terms(channel, level))
    typed = frozenset(name for name in UPSTREAM_FIELDS if getattr(row, name))
    new = maker.new(identity, row, typed)
    ids = uow.tickets.add_many([new])
    return Changes(tickets=frozenset(ids), message=f"已录入：{new.row.number}")


def _stripped(row: UpstreamRow) -> UpstreamRow:
    values = {f.name: getattr(row, f.name) for f in fields(row)}
    clean: dict[str, Any] = {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    return replace(row, **clean)
