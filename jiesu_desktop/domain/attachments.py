"""What a file put with an order may be called, what its content shows it to be, and which files an order has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from jiesu_desktop.domain.tickets import Act, Attachment, Event

LONGEST = 120
"""Characters of a name kept, its ending included: room for a folder before it under every system's limit."""
_ENDING = 16
_NAMELESS = "附件"
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


class Shown(StrEnum):
    """How the program itself shows a file; everything else is only ever saved elsewhere."""

    IMAGE = "image"
    PDF = "pdf"
    NOT = ""


_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")


def shown_as(head: bytes) -> Shown:
    """By its first bytes, never by its name: a programme called ``照片.jpg`` is no picture."""
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Shown.IMAGE
    return Shown.PDF if b"%PDF-" in head[:1024] else Shown.NOT


def clean_name(name: str) -> str:
    """A file's name without folders, control characters and what some system takes for something else."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Cf turns text round or hides it: "gpj.exe" must not read as "exe.jpg". Cs cannot be written at all.
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    name = _FORBIDDEN.sub("_", name).lstrip(". ").rstrip(". ")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name) or _NAMELESS


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _ENDING:
        return name[:LONGEST].rstrip(". ")
    return f"{stem[: LONGEST - len(ending) - 1].rstrip('. ')}.{ending}"


def told_apart(names: Iterable[str]) -> list[str]:
    """The names in their order, with (2), (3) … where one was there before; upper and lower case are one."""
    taken: set[str] = set()
    made: list[str] = []
    for name in names:
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{stem} ({number}){dot}{ending}"
        taken.add(free.casefold())
        made.append(free)
    return made


class Enclosed(NamedTuple):
    """A file of an order, and the act it came with. ``withdrawn``: 更正 took that act back."""

    file: Attachment
    event: Event
    withdrawn: bool


def enclosed(events: Iterable[Event]) -> tuple[Enclosed, ...]:
    """Every file that came with an act of this timeline, the newest first."""
    happened = sorted(events, key=lambda event: (event.occurred_at, event.id), reverse=True)
    taken_back = {event.details.corrects for event in happened if event.act is Act.CORRECT}
    return tuple(
        Enclosed(file, event, event.id in taken_back)
        for event in happened
        for file in event.details.attachments
    )
