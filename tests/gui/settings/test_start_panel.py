from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.autostart import AutostartError
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.settings.settings_page import SettingsPage
from jiesu_desktop.gui.settings.start_panel import StartPanel


class Way:
    """A desktop that does as told, or refuses."""

    def __init__(self, refuses: bool = False) -> None:
        self.on, self.refuses = False, refuses

    def enabled(self) -> bool:
        return self.on

    def set(self, wanted: bool) -> None:
        if self.refuses:
            raise AutostartError("启动项无法更改：只读")
        self.on = wanted


def test_the_box_does_what_it_says(ctx: Desk, qtbot: QtBot) -> None:
    way = Way()
    panel = StartPanel(ctx, way)
    qtbot.addWidget(panel)
    assert not panel.at_login.isChecked()
    panel.at_login.click()
    assert way.on
    panel.at_login.click()
    assert not way.on


def test_a_refusal_is_said_and_the_box_shows_what_holds(ctx: Desk, qtbot: QtBot) -> None:
    panel = StartPanel(ctx, Way(refuses=True))
    qtbot.addWidget(panel)
    said = list[tuple[str, str]]()
    ctx.bridge.message.connect(lambda *words: said.append(words))
    panel.at_login.click()
    assert not panel.at_login.isChecked()
    assert said == [("启动项无法更改：只读", "error")]


def test_the_demo_is_not_started_at_login(ctx: Desk, qtbot: QtBot) -> None:
    panel = StartPanel(replace(ctx, demo=True), Way())
    qtbot.addWidget(panel)
    assert not panel.at_login.isEnabled()


def test_it_stands_in_the_settings(ctx: Desk, qtbot: QtBot) -> None:
    page = SettingsPage(ctx)
    qtbot.addWidget(page)
    page.show_section("启动")
    section = page.stack.currentWidget()
    assert section is not None
    panel = section.findChild(StartPanel)
    assert panel is not None
    assert panel.at_login.isEnabled()
    qtbot.waitUntil(lambda: ctx.tasks.idle, timeout=10_000)
