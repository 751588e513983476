"""The alert engine: setting up, lateness idle and under load, idleness, a month, and the voice."""

from __future__ import annotations

import gc
import heapq
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psutil

from jiesu_desktop.alerts.alert import AlertEvent, AlertRaised, Order
from jiesu_desktop.alerts.engine import AlertEngine, Took
from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, UpstreamRow
from jiesu_desktop.services import intake, policy
from jiesu_desktop.services.policy import bundled
from jiesu_desktop.storage.engine import open_store
from tests.bench.folders import WHO
from tests.bench.measure import Measurement, measured, percentile, seconds, single, together
from tests.bench.month import DAYS, Month

MOMENTS = 10_000
SPREAD = timedelta(seconds=20)
_HEAD_START = timedelta(seconds=10)  # the orders must be taken up before the first moment comes
_WATCHED = 2_000
_SETTLED = 40.0  # real seconds until the program has opened and told what it found
_REPORT = timedelta(minutes=5)  # the limit whose end is waited for


def urgent_orders(first_due: datetime, spread: timedelta, count: int = MOMENTS) -> list[Order]:
    """Urgent orders whose report limits end one after the other."""
    rules = bundled()
    orders = []
    for number in range(1, count + 1):
        at = first_due + spread * (number / count) - _REPORT
        obtained = Event(
            number,
            number,
            Act.OBTAIN,
            at,
            at,
            "示某",
            "前台一",
            Details(level=Level.URGENT, basis=Basis.ORIGIN),
        )
        orders.append(
            Order(
                ticket_id=number,
                number=f"A-{number}",
                place="示例路",
                issue="漏气",
                events=(obtained,),
                policy=rules,
            )
        )
    return orders


def setup() -> Iterator[Measurement]:
    """10,000 orders handed to the engine, until it would ring for each."""
    now = SystemTime().now()
    orders = urgent_orders(now + timedelta(hours=1), SPREAD)
    random = Random(1)
    moments = [(now + timedelta(seconds=random.random()), number, 0) for number in range(MOMENTS)]

    def work() -> None:
        engine = AlertEngine(SystemTime())
        engine.start()
        engine.put(orders, [], now)
        if not engine.settle(60) or engine.book.size != MOMENTS:
            raise RuntimeError("the engine did not take the orders up")
        engine.stop()

    def floor() -> None:
        heap: list[tuple[datetime, int, int]] = []
        for moment in moments:
            heapq.heappush(heap, moment)

    values, floors = together(work, floor)
    yield measured(
        "alerts.setup", [value * 1000 for value in values], [value * 1000 for value in floors], "ms",
        "10,000 urgent orders: clocks derived from events, next stage of each found; floor: 10,000 moments pushed on a heap",
    )  # fmt: skip


def lateness() -> Iterator[Measurement]:
    """How late 10,000 moments within 20 seconds are told, on a machine with nothing else to do."""
    late, bare = _lateness(_HEAD_START)
    detail = "10,000 report limits ending within 20 s, moment to raised; floor: a bare thread waiting on a condition for the same"
    for name, percent in (("p50", 50.0), ("p99", 99.0), ("max", 100.0)):
        yield single(
            f"alerts.lateness.{name}",
            percentile(late, percent),
            percentile(bare, percent),
            "ms",
            len(late),
            detail,
        )


def noting(late: list[float], start: datetime) -> Took:
    """Writes down by how many milliseconds each stage from ``start`` on is raised late."""

    def took(events: Sequence[AlertEvent]) -> None:
        now = SystemTime().now()
        late.extend(
            (now - event.alert.at).total_seconds() * 1000
            for event in events
            if isinstance(event, AlertRaised) and event.alert.stage and event.alert.at >= start
        )

    return took


def _lateness(head_start: timedelta) -> tuple[list[float], list[float]]:
    """Milliseconds of the engine and of the bare thread, one after the other."""
    start = SystemTime().now() + head_start
    late: list[float] = []

    engine = AlertEngine(SystemTime(), took=noting(late, start))
    orders = urgent_orders(start, SPREAD)
    engine.start()
    engine.put(orders, [], start - timedelta(seconds=1))
    if not engine.settle(head_start.total_seconds()) or SystemTime().now() >= start:
        raise RuntimeError("the orders were not taken up before the first moment")
    wait_until(start + SPREAD + timedelta(seconds=2))
    engine.stop()
    if len(late) < MOMENTS:
        raise RuntimeError(f"{len(late)} of {MOMENTS} alerts were raised")
    again = SystemTime().now() + timedelta(seconds=1)
    return late[:MOMENTS], bare_lateness([again + SPREAD * (number / MOMENTS) for number in range(MOMENTS)])


def wait_until(moment: datetime) -> None:
    time.sleep(max(0.0, (moment - SystemTime().now()).total_seconds()))


def bare_lateness(moments: list[datetime]) -> list[float]:
    late: list[float] = []
    wake = threading.Condition()
    heapq.heapify(moments)

    def run() -> None:
        while moments:
            left = (moments[0] - SystemTime().now()).total_seconds()
            if left > 0:
                with wake:
                    wake.wait(left)
                continue
            late.append((SystemTime().now() - heapq.heappop(moments)).total_seconds() * 1000)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return late


def idle_cpu() -> Iterator[Measurement]:
    """What the whole program costs with 2,000 open orders while nobody touches it."""
    with tempfile.TemporaryDirectory() as temporary:
        store = open_store(f"sqlite:///{temporary}/jiesu.sqlite3", time=SystemTime())
        with store.begin() as unit:
            policy.ensure_default(unit, SystemTime(), WHO)
            # fresh ones: with limits that have passed there is something to tell, and that is no idleness
            rows = [
                UpstreamRow(number=f"静-{n:06}", title="路灯不亮", content="市民反映，路灯不亮。")
                for n in range(_WATCHED)
            ]
            intake.take_in(unit, SystemTime(), WHO, rows)
        store.close()
        values = _program_shares(Path(temporary))
    yield measured(
        "alerts.idle_cpu", values, [_bare_share() for _ in range(3)], "%",
        f"share of one processor over 10 s, the program itself on no screen with {_WATCHED} open orders, its voice process "
        "among it; floor: a thread that wakes once a second",
    )  # fmt: skip


def _program_shares(folder: Path) -> list[float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "JIESU_WATCHDOG": "0"}
    command = [sys.executable, "-m", "jiesu_desktop", "--data-dir", str(folder), "--as", WHO.name]
    program = psutil.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(_SETTLED)
        if not (folder / "alerts.alive").exists():
            raise RuntimeError("the program's alarms did not begin")
        return [_share_of([program, *program.children(recursive=True)]) for _ in range(3)]
    finally:
        program.terminate()
        program.wait(20)


def _share_of(processes: Sequence[psutil.Process], over: float = 10.0) -> float:
    before = [one.cpu_times() for one in processes]
    time.sleep(over)
    after = [one.cpu_times() for one in processes]
    used = sum(b.user + b.system - a.user - a.system for a, b in zip(before, after, strict=True))
    return float(used) / over * 100


def _bare_share(over: float = 5.0) -> float:
    ending = threading.Event()
    thread = threading.Thread(target=lambda: [None for _ in iter(lambda: ending.wait(1.0), True)])
    thread.start()
    before = time.process_time()
    time.sleep(over)
    share = (time.process_time() - before) / over * 100
    ending.set()
    thread.join()
    return share


def month() -> Iterator[Measurement]:
    """The days of a month of 100,000 orders, of which up to 10,000 are open at once, played through the book.

    In its words: the process's memory after the tenth day, when as many are open as ever, after the twentieth, and at the end.
    """
    played, memory = Month(orders=100_000, open_at_once=10_000), []

    def bare() -> None:
        heap: list[tuple[float, int]] = []
        for number in range(played.stages):
            heapq.heappush(heap, (number * 7919 % 10_007, number))
            if len(heap) > MOMENTS:
                heapq.heappop(heap)

    taken = []
    for day in range(1, DAYS + 1):
        taken.append(seconds(lambda day=day: played.play_until(played.start + timedelta(days=day))))  # type: ignore[misc]
        gc.collect()
        memory.append(psutil.Process().memory_info().rss / 1e6)
    floors = [seconds(bare) / DAYS for _ in range(3)]
    yield measured(
        "alerts.month", taken, floors, "s",
        f"a day of a month of 100,000 orders, {played.most_open} open at once; {played.stages} stages in {DAYS} days, "
        f"{played.missed} missed, {played.twice} twice, {played.early} early; memory after day 10, 20, 30: "
        f"{memory[9]:.0f}, {memory[19]:.0f}, {memory[-1]:.0f} MB; floor: as many pushes and pops of a heap",
    )  # fmt: skip


def first_sound() -> Iterator[Measurement]:
    """From an alert to a checked sound file of its sentence, the worker being ready."""
    from jiesu_desktop.alerts.voice import Renderer

    espeak = shutil.which("espeak-ng")
    if espeak is None:
        print("bench: no espeak-ng, alerts.first_sound left out", file=sys.stderr)
        return
    renderer = Renderer()
    renderer.start()
    number = 0

    def work() -> None:
        nonlocal number
        number += 1
        renderer.discard(renderer.render(f"紧急工单，金顶街燃气漏气，五分钟上报时限，还剩{number}分钟。"))

    with tempfile.TemporaryDirectory() as temporary:
        target = Path(temporary) / "a.wav"

        def floor() -> None:
            subprocess.run(
                [
                    espeak,
                    "-v",
                    "cmn",
                    "-w",
                    str(target),
                    "紧急工单，金顶街燃气漏气，五分钟上报时限，还剩一分钟。",
                ],
                check=True,
            )

        values, floors = together(work, floor)
    renderer.stop()
    yield measured(
        "alerts.first_sound", [value * 1000 for value in values], [value * 1000 for value in floors], "ms",
        "a sentence to a checked sound file through the voice worker; floor: espeak-ng called directly",
    )  # fmt: skip
