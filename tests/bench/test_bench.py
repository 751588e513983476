"""The bench itself: its names, its lines and its arithmetic. What it measures is nobody's test."""

from __future__ import annotations

import json

import pytest

from tests.bench.__main__ import BENCHES, main
from tests.bench.measure import measured, percentile, together

NAMES = {
    "start.first_paint", "import.10k", "export.10k", "export.100k", "page.100k", "page.1m", "search.1m.p95", "alerts.setup",
    "alerts.lateness.p50", "alerts.lateness.p99", "alerts.lateness.max", "alerts.lateness_loaded.p99", "alerts.first_sound",
    "alerts.idle_cpu", "alerts.month", "window.stutter",
}  # fmt: skip


OURS = {
    "count.100k.p95", "count.1m.p95", "search.100k.p95", "search.100k.two.p95", "search.1m.two.p95", "alerts.absence",
}  # fmt: skip
"""The ledgers' proof asks for counts and searches of two characters at both sizes, the alerts' for a second after an absence."""


def test_the_names_are_those_of_the_design_and_of_the_ledgers_proof() -> None:
    assert {name for names, _ in BENCHES for name in names} == NAMES | OURS


def test_a_line_holds_median_floor_and_ratio() -> None:
    line = json.loads(measured("a", [3.0, 1.0, 2.0], [0.5, 0.5, 8.0], "s", "x; floor: y").line())
    assert line == {
        "bench": "a", "value": 2.0, "unit": "s", "floor": 0.5, "ratio": 4.0, "n": 3, "detail": "x; floor: y"
    }  # fmt: skip


@pytest.mark.parametrize("percent, expected", [(50, 51.0), (99, 100.0), (100, 100.0), (0, 1.0)])
def test_percentile(percent: float, expected: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], percent) == expected


def test_value_and_floor_take_turns() -> None:
    order: list[str] = []
    values, floors = together(lambda: order.append("work"), lambda: order.append("floor"), 3)
    assert order == ["work", "floor"] * 4
    assert (len(values), len(floors)) == (3, 3)


def test_an_unknown_name_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert "alerts.setup" in capsys.readouterr().err
