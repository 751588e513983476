"""Who acts: for now a name (cli.md, Who acts)."""

from __future__ import annotations

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import Operator
from jiesu_desktop.storage.unit_of_work import UnitOfWork


def ensure(uow: UnitOfWork, time: TimeSource, who: Who) -> Operator:
    """The operator who acts, made known where there is none of that name.

    Raises:
        Refused: the name is blank.
    """
    if not who.name.strip():
        raise Refused("操作员姓名不能为空，请填写姓名。", (), "name")
    return uow.operators.ensure(who.name.strip())


def save(
    uow: UnitOfWork, time: TimeSource, who: Who, operator: Operator, *, expected_version: int | None = None
) -> Changes:
    """Add or change an operator. Stale: someone else changed it first."""
    if not operator.name.strip():
        raise Refused("操作员姓名不能为空，请填写姓名。", (), "name")
    uow.operators.save(operator, expected_version)
    return Changes(settings=True, message=f"已保存操作员：{operator.name}")
