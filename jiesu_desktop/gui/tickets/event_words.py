"""What an act said, in a line, for the timeline on screen and on paper."""

from __future__ import annotations

from jiesu_desktop.domain.tickets import Act, Attachment, Details, Event
from jiesu_desktop.gui.wording import FIELD_LABELS, clock_time, masked
from jiesu_desktop.services.attachments import size_in_words

CHANGES_SHOWN = 6


def event_words(event: Event, *, hide: bool = True) -> str:
    """What an act said; ``hide`` masks callers' numbers."""
    details = event.details
    words = " ".join(part for part in _parts(event, details) if part)
    return masked(words) if hide else words


def _parts(event: Event, details: Details) -> list[str]:
    def moment(name: str, words: str) -> str:
        value = getattr(details, name)
        return f"{words} {clock_time(value, event.occurred_at)}" if value else ""

    def named(name: str, words: str) -> str:
        value = getattr(details, name)
        return f"{words}：{value}" if value else ""

    return [
        details.level.label if details.level else "",
        f"（{details.basis.label}）" if details.basis else "",
        (f"{details.from_unit} → " if details.unit else f"撤下协办 {details.from_unit}")
        if details.from_unit
        else "",
        details.unit or "",
        f"{'' if details.unit else '增加'}协办 {'、'.join(details.assist)}" if details.assist else "",
        details.contact or "",
        details.phone or "" if details.outcome else "",
        details.outcome.label if details.outcome else "",
        details.means or "",
        "" if details.passed is None else "通过" if details.passed else "退回修改",
        details.code if details.code and not (details.reason or "").startswith(details.code) else "",
        details.reason or "",
        f"“{details.text}”" if details.text else "",
        named("leader", "领导批示" if event.act is Act.SUPERVISE else "决定人"),
        "终结" if details.final else "",
        moment("promise", "承诺"),
        moment("until", "至"),
        named("contacted", "联系"),
        named("resolved", "解决"),
        named("satisfied", "满意"),
        named("demand", "诉求"),
        named("suggestion", "建议"),
        named("next_step", "下一步"),
        moment("next_at", "再次回访"),
        f"疑似紧急：{details.suspected}" if details.suspected else "",
        "；".join(_change_words(*change) for change in details.changes[:CHANGES_SHOWN]),
        f"等 {len(details.changes)} 项" if len(details.changes) > CHANGES_SHOWN else "",
        f"附件：{'、'.join(map(_file_words, details.attachments))}" if details.attachments else "",
    ]


def _file_words(file: Attachment) -> str:
    return f"{file.name}（{size_in_words(file.size)}）"


def _change_words(field: str, before: str, after: str) -> str:
    name = FIELD_LABELS.get(field, field.removeprefix("extra:"))
    return f"{name}：{_short(before)} → {_short(after)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return (text if len(text) <= 18 else f"{text[:17]}…") or "（空）"
