from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jiesu_desktop.gui import wording

NOW = datetime(2026, 1, 4, 18, 14, 37, tzinfo=UTC)


@pytest.mark.parametrize(
    "seconds,words",
    [
        (161, "剩 02:41"),
        (0, "超 00:00"),
        (-39, "超 00:39"),
        (3600 + 24 * 60 + 21, "剩 1:24:21"),
        (86400 * 3, "剩 3 天"),
        (86400 * 6 + 3600 * 22 + 5, "剩 6 天 22 时"),
        (-86400, "超 1 天"),
    ],
)
def test_countdown(seconds: int, words: str) -> None:
    assert wording.countdown(NOW + timedelta(seconds=seconds), NOW) == words


def test_a_paused_clock_says_so_and_no_clock_is_a_dash() -> None:
    assert wording.countdown(NOW, NOW, paused=True) == "暂停"
    assert wording.countdown(None, NOW) == "—"


def test_the_due_moment_itself_is_over() -> None:
    warn = NOW - timedelta(seconds=1)
    assert wording.state_name(NOW, warn, NOW) == "overdue"
    assert wording.state_name(NOW + timedelta(seconds=1), warn, NOW) == "warning"
    assert wording.state_name(NOW + timedelta(hours=1), NOW + timedelta(seconds=1), NOW) == "running"


def test_times_are_beijings_and_carry_the_date_on_another_day() -> None:
    assert wording.clock_time(NOW) == "02:14:37"
    assert wording.clock_time(NOW - timedelta(days=1), NOW) == "01-04 02:14"


@pytest.mark.parametrize(
    "text,hidden",
    [
        ("15812342222", "158****2222"),
        ("电话15812342222谢谢", "电话158****2222谢谢"),
        ("010-55550123", "010-55****23"),
    ],
)
def test_numbers_are_masked(text: str, hidden: str) -> None:
    assert wording.masked(text) == hidden


def test_an_order_number_is_not_a_phone_number() -> None:
    assert wording.masked("热线-260105-000418") == "热线-260105-000418"


def test_the_place_is_not_said_twice() -> None:
    assert wording.headline("金顶街 3 区燃气泄漏", "金顶街 3 区") == "金顶街 3 区燃气泄漏"
    assert wording.headline("燃气泄漏", "金顶街") == "燃气泄漏 · 金顶街"
    assert wording.headline("跑水 · 中里东路", "中里东路 3 号楼") == "跑水 · 中里东路 3 号楼"
