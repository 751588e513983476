"""Two desks on one order: what the other did is shown before an act is recorded over it, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Details, Outcome, Who
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.widgets.parts import label
from jiesu_desktop.services import acts, tickets
from jiesu_desktop.storage.engine import Store, open_store
from tests.services.room import Room, minutes

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]
OTHER = Who("乙某某", "二号台")
UNIT = "某某热力公司"


@pytest.fixture
def ticket(room: Room) -> int:
    ticket = room.take_one()
    room.act(ticket, Act.DISPATCH, unit=UNIT)
    return ticket


@pytest.fixture
def second_desk(room: Room, migrated_sqlite_url: str) -> Iterator[Store]:
    """Another program on the same database."""
    store = open_store(migrated_sqlite_url, time=room.time)
    yield store
    store.close()


@pytest.fixture
def form(ctx: Desk, room: Room, ticket: int, settle: Settle, qtbot: QtBot) -> FormDialog:
    with room.store.read() as queries:
        view = load_order(queries, ticket, room.time.now())
    made = FormDialog(ctx, Act.FEEDBACK, view)
    qtbot.addWidget(made)
    made.show()
    settle()
    made.fields.fill("text", "师傅在路上")
    return made


def _other(room: Room, store: Store, ticket: int, act: Act, **details: object) -> None:
    with store.begin() as uow:
        acts.perform(uow, room.time, OTHER, ticket, act, Details(**details))  # type: ignore[arg-type]


def _shown(form: FormDialog) -> str:
    return "\n".join(
        child.text() for child in form.changes.findChildren(type(label())) if not child.isHidden()
    )


def _refused_once(form: FormDialog, words: str, settle: Settle, qtbot: QtBot) -> None:
    """Save, and wait until what the other did is shown."""
    form.save()
    qtbot.waitUntil(lambda: words in _shown(form), timeout=20_000)
    settle()


def _said(room: Room, ticket: int) -> list[tuple[str, str | None]]:
    return [(e.actor, e.details.text) for e in room.events(ticket) if e.act is Act.FEEDBACK]


def test_the_same_act_of_another_is_set_beside_what_is_typed_and_both_may_stand(
    form: FormDialog, room: Room, second_desk: Store, ticket: int, settle: Settle, qtbot: QtBot
) -> None:
    _other(room, second_desk, ticket, Act.FEEDBACK, text="已到现场", unit=UNIT, promise=minutes(120))
    _other(room, second_desk, ticket, Act.URGE, unit=UNIT, outcome=Outcome.TOLD, contact="甲某")
    _refused_once(form, "已到现场", settle, qtbot)
    assert _said(room, ticket) == [("乙某某", "已到现场")]
    shown = _shown(form)
    for words in (
        "乙某某",
        "已记反馈",
        "已催办",
        "反馈内容",
        "已到现场",
        "师傅在路上",
        "承诺再反馈",
        "2026-11-24 04:00",
    ):
        assert words in shown, words
    assert "单位\n" not in shown  # the same on both sides
    assert form.fields.value("text") == "师傅在路上"
    form.save()
    settle()
    assert _said(room, ticket) == [("乙某某", "已到现场"), ("张三", "师傅在路上")]
    assert not form.isVisible()


def test_an_act_that_is_no_longer_open_says_so_and_is_not_recorded(
    form: FormDialog, room: Room, second_desk: Store, ticket: int, settle: Settle, qtbot: QtBot
) -> None:
    _other(room, second_desk, ticket, Act.CLOSE, text="办完了")
    _refused_once(form, "不能反馈", settle, qtbot)
    form.save()
    settle()
    assert _said(room, ticket) == []
    assert "待回访" in form.form.actError.text()
    form.reject()
    settle()
    with room.store.read() as queries:
        draft = queries.desk.draft("张三", "act:feedback", ticket)
    assert draft is not None
    assert draft.data["text"] == "师傅在路上"


def test_what_this_desk_did_itself_asks_nothing(
    form: FormDialog, room: Room, ticket: int, settle: Settle, qtbot: QtBot
) -> None:
    with room.store.begin() as uow:
        tickets.edit(uow, room.time, room.who, ticket, {"place": "东门"})
    form.save()
    qtbot.waitUntil(lambda: not form.isVisible(), timeout=20_000)
    assert _said(room, ticket) == [("张三", "师傅在路上")]


def test_each_further_change_is_shown_before_it_is_recorded_over(
    form: FormDialog, room: Room, second_desk: Store, ticket: int, settle: Settle, qtbot: QtBot
) -> None:
    for text in ("第一次", "第二次"):
        _other(room, second_desk, ticket, Act.FEEDBACK, text=text, unit=UNIT)
        _refused_once(form, text, settle, qtbot)
    form.save()
    settle()
    assert [text for _, text in _said(room, ticket)] == ["第一次", "第二次", "师傅在路上"]


def test_a_choice_is_shown_in_the_words_of_its_field(
    form: FormDialog, room: Room, second_desk: Store, ticket: int, settle: Settle, qtbot: QtBot
) -> None:
    _other(room, second_desk, ticket, Act.FEEDBACK, text="已修好", unit=UNIT, final=True)
    _refused_once(form, "已修好", settle, qtbot)
    shown = _shown(form).splitlines()
    place = shown.index("类别")
    assert shown[place + 1 : place + 3] == ["终结反馈（已处理完）", "阶段反馈"]
    form.reject()
