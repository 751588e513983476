"""常用语: sentences an operator inserts with a few letters, their own and those the room shares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.directory import pinyin_of
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import SavedView
from jiesu_desktop.storage.unit_of_work import UnitOfWork

PAGE = "text_blocks"
"""They are kept among the saved views, which have an owner, may be shared and carry a version."""
PLACEHOLDERS = ("编号", "标题", "地点", "街道", "分类", "单位", "来电人", "时间", "日期", "截止", "值班员")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One of them; ``text`` may hold placeholders like ``{编号}``."""

    name: str
    text: str
    shared: bool = False
    id: int = 0
    owner: str = ""
    version: int = 0


def find(queries: Queries, who: Who, typed: str = "") -> tuple[TextBlock, ...]:
    """Those this person may use, whose name begins with or holds what was typed, in Chinese or pinyin.

    Names that begin with it come first, one's own before the room's.
    """
    wanted = "".join(typed.lower().split())
    blocks = [_block(view) for view in queries.desk.views(who.name, PAGE)]
    ranked = [(_rank(block, wanted), block.owner != who.name, block.name, block) for block in blocks]
    return tuple(entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3]) if entry[0] < _NOT)


def save(uow: UnitOfWork, time: TimeSource, who: Who, block: TextBlock) -> Changes:
    """Add (id 0) or change one; whoever may use a shared one may mend it.

    Raises:
        Refused: no name or no text. Stale: someone else changed it first.
    """
    name, text = block.name.strip(), block.text.strip()
    if not name:
        raise Refused("给常用语起个名字，几个字就行。", (), "name")
    if not text:
        raise Refused("写上要插入的文字。", (), "text")
    unknown = [found for found in _PLACE.findall(text) if found not in PLACEHOLDERS]
    if unknown:
        known = "、".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise Refused(f"没有“{{{unknown[0]}}}”这个占位符；可用：{known}。", (), "text")
    view = SavedView(
        id=block.id,
        owner=block.owner or who.name,
        shared=block.shared,
        page=PAGE,
        name=name,
        data={"text": text},
    )
    uow.desk.save_view(view, block.version if block.id else None)
    return Changes(message=f"常用语“{name}”已保存")


def remove(uow: UnitOfWork, time: TimeSource, who: Who, block: TextBlock) -> Changes:
    """Take one away. Stale: someone else changed it first."""
    uow.desk.remove_view(block.id, block.version)
    return Changes(message=f"常用语“{block.name}”已删除")


def expand(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; one without a value stays visible, to be seen and filled by hand."""
    return _PLACE.sub(lambda found: values.get(found.group(1)) or found.group(0), text)


_NOT = 9


def _rank(block: TextBlock, wanted: str) -> int:
    name = block.name.lower()
    if not wanted or name.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in pinyin_of(block.name).split()):
        return 1
    if wanted in name or any(wanted in word for word in pinyin_of(block.name).split()):
        return 2
    return 3 if wanted in block.text.lower() else _NOT


def _block(view: SavedView) -> TextBlock:
    text = str(view.data.get("text", ""))
    return TextBlock(
        id=view.id, owner=view.owner, shared=view.shared, name=view.name, text=text, version=view.version
    )
