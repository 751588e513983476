"""The same act on many orders: one transaction each, so that one that is refused holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act, Details, Who
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import StorageError

NOT_DONE = "未做：已停止"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one order: ``words`` is what was recorded, or why it was not."""

    ticket_id: int
    done: bool
    words: str


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of all, in the order they were given, and what was touched."""

    fates: tuple[Fate, ...]
    changes: Changes

    @property
    def done(self) -> int:
        """How many were done."""
        return sum(fate.done for fate in self.fates)


def perform_each(
    store: Store,
    time: TimeSource,
    who: Who,
    ticket_ids: Sequence[int],
    act: Act,
    details: Details,
    *,
    step: Callable[[int, int], object] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Bulk:
    """Perform ``act`` on each order in a transaction of its own.

    Args:
        step: told after each how many of how many are through.
        stopped: asked before each; once it says so the rest is left alone, and what was done stays done.
    """
    fates = list[Fate]()
    for ticket_id in dict.fromkeys(ticket_ids):
        if stopped is not None and stopped():
            fates.append(Fate(ticket_id, False, NOT_DONE))
            continue
        fates.append(_one(store, time, who, ticket_id, act, details))
        if step is not None:
            step(len(fates), len(ticket_ids))
    touched = frozenset(fate.ticket_id for fate in fates if fate.done)
    refused = len(fates) - len(touched)
    rest = f"，{refused} 件没有做" if refused else ""
    return Bulk(tuple(fates), Changes(tickets=touched, message=f"{act.label}：{len(touched)} 件已做{rest}"))


def _one(store: Store, time: TimeSource, who: Who, ticket_id: int, act: Act, details: Details) -> Fate:
    try:
        with store.begin() as uow:
            changes = perform(uow, time, who, ticket_id, act, details)
    except Refused as refused:
        return Fate(ticket_id, False, refused.reason)
    except StorageError as error:
        return Fate(ticket_id, False, error.message)
    return Fate(ticket_id, True, changes.message)
