"""Policy versions in the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from jiesu_desktop.domain.clocks import ClockState
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.services import policy
from tests.services.room import Room, minutes, numbered

_LIMIT = 'general = "30分钟"'


def _changed(tmp_path: Path, before: str = _LIMIT, after: str = 'general = "20分钟"') -> Path:
    """The bundled file with the first such line changed: the dispatch limit."""
    from jiesu_desktop.paths import resource

    text = resource(policy.DEFAULT_FILE).read_text("utf-8")
    assert before in text
    file = tmp_path / "新策略.toml"
    file.write_text(text.replace(before, after, 1), "utf-8")
    return file


def test_the_bundled_version_is_put_in_once_and_holds_since_ever(room: Room) -> None:
    with room.store.begin() as uow:
        assert not policy.ensure_default(uow, room.time, room.who)
        assert len(policy.history(uow)) == 1
        assert policy.in_force(uow, minutes(-10_000_000)) == policy.bundled()


def test_a_new_version_holds_for_new_orders_and_old_ones_keep_theirs(room: Room, tmp_path: Path) -> None:
    old = room.take(numbered(1)).added_ids[0]
    with room.store.begin() as uow:
        changes = policy.set_policy(
            uow, room.time, room.who, policy.read_file(_changed(tmp_path)), effective_at=minutes(10)
        )
    assert changes.policy
    before, after = numbered(3)[1:]
    early = room.at(9).take([before]).added_ids[0]
    late = room.at(10).take([after]).added_ids[0]
    room.at(11)
    assert [room.line(t).next_due_at for t in (old, early, late)] == [minutes(30), minutes(39), minutes(30)]
    room.act(old, Act.SIGN)
    assert room.line(old).next_due_at == minutes(30)
    with room.store.read() as queries:
        assert [one.recorded_by for one in queries.policies.history()] == ["张三", "张三"]


def test_no_version_takes_effect_in_the_past(room: Room) -> None:
    with pytest.raises(Refused, match="早于现在"), room.store.begin() as uow:
        policy.set_policy(uow, room.time, room.who, policy.bundled(), effective_at=minutes(-1))


@pytest.mark.parametrize(
    "text, said",
    [
        ("= nonsense", "不是有效的 TOML.*第 1 行第 1 个字符处。$"),
        ("{", "不是有效的 TOML.*第 1 行第 2 个字符处。$"),
        ("name = 1", "现行规则不变"),
        ("", "缺少这一项"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "坏.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Refused, match=said):
        policy.read_file(file)


def test_a_wrong_number_is_named_by_its_field(room: Room, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="应是时长"):
        policy.read_file(_changed(tmp_path, after='general = "很快"'))
    with room.store.read() as queries:
        assert queries.policies.in_force(minutes(0)) == policy.bundled()


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="找不到规则文件"):
        policy.read_file(tmp_path / "没有.toml")
    with pytest.raises(Refused, match="是文件夹"):
        policy.read_file(tmp_path)
    binary = tmp_path / "b.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="UTF-8"):
        policy.read_file(binary)
    nested = tmp_path / "n.toml"
    nested.write_text('{"clocks":' * 5000)
    with pytest.raises(Refused, match="不是有效的 TOML 或 JSON 文件"):
        policy.read_file(nested)


def test_a_policy_shown_can_be_set_again() -> None:
    import json

    bundled = policy.bundled()
    assert policy.parse_text(json.dumps(bundled.to_data())) == replace(bundled)
    assert bundled.clocks.of(ClockKind.DISPATCH).limit(False) == minutes(30) - minutes(0)


def test_what_policy_show_prints_can_be_set_again() -> None:
    import json

    bundled = policy.bundled()
    shown = {"effective_at": "2000-01-01T08:00:00+08:00", **bundled.to_data(), "name": "改过"}
    assert policy.parse_text(json.dumps(shown)) == replace(bundled, name="改过")


def test_a_version_written_as_toml_reads_back_the_same(tmp_path: Path) -> None:
    assert policy.to_toml(policy.bundled()).startswith("# 接诉即办")  # with its explanations
    changed = replace(policy.read_file(_changed(tmp_path)), name='甲"乙\\丙')
    assert policy.parse_text(policy.to_toml(changed)) == changed


def test_the_desk_says_which_version_was_broken_by_hand_and_what_holds(room: Room) -> None:
    with room.store.begin() as uow:
        policy.set_policy(uow, room.time, room.who, replace(policy.bundled(), name="改后"))
        uow.policies._connection.execute(
            text("""UPDATE policy_versions SET data = '{}' WHERE name = '改后'""")
        )
    with room.store.read() as queries:
        said = policy.broken_words(queries, room.time.now())
    assert said.startswith("时限规则“改后”（名称：缺少这一项）不能用，沿用“2024 合同”。")
    with room.store.begin() as uow:
        assert policy.in_force(uow, room.time.now()).name == "2024 合同"
        policy.set_policy(uow, room.time, room.who, replace(policy.bundled(), name="再改"))
    assert room.take_one() > 0


def test_with_every_version_broken_the_contract_is_put_back(room: Room) -> None:
    with room.store.begin() as uow:
        uow.policies._connection.execute(text("UPDATE policy_versions SET data = '[]'"))
    with room.store.begin() as uow:
        assert policy.ensure_default(uow, room.time, room.who).policy
        assert policy.in_force(uow, room.time.now()) == policy.bundled()
    with room.store.read() as queries:
        assert policy.broken_words(queries, room.time.now())


def test_a_preview_holds_only_clocks_that_would_change_the_worst_first(room: Room, tmp_path: Path) -> None:
    late, early = room.take(numbered(1)).added_ids[0], room.at(15).take(numbered(2)[1:]).added_ids[0]
    room.at(25)
    shorter = policy.read_file(_changed(tmp_path, after='general = "20分钟"'))
    with room.store.read() as queries:
        assert policy.preview(queries, policy.bundled(), room.time.now()) == ()
        rows = policy.preview(queries, shorter, room.time.now())
    assert [(row.ticket_id, row.change.kind, row.change.worse) for row in rows] == [
        (late, ClockKind.DISPATCH, ClockState.OVERDUE),
        (early, ClockKind.DISPATCH, ClockState.WARNING),
    ]
    assert room.line(late).next_due_at == minutes(30), "looking changes nothing"


def test_a_delivered_file_broken_by_hand_takes_nothing_from_a_desk_that_has_its_limits(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, broken = policy.bundled(), _changed(tmp_path, after='general = "很快"')
    monkeypatch.setattr(policy, "resource", lambda name: broken)
    with room.store.begin() as uow:
        assert not policy.ensure_default(uow, room.time, room.who)
        assert policy.in_force(uow, room.time.now()) == good
    assert policy.parse_text(policy.to_toml(good)) == good
    with pytest.raises(Refused, match="应是时长"):
        policy.bundled()
