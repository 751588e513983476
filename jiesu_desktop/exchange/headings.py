"""Which of our fields a column heading means.

Source: the table "A ticket as it arrives" of domain.md (grade B). Within a field the surest name comes first: when
two columns of one file mean the same field, the surer name wins it and the other column is kept as it stands.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence

ALIASES: dict[str, str] = {
    "number": "工单编号 工单号 工单编码 诉求编号 受理编号 留言编号 编号",
    "kind": "工单类型 诉求类型 事项类型",
    "category": "问题分类 问题类别 事项分类 诉求分类 来电类别",
    "title": "标题 工单标题 诉求标题 问题标题 来电标题 留言标题 留言主题",
    "content": "主要内容 工单内容 诉求内容 反映内容 来电内容 问题描述 投诉内容 咨询内容 留言原文 留言详情 留言内容 内容",
    "status_upstream": "工单状态 办理状态 状态",
    "caller": "来电人 反映人 诉求人 来话人 留言用户 联系人",
    "phone": "来电人电话/账号 来电人电话 来电号码 联系电话 联系方式 电话 账号",
    "district": "被反映区 反映区 所在区 区县",
    "street": "被反映街乡镇 被反映街道 所在街乡镇 街乡镇 乡镇街道",
    "community": "村/社区 村社区 所在村社区 社区 村居",
    "place": "小区点位 问题点位 发生地点 详细地址 地址 点位 小区 发生地",
    "unit": "主办单位 承办单位 办理单位 处理单位 责任单位 二级承办单位简称",
    "received_at": "来电时间 来话时间 受理时间 创建时间 登记时间 投诉时间 反映时间 工单时间 留言时间",
    "upstream_due_at": "办理截止时间 处理时限 办理时限",
    "closed_at": "办结时间 完成时间 结案时间 处理时间",
    "result": "办理结果 处理结果 承办结果",
    "reply": "回复内容 答复内容 办理回复",
    "contacted": "是否联系",
    "resolved": "是否解决 解决情况",
    "satisfied": "是否满意 满意度 评价结果",
    "valid_callback": "是否有效回访",
    "role": "工单性质 诉求性质 事项性质",
    "level_upstream": "紧急程度 是否紧急 加急 等级",
}
"""Field → names seen, separated by spaces, the surest first."""

CATEGORY_LEVELS = ("一级分类", "二级分类", "三级分类")
"""Columns that give the category level by level; joined by ``->``."""

TIME_FIELDS = ("received_at", "upstream_due_at", "closed_at")

_BRACKETED = re.compile(r"[(\[{<【〔「《].*?[)\]}>】〕」》]")
_NOISE = re.compile(r"[\s*:_\u200b\ufeff·.、]+")


def normalise(heading: str) -> str:
    """A heading without width, space, line break or asterisk differences: ``" 工单\\n编号＊"`` → ``工单编号``."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", heading))


def _index() -> dict[str, tuple[str, int]]:
    """Normalised name → (field, rank of sureness, 0 best)."""
    found: dict[str, tuple[str, int]] = {}
    for field, names in ALIASES.items():
        for rank, name in enumerate(names.split()):
            found[normalise(name)] = (field, rank)
    for level, name in enumerate(CATEGORY_LEVELS):
        found[name] = ("category_level", level)
    return found


_INDEX = _index()


def meaning(heading: str) -> tuple[str, int] | None:
    """The field a heading means and how sure the name is (0 surest); None when it is none of ours.

    A remark in brackets is dropped where the whole heading means nothing: ``办结时间(年月日)``.
    """
    plain = normalise(heading)
    return _INDEX.get(plain) or _INDEX.get(
        normalise(_BRACKETED.sub("", unicodedata.normalize("NFKC", heading)))
    )


def assign(headings: Sequence[str]) -> dict[str, list[int]]:
    """Field → columns that mean it, the surest first. ``category_level`` maps to its columns in level order."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        if heading and (known := meaning(heading)):
            ranked.setdefault(known[0], []).append((known[1], column))
    return {field: [column for _, column in sorted(columns)] for field, columns in ranked.items()}


def is_header(fields: Sequence[str] | dict[str, list[int]]) -> bool:
    """Whether the recognised fields make an order table: two at least, one of them number, title or content."""
    return len(fields) >= 2 and any(field in fields for field in ("number", "title", "content"))


def told_apart(headings: Sequence[str]) -> list[str]:
    """The headings, each of them once: one that stood before gets a number, which no other of them has."""
    apart, standing = dict[str, None](), set(headings)
    for heading in headings:
        numbered = (f"{heading}({number})" for number in itertools.count(2))
        free = (name for name in numbered if name not in standing and name not in apart)
        apart[next(free) if heading in apart else heading] = None
    return list(apart)
