from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.attachments import LONGEST, Shown, clean_name, enclosed, shown_as, told_apart
from jiesu_desktop.domain.tickets import Act, Attachment, Details, Event

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("现场照片.jpg", "现场照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("../../x", "x"),
        ("..", "附件"),
        ("", "附件"),
        (".bashrc", "bashrc"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("console.txt", "console.txt"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("照片\u202egpj.exe", "照片gpj.exe"),
        ("bad\udcffname.txt", "badname.txt"),
        ('a<b>:"c|d?*.txt', "a_b___c_d__.txt"),
        ("结尾有点.. ", "结尾有点"),
    ],
)
def test_a_name_is_only_a_name(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = clean_name("长" * 300 + ".docx")
    assert len(kept) == LONGEST
    assert kept.endswith("长.docx")
    assert len(clean_name("x." + "y" * 300)) == LONGEST


@given(st.text())
def test_no_name_leads_anywhere_or_is_none(name: str) -> None:
    kept = clean_name(name)
    assert kept
    assert not set(kept) & set('/\\<>:"|?*\x00\n')
    assert not kept.startswith((".", " "))
    assert not kept.endswith((".", " "))
    assert clean_name(kept) == kept


def test_two_of_one_name_are_told_apart() -> None:
    names = ["a.jpg", "A.jpg", "b", "a.jpg", "b", "a (2).jpg"]
    assert told_apart(names) == ["a.jpg", "A (2).jpg", "b", "a (3).jpg", "b (2)", "a (2) (2).jpg"]


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (b"\x89PNG\r\n\x1a\n....", Shown.IMAGE),
        (b"\xff\xd8\xff\xe0", Shown.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Shown.IMAGE),
        (b"%PDF-1.7", Shown.PDF),
        (b"\n\n%PDF-1.4", Shown.PDF),
        (b"MZ\x90\x00", Shown.NOT),
        (b"\x7fELF", Shown.NOT),
        (b"<html>", Shown.NOT),
        (b"RIFF\x00\x00\x00\x00WAVE", Shown.NOT),
        (b"", Shown.NOT),
    ],
)
def test_what_a_file_is_shows_in_its_content(head: bytes, shown: Shown) -> None:
    assert shown_as(head) is shown


def test_the_files_of_a_timeline_newest_first_and_taken_back_ones_marked() -> None:
    def event(number: int, act: Act, **said: object) -> Event:
        at = NOW + timedelta(minutes=number)
        return Event(number, 1, act, at, at, "张某", "一号台", Details(**said))  # type: ignore[arg-type]

    first, second = (Attachment(name, "0" * 64, 1) for name in ("a", "b"))
    events = [
        event(1, Act.ATTACH, attachments=(first,)),
        event(2, Act.FEEDBACK, attachments=(second, first)),
        event(3, Act.CORRECT, corrects=1),
    ]
    found = enclosed(events)
    assert [(one.file.name, one.event.id, one.withdrawn) for one in found] == [
        ("b", 2, False), ("a", 2, False), ("a", 1, True),
    ]  # fmt: skip
