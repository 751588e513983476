"""``python -m tests.bench [NAME…]``: one JSON line per measurement; a NAME picks those that begin with it (cli.md)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

from tests.bench import absence, alerts, files, loaded, pages, start, stutter
from tests.bench.measure import Measurement

BENCHES: tuple[tuple[tuple[str, ...], Callable[[], Iterator[Measurement]]], ...] = (
    (("start.first_paint",), start.first_paint),
    (("import.10k",), files.importing),
    (("export.10k",), files.exporting_10k),
    (("export.100k",), files.exporting_100k),
    (("page.100k",), pages.page_100k),
    (("page.1m",), pages.page_1m),
    (("count.100k.p95",), pages.count_100k),
    (("count.1m.p95",), pages.count_1m),
    (("search.100k.p95", "search.100k.two.p95"), pages.search_100k),
    (("search.1m.p95", "search.1m.two.p95"), pages.search_1m),
    (("alerts.setup",), alerts.setup),
    (("alerts.lateness.p50", "alerts.lateness.p99", "alerts.lateness.max"), alerts.lateness),
    (("alerts.lateness_loaded.p99",), loaded.lateness_loaded),
    (("alerts.absence",), absence.absence),
    (("alerts.first_sound",), alerts.first_sound),
    (("alerts.idle_cpu",), alerts.idle_cpu),
    (("alerts.month",), alerts.month),
    (("window.stutter",), stutter.stutter),
)


def main(wanted: Sequence[str]) -> int:
    """Run what is wanted. 1: a bench broke (the others still ran); 2: a NAME begins none of them."""
    known = [name for names, _ in BENCHES for name in names]
    if strange := [word for word in wanted if not any(name.startswith(word) for name in known)]:
        print(f"no bench begins with {' '.join(strange)}; there are: {' '.join(known)}", file=sys.stderr)
        return 2
    broken = False
    for names, bench in BENCHES:
        if not any(_picked(name, wanted) for name in names):
            continue
        try:
            for measurement in bench():
                if _picked(measurement.bench, wanted):
                    print(measurement.line(), flush=True)
        except Exception as error:  # noqa: BLE001 - one bench that breaks must not hide the others
            broken = True
            print(f"bench {names[0]} broke: {type(error).__name__}: {error}", file=sys.stderr)
    return 1 if broken else 0


def _picked(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(name.startswith(word) for word in wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
