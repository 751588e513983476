from __future__ import annotations

from typing import Any

import pytest

from jiesu_desktop import settings


@pytest.mark.parametrize(
    "setting,stored,expected",
    [
        (settings.FONT_POINTS, 12, 12),
        (settings.FONT_POINTS, 9, 10),
        (settings.FONT_POINTS, 15, 10),
        (settings.FONT_POINTS, "12", 10),
        (settings.THEME, "dark", "dark"),
        (settings.THEME, "pink", "shift"),
        (settings.VOLUME, 0, 0),
        (settings.VOLUME, True, 80),
        (settings.VOICE_GENERAL, True, True),
        (settings.VOICE_GENERAL, 1, False),
    ],
)
def test_a_value_the_setting_does_not_take_falls_to_the_default(
    setting: settings.Setting[Any], stored: object, expected: object
) -> None:
    assert setting.read({setting.key: stored}) == expected


def test_an_absent_value_is_the_default() -> None:
    assert settings.VOLUME.read({}) == settings.VOLUME.default


def test_every_default_is_legal_and_every_key_is_declared_once() -> None:
    assert all(setting.takes(setting.default) for setting in settings.ALL)
    assert len({setting.key for setting in settings.ALL}) == len(settings.ALL)
