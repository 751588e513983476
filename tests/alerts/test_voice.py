"""The real espeak-ng, through the real worker, and what happens when either fails."""

from __future__ import annotations

import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiesu_desktop.alerts.sound_files import NotASoundError, check_speech, measure
from jiesu_desktop.alerts.voice import Renderer, VoiceFailedError, Worker, machine_voices
from jiesu_desktop.alerts.voice_worker import ESPEAK_TIMBRES, NoMandarinError, mandarin_voices
from jiesu_desktop.paths import resource
from tests.desk.processes import require

SENTENCE = "紧急工单，金顶街燃气泄漏，距离五分钟上报时限还有一分钟"
SHORT = "新工单，模拟街道"


@pytest.fixture(autouse=True)
def _speech() -> None:
    require(["espeak-ng"], "the voice")


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    made = Renderer()
    yield made
    made.stop()


def espeak(text: str, voice: str, path: Path) -> Path:
    subprocess.run(
        ["espeak-ng", "-v", voice, "-s", "170", "-w", str(path), text], check=True, capture_output=True
    )
    return path


def failing(tmp_path: Path, code: str) -> list[str]:
    script = tmp_path / "worker.py"
    script.write_text(code, encoding="utf-8")
    return [sys.executable, str(script)]


def test_the_worker_speaks_mandarin_and_does_not_spell(renderer: Renderer, tmp_path: Path) -> None:
    seconds = measure(renderer.render(SENTENCE)).seconds
    mandarin = measure(espeak(SENTENCE, "cmn", tmp_path / "cmn.wav")).seconds
    spelled = measure(espeak(SENTENCE, "en", tmp_path / "en.wav")).seconds
    assert seconds == pytest.approx(mandarin, rel=0.25)
    assert abs(seconds - spelled) > 2


def test_a_longer_sentence_is_a_longer_sound(renderer: Renderer) -> None:
    assert measure(renderer.render(SENTENCE)).seconds > 1.5 * measure(renderer.render(SHORT)).seconds


def test_every_sentence_of_many_gets_its_file(renderer: Renderer) -> None:
    paths = [renderer.render(f"{SHORT}第{number}件") for number in "一二三四五六七八九十"]
    assert len(set(paths)) == 10
    assert renderer.by_worker == 10, "the worker itself, not the way out of its failure"


def test_files_are_private_and_go(renderer: Renderer) -> None:
    path = renderer.render(SHORT)
    assert path.parent.stat().st_mode & 0o077 == 0
    renderer.discard(path)
    assert not path.exists()
    another = renderer.render(SHORT)
    renderer.stop()
    assert not another.parent.exists()


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "import time; time.sleep(60)",
        "import sys\nfor line in sys.stdin: print('{}', flush=True)",
        "import sys\nfor line in sys.stdin: print('not json', flush=True)",
        "import sys, json\nfor line in sys.stdin: print(json.dumps({'id': json.loads(line)['id'], 'ok': True}), flush=True)",
    ],
    ids=["dies", "hangs", "answers nothing", "answers nonsense", "lies about a file"],
)
def test_a_worker_that_fails_is_replaced_by_espeak_itself(tmp_path: Path, code: str) -> None:
    renderer = Renderer(command=failing(tmp_path, code), within=1.0)
    path = renderer.render(SENTENCE)
    assert check_speech(path, SENTENCE).loudness > 0.02
    assert renderer.by_worker == 0
    renderer.stop()


def test_a_worker_that_writes_silence_is_not_believed(tmp_path: Path) -> None:
    code = (
        "import sys, json, wave\n"
        "for line in sys.stdin:\n"
        "    ask = json.loads(line)\n"
        "    with wave.open(ask['path'], 'wb') as f:\n"
        "        f.setnchannels(1); f.setsampwidth(2); f.setframerate(22050); f.writeframes(bytes(22050 * 2 * 6))\n"
        "    print(json.dumps({'id': ask['id'], 'ok': True}), flush=True)\n"
    )
    renderer = Renderer(command=failing(tmp_path, code), within=5.0)
    assert measure(renderer.render(SENTENCE)).loudness > 0.02
    renderer.stop()


def test_a_killed_worker_is_started_afresh(renderer: Renderer) -> None:
    renderer.render(SHORT)
    assert renderer.worker_pid is not None
    before = renderer.worker_pid
    subprocess.run(["kill", "-9", str(before)], check=True)
    renderer.render(SHORT)
    assert renderer.worker_pid not in (None, before)


def test_with_no_means_left_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    renderer = Renderer(command=failing(tmp_path, "raise SystemExit(3)"), within=1.0)
    with pytest.raises(VoiceFailedError, match="没有安装 espeak-ng"):
        renderer.render(SENTENCE)
    renderer.stop()


def test_a_sound_too_short_or_too_long_for_its_text_is_refused(tmp_path: Path) -> None:
    path = espeak(SHORT, "cmn", tmp_path / "a.wav")
    with pytest.raises(NotASoundError, match="长度不对"):
        check_speech(path, SENTENCE * 3)
    with pytest.raises(NotASoundError, match="长度不对"):
        check_speech(espeak(SENTENCE, "cmn", tmp_path / "b.wav"), "好")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = espeak(SENTENCE, "cmn", tmp_path / "a.wav")
    path.write_bytes(path.read_bytes()[:-20_000])
    with pytest.raises(NotASoundError, match="不完整"):
        check_speech(path, SENTENCE)


def test_what_is_no_wave_file_is_refused(tmp_path: Path) -> None:
    for name, content in (
        ("empty.wav", b""),
        ("text.wav", b"hello"),
        ("head.wav", b"RIFF\x00\x00\x00\x00WAVE"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotASoundError):
            measure(tmp_path / name)
    with pytest.raises(NotASoundError):
        measure(tmp_path / "missing.wav")


def test_the_bundled_sounds_can_be_heard() -> None:
    for name in ("chime.wav", "alarm.wav", "test.wav"):
        sound = measure(resource(f"sounds/{name}"))
        assert sound.loudness > 0.1
        assert 0.3 < sound.seconds < 3
        with wave.open(str(resource(f"sounds/{name}"))) as file:
            assert file.getnchannels() == 1


def test_a_machine_without_a_mandarin_voice_is_told_apart() -> None:
    class Voice:
        def __init__(self, identifier: str, name: str, language: str) -> None:
            self.id, self.name, self.languages = identifier, name, [language]

    pinyin = Voice("sit/cmn-latn-pinyin", "Chinese (Mandarin, latin as Pinyin)", "cmn-latn-pinyin")
    with pytest.raises(NoMandarinError):
        mandarin_voices(
            [Voice("gmw/en", "English", "en"), pinyin, Voice("sit/yue", "Chinese (Cantonese)", "yue")]
        )
    cmn = Voice("sit/cmn", "Chinese (Mandarin, latin as English)", "cmn")
    assert next(iter(mandarin_voices([pinyin, cmn]))) == "cmn"
    huihui = Voice("HKEY\\Huihui", "Microsoft Huihui Desktop", "zh-CN")
    assert mandarin_voices([huihui]) == {"HKEY\\Huihui": "Microsoft Huihui Desktop"}


def test_each_voice_of_the_machine_sounds_and_one_that_is_gone_is_stood_in_for(tmp_path: Path) -> None:
    voices = [voice for voice, _ in machine_voices()]
    assert voices == list(ESPEAK_TIMBRES)
    worker = Worker()
    try:
        for number, (asked, spoke) in enumerate([*zip(voices, voices, strict=True), ("没有这个", voices[0])]):
            path = tmp_path / f"{number}.wav"
            assert worker.render("派发时限已到", path, 200, 10, asked) == spoke
            check_speech(path, "派发时限已到")
    finally:
        worker.stop()
    assert (tmp_path / "0.wav").read_bytes() != (tmp_path / "1.wav").read_bytes(), (
        "another timbre sounds other"
    )


_SLOW_TO_TAKE_ITS_RATE = """
import os
from jiesu_desktop.alerts import voice_worker
from pyttsx3.drivers import _espeak
take = _espeak.SetParameter

def take_slowly(*given):
    take(*given)
    _espeak.Synth(("久" * 500).encode(), flags=_espeak.CHARS_UTF8)  # nobody listens: no sentence is being spoken yet

_espeak.SetParameter = take_slowly
_espeak.Cancel = lambda: os._exit(9)
voice_worker.main()
"""


def test_a_sentence_is_whole_though_espeak_still_takes_its_rate(tmp_path: Path) -> None:
    """Nothing is cancelled, as pyttsx3 does with what it finds in hand: whether a sentence is hit by it is chance."""
    worker = Worker((sys.executable, "-c", _SLOW_TO_TAKE_ITS_RATE))
    try:
        for number in range(4):  # the first one differs: pyttsx3 was told nothing before
            path = tmp_path / f"{number}.wav"
            worker.render("派发时限已到", path, 200, 10)
            check_speech(path, "派发时限已到")
    finally:
        worker.stop()
