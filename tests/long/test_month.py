"""A month at full speed: nothing missed, nothing twice, and no more memory at its end than after its first days."""

from __future__ import annotations

import gc
from datetime import timedelta

import psutil
import pytest

from tests.bench.month import DAYS, Month

pytestmark = pytest.mark.long

MOST_GROWTH = 32.0
"""MB that the process may grow between the tenth day and the thirtieth; 10,000 orders stay open all the while."""


@pytest.mark.timeout(3000)
def test_a_month_of_100_000_orders_misses_nothing_and_memory_stays_flat() -> None:
    month = Month(orders=100_000, open_at_once=10_000)
    sizes = []
    for day in range(1, DAYS + 1):
        month.play_until(month.start + timedelta(days=day))
        gc.collect()
        sizes.append(psutil.Process().memory_info().rss / 1e6)
    assert month.arrived == 100_000
    assert month.most_open >= 9_500
    assert month.twice == 0
    assert month.early == 0
    assert month.missed == 0
    assert sizes[-1] - sizes[9] < MOST_GROWTH, sizes
