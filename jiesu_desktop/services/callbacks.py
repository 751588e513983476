"""回访 as an operator does it: the answers, and the work that a 否 gives rise to, in one go."""

from __future__ import annotations

from datetime import datetime

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.callbacks import NOES
from jiesu_desktop.domain.summary import no_of
from jiesu_desktop.domain.tickets import Act, Details, Who
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.unit_of_work import UnitOfWork


def verdict(resolved: str | None, satisfied: str | None) -> str:
    """``单否：未解决``, ``双否：未解决、不满意``, or '' where there is no 否."""
    no = no_of(resolved, satisfied)
    noes = [answer for answer in (resolved, satisfied) if answer in ("未解决", "不满意")]
    return f"{NOES[no]}：{'、'.join(noes)}" if no else ""


def call_back_and_rework(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    ticket_id: int,
    details: Details,
    *,
    occurred_at: datetime | None = None,
    expected_version: int | None = None,
) -> Changes:
    """Record a call-back that brought a 否 and begin 二次办理: two events, one transaction.

    What the caller still asks for is what the unit is to do.

    Raises:
        Refused: either is not allowed; neither is recorded. Stale, NotFound: nothing was written.
    """
    first = perform(
        uow,
        time,
        who,
        ticket_id,
        Act.CALLBACK,
        details,
        occurred_at=occurred_at,
        expected_version=expected_version,
    )
    no = verdict(details.resolved, details.satisfied)
    again = Details(
        reason=f"回访{no}" if no else "回访后二次办理",
        text=details.demand or details.text or details.next_step,
    )
    second = perform(uow, time, who, ticket_id, Act.REWORK, again, occurred_at=occurred_at)
    return first | second
