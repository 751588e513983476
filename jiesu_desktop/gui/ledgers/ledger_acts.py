"""Acts on the rows of a ledger, by the letters of the queue: one order in its form, several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, bind
from jiesu_desktop.gui.models.paged_table import PAGE
from jiesu_desktop.gui.tickets.act_forms import IN_BULK
from jiesu_desktop.gui.tickets.acts import Acts
from jiesu_desktop.gui.tickets.bulk_dialog import BulkDialog
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerSpec, QueueRow

AT_MOST = 500  # orders of one bulk act
ROWS_AT_MOST = 4 * AT_MOST  # an order may have several
_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class LedgerActs(QObject):
    """Begins acts on what is selected.

    Args:
        selected: the places of the rows selected, top to bottom; several rows may be of one order.
        at_hand: the order of such a row, 0 where nobody has scrolled to it.
        spec: the ledger as it is filtered and sorted now.

    Attributes:
        acts: one order's. bulk: the dialog of several, while it is open.
    """

    def __init__(
        self,
        ctx: Desk,
        table: QWidget,
        page: QWidget,
        *,
        selected: Callable[[], Sequence[int]],
        at_hand: Callable[[int], int],
        spec: Callable[[], LedgerSpec],
    ) -> None:
        super().__init__(page)
        self.ctx, self._page = ctx, page
        self._selected, self._at_hand, self._spec = selected, at_hand, spec
        self.acts = Acts(ctx, page)
        self.bulk: BulkDialog | None = None
        for act, key in ACT_KEYS.items():
            bind(table, key, partial(self.begin, act), context=_WITHIN)

    def begin(self, act: Act) -> None:
        """Begin an act on the order selected, or on all of them."""
        rows = self._selected()
        if not rows:
            self.ctx.bridge.say("先选中要办理的行", "info")
        elif len(rows) > ROWS_AT_MOST:
            self.ctx.bridge.say(f"一次最多办 {AT_MOST} 件，现在选了 {len(rows):,} 行", "error")
        else:
            found = {row: self._at_hand(row) for row in rows}
            missing = [row for row, ticket in found.items() if not ticket]
            if missing:
                self._read(act, found, missing)
            else:
                self._begin(act, list(found.values()))

    def _read(self, act: Act, found: dict[int, int], missing: Sequence[int]) -> None:
        """The rows nobody has scrolled to, by pages; then it goes on by itself."""
        spec = self._spec()

        def read(queries: Queries) -> dict[int, int]:
            ids: dict[int, int] = {}
            for page in sorted({row // PAGE for row in missing}):
                told = queries.ledger(spec, offset=page * PAGE, limit=PAGE, count=False).ids
                ids |= {page * PAGE + place: ticket for place, ticket in enumerate(told)}
            return ids

        self.ctx.tasks.run_read(
            read,
            lambda ids: self._begin(act, [ticket or ids.get(row, 0) for row, ticket in found.items()]),
            key="ledger.act",
            owner=self,
        )

    def _begin(self, act: Act, found: Sequence[int]) -> None:
        ids = [ticket for ticket in dict.fromkeys(found) if ticket]
        if not ids:
            self.ctx.bridge.say("先选中要办理的行", "info")
        elif len(ids) == 1:
            now = self.ctx.time.now()
            self.ctx.tasks.run_read(
                lambda queries: load_order(queries, ids[0], now),
                lambda view: self.acts.begin(act, view),
                key="ledger.act",
                owner=self,
            )
        elif act not in IN_BULK:
            self.ctx.bridge.say(f"“{act.label}”要逐件办理，请只选一件", "error")
        elif len(ids) > AT_MOST:
            self.ctx.bridge.say(f"一次最多办 {AT_MOST} 件，现在选了 {len(ids):,} 件", "error")
        else:
            self._begin_all(act, ids)

    def _begin_all(self, act: Act, ids: Sequence[int]) -> None:
        def read(queries: Queries) -> list[QueueRow]:
            found = queries.queue_rows(ids)
            return [found[ticket] for ticket in ids if ticket in found]

        def open_(rows: list[QueueRow]) -> None:
            self.bulk = dialog = BulkDialog(self.ctx, act, rows, self._page.window())
            dialog.finished.connect(dialog.deleteLater)
            dialog.finished.connect(self._closed)
            dialog.open()

        self.ctx.tasks.run_read(read, open_, key="ledger.act", owner=self)

    def _closed(self) -> None:
        self.bulk = None
