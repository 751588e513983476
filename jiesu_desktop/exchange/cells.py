"""From a cell's value to our text and our moments.

A cell holds text, a number, a truth value, a date, a time or nothing, depending on the program that wrote the file; the
same date may come as ``2019/2/28 11:25:05``, ``2025年4月5日 下午6:01``, as a serial number or as a datetime (domain.md, B).
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from jiesu_desktop.clock import BEIJING

_BLANK = frozenset({"nan", "nat", "<na>", "none", "null", "#n/a", "n/a"})
# NUL cannot be stored in PostgreSQL, the others in no XML; tab and line break are text
_INVISIBLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFEFF, 0xFFFE, 0xFFFF]) | {13: "\n"}
_LONGEST_BLANK = max(map(len, _BLANK))
_NO_DATE = frozenset({"-", "--", "—", "——", "/", "\\", "无", "暂无", "未办结", "空"})
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number has no zone either
_SERIALS = (25569.0, 80000.0)  # 1970 … 2119: what a date of ours can be
_EXACT = 10**15  # from here on a spreadsheet has lost digits
_YEARS = range(1970, 2120)
_DAYTIME = {"凌晨": 0, "早上": 0, "上午": 0, "am": 0, "中午": 12, "下午": 12, "晚上": 12, "pm": 12}
_PARTS = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[tT,]|\s)*(?:星期.|周.)?\s*"
    r"(?:(?P<half>凌晨|早上|上午|中午|下午|晚上)?\s*"
    r"(?P<h>\d{1,2})(?:[:时点](?:(?P<mi>\d{1,2})(?:[:分](?:(?P<s>\d{1,2})(?:[.,]\d+)?秒?)?)?)?)"
    r"\s*(?P<half2>[aApP][mM])?)?"
    r"\s*(?P<zone>[zZ]|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_SPAN = r"(\d+(?:\.\d+)?|[一二两三四五六七八九十]+|半)个?(工作日|自然日|日|天|小时|时|h|H|分钟|分|周|星期)"
_DURATION = re.compile(rf"(?:{_SPAN})+(?:内|以内|之内)?")
_LONGEST = 5000  # whatever the unit, no deadline is longer
_NUMERALS: dict[str, int] = dict(zip("一二三四五六七八九两", [*range(1, 10), 2], strict=True))
_BETWEEN_LEVELS = re.compile(r"\s*(?:[-—－]+[>＞]|[→>＞]|(?<=[\u4e00-\u9fff）)])[-－](?=[\u4e00-\u9fff]))\s*")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?\d{1,3}")


class NotADate(ValueError):
    """A cell that should hold a moment and does not."""


def text_of(value: Any) -> str:
    """The text a person sees in the cell; '' for nothing, blanks and NaN; whole numbers without ``.0``."""
    if isinstance(value, str):
        if not value.isprintable():  # has a line break or something stranger; most cells have not
            value = value.replace("\r\n", "\n").replace("_x000D_", "").translate(_INVISIBLE)
        text = value.strip()
        return "" if len(text) <= _LONGEST_BLANK and text.lower() in _BLANK else text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S" if value.time() != time() else "%Y-%m-%d")
    return str(value)


def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if value.is_integer():
        return str(int(value))
    return repr(value)


def category_of(text: str) -> str:
    """A category with its levels joined by ``->``, which some exports join by ``-``, ``→`` or ``>``."""
    return "->".join(level for level in _BETWEEN_LEVELS.split(text) if level)


def lost_digits(value: Any) -> bool:
    """Whether a long number was turned into a rounded one by a spreadsheet, so that it names nothing any more."""
    if isinstance(value, float):
        return math.isfinite(value) and abs(value) >= _EXACT
    return isinstance(value, str) and bool(_SCIENTIFIC.fullmatch(value.strip()))


def moment_of(value: Any) -> datetime | None:
    """The moment a cell holds, in UTC; a time without zone is Beijing's. None when the cell is blank.

    Raises:
        NotADate: there is something, but no moment.
    """
    naive = _naive_or_aware(value)
    if naive is None:
        return None
    local = naive if naive.tzinfo else naive.replace(tzinfo=BEIJING)
    return local.astimezone(UTC)


def _naive_or_aware(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return _plausible(value.replace(microsecond=0) + timedelta(seconds=value.microsecond >= 500_000))
    if isinstance(value, date):  # calamine's reading of a midnight
        return _plausible(datetime.combine(value, time()))
    if isinstance(value, bool | time | timedelta):
        raise NotADate
    if isinstance(value, int | float):
        return _from_serial(float(value)) if math.isfinite(value) else None
    text = unicodedata.normalize("NFKC", text_of(value)).strip()
    return None if not text or text in _NO_DATE else _from_text(text)


def _plausible(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise NotADate
    return moment


def _from_serial(serial: float) -> datetime:
    if not _SERIALS[0] <= serial <= _SERIALS[1]:
        raise NotADate
    return _EPOCH + timedelta(seconds=round(serial * 86400))


def _from_text(text: str) -> datetime:
    if found := _PARTS.fullmatch(text):
        return _from_parts(found)
    if (found := _COMPACT.fullmatch(text)) and len(text) in (8, 12, 14):
        return _built(*(int(part or 0) for part in found.groups()))
    try:
        return _from_serial(float(text))
    except ValueError:
        raise NotADate from None


def _from_parts(found: re.Match[str]) -> datetime:
    part = found.groupdict()
    hour = int(part["h"] or 0)
    half = (part["half"] or part["half2"] or "").lower()
    if half and 1 <= hour <= 12:
        # 下午6点 is 18; 上午12点 and 凌晨12点 are 0; 中午11点 stays 11
        hour = 11 if half == "中午" and hour == 11 else hour % 12 + _DAYTIME[half]
    moment = _built(
        int(part["y"]), int(part["mo"]), int(part["d"]), hour, int(part["mi"] or 0), int(part["s"] or 0)
    )
    if zone := part["zone"]:
        return datetime.fromisoformat(f"{moment.isoformat()}{zone.upper()}")
    return moment


def _built(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime:
    """24:00 is the end of its day."""
    over = hour == 24 and minute == 0 and second == 0
    try:
        moment = datetime(year, month, day, 0 if over else hour, minute, second)  # noqa: DTZ001 - Beijing wall time
    except ValueError:
        raise NotADate from None
    return _plausible(moment + timedelta(days=over))


def deadline_of(value: Any, received_at: datetime | None) -> datetime | None:
    """An upstream deadline: a moment, or a length of time like ``7 天`` counted from ``received_at``.

    A length without ``received_at`` gives None: there is nothing to count from (the text is kept by the caller).

    Raises:
        NotADate: it is neither.
    """
    text = unicodedata.normalize("NFKC", text_of(value)).replace(" ", "")
    found = _DURATION.fullmatch(text)
    days = float(value) if isinstance(value, int | float) and 0 < value < 400 else None
    if not found and days is None:
        return moment_of(value)
    if received_at is None:
        return None
    if found is None:
        return received_at + timedelta(days=days or 0)
    moment = received_at
    for amount, unit in re.findall(_SPAN, text):
        moment = _after(moment, _amount(amount), unit)
    return moment


def _amount(text: str) -> float:
    """``3``, ``1.5``, ``三``, ``十五``, ``二十`` or ``半``."""
    if text == "半":
        return 0.5
    if text[0].isdigit():
        return float(text)
    tens, ten, ones = text.rpartition("十")
    if any(len(part) > 1 for part in (tens, ones)):
        raise NotADate
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def _after(start: datetime, amount: float, unit: str) -> datetime:
    if amount > _LONGEST:
        raise NotADate
    if unit == "工作日":
        return _workdays_after(start, math.ceil(amount))
    seconds = {"周": 604800, "星期": 604800, "小时": 3600, "时": 3600, "h": 3600, "分钟": 60, "分": 60}
    return start + timedelta(seconds=amount * seconds.get(unit.lower(), 86400))


def _workdays_after(start: datetime, days: int) -> datetime:
    """The same time of day, so many working days later; public holidays and make-up days as published."""
    import chinese_calendar

    local = start.astimezone(BEIJING)
    while days > 0:
        local += timedelta(days=1)
        try:
            days -= bool(chinese_calendar.is_workday(local.date()))
        except NotImplementedError:  # a year that is not published yet
            days -= local.weekday() < 5
    return local.astimezone(UTC)
