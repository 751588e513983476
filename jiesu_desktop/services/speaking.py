"""Which desk of a duty room speaks (clocks.md: a duty room can name one; none listening is itself an alert to all)."""

from __future__ import annotations

from datetime import datetime, timedelta

from jiesu_desktop.settings import SPEAKING_DESK
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork

BEAT = timedelta(seconds=5)
"""How often a desk that can be heard says so."""

SILENT = 3 * BEAT
"""After so long without a beat, a desk counts as not listening."""

_ALIVE = "alive"
_DESK = "desk:"


def present(uow: UnitOfWork, workstation: str, now: datetime) -> None:
    """This desk runs and its voice is well."""
    uow.settings.set(
        _ALIVE, now.isoformat(), _scope(workstation), tell=False
    )  # the others ask when they need to know


def leave(uow: UnitOfWork, workstation: str) -> None:
    """This desk ends, or its voice fails; the others hear of it at once."""
    if uow.queries.settings.get(_ALIVE, _scope(workstation), ""):
        uow.settings.set(_ALIVE, "", _scope(workstation))


def known(queries: Queries) -> tuple[str, ...]:
    """The workstations of this room that were ever heard, by name."""
    return tuple(scope.removeprefix(_DESK) for scope in queries.settings.scopes(_ALIVE))


def silence(queries: Queries, workstation: str, now: datetime) -> tuple[bool, str]:
    """Whether this desk leaves speaking to another; and if that one is not there, what to say of it.

    Returns:
        (True, '') while the desk named listens, (False, '') when this one is named or none is, and (False, why) when
        the one named cannot be heard: then every desk speaks.
    """
    named = str(queries.settings.get(SPEAKING_DESK.key, "", SPEAKING_DESK.default) or "").strip()
    if not named or named == workstation:
        return False, ""
    try:
        last = datetime.fromisoformat(queries.settings.get(_ALIVE, _scope(named), ""))
    except (TypeError, ValueError):
        return False, f"指定播报的工作站“{named}”没有运行，本机代为播报"
    if abs(now - last) > SILENT:  # a beat that lies ahead is of a wrong clock: nobody knows how old it is
        return False, f"指定播报的工作站“{named}”已无响应，本机代为播报"
    return True, ""


def _scope(workstation: str) -> str:
    return f"{_DESK}{workstation}"
