"""What the desk keeps beside the orders: drafts, saved views, the log of imports and of acts on no single order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select

from jiesu_desktop.storage import versions
from jiesu_desktop.storage.bulk import upsert
from jiesu_desktop.storage.errors import NotFound
from jiesu_desktop.storage.records import DeskEvent, Draft, ImportRecord, SavedView
from jiesu_desktop.storage.rows import clean_json
from jiesu_desktop.storage.tables_desk import desk_events, drafts, imports, saved_views


class Desk:
    """Drafts, views, imports and acts on no single order."""

    def __init__(self, connection: Connection, touch: Callable[[str], None] | None = None) -> None:
        self._connection, self._touch = connection, touch

    def save_draft(self, draft: Draft) -> None:
        """Keep what was typed; one draft for each person, form and order."""
        made = upsert(self._connection, drafts).values(
            owner=draft.owner,
            form=draft.form,
            ticket_id=draft.ticket_id or 0,
            data=clean_json(dict(draft.data)),
            saved_at=draft.saved_at,
        )
        change = {"data": made.excluded.data, "saved_at": made.excluded.saved_at}
        keys = ["owner", "form", "ticket_id"]
        self._connection.execute(made.on_conflict_do_update(index_elements=keys, set_=change))

    def draft(self, owner: str, form: str, ticket_id: int | None) -> Draft | None:
        """What that person had typed there, or None."""
        row = self._connection.execute(select(drafts).where(_which(owner, form, ticket_id))).first()
        return None if row is None else _draft(row)

    def drafts(self, owner: str) -> list[Draft]:
        """All of a person's drafts, the newest first."""
        query = select(drafts).where(drafts.c.owner == owner).order_by(drafts.c.saved_at.desc())
        return [_draft(row) for row in self._connection.execute(query)]

    def drop_draft(self, owner: str, form: str, ticket_id: int | None) -> None:
        """It was saved or thrown away."""
        self._connection.execute(delete(drafts).where(_which(owner, form, ticket_id)))

    def views(self, owner: str, page: str) -> list[SavedView]:
        """A person's own views of a page and those others share, by name."""
        query = select(saved_views).where(
            saved_views.c.page == page, or_(saved_views.c.owner == owner, saved_views.c.shared)
        )
        rows = self._connection.execute(query.order_by(saved_views.c.name, saved_views.c.id))
        return [SavedView(**row._asdict()) for row in rows]

    def save_view(self, view: SavedView, expected_version: int | None = None) -> SavedView:
        """Add (id 0) or change. Stale or NotFound: nothing was written."""
        values = {
            "owner": view.owner,
            "shared": view.shared,
            "page": view.page,
            "name": view.name,
            "data": clean_json(dict(view.data)),
        }
        saved = versions.save(self._connection, saved_views, view.id, values, expected_version, self._view)
        self._touched()
        return self._view(saved)

    def remove_view(self, view_id: int, expected_version: int | None = None) -> None:
        """Take a view away. Stale or NotFound: nothing was done."""
        versions.remove(self._connection, saved_views, view_id, expected_version)
        self._touched()

    def add_import(self, record: ImportRecord) -> None:
        """Log a file taken in."""
        values = {name: value for name, value in asdict(record).items() if name != "id"}
        self._connection.execute(insert(imports).values(**values))

    def add_event(self, event: DeskEvent) -> None:
        """Log an act on no single order; it can never be changed."""
        values = {**asdict(event), "data": clean_json(dict(event.data))}
        del values["id"]
        self._connection.execute(insert(desk_events).values(**values))

    def events(self, kind: str, limit: int = 50) -> list[DeskEvent]:
        """The last acts of that kind, the newest first."""
        query = select(desk_events).where(desk_events.c.kind == kind)
        newest = query.order_by(desk_events.c.at.desc(), desk_events.c.id.desc()).limit(limit)
        return [DeskEvent(**row._asdict()) for row in self._connection.execute(newest)]

    def imports(self, limit: int = 50) -> list[ImportRecord]:
        """The last files taken in, the newest first."""
        query = select(imports).order_by(imports.c.at.desc(), imports.c.id.desc()).limit(limit)
        return [ImportRecord(**row._asdict()) for row in self._connection.execute(query)]

    def _view(self, view_id: int) -> SavedView:
        row = self._connection.execute(select(saved_views).where(saved_views.c.id == view_id)).first()
        if row is None:
            raise NotFound(f"视图 {view_id}")
        return SavedView(**row._asdict())

    def _touched(self) -> None:
        if self._touch is not None:
            self._touch("views")


def _which(owner: str, form: str, ticket_id: int | None) -> ColumnElement[bool]:
    return and_(drafts.c.owner == owner, drafts.c.form == form, drafts.c.ticket_id == (ticket_id or 0))


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        owner=row.owner, form=row.form, ticket_id=row.ticket_id or None, data=row.data, saved_at=row.saved_at
    )
