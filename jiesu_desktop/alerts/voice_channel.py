"""The channel people wake up by: speech, else an alarm sound, else a beep, and a red lamp for anything but speech."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from jiesu_desktop.alerts.alert import Alert, Kind
from jiesu_desktop.alerts.channels import CUT_SHORT, SKIPPED, ChannelFailedError
from jiesu_desktop.alerts.speech import spoken
from jiesu_desktop.alerts.voice import Renderer, VoiceFailedError
from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.alert_rules import is_night
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.paths import resource
from jiesu_desktop.settings import BY_POLICY, EVERYTHING, QUIET, VOICE_RATE, VOLUME

log = logging.getLogger(__name__)

FLOOR = 60
"""Per cent of full volume below which a top-priority stage is never played (issue 3: never quieter than a floor)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a shift speaks.

    Attributes:
        volume: 0–100. rate: words a minute. voice: one of the machine's, '' for its first.
        scope: ``quiet`` the top priority only, ``policy`` as the limits say, ``all`` general orders' limits too. The top
            priority always is spoken, and so is what the desk says of itself.
    """

    volume: int = VOLUME.default
    rate: int = VOICE_RATE.default
    voice: str = ""
    scope: str = BY_POLICY


class CutShortError(RuntimeError):
    """A sound was stopped because nobody wants it any more."""


def always() -> bool:
    """A sound that is wanted to its end."""
    return True


class Player(Protocol):
    """What plays a sound file to the loudspeaker, behind which Qt stands."""

    def play(self, path: Path, volume: int, wanted: Callable[[], bool] = always) -> None:
        """Play it to its end, or until it is not ``wanted`` any more; ``volume`` 0–100.

        Raises:
            ChannelFailedError: no device, it refused, or the end was not seen.
            CutShortError: it was not wanted to its end.
        """

    def beep(self) -> None:
        """The system's own bell, where even a sound file cannot be played."""

    def hindrance(self) -> str:
        """Why nothing that is played now would be heard, in Chinese; '' where nothing is known to hinder."""


class VoiceChannel:
    """Speaks alerts one after another, the most urgent first; new orders get a chime.

    Attributes:
        day, night: how it speaks in either shift.
        policy: says when night is, for what no order's own version does.
        speaks: tells whether this desk speaks; another one may have been named. What nobody acknowledges, and what a desk
            says of itself, is spoken by each.
    """

    name, lamp, patience = "voice", "voice", 120.0

    def __init__(
        self,
        renderer: Renderer,
        player: Player,
        time: TimeSource,
        rings: Callable[[str], bool] = lambda key: True,
    ) -> None:
        self._renderer, self._player, self._time = renderer, player, time
        self.rings = rings
        self.day = self.night = Manner()
        self.policy: Policy | None = None
        self.speaks: Callable[[], bool] = lambda: True

    def wants(self, alert: Alert) -> bool:
        """Voice, by policy or by the operator's wish, or the chime of a new order."""
        if alert.kind not in (Kind.DESK, Kind.LINE) and not alert.step and not self.speaks():
            return False
        scope = self.manner(alert.policy).scope
        if scope == EVERYTHING and alert.lasting and alert.stage is not None and not alert.quiet:
            return True
        can_wait = alert.kind in (Kind.STAGE, Kind.FLOOD) and not alert.top and not alert.step
        means = ("chime",) if scope == QUIET and can_wait else ("voice", "chime")
        return not alert.channels.isdisjoint(means)

    def deliver(self, alert: Alert) -> str:
        """Speak, as of now: a sentence that waited behind others tells the time left at its turn.

        知道了, 搁置 and the act itself stop it in the middle of a word: from then on it only hides the next one.
        """

        def wanted() -> bool:
            return not alert.lasting or self.rings(alert.key)

        if not wanted():
            return SKIPPED
        manner = replace(self.manner(alert.policy), volume=self.loudness(alert))
        if "voice" not in alert.channels and not alert.lasting:
            self._player.play(resource("sounds/chime.wav"), manner.volume)
            return ""
        try:
            return self.say(alert.sentence(self._time.now()), manner, wanted, chime=alert.kind is Kind.NEWS)
        except CutShortError:
            return CUT_SHORT

    def loudness(self, alert: Alert) -> int:
        """By day and by night as wished, the top priority never below the floor; escalated, as loud as can be."""
        if alert.step:
            return 100
        wished = self.manner(alert.policy).volume
        return max(wished, FLOOR) if alert.top else wished

    def manner(self, policy: Policy | None = None) -> Manner:
        """How it speaks at this hour, night being when an order's own version of the limits says."""
        says = policy or self.policy
        return self.night if says is not None and is_night(self._time.now(), says) else self.day

    def say(
        self, sentence: str, manner: Manner, wanted: Callable[[], bool] = always, *, chime: bool = False
    ) -> str:
        """Speak one sentence; returns '' or what had to stand in for the voice.

        Raises:
            ChannelFailedError: nothing could be played.
            CutShortError: it was not ``wanted`` to its end.
        """
        try:
            path = self._renderer.render(spoken(sentence), manner.rate, manner.voice)
        except VoiceFailedError as error:
            return self._instead(f"语音不可用：{error}", manner.volume, wanted)
        try:
            if chime:
                self._player.play(resource("sounds/chime.wav"), manner.volume)
            self._player.play(path, manner.volume, wanted)
        except ChannelFailedError:
            self._player.beep()
            raise
        finally:
            self._renderer.discard(path)
        return ""

    def _instead(self, why: str, volume: int, wanted: Callable[[], bool]) -> str:
        try:
            self._player.play(resource("sounds/alarm.wav"), volume, wanted)
        except ChannelFailedError as error:
            self._player.beep()
            raise ChannelFailedError(f"{why}；{error}") from error
        return why
