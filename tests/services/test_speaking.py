from __future__ import annotations

from datetime import timedelta

import pytest

from jiesu_desktop.services import settings, speaking
from jiesu_desktop.settings import SPEAKING_DESK
from tests.services.room import Room

HERE, THERE = "一号台", "二号台"


@pytest.fixture
def desks(room: Room) -> Room:
    """A room that named the second desk."""
    name(room, THERE)
    return room


def name(room: Room, workstation: str) -> None:
    with room.store.begin() as uow:
        settings.put(uow, room.time, room.who, SPEAKING_DESK.key, workstation, for_room=True)


def silence(room: Room, workstation: str = HERE) -> tuple[bool, str]:
    with room.store.read() as queries:
        return speaking.silence(queries, workstation, room.time.now())


def beat(room: Room, workstation: str, ago: timedelta) -> None:
    with room.store.begin() as uow:
        speaking.present(uow, workstation, room.time.now() - ago)


@pytest.mark.parametrize("named", ["", HERE])
def test_where_none_or_this_desk_is_named_it_speaks(room: Room, named: str) -> None:
    name(room, named)
    assert silence(room) == (False, "")


def test_the_named_desk_speaks_for_this_one_while_it_listens(desks: Room) -> None:
    beat(desks, THERE, speaking.SILENT)
    assert silence(desks) == (True, "")
    assert silence(desks, THERE) == (False, "")


def test_a_named_desk_that_is_not_there_or_fell_silent_is_replaced_and_told_of(desks: Room) -> None:
    quiet, why = silence(desks)
    assert not quiet
    assert THERE in why
    beat(desks, THERE, speaking.SILENT + timedelta(seconds=1))
    quiet, why = silence(desks)
    assert not quiet
    assert "无响应" in why
