"""What the operator set, put into effect: look and volume, at the start and whenever the settings change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.services import settings as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import FONT_POINTS, THEME, VOLUME, Setting
from jiesu_desktop.storage.queries import Queries

_FOLLOWED: tuple[Setting[Any], ...] = (THEME, FONT_POINTS, VOLUME)


class DeskSettings(QObject):
    """Follows the settings of this operator.

    The window's ini file keeps look and size too, so that the first paint needs no database.
    """

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        ctx.bridge.changed.connect(self._changed)
        ctx.bridge.volume.connect(self._keep_volume)
        self._volume: int | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read what is stored; what nobody has chosen is left as it is."""
        who = self._ctx.who

        def read(queries: Queries) -> dict[str, Any]:
            stored = {one.key: service.get(queries, one.key, who=who) for one in _FOLLOWED}
            return {one.key: stored[one.key] for one in _FOLLOWED if one.takes(stored[one.key])}

        self._ctx.tasks.run_read(read, self._apply, key="desk settings", owner=self)

    def _apply(self, values: dict[str, Any]) -> None:
        theme = self._ctx.theme
        mode, points = values.get(THEME.key, theme.mode), values.get(FONT_POINTS.key, theme.points)
        if (mode, points) != (theme.mode, theme.points):
            theme.choose(mode, points)
        volume = values.get(VOLUME.key, VOLUME.default)
        if volume != self._volume:
            self._volume = volume
            self._ctx.bridge.volume.emit(volume)

    def _changed(self, changes: Changes) -> None:
        if changes.settings:
            self.refresh()

    def _keep_volume(self, volume: int) -> None:
        if volume != self._volume:
            self._volume = volume
            self._ctx.write(service.put, VOLUME.key, volume).run()
