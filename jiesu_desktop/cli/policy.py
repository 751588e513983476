"""``policy``: the limits in force, and putting a new version in force."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit, say
from jiesu_desktop.cli.session import session
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.services import policy as policies


def run_policy(options: Options) -> int:
    """``show`` prints the version in force now; ``set`` adds one and prints it."""
    with session(options) as s:
        if options.what == "set":
            wanted = policies.read_file(options.file)
            effective = options.effective or s.time.now()
            with s.store.begin() as work:
                changes = policies.set_policy(work, s.time, s.who, wanted, effective_at=options.effective)
            say(changes.message)
            emit(_policy_json(wanted, effective))
            return 0
        with s.store.begin() as work:
            current = policies.in_force(work, s.time.now())
        emit(_policy_json(current, current.effective_at))
    return 0


def _policy_json(policy: Policy, effective_at: datetime | None) -> dict[str, Any]:
    return {"name": policy.name, "effective_at": effective_at, **policy.to_data()}
