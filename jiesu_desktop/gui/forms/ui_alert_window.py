# -*- coding: utf-8 -*-

# source-sha256: 6afb1fe9f6490e16bc9195963cc83058078a02a2e53aa0737aaed1eeaec480cb

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)
class Ui_AlertWindow(object):
    def setupUi(self, AlertWindow):
        if not AlertWindow.objectName():
            AlertWindow.setObjectName(u"AlertWindow")
        AlertWindow.resize(420, 190)
        self.body = QVBoxLayout(AlertWindow)
        self.body.setSpacing(8)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(16, 12, 16, 14)
        self.head = QHBoxLayout()
        self.head.setObjectName(u"head")
        self.mark = QLabel(AlertWindow)
        self.mark.setObjectName(u"mark")

        self.head.addWidget(self.mark)

        self.number = QLabel(AlertWindow)
        self.number.setObjectName(u"number")

        self.head.addWidget(self.number)

        self.gap = QSpacerItem(20, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.gap)

        self.left = QLabel(AlertWindow)
        self.left.setObjectName(u"left")

        self.head.addWidget(self.left)


        self.body.addLayout(self.head)

        self.sentence = QLabel(AlertWindow)
        self.sentence.setObjectName(u"sentence")
        self.sentence.setWordWrap(True)

        self.body.addWidget(self.sentence)

        self.more = QLabel(AlertWindow)
        self.more.setObjectName(u"more")

        self.body.addWidget(self.more)

        self.push = QSpacerItem(10, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.push)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.handle = QPushButton(AlertWindow)
        self.handle.setObjectName(u"handle")
        self.handle.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.buttons.addWidget(self.handle)

        self.shelve = QPushButton(AlertWindow)
        self.shelve.setObjectName(u"shelve")
        self.shelve.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.buttons.addWidget(self.shelve)

        self.seen = QPushButton(AlertWindow)
        self.seen.setObjectName(u"seen")
        self.seen.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        self.buttons.addWidget(self.seen)


        self.body.addLayout(self.buttons)


        self.retranslateUi(AlertWindow)

        QMetaObject.connectSlotsByName(AlertWindow)
    # setupUi

    def retranslateUi(self, AlertWindow):
        AlertWindow.setWindowTitle(QCoreApplication.translate("AlertWindow", u"\u63d0\u9192", None))
        AlertWindow.setProperty(u"role", QCoreApplication.translate("AlertWindow", u"card", None))
        self.mark.setText(QCoreApplication.translate("AlertWindow", u"\u25b2", None))
        self.mark.setProperty(u"tone", QCoreApplication.translate("AlertWindow", u"overdue", None))
        self.number.setText("")
        self.number.setProperty(u"tone", QCoreApplication.translate("AlertWindow", u"small", None))
        self.left.setText("")
        self.left.setProperty(u"tone", QCoreApplication.translate("AlertWindow", u"big", None))
        self.sentence.setText("")
        self.sentence.setProperty(u"tone", QCoreApplication.translate("AlertWindow", u"title", None))
        self.more.setText("")
        self.more.setProperty(u"tone", QCoreApplication.translate("AlertWindow", u"muted", None))
        self.handle.setText(QCoreApplication.translate("AlertWindow", u"\u53bb\u5904\u7406\u3000F8", None))
        self.handle.setProperty(u"role", QCoreApplication.translate("AlertWindow", u"primary", None))
        self.shelve.setText(QCoreApplication.translate("AlertWindow", u"\u6401\u7f6e\u3000F7", None))
        self.seen.setText(QCoreApplication.translate("AlertWindow", u"\u77e5\u9053\u4e86\u3000F9", None))
    # retranslateUi

