# -*- coding: utf-8 -*-

# source-sha256: 13064ed93a033934aba3faadd56eb922007d8c8874519149689235797a5a58e5

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateTimeEdit, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)
class Ui_TextForm(object):
    def setupUi(self, TextForm):
        if not TextForm.objectName():
            TextForm.setObjectName(u"TextForm")
        TextForm.resize(560, 300)
        self.body = QVBoxLayout(TextForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(TextForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(TextForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(TextForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.reasonCaption = QLabel(TextForm)
        self.reasonCaption.setObjectName(u"reasonCaption")
        self.reasonCaption.setWordWrap(False)

        self.fields.addWidget(self.reasonCaption, 0, 0, 1, 1)

        self.reason = QLineEdit(TextForm)
        self.reason.setObjectName(u"reason")

        self.fields.addWidget(self.reason, 0, 1, 1, 1)

        self.reasonError = QLabel(TextForm)
        self.reasonError.setObjectName(u"reasonError")
        self.reasonError.setWordWrap(True)

        self.fields.addWidget(self.reasonError, 1, 1, 1, 1)

        self.textCaption = QLabel(TextForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 2, 0, 1, 1)

        self.text = QPlainTextEdit(TextForm)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 72))

        self.fields.addWidget(self.text, 2, 1, 1, 1)

        self.textError = QLabel(TextForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 3, 1, 1, 1)

        self.untilCaption = QLabel(TextForm)
        self.untilCaption.setObjectName(u"untilCaption")
        self.untilCaption.setWordWrap(False)

        self.fields.addWidget(self.untilCaption, 4, 0, 1, 1)

        self.until = QDateTimeEdit(TextForm)
        self.until.setObjectName(u"until")
        self.until.setCalendarPopup(False)

        self.fields.addWidget(self.until, 4, 1, 1, 1)

        self.untilError = QLabel(TextForm)
        self.untilError.setObjectName(u"untilError")
        self.untilError.setWordWrap(True)

        self.fields.addWidget(self.untilError, 5, 1, 1, 1)

        self.occurredAtCaption = QLabel(TextForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 6, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(TextForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 6, 1, 1, 1)

        self.occurredAtError = QLabel(TextForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 7, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(TextForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(TextForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(TextForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(TextForm)

        QMetaObject.connectSlotsByName(TextForm)
    # setupUi

    def retranslateUi(self, TextForm):
        TextForm.setWindowTitle(QCoreApplication.translate("TextForm", u"\u529e\u7406", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("TextForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("TextForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("TextForm", u"error", None))
        self.reasonCaption.setText(QCoreApplication.translate("TextForm", u"\u539f\u56e0", None))
        self.reasonCaption.setProperty(u"tone", QCoreApplication.translate("TextForm", u"muted", None))
        self.reasonError.setText("")
        self.reasonError.setProperty(u"tone", QCoreApplication.translate("TextForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("TextForm", u"\u5185\u5bb9", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("TextForm", u"muted", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("TextForm", u"error", None))
        self.untilCaption.setText(QCoreApplication.translate("TextForm", u"\u671f\u9650", None))
        self.untilCaption.setProperty(u"tone", QCoreApplication.translate("TextForm", u"muted", None))
        self.until.setDisplayFormat(QCoreApplication.translate("TextForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.untilError.setText("")
        self.untilError.setProperty(u"tone", QCoreApplication.translate("TextForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("TextForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("TextForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("TextForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("TextForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("TextForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("TextForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("TextForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("TextForm", u"\u786e\u5b9a", None))
        self.save.setProperty(u"role", QCoreApplication.translate("TextForm", u"primary", None))
    # retranslateUi

