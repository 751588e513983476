"""The window's full-text search, the same for the command line."""

from __future__ import annotations

from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import SearchResult


def search(
    queries: Queries, text: str, *, ledger: str = "", limit: int = 50, widely: bool = False
) -> SearchResult:
    """Orders that contain every word of ``text`` as written: the exact number, and the newest of them.

    ``widely``: also orders of the units whose initials a word is, and of the caller whose number it begins.
    """
    return queries.search(text.strip(), ledger=ledger, limit=limit, widely=widely)
