"""What a write touched, so that each view can ask "mine?" and fetch only that again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The result of every write.

    Attributes:
        tickets: ids whose rows, summaries or clocks may differ now.
        directory, policy, settings, alerts: whether that subject changed.
        message: one short Chinese line for the status bar; '' when there is nothing to say.
    """

    tickets: frozenset[int] = frozenset()
    directory: bool = False
    policy: bool = False
    settings: bool = False
    alerts: bool = False
    message: str = ""

    def __or__(self, other: Changes) -> Changes:
        """Both together; the later message wins when it says something."""
        return Changes(
            tickets=self.tickets | other.tickets,
            directory=self.directory or other.directory,
            policy=self.policy or other.policy,
            settings=self.settings or other.settings,
            alerts=self.alerts or other.alerts,
            message=other.message or self.message,
        )

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.tickets or self.directory or self.policy or self.settings or self.alerts)
