"""The rows of the ledger on screen: asked for page by page, counted with their totals, in one order all the while."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.ledger_table import LedgerTable
from jiesu_desktop.gui.models.paged_table import Deliver, Page, Refuse, Wanted
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerPage, LedgerSpec

PAGED_BY_OFFSET = 20_000  # rows; beyond, skipping to a page by counting rows is felt


class LedgerRows(QObject):
    """Feeds a :class:`LedgerTable`.

    Attributes:
        model: the table. ids: of all rows, in order, where the ledger is long.

    Signals:
        columns(object): the first page is there; its columns are these.
    """

    columns = Signal(object)

    def __init__(self, ctx: Desk, spec: Callable[[], LedgerSpec], parent: QObject) -> None:
        super().__init__(parent)
        self.ctx, self._spec = ctx, spec
        self.ids: array[int] = array("q")
        self.model = LedgerTable(self._fetch, self)

    def reload(self, *, keep: bool = False) -> None:
        """Ask again; with ``keep`` what is shown stays until the answer is there."""
        self.ids = array("q")
        self.model.reload(keep=keep)

    def _fetch(self, wanted: Wanted, deliver: Deliver, refuse: Refuse) -> None:
        spec = self._spec()
        ids = self.ids[wanted.offset : wanted.offset + wanted.limit]

        def ask(queries: Queries) -> LedgerPage:
            if ids and not wanted.first:
                return queries.ledger_rows(spec.ledger, ids)
            return queries.ledger(spec, offset=wanted.offset, limit=wanted.limit, count=wanted.first)

        def done(page: LedgerPage) -> None:
            if wanted.first:
                self.columns.emit(page.columns)
                self._ask_ids(spec, page.total)
            deliver(Page(page.rows, page.ids, page.total if wanted.first else None))

        self.ctx.tasks.run_read(
            ask,
            done,
            lambda sentence, _: refuse(sentence),
            key="ledger.first" if wanted.first else None,
            owner=self,
        )

    def _ask_ids(self, spec: LedgerSpec, total: int) -> None:
        """In a long ledger, fetch the ids of all rows behind: then its end is as near as its beginning."""
        self.ids = array("q")
        if total <= PAGED_BY_OFFSET:
            return

        def take(ids: array[int]) -> None:
            if len(ids) == self.model.total and spec == self._spec():
                self.ids = ids

        self.ctx.tasks.run_read(
            lambda queries: array("q", queries.ledger_ids(spec)), take, key="ledger.ids", owner=self
        )
