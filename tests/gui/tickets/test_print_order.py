from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Attachment
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.tickets.order_sheet import Sheet, sheet_of, write_pdf
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.print_order import PrintDialog
from tests.services.room import Room, order

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
Settle = Callable[[], None]
LONG = "市民反映，单元门口井盖缺失<b>危险</b>，请联系15812342222。" * 60


@pytest.fixture
def view(room: Room) -> OrderView:
    ticket = room.take([order(title="井盖缺失", content=LONG, phone="15812342222", caller="示某")]).added_ids[
        0
    ]
    room.at(1).act(ticket, Act.DISPATCH, unit="甲燃气公司")
    for number in range(40):
        room.act(ticket, Act.NOTE, text=f"第 {number} 次联系承办单位，等待回复")
    room.act(ticket, Act.ATTACH, attachments=(Attachment("现场.jpg", "0" * 64, 2048),))
    room.act(ticket, Act.CORRECT, corrects=room.events(ticket)[-1].id, reason="传错了")
    with room.store.read() as queries:
        return load_order(queries, ticket, room.time.now())


def read(path: Path) -> tuple[QPdfDocument, list[str]]:
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    return document, [document.getAllText(page).text() for page in range(document.pageCount())]


def test_what_was_printed_reads_back_with_number_page_and_printer(
    view: OrderView, room: Room, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    target = write_pdf(
        sheet_of(view, room.who, room.time.now()), tmp_path / "a.pdf", lambda *at: steps.append(at)
    )
    _document, pages = read(target)
    assert len(pages) == len(steps) >= 3
    for number, text in enumerate(pages, start=1):
        assert f"工单 {view.ticket.number}" in text
        assert f"第 {number} / {len(pages)} 页" in text
        assert "张三 打印于 2026-11-24 02:01:00" in text
    whole = "".join(pages).replace("\r", "").replace("\n", "")
    for words in ("井盖缺失", "<b>危险</b>", "派发", "甲燃气公司", "第 39 次联系", "现场.jpg", "（已更正）"):
        assert words in whole, words
    assert "15812342222" not in whole
    assert "158****2222" in whole
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["a.pdf"]


def test_fonts_are_in_the_file_and_it_is_black_on_white_by_night_too(
    view: OrderView, ctx: Desk, room: Room, tmp_path: Path
) -> None:
    ctx.theme.choose("dark")
    ctx.theme.apply()
    target = write_pdf(sheet_of(view, room.who, room.time.now()), tmp_path / "a.pdf")
    assert b"/FontFile" in target.read_bytes()
    document, _pages = read(target)
    image = document.render(0, QSize(600, 850))
    shades = [image.pixelColor(x, y) for x in range(60, 540, 2) for y in range(60, 300, 2)]
    drawn = [shade.lightness() for shade in shades if shade.alpha() > 200]
    assert min(drawn) < 60
    ctx.theme.choose("light")


def test_a_number_is_written_out_only_when_asked_for_and_that_is_logged(
    view: OrderView, ctx: Desk, room: Room, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    for reveal in (False, True):
        dialog = PrintDialog(ctx, view)
        qtbot.addWidget(dialog)
        target = tmp_path / f"{reveal}"
        dialog.ask = lambda _, target=target: str(target)  # type: ignore[misc]
        dialog.form.reveal.setChecked(reveal)
        dialog.open()
        dialog.form.save.click()
        settle()
        _document, pages = read(target.with_suffix(".pdf"))
        assert ("15812342222" in "".join(pages)) is reveal
    with room.store.read() as queries:
        logged = queries.desk.events("print")
    assert [event.data["phone"] for event in logged] == [True, False]
    assert logged[0].data["ticket"] == view.ticket.number
    shown = [e for e in room.events(view.ticket.id) if "完整电话" in (e.details.text or "")]
    assert len(shown) == 1


def test_a_file_that_cannot_be_written_leaves_what_stood_there(tmp_path: Path, room: Room) -> None:
    sheet = Sheet("热线-1", "<p>x</p>", "张三", room.time.now())
    (tmp_path / "folder.pdf").mkdir()
    for target in (tmp_path / "none" / "a.pdf", tmp_path / "folder.pdf"):
        with pytest.raises(UnwritableFile, match="换一个文件夹"):
            write_pdf(sheet, target)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith((".pdf", ".part"))] == [
        "folder.pdf"
    ]


def test_stopping_leaves_nothing(view: OrderView, room: Room, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        write_pdf(sheet_of(view, room.who, room.time.now()), tmp_path / "a.pdf", stop)
    assert not list(tmp_path.glob("*.pdf*"))
    assert not list(tmp_path.glob(".*.part"))
