"""``search`` and ``suggest``: what is on record, and what the desk would propose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.failures import Failed
from jiesu_desktop.cli.output import emit
from jiesu_desktop.cli.session import session
from jiesu_desktop.domain.tickets import UpstreamRow
from jiesu_desktop.exchange.sheets import TextFile, open_source
from jiesu_desktop.exchange.ticket_import import read_orders
from jiesu_desktop.services.entry import parse_paste
from jiesu_desktop.services.search import search
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import QueueRow

if TYPE_CHECKING:
    from jiesu_desktop.services.suggest import Alike


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


def run_suggest(options: Options) -> int:
    """What the desk would propose for an order on record, or for one in a file."""
    from jiesu_desktop.services.suggest import suggest

    row = _row_in(options.text) if options.text else None
    with session(options) as s, s.store.read() as queries:
        proposal = suggest(queries, row or _row_on_record(queries, options.number), s.time.now())
    emit(
        {
            "level": {"level": proposal.level.value, "why": proposal.level_why},
            "category": [
                {"category": one.name, "score": one.score, "why": one.why} for one in proposal.categories
            ],
            "units": [{"unit": one.name, "score": one.score, "why": one.why} for one in proposal.units],
            "duplicates": [_alike_json(one) for one in proposal.duplicates],
            "precedents": [
                _alike_json(one) | {"unit": one.unit, "outcome": one.outcome} for one in proposal.precedents
            ],
        }
    )
    return 0


def _row_on_record(queries: Queries, number: str) -> UpstreamRow:
    found = queries.tickets.by_number(number.strip())
    if found is None:
        raise Failed(f"没有编号为“{number}”的工单，请核对编号。")
    return found


def _row_in(path: Path) -> UpstreamRow:
    """The order in a text, Word or sheet file; of several the first."""
    source = open_source(path)
    if isinstance(source, TextFile):
        return parse_paste(source.text)
    rows = read_orders(path).rows
    if not rows:
        raise Failed(f"“{path.name}”里没有能读取的工单。")
    return rows[0]


def _alike_json(one: Alike) -> dict[str, Any]:
    return {"ticket": one.number, "title": one.title, "score": one.score, "why": one.why, "phase": one.phase}
