"""The self-test at the start of a shift: every means of an alert is tried, each by itself. Knows no Qt and no clock.

What cannot be tried because an alert rings is postponed: a test never stands in an alert's way.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.clock import beijing

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How one check went."""

    PASSED = "passed"
    FAILED = "failed"
    POSTPONED = "postponed"  # an alert went first


class CheckFailedError(RuntimeError):
    """Something an alert needs does not work; the text says what and what to do, in Chinese."""


class GaveWayError(ChannelFailedError):
    """The trial's sound was given up for an alert's, or did not begin because of one."""

    def __init__(self) -> None:
        super().__init__("让给了提醒")


class Probe(Protocol):
    """One thing to try.

    Attributes:
        name: its word in the record. label: its word on screen.
        lamp: the lamp its failure turns red: ``voice`` ``tray`` ``data``.
        disturbs: it shows or sounds like an alert, so it waits while one rings.
        patience: real seconds it may take.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def lamp(self) -> str: ...
    @property
    def disturbs(self) -> bool: ...
    @property
    def patience(self) -> float: ...

    def check(self) -> str:
        """Try it; the text says what was found.

        Raises:
            CheckFailedError: it does not work. GaveWayError: an alert came.
        """


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer."""

    name: str
    label: str
    lamp: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One self-test: when it began, and what each check found."""

    at: datetime
    findings: tuple[Finding, ...]

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings of that outcome."""
        return tuple(one for one in self.findings if one.outcome is outcome)

    @property
    def passed(self) -> bool:
        """Whether everything was tried and works."""
        return all(one.outcome is Outcome.PASSED for one in self.findings)

    @property
    def sentence(self) -> str:
        """The quiet line."""
        failed, postponed = self.of(Outcome.FAILED), self.of(Outcome.POSTPONED)
        when = f"{beijing(self.at):%H:%M} 自检"
        if failed:
            return f"{when}未通过：" + "；".join(f"{one.label}（{one.detail}）" for one in failed)
        if postponed:
            return f"{when}：{'、'.join(one.label for one in postponed)}让给提醒，稍后再试"
        return f"{when}通过"

    def to_data(self) -> dict[str, Any]:
        """As plain JSON values; :func:`report_from` reads it back."""
        return {
            "at": self.at.isoformat(),
            "findings": [
                {"name": f.name, "label": f.label, "lamp": f.lamp, "outcome": f.outcome.value, "detail": f.detail}
                for f in self.findings
            ],
        }  # fmt: skip


def report_from(data: Mapping[str, Any]) -> Report:
    """A report kept earlier.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    return Report(
        datetime.fromisoformat(data["at"]),
        tuple(Finding(**{**one, "outcome": Outcome(one["outcome"])}) for one in data["findings"]),
    )


class SelfTest:
    """Tries every probe in turn; one that raises or hangs does not stop the others.

    Args:
        rings: whether an alert rings now.
    """

    def __init__(self, probes: Iterable[Probe], rings: Callable[[], bool]) -> None:
        self.probes, self._rings = tuple(probes), rings

    def run(self, at: datetime, again: Report | None = None) -> Report:
        """Try everything; with ``again`` only what that report postponed, its other findings standing."""
        due = None if again is None else {one.name for one in again.of(Outcome.POSTPONED)}
        before = {} if again is None else {one.name: one for one in again.findings}
        findings = [
            self._try(probe) if due is None or probe.name in due else before[probe.name]
            for probe in self.probes
            if due is None or probe.name in before
        ]
        return Report(at, tuple(findings))

    def _try(self, probe: Probe) -> Finding:
        if probe.disturbs and self._rings():
            return self._found(probe, Outcome.POSTPONED, "有提醒")
        found: list[Finding] = []
        worker = threading.Thread(
            target=lambda: found.append(self._ask(probe)), name=f"self-test-{probe.name}", daemon=True
        )
        worker.start()
        worker.join(probe.patience)
        return found[0] if found else self._found(probe, Outcome.FAILED, "没有响应")

    def _ask(self, probe: Probe) -> Finding:
        try:
            return self._found(probe, Outcome.PASSED, probe.check())
        except GaveWayError as error:
            return self._found(probe, Outcome.POSTPONED, str(error))
        except CheckFailedError as error:
            return self._found(probe, Outcome.FAILED, str(error))
        except Exception as error:
            log.exception("self-test: %s", probe.name)
            return self._found(
                probe, Outcome.FAILED, str(getattr(error, "message", "")) or f"检查时出错（{error}）"
            )

    def _found(self, probe: Probe, outcome: Outcome, detail: str) -> Finding:
        return Finding(probe.name, probe.label, probe.lamp, outcome, detail)
