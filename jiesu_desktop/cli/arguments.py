"""The command line of cli.md: what is asked for, checked before anything is opened.

Nothing heavy is imported here, so ``--help`` and a mistyped command answer at once.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.states import BY_THE_DESK
from jiesu_desktop.domain.tickets import Act, Basis, Channel, Level, Outcome
from jiesu_desktop.paths import default_data_dir, default_db_url

PROGRAM = "jiesu-desktop"
_Word = TypeVar("_Word", bound=StrEnum)
REPORTS = ("daily", "weekly", "monthly", "urgent", "meeting")


@dataclass(frozen=True)
class Options:
    """One command line, understood.

    Attributes:
        command: the word, '' for the desk itself.
        data_dir, db: as given; None when not given (``db`` also comes from ``JIESU_DB``).
        who: the operator's name of ``--as``, None when not given.
        speed: ``demo``: how many times as fast the clock runs.
        values: what else the command takes, by name.
    """

    command: str = ""
    data_dir: Path | None = None
    db: str | None = None
    who: str | None = None
    speed: float = 10.0
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The data folder: the one given, else the user's."""
        return self.data_dir or default_data_dir()

    @property
    def url(self) -> str:
        """The database: the one given, else the SQLite file in the data folder."""
        return self.db or default_db_url(self.folder)

    def __getattr__(self, name: str) -> Any:
        """A value the command takes, such as ``options.files``."""
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None


def parse(argv: Sequence[str]) -> Options:
    """Understand a command line.

    Raises:
        SystemExit: 2 after saying in Chinese what is wrong; 0 after ``--help``.
    """
    parser = _parser()
    given = vars(parser.parse_args(argv))
    if any(_is_garbled(value) for value in given.values()):
        parser.error("有文字不是 UTF-8 编码，请把终端设为 UTF-8 后重新输入")
    known = {name: given.pop(name) for name in ("command", "data_dir", "db", "who", "speed") if name in given}
    known["command"] = known.get("command") or ""
    known.setdefault("db", os.environ.get("JIESU_DB") or None)
    return Options(**known, values=given)


def _is_garbled(value: object) -> bool:
    """Whether a text, or one of several, came in bytes that are no UTF-8; names of files may be what they are."""
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and _GARBLED.search(text) for text in texts)


_GARBLED = re.compile("[\ud800-\udfff]")


# ------------------------------------------------------------------------------------------------ kinds of value


def moment(text: str) -> datetime:
    """An ISO moment; without an offset it is Beijing's."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是 ISO 时间，例如 2026-01-05T02:14:00+08:00") from None
    return found if found.tzinfo else found.replace(tzinfo=BEIJING)


def word_of(kind: Iterable[_Word]) -> Callable[[str], _Word]:
    """One of the words of a vocabulary."""
    known = {word.value: word for word in kind}

    def word(text: str) -> _Word:
        if text not in known:
            raise argparse.ArgumentTypeError(f"不能是“{text}”，可用：{' '.join(known)}")
        return known[text]

    return word


def day(text: str) -> date:
    """A Beijing day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，例如 2026-01-05") from None


def day_end(text: str) -> datetime:
    """The last second of a Beijing day, or an ISO moment as it stands."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.combine(day(text), time(23, 59, 59), BEIJING)
    return moment(text)


def count(text: str) -> int:
    """A whole number from 0 up."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}”不是非负整数")
    return int(text)


def factor(text: str) -> float:
    """A positive number."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 10_000:
        raise argparse.ArgumentTypeError(f"“{text}”不是大于 0 的倍数")
    return found


# ------------------------------------------------------------------------------------------------------- parsers


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=_Formatter, allow_abbrev=False, **(given | {"add_help": False}))
        self.add_argument("-h", "--help", action="help", help="显示本说明")
        self._positionals.title, self._optionals.title = "参数", "选项"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in Chinese and end with 2."""
        self.exit(2, f"{self.format_usage()}命令有误：{_in_chinese(message)}\n")


_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.*)", r"缺少 \1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可用：\3"),
    (r"argument (.*?): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.*?): expected at least one argument", r"\1 至少要有一个值"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 不能与 \2 同用"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 的值 \2 不正确"),
    (r"one of the arguments (.*) is required", r"要有其中之一：\1"),
    (r"argument (.*?): (.*)", r"\1：\2"),
)


def _in_chinese(message: str) -> str:
    for pattern, words in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(words)
    return message


def _global_options(parser: argparse.ArgumentParser) -> None:
    """Options that stand before or after any command; SUPPRESS keeps the later place from wiping the earlier."""
    keep = argparse.SUPPRESS
    parser.add_argument("--data-dir", type=Path, metavar="DIR", default=keep, help="数据文件夹")
    parser.add_argument(
        "--db",
        metavar="URL",
        default=keep,
        help="数据库，sqlite:///… 或 postgresql+psycopg://…（也可用 JIESU_DB）",
    )
    parser.add_argument("--as", dest="who", metavar="NAME", default=keep, help="操作员姓名，缺省为系统用户")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=PROGRAM, description="接诉即办值班台。不带命令则打开窗口。")
    _global_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=_Parser)
    for name, words, build in _COMMANDS:
        command = commands.add_parser(name, help=words, description=words)
        _global_options(command)
        build(command)
    return parser


_Build = Callable[[argparse.ArgumentParser], None]


def _demo(p: argparse.ArgumentParser) -> None:
    p.add_argument("--speed", type=factor, default=10.0, metavar="N", help="时钟倍速，缺省 10")


def _import(p: argparse.ArgumentParser) -> None:
    p.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Excel、CSV、Word（.docx）或文本文件")
    p.add_argument("--channel", type=word_of(Channel), default=Channel.HOTLINE, metavar="C",
                   help="来源渠道：hotline self other")  # fmt: skip
    p.add_argument(
        "--level",
        type=word_of(Level),
        metavar="L",
        help="紧急程度：general urgent unstable emergency",
    )
    p.add_argument("--obtained-at", type=moment, metavar="ISO", help="获取时间，缺省为现在")
    p.add_argument("--history", action="store_true", help="全部作为历史，不计时")
    p.add_argument("--dry-run", action="store_true", help="只看结果，不保存")


def _export(p: argparse.ArgumentParser) -> None:
    p.add_argument("ledger", choices=list(LEDGERS), metavar="LEDGER", help="台账：" + " ".join(LEDGERS))
    p.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="写到哪里")
    p.add_argument("--from", dest="start", type=day, metavar="DATE", help="起始日（含）")
    p.add_argument("--to", dest="end", type=day, metavar="DATE", help="截止日（含）")


def _clocks(p: argparse.ArgumentParser) -> None:
    p.add_argument("--at", type=moment, metavar="ISO", help="哪一刻，缺省为现在")
    p.add_argument("--ticket", metavar="NUMBER", help="只看这件工单")


def _act(p: argparse.ArgumentParser) -> None:
    acts = [act for act in Act if act not in BY_THE_DESK]
    p.add_argument("number", metavar="NUMBER", help="工单编号")
    p.add_argument("act", type=word_of(acts), metavar="ACT", help=" ".join(acts))
    p.add_argument("--level", type=word_of(Level), metavar="L", help="紧急程度")
    p.add_argument("--basis", type=word_of(Basis), metavar="origin|change", help="来件即急或情况变化")
    p.add_argument("--unit", metavar="U", help="承办单位")
    p.add_argument("--assist", action="append", default=[], metavar="U", help="协办单位，可重复")
    p.add_argument("--from-unit", metavar="U", help="改派：原承办单位")
    p.add_argument("--contact", metavar="C", help="通话或见面的人")
    p.add_argument("--phone", metavar="P", help="拨打的号码")
    p.add_argument("--outcome", type=word_of(Outcome), metavar="O", help="told no_answer busy wrong_number")
    p.add_argument("--means", metavar="M", help="方式：电话、见面、现场")
    p.add_argument("--code", metavar="K", help="退回、挂账、剔除的原因类别")
    p.add_argument("--reason", metavar="R", help="原因")
    p.add_argument("--leader", metavar="L", help="督办：批示领导；批准、驳回：谁决定的")
    p.add_argument("--text", metavar="T", help="内容")
    p.add_argument("--promise", type=moment, metavar="ISO", help="反馈：单位承诺的下次反馈时间")
    p.add_argument("--final", action="store_true", help="反馈：终结")
    p.add_argument("--until", type=day_end, metavar="DATE", help="挂账计划日期或延期到")
    p.add_argument("--at", type=moment, metavar="ISO", help="发生时间，缺省为现在")
    p.add_argument(
        "--file", dest="files", type=Path, action="append", default=[], metavar="FILE", help="附件，可重复"
    )
    p.add_argument("--lead", metavar="NUMBER", help="合并：主工单编号")
    p.add_argument("--event", type=count, metavar="ID", help="更正：被更正的记录号")
    p.add_argument("--contacted", choices=["是", "否"], metavar="是|否", help="回访：是否联系")
    p.add_argument(
        "--resolved",
        choices=["已解决", "部分解决", "未解决"],
        metavar="R",
        help="回访：已解决、部分解决、未解决",
    )
    p.add_argument(
        "--satisfied",
        choices=["满意", "基本满意", "不满意"],
        metavar="S",
        help="回访：满意、基本满意、不满意",
    )
    passing = p.add_mutually_exclusive_group()
    passing.add_argument("--passed", dest="passed", action="store_true", default=None, help="审核：通过")
    passing.add_argument("--not-passed", dest="passed", action="store_false", help="审核：退回")


def _policy(p: argparse.ArgumentParser) -> None:
    what = p.add_subparsers(dest="what", required=True, metavar="show|set", parser_class=_Parser)
    show = what.add_parser("show", help="正在执行的时限")
    change = what.add_parser("set", help="启用新版本")
    change.add_argument("file", type=Path, metavar="FILE", help="时限规则文件（.toml）")
    change.add_argument("--effective", type=moment, metavar="ISO", help="生效时间，缺省为现在")
    for command in (show, change):
        _global_options(command)


def _search(p: argparse.ArgumentParser) -> None:
    p.add_argument("text", metavar="TEXT", help="要找的文字；几个词都要有则用空格分开")
    p.add_argument("--ledger", choices=list(LEDGERS), metavar="L", help="只在这个台账里找")
    p.add_argument("--limit", type=count, default=50, metavar="N", help="最多列出几件，缺省 50")


def _suggest(p: argparse.ArgumentParser) -> None:
    one = p.add_mutually_exclusive_group(required=True)
    one.add_argument("number", nargs="?", metavar="NUMBER", help="工单编号")
    one.add_argument("--text", type=Path, metavar="FILE", help="工单文字所在的文件")


def _report(p: argparse.ArgumentParser) -> None:
    p.add_argument("kind", choices=REPORTS, metavar="REPORT", help=" ".join(REPORTS))
    p.add_argument("--date", type=day, required=True, metavar="D", help="日期")
    p.add_argument("--out-dir", type=Path, required=True, metavar="DIR", help="写到哪个文件夹")


def _seed(p: argparse.ArgumentParser) -> None:
    p.add_argument("--tickets", type=count, required=True, metavar="N", help="工单数")
    p.add_argument("--open", type=count, metavar="M", help="其中在办的件数")
    p.add_argument("--seed", type=count, default=1, metavar="S", help="随机种子，缺省 1")


def _nothing(p: argparse.ArgumentParser) -> None:
    """No options of its own."""


def _backup(p: argparse.ArgumentParser) -> None:
    p.add_argument("--out", type=Path, metavar="FILE", help="备份文件，缺省在数据文件夹的 backups 里")


def _restore(p: argparse.ArgumentParser) -> None:
    p.add_argument("file", type=Path, metavar="FILE", help="备份文件")


def _handover(p: argparse.ArgumentParser) -> None:
    p.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="写到哪里")


_COMMANDS: tuple[tuple[str, str, _Build], ...] = (
    ("demo", "打开演示：虚构的一夜", _demo),
    ("import", "导入工单", _import),
    ("export", "导出台账", _export),
    ("clocks", "某一刻仍在计的时限", _clocks),
    ("act", "对一件工单做一个动作", _act),
    ("policy", "查看或更换时限规则", _policy),
    ("search", "全文检索", _search),
    ("suggest", "对一件工单的建议", _suggest),
    ("report", "生成报告", _report),
    ("seed", "填入虚构工单", _seed),
    ("doctor", "检查运行环境", _nothing),
    ("init", "建立第一个操作员", _nothing),
    ("backup", "备份数据", _backup),
    ("restore", "恢复备份", _restore),
    ("handover", "导出移交包", _handover),
)
