"""回访话术: the nearest class's script, the room's own in place of the bundled, nothing made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiesu_desktop.services import call_scripts


def _own(folder: Path, name: str, text: str | bytes) -> None:
    (folder / "scripts").mkdir(exist_ok=True)
    data = text.encode() if isinstance(text, str) else text
    (folder / "scripts" / name).write_bytes(data)


@pytest.mark.parametrize(
    "category, name",
    [
        ("供暖->不热", "heating.md"),
        ("供暖", "heating.md"),
        ("供暖服务", "general.md"),  # a class of its own, not below 供暖
        ("市政->井盖->自来水井", "manhole.md"),
        ("市政->道路设施", "general.md"),
        ("", "general.md"),
    ],
)
def test_the_nearest_class_has_its_script(tmp_path: Path, category: str, name: str) -> None:
    scripts = call_scripts.load(tmp_path)
    assert scripts.problems == ()
    assert scripts.of(category).path.name == name


def test_every_bundled_script_asks_in_the_order_an_operator_speaks(tmp_path: Path) -> None:
    for script in call_scripts.load(tmp_path).scripts:
        places = [script.text.find(word) for word in ("先问联系", "再问解决", "再问满意", "听意见")]
        assert -1 not in places, script.path.name
        assert places == sorted(places), script.path.name


def test_what_the_order_does_not_say_is_not_made_up() -> None:
    said = call_scripts.expand("您反映的{问题}，由{单位}办理：{结果}", {"问题": "漏水", "单位": ""})
    assert said == "您反映的漏水，由（单位未记录）办理：（结果未记录）"


def test_the_rooms_own_takes_the_place_of_the_bundled_and_may_add(tmp_path: Path) -> None:
    _own(tmp_path, "heating.md", "# 供暖\n\n我们自己写的")
    _own(tmp_path, "lamps.md", "# 市政->城市照明\n\n路灯亮了吗？")
    scripts = call_scripts.load(tmp_path)
    assert (scripts.of("供暖->不热").text, scripts.of("供暖->不热").own) == ("我们自己写的", True)
    assert scripts.of("市政->城市照明->路灯").text == "路灯亮了吗？"
    assert scripts.problems == ()


@pytest.mark.parametrize(
    "data, why",
    [
        ("没有标题的话", "第一行要写"),
        ("#\n\n话", "第一行要写"),
        ("# 供暖\n\n  ", "没有内容"),
        ("# 供暖\n\n您的电话是{电话}吗", "没有“{电话}”这个占位符"),
        ("# 供暖\n\n话".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_broken_one_gives_way_to_the_bundled_and_is_told_of(
    tmp_path: Path, data: str | bytes, why: str
) -> None:
    _own(tmp_path, "heating.md", data)
    scripts = call_scripts.load(tmp_path)
    assert not scripts.of("供暖").own
    (problem,) = scripts.problems
    assert problem.startswith("话术 heating.md 有问题：")
    assert why in problem
    assert problem.endswith("用随软件带的。")


def test_a_broken_addition_is_left_out(tmp_path: Path) -> None:
    _own(tmp_path, "lamps.md", "话")
    scripts = call_scripts.load(tmp_path)
    assert scripts.problems[0].endswith("没有用它。")


def test_the_copy_to_edit_is_the_script_in_use_and_is_never_written_over(tmp_path: Path) -> None:
    bundled = call_scripts.load(tmp_path).of("供水")
    path = call_scripts.own_copy(bundled, tmp_path)
    assert path == tmp_path / "scripts" / "water.md"
    assert path.read_text("utf-8") == bundled.path.read_text("utf-8")
    path.write_text("# 供水\n\n改过", "utf-8")
    assert call_scripts.own_copy(bundled, tmp_path).read_text("utf-8") == "# 供水\n\n改过"
    assert call_scripts.load(tmp_path).of("供水").text == "改过"
