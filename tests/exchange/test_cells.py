from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.exchange.cells import NotADate, category_of, deadline_of, lost_digits, moment_of, text_of


def beijing(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BEIJING).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    "cell, text",
    [
        (None, ""),
        ("", ""),
        (" ", ""),
        ("\u3000 \n", ""),
        ("NaN", ""),
        ("nan", ""),
        (float("nan"), ""),
        (1.0, "1"),
        (202603300123.0, "202603300123"),
        (2.5, "2.5"),
        (True, "是"),
        ("'0012", "'0012"),
        ("=1+1", "=1+1"),
        ("漏气😀𠮷", "漏气😀𠮷"),
        ("a\x00b\x0bc\r\nd", "abc\nd"),
        (datetime(2026, 1, 5, 2, 14), "2026-01-05 02:14:00"),
        (date(2026, 1, 5), "2026-01-05"),
    ],
)
def test_text_of_cell(cell: Any, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(
    "cell, parts",
    [
        ("2019/2/28 11:25:05", (2019, 2, 28, 11, 25, 5)),
        ("2025年4月5日 下午6:01", (2025, 4, 5, 18, 1)),
        ("2025年4月5日下午6时01分", (2025, 4, 5, 18, 1)),
        ("2025年4月5日 上午12:30", (2025, 4, 5, 0, 30)),
        ("2025年4月5日 中午12:30", (2025, 4, 5, 12, 30)),
        ("2025年4月5日 中午11:30", (2025, 4, 5, 11, 30)),
        ("2025年4月5日 凌晨2:05", (2025, 4, 5, 2, 5)),
        ("2025年4月5日 晚上11点", (2025, 4, 5, 23)),
        ("2025-04-05 18:01:30.0", (2025, 4, 5, 18, 1, 30)),
        ("2025-04-05T18:01:30+08:00", (2025, 4, 5, 18, 1, 30)),
        ("2025-04-05T10:01:30Z", (2025, 4, 5, 18, 1, 30)),
        ("2025.4.5", (2025, 4, 5)),
        ("２０２５－０４－０５ １８：０１", (2025, 4, 5, 18, 1)),
        ("2025/4/5 6:01 PM", (2025, 4, 5, 18, 1)),
        ("2025-4-5 24:00", (2025, 4, 6)),
        ("20250405180130", (2025, 4, 5, 18, 1, 30)),
        ("20250405", (2025, 4, 5)),
        (45752.75, (2025, 4, 5, 18)),
        ("45752.75", (2025, 4, 5, 18)),
        (datetime(2025, 4, 5, 18, 1), (2025, 4, 5, 18, 1)),
        (date(2025, 4, 5), (2025, 4, 5)),  # calamine's midnight
    ],
)
def test_moment_in_its_many_forms(cell: Any, parts: tuple[int, ...]) -> None:
    assert moment_of(cell) == beijing(*parts)


@pytest.mark.parametrize("cell", ["", None, " ", "-", "——", "无", "NaT", float("nan")])
def test_no_moment(cell: Any) -> None:
    assert moment_of(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "不是日期", "2025-02-30", "2025-13-01", "2025-04-05 25:00", "4月5日", "2019-04-10 至 2020-01-26", "12", 7.0, True,
        "0001-01-01 00:00:00", timedelta(hours=3), 1e12, "明天上午",
    ],
)  # fmt: skip
def test_dates_that_are_not_dates(cell: Any) -> None:
    with pytest.raises(NotADate):
        moment_of(cell)


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_no_cell_makes_it_stumble(cell: Any) -> None:
    try:
        moment = moment_of(cell)
    except NotADate:
        return
    assert moment is None or 1969 <= moment.year <= 2120


@given(st.datetimes(min_value=datetime(1992, 1, 1), max_value=datetime(2099, 1, 1)))
def test_serial_and_text_agree(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    serial = (moment - datetime(1899, 12, 30)).total_seconds() / 86400
    assert moment_of(serial) == moment_of(f"{moment:%Y/%m/%d %H:%M:%S}") == moment_of(moment)


def test_deadline_as_a_length_of_time() -> None:
    start = beijing(2025, 4, 30, 9)
    assert deadline_of("7 天", start) == beijing(2025, 5, 7, 9)
    assert deadline_of("24小时内", start) == beijing(2025, 5, 1, 9)
    assert deadline_of(7.0, start) == beijing(2025, 5, 7, 9)
    assert deadline_of("2个工作日", start) == beijing(2025, 5, 7, 9)  # over the May holiday
    assert deadline_of("2025-05-02 12:00", start) == beijing(2025, 5, 2, 12)
    assert deadline_of("三个工作日内", start) == beijing(2025, 5, 8, 9)
    assert deadline_of("1天2小时", start) == beijing(2025, 5, 1, 11)
    assert deadline_of("1小时30分钟内", start) == beijing(2025, 4, 30, 10, 30)
    assert deadline_of("两小时", start) == beijing(2025, 4, 30, 11)
    assert deadline_of("十五日", start) == beijing(2025, 5, 15, 9)
    assert deadline_of("二十天", start) == beijing(2025, 5, 20, 9)
    assert deadline_of("半小时", start) == beijing(2025, 4, 30, 9, 30)
    assert deadline_of("7天", None) is None
    for words in ("尽快", "三三天", "天", "3天后再说", "99999999999天", "999999999个工作日"):
        with pytest.raises(NotADate):
            deadline_of(words, start)


@pytest.mark.parametrize(
    "cell, lost",
    [
        (1.2345e17, True),
        ("1.23457E+17", True),
        (202603300123.0, False),
        ("热线-260330-012345", False),
        ("2E", False),
    ],
)
def test_numbers_a_spreadsheet_has_rounded(cell: Any, lost: bool) -> None:
    assert lost_digits(cell) is lost


@pytest.mark.parametrize(
    "text",
    [
        "市政->井盖->自来水井",
        "市政-井盖-自来水井",
        "市政 -> 井盖 -> 自来水井",
        "市政→井盖→自来水井",
        "市政>井盖>自来水井",
    ],
)
def test_category_levels_however_joined(text: str) -> None:
    assert category_of(text) == "市政->井盖->自来水井"


def test_category_keeps_its_own_hyphens() -> None:
    assert category_of("通信->5G-A基站") == "通信->5G-A基站"
    assert category_of("12345-热线") == "12345-热线"
