"""The acts in the order an operator thinks of them, for menus and lists."""

from __future__ import annotations

from collections.abc import Iterable

from jiesu_desktop.domain.tickets import Act

GROUPS: tuple[tuple[Act, ...], ...] = (
    (Act.JUDGE, Act.SIGN, Act.DISPATCH, Act.REDISPATCH, Act.TRANSFER, Act.UNIT_SIGN),
    (Act.REPORT, Act.CONFIRM, Act.VERIFY, Act.URGE, Act.SUPERVISE),
    (Act.FEEDBACK, Act.REVIEW, Act.CLOSE, Act.CALLBACK, Act.REWORK, Act.ARCHIVE, Act.REOPEN),
    (Act.RETURN, Act.RETURN_TAKEN, Act.RETURN_REFUSED),
    (Act.DEFER, Act.DEFER_APPROVED, Act.DEFER_REFUSED, Act.PROGRESS, Act.SETTLE),
    (
        Act.EXTEND,
        Act.EXTEND_GRANTED,
        Act.EXTEND_REFUSED,
        Act.EXCLUDE,
        Act.EXCLUDE_GRANTED,
        Act.EXCLUDE_REFUSED,
    ),
    (Act.RAISE, Act.LOWER, Act.MERGE, Act.UNMERGE),
    (Act.NOTE, Act.ATTACH),
)
"""Handing over, speaking to people, from reply to archive, returning, putting on account, applications, the order itself."""


def grouped(acts: Iterable[Act]) -> list[list[Act]]:
    """These acts by group; one that is in none (更正 is done from its record) is left out."""
    wanted = frozenset(acts)
    found = ([act for act in group if act in wanted] for group in GROUPS)
    return [group for group in found if group]


def in_order(acts: Iterable[Act]) -> list[Act]:
    """These acts in one list."""
    return [act for group in grouped(acts) for act in group]
