"""The alarms' own memory: what was given, appended to a file beside the database before the database hears of it.

So a desk whose database is gone still knows after a restart what it gave and what was acknowledged. Lines are JSON.
Writing and fsync happen on the journal's own thread; nothing on the way to a sound waits for a disk.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jiesu_desktop.alerts.alert import Shelving

log = logging.getLogger(__name__)

KEPT = timedelta(days=9)
"""How far back lines are kept when the file is cleared out at start: longer than the longest clock."""

SET_BACK = "时钟拨回"
"""The note that the clock was set back to the line's own moment."""

_TRUSTED = ("voice", "tray")
_SYNC_EVERY = 0.2  # real seconds; a crash of the program loses nothing, a loss of power this much


@dataclass(slots=True)
class Given:
    """What the journal knows of one alert.

    Attributes:
        spoken: it was to be heard, and a balloon alone did not deliver it.
        members: keys of the stages it told too; joined: in one sentence for all, so that 知道了 said to one was said to all.
        since, step: from when nobody has acknowledged its clock, and how far that had escalated.
    """

    key: str
    ticket_id: int | None
    at: datetime
    raised_at: datetime
    delivered: bool = False
    acknowledged: bool = False
    ended: bool = False
    shelved: Shelving | None = None
    spoken: bool = False
    members: tuple[str, ...] = ()
    joined: bool = False
    since: datetime | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What was known when the desk last ran. ``alive_at`` is None where it never did."""

    alive_at: datetime | None
    given: tuple[Given, ...]


class Journal:
    """``alerts.journal`` and, rewritten each second, ``alerts.alive`` in the data folder.

    Args:
        on_state: told (well, why not) when writing fails or works again.
    """

    def __init__(self, folder: Path, on_state: Callable[[bool, str], None] = lambda well, why: None) -> None:
        self.path, self.alive_path = folder / "alerts.journal", folder / "alerts.alive"
        self._on_state, self._well = on_state, True
        self._queue: queue.SimpleQueue[dict[str, Any] | datetime | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="alert-journal", daemon=True)
        self._unwritten: list[str] = []

    def read(self, now: datetime) -> Memory:
        """What the last run left; old lines are cleared out. A damaged line is passed over."""
        alive_at, given = _alive(self.alive_path), _given(self.path)
        kept = [one for one in given.values() if now - one.raised_at < KEPT]
        if len(kept) < len(given):
            self._rewrite(kept)
        return Memory(alive_at, tuple(kept))

    def start(self) -> None:
        """Begin writing."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is left, and end."""
        self._queue.put(None)
        self._thread.join(5)

    def raised(
        self, key: str, ticket_id: int | None, at: datetime, now: datetime, *,
        spoken: bool = False, members: Sequence[str] = (), joined: bool = False,
        since: datetime | None = None, step: int = 0,
    ) -> None:  # fmt: skip
        """An alert began, to be heard or only seen, telling of other stages too; of its clock nobody has heard ``since``."""
        self._put(
            now, "raised", key, ticket=ticket_id, at=at.isoformat(), spoken=spoken or None,
            members=list(members) or None, joined=joined or None,
            since=since.isoformat() if since is not None and since != now else None, step=step or None,
        )  # fmt: skip

    def noted(self, key: str, ticket_id: int | None, at: datetime, reason: str, now: datetime) -> None:
        """A stage was not given by itself, and is dealt with."""
        self._put(now, "noted", key, ticket=ticket_id, at=at.isoformat(), reason=reason)

    def escalated(self, key: str, step: int, now: datetime) -> None:
        """An alert nobody acknowledges went this far."""
        self._put(now, "escalated", key, step=step)

    def grown(self, key: str, added: Sequence[str], now: datetime) -> None:
        """A summary tells of these stages too by now."""
        self._put(now, "grown", key, members=list(added))

    def delivered(self, key: str, channel: str, outcome: str, detail: str, now: datetime) -> None:
        """A channel did its part, or did not."""
        self._put(now, outcome, key, channel=channel, detail=detail)

    def ended(self, key: str, reason: str, who: str, now: datetime) -> None:
        """An alert ended."""
        self._put(now, "ended", key, reason=reason, who=who)

    def shelved(self, key: str, shelving: Shelving, now: datetime) -> None:
        """An alert was put off."""
        until = shelving.until.isoformat()
        self._put(now, "shelved", key, until=until, reason=shelving.reason, who=shelving.who)

    def alive(self, now: datetime) -> None:
        """The engine runs at this moment."""
        self._queue.put(now)

    def note(self, what: str, detail: str, now: datetime) -> None:
        """Something else worth finding afterwards: started, stopped, the clock was set."""
        self._put(now, what, "-", detail=detail)

    def _put(self, now: datetime, what: str, key: str, **more: Any) -> None:
        said = {name: value for name, value in more.items() if value not in (None, "")}
        self._queue.put({"t": now.isoformat(), "what": what, "key": key, **said})

    def _run(self) -> None:
        ended = False
        while not ended:
            items = [self._queue.get()]
            while not self._queue.empty():
                items.append(self._queue.get())
            ended = None in items
            self._unwritten += [
                json.dumps(item, ensure_ascii=False) for item in items if isinstance(item, dict)
            ]
            moments = [item for item in items if isinstance(item, datetime)]
            try:
                self._write(moments[-1] if moments else None)
            except OSError as error:
                self._tell(False, f"提醒日志无法写入：{error.strerror or error}")
            else:
                self._tell(True, "")
            if not ended and self._unwritten:
                threading.Event().wait(_SYNC_EVERY)

    def _write(self, alive: datetime | None) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._unwritten:
            with self.path.open("a", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in self._unwritten)
                file.flush()
                os.fsync(file.fileno())
            self._unwritten.clear()
        if alive is not None:
            self.alive_path.write_text(alive.isoformat(), encoding="utf-8")

    def _tell(self, well: bool, why: str) -> None:
        if well != self._well:
            self._well = well
            self._on_state(well, why)

    def _rewrite(self, kept: Iterable[Given]) -> None:
        part = self.path.with_suffix(".part")
        try:
            with part.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(line) + "\n" for one in kept for line in _lines(one))
            part.replace(self.path)
        except OSError as error:
            log.warning("the journal could not be cleared out: %s", error)


def _alive(path: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(path.read_text("utf-8").strip())
    except (OSError, ValueError):
        return None


def _given(path: Path) -> dict[str, Given]:
    given: dict[str, Given] = {}
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                _understand(line, given)
    except OSError:
        pass
    _share(given)
    return given


def _understand(line: str, given: dict[str, Given]) -> None:
    try:
        data = json.loads(line)
        key, what, moment = data["key"], data["what"], datetime.fromisoformat(data["t"])
        if what in ("raised", "noted"):
            at, members = datetime.fromisoformat(data["at"]), tuple(data.get("members", ()))
            begun = Given(key, data.get("ticket"), at, moment, members=members)
            begun.spoken, begun.joined = bool(data.get("spoken")), bool(data.get("joined"))
            begun.since, begun.step = (
                datetime.fromisoformat(data.get("since", data["t"])),
                data.get("step", 0),
            )
            given.setdefault(key, begun)
        if (
            what == SET_BACK
        ):  # what had been given for moments that lie ahead again, and nobody had acknowledged
            for ahead in [one.key for one in given.values() if one.at > moment and not one.acknowledged]:
                del given[ahead]
        one = given.get(key)
        if one is not None and what == "grown":
            one.members += tuple(data["members"])
        if one is not None and what == "escalated":
            one.step = int(data["step"])
        if one is not None and what == "shelved":
            until = datetime.fromisoformat(data["until"])
            one.shelved = Shelving(until=until, reason=data.get("reason", ""), who=data.get("who", ""))
            one.since, one.step = until, 0  # from then on it is counted anew
    except (ValueError, KeyError, TypeError):
        return  # cut short by a loss of power
    if one is None:
        return
    if what == "given" and data.get("channel") in (("voice",) if one.spoken else _TRUSTED):
        one.delivered = True
    elif what in ("ended", "noted"):
        one.ended = True
        one.acknowledged = data.get("reason") == "acknowledged"


def _share(given: dict[str, Given]) -> None:
    """What was told or acknowledged in one breath was so for each of its stages, whichever line a crash cut off."""
    for one in given.values():
        members = [given[key] for key in one.members if key in given]
        if one.joined and any(each.acknowledged for each in members):
            one.ended = one.acknowledged = True
        for each in members:
            each.delivered = each.delivered or one.delivered
            if one.acknowledged:
                each.ended = each.acknowledged = True


def _lines(one: Given) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {
            "t": one.raised_at.isoformat(),
            "what": "raised",
            "key": one.key,
            "ticket": one.ticket_id,
            "at": one.at.isoformat(),
            "spoken": one.spoken,
            "members": list(one.members),
            "joined": one.joined,
            "since": (one.since or one.raised_at).isoformat(),
            "step": one.step,
        }
    ]
    if one.delivered:
        lines.append({"t": one.raised_at.isoformat(), "what": "given", "key": one.key, "channel": "voice"})
    if one.shelved is not None:
        put_off = {
            "until": one.shelved.until.isoformat(),
            "reason": one.shelved.reason,
            "who": one.shelved.who,
        }
        lines.append({"t": one.raised_at.isoformat(), "what": "shelved", "key": one.key, **put_off})
    if one.ended:
        reason = "acknowledged" if one.acknowledged else "resolved"
        lines.append({"t": one.raised_at.isoformat(), "what": "ended", "key": one.key, "reason": reason})
    return lines
