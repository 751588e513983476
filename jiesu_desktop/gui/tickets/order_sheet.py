"""An order on paper: everything the screen shows of it, on numbered pages that say who printed them and when.

Laid out and drawn off the GUI thread. Numbers of callers are masked unless the one who prints asked for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt, QThread
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.attachments import enclosed
from jiesu_desktop.domain.tickets import Act, Event, Who
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.theme import FAMILIES
from jiesu_desktop.gui.tickets.event_words import event_words
from jiesu_desktop.gui.tickets.order_view import ClockLine, OrderView
from jiesu_desktop.gui.tickets.searchable_pdf import make_searchable
from jiesu_desktop.gui.wording import category_path, masked
from jiesu_desktop.services.attachments import size_in_words

POINTS = 10
MARGIN_MM = 16
_BAND_PT = 26
_CSS = """
body { color: #000; }
h1 { font-size: 16pt; margin-top: 0; margin-bottom: 6px; }
h2 { font-size: 12pt; margin-top: 14px; margin-bottom: 4px; }
th { font-weight: 600; text-align: left; }
td, th { padding-right: 10px; padding-top: 1px; padding-bottom: 1px; }
.n { color: #555; }
.s { text-decoration: line-through; color: #555; }
"""

Step = Callable[[int, int], None]


class Sheet(NamedTuple):
    """What is to be printed."""

    number: str
    html: str
    printed_by: str
    printed_at: datetime


def sheet_of(view: OrderView, who: Who, now: datetime, *, reveal: bool = False) -> Sheet:
    """An order as it is now; ``reveal`` writes callers' numbers out."""
    show = _plain if reveal else masked
    number = view.ticket.number or f"（无编号）{view.ticket.id}"
    title = escape(show(view.ticket.title)) or "（无标题）"
    parts = [
        f"<h1>{title}</h1>",
        _facts(view, show),
        "<h2>主要内容</h2>",
        f"<p>{_lines(show(view.ticket.content)) or '（没有正文）'}</p>",
        _answers(view, show),
        "<h2>时限</h2>",
        _table(("时限", "起算", "到期", "结果", "依据"), (_clock(line, now) for line in view.clocks)),
        f"<h2>经过　{len(view.events)} 条</h2>",
        _timeline(view.events, reveal=reveal),
        _files(view),
    ]
    return Sheet(number, "".join(parts), who.name, now)


def _plain(text: str) -> str:
    return text


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _moment(moment: datetime | None) -> str:
    return f"{beijing(moment):%Y-%m-%d %H:%M:%S}" if moment else ""


def _facts(view: OrderView, show: Callable[[str], str]) -> str:
    ticket, summary = view.ticket, view.summary
    caller = " ".join(part for part in (ticket.caller, show(ticket.phone)) if part)
    where = " ".join(
        part for part in (ticket.district, ticket.street, ticket.community, ticket.place) if part
    )
    pairs = [
        ("工单编号", ticket.number), ("来源渠道", ticket.channel.label), ("状态", summary.phase),
        ("紧急程度", summary.level.label), ("获取时间", _moment(summary.obtained_at)), ("来件时间", _moment(ticket.received_at)),
        ("上游截止", _moment(ticket.upstream_due_at)), ("来电人", caller), ("地点", show(where)),
        ("问题分类", category_path(ticket.category)), ("工单类型", ticket.kind), ("承办单位", "、".join(summary.unit_names)),
        ("首派人", summary.first_dispatcher or ""), ("轮次", f"第 {summary.round} 轮" if summary.round > 1 else ""),
    ]  # fmt: skip
    filled = [(name, escape(text)) for name, text in pairs if text]
    rows = [filled[at : at + 2] for at in range(0, len(filled), 2)]
    cells = ("".join(f'<td class="n">{name}</td><td>{text}</td>' for name, text in row) for row in rows)
    return '<table width="100%" cellspacing="0">' + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _answers(view: OrderView, show: Callable[[str], str]) -> str:
    ticket = view.ticket
    pairs = (("办理结果", ticket.result), ("答复", ticket.reply))
    return "".join(f"<h2>{name}</h2><p>{_lines(show(text))}</p>" for name, text in pairs if text)


def _clock(line: ClockLine, now: datetime) -> tuple[str, ...]:
    clock = line.clock
    if clock.is_running:
        result = "暂停" if clock.paused_at else "超期" if clock.due_at <= now else "进行中"
    else:
        result = {True: "按时", False: "超时", None: "已终止"}[clock.in_time]
    return tuple(map(escape, (line.name, _moment(clock.started_at), _moment(clock.due_at), result, line.why)))


def _timeline(events: Iterable[Event], *, reveal: bool) -> str:
    happened = sorted(events, key=lambda event: (event.occurred_at, event.id))
    taken_back = {event.details.corrects for event in happened if event.act is Act.CORRECT}

    def row(event: Event) -> tuple[str, ...]:
        act, words = escape(event.act.label), escape(event_words(event, hide=not reveal))
        if event.id in taken_back:
            act, words = f'<span class="s">{act}</span>（已更正）', f'<span class="s">{words}</span>'
        return _moment(event.occurred_at), escape(event.actor), act, words

    return _table(("时间", "经办", "事项", "说明"), map(row, happened))


def _files(view: OrderView) -> str:
    files = enclosed(view.events)
    if not files:
        return ""
    rows = (
        (
            escape(one.file.name) + ("（已更正）" if one.withdrawn else ""),
            size_in_words(one.file.size),
            _moment(one.event.occurred_at),
            escape(one.event.actor),
        )
        for one in files
    )
    return f"<h2>附件　{len(files)} 个</h2>" + _table(("名称", "大小", "时间", "经办"), rows)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0"><thead><tr>{head}</tr></thead>{body}</table>'


# ------------------------------------------------------------------------------------------------ pages


def write_pdf(sheet: Sheet, target: Path, step: Step | None = None) -> Path:
    """Write a PDF with its fonts in it; it bears its name only once it is complete.

    Raises:
        UnwritableFile: it cannot be written there; what stood under the name still stands.
    """
    part = target.with_name(f".{target.name[:40]}.part")
    try:
        with part.open("wb"):
            pass  # QPdfWriter does not say why it cannot
        _Drawing(sheet, part, step).finish()
        part.replace(target)
    except OSError as error:
        raise UnwritableFile(target, f"{error.strerror or error}，请换一个文件夹。") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return target


class _Drawing(QThread):
    """Draws a PDF on a thread of Qt's own: a text document starts timers, which a thread of Python's has none of."""

    def __init__(self, sheet: Sheet, file: Path, step: Step | None) -> None:
        super().__init__()
        self._sheet, self._file, self._step = sheet, file, step
        self._failure: Exception | None = None

    def finish(self) -> None:
        """Begin, and wait for the end; what went wrong there is raised here."""
        self.start()
        self.wait()
        if self._failure is not None:
            raise self._failure

    def run(self) -> None:
        """Draw."""
        try:
            self._draw()
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits
            self._failure = error.with_traceback(
                None
            )  # its frames hold a document, which must end on this thread

    def _draw(self) -> None:
        writer = QPdfWriter(str(self._file))
        writer.setTitle(f"工单 {self._sheet.number}")
        writer.setCreator("接诉即办值班台")
        writer.setPageLayout(page_layout())
        text = draw(self._sheet, writer, self._step).text
        del writer
        make_searchable(self._file, text, _font(POINTS))


def page_layout() -> QPageLayout:
    """A4, upright."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


class Drawn(NamedTuple):
    """How many pages there are, and every character on them."""

    pages: int
    text: str


def draw(sheet: Sheet, device: QPagedPaintDevice, step: Step | None = None) -> Drawn:
    """Draw every page on a PDF or a printer.

    Raises:
        UnwritableFile: nothing can be drawn there.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise UnwritableFile(Path("PDF"), "无法开始绘制，请检查磁盘或打印机。")
    try:
        band = _BAND_PT * device.logicalDpiY() / 72
        room = QSizeF(device.width(), device.height() - 2 * band)
        document = _document(sheet.html, room, device)
        pages = document.pageCount()
        for page in range(pages):
            if step is not None:
                step(page, pages)
            if page:
                device.newPage()
            _draw_body(painter, document, page, room, band)
            _draw_bands(painter, sheet, (page + 1, pages), QSizeF(device.width(), device.height()), band)
        return Drawn(pages, document.toPlainText() + "".join(_bands(sheet, (1, pages))))
    finally:
        painter.end()


def _font(points: float) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(points)
    return font


def _document(html: str, room: QSizeF, device: QPagedPaintDevice) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.documentLayout().setPaintDevice(device)
    document.setDefaultFont(_font(POINTS))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(_CSS)
    document.setDocumentMargin(0)
    document.setHtml(f"<body>{html}</body>")
    document.setPageSize(room)
    return document


def _draw_body(painter: QPainter, document: QTextDocument, page: int, room: QSizeF, band: float) -> None:
    painter.save()
    painter.translate(0, band - page * room.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, page * room.height(), room.width(), room.height())
    context.palette = QPalette(QColor("black"))  # whatever the screen's theme is
    painter.setClipRect(QRectF(0, page * room.height(), room.width(), room.height()))
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_bands(painter: QPainter, sheet: Sheet, place: tuple[int, int], whole: QSizeF, band: float) -> None:
    painter.setFont(_font(8))
    painter.setPen(QColor("#444"))
    top = QRectF(0, 0, whole.width(), band * 0.7)
    bottom = QRectF(0, whole.height() - band * 0.7, whole.width(), band * 0.7)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    texts = _bands(sheet, place)
    for text, room, side in zip(texts, (top, top, bottom, bottom), (left, right, left, right), strict=True):
        end = Qt.AlignmentFlag.AlignTop if room is top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(room, int(side | end), text)


def _bands(sheet: Sheet, place: tuple[int, int]) -> tuple[str, str, str, str]:
    """What stands above and below each page, left and right."""
    printed = f"{sheet.printed_by} 打印于 {beijing(sheet.printed_at):%Y-%m-%d %H:%M:%S}"
    return (
        f"工单 {sheet.number}",
        "接诉即办　内部资料，注意保密",
        printed,
        f"第 {place[0]} / {place[1]} 页",
    )
