"""Finding orders by what stands in them, exactly: every two neighbouring characters are a term.

SQLite: a contentless FTS5 table of the terms, asked for phrases; a phrase of neighbouring terms is the text itself, so
nothing needs checking. PostgreSQL: a GIN index on the array of terms finds candidates, and the text decides. Both give
the same hits: orders that contain every word as written, but for the case of ASCII letters.

A contentless table forgets a row only when told its terms, and deletes by itself only from SQLite 3.43 on; so the
text before a change is read before the change (:func:`changing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, TextClause, func, literal_column, select, text
from sqlalchemy.sql import bindparam

from jiesu_desktop.storage.bulk import copy
from jiesu_desktop.storage.tables import events, tickets

FIELDS = (
    "number", "title", "content", "category", "unit", "district", "street", "community", "place", "result", "reply",
)  # fmt: skip
"""Columns of an order that are searched, beside the text of its timeline."""

_SAID = ("text", "reason", "unit", "from_unit", "contact")  # of an event's details

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
# The ascii tokenizer keeps letters, digits and everything beyond ASCII; other signs move to where nobody writes.
_SIGNS = _LOWER | {code: 0xE000 + code for code in range(33, 127) if not chr(code).isalnum()}
_CHUNK = 500
_FEW = 2000  # hits that are fetched one by one in a few milliseconds


def words_of(query: str) -> list[str]:
    """The words asked for, as they are compared; [] when there is nothing to look for."""
    return query.translate(_LOWER).split()


def said(details: Mapping[str, Any]) -> Iterator[str]:
    """What an event adds to the searched text."""
    for name in _SAID:
        if name in details:
            yield details[name]
    yield from details.get("assist", ())
    for _field, before, _after in details.get("changes", ()):
        yield before  # what stands now is the order's own


def terms(fields: Iterable[str]) -> str:
    """The terms of FTS5: pairs of neighbours, and the last character of each run by itself."""
    return " ".join(map(_pairs, "\n".join(fields).translate(_SIGNS).split()))


def _pairs(run: str) -> str:
    """``abc`` → ``ab bc c``; by slices, which is several times as fast as a loop."""
    laid = [" "] * (3 * len(run) - 1)
    laid[0::3] = run
    laid[1::3] = run[1:] + " "
    return "".join(laid)


def match_of(words: Sequence[str]) -> str:
    """The FTS5 expression for orders that hold all words."""
    return " AND ".join(_phrase(word.translate(_SIGNS)) for word in words)


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f'"{word}" *'
    return '"' + " ".join(a + b for a, b in pairwise(word)) + '"'


def hits(connection: Connection, words: Sequence[str]) -> TextClause:
    """A SELECT of the ids of orders that hold all words, as column ``id``, to be counted, paged or joined."""
    if connection.dialect.name == "sqlite":
        return text("SELECT rowid AS id FROM ticket_text WHERE ticket_text MATCH :match").bindparams(
            match=match_of(words)
        )
    # The planner takes a common word for a reason to read the whole table, which unpacks every array: 15 times slower.
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    pairs = sorted({gram for word in words for gram in _grams(word)})
    long = {
        f"word{i}": word for i, word in enumerate(words) if len(word) > 2
    }  # shorter ones are terms themselves
    checks = " AND ".join(["true", *(f"strpos(body, :{name}) > 0" for name in long)])
    body = ", body" if long else ""
    # MATERIALIZED, or the planner walks the table in order and never opens the index.
    query = (
        f"WITH found AS MATERIALIZED (SELECT ticket_id{body} FROM ticket_text WHERE grams @> CAST(:grams AS text[])) "  # noqa: S608
        "SELECT ticket_id AS id FROM found WHERE "
    )
    return text(query + checks).bindparams(grams=pairs, **long)


def among_hits(connection: Connection, words: Sequence[str]) -> ColumnElement[bool]:
    """The condition that an order holds all words, for lists that ask for more than that.

    SQLite would always fetch the hits one by one. That is right for a few; where they are many the list is better
    read by its own index and each row looked up among the hits, which the plus sign brings about.
    """
    found = hits(connection, words).columns(id=tickets.c.id.type)
    if connection.dialect.name == "sqlite" and not few_hits(connection, words):
        return literal_column("+tickets.id", tickets.c.id.type).in_(found)
    return tickets.c.id.in_(found)


def few_hits(connection: Connection, words: Sequence[str]) -> bool:
    """Whether so few orders hold all words that fetching each is cheap; looks no further than it must."""
    found = hits(connection, words).columns(id=tickets.c.id.type).subquery()
    some = select(func.count()).select_from(select(found).limit(_FEW).subquery())
    return (connection.scalar(some) or 0) < _FEW


def _grams(word: str) -> set[str]:
    return {word} if len(word) == 1 else {a + b for a, b in pairwise(word)}


def add(
    connection: Connection, documents: Iterable[tuple[int, Sequence[str]]], *, fresh: bool = False
) -> None:
    """Index orders that are not in the index; ``fresh``: they never were."""
    if connection.dialect.name == "sqlite":
        rows = [(ticket, terms(fields)) for ticket, fields in documents]
        if rows:
            connection.exec_driver_sql("INSERT INTO ticket_text (rowid, grams) VALUES (?, ?)", rows)
        return
    made = [(ticket, *_postgres_row(fields)) for ticket, fields in documents]
    if fresh:
        copy(connection, "COPY ticket_text (ticket_id, grams, body) FROM STDIN", made)
    elif made:
        connection.execute(_REPLACE, [{"id": row[0], "grams": row[1], "body": row[2]} for row in made])


_REPLACE = text(
    "INSERT INTO ticket_text (ticket_id, grams, body) VALUES (:id, :grams, :body) "
    "ON CONFLICT (ticket_id) DO UPDATE SET grams = excluded.grams, body = excluded.body"
)


def _postgres_row(fields: Sequence[str]) -> tuple[list[str], str]:
    body = "\n".join(fields).translate(_LOWER)
    grams: set[str] = set()
    for run in body.split():
        grams.update(run)
        grams.update(map("".join, pairwise(run)))
    return list(grams), body


def _forget(connection: Connection, documents: Mapping[int, Sequence[str]]) -> None:
    if connection.dialect.name != "sqlite" or not documents:
        return  # add() replaces there
    connection.exec_driver_sql(
        "INSERT INTO ticket_text (ticket_text, rowid, grams) VALUES ('delete', ?, ?)",
        [(ticket, terms(fields)) for ticket, fields in documents.items()],
    )


@contextmanager
def changing(connection: Connection, ids: Sequence[int]) -> Iterator[None]:
    """Whatever is done to these orders and their timelines inside is in the index afterwards."""
    before = documents(connection, ids)
    yield
    after = documents(connection, ids)
    changed = [ticket for ticket, fields in after.items() if before.get(ticket) != fields]
    _forget(connection, {ticket: before[ticket] for ticket in changed if ticket in before})
    add(connection, [(ticket, after[ticket]) for ticket in changed])


def documents(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """The searched text of these orders as it stands in the database."""
    found: dict[int, list[str]] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = list(ids[start : start + _CHUNK])
        for row in connection.execute(_TICKET_TEXT, {"ids": chunk}):
            found[row[0]] = [field for field in row[1:] if field]
        for ticket, details in connection.execute(_EVENT_TEXT, {"ids": chunk}):
            found[ticket].extend(field for field in said(details) if field)
    return found


_ids: Any = bindparam("ids", expanding=True)
_TICKET_TEXT = select(tickets.c.id, *(tickets.c[name] for name in FIELDS)).where(tickets.c.id.in_(_ids))
_EVENT_TEXT = (
    select(events.c.ticket_id, events.c.details)
    .where(events.c.ticket_id.in_(_ids))
    .order_by(events.c.ticket_id, events.c.id)
)


def rebuild(connection: Connection, progress: Any = None) -> None:
    """Index every order anew, after what is searched has changed."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO ticket_text (ticket_text) VALUES ('delete-all')")
    else:
        connection.exec_driver_sql("TRUNCATE ticket_text")
    last = 0
    while ids := connection.scalars(
        select(tickets.c.id).where(tickets.c.id > last).order_by(tickets.c.id).limit(2000)
    ).all():
        add(connection, documents(connection, ids).items(), fresh=True)
        last = ids[-1]
        if progress is not None:
            progress(last)
