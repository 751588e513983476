"""How times, numbers and names are written on screen."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from jiesu_desktop.clock import beijing

FIELD_LABELS = {
    "number": "编号", "kind": "工单类型", "category": "分类", "title": "标题", "content": "主要内容",
    "status_upstream": "上游状态", "caller": "来电人", "phone": "来电电话", "district": "区", "street": "街道",
    "community": "社区", "place": "地点", "unit": "来件单位", "received_at": "来件时间", "upstream_due_at": "上游截止",
    "closed_at": "上游办结", "result": "办理结果", "reply": "答复", "contacted": "是否联系", "resolved": "是否解决",
    "satisfied": "是否满意", "valid_callback": "有效回访", "role": "主协办", "level_upstream": "上游级别",
}  # fmt: skip
"""What the fields of an arriving order are called on screen."""
_DAY = timedelta(days=1)
_PHONE = re.compile(r"(?<!\d)(\d{3})(\d{4})(\d{4})(?!\d)")
BLANK = "—"
MARKS = {"overdue": "▲", "warning": "◆", "paused": "‖", "running": ""}
"""A sign beside every colour: states are never told by colour alone (screens.md)."""


def span(length: timedelta) -> str:
    """A length of time: ``02:41``, ``1:24:21``, ``3 天``, ``3 天 4 时``; never negative."""
    seconds = max(0, int(length.total_seconds()))
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    if days:
        return f"{days} 天 {hours} 时" if hours else f"{days} 天"
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def countdown(due: datetime | None, now: datetime, *, paused: bool = False) -> str:
    """``剩 02:41``, ``超 03:40``, ``暂停``, or a dash when nothing runs.

    What is left is rounded down and what is over is rounded down too, so that 剩 00:00 stands for less than a second.
    """
    if paused:
        return "暂停"
    if due is None:
        return BLANK
    return f"剩 {span(due - now)}" if due > now else f"超 {span(now - due)}"


def state_name(due: datetime | None, warn: datetime | None, now: datetime, *, paused: bool = False) -> str:
    """``overdue``, ``warning``, ``running`` or ``paused``: the word the theme's tokens go by."""
    if paused:
        return "paused"
    if due is not None and due <= now:
        return "overdue"
    return "warning" if warn is not None and warn <= now else "running"


def clock_time(moment: datetime | None, now: datetime | None = None) -> str:
    """``02:14:37`` in Beijing; with the date before it when it is not the day of ``now``."""
    if moment is None:
        return BLANK
    local = beijing(moment)
    if now is not None and beijing(now).date() != local.date():
        return local.strftime("%m-%d %H:%M")
    return local.strftime("%H:%M:%S")


def masked(text: str) -> str:
    """Every phone number in a text with its middle hidden: ``158****2222``."""
    hidden = _PHONE.sub(r"\1****\3", text)
    if hidden == text and re.fullmatch(r"[\d\- ]{7,}", text):
        hidden = text[:-6] + "****" + text[-2:]
    return hidden


def unmasked(text: str, original: str) -> str:
    """``text`` with the numbers :func:`masked` hid in ``original`` put back; what was typed anew stays as it is."""
    if text == masked(original):
        return original
    hidden: dict[str, list[str]] = {}
    for found in _PHONE.finditer(original):
        hidden.setdefault(masked(found.group(0)), []).append(found.group(0))
    for stars, numbers in hidden.items():
        first, *parts = text.split(stars)
        whole = (numbers + [numbers[-1]] * len(parts))[: len(parts)]
        text = first + "".join(number + part for number, part in zip(whole, parts, strict=True))
    return text


def category_path(category: str) -> str:
    """``市政->井盖`` as ``市政 › 井盖``."""
    return " › ".join(part.strip() for part in category.split("->") if part.strip())


def headline(title: str, place: str) -> str:
    """``燃气泄漏 · 金顶街 3 区``; the place is left out when the title already says it."""
    parts = title.split(" · ") if title else ["（无标题）"]
    if place and place not in title:
        if len(parts) > 1 and place.startswith(parts[-1]):
            parts.pop()  # the title ends with the beginning of the place
        parts.append(place)
    return " · ".join(parts)
