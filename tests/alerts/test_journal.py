from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from jiesu_desktop.alerts.alert import Shelving
from jiesu_desktop.alerts.journal import KEPT, Journal
from tests.domain.stories import ZERO, at


def written(folder: Path) -> Journal:
    journal = Journal(folder)
    journal.start()
    return journal


def test_what_was_given_acknowledged_or_neither_is_known_after_a_restart(tmp_path: Path) -> None:
    journal = written(tmp_path)
    for number, key in enumerate(("given", "seen", "lost", "shown")):
        journal.raised(key, number, at(number), at(number))
    journal.delivered("given", "voice", "given", "", at(4))
    journal.delivered("shown", "flash", "given", "", at(4))
    journal.delivered("lost", "voice", "failed", "没有声音设备", at(4))
    journal.delivered("seen", "voice", "given", "", at(4))
    journal.ended("seen", "acknowledged", "张三", at(5))
    journal.alive(at(6))
    journal.stop()
    memory = Journal(tmp_path).read(at(7))
    assert memory.alive_at == at(6)
    known = {one.key: (one.ticket_id, one.at, one.delivered, one.acknowledged) for one in memory.given}
    assert known == {
        "given": (0, at(0), True, False),
        "seen": (1, at(1), True, True),
        "lost": (2, at(2), False, False),
        "shown": (3, at(3), False, False),
    }


def test_what_was_not_given_by_itself_is_dealt_with_after_a_restart(tmp_path: Path) -> None:
    journal = written(tmp_path)
    journal.noted("repeat", 3, at(1), "missed", at(9))
    journal.stop()
    (one,) = Journal(tmp_path).read(at(10)).given
    assert (one.key, one.ticket_id, one.at, one.raised_at) == ("repeat", 3, at(1), at(9))
    assert (one.ended, one.acknowledged, one.delivered) == (True, False, False)


def test_a_line_cut_short_by_a_loss_of_power_costs_only_itself(tmp_path: Path) -> None:
    journal = written(tmp_path)
    journal.raised("a", 1, ZERO, ZERO)
    journal.stop()
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"t": "2026-11-23T18:1')
    (tmp_path / "alerts.alive").write_text("2026-11-", encoding="utf-8")
    memory = Journal(tmp_path).read(at(1))
    assert [one.key for one in memory.given] == ["a"]
    assert memory.alive_at is None


def test_old_lines_are_cleared_out_and_the_rest_keeps_what_it_says(tmp_path: Path) -> None:
    journal = written(tmp_path)
    journal.raised("old", 1, ZERO, ZERO)
    journal.raised("new", 2, at(5), ZERO + KEPT)
    journal.delivered("new", "voice", "given", "", ZERO + KEPT)
    journal.ended("new", "acknowledged", "张三", ZERO + KEPT)
    journal.stop()
    later = ZERO + KEPT + timedelta(hours=1)
    first = Journal(tmp_path).read(later)
    assert "old" not in journal.path.read_text(encoding="utf-8")
    assert Journal(tmp_path).read(later) == first
    assert [(one.key, one.delivered, one.acknowledged) for one in first.given] == [("new", True, True)]


def test_a_folder_that_cannot_be_written_is_told_and_loses_nothing_once_it_can(tmp_path: Path) -> None:
    states: list[tuple[bool, str]] = []
    folder = tmp_path / "data"
    folder.write_text("a file stands where the folder should be", encoding="utf-8")
    journal = Journal(folder, lambda well, why: states.append((well, why)))
    journal.start()
    journal.raised("a", 1, ZERO, ZERO)
    for _ in range(50):
        if states:
            break
        journal._thread.join(0.1)
    assert states
    assert states[0][0] is False
    folder.unlink()
    journal.raised("b", 1, ZERO, ZERO)
    journal.stop()
    assert [one.key for one in Journal(folder).read(ZERO).given] == ["a", "b"]
    assert states[-1] == (True, "")


@pytest.mark.parametrize("content", ["", "\n\n", "[]\n", '{"what": "raised"}\n', "\x00\x00\n"])
def test_a_damaged_journal_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "alerts.journal").write_text(content, encoding="utf-8")
    assert Journal(tmp_path).read(ZERO).given == ()


def remembered(folder: Path) -> dict[str, tuple[bool, bool]]:
    return {one.key: (one.delivered, one.acknowledged) for one in Journal(folder).read(at(9)).given}


@pytest.mark.parametrize("said_to", ["leader", "other"])
def test_one_breath_is_told_and_acknowledged_as_one_whichever_line_a_crash_cut_off(
    tmp_path: Path, said_to: str
) -> None:
    journal = written(tmp_path)
    journal.raised("other", 1, ZERO, ZERO)
    journal.raised("leader", 1, ZERO, ZERO, members=["other"], joined=True)
    journal.raised("alone", 2, ZERO, ZERO)
    journal.delivered("leader", "voice", "given", "", at(1))
    journal.ended(said_to, "acknowledged", "张三", at(2))
    journal.stop()
    told = {"other": (True, True), "leader": (True, True), "alone": (False, False)}
    assert remembered(tmp_path) == told
    Journal(tmp_path).read(ZERO + KEPT - timedelta(minutes=1))
    assert remembered(tmp_path) == told


def test_what_a_summary_tells_is_told_also_what_came_while_it_grew_but_each_is_acknowledged_alone(
    tmp_path: Path,
) -> None:
    journal = written(tmp_path)
    for number, key in enumerate(("a", "b", "c", "d")):
        journal.raised(key, number, ZERO, ZERO)
    journal.raised("flood", None, ZERO, ZERO, members=["a", "b"])
    journal.delivered("flood", "voice", "given", "", at(1))
    journal.grown("flood", ["c"], at(2))
    journal.ended("a", "acknowledged", "张三", at(2))
    journal.stop()
    assert remembered(tmp_path) == {
        "a": (True, True), "b": (True, False), "c": (True, False), "d": (False, False), "flood": (True, False),
    }  # fmt: skip
    journal = written(tmp_path)
    journal.ended("flood", "acknowledged", "张三", at(3))
    journal.stop()
    assert [key for key, (_, seen) in remembered(tmp_path).items() if seen] == ["a", "b", "c", "flood"]


def test_what_the_file_is_cleared_out_to_still_knows_what_was_joined_and_put_off(tmp_path: Path) -> None:
    journal = written(tmp_path)
    journal.raised("old", 3, ZERO, ZERO)
    later = ZERO + KEPT
    journal.raised("other", 1, ZERO, later)
    journal.raised("leader", 1, ZERO, later, spoken=True, members=["other"], joined=True)
    journal.delivered("leader", "tray", "given", "", later)
    journal.shelved("leader", Shelving(until=later, reason="等", who="张三"), later)
    journal.stop()
    first = Journal(tmp_path).read(later + timedelta(minutes=1))
    assert len(first.given) == 2
    assert Journal(tmp_path).read(later + timedelta(minutes=1)) == first


def test_what_was_to_be_heard_is_not_delivered_by_a_balloon(tmp_path: Path) -> None:
    journal = written(tmp_path)
    for key in ("heard", "shown"):
        journal.raised(key, 1, ZERO, ZERO, spoken=key == "heard")
        journal.delivered(key, "tray", "given", "", at(1))
    journal.stop()
    assert remembered(tmp_path) == {"heard": (False, False), "shown": (True, False)}
    journal = written(tmp_path)
    journal.delivered("heard", "voice", "given", "", at(1))
    journal.stop()
    assert remembered(tmp_path)["heard"] == (True, False)


def test_how_far_an_alert_went_and_since_when_is_known_and_a_shelving_begins_it_anew(tmp_path: Path) -> None:
    journal = written(tmp_path)
    journal.raised("first", 1, at(0), at(0), since=at(0))
    journal.escalated("first", 1, at(2))
    journal.raised("next", 1, at(2), at(3), since=at(0), step=1)
    journal.escalated("next", 2, at(4))
    journal.raised("off", 2, at(0), at(0), since=at(0))
    journal.escalated("off", 3, at(6))
    journal.shelved("off", Shelving(until=at(10), reason="等回电", who="张三"), at(7))
    journal.stop()
    expected = {"first": (at(0), 1), "next": (at(0), 2), "off": (at(10), 0)}
    reader = Journal(tmp_path)
    assert {one.key: (one.since, one.step) for one in reader.read(at(11)).given} == expected
    reader._rewrite(reader.read(at(11)).given)
    assert {one.key: (one.since, one.step) for one in reader.read(at(11)).given} == expected
