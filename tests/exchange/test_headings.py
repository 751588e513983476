from __future__ import annotations

import pytest

from jiesu_desktop.domain.tickets import UPSTREAM_FIELDS
from jiesu_desktop.exchange.headings import ALIASES, assign, is_header, meaning, normalise


def test_every_field_has_names_and_no_name_means_two() -> None:
    assert set(ALIASES) == set(UPSTREAM_FIELDS)
    names = [normalise(name) for names in ALIASES.values() for name in names.split()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "heading, field",
    [
        ("工单编号", "number"),
        (" 工单\n编号 ", "number"),
        ("*工单编号：", "number"),
        ("来电人电话／账号", "phone"),
        ("来电人电话/账号", "phone"),
        ("村／社区", "community"),
        ("办结时间(年月日)", "closed_at"),
        ("办理截止时间（必填）", "upstream_due_at"),
        ("二级承办单位简称", "unit"),
    ],
)
def test_heading_in_the_forms_people_write(heading: str, field: str) -> None:
    found = meaning(heading)
    assert found is not None
    assert found[0] == field


def test_the_surest_name_wins() -> None:
    assert assign(["联系人", "标题", "来电人", "成案领域", ""]) == {"caller": [2, 0], "title": [1]}


def test_what_makes_a_header() -> None:
    assert is_header(assign(["工单编号", "标题"]))
    assert not is_header(assign(["一级分类", "二级分类", "三级分类"]))
    assert not is_header(assign(["编号", "分局"]))
