"""设置 · 提醒: how loudly, how fast, in which voice, of what by day and by night, and from which desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from jiesu_desktop.alerts.voice import machine_voices
from jiesu_desktop.alerts.voice_channel import FLOOR
from jiesu_desktop.domain.policy import AlertRules
from jiesu_desktop.gui.settings.setting_fields import ChoiceField, NumberField, SettingField
from jiesu_desktop.gui.widgets.parts import button, label
from jiesu_desktop.services import settings as service
from jiesu_desktop.services import speaking
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import (
    BY_NIGHT,
    SPEAKING_DESK,
    VOICE_DAY,
    VOICE_NAME,
    VOICE_NAME_NIGHT,
    VOICE_NIGHT,
    VOICE_RATE,
    VOICE_RATE_NIGHT,
    VOLUME,
    VOLUME_NIGHT,
    Setting,
)
from jiesu_desktop.storage.queries import Queries

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

FLOOR_WORDS = (
    f"最紧急的提醒（优先级 1）音量不低于 {FLOOR}，调得再低也会播报，不能关闭；一直无人按“知道了”，升到 100。"
)
_SCOPE_WORDS = "无论怎样选，最紧急的提醒都播报，新工单的提示音照常。{night}"
_DESK_WORDS = "同一值班室有几台时，可指定一台播报，其余只闪烁和弹出；那一台没有响应时，每台都播报并说明。"
_UNSEEN = "还没有叫“{}”的工作站运行过；它出现以前，每台都播报。"
_FIRST_VOICE = "本机第一个普通话嗓音"


class AlertsPanel(QWidget):
    """The settings of the alarms. Each takes effect at once.

    Attributes:
        fields: by the key of their setting.
        own: of each that may hold by night only, by its key, whether it does.
    """

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.volume, self.volume_night = NumberField(ctx, VOLUME), NumberField(ctx, VOLUME_NIGHT)
        self.rate, self.rate_night = NumberField(ctx, VOICE_RATE), NumberField(ctx, VOICE_RATE_NIGHT)
        self.voice, self.voice_night = ChoiceField(ctx, VOICE_NAME), ChoiceField(ctx, VOICE_NAME_NIGHT)
        self.day, self.night = ChoiceField(ctx, VOICE_DAY), ChoiceField(ctx, VOICE_NIGHT)
        self.desk = ChoiceField(ctx, SPEAKING_DESK, free=True)
        every: tuple[SettingField, ...] = (
            self.volume, self.volume_night, self.rate, self.rate_night, self.voice, self.voice_night, self.day, self.night,
            self.desk,
        )  # fmt: skip
        self.fields = {one.setting.key: one for one in every}
        self.own = {night.key: QCheckBox("另设") for night in BY_NIGHT.values()}
        self.scope_words = label(_SCOPE_WORDS.format(night=""), "muted", wrap=True)
        self.tries = {
            name: button(text, lambda name=name: ctx.bridge.try_voice.emit(name))  # type: ignore[misc]
            for name, text in (("day", "试听"), ("night", "试听夜班"), ("top", "试听最紧急的"))
        }
        self._lay_out()
        self._join()
        self._offer_voices({})
        self._asked = False
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Shown for the first time: see which voices the machine has."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._find_voices()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnMinimumWidth(0, self.ctx.theme.px(96))
        grid.setColumnStretch(2, 1)
        self._grid = grid
        for key, own in self.own.items():
            own.setAccessibleName(f"另设{self.fields[key].setting.label}")
            self.fields[key].row.insertWidget(0, own)
        for field, name in ((self.volume, "day"), (self.volume_night, "night")):
            field.row.addWidget(self.tries[name])
        self._heading("音量")
        self._line("白班", self.volume)
        self._line("夜班", self.volume_night)
        self._words(label(FLOOR_WORDS, wrap=True))
        self._grid.addWidget(self.tries["top"], grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        self._heading(VOICE_RATE.label)
        self._line("白班", self.rate)
        self._line("夜班", self.rate_night)
        self._heading(VOICE_NAME.label)
        self._line("白班", self.voice)
        self._line("夜班", self.voice_night)
        self._heading("播报什么")
        self._line("白班", self.day)
        self._line("夜班", self.night)
        self._words(self.scope_words)
        self._heading("由哪台播报")
        self._line("工作站", self.desk)
        self._words(label(_DESK_WORDS, "muted", wrap=True))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(grid)

    def _heading(self, text: str) -> None:
        row = self._grid.rowCount()
        heading = label(text, "heading")
        heading.setContentsMargins(0, 0 if row == 1 else self.ctx.theme.px(8), 0, 0)
        self._grid.addWidget(heading, row, 0, 1, 3)

    def _line(self, text: str, field: SettingField) -> None:
        field.row.addStretch(1)
        row = self._grid.rowCount()
        beside = label(text)
        beside.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(beside, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1, 1, 2)

    def _words(self, words: QWidget) -> None:
        self._grid.addWidget(words, self._grid.rowCount(), 1, 1, 2)

    def _join(self) -> None:
        self.ctx.bridge.changed.connect(self._changed)
        for day, night in BY_NIGHT.items():
            self._join_night(day, night)

    def _join_night(self, day: Setting[Any], night: Setting[Any]) -> None:
        """What night has of its own begins with the day's; without it the day's holds."""

        def choose(own: bool) -> None:
            self.fields[night.key].say("")
            value = self.fields[day.key].value if own else None
            self.ctx.write(service.put, night.key, value).run()

        self.own[night.key].clicked.connect(choose)

    # ---------------------------------------------------------------- what holds

    def reload(self) -> None:
        """Read what holds, which desks there are, and when night is."""
        who, now = self.ctx.who, self.ctx.time.now()

        def read(
            queries: Queries,
        ) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...], AlertRules | None]:
            policy = queries.policies.in_force(now)
            values = {key: service.value_of(queries, one.setting, who) for key, one in self.fields.items()}
            own = {night.key: service.by_night(queries, day, who) for day, night in BY_NIGHT.items()}
            return values, own, speaking.known(queries), policy.alerts if policy else None

        self.ctx.tasks.run_read(read, lambda found: self._show(*found), key="alert settings", owner=self)

    def _show(
        self, values: dict[str, Any], own: dict[str, Any], desks: tuple[str, ...], rules: AlertRules | None
    ) -> None:
        for day, night in BY_NIGHT.items():
            has_own = own[night.key] is not None
            self.own[night.key].setChecked(has_own)
            self.fields[night.key].set_open(has_own)
            if not has_own:
                values[night.key] = values[day.key]
        here = self.ctx.who.workstation
        names = {name: name for name in desks if name != here}
        self.desk.offer({"": "每台都播报", here: f"{here}（本机）", **names})
        for key, field in self.fields.items():
            field.show_value(values[key])
        named = values[SPEAKING_DESK.key]
        unseen = bool(named) and named != here and named not in desks
        self.desk.say(_UNSEEN.format(named) if unseen else "")
        if rules is not None:
            when = f"夜班 {rules.night_from:%H:%M}–{rules.night_to:%H:%M}。"
            self.scope_words.setText(_SCOPE_WORDS.format(night=when))

    def _changed(self, changes: Changes) -> None:
        if changes.settings or changes.policy:
            self.reload()

    def _offer_voices(self, found: dict[str, str]) -> None:
        for field in (self.voice, self.voice_night):
            field.offer({"": _FIRST_VOICE, **found})

    def _find_voices(self) -> None:
        """Ask a speech process of its own which voices the machine has."""

        def show(found: tuple[tuple[str, str], ...]) -> None:
            self._offer_voices(dict(found))
            self.voice.say("" if found else "本机没有普通话嗓音，提醒时改放警报声。请安装 espeak-ng。")

        self.ctx.tasks.run_long("", lambda _: machine_voices(), show, owner=self)
