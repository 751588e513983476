"""Orders whose texts try every trick on a sheet, each with a life that brings it into every ledger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jiesu_desktop.domain.tickets import Act, Channel, Level, Outcome
from jiesu_desktop.storage.records import AlertRecord
from tests.services.room import Room, minutes, order

CELL = 32_767
"""What a cell of a sheet holds."""

NASTY = (
    "=1+1", "@SUM(A1)", "坏\x07字\x0b符_x0041_", "第一行\n第二行\r\n第三行\t制表", "𠮷祥😀👨‍👩‍👧 <a href='x'>&amp;</a>", "  空格  ", "00123",
    "2026-01-05", "真" * 33_000,
)  # fmt: skip


def take_nasty(room: Room) -> None:
    """Take them in, in both channels that have a ledger of their own, and live their lives."""
    for channel, texts in ((Channel.SELF, NASTY[::2]), (Channel.OTHER, NASTY[1::2])):
        rows = [
            order(
                f"刁难-{channel}-{n}", title=text[:60], content=text, caller=text[:30], reply=text, extra=(("附栏", text[:99]),)
            )
            for n, text in enumerate(texts)
        ]  # fmt: skip
        added = room.take(rows, level=Level.URGENT, channel=channel).added_ids
        for ticket, text in zip(added, texts, strict=True):
            _live(room, ticket, text)


def _live(room: Room, ticket: int, text: str) -> None:
    said = text[:3000]
    told: dict[str, Any] = {"outcome": Outcome.TOLD, "contact": "李某", "text": said, "reason": said}
    for act, more in LIFE:
        room.time.moment += timedelta(seconds=30)
        room.act(ticket, act, **{**told, **more})
    with room.store.begin() as uow:
        uow.alerts.raised([_alert(ticket, text, room)])


LIFE: tuple[tuple[Act, dict[str, Any]], ...] = (
    (Act.REPORT, {}), (Act.DISPATCH, {"unit": "=热力"}), (Act.CONFIRM, {}), (Act.URGE, {}), (Act.SUPERVISE, {}),
    (Act.LOWER, {}), (Act.DEFER, {"until": minutes(90_000)}), (Act.DEFER_APPROVED, {}), (Act.EXCLUDE, {}), (Act.CLOSE, {}),
    (Act.CALLBACK, {"satisfied": "不满意", "resolved": "未解决"}), (Act.REWORK, {}), (Act.RETURN, {}),
)  # fmt: skip


def _alert(ticket: int, text: str, room: Room) -> AlertRecord:
    at = room.time.now()
    return AlertRecord(
        key=f"刁难/{ticket}", ticket_id=ticket if ticket % 3 else None, round=1, clock="dispatch", unit="=热力", stage="warn",
        repeat=0, at=at, priority=2, channels=frozenset({"flash"}), spoken=text[:300], raised_at=at,
    )  # fmt: skip
