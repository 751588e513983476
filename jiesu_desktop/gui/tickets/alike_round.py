"""Going round the orders that look alike with one key: possible duplicates and repeat callers."""

from __future__ import annotations

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_view import OrderView


class AlikeRound:
    """Remembers where the round began, so that it comes back there."""

    def __init__(self, ctx: Desk) -> None:
        self._ctx = ctx
        self._round: list[int] = []

    def after(self, view: OrderView) -> int | None:
        """The order to show after this one; None, said in the quiet line, when none looks like it."""
        here = view.ticket.id
        if here not in self._round:
            self._round = [here, *(other.ticket_id for other in view.alike)]
        if len(self._round) == 1:
            self._round = []
            self._ctx.bridge.say("没有相关的工单", "info")
            return None
        place = (self._round.index(here) + 1) % len(self._round)
        following = self._round[place]
        self._ctx.bridge.say(
            f"相关工单 {place} / {len(self._round) - 1}" if place else "回到原来的工单", "info"
        )
        if not place:
            self._round = []  # what looks alike now is asked anew
        return following
