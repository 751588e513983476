from __future__ import annotations

from jiesu_desktop.gui.clock_strip import ClockStrip
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.stay_awake import StayAwake, Told


class Stubborn:
    """A system that answers as it is told to."""

    def __init__(self) -> None:
        self.answers = ["系统拒绝了请求", "系统拒绝了请求", ""]
        self.held = 0

    def hold(self, told: Told) -> None:
        self.held += 1
        told(self.answers.pop(0))

    def release(self) -> None:
        self.held = 0


def test_a_refusal_turns_a_lamp_that_is_not_there_otherwise(ctx: Desk) -> None:
    strip = ClockStrip(ctx)
    lamp = strip.lamps.lamps["awake"]
    seen = list[tuple[str, bool, str]]()
    ctx.bridge.lamp.connect(lambda *told: seen.append(told))
    awake = StayAwake(ctx, Stubborn())
    assert not lamp.isVisibleTo(strip)
    awake.start()
    assert lamp.isVisibleTo(strip)
    assert "防休眠异常" in lamp.text
    assert "系统拒绝" in lamp.toolTip()
    awake.start()
    assert len(seen) == 1, "said once, not every minute"
    awake.start()
    assert not lamp.isVisibleTo(strip)
    assert awake.why == ""
    awake.stop()
    strip.deleteLater()
