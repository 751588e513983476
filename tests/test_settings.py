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
        (settings.VOICE_NIGHT, "quiet", "quiet"),
        (settings.VOICE_NIGHT, "off", "policy"),
    ],
)
def test_a_value_the_setting_does_not_take_falls_to_the_default(
    setting: settings.Setting[Any], stored: object, expected: object
) -> None:
    assert setting.read({setting.key: stored}) == expected


def test_what_is_refused_is_said_in_words() -> None:
    assert settings.VOICE_RATE.problem(301) == "应是 80 到 300 之间的整数"
    assert settings.VOICE_RATE.problem(None) == "应是 80 到 300 之间的整数"
    assert settings.VOICE_DAY.problem("off") == "应是 只播最紧急的、按时限规则、一般工单也播报 之一"
    assert settings.SPEAKING_DESK.problem(3) == "应是文字"
    assert settings.VOICE_RATE.problem(80) == ""


def test_an_absent_value_is_the_default() -> None:
    assert settings.VOLUME.read({}) == settings.VOLUME.default


def test_every_default_is_legal_and_every_key_is_declared_once() -> None:
    assert all(setting.takes(setting.default) for setting in settings.ALL)
    assert all(len(one.names) in (0, len(one.choices)) for one in settings.ALL)
    assert len({setting.key for setting in settings.ALL}) == len(settings.ALL)
