# -*- coding: utf-8 -*-

# source-sha256: 46b35d8c82313e1f8b4509f25fe1ffe0e68b529ce6b8112aa90ea9838b71cbe6

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)
class Ui_QuitForm(object):
    def setupUi(self, QuitForm):
        if not QuitForm.objectName():
            QuitForm.setObjectName(u"QuitForm")
        QuitForm.resize(480, 220)
        self.body = QVBoxLayout(QuitForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(QuitForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.orders = QLabel(QuitForm)
        self.orders.setObjectName(u"orders")
        self.orders.setTextFormat(Qt.TextFormat.PlainText)
        self.orders.setWordWrap(True)

        self.body.addWidget(self.orders)

        self.reasonCaption = QLabel(QuitForm)
        self.reasonCaption.setObjectName(u"reasonCaption")

        self.body.addWidget(self.reasonCaption)

        self.reason = QComboBox(QuitForm)
        self.reason.addItem("")
        self.reason.addItem("")
        self.reason.addItem("")
        self.reason.setObjectName(u"reason")
        self.reason.setEditable(True)

        self.body.addWidget(self.reason)

        self.reasonError = QLabel(QuitForm)
        self.reasonError.setObjectName(u"reasonError")

        self.body.addWidget(self.reasonError)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.space = QSpacerItem(40, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.space)

        self.leave = QPushButton(QuitForm)
        self.leave.setObjectName(u"leave")
        self.leave.setAutoDefault(False)

        self.buttons.addWidget(self.leave)

        self.remain = QPushButton(QuitForm)
        self.remain.setObjectName(u"remain")

        self.buttons.addWidget(self.remain)


        self.body.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.reasonCaption.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(QuitForm)

        self.remain.setDefault(True)


        QMetaObject.connectSlotsByName(QuitForm)
    # setupUi

    def retranslateUi(self, QuitForm):
        QuitForm.setWindowTitle(QCoreApplication.translate("QuitForm", u"\u9000\u51fa\u503c\u73ed\u53f0", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("QuitForm", u"title", None))
        self.orders.setText("")
        self.reasonCaption.setText(QCoreApplication.translate("QuitForm", u"\u9000\u51fa\u540e\u672c\u673a\u4e0d\u518d\u63d0\u9192\u3002\u8bf7\u5199\u660e\u539f\u56e0(&R)\uff1a", None))
        self.reason.setItemText(0, QCoreApplication.translate("QuitForm", u"\u4ea4\u73ed\uff0c\u7531\u53e6\u4e00\u53f0\u503c\u73ed", None))
        self.reason.setItemText(1, QCoreApplication.translate("QuitForm", u"\u672c\u673a\u8981\u5173\u673a\u6216\u91cd\u542f", None))
        self.reason.setItemText(2, QCoreApplication.translate("QuitForm", u"\u7a0b\u5e8f\u5347\u7ea7", None))

        self.reasonError.setText("")
        self.reasonError.setProperty(u"tone", QCoreApplication.translate("QuitForm", u"error", None))
        self.leave.setText(QCoreApplication.translate("QuitForm", u"\u9000\u51fa", None))
        self.leave.setProperty(u"role", QCoreApplication.translate("QuitForm", u"danger", None))
        self.remain.setText(QCoreApplication.translate("QuitForm", u"\u4e0d\u9000\u51fa", None))
        self.remain.setProperty(u"role", QCoreApplication.translate("QuitForm", u"primary", None))
    # retranslateUi

