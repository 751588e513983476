"""What the form of each act asks: one declaration per act, from which its dialog and its bulk form are built.

A field bears the name of a field of :class:`~jiesu_desktop.domain.tickets.Details` and so fills it; other names are the form's
own. What an act must say is ruled in :mod:`~jiesu_desktop.domain.act_says`; ``needed`` asks for it before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from jiesu_desktop.domain.act_says import MEANS
from jiesu_desktop.domain.tickets import Act, Basis, Level, Outcome
from jiesu_desktop.gui.tickets import act_starts as start
from jiesu_desktop.gui.tickets.act_asks import ActForm, Ask, Kind, Start
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.services.word_forms import Paper


def _reason(caption: str, *, needed: bool = True, hint: str = "", unless: str = "") -> Ask:
    return Ask(name="reason", caption=caption, needed=needed and not unless, hint=hint, unless=unless)


def _text(
    caption: str, *, needed: bool = False, hint: str = "", first: Start | None = None, rows: int = 3
) -> Ask:
    return Ask(name="text", caption=caption, kind=Kind.TEXT, needed=needed, hint=hint, start=first, rows=rows)


def _code(caption: str) -> Ask:
    return Ask(name="code", caption=caption, kind=Kind.CODE)


def _choice(name: str, caption: str, *options: tuple[Any, str], first: Any = None) -> Ask:
    given = None if first is None else (first if callable(first) else lambda view, now: first)
    return Ask(name=name, caption=caption, kind=Kind.CHOICE, options=options, start=given)


_OUTCOMES = tuple((outcome.value, outcome.label) for outcome in Outcome)
_LEVELS = tuple((level.value, level.label) for level in Level if level.is_urgent)
_BASES = tuple((basis.value, f"{basis.label}（{words}）") for basis, words in (
    (Basis.ORIGIN, "从获取起算"), (Basis.CHANGE, "从现在起算")))  # fmt: skip
_MEANS = tuple((means, means) for means in MEANS)

CHANGES = (("swap", "换单位"), ("add", "只增加协办"), ("drop", "撤下协办"))
_TO = ("change", ("swap", "add"))

URGE_MEANS = ("电话", "文字", "催办单")

_PEOPLE = Ask(name="people", caption="拨打", kind=Kind.LIST, rows=4)
_UNIT = Ask(name="unit", caption="单位", kind=Kind.UNIT)
_CONTACT = Ask(name="contact", caption="联系人", hint="告知了谁")
_PHONE = Ask(name="phone", caption="电话")
_OUTCOME = _choice("outcome", "结果", *_OUTCOMES, first=Outcome.TOLD.value)
_DECIDED_BY = Ask(name="leader", caption="决定人", hint="谁批的：姓名、职务", needed=True)
_CALL_TEXT = Ask(name="text", caption="说了什么", hint="可不填")


def _phoned(ask: Ask) -> Ask:
    return replace(ask, when=("means", ("电话",)))


def _answer(*asks: Ask, about: Callable[[OrderView], str], explain: str = "") -> ActForm:
    """The answer to an application: who decided, and what of it."""
    whole = (_DECIDED_BY, *asks)
    return ActForm(
        asks=whole,
        files=True,
        about=about,
        explain=explain,
        bulk=tuple(ask for ask in whole if ask.name != "until"),
    )


_ARCHIVE_TEXT = _text("归档说明", hint="可不填")
_CLOSE_TEXT = _text("办理结果", hint="怎么处理的、处理到什么程度", first=start.last_final_word)
_VERIFY = (
    _choice("means", "方式", *_MEANS, first=MEANS[0]),
    Ask(name="contact", caption="核实对象", hint="向谁核实的：市民、单位、现场人员"),
    _text("核实情况", needed=True, hint="查到什么、与来件是否一致"),
)

_TRANSFER = (
    Ask(name="unit", caption="转给科室", kind=Kind.SECTION, needed=True),
    _reason("原因", needed=False, hint="为什么转（可不填）"),
)

FORMS: dict[Act, ActForm] = {
    Act.SIGN: ActForm(bulk=()),
    Act.JUDGE: ActForm(bulk=()),
    Act.NOTE: ActForm(asks=(_text("备注", needed=True),), files=True, bulk=(_text("备注", needed=True),)),
    Act.VERIFY: ActForm(asks=_VERIFY, files=True, bulk=_VERIFY),
    Act.RAISE: ActForm(
        asks=(
            _choice("level", "级别", *_LEVELS, first=Level.URGENT.value),
            _choice("basis", "依据", *_BASES, first=start.basis_of_raise),
            Ask(name="reason", caption="原因", hint="为什么紧急（可不填）", start=start.suspicion),
        ),
    ),
    Act.LOWER: ActForm(asks=(_reason("降级原因"),), bulk=(_reason("降级原因"),)),
    Act.REPORT: ActForm(asks=(_PEOPLE, _CONTACT, _PHONE, _OUTCOME, _CALL_TEXT)),
    Act.DISPATCH: ActForm(
        asks=(
            Ask(name="unit", caption="单位", hint="名称、拼音首字母、职责或电话"),
            Ask(name="units", caption="", kind=Kind.LIST, rows=6),
            Ask(name="assist", caption="协办", hint="选中后按 Ctrl+D 加为协办；多个用顿号隔开"),
            Ask(name="text", caption="要求", kind=Kind.TEXT, hint="对承办单位的要求（可不填）", rows=2),
        ),
        files=True,
        bulk=(
            Ask(name="unit", caption="单位", kind=Kind.DIRECTORY, hint="都派到这个单位", needed=True),
            _text("要求", hint="对承办单位的要求（可不填）"),
        ),
    ),
    Act.REDISPATCH: ActForm(
        asks=(
            _choice("change", "怎么改", *CHANGES, first="swap"),
            Ask(
                name="from_unit",
                caption="从",
                kind=Kind.UNIT,
                start=start.lead_unit,
                when=("change", ("swap", "drop")),
            ),
            Ask(name="unit", caption="改派到", hint="名称、拼音首字母、职责或电话", when=_TO),
            Ask(name="units", caption="", kind=Kind.LIST, rows=5, when=_TO),
            Ask(name="assist", caption="新增协办", hint="选中后按 Ctrl+D 加为协办；多个用顿号隔开", when=_TO),
            _reason("改派原因"),
            Ask(name="text", caption="要求", kind=Kind.TEXT, hint="对新单位的要求（可不填）", rows=2),
        ),
        files=True,
    ),
    Act.TRANSFER: ActForm(
        asks=_TRANSFER,
        explain="内部分转不改变承办单位，也不动任何计时",
        bulk=_TRANSFER,
    ),
    Act.CONFIRM: ActForm(
        asks=(
            _PEOPLE,
            Ask(name="unit", caption="单位", kind=Kind.UNIT, start=start.unit_to_confirm),
            _CONTACT,
            _PHONE,
            _OUTCOME,
            _CALL_TEXT,
        ),
    ),
    Act.UNIT_SIGN: ActForm(
        asks=(
            Ask(name="unit", caption="单位", kind=Kind.UNIT, start=start.unit_to_sign),
            Ask(name="contact", caption="签收人", hint="单位里谁签收的", needed=True),
            _choice(
                "means", "方式", ("系统", "系统"), ("电话", "电话"), ("纸质", "纸质签收单"), first="系统"
            ),
            Ask(name="text", caption="说明", hint="可不填"),
        ),
        files=True,
        explain="单位签收只作记录，不停反馈计时",
    ),
    Act.FEEDBACK: ActForm(
        asks=(
            Ask(name="unit", caption="单位", kind=Kind.UNIT, start=start.unit_to_answer),
            Ask(
                name="text",
                caption="反馈内容",
                kind=Kind.TEXT,
                hint="单位说了什么（必填）",
                needed=True,
                rows=4,
            ),
            _choice("final", "类别", (False, "阶段反馈"), (True, "终结反馈（已处理完）"), first=False),
            Ask(
                name="promise",
                caption="承诺再反馈",
                kind=Kind.MAYBE_MOMENT,
                hint="单位承诺了时间",
                start=start.next_word,
                when=("final", (False,)),
            ),
        ),
        files=True,
        about=start.sent_back,
    ),
    Act.URGE: ActForm(
        asks=(
            _choice(
                "means",
                "方式",
                *(
                    (means, words)
                    for means, words in zip(URGE_MEANS, ("电话", "文字消息", "催办单（Word）"), strict=True)
                ),
                first="电话",
            ),
            Ask(name="unit", caption="单位", kind=Kind.UNIT, start=start.lead_unit),
            _phoned(_PEOPLE),
            _phoned(_CONTACT),
            _phoned(_PHONE),
            _phoned(_OUTCOME),
            Ask(
                name="message",
                caption="消息",
                kind=Kind.TEXT,
                when=("means", ("文字",)),
                rows=5,
            ),
            Ask(
                name="text",
                caption="催办内容",
                hint="要求做什么、对方怎么说",
                when=("means", ("电话", "催办单")),
            ),
            Ask(
                name="until",
                caption="要求反馈",
                kind=Kind.MOMENT,
                start=start.urged_until,
                when=("means", ("催办单",)),
            ),
        ),
        files=True,
        about=start.follow_up,
        paper=Paper.URGE,
        bulk=(_text("催办内容"),),
    ),
    Act.SUPERVISE: ActForm(
        asks=(
            Ask(name="leader", caption="批示领导", hint="姓名、职务", needed=True),
            Ask(name="unit", caption="督办单位", kind=Kind.UNIT, start=start.lead_unit),
            _text("批示要求", needed=True, hint="领导怎么说的、要求做到什么"),
            Ask(
                name="until",
                caption="完成时限",
                kind=Kind.MOMENT,
                start=start.urged_until,
            ),
        ),
        files=True,
        paper=Paper.SUPERVISE,
        bulk=(
            Ask(name="leader", caption="批示领导", hint="姓名、职务", needed=True),
            _text("批示要求", needed=True),
        ),
    ),
    Act.REVIEW: ActForm(
        asks=(
            Ask(name="unit", caption="哪个单位", kind=Kind.UNIT, start=start.unit_that_answered),
            _choice("passed", "审核", (True, "通过"), (False, "退改"), first=True),
            Ask(
                name="reason",
                caption="哪里要改",
                kind=Kind.TEXT,
                hint="单位照此重写答复",
                needed=True,
                when=("passed", (False,)),
            ),
            Ask(name="text", caption="审核意见", hint="可不填", when=("passed", (True,))),
        ),
        files=True,
        about=start.last_reply,
        explain="退改后单位须重新反馈，工单回到待反馈（已办结的请再转二次办理）；审核不动任何计时",
        bulk=(_text("审核意见"),),
    ),
    Act.RETURN: ActForm(
        asks=(
            _code("原因类别"),
            _reason("退回原因", hint="具体原因（写明应由谁办更好）", unless="code"),
            Ask(name="text", caption="说明", kind=Kind.TEXT, hint="给上游的说明（可不填）"),
        ),
        files=True,
        explain="退件不退事：退回后继续跟踪，直到有人接收",
        bulk=(_code("原因类别"), _reason("退回原因", unless="code"), _text("说明")),
    ),
    Act.RETURN_REFUSED: ActForm(
        asks=(
            Ask(name="contact", caption="谁驳回的", hint="上游哪个部门、哪位", needed=True),
            _reason("驳回理由", hint="上游怎么说的"),
        ),
        files=True,
        about=start.follow_up,
        explain="驳回后工单继续由我们办理，原来的计时接着走",
        bulk=(Ask(name="contact", caption="谁驳回的", needed=True), _reason("驳回理由")),
    ),
    Act.RETURN_TAKEN: ActForm(
        asks=(
            Ask(name="unit", caption="接收单位", kind=Kind.DIRECTORY, hint="现在由哪个单位办", needed=True),
            Ask(name="contact", caption="接收人", hint="谁答应接的"),
            Ask(name="text", caption="说明", hint="可不填"),
        ),
        files=True,
        about=start.follow_up,
        explain="有人接收后，退回跟踪结束",
        bulk=(Ask(name="unit", caption="接收单位", kind=Kind.DIRECTORY, needed=True), _text("说明")),
    ),
    Act.MERGE: ActForm(
        asks=(
            Ask(name="number", caption="主单", hint="编号末几位、地点或内容，写几个字就行；↑↓ 选择"),
            Ask(name="orders", caption="相近工单", kind=Kind.LIST, rows=5),
            _reason("原因", needed=False, hint="可不填"),
        ),
        explain="合并后跟着主单派发和反馈，随时可以拆分；本单的记录都保留",
    ),
    Act.UNMERGE: ActForm(
        asks=(_reason("拆分原因"),), explain="拆分后单独办理；自己没派发过的，沿用主单的承办单位"
    ),
    Act.DEFER: ActForm(
        asks=(
            _code("原因类别"),
            _reason("挂账原因", hint="为什么一时办不了", unless="code"),
            Ask(name="unit", caption="责任单位", kind=Kind.UNIT, start=start.lead_unit, needed=True),
            Ask(name="until", caption="计划完成", kind=Kind.MOMENT, start=start.plan_day),
            _text("措施", hint="分几步、现在到哪一步（可不填）"),
        ),
        files=True,
        paper=Paper.DEFER,
        explain="主管批准后计时才暂停；紧急工单不能挂账",
    ),
    Act.DEFER_APPROVED: _answer(
        Ask(name="until", caption="计划完成", kind=Kind.MOMENT, start=start.applied_until),
        _text("批准意见", hint="可不填"),
        about=start.defer_told,
        explain="批准后反馈和办结的计时暂停，销账后继续",
    ),
    Act.DEFER_REFUSED: _answer(_reason("驳回原因"), about=start.defer_told),
    Act.PROGRESS: ActForm(
        asks=(
            Ask(name="unit", caption="单位", kind=Kind.UNIT, start=start.unit_on_account),
            _text("进展", needed=True, hint="做到了哪一步、下一步是什么"),
            Ask(
                name="until",
                caption="计划调整",
                kind=Kind.MAYBE_MOMENT,
                hint="完成时间改到",
                start=start.moved_plan,
            ),
        ),
        files=True,
        about=start.defer_told,
        bulk=(_text("进展", needed=True),),
    ),
    Act.SETTLE: ActForm(
        asks=(_text("销账说明", needed=True, hint="怎么解决的、谁确认的"),),
        files=True,
        about=start.defer_told,
        explain="销账后计时继续",
        bulk=(_text("销账说明", needed=True),),
    ),
    Act.EXCLUDE: ActForm(
        asks=(
            _code("理由类别"),
            _reason("剔除理由", hint="依据什么", unless="code"),
            _text("事实说明", hint="经过和证据；证据文件添加在下面"),
        ),
        files=True,
        paper=Paper.EXCLUDE,
        bulk=(_code("理由类别"), _reason("剔除理由", unless="code"), _text("事实说明")),
    ),
    Act.EXCLUDE_GRANTED: _answer(
        _text("批准意见", hint="可不填"),
        about=start.exclude_told,
        explain="批准后工单不再考核，所有计时停止",
    ),
    Act.EXCLUDE_REFUSED: _answer(_reason("驳回原因"), about=start.exclude_told),
    Act.EXTEND: ActForm(
        asks=(
            Ask(name="until", caption="延期到", kind=Kind.MOMENT, start=start.extended_to),
            _reason("延期原因"),
        ),
        files=True,
        about=start.deadline_told,
        explain="延期获准后只改上游截止时间，合同时限不变",
    ),
    Act.EXTEND_GRANTED: _answer(
        Ask(name="until", caption="延期到", kind=Kind.MOMENT, start=start.extension_asked),
        _text("批准意见", hint="可不填"),
        about=start.extend_told,
    ),
    Act.EXTEND_REFUSED: _answer(_reason("驳回原因"), about=start.extend_told),
    Act.CLOSE: ActForm(
        asks=(_CLOSE_TEXT,),
        files=True,
        about=start.last_reply,
        explain="办结后要回访：每件必访",
        bulk=(_text("办理结果", needed=True),),
    ),
    Act.REWORK: ActForm(
        asks=(
            Ask(name="reason", caption="原因", needed=True, start=start.why_rework),
            _text("要求", hint="这次要做到什么（可不填）"),
        ),
        files=True,
        explain="开始第二轮办理，时限重新计算",
        bulk=(_reason("原因"), _text("要求")),
    ),
    Act.REOPEN: ActForm(
        asks=(_reason("原因"),),
        files=True,
        explain="重新打开后回到办理中，时限重新计算",
        bulk=(_reason("原因"),),
    ),
    Act.ARCHIVE: ActForm(asks=(_ARCHIVE_TEXT,), about=start.called_back, files=True, bulk=(_ARCHIVE_TEXT,)),
    Act.CORRECT: ActForm(
        asks=(_reason("更正原因", hint="错在哪里"),), explain="错的一条划去但看得见，时限按没有它重新计算"
    ),
}
"""The form of every act; 回访 and 修改工单 have forms of their own."""

IN_BULK: dict[Act, tuple[Ask, ...]] = {act: form.bulk for act, form in FORMS.items() if form.bulk is not None}
"""Acts that may be said of many orders at once: those whose words do not depend on the order."""
