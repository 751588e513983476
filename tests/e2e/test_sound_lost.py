"""A loudspeaker that goes, comes, is muted or exchanged in the middle of a sentence: told at once, and made good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.harness import Desk, wait_for
from tests.e2e.alarmed import Alarmed
from tests.e2e.test_alerts_heard import LONG, SHORT, _bursts, _sentence, _spoken_by

pytestmark = pytest.mark.e2e

SOON = 60  # seconds at most, on a machine that does other things too


@pytest.fixture
def own_desk() -> Iterator[Desk]:
    """A desk whose loudspeaker may be taken out."""
    with Desk() as made:
        yield made


@pytest.fixture
def alarmed(own_desk: Desk, tmp_path: Path) -> Iterator[Alarmed]:
    made = Alarmed(own_desk, tmp_path / "data")
    yield made
    made.program.stop()


def in_mid_sentence(alarmed: Alarmed, order: tuple[str, str] = LONG, ticket: int = 1) -> str:
    """An urgent order's last warning is being spoken; its key."""
    alarmed.take_in(f"模拟-{ticket}", order, 6)
    return alarmed.in_mid_sentence(ticket)


def failed(alarmed: Alarmed, key: str, why: str) -> list[dict[str, Any]]:
    def look() -> list[dict[str, Any]]:
        return [line for line in alarmed.journal("failed", channel="voice", key=key) if why in line["detail"]]

    return wait_for(look, f"the failure of the sentence ({why})", SOON, lambda: alarmed.program.output)


def shown_deaf(alarmed: Alarmed) -> str:
    """The desk says, where it can be seen, that nothing can be heard; an outage of less than a second it does not tell of."""
    (key,) = wait_for(
        lambda: [line["key"] for line in alarmed.journal("raised") if line["key"].startswith("loudspeaker/")],
        "an alert that can be seen",
        SOON,
    )
    return str(key)


def heard_again(alarmed: Alarmed, key: str) -> None:
    wait_for(
        lambda: alarmed.journal("given", channel="voice", key=key),
        "the sentence, said again",
        SOON,
        lambda: alarmed.program.output + str(alarmed.journal("failed")),
    )


def test_what_a_loudspeaker_taken_out_cut_off_is_said_again_when_one_is_there(alarmed: Alarmed) -> None:
    key = in_mid_sentence(alarmed)
    alarmed.desk.take_out()
    failed(alarmed, key, "没有声音设备，请接好音箱")
    deaf = shown_deaf(alarmed)
    alarmed.desk.plug_in("another")
    heard_again(alarmed, key)
    wait_for(lambda: alarmed.journal("ended", key=deaf, reason="resolved"), "its end", SOON)
    assert len(alarmed.journal("given", channel="voice", key=key)) == 1


@pytest.mark.long
def test_another_loudspeaker_that_is_there_says_the_sentence_from_its_beginning(
    alarmed: Alarmed, tmp_path: Path
) -> None:
    desk = alarmed.desk
    desk.plug_in("spare")
    with desk.recording(tmp_path / "heard.wav", "spare") as recording:
        key = in_mid_sentence(alarmed)
        desk.take_out()
        failed(alarmed, key, "")
        heard_again(alarmed, key)
    whole = _spoken_by("cmn", _sentence(LONG), tmp_path / "cmn.wav")
    assert _bursts(recording)[-1] == pytest.approx(whole, rel=0.25)


@pytest.mark.long
def test_a_sentence_follows_the_default_device(alarmed: Alarmed, tmp_path: Path) -> None:
    desk = alarmed.desk
    desk.plug_in("spare")
    with desk.recording(tmp_path / "heard.wav", "spare") as recording:
        key = in_mid_sentence(alarmed)
        desk.run("pactl", "set-default-sink", "spare")
        failed(alarmed, key, "换了声音设备")
        heard_again(alarmed, key)
    whole = _spoken_by("cmn", _sentence(LONG), tmp_path / "cmn.wav")
    assert _bursts(recording)[-1] == pytest.approx(whole, rel=0.25)


@pytest.mark.long
def test_what_was_muted_in_the_middle_is_said_again_once_it_is_not(alarmed: Alarmed) -> None:
    key = in_mid_sentence(alarmed)
    alarmed.desk.run("pactl", "set-sink-mute", "@DEFAULT_SINK@", "1")
    failed(alarmed, key, "静音，请在系统音量中取消静音")
    alarmed.desk.run("pactl", "set-sink-mute", "@DEFAULT_SINK@", "0")
    heard_again(alarmed, key)


@pytest.mark.long
def test_acknowledged_while_nothing_could_be_heard_it_is_not_said_again(alarmed: Alarmed) -> None:
    desk = alarmed.desk
    key = in_mid_sentence(alarmed, SHORT)
    desk.take_out()
    failed(alarmed, key, "没有声音设备")
    shown_deaf(alarmed)

    def acknowledged() -> bool:
        desk.key("F9")  # dead for the alert's first second
        return bool(alarmed.journal("ended", key=key, reason="acknowledged"))

    wait_for(acknowledged, "the acknowledgement", SOON)
    desk.plug_in()
    back = wait_for(
        lambda: [line for line in alarmed.journal("given", channel="voice") if line["key"].startswith("sound/")],
        "the line that sound is back",
        SOON,
        lambda: alarmed.program.output + (alarmed.folder / "alerts.journal").read_text("utf-8"),
    )  # fmt: skip
    assert len(back) == 1
    assert not alarmed.journal("given", channel="voice", key=key)


@pytest.mark.long
def test_a_sound_system_that_ends_takes_nothing_with_it_and_is_used_again(
    alarmed: Alarmed, tmp_path: Path
) -> None:
    desk = alarmed.desk
    key = in_mid_sentence(alarmed)
    desk.lose_sound_system()
    failed(alarmed, key, "声音服务停了")
    desk.bring_sound_system_back()
    heard_again(alarmed, key)
    with desk.recording(tmp_path / "heard.wav") as recording:
        second = in_mid_sentence(alarmed, LONG, 2)
        heard_again(alarmed, second)
    whole = _spoken_by("cmn", _sentence(LONG), tmp_path / "cmn.wav")
    assert _bursts(recording)[-1] == pytest.approx(whole, rel=0.25)


@pytest.mark.long
def test_plugged_in_after_the_start_it_says_what_nobody_heard(own_desk: Desk, tmp_path: Path) -> None:
    own_desk.take_out()
    alarmed = Alarmed(own_desk, tmp_path / "data")
    alarmed.take_in("模拟-1", SHORT, 4)
    (key,) = wait_for(alarmed.warned, "the warning", SOON)
    failed(alarmed, key, "没有声音设备")
    own_desk.plug_in()
    heard_again(alarmed, key)
    alarmed.program.stop()
