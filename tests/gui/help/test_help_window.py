"""The manual: every page opens, links lead somewhere, a word is found."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.commands import commands
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.help.help_window import PAGES, HelpWindow, page_text, title_of
from jiesu_desktop.gui.key_map import KeyMap
from jiesu_desktop.gui.keys import ACT_KEYS, KEY_GROUPS
from jiesu_desktop.gui.ledgers.sentences import EMPTY
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.tabs_row import TABS
from jiesu_desktop.paths import resource


def _visible(window: HelpWindow) -> list[str]:
    items = [window.list.item(row) for row in range(window.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_every_page_on_disk_is_offered_under_its_title(ctx: Desk, qtbot: QtBot) -> None:
    window = HelpWindow(ctx)
    qtbot.addWidget(window)
    assert {path.stem for path in resource("help").glob("*.md")} == set(PAGES)
    assert _visible(window) == [title_of(page_text(name)) for name in PAGES]
    for name in PAGES:
        window.show_page(name)
        assert window.browser.toPlainText().startswith(title_of(page_text(name)))


def test_links_lead_to_pages_that_exist() -> None:
    targets = {target for name in PAGES for target in re.findall(r"\]\((\w+)\.md\)", page_text(name))}
    assert targets
    assert targets <= set(PAGES)


def test_a_link_turns_the_page(ctx: Desk, qtbot: QtBot) -> None:
    window = HelpWindow(ctx, "night")
    qtbot.addWidget(window)
    window.browser.anchorClicked.emit(QUrl("urgent.md"))
    assert window.page == "urgent"
    assert window.browser.toPlainText().startswith("紧急工单")


def test_the_key_page_holds_every_key(ctx: Desk, qtbot: QtBot) -> None:
    window = HelpWindow(ctx, "keys")
    qtbot.addWidget(window)
    shown = window.browser.toPlainText().splitlines()
    for act, key in ACT_KEYS.items():
        assert key in shown
        assert act.label in shown
    for key, words in (pair for pairs in KEY_GROUPS.values() for pair in pairs):
        assert key in shown
        assert words in shown


def test_a_word_leaves_the_pages_that_have_it_and_is_marked(ctx: Desk, qtbot: QtBot) -> None:
    window = HelpWindow(ctx, "night")
    qtbot.addWidget(window)
    window.finder.setText("pg_dump")
    assert _visible(window) == ["多台共用（PostgreSQL）"]
    assert window.page == "postgresql"
    marks = window.browser.extraSelections()
    assert [mark.cursor.selectedText().lower() for mark in marks] == ["pg_dump"]
    window.finder.clear()
    assert len(_visible(window)) == len(PAGES)
    assert window.browser.extraSelections() == []


def test_the_key_map_leads_to_the_manual(ctx: Desk, qtbot: QtBot) -> None:
    keys = KeyMap(ctx)
    qtbot.addWidget(keys)
    keys.show()
    with qtbot.waitSignal(keys.manual):
        QTest.keyClick(keys, Qt.Key.Key_Return)
    assert not keys.isVisible()


def test_the_window_opens_one_manual_and_lets_it_stand_beside(ctx: Desk, qtbot: QtBot) -> None:
    window = MainWindow(ctx)
    qtbot.addWidget(window)
    next(one for one in commands(window) if one.label == "使用说明").run()
    manual = window.manual
    assert manual is not None
    qtbot.addWidget(manual)
    assert manual.isVisible()
    assert not manual.isModal()
    manual.show_page("backup")
    manual.close()
    window.open_manual()
    assert window.manual is manual
    assert manual.page == "backup"  # still open where it was read


def test_every_chord_that_a_page_or_an_empty_ledger_names_is_one_there_is() -> None:
    known = {key for pairs in KEY_GROUPS.values() for keys, _ in pairs for key in keys.split()}
    known |= {f"Ctrl+{number}" for number in range(1, len(TABS) + 1)} | set(ACT_KEYS.values())
    known |= {f"Alt+{number}" for number in range(10)}
    known |= {"Alt+A", "Ctrl+S"}  # the forms' 添加附件…(A), and 另存 in the window of an attachment
    texts = {name: page_text(name) for name in PAGES if name != "keys"}
    texts |= {name: " ".join(sentences) for name, sentences in EMPTY.items()}
    named = {
        (name, chord)
        for name, text in texts.items()
        for chord in re.findall(r"(?:Ctrl|Alt|Shift)\+(?:Shift\+)?(?:\d|F?\d+|[A-Za-z]+(?![A-Za-z+]))", text)
    }
    assert {chord for _, chord in named} >= {"Ctrl+O", "Ctrl+5"}
    assert {(name, chord) for name, chord in named if chord not in known} == set()
