"""One order given as running text: pasted from a chat, saved as .txt, or the label and value pairs of a Word form.

Two shapes are known (domain.md, B): lines of ``标签：值``, among them a web order ``留言标题：… 留言原文：… 发生地：…``;
and plain prose ``市民反映，…来电反映…问题。注：…`` without any label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jiesu_desktop.domain.tickets import UpstreamRow
from jiesu_desktop.exchange.cells import NotADate, category_of, deadline_of, moment_of, text_of
from jiesu_desktop.exchange.headings import ALIASES, CATEGORY_LEVELS, TIME_FIELDS, assign, meaning

_NUMBER = re.compile(r"[一-鿿]{2,4}-\d{6}-\d{3,}")
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d[\d*×xX]{8}|0\d{2,3}-?\d{7,8})(?!\d)")
_STOP = re.compile(r"[。；;\n]")
_TITLE_LENGTH = 40
_MORE_LABELS = ("标签", "处理受理方式", "企业名称", "成案领域", "备注", "注意事项")
_LONG = frozenset({"content", "result", "reply"})
"""Fields whose text goes on over the end of a line."""


@dataclass(frozen=True, slots=True)
class OrderText:
    """What a text gave: the order, and a sentence for each part that could not be understood."""

    row: UpstreamRow
    problems: tuple[str, ...] = ()


def _label_pattern() -> re.Pattern[str]:
    names = {name for names in ALIASES.values() for name in names.split()} | {*CATEGORY_LEVELS, *_MORE_LABELS}
    ordered = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    # a label opens a line or follows a gap: inside a sentence "，联系电话：138…" belongs to the sentence
    return re.compile(rf"(?:^|(?<=[\n\t |｜;；]))[【\[]?({ordered})[】\]]?[ \t]*[:：][ \t]*")


_LABEL = _label_pattern()


def order_from_text(text: str) -> OrderText:
    """The order in a text. A text without labels becomes the content; number, phone and title are looked for in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " ").strip()
    found = list(_LABEL.finditer(text))
    if not found:
        return OrderText(_from_prose(text))
    ends = [*(label.start() for label in found[1:]), len(text)]
    pairs = [
        pair
        for label, end in zip(found, ends, strict=True)
        for pair in _said(label[1], text[label.end() : end].strip(" \n\t|｜;；"))
    ]
    if lead := text[: found[0].start()].strip():
        pairs.append(("", lead))
    return order_from_pairs(pairs)


def _said(label: str, value: str) -> Iterator[tuple[str, str]]:
    """What a label says, and what stands under it without a label: a phone number ends with its line, a story does not."""
    known = meaning(label)
    if known is None or known[0] in _LONG:
        yield label, value
        return
    line, _, below = value.partition("\n")
    yield label, line.strip()
    if below.strip():
        yield "", below.strip()


def order_from_pairs(pairs: Iterable[tuple[str, str]]) -> OrderText:
    """The order in label and value pairs. A pair without label is a heading or prose: kept, never lost."""
    kept = [(label.strip(" :："), value) for label, value in pairs if value]
    values: dict[str, Any] = {}
    columns = assign([label for label, _ in kept])
    taken: set[int] = set()
    for field, where in columns.items():
        if field == "category_level":
            values.setdefault("category", "->".join(kept[at][1] for at in sorted(where)))
        else:
            values[field] = text_of(kept[where[0]][1])
            taken.add(where[0])
    if values.get("category"):
        values["category"] = category_of(values["category"])
    problems = _read_times(values)
    loose = "\n".join(value for at, (label, value) in enumerate(kept) if at not in taken and not label)
    extra = [(label, value) for at, (label, value) in enumerate(kept) if at not in taken and label]
    _fill_from_prose(values, loose)
    if loose and loose != values.get("content"):
        extra.append(("其他文字", loose))
    return OrderText(UpstreamRow(**values, extra=tuple(extra)), problems)


def _read_times(values: dict[str, Any]) -> tuple[str, ...]:
    problems = []
    for field in TIME_FIELDS:
        if (text := values.pop(field, None)) is None:
            continue
        try:
            start = values.get("received_at")
            values[field] = deadline_of(text, start) if field == "upstream_due_at" else moment_of(text)
        except NotADate:
            problems.append(f"“{ALIASES[field].split()[0]}”的内容“{text[:30]}”不是能识别的日期时间")
    return tuple(problems)


def _fill_from_prose(values: dict[str, Any], prose: str) -> None:
    if not values.get("content") and prose:
        values["content"] = prose
    content = values.get("content", "")
    if not values.get("number") and (found := _NUMBER.search(f"{prose}\n{content}")):
        values["number"] = found[0]
    if not values.get("title"):
        values["title"] = _title_of(content)


def _from_prose(text: str) -> UpstreamRow:
    values: dict[str, Any] = {}
    _fill_from_prose(values, text)
    if found := _PHONE.search(unicodedata.normalize("NFKC", text)):
        values["phone"] = found[0]
    return UpstreamRow(**values)


def _title_of(content: str) -> str:
    """The complaint in short: ``来电反映…问题`` where it stands, else the first sentence without its opening."""
    if found := re.search(r"来电反映([^。；\n]{2,60}?)问题", content):
        return f"{found[1]}问题"[:_TITLE_LENGTH]
    first = _STOP.split(content.strip(), maxsplit=1)[0]
    return re.sub(r"^(市民|来电人|诉求人|群众|居民)(来电)?(反映|表示|称)[，,：:]?", "", first)[:_TITLE_LENGTH]
