from __future__ import annotations

import pytest

from jiesu_desktop.alerts.speech import LONGEST_PART, part, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("紧急工单，金顶街燃气泄漏，距离5分钟上报时限还有1分钟", "紧急工单，金顶街燃气泄漏，距离五分钟上报时限还有一分钟"),
        ("5分钟上报时限已超2分钟", "五分钟上报时限已超两分钟"),
        ("共有22项提醒，2项超期", "共有二十二项提醒，两项超期"),
        ("2小时30分钟", "两小时三十分钟"),
        ("12分钟", "十二分钟"),
        ("第2轮", "第二轮"),
        ("本机 02:10–02:34 未运行，其间 2 项到期", "本机两点十分到两点三十四分未运行，其间两项到期"),
        ("14:05前", "十四点零五分前"),
        ("2026-11-24", "二零二六年十一月二十四日"),
        ("12345热线", "一二三四五热线"),
        ("22:02", "二十二点零二分"),
        ("距离2.5公里", "距离二点五公里"),
        ("3号楼102路", "三号楼一零二路"),
        ("2单元602室", "二单元六零二室"),
        ("109国道123号", "一零九国道一百二十三号"),
        ("【紧急】（漏水）", "紧急，漏水"),
    ],
)  # fmt: skip
def test_a_sentence_is_said_as_a_person_would(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    "text",
    [
        "王女士13800138000反映漏水",
        "电话010-5555 1234",
        "158****2222",
        "+86 138 0013 8000",
        "13800138000、13900139000",
        "来电人：张三丰，漏水",
        "欧阳某先生家漏水",
    ],
)
def test_nobody_hears_who_called(text: str) -> None:
    said = spoken(text, ["张三丰"])
    for secret in ("王", "张三", "欧阳", "八零零", "五五五", "一百三", "亿", "二二二", "女士", "先生"):
        assert secret not in said


def test_what_the_order_itself_names_is_left_out() -> None:
    assert spoken("示范某反映路灯不亮", ["示范某", ""]) == "反映路灯不亮"


def test_a_long_title_is_cut_at_its_first_pause() -> None:
    assert part("（急）模拟小区停水，居民反映多次无人处理，请尽快解决") == "急模拟小区停水"
    assert len(part("字" * 100)) == LONGEST_PART
