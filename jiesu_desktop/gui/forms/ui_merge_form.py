# -*- coding: utf-8 -*-

# source-sha256: e367d4eb34be68c4818259955c5a6bc37fd3a57a6c4791df790be613657af6a3

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateTimeEdit, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QListWidget,
    QListWidgetItem, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)
class Ui_MergeForm(object):
    def setupUi(self, MergeForm):
        if not MergeForm.objectName():
            MergeForm.setObjectName(u"MergeForm")
        MergeForm.resize(640, 300)
        self.body = QVBoxLayout(MergeForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(MergeForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(MergeForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(MergeForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.ordersCaption = QLabel(MergeForm)
        self.ordersCaption.setObjectName(u"ordersCaption")
        self.ordersCaption.setWordWrap(False)

        self.fields.addWidget(self.ordersCaption, 0, 0, 1, 1)

        self.orders = QListWidget(MergeForm)
        self.orders.setObjectName(u"orders")
        self.orders.setMinimumSize(QSize(0, 150))

        self.fields.addWidget(self.orders, 0, 1, 1, 1)

        self.ordersError = QLabel(MergeForm)
        self.ordersError.setObjectName(u"ordersError")
        self.ordersError.setWordWrap(True)

        self.fields.addWidget(self.ordersError, 1, 1, 1, 1)

        self.numberCaption = QLabel(MergeForm)
        self.numberCaption.setObjectName(u"numberCaption")
        self.numberCaption.setWordWrap(False)

        self.fields.addWidget(self.numberCaption, 2, 0, 1, 1)

        self.number = QLineEdit(MergeForm)
        self.number.setObjectName(u"number")

        self.fields.addWidget(self.number, 2, 1, 1, 1)

        self.numberError = QLabel(MergeForm)
        self.numberError.setObjectName(u"numberError")
        self.numberError.setWordWrap(True)

        self.fields.addWidget(self.numberError, 3, 1, 1, 1)

        self.reasonCaption = QLabel(MergeForm)
        self.reasonCaption.setObjectName(u"reasonCaption")
        self.reasonCaption.setWordWrap(False)

        self.fields.addWidget(self.reasonCaption, 4, 0, 1, 1)

        self.reason = QLineEdit(MergeForm)
        self.reason.setObjectName(u"reason")

        self.fields.addWidget(self.reason, 4, 1, 1, 1)

        self.reasonError = QLabel(MergeForm)
        self.reasonError.setObjectName(u"reasonError")
        self.reasonError.setWordWrap(True)

        self.fields.addWidget(self.reasonError, 5, 1, 1, 1)

        self.occurredAtCaption = QLabel(MergeForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 6, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(MergeForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 6, 1, 1, 1)

        self.occurredAtError = QLabel(MergeForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 7, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(MergeForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(MergeForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(MergeForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(MergeForm)

        QMetaObject.connectSlotsByName(MergeForm)
    # setupUi

    def retranslateUi(self, MergeForm):
        MergeForm.setWindowTitle(QCoreApplication.translate("MergeForm", u"\u5408\u5e76", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"error", None))
        self.ordersCaption.setText(QCoreApplication.translate("MergeForm", u"\u5408\u5e76\u5230", None))
        self.ordersCaption.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"muted", None))
        self.ordersError.setText("")
        self.ordersError.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"error", None))
        self.numberCaption.setText(QCoreApplication.translate("MergeForm", u"\u4e3b\u5355\u7f16\u53f7", None))
        self.numberCaption.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"muted", None))
        self.number.setPlaceholderText(QCoreApplication.translate("MergeForm", u"\u4e5f\u53ef\u76f4\u63a5\u586b\u5199\u4e3b\u5355\u7684\u5de5\u5355\u7f16\u53f7", None))
        self.numberError.setText("")
        self.numberError.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"error", None))
        self.reasonCaption.setText(QCoreApplication.translate("MergeForm", u"\u539f\u56e0", None))
        self.reasonCaption.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"muted", None))
        self.reason.setPlaceholderText(QCoreApplication.translate("MergeForm", u"\u53ef\u4e0d\u586b", None))
        self.reasonError.setText("")
        self.reasonError.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("MergeForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("MergeForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("MergeForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("MergeForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("MergeForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("MergeForm", u"\u5408\u5e76", None))
        self.save.setProperty(u"role", QCoreApplication.translate("MergeForm", u"primary", None))
    # retranslateUi

