"""Chinese for the parts of the screen whose words are Qt's own: file and print dialogs, menus of text fields, calendars."""

from __future__ import annotations

import logging

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from jiesu_desktop.paths import resource

log = logging.getLogger(__name__)

_CHINA = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def speak_chinese(app: QApplication) -> bool:
    """Whatever language the system is set to: a duty room's Linux often has none at all (LANG=C).

    What Qt's own translation leaves in English stands in ``resources/translations/qt_left_out.ts``, made into its ``.qm`` by
    ``pyside6-lrelease``.

    Returns:
        Whether Qt's own words were found; without them they stay English, and the log says so.
    """
    QLocale.setDefault(_CHINA)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = True
    for file in (f"{folder}/qtbase_zh_CN.qm", str(resource("translations/qt_left_out.qm"))):
        translator = QTranslator(app)
        if translator.load(file):
            app.installTranslator(translator)
        else:
            log.warning("no Chinese for Qt's own dialogs: %s", file)
            found = False
    return found
