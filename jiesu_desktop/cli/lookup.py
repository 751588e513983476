"""``search`` and ``suggest``: what is on record, and what the desk would propose."""

from __future__ import annotations

from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit
from jiesu_desktop.cli.session import session
from jiesu_desktop.services.search import search
from jiesu_desktop.storage.records import QueueRow


def run_search(options: Options) -> int:
    """The window's full-text search; ``ms`` is the time of the question itself."""
    with session(options) as s, s.store.read() as queries:
        before = s.time.monotonic()
        found = search(queries, options.text, ledger=options.ledger or "", limit=options.limit)
        spent = (s.time.monotonic() - before) * 1000
    emit({"hits": found.hits, "ms": round(spent, 2), "tickets": [_row_json(row) for row in found.rows]})
    return 0


def _row_json(row: QueueRow) -> dict[str, Any]:
    return {
        "ticket": row.number,
        "title": row.title,
        "category": row.category,
        "place": row.place,
        "unit": row.unit,
        "level": row.level.value,
        "state": row.state,
        "phase": row.phase,
        "obtained_at": row.obtained_at,
    }
