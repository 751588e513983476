from __future__ import annotations

import gc
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import LEDGERS, ColumnKind, LedgerColumn, Source
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Act, Basis, Channel, Event, Level, Outcome
from jiesu_desktop.storage import ledger_filter, ledger_stream, search
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import AlertRecord, DeliveryRecord, LedgerSpec, NewTicket
from jiesu_desktop.storage.types import from_micros
from tests.storage.conftest import NOW, Add, Make, happened

MINUTE = timedelta(minutes=1)
EVENING = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # midnight in Beijing: the first moment of the 25th
DAY = date(2026, 11, 24)


def _exported(
    queries: Queries, spec: LedgerSpec, columns: Sequence[LedgerColumn] | None = None
) -> Iterator[tuple[Any, ...]]:
    """The rows an export writes, with texts and moments as a page has them."""
    columns = columns or queries.ledger_columns(spec.ledger)
    times = [column.kind in (ColumnKind.DATETIME, ColumnKind.DATE) for column in columns]
    for batch in queries.ledger_batches(spec, columns):
        shown = (map(_moment if time else _word, values) for values, time in zip(batch, times, strict=True))
        yield from zip(*shown, strict=True)


def _word(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _moment(value: Any) -> Any:
    return from_micros(value) if isinstance(value, int) else value


def _life(*acts: tuple[Act, dict[str, Any]]) -> list[Event]:
    told = [(Act.OBTAIN, {}), *acts]
    return [happened(act, NOW + i * MINUTE, **details) for i, (act, details) in enumerate(told)]


URGENT = (Act.RAISE, {"level": Level.URGENT, "basis": Basis.CHANGE, "reason": "漏气"})
DISPATCH = (Act.DISPATCH, {"unit": "甲公司", "assist": ("乙街道",)})
TOLD = {"unit": "甲公司", "contact": "李某", "phone": "010-55550101", "outcome": Outcome.TOLD}
MEMBERS: dict[str, list[Event]] = {
    "returned": _life((Act.SIGN, {}), (Act.RETURN, {"reason": "非权属"})),
    "deferred": _life(DISPATCH, (Act.DEFER, {"reason": "管网改造", "until": NOW + timedelta(days=30)})),
    "urgent": _life(URGENT, (Act.LOWER, {"reason": "误判"})),
    "urged": _life(DISPATCH, (Act.URGE, {**TOLD, "text": "请速办"})),
    "callbacks": _life(
        DISPATCH,
        (Act.CLOSE, {"text": "已修"}),
        (Act.CALLBACK, {"contacted": "是", "resolved": "未解决", "satisfied": "满意", "means": "电话"}),
    ),
    "calls": _life(DISPATCH, (Act.CONFIRM, TOLD)),
    "excluded": _life(DISPATCH, (Act.EXCLUDE, {"reason": "非本区事权"})),
}


@pytest.mark.parametrize("name", MEMBERS)
def test_membership_follows_from_the_acts(store: Store, add: Add, name: str) -> None:
    ids = {kind: add(*events, number=kind) for kind, events in MEMBERS.items()}
    with store.read() as queries:
        page = queries.ledger(LedgerSpec(ledger=name))
        number = [column.key for column in page.columns].index("number")
    assert [row[number] for row in page.rows] == [name]
    assert page.ids == (ids[name],)
    assert page.total == 1


def test_channels_have_their_ledgers_and_every_order_is_in_the_first(store: Store, make: Make) -> None:
    new = [replace(make(number=channel.value), channel=channel) for channel in Channel]
    with store.begin() as work:
        ids = work.tickets.add_many(new)
    with store.read() as queries:
        for ledger, expected in (("tickets", ids), ("self", ids[1:2]), ("other", ids[2:])):
            assert sorted(queries.ledger(LedgerSpec(ledger=ledger)).ids) == expected


def test_hard_cases_are_those_on_account_worked_again_or_twice_denied(store: Store, make: Make) -> None:
    plain = make(number="plain")
    kinds: dict[str, dict[str, Any]] = {
        "deferred": {"deferred": "applied"},
        "again": {"round": 2},
        "denied": {"resolved": "未解决", "satisfied": "不满意"},
        "single": {"resolved": "未解决", "satisfied": "满意"},
    }
    with store.begin() as work:
        work.tickets.add_many(
            replace(make(number=name), summary=replace(plain.summary, **fields))
            for name, fields in kinds.items()
        )
    with store.read() as queries:
        rows = queries.ledger(LedgerSpec(ledger="hard")).rows
    assert sorted(row[0] for row in rows) == ["again", "deferred", "denied"]


@pytest.mark.parametrize("name", LEDGERS)
def test_page_count_and_export_are_the_same_rows(store: Store, add: Add, name: str) -> None:
    for events in MEMBERS.values():
        add(
            *events,
            number=f"{events[-1].act}",
            title="井盖",
            category="市政->井盖",
            extra=(("标签", "重点"),),
        )
    spec = LedgerSpec(ledger=name, start=DAY, end=DAY, category="市政", text="井盖")
    for asked in (LedgerSpec(ledger=name), spec, replace(spec, unit="甲公司", descending=False)):
        with store.read() as queries:
            page = queries.ledger(asked, limit=1000)
            assert (
                page.total == len(page.rows) == queries.ledger_count(asked) == len(queries.ledger_ids(asked))
            )
            assert tuple(_exported(queries, asked)) == page.rows
            assert all(len(row) == len(page.columns) for row in page.rows)
            single = [queries.ledger(asked, offset=at, limit=1).rows[0] for at in range(page.total)]
            assert tuple(single) == page.rows
            assert page.total > 0 or name in ("self", "other", "alerts") or asked != LedgerSpec(ledger=name)


def test_days_are_beijing_days_both_included(store: Store, add: Add) -> None:
    for number, at in (
        ("before", EVENING - timedelta(days=1, microseconds=1)),
        ("first", EVENING - timedelta(days=1)),
        ("last", EVENING - timedelta(microseconds=1)),
        ("after", EVENING),
    ):
        add(happened(Act.OBTAIN, at), number=number)
    with store.read() as queries:

        def numbers(start: date | None, end: date | None) -> list[str]:
            return [row[0] for row in queries.ledger(LedgerSpec(ledger="tickets", start=start, end=end)).rows]

        assert numbers(DAY, DAY) == ["last", "first"]
        assert numbers(None, DAY) == ["last", "first", "before"]
        assert numbers(DAY, None) == ["after", "last", "first"]


def test_each_ledger_goes_by_its_own_date(store: Store, add: Add) -> None:
    late = happened(Act.RETURN, NOW + timedelta(days=3), reason="区外")
    add(happened(Act.OBTAIN), happened(Act.SIGN, NOW + MINUTE), late, number="n1")
    with store.read() as queries:
        assert queries.ledger_count(LedgerSpec(ledger="returned", start=DAY, end=DAY)) == 0
        third = DAY + timedelta(days=3)
        assert queries.ledger_count(LedgerSpec(ledger="returned", start=third, end=third)) == 1


def test_filters_combine(store: Store, add: Add) -> None:
    add(*MEMBERS["urged"], number="a", category="市政->井盖->电力井", unit="上游单位")
    add(*MEMBERS["urgent"], number="b", category="市政", unit="上游单位")
    add(number="c", category="市政管理->井盖", unit="甲公司")
    add(number="d", category="市政%->井盖")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"category": "市政"}, "ab"),
        ({"category": "市政->井盖"}, "a"),
        ({"category": "市政%"}, "d"),
        ({"unit": "甲公司"}, "ac"),
        ({"unit": "上游单位"}, "b"),
        ({"unit": "甲公司", "category": "市政管理"}, "c"),
        ({"state": "to_sign"}, "bcd"),
        ({"state": "to_sign", "level": "urgent"}, ""),
        ({"channel": "hotline", "text": "C"}, "c"),
    ]
    with store.read() as queries:
        for filters, expected in cases:
            rows = queries.ledger(
                LedgerSpec(ledger="tickets", sort="number", descending=False, **filters)
            ).rows
            assert "".join(row[0] for row in rows) == expected, filters


def test_what_upstream_brought_is_all_there_under_its_headings(store: Store, add: Add) -> None:
    add(number="n1", caller="某女士", reply="已办", contacted="是", closed_at=NOW, extra=(("标签", "重点"),))
    add(number="n2", extra=(("企业名称", "某企业"), ("标签", "")))
    with store.read() as queries:
        page = queries.ledger(LedgerSpec(ledger="tickets"))
    headings = [column.heading for column in page.columns]
    assert headings[:5] == ["工单编号", "标题", "主要内容", "问题分类", "承办单位"]
    assert headings[-2:] == ["标签", "企业名称"]
    assert len(set(headings)) == len(headings)
    second, first = (dict(zip(headings, row, strict=True)) for row in page.rows)
    assert (first["来电人"], first["回复内容"], first["是否联系"], first["办结时间"]) == (
        "某女士",
        "已办",
        "是",
        NOW,
    )
    assert (first["标签"], first["企业名称"]) == ("重点", "")
    assert (second["标签"], second["企业名称"], second["办结时间"]) == ("", "某企业", None)


def test_cells_hold_the_words_of_the_screen(store: Store, add: Add) -> None:
    add(*MEMBERS["urgent"], number="u")
    add(*MEMBERS["callbacks"], number="c")
    add(*MEMBERS["urged"], number="g", title="井盖")
    with store.read() as queries:

        def row(ledger: str) -> dict[str, Any]:
            page = queries.ledger(LedgerSpec(ledger=ledger))
            return dict(zip((column.heading for column in page.columns), page.rows[0], strict=True))

        urgent, callback, urged = row("urgent"), row("callbacks"), row("urged")
    assert (urgent["紧急程度"], urgent["紧急依据"], urgent["来源渠道"]) == ("一般", "情况变化", "12345")
    assert (callback["单否/双否"], callback["回访方式"], callback["回访人"]) == ("单否", "电话", "张某")
    assert (urged["方式"], urged["通话结果"], urged["联系人"], urged["标题"]) == (
        "催办",
        "已告知",
        "李某",
        "井盖",
    )
    assert urged["催办时间"] == NOW + 2 * MINUTE


def test_alerts_are_a_ledger_even_those_of_no_order(store: Store, add: Add) -> None:
    ticket_id = add(number="n1", title="漏气")
    record = AlertRecord(
        key="a", ticket_id=ticket_id, round=1, clock="report", unit=None, stage="warn", repeat=0, at=NOW, priority=1,
        channels=frozenset({"voice"}), spoken="上报剩两分钟", raised_at=NOW,
    )  # fmt: skip
    with store.begin() as work:
        work.alerts.raised(
            [record, replace(record, key="b", ticket_id=None, clock=None, raised_at=NOW + MINUTE)]
        )
    with store.read() as queries:
        page = queries.ledger(LedgerSpec(ledger="alerts"))
        assert [row[1:5] for row in page.rows] == [(None, None, None, "临期"), ("n1", "漏气", "上报", "临期")]
        assert page.ids == (0, ticket_id)
        assert queries.ledger_count(LedgerSpec(ledger="alerts", text="漏气")) == 1


@pytest.mark.parametrize("name", LEDGERS)
def test_every_column_sorts_and_keeps_every_row(store: Store, add: Add, name: str) -> None:
    for kind, events in MEMBERS.items():
        add(*events, number=kind)
        add(*events, number=kind + "2", title="x")
    with store.read() as queries:
        total = queries.ledger_count(LedgerSpec(ledger=name))
        for column in LEDGERS[name].columns:
            up = queries.ledger_ids(LedgerSpec(ledger=name, sort=column.key, descending=False))
            down = queries.ledger_ids(LedgerSpec(ledger=name, sort=column.key))
            assert len(set(up)) == total
            assert up == down[::-1]
            at = LEDGERS[name].columns.index(column)
            page = queries.ledger(LedgerSpec(ledger=name, sort=column.key))
            blank = [row[at] is None for row in page.rows]
            assert blank == sorted(blank)  # on both databases


def test_what_is_not_there_is_refused_by_name(store: Store) -> None:
    with store.read() as queries:
        with pytest.raises(ValueError, match="没有这个台账"):
            queries.ledger(LedgerSpec(ledger="events"))
        with pytest.raises(ValueError, match="没有这一列"):
            queries.ledger(LedgerSpec(ledger="calls", sort="id; DROP TABLE events"))


def test_filter_boxes_offer_what_orders_carry(store: Store, add: Add) -> None:
    add(*MEMBERS["urged"], number="a", category="供暖")
    add(number="b", category="市政->井盖", unit="乙街道")
    add(number="c", category="市政->井盖")
    with store.read() as queries:
        offered = queries.ledger_choices()
    assert {name: set(values) for name, values in offered.items()} == {
        "unit": {"甲公司", "乙街道"},
        "category": {"供暖", "市政->井盖"},
    }


def test_every_ledger_declares_the_date_it_goes_by() -> None:
    for ledger in LEDGERS.values():
        keys = [column.key for column in ledger.columns]
        assert ledger.date_key in keys
        assert len(set(keys)) == len(keys)
        assert len({column.heading for column in ledger.columns}) == len(keys)
        assert ledger.date_heading.endswith("时间")
        assert ledger.source in Source


def _alert(key: str, **values: Any) -> AlertRecord:
    plain = AlertRecord(
        key=key, ticket_id=None, round=1, clock="report", unit=None, stage="overdue", repeat=0, at=NOW, priority=1,
        channels=frozenset({"voice", "log"}), spoken="上报已超", raised_at=NOW,
    )  # fmt: skip
    return replace(plain, **values)


def _delivery(key: str, channel: str, outcome: str, detail: str = "", minutes: int = 0) -> DeliveryRecord:
    at = NOW + minutes * MINUTE
    return DeliveryRecord(
        key=key, channel=channel, workstation="一号台", at=at, outcome=outcome, detail=detail
    )


def test_the_alert_ledger_says_how_each_channel_fared(store: Store) -> None:
    with store.begin() as work:
        work.alerts.raised([_alert("a"), _alert("b", raised_at=NOW + MINUTE, repeat=2)])
        work.alerts.delivered(
            [
                _delivery("a", "voice", "failed", "没有声音设备"),
                _delivery("a", "voice", "given", minutes=2),
                _delivery("a", "voice", "given", "语音不可用：超时", minutes=1),
                _delivery("a", "tray", "given"),
                _delivery("a", "flash", "skipped", "已不再需要"),
                _delivery("b", "voice", "given", "语音不可用：超时"),
                _delivery("b", "tray", "failed", "没有系统托盘"),
                _delivery("b", "nobody", "failed", "无人被提醒"),
                _delivery("b", "escalate", "logged", "无人知晓，全屏横幅"),
                _delivery("b", "shelve", "given", "正在通话"),
                _delivery("b", "escalate", "logged", "无人知晓，提示拨打主管电话"),
            ]
        )
    wanted = ("repeat", "due_at", "flash", "tray", "voice", "heard_at", "nobody", "escalated", "shelved")
    with store.read() as queries:
        page = queries.ledger(LedgerSpec(ledger="alerts", descending=False))
        places = [[column.key for column in page.columns].index(key) for key in wanted]
        first, second = (tuple(row[place] for place in places) for row in page.rows)
    heard = NOW + 2 * MINUTE
    assert first == (0, NOW, "未需要", "已送达", "已播完", heard, "", None, None)
    assert second == (
        2,
        NOW,
        None,
        "失败：没有系统托盘",
        "已改放提示音：语音不可用：超时",
        None,
        "无人被提醒",
        "无人知晓，提示拨打主管电话",
        "正在通话",
    )


def test_facts_for_the_measures_leave_out_what_was_only_logged(store: Store) -> None:
    with store.begin() as work:
        work.alerts.raised(
            [
                _alert("a", repeat=1),
                _alert("b", stage="due", repeat=1),
                _alert("c", channels=frozenset({"log"})),
            ]
        )
        work.alerts.acknowledge(["a"], "张某", NOW + MINUTE)
        work.alerts.delivered(
            [_delivery("b", "nobody", "failed"), _delivery("b", "shelve", "given", "正在通话")]
        )
    with store.read() as queries:
        facts = queries.alert_facts(LedgerSpec(ledger="alerts"))
        none = queries.alert_facts(LedgerSpec(ledger="alerts", end=DAY - timedelta(days=1)))
    assert sorted((f.repeated, f.acknowledged_at, f.nobody, f.shelved) for f in facts) == [
        (False, None, True, True),
        (True, NOW + MINUTE, False, False),
    ]
    assert none == []


def test_an_export_that_breaks_off_closes_its_stream_before_the_connection(
    store: Store, add: Add, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_stream, "_AT_ONCE", 1)  # so that batches are still being read
    for number in range(9):
        add(happened(Act.OBTAIN), number=f"n{number}")
    kept = []

    def broken_off() -> None:
        with store.read() as queries:
            spec = LedgerSpec(ledger="tickets")
            kept.append(queries.ledger_batches(spec, queries.ledger_columns(spec.ledger)))
            next(kept[0])
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        broken_off()
    kept.clear()
    gc.collect()
    assert not caplog.records


def test_while_an_export_reads_other_questions_are_answered_in_words(
    store: Store, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_stream, "_AT_ONCE", 1)
    for number in range(3):
        add(happened(Act.OBTAIN), number=f"n{number}")
    spec = LedgerSpec(ledger="tickets")
    with store.read() as queries:
        columns = queries.ledger_columns(spec.ledger)
        page = queries.ledger(spec)
        for _ in queries.ledger_batches(spec, columns):
            assert queries.ledger(spec) == page


KINDS: dict[str, tuple[str, ...]] = {
    "unit": ("甲公司", "乙街道", ""),
    "category": ("市政->井盖", "市政", "供暖"),
    "level": ("general", "urgent", "unstable"),
    "channel": ("hotline", "self", "other"),
    "state": ("archived", "to_sign", "returned", "called_back"),
}
WORDS = ("停水", "漏气", "停水 漏气", "")


def _crowd(chance: random.Random, make: Make) -> list[NewTicket]:
    """Orders of every kind, each with calls and call-backs, mostly of the usual kinds."""
    plain = make()
    crowd = []
    for number in range(150):
        kind = {name: chance.choice((*values[:1] * 3, *values)) for name, values in KINDS.items()}
        word = chance.choice(WORDS)
        acts: list[tuple[Act, dict[str, Any]]] = [
            DISPATCH,
            (Act.URGE, TOLD),
            (Act.CONFIRM, {**TOLD, "outcome": Outcome.BUSY}),
        ]
        acts += [
            (Act.CLOSE, {}),
            (Act.CALLBACK, {"contacted": "是", "resolved": "未解决", "satisfied": "不满意"}),
        ]
        told = _life(*acts[: chance.randint(0, 5)])
        moment = NOW + timedelta(days=number % 9)
        summary = replace(
            plain.summary, state=State(kind["state"]), level=Level(kind["level"]), obtained_at=moment,
            lead_unit=kind["unit"] or None, returned_at=moment if number % 7 == 0 else None, ever_urgent=number % 5 == 0,
            is_open=number % 2 == 0, next_due_at=moment, round=1 + (number % 11 == 0), next_clock=ClockKind.CLOSE,
        )  # fmt: skip
        new = make(*told, number=f"n{number}", title=word, category=kind["category"])
        crowd.append(replace(new, channel=Channel(kind["channel"]), summary=summary))
    return crowd


def _meets(new: NewTicket, spec: LedgerSpec) -> bool:
    """What the filters mean, in plain Python."""
    summary, words = new.summary, spec.text.split()
    return (
        (not spec.unit or summary.lead_unit == spec.unit)
        and (not spec.category or f"{new.row.category}->".startswith(f"{spec.category}->"))
        and (not spec.level or summary.level == spec.level)
        and (not spec.channel or new.channel == spec.channel)
        and (not spec.state or summary.state == spec.state)
        and all(word in new.row.title for word in words)
    )


def _rows_of(new: NewTicket, ledger: str) -> list[datetime]:
    """The date of each row an order has in a ledger."""
    calls = [(event.act, event.occurred_at) for event in new.events]
    summary = new.summary
    if ledger in ("tickets", "self", "other"):
        return [summary.obtained_at] if ledger in ("tickets", new.channel.value) else []
    if ledger in ("urgent", "hard"):
        return (
            [summary.obtained_at]
            if (summary.ever_urgent if ledger == "urgent" else summary.round > 1)
            else []
        )
    if ledger == "returned":
        return [summary.returned_at] if summary.returned_at else []
    acts = {"urged": Act.URGE, "calls": Act.CONFIRM, "callbacks": Act.CALLBACK}
    return [at for act, at in calls if act is acts[ledger]]


def test_an_export_of_many_batches_keeps_the_order_and_the_snapshot(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows come in batches read ahead; what others save meanwhile is not in them."""
    monkeypatch.setattr(ledger_stream, "_AT_ONCE", 7)
    texts = ["井盖", "\x1e\x1f", '"\\\n', "😀𠮷", "", "null", "[1]"]
    crowd = [
        make(
            happened(Act.OBTAIN, NOW + timedelta(minutes=n % 5)),
            number=f"n{n}",
            title=texts[n % 7],
            extra=(("标签", texts[-n % 7]),),
        )
        for n in range(50)
    ]
    with store.begin() as work:
        work.tickets.add_many(crowd)
    with store.read() as queries:
        page = queries.ledger(LedgerSpec(ledger="tickets"), limit=1000)
        rows = _exported(queries, LedgerSpec(ledger="tickets"))
        passed = [next(rows)]
        with store.begin() as work:
            work.tickets.add_many([make(number="late")])
        passed += rows
        chosen = [page.columns[-1], page.columns[0]]
        assert tuple(_exported(queries, LedgerSpec(ledger="tickets"), chosen)) == tuple(
            (row[-1], row[0]) for row in page.rows
        )
    assert tuple(passed) == page.rows
    assert len(passed) == 50


@pytest.mark.parametrize("few", [0, 10**6])
def test_every_filter_finds_the_same_by_whichever_index_it_is_led(
    store: Store, make: Make, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``few`` moves the choice of the leading index: all may be looked up one by one, or nothing."""
    monkeypatch.setattr(ledger_filter, "_FEW", few)
    monkeypatch.setattr(search, "_FEW", few)
    chance = random.Random(11)
    crowd = _crowd(chance, make)
    with store.begin() as work:
        work.tickets.add_many(crowd)
    found = 0
    with store.read() as queries:
        for _ in range(150):
            ledger = chance.choice(
                ("tickets", "self", "other", "urgent", "hard", "returned", "urged", "calls", "callbacks")
            )
            asked: dict[str, Any] = {
                name: chance.choice(values) for name, values in KINDS.items() if chance.random() < 0.3
            }
            if chance.random() < 0.3:
                asked["start"] = DAY + timedelta(days=2)
            spec = LedgerSpec(ledger=ledger, text=chance.choice(WORDS), **asked)
            meant = [new for new in crowd if _meets(new, spec)]
            first = datetime.combine(spec.start, time(), BEIJING) if spec.start else NOW - timedelta(days=1)
            rows = [new for new in meant for at in _rows_of(new, ledger) if at >= first]
            page, totals = (
                queries.ledger(spec, limit=1000),
                queries.ledger_totals(spec, NOW + timedelta(days=5)),
            )
            assert sorted(row[0] for row in page.rows) == sorted(new.row.number for new in rows), spec
            assert page.total == totals.rows == len(rows) == len(list(_exported(queries, spec)))
            assert dict(totals.figures).items() >= _figures(rows, ledger).items(), spec
            found += len(rows)
    assert found > 500  # or the test would prove nothing


def _figures(rows: list[NewTicket], ledger: str) -> dict[str, int]:
    """The totals of orders and of call-backs, in plain Python."""
    if ledger in ("urged", "calls", "callbacks"):
        figures = {"urged": "催办", "calls": "未打通", "callbacks": "双否"}
        return {figures[ledger]: len(rows)}
    late = NOW + timedelta(days=5)
    in_state = {
        "已归档": State.ARCHIVED,
        "已回访": State.CALLED_BACK,
        "未办结": State.TO_SIGN,
        "已退回": State.RETURNED,
    }
    return {
        "其中紧急": sum(new.summary.level is not Level.GENERAL for new in rows),
        "超期": sum(new.summary.is_open and (new.summary.next_due_at or late) < late for new in rows),
        **{label: sum(new.summary.state is state for new in rows) for label, state in in_state.items()},
    }


def test_levels_sort_by_how_urgent_they_are(store: Store, make: Make) -> None:
    plain = make()
    with store.begin() as work:
        work.tickets.add_many(
            replace(make(number=level.value), summary=replace(plain.summary, level=level))
            for level in (Level.URGENT, Level.EMERGENCY, Level.GENERAL, Level.UNSTABLE)
        )
    with store.read() as queries:
        rows = queries.ledger(LedgerSpec(ledger="tickets", sort="level")).rows
    assert [row[0] for row in rows] == [level.value for level in reversed(Level)]
