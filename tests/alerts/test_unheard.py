"""What is said again, what is not, and in which order, when a sentence was not heard to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.alerts.alert import Alert, Kind, Shelving
from jiesu_desktop.alerts.channels import ChannelFailedError, Given
from jiesu_desktop.alerts.desk_alerts import SOUND_IS_BACK, AlertDesk
from jiesu_desktop.alerts.mixer import MUTED, NO_DEVICE
from jiesu_desktop.alerts.unheard import Unheard
from jiesu_desktop.alerts.voice_channel import CutShortError, VoiceChannel, always
from jiesu_desktop.domain.tickets import Level
from tests.alerts.test_desk_alerts import Shift, soon
from tests.domain.stories import ZERO


def alert(key: str, priority: int = 1) -> Alert:
    return Alert(key=key, at=ZERO, raised_at=ZERO, priority=priority, channels=frozenset({"voice"}))


class Ears:
    """What a desk would say again, driven by hand."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.changes: list[tuple[str | None, str, bool]] = []
        self.why, self.real = "", 0.0
        self.live: dict[str, Alert] = {}
        self.unheard = Unheard(lambda one: self.said.append(one.key), lambda *what: self.changes.append(what))
        self.unheard.hindrance = lambda: self.why

    def fare(self, key: str, outcome: str, channel: str = "voice") -> None:
        self.unheard.told(Given(self.live.get(key) or alert(key), channel, outcome))

    def rings(self, *keys: str, priority: int = 1) -> None:
        self.live |= {key: alert(key, priority) for key in keys}

    def beat(self, seconds: float = 1.0) -> list[str]:
        self.real += seconds
        self.said.clear()
        self.unheard.beat(self.live, self.real)
        return list(self.said)


@pytest.fixture
def ears() -> Ears:
    return Ears()


def test_nothing_is_said_while_nothing_can_be_heard_and_all_of_it_after(ears: Ears) -> None:
    ears.rings("a", "b", "c")
    ears.why = NO_DEVICE
    for key in ("a", "b", "c"):
        ears.fare(key, "failed")
    assert ears.beat() == ears.beat() == []
    ears.why = ""
    assert ears.beat() == ["a", "b", "c"]
    for key in ("a", "b", "c"):
        ears.fare(key, "given")
    assert ears.beat(600) == []


def test_the_most_urgent_is_said_first(ears: Ears) -> None:
    ears.rings("a", priority=3)
    ears.rings("b", priority=1)
    ears.rings("c", priority=2)
    for key in ("a", "b", "c"):
        ears.fare(key, "failed")
    assert ears.beat() == ["b", "c", "a"]


@pytest.mark.parametrize("what", ["heard", "ended", "put off", "in a summary"])
def test_what_was_heard_or_asks_for_nothing_any_more_is_not_said(ears: Ears, what: str) -> None:
    ears.rings("a", "b")
    for key in ("a", "b"):
        ears.fare(key, "failed")
    match what:
        case "heard":
            ears.fare("a", "given")
        case "ended":
            del ears.live["a"]
        case "put off":
            shelving = Shelving(until=ZERO + timedelta(minutes=5), reason="在打电话", who="张三")
            ears.live["a"] = replace(ears.live["a"], shelved=shelving)
        case _:
            ears.live["a"] = replace(ears.live["a"], quiet=True)
    assert ears.beat() == ["b"]


def test_another_channel_s_failure_is_none_of_the_voice_s(ears: Ears) -> None:
    ears.rings("a")
    ears.fare("a", "failed", "tray")
    assert ears.beat() == []
    ears.fare("a", "failed")
    ears.fare("a", "given", "tray")
    assert ears.beat() == ["a"]


def test_what_fails_for_no_known_reason_is_tried_ever_more_rarely_and_at_once_after_a_change(
    ears: Ears,
) -> None:
    ears.rings("a")
    tries = []
    ears.fare("a", "failed")
    for second in range(1, 300):
        if ears.beat():
            tries.append(second)
            ears.fare("a", "failed")
    gaps = [after - before for before, after in pairwise(tries)]
    assert tries[0] == 1
    assert gaps == [2, 4, 8, 16, 32, 60, 60, 60]
    ears.why = MUTED
    assert ears.beat() == []
    ears.why = ""
    assert ears.beat() == ["a"]


def test_what_was_said_again_is_waited_for_not_said_once_more(ears: Ears) -> None:
    ears.rings("a")
    ears.fare("a", "failed")
    assert ears.beat() == ["a"]
    assert ears.beat(600) == [], "it stands in the voice's queue"


def test_changes_are_told_once_with_what_was_before(ears: Ears) -> None:
    ears.beat()
    ears.why = NO_DEVICE
    ears.beat()
    ears.beat()
    ears.rings("a")
    ears.fare("a", "failed")
    ears.why = ""
    ears.beat()
    assert ears.changes == [(None, "", False), ("", NO_DEVICE, False), (NO_DEVICE, "", True)]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("raise", "fail", "hear", "end", "deaf", "well", "beat")), st.sampled_from("abcd")
    )
)


@given(ACTS)
def test_whatever_happens_what_is_said_again_rings_and_failed_last(acts: list[tuple[str, str]]) -> None:
    ears = Ears()
    owed: set[str] = set()  # in plain words: it failed, and was neither heard nor said again nor has it ended
    for what, key in [*acts, ("well", "a"), ("beat", "a")]:
        match what:
            case "raise":
                ears.rings(key)
            case "fail" if key in ears.live:
                ears.fare(key, "failed")
                owed.add(key)
            case "hear" if key in ears.live:
                ears.fare(key, "given")
                owed.discard(key)
            case "end":
                ears.live.pop(key, None)
                ears.beat(0)  # the engine looks before the key could ring again
                owed = (owed & set(ears.live)) - set(ears.said)
            case "deaf":
                ears.why = NO_DEVICE
            case "well":
                ears.why = ""
            case "beat":
                said = ears.beat(100)
                assert said == ([] if ears.why else sorted(owed))
                owed -= set(said)


# -- the whole desk, with a loudspeaker that can be taken out ---------------------------------------------------------


class Files:
    """A renderer whose files are their sentences."""

    def __init__(self) -> None:
        self.sentences: dict[Path, str] = {}

    def render(self, text: str, rate: int, voice: str) -> Path:
        path = Path(f"{len(self.sentences)}.wav")
        self.sentences[path] = text
        return path

    def discard(self, path: Path) -> None:
        pass


class Loudspeaker:
    """Plays at once, unless it is not there; what it played to the end was heard."""

    def __init__(self, files: Files) -> None:
        self.files, self.why = files, ""
        self.heard: list[str] = []
        self.cut: list[str] = []

    def play(self, path: Path, volume: int, wanted: Callable[[], bool] = always) -> None:
        sentence = self.files.sentences.get(path, path.name)
        if not wanted():
            raise CutShortError
        if self.why:
            self.cut.append(sentence)
            raise ChannelFailedError(self.why)
        self.heard.append(sentence)

    def beep(self) -> None:
        pass

    def hindrance(self) -> str:
        return self.why


class Spoken(Shift):
    """A shift whose desk speaks through a loudspeaker of the test."""

    def begin(self) -> AlertDesk:
        files = Files()
        self.speaker = Loudspeaker(files)
        self.lamps: dict[str, tuple[bool, str]] = {}
        voice = VoiceChannel(files, self.speaker, self.time)  # type: ignore[arg-type]
        desk = AlertDesk(
            self.store, self.time, self.who, [voice], self.folder,
            lambda name, well, why: self.lamps.__setitem__(name, (well, why)),
        )  # fmt: skip
        voice.rings = desk.rings
        desk.unheard.hindrance = self.speaker.hindrance
        self.desks.append(desk)
        desk.start()
        assert desk.ready.wait(20)
        return desk


@pytest.fixture
def spoken(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Spoken]:
    made = Spoken(migrated_sqlite_url, tmp_path)
    yield made
    made.close()


def test_a_desk_without_sound_shows_it_and_says_all_that_rings_when_it_is_back(spoken: Spoken) -> None:
    desk = spoken.begin()
    soon(lambda: spoken.lamps.get("voice/device") == (True, ""), "a look at the loudspeaker")
    spoken.speaker.why = NO_DEVICE
    soon(lambda: any(one.kind is Kind.DESK for one in desk.engine.live), "something to be seen")
    assert spoken.lamps["voice/device"] == (False, NO_DEVICE)
    spoken.take(desk, level=Level.URGENT)
    soon(lambda: spoken.speaker.cut, "a sentence nobody heard")
    spoken.speaker.why = ""
    soon(lambda: any("上报" in one for one in spoken.speaker.heard), "the sentence")
    soon(lambda: not any(one.kind is Kind.DESK for one in desk.engine.live), "no more to be seen of it")
    soon(lambda: spoken.lamps["voice"] == (True, ""), "a lamp that is well")
    assert spoken.lamps["voice/device"] == (True, "")


def test_sound_that_comes_back_with_nothing_to_say_says_that(spoken: Spoken) -> None:
    desk = spoken.begin()
    soon(lambda: "voice/device" in spoken.lamps, "a look at the loudspeaker")
    spoken.speaker.why = MUTED
    soon(lambda: desk.engine.live, "something to be seen")
    spoken.speaker.why = ""
    soon(lambda: SOUND_IS_BACK in spoken.speaker.heard, "the line")
    assert spoken.speaker.heard == [SOUND_IS_BACK]
    assert desk.engine.live == []
