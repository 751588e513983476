"""What the voice says: numbers as a person reads them, and nothing that tells who called.

The sentence itself is the policy's (``domain.wording``); here it becomes Mandarin that can be spoken aloud in a room
where anyone may listen (clocks.md: place, issue and limit; never a name or a number of a caller).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable

LONGEST_PART = 16
"""Characters of a place or an issue that are still spoken; the screen shows the rest."""

_NUMBER_OF_SOMEBODY = re.compile(
    r"(?<![\d-])(?!\d{4}-\d\d?-\d\d?)(?:\+?\d[\d*＊xX]{2,}(?:[-\s][\d*＊]{3,})*[\d*＊]*|\d{3,4}[-\s]\d{3,8}(?:[-\s]\d+)?)"
)
_SURNAMES = (
    "(?:欧阳|上官|司马|诸葛|["
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "])"
)
_PERSON = re.compile(f"{_SURNAMES}[某一-鿿]{{0,2}}?(?:先生|女士|小姐|同志|师傅|大爷|大妈|阿姨|奶奶|爷爷)")
_CALLER = re.compile(r"(?:来电人|反映人|投诉人|联系人|市民)[:：]?\s*[一-鿿]{2,4}(?=[,，。;；\s]|$)")
_LEFT_OUT = re.compile(r"[【】\[\]()（）<>《》\"“”'‘’#*_~|/\\→\->]+")
_TWO = re.compile(
    r"(?<![一二三四五六七八九十百千万点零第])二(?=(?:个|件|项|条|次|天|小时|分钟|分|秒|遍|户|处|辆|人))"
)
_SPAN = re.compile(r"(\d)\s*[–—~～]\s*(\d)")
_PAUSES = re.compile(r"[，,；;\s]*[，,；;][，,；;\s]*")
_CALENDAR_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAME_IN_DIGITS = re.compile(r"(?<!\d)\d{3,4}(?=室|房|路|国道|省道|县道)")
"""A room, a bus route, a road: 六零二室, not 六百零二室."""
_TIME_OF_DAY = re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?(?!\d)")


def without_person(text: str, known: Iterable[str] = ()) -> str:
    """The text without phone numbers and names of callers.

    Args:
        text: free text of an order.
        known: names and numbers that the order itself has in its caller and phone columns.
    """
    text = _CALLER.sub("市民", _PERSON.sub("", text))
    for word in known:
        if len(word.strip()) >= 2:
            text = text.replace(word.strip(), "")
    return _NUMBER_OF_SOMEBODY.sub(lambda found: _short_number(found.group()), text)


def _short_number(found: str) -> str:
    """House numbers, routes and the hotline's own may be said; longer or masked numbers may not."""
    return found if found.isdigit() and (len(found) < 5 or found == "12345") else ""


def part(text: str, longest: int = LONGEST_PART) -> str:
    """One part of a sentence (a place, an issue): free of brackets and short enough to listen to."""
    clean = re.sub(r"\s+", "", _LEFT_OUT.sub("", text)).strip("，,。；;、：:")
    if len(clean) <= longest:
        return clean
    head = re.split(r"[，,。；;、：:！!？?]", clean, maxsplit=1)[0]
    return head[:longest]


def spoken(sentence: str, known: Iterable[str] = ()) -> str:
    """The sentence as Mandarin: ``5分钟`` → ``五分钟``, ``2件`` → ``两件``, ``14:05`` → ``十四点零五分``.

    Any sentence may come in; what comes out has no digits, no brackets and no caller.
    """
    import cn2an

    text = _SPAN.sub(r"\1到\2", without_person(sentence, known))
    text = re.sub(r"\s+", "", text).replace("12345", "一二三四五")
    text = _CALENDAR_DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    text = _TIME_OF_DAY.sub(_clock_face, text)
    text = _NAME_IN_DIGITS.sub(lambda m: _digit_by_digit(m[0]), text)
    text = _LEFT_OUT.sub("，", text)
    with contextlib.suppress(ValueError):  # a number it cannot read is said digit by digit below
        text = cn2an.transform(text, "an2cn")
    text = _digit_by_digit(text)
    return _PAUSES.sub("，", _TWO.sub("两", text)).strip("，,；; ")


_DIGITS = dict(zip("0123456789０１２３４５６７８９", "零一二三四五六七八九" * 2, strict=True))


def _digit_by_digit(text: str) -> str:
    return "".join(_DIGITS.get(char, char) for char in text)


def _clock_face(found: re.Match[str]) -> str:
    hour, minute = "两" if int(found[1]) == 2 else int(found[1]), int(found[2])
    if minute == 0:
        return f"{hour}点整"
    return f"{hour}点{'零' if minute < 10 else ''}{minute}分"
