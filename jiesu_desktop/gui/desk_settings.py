"""What the operator set, put into effect: look and volume, at the start and whenever the settings change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from jiesu_desktop.domain.alert_rules import is_night
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.services import settings as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import FONT_POINTS, THEME, VOLUME, VOLUME_NIGHT, Setting
from jiesu_desktop.storage.queries import Queries

_LOOK: tuple[Setting[Any], ...] = (THEME, FONT_POINTS)


class DeskSettings(QObject):
    """Follows the settings of this operator.

    The window's ini file keeps look and size too, so that the first paint needs no database. ``bridge.volume`` tells the
    volume of the shift it is: where night has its own, the 时限条 shows that one by night and moves that one.
    """

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        ctx.bridge.changed.connect(self._changed)
        ctx.bridge.volume.connect(self._keep_volume)
        self._volumes: dict[Setting[int], int] = {}
        self._policy: Policy | None = None
        self._told: int | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read what is stored; what nobody has chosen is left as it is."""
        who, now = self._ctx.who, self._ctx.time.now()

        def read(queries: Queries) -> tuple[dict[str, Any], dict[Setting[int], int], Policy | None]:
            stored = {one.key: service.get(queries, one.key, who=who) for one in _LOOK}
            look = {one.key: stored[one.key] for one in _LOOK if one.takes(stored[one.key])}
            volumes = {VOLUME: service.value_of(queries, VOLUME, who)}
            own = service.by_night(queries, VOLUME, who)
            return (
                look,
                volumes if own is None else {**volumes, VOLUME_NIGHT: own},
                queries.policies.in_force(now),
            )

        self._ctx.tasks.run_read(read, lambda found: self._apply(*found), key="desk settings", owner=self)

    def _apply(self, look: dict[str, Any], volumes: dict[Setting[int], int], policy: Policy | None) -> None:
        theme = self._ctx.theme
        mode, points = look.get(THEME.key, theme.mode), look.get(FONT_POINTS.key, theme.points)
        if (mode, points) != (theme.mode, theme.points):
            theme.choose(mode, points)
        self._volumes, self._policy = volumes, policy
        self.tick()

    def tick(self) -> None:
        """Once a second: a shift that begins may have another volume."""
        volume = self._volumes.get(self._of_this_shift())
        if volume is not None and volume != self._told:
            self._told = volume
            self._ctx.bridge.volume.emit(volume)

    def _of_this_shift(self) -> Setting[int]:
        night = self._policy is not None and is_night(self._ctx.time.now(), self._policy)
        return VOLUME_NIGHT if night and VOLUME_NIGHT in self._volumes else VOLUME

    def _changed(self, changes: Changes) -> None:
        if changes.settings or changes.policy:
            self.refresh()

    def _keep_volume(self, volume: int) -> None:
        if volume != self._told:
            self._told = volume
            setting = self._of_this_shift()
            self._volumes[setting] = volume
            self._ctx.write(service.put, setting.key, volume).run()
