from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.tray import NO_TRAY, Tray, icon


def picture(count: int, top: bool, lit: bool = True) -> QImage:
    return icon(count, top, lit).pixmap(QSize(32, 32)).toImage()


def test_the_icon_changes_in_shape_number_and_colour(qtbot: QtBot) -> None:
    calm, two, three, top = picture(0, False), picture(2, False), picture(3, False), picture(2, True)
    assert len({image.cacheKey() for image in (calm, two, three, top)}) == 4
    assert calm != two != three
    assert two != top
    corner = (2, 2)
    assert calm.pixelColor(16, 2).alpha() > 200, "a disc reaches its top edge"
    assert two.pixelColor(*corner).alpha() == 0, "a triangle leaves the corners empty"
    assert two.pixelColor(2, 30).alpha() > 200
    assert calm.pixelColor(2, 30).alpha() == 0


def test_the_dark_half_of_a_flash_looks_different(qtbot: QtBot) -> None:
    assert picture(1, True, lit=True) != picture(1, True, lit=False)


def test_a_desktop_without_a_tray_is_said_so_and_gives_no_balloon(qtbot: QtBot) -> None:
    tray = Tray()
    said: list[tuple[bool, str]] = []
    tray.state.connect(lambda there, why: said.append((there, why)))
    tray.start()
    assert said == [(False, NO_TRAY)]
    assert not tray.there
    tray.stop()


def test_the_icon_in_the_tray_is_that_of_the_count_and_of_the_half_of_the_flash(qtbot: QtBot) -> None:
    tray = Tray()

    def shown() -> QImage:
        return tray._icon.icon().pixmap(QSize(32, 32)).toImage()

    for count, top in ((1, False), (2, False), (2, True), (0, False)):
        tray.show_count(count, top)
        for lit in (True, False, True):
            tray.flash(lit)
            assert shown() == picture(count, top, lit or not count)
    tray.stop()
