"""One measurement and how it is printed (cli.md)."""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass

import psutil

RUNS = 5


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the bench.

    Attributes:
        value, floor: in ``unit``. ratio: value over floor. n: samples behind the value.
        detail: what was done, and by what bare means the floor.
    """

    bench: str
    value: float
    unit: str
    floor: float
    ratio: float
    n: int
    detail: str

    def line(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def measured(
    bench: str, values: Sequence[float], floors: Sequence[float], unit: str, detail: str
) -> Measurement:
    """The medians of several runs."""
    return single(bench, statistics.median(values), statistics.median(floors), unit, len(values), detail)


def single(bench: str, value: float, floor: float, unit: str, n: int, detail: str) -> Measurement:
    """A figure that is a percentile over all samples already."""
    ratio = value / floor if floor else float("inf")
    return Measurement(bench, round(value, 4), unit, round(floor, 4), round(ratio, 3), n, detail)


def percentile(samples: Sequence[float], percent: float) -> float:
    """The sample below which so many percent lie; 100 is the largest."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def together(
    work: Callable[[], object], floor: Callable[[], object], runs: int = RUNS
) -> tuple[list[float], list[float]]:
    """Seconds of both, turn by turn, so that what else the machine does falls on both. One run before does not count."""
    work()
    floor()
    pairs = [(seconds(work), seconds(floor)) for _ in range(runs)]
    return [value for value, _ in pairs], [bare for _, bare in pairs]


@contextmanager
def watching_memory() -> Iterator[list[float]]:
    """The most this process and its children grew by while something ran, in MB, looked at every 5 ms."""
    process, grown, over = psutil.Process(), [0.0], threading.Event()

    def taken() -> int:
        total: int = process.memory_info().rss
        for child in process.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                total += child.memory_info().rss
        return total

    before = taken()

    def watch() -> None:
        while not over.wait(0.005):
            grown[0] = max(grown[0], (taken() - before) / 1e6)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        over.set()
        watcher.join()
