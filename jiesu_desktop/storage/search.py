"""Finding orders by what stands in them, exactly: every two neighbouring characters are a term.

SQLite: a contentless FTS5 table of the terms, asked for phrases; a phrase of neighbouring terms is the text itself, so
nothing needs checking. PostgreSQL: a GIN index on the array of terms finds candidates, and the text decides. Both give
the same hits: orders that contain every word as written, but for the case of ASCII letters.

In the window's lists a word may mean more than itself (:func:`meant`): letters that are the initials of a unit's name
also find that name, and digits that begin a caller's number, its last four, or the number masked as screens show it, find
his orders.
What was typed is found in any case.

A contentless table forgets a row only when told its terms, and deletes by itself only from SQLite 3.43 on; so the
text before a change is read before the change (:func:`changing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SelectBase,
    TextClause,
    and_,
    bindparam,
    func,
    intersect,
    literal_column,
    select,
    text,
    union,
)

from jiesu_desktop.storage.bulk import copy
from jiesu_desktop.storage.tables import events, tickets
from jiesu_desktop.storage.tables_desk import units

FIELDS = (
    "number", "title", "content", "category", "unit", "district", "street", "community", "place", "result", "reply",
)  # fmt: skip
"""Columns of an order that are searched, beside the text of its timeline."""

# of an event's details
_SAID = ("text", "reason", "unit", "from_unit", "contact", "demand", "suggestion", "next_step", "leader")

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
# The ascii tokenizer keeps letters, digits and everything beyond ASCII; other signs move to where nobody writes.
_SIGNS = _LOWER | {code: 0xE000 + code for code in range(33, 127) if not chr(code).isalnum()}
_CHUNK = 500
_TELLING = 7  # digits that tell one caller from another
_LONGEST = 20  # digits that may follow
_MASKED = re.compile(r"([0-9]+)\*{4}([0-9]+)")  # copied from a screen
_LAST_FOUR = re.compile(r"(?:尾号)?([0-9]{4})")
_APART = re.compile(r"(?<=尾号)\s+(?=[0-9]{4}(?:\s|$))")
_NAMES = 20  # units whose initials these are
_FEW = 2000  # hits that are fetched one by one in a few milliseconds


@dataclass(frozen=True, slots=True)
class Word:
    """A word asked for, as it is compared.

    Attributes:
        texts: any of these is to stand in the order, the first as it was typed.
        caller: or these digits begin the caller's number; '' for any. end: and these end it; '' for any, but not for both.
    """

    texts: tuple[str, ...]
    caller: str = ""
    end: str = ""

    @property
    def of_caller(self) -> bool:
        """Whether it may stand for a number that called."""
        return bool(self.caller or self.end)


def words_of(query: str) -> list[Word]:
    """The words asked for, as written; [] when there is nothing to look for."""
    return [Word((word,)) for word in query.translate(_LOWER).split()]


def meant(connection: Connection, query: str) -> list[Word]:
    """The same with what they may mean besides."""
    return [_meaning(connection, word.texts[0]) for word in words_of(_APART.sub("", query))]


def _meaning(connection: Connection, word: str) -> Word:
    if word.isascii() and word.isdigit() and len(word) >= _TELLING:
        return Word((word,), caller=word)
    if number := _MASKED.fullmatch(word):
        return Word((word,), *number.groups())
    if last := _LAST_FOUR.fullmatch(word):
        return Word((word,), end=last[1])
    if not (word.isascii() and word.isalpha() and len(word) > 1):
        return Word((word,))
    holding = select(units.c.name, units.c.short, units.c.pinyin).where(
        units.c.active, units.c.pinyin.contains(word, autoescape=True)
    )
    names = [
        name
        for row in connection.execute(holding.order_by(units.c.id))
        for name in _abbreviated(word, row.name, row.short, row.pinyin)
    ]
    return Word((word, *dict.fromkeys(names[:_NAMES])))


def _abbreviated(word: str, name: str, short: str, pinyin: str) -> Iterator[str]:
    """Those of a unit's two names whose initials begin with the word; ``pinyin`` holds both, one behind the other."""
    initials = pinyin.partition(" ")[0]
    for one, letters in ((name, initials), (short, initials[len(initials) - len(short) :])):
        if one and letters.startswith(word) and not one.split()[1:]:
            yield one.translate(_LOWER)


def said(details: Mapping[str, Any]) -> Iterator[str]:
    """What an event adds to the searched text."""
    for name in _SAID:
        if name in details:
            yield details[name]
    yield from details.get("assist", ())
    for _field, before, _after in details.get("changes", ()):
        yield before  # what stands now is the order's own
    for name, *_rest in details.get("attachments", ()):
        yield name


def terms(fields: Iterable[str]) -> str:
    """The terms of FTS5: pairs of neighbours, and the last character of each run by itself."""
    return " ".join(map(_pairs, "\n".join(fields).translate(_SIGNS).split()))


def _pairs(run: str) -> str:
    """``abc`` → ``ab bc c``; by slices, which is several times as fast as a loop."""
    laid = [" "] * (3 * len(run) - 1)
    laid[0::3] = run
    laid[1::3] = run[1:] + " "
    return "".join(laid)


def match_of(words: Sequence[Word]) -> str:
    """The FTS5 expression for orders whose text holds all words."""
    return " AND ".join(f"({' OR '.join(map(_phrase, word.texts))})" for word in words)


def _phrase(word: str) -> str:
    word = word.translate(_SIGNS)
    if len(word) == 1:
        return f'"{word}" *'
    return '"' + " ".join(a + b for a, b in pairwise(word)) + '"'


def hits(connection: Connection, words: Sequence[Word]) -> Select[Any]:
    """The ids of orders that hold all words, as column ``id``, to be counted, paged or joined."""
    holding = _sqlite_holding if connection.dialect.name == "sqlite" else _postgres_holding
    if connection.dialect.name != "sqlite":
        # The planner takes a common word for a reason to read the whole table, which unpacks every array: 15 times slower.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    written = [word for word in words if not word.of_caller]
    parts: list[SelectBase] = [_ids(holding(written))] if written else []
    parts += [
        union(_ids(holding([word])), select(tickets.c.id).where(_called(word)))
        for word in words
        if word.of_caller
    ]
    both = parts[0] if len(parts) == 1 else intersect(*(select(part.subquery()) for part in parts))
    return both if isinstance(both, Select) else select(both.subquery().c.id)


def _called(word: Word) -> ColumnElement[bool]:
    """Whose number begins and ends so. By its end alone it is looked for among all numbers: 0.1 µs each, in their index."""
    ends = tickets.c.phone.endswith(word.end)
    if not word.caller:
        return ends
    # a range, so that the index is read, whose ends are digits: where ':' stands is another thing in each language
    among = tickets.c.phone.between(word.caller, word.caller + "9" * _LONGEST)
    return and_(among, tickets.c.phone.startswith(word.caller), ends)


def newest(connection: Connection, found: Select[Any], limit: int) -> tuple[int, list[int]]:
    """How many ids there are in ``found``, and the highest of them."""
    ids = found.subquery()
    some = select(ids.c.id).order_by(ids.c.id.desc()).limit(limit)
    if connection.dialect.name == "sqlite" or not limit:
        # asked twice, it counts without the ids and ends at the limit
        count = connection.scalar(select(func.count()).select_from(ids)) or 0
        return count, list(connection.scalars(some))
    # PostgreSQL finds them all for either question, and asked twice takes twice as long
    rows = connection.execute(some.add_columns(func.count().over())).all()
    return (rows[0][1] if rows else 0), [row[0] for row in rows]


def _ids(query: TextClause) -> Select[Any]:
    return select(query.columns(id=tickets.c.id.type).subquery().c.id)


def _sqlite_holding(words: Sequence[Word]) -> TextClause:
    query = "SELECT rowid AS id FROM ticket_text WHERE ticket_text MATCH :match"
    return text(query).bindparams(bindparam("match", match_of(words), unique=True))


def _postgres_holding(words: Sequence[Word]) -> TextClause:
    """Candidates by their terms, which the text decides; words of one or two characters are terms themselves."""
    values: list[Any] = []
    grams, checks = [], []
    for at, word in enumerate(words):
        marks = [f"{at}_{turn}" for turn in range(len(word.texts))]
        pairs = zip(marks, word.texts, strict=True)
        values += [bindparam(f"grams{mark}", sorted(_grams(one)), unique=True) for mark, one in pairs]
        grams.append(" OR ".join(f"grams @> CAST(:grams{mark} AS text[])" for mark in marks))
        if any(len(one) > 2 for one in word.texts):
            pairs = zip(marks, word.texts, strict=True)
            values += [bindparam(f"text{mark}", one, unique=True) for mark, one in pairs]
            checks.append(" OR ".join(f"strpos(body, :text{mark}) > 0" for mark in marks))
    # MATERIALIZED, or the planner walks the table in order and never opens the index.
    query = (
        f"WITH found AS MATERIALIZED (SELECT ticket_id{', body' if checks else ''} FROM ticket_text "  # noqa: S608 - names of ours
        f"WHERE ({') AND ('.join(grams)})) SELECT ticket_id AS id FROM found WHERE ({') AND ('.join(checks or ['true'])})"
    )
    return text(query).bindparams(*values)


def among_hits(connection: Connection, words: Sequence[Word]) -> ColumnElement[bool]:
    """The condition that an order holds all words, for lists that ask for more than that.

    SQLite would always fetch the hits one by one. That is right for a few; where they are many the list is better
    read by its own index and each row looked up among the hits, which the plus sign brings about.
    """
    found = hits(connection, words)
    if connection.dialect.name == "sqlite" and not few_hits(connection, words):
        return literal_column("+tickets.id", tickets.c.id.type).in_(found)
    return tickets.c.id.in_(found)


def few_hits(connection: Connection, words: Sequence[Word]) -> bool:
    """Whether so few orders hold all words that fetching each is cheap; looks no further than it must."""
    some = select(func.count()).select_from(hits(connection, words).limit(_FEW).subquery())
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


_many: Any = bindparam("ids", expanding=True)
_TICKET_TEXT = select(tickets.c.id, *(tickets.c[name] for name in FIELDS)).where(tickets.c.id.in_(_many))
_EVENT_TEXT = (
    select(events.c.ticket_id, events.c.details)
    .where(events.c.ticket_id.in_(_many))
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
