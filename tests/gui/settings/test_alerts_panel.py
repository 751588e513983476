"""设置 · 提醒: what is chosen is kept and takes effect; what cannot be is refused beside its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.alerts.voice_channel import FLOOR
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.desk_settings import DeskSettings
from jiesu_desktop.gui.settings.alerts_panel import FLOOR_WORDS, AlertsPanel
from jiesu_desktop.gui.settings.setting_fields import SETTLE_MS, ChoiceField
from jiesu_desktop.services import settings as service
from jiesu_desktop.services import speaking
from jiesu_desktop.settings import (
    ALL,
    ATTACHMENT_MB,
    FONT_POINTS,
    SPEAKING_DESK,
    THEME,
    VOICE_NAME,
    VOICE_NAME_NIGHT,
    VOICE_NIGHT,
    VOICE_RATE,
    VOICE_RATE_NIGHT,
    VOLUME,
    VOLUME_NIGHT,
    Setting,
)
from tests.services.room import Room

Settle = Callable[[], None]


@pytest.fixture
def panel(ctx: Desk, qtbot: QtBot, settle: Settle) -> AlertsPanel:
    made = AlertsPanel(ctx)
    DeskSettings(ctx, made)  # the window's, which puts values to work
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def stored(room: Room, setting: Setting[Any]) -> object:
    with room.store.read() as queries:
        return service.get(queries, setting.key, who=room.who)


def test_every_setting_has_its_field(panel: AlertsPanel) -> None:
    elsewhere = {THEME.key, FONT_POINTS.key, ATTACHMENT_MB.key}  # 显示, 数据
    assert set(panel.fields) == {one.key for one in ALL} - elsewhere


def test_the_volume_is_kept_and_told(
    panel: AlertsPanel, ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    told: list[int] = []
    ctx.bridge.volume.connect(told.append)
    panel.volume.slider.setValue(35)
    assert panel.volume.line.text() == "35"
    qtbot.waitUntil(lambda: told == [35], timeout=SETTLE_MS * 20)
    settle()
    assert stored(room, VOLUME) == 35


def test_by_keyboard_a_number_is_typed_and_a_bad_one_refused(
    panel: AlertsPanel, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    line = panel.rate.line
    line.selectAll()
    qtbot.keyClicks(line, "999")
    assert panel.rate.problem.text() == "应是 80 到 300 之间的整数"
    assert line.property("invalid") == "true"
    panel.reload()
    settle()
    assert (line.text(), stored(room, VOICE_RATE)) == ("999", None), "it stays to be mended and holds nowhere"
    line.selectAll()
    qtbot.keyClicks(line, "150")
    assert panel.rate.problem.isHidden()
    with qtbot.waitSignal(panel.rate.kept):
        pass
    assert stored(room, VOICE_RATE) == 150
    qtbot.keyClick(panel.rate.slider, Qt.Key.Key_Right)
    assert line.text() == "151"


@pytest.mark.parametrize(
    ("night", "begins"), [(VOLUME_NIGHT, 80), (VOICE_RATE_NIGHT, 210), (VOICE_NAME_NIGHT, "")]
)
def test_night_has_one_of_its_own_once_wished(
    panel: AlertsPanel, room: Room, settle: Settle, night: Setting[Any], begins: object
) -> None:
    own, field = panel.own[night.key], panel.fields[night.key]
    part = field.box if isinstance(field, ChoiceField) else field.findChild(QSlider)
    assert isinstance(part, QWidget)
    assert (field.value, part.isEnabled()) == (begins, False)
    own.click()
    settle()
    settle()
    assert (stored(room, night), part.isEnabled()) == (begins, True)
    own.click()
    settle()
    settle()
    assert (stored(room, night), part.isEnabled()) == (None, False)


def test_what_is_spoken_by_night_and_in_which_voice_is_chosen(
    panel: AlertsPanel, room: Room, settle: Settle
) -> None:
    assert [panel.night.box.itemText(n) for n in range(3)] == ["只播最紧急的", "按时限规则", "一般工单也播报"]
    panel.night.box.setCurrentIndex(0)
    panel.night.box.activated.emit(0)
    settle()
    assert stored(room, VOICE_NIGHT) == "quiet"
    assert panel.voice.box.count() > 1, "the machine's voices are offered"
    panel.voice.box.setCurrentIndex(2)
    panel.voice.box.activated.emit(2)
    settle()
    assert stored(room, VOICE_NAME) == panel.voice.box.itemData(2)


def test_the_desk_that_speaks_is_the_rooms_and_offered_by_name(
    panel: AlertsPanel, room: Room, settle: Settle
) -> None:
    with room.store.begin() as uow:
        speaking.present(uow, "二号台", room.time.now())
    panel.reload()
    settle()
    offered = [panel.desk.box.itemText(n) for n in range(panel.desk.box.count())]
    assert offered == ["每台都播报", "一号台（本机）", "二号台"]
    panel.desk.box.setEditText("二号台")
    line = panel.desk.box.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    settle()
    settle()
    with room.store.read() as queries:
        assert queries.settings.get(SPEAKING_DESK.key) == "二号台"
    assert panel.desk.box.currentText() == "二号台"
    assert panel.desk.problem.isHidden()
    panel.desk.box.setEditText("三号台")
    line.editingFinished.emit()
    settle()
    settle()
    assert panel.desk.problem.text() == "还没有叫“三号台”的工作站运行过；它出现以前，每台都播报。"


def test_the_floor_is_said_and_there_is_no_way_to_silence_the_top(panel: AlertsPanel) -> None:
    assert f"不低于 {FLOOR}" in FLOOR_WORDS
    assert VOLUME.problem(-1)
    assert "off" not in VOICE_NIGHT.choices


@pytest.mark.parametrize("which", ["day", "night", "top"])
def test_the_trial_buttons_ask_for_the_voice(panel: AlertsPanel, ctx: Desk, qtbot: QtBot, which: str) -> None:
    with qtbot.waitSignal(ctx.bridge.try_voice, check_params_cb=lambda said: said == which):
        panel.tries[which].click()


def test_a_value_no_field_would_give_is_refused_by_the_service(room: Room) -> None:
    with room.store.begin() as uow, pytest.raises(Refused) as refused:
        service.put(uow, room.time, room.who, VOLUME.key, 101)
    assert (refused.value.text, refused.value.field) == ("音量：应是 0 到 100 之间的整数", "volume")
