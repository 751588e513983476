"""Texts of a policy's fields, there and back, and whose problem is whose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.policy import PolicyError, parse_policy
from jiesu_desktop.gui.settings.policy_fields import PolicyField, assign, edited, every_field, judge, text_of
from jiesu_desktop.services.policy import bundled

FIELDS = every_field()


def field(where: str) -> PolicyField:
    return next(one for one in FIELDS if one.where == where)


def test_what_is_shown_and_left_alone_is_the_same_policy() -> None:
    data = bundled().to_data()
    assert parse_policy(edited(bundled(), {one: text_of(one, data) for one in FIELDS})) == bundled()
    assert text_of(field("时限·上报·紧急预警点"), data) == "2分钟、1分钟"
    assert text_of(field("时限·上报·一般时限"), data) == ""
    assert text_of(field("超期重复·紧急超期"), data) == "每2分钟持续30分钟；每15分钟"


@pytest.mark.parametrize(
    "where, text, said",
    [
        ("时限·派发·一般时限", "很快", "应是时长"),
        ("时限·派发·一般时限", "-5分钟", "时长不能是负数"),
        ("时限·派发·一般时限", "0分钟", "应大于零"),
        ("时限·派发·一般时限", "", "缺少这一项"),
        ("时限·派发·一般预警点", "40分钟", "预警点（剩余时间）应短于时限"),
        ("时限·派发·一般预警点", "5分钟、10分钟", "应由长到短"),
        ("时限·派发·紧急预警点", "3分钟、x", "第2项：应是时长"),
        ("时限·派发·紧急时限", "45分钟", "不能比一般时限长"),
        ("时限·上报·一般时限", "5分钟", "一般工单没有这个时限"),
        ("超期重复·紧急超期", "每2分钟持续1分钟；每15分钟", "第1项·持续：不能比间隔短"),
        ("超期重复·一般超期", "偶尔", "第1项·间隔：应是时长"),
        ("提醒阶段·紧急到时·播报用语", "", "不能为空"),
        ("提醒阶段·紧急到时·播报用语", "{来电人}请注意", "不得含来电人姓名和电话"),
        ("提醒阶段·紧急到时·播报用语", "{天气}", "不认识“{天气}”"),
        ("提醒阶段·紧急到时·提醒方式", "闪烁、托盘", "最高优先级必须含 voice（语音）"),
        ("提醒阶段·一般到时·提醒方式", "闪烁、短信", "第2项：应是 flash、tray、voice、log 之一"),
        ("提醒阶段·一般到时·优先级", "9", "应是 1、2、3 之一"),
        ("提醒·提醒风暴条数", "很多", "应是整数"),
        ("提醒·提醒风暴条数", "1", "至少是 2"),
        ("提醒·夜间开始", "25:00", "应是一天中的时刻"),
        ("提醒·无人知晓后全屏横幅", "1分钟", "应比上一步晚"),
        ("回访·最晚时刻", "07:00", "应晚于最早时刻"),
        ("反馈轮次·紧急每轮间隔", "0分钟", "应大于零"),
        ("收件·疑似紧急词", "着火、(", "第2项：不是可用的表达式"),
        ("提醒阶段·紧急到时·播报用语", "{地点", "花括号不成对"),
        ("名称", " ", "不能为空"),
    ],
)
def test_a_problem_stands_beside_its_field(where: str, text: str, said: str) -> None:
    with pytest.raises(PolicyError) as wrong:
        parse_policy(edited(bundled(), {field(where): text}))
    beside, others = assign(wrong.value.problems, FIELDS)
    assert others == []
    assert list(beside) == [field(where)]
    assert said in beside[field(where)]


def test_everything_to_mend_is_said_at_once() -> None:
    texts = {one: text_of(one, bundled().to_data()) for one in FIELDS}
    texts[field("时限·上报·紧急时限")] = "很快"
    texts[field("时限·派发·一般预警点")] = "45分钟"
    found, problems = judge(bundled(), texts)
    assert found is None
    assert assign(problems, FIELDS)[0] == {
        field("时限·上报·紧急时限"): "应是时长，如 30分钟、1.5小时、7天",
        field("时限·派发·一般预警点"): "预警点（剩余时间）应短于时限",
    }
    texts[field("时限·上报·紧急时限")] = "6分钟"
    texts[field("时限·派发·一般预警点")] = "15分钟"
    made, problems = judge(bundled(), texts)
    assert (problems, made is not None) == ([], True)


def test_a_problem_of_no_field_is_not_lost() -> None:
    beside, others = assign(["三率·权重：三项之和应是 1", "名称：不能为空"], FIELDS)
    assert others == ["三率·权重：三项之和应是 1"]
    assert beside == {field("名称"): "不能为空"}


@given(st.sampled_from(FIELDS), st.text(max_size=30))
def test_whatever_is_typed_is_taken_or_refused_in_words(one: PolicyField, text: str) -> None:
    try:
        parse_policy(edited(bundled(), {one: text}))
    except PolicyError as error:
        beside, others = assign(error.problems, FIELDS)
        assert beside or others
