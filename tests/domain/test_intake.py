"""What an arriving order is: who it is, whether it is news, what it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain import intake
from jiesu_desktop.domain.intake import Kind
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Outcome, UpstreamRow
from tests.domain.stories import POLICY, at

ROW = UpstreamRow(
    number="热线-260330-012345", title="暖气不热", content="市民反映，家中暖气不热。", caller="赵某", phone="010-55551234",
    place="杨树街1号院", extra=(("标签", "供暖"),), row=2,
)  # fmt: skip


def test_a_number_is_the_identity_however_it_is_typed() -> None:
    for number in (
        " 热线-260330-012345",
        "热线－260330－012345",
        "热线-260330-0123 45",
        "热线-260330-012345\0",
    ):
        assert intake.identity_of(replace(ROW, number=number)) == intake.identity_of(ROW)
    assert intake.identity_of(replace(ROW, number="热线-260330-012346")) != intake.identity_of(ROW)


def test_without_a_number_text_caller_phone_and_time_are_the_identity() -> None:
    row = replace(ROW, number="", received_at=at(0))
    assert intake.identity_of(
        replace(row, content="市民反映， 家中暖气不热。\n", row=9)
    ) == intake.identity_of(row)
    assert intake.identity_of(replace(row, place="别处", reply="已修好")) == intake.identity_of(row)
    for other in (
        replace(row, content="别的事"),
        replace(row, title="别的事"),
        replace(row, caller="钱某"),
        replace(row, phone="010-55559999"),
        replace(row, received_at=at(1)),
    ):
        assert intake.identity_of(other) != intake.identity_of(row)


def test_our_own_number_is_the_same_each_time_and_of_the_beijing_day() -> None:
    identity = intake.identity_of(replace(ROW, number=""))
    number = intake.own_number(identity, at(0))
    assert number.startswith("值班-261124-")  # 18:08 UTC on the 23rd
    assert len(number) == len("值班-261124-") + 8
    assert intake.own_number(identity, at(0)) == number
    assert intake.own_number(identity + "x", at(0)) != number


@given(st.text(), st.text(), st.text())
def test_any_change_of_what_upstream_says_is_another_snapshot(one: str, two: str, header: str) -> None:
    assert (intake.snapshot_of(replace(ROW, title=one)) == intake.snapshot_of(replace(ROW, title=two))) == (
        one == two
    )
    extra = replace(ROW, extra=(*ROW.extra, (header, one)))
    assert intake.snapshot_of(extra) != intake.snapshot_of(ROW)


def test_snapshots_seen_are_remembered_newest_last() -> None:
    assert intake.remembered("", "a") == "a"
    assert intake.remembered("a b", "c") == "a b c"
    assert intake.remembered("a b c", "a") == "b c a"
    many = intake.remembered(" ".join(str(n) for n in range(200)), "new").split()
    assert len(many) == 50
    assert many[-1] == "new"


@pytest.mark.parametrize(
    "field, text, words",
    [
        ("content", "来电人扬言要跳楼", "扬言"),
        ("title", "小区燃气漏气", "漏气"),
        ("content", "大面积停暖三天", "大面积停暖"),
        ("content", "请2小时内回复市中心", "2小时内回复"),
        ("level_upstream", "特急", "上游标为特急"),
        ("level_upstream", "是", "上游标为紧急"),
        ("level_upstream", "一般", None),
        ("level_upstream", "否", None),
        ("content", "路灯不亮", None),
    ],
)
def test_words_and_columns_that_suggest_urgency(field: str, text: str, words: str | None) -> None:
    values: dict[str, Any] = {"title": "t", field: text}
    row = UpstreamRow(**values)
    assert intake.suspicion(row, POLICY) == words


@pytest.mark.parametrize(
    "fields, finished",
    [
        ({}, False),
        ({"closed_at": at(0)}, True),
        ({"status_upstream": "回复完成"}, True),
        ({"status_upstream": "已办结"}, True),
        ({"status_upstream": "归档"}, True),
        ({"status_upstream": "办理中"}, False),
        ({"status_upstream": "待办结"}, False),
        ({"status_upstream": "未办结"}, False),
        ({"status_upstream": "已转派"}, False),
        ({"status_upstream": "申请归档"}, False),
        ({"resolved": "未解决"}, True),
        ({"satisfied": "满意"}, True),
        ({"satisfied": "未评价"}, False),
        ({"resolved": "/"}, False),
        ({"contacted": "是"}, False),
        ({"valid_callback": "是"}, True),
        ({"valid_callback": "否"}, False),
    ],
)
def test_what_arrives_finished(fields: dict[str, Any], finished: bool) -> None:
    assert intake.is_finished(UpstreamRow(title="t", **fields)) is finished


def test_differences_are_what_the_new_row_says_otherwise() -> None:
    new = replace(
        ROW, reply="已修好", caller="", received_at=at(0), extra=(("标签", "急"), ("备注", "x"), ("空", ""))
    )
    assert [change.as_triple() for change in intake.diff(ROW, new)] == [
        ("received_at", "", "2026-11-24 02:08:58"),
        ("reply", "", "已修好"),
        ("extra:标签", "供暖", "急"),
        ("extra:备注", "", "x"),
    ]
    assert intake.diff(ROW, ROW) == ()
    assert intake.diff(ROW, replace(ROW, number="别的")) == ()


def test_columns_of_no_name_of_ours_are_merged_and_kept() -> None:
    merged = intake.merged_extra(
        (("a", "1"), ("b", "2")), (("b", "3"), ("c", "4"), ("a", "")), frozenset({"b"})
    )
    assert merged == (("a", "1"), ("b", "2"), ("c", "4"))


def _decide(new: UpstreamRow, **overrides: Any) -> intake.Decision:
    given_: dict[str, Any] = {
        "seen": intake.snapshot_of(ROW),
        "edited": {},
        "state": State.IN_PROGRESS,
        "seen_at": at(0),
        "stood_since": at(30),
        "obtained_at": at(60),
        "history": False,
        **overrides,
    }
    return intake.decide(ROW, new, **given_)


NEW = replace(ROW, status_upstream="办理中", content="市民再次反映，家中仍不热。")


def test_an_order_in_hand_is_updated() -> None:
    decision = _decide(NEW)
    assert decision.kind is Kind.UPDATE
    assert [change.field for change in decision.changes] == ["content", "status_upstream"]
    assert _decide(ROW).kind is Kind.UNCHANGED


@pytest.mark.parametrize(
    "state, kind",
    [
        (State.RETURNED, Kind.COME_AGAIN),
        (State.CLOSED, Kind.COME_AGAIN),
        (State.CALLED_BACK, Kind.COME_AGAIN),
        (State.ARCHIVED, Kind.COME_AGAIN),
        (State.EXCLUDED, Kind.COME_AGAIN),
        (State.TO_SIGN, Kind.UPDATE),
        (State.ON_ACCOUNT, Kind.UPDATE),
        (State.MERGED, Kind.UPDATE),
    ],
)
def test_a_closed_or_returned_order_arriving_open_and_different_comes_again(state: State, kind: Kind) -> None:
    assert _decide(NEW, state=state).kind is kind


def test_what_does_not_come_again() -> None:
    assert _decide(ROW, state=State.RETURNED).kind is Kind.UNCHANGED
    assert _decide(replace(NEW, closed_at=at(0)), state=State.RETURNED).kind is Kind.UPDATE
    assert _decide(NEW, state=State.RETURNED, history=True).kind is Kind.UPDATE
    assert _decide(NEW, state=State.RETURNED, obtained_at=at(29)).kind is Kind.UPDATE
    assert _decide(NEW, state=State.RETURNED, obtained_at=at(30)).kind is Kind.COME_AGAIN


def test_an_older_snapshot_changes_nothing() -> None:
    seen = f"{intake.snapshot_of(NEW)} {intake.snapshot_of(ROW)}"
    for state in (State.IN_PROGRESS, State.RETURNED):
        decision = _decide(NEW, seen=seen, state=state)
        assert (decision.kind, decision.changes, decision.older) == (Kind.UNCHANGED, (), True)
    exported_before = _decide(NEW, obtained_at=at(-1))
    assert (exported_before.kind, exported_before.older) == (Kind.UNCHANGED, True)
    assert _decide(NEW, obtained_at=at(0)).kind is Kind.UPDATE


def test_what_an_operator_typed_is_reported_and_not_changed() -> None:
    decision = _decide(NEW, edited={"content": ROW.content})
    assert [change.field for change in decision.changes] == ["status_upstream"]
    assert [change.after for change in decision.differences] == ["市民再次反映，家中仍不热。"]
    only = _decide(replace(ROW, content="别的"), edited={"content": ROW.content})
    assert (only.kind, len(only.differences)) == (Kind.UNCHANGED, 1)
    extra = _decide(replace(ROW, extra=(("标签", "急"),)), edited={"extra:标签": "供暖"})
    assert (extra.kind, extra.differences[0].before) == (Kind.UNCHANGED, "供暖")


def test_what_upstream_says_anew_of_a_typed_field_is_news_and_what_it_said_before_is_not() -> None:
    """Otherwise a returned order sent again with more in its text would be told to nobody, once its text was edited."""
    anew, typed = replace(ROW, content="市民再次反映，家中仍不热。"), {"content": ROW.content}
    again = _decide(anew, edited=typed, state=State.RETURNED)
    assert (again.kind, again.changes, len(again.differences)) == (Kind.COME_AGAIN, (), 1)
    known = replace(ROW, content="操作员改过的内容")
    same = replace(ROW, kind="")  # the same as ever, from a file without that column
    for row, edited in ((same, typed), (replace(same, content="别的"), {"content": None})):
        decision = intake.decide(
            known, row, seen=intake.snapshot_of(ROW), edited=edited, state=State.RETURNED, seen_at=at(0),
            stood_since=at(30), obtained_at=at(60), history=False,
        )  # fmt: skip
        assert (decision.kind, len(decision.differences)) == (Kind.UNCHANGED, 1)
    assert (
        _decide(anew, edited=typed, state=State.RETURNED, seen=intake.snapshot_of(anew)).kind
        is Kind.UNCHANGED
    )


def test_of_one_order_twice_in_a_file_the_last_row_holds() -> None:
    rows = [
        ROW,
        replace(ROW, number="B", row=3),
        replace(ROW, title="新", row=4),
        UpstreamRow(row=5, phone="1"),
        UpstreamRow(row=6, number="C"),
        replace(ROW, number="", row=7),
        replace(ROW, number="", row=8),
    ]
    orders, refused = intake.told_apart(rows)
    assert [(row.number, row.row) for _identity, row in orders] == [("B", 3), (ROW.number, 4), ("", 8)]
    assert [number for number, _reason in refused] == [2, 5, 6, 7]
    reasons = dict(refused)
    assert reasons[2] == "工单编号 热线-260330-012345 在文件中重复，以第 4 行为准。"
    assert "第 8 行" in reasons[7]


@pytest.mark.parametrize("name", ["number", "category", "unit", "phone"])
def test_a_row_whose_columns_have_slipped_is_refused_by_itself(name: str) -> None:
    fits, slipped = replace(ROW, **{name: "长" * 300}), replace(ROW, **{name: "长" * 301}, row=3)  # type: ignore[arg-type]
    orders, refused = intake.told_apart([fits, slipped])
    assert [row.row for _identity, row in orders] == [ROW.row]
    assert [number for number, _reason in refused] == [3]
    assert "301 个字" in refused[0][1]


@given(st.lists(st.sampled_from("ABCD"), max_size=12))
def test_every_row_is_taken_once_or_refused_once(numbers: list[str]) -> None:
    rows = [replace(ROW, number=number, row=place) for place, number in enumerate(numbers, 2)]
    orders, refused = intake.told_apart(rows)
    assert sorted([row.row for _, row in orders] + [number for number, _ in refused]) == [r.row for r in rows]
    assert {row.number for _, row in orders} == set(numbers)
    for number in set(numbers):
        last = max(row.row for row in rows if row.number == number)
        assert next(row.row for _, row in orders if row.number == number) == last


def test_an_order_stands_as_it_does_since_what_could_not_have_followed_its_coming_again() -> None:
    from tests.domain.stories import general

    story = general().return_(10, reason="区外").note(60, text="x").urge(70, text="x")
    assert intake.stood_since(story.events) == at(10)
    assert intake.stood_since(general().close(10).callback(50, outcome=Outcome.NO_ANSWER).events) == at(50)


def test_typed_fields_go_with_what_upstream_had_said_there() -> None:
    from tests.domain.stories import general

    edits = (
        general().edit(5, changes=(("title", "上游", "一"),)).edit(6, changes=(("title", "一", "二"),)).events
    )
    assert intake.typed({"title", "place"}, edits) == {"title": "上游", "place": None}


def test_last_heard_is_when_upstream_spoke_not_we() -> None:
    from tests.domain.stories import general

    story = general().sign(5).update(10).note(60, text="x")
    assert intake.last_heard(story.events) == at(10)
    assert intake.last_heard(story.come_again(70).events) == at(70)
    assert at(10) - at(0) == timedelta(minutes=10)
