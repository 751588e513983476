from __future__ import annotations

from datetime import timedelta

import pytest

from jiesu_desktop.alerts.right_time import LAMP, TOLERANCE, RightTime
from tests.services.room import Room


@pytest.fixture
def room(migrated_sqlite_url: str) -> Room:
    return Room(migrated_sqlite_url)


class Told:
    def __init__(self, room: Room) -> None:
        self.lamps: list[tuple[str, bool]] = []
        self.said: list[str] = []
        self.right = RightTime(
            room.store,
            room.time,
            lambda name, well, why: self.lamps.append((name, well)),
            lambda what, sentence: self.said.append(sentence),
        )


def test_a_clock_earlier_than_the_newest_event_is_told_until_it_has_passed_it(room: Room) -> None:
    room.at(60).take()
    told = Told(room.at(10))
    told.right.look()
    assert told.lamps == [(LAMP, False)]
    assert len(told.said) == 1
    assert "早于最近的记录" in told.said[0]
    told.right.beat(room.at(30).time.now())
    assert told.lamps == [(LAMP, False)]
    told.right.beat(room.at(60).time.now())
    told.right.beat(room.at(61).time.now())
    assert told.lamps == [(LAMP, False), (LAMP, True)]
    room.close()


def test_two_clocks_that_differ_a_little_alarm_nobody(room: Room) -> None:
    room.at(60).take()
    room.time.moment -= TOLERANCE - timedelta(seconds=1)
    told = Told(room)
    told.right.look()
    assert (told.lamps, told.said) == ([], [])
    room.close()


def test_an_empty_database_says_nothing(room: Room) -> None:
    told = Told(room)
    told.right.look()
    assert (told.lamps, told.said) == ([], [])
    room.close()
