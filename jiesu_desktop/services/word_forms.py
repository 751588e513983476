"""催办单, 督办单, 挂账申请表, 剔除申请表: what stands in them, and which template they are made from."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """A Word form; the value is its title and the name of its template."""

    URGE = "催办单"
    SUPERVISE = "督办单"
    DEFER = "挂账申请表"
    EXCLUDE = "剔除申请表"
