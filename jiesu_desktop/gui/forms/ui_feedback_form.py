# -*- coding: utf-8 -*-

# source-sha256: 29ecc94a251fe119e63c5d62937a4e46d4d82f5ee1d6eaa7047254e33c1da1c8

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDateTimeEdit,
    QDialog, QGridLayout, QHBoxLayout, QLabel,
    QPlainTextEdit, QPushButton, QRadioButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)
class Ui_FeedbackForm(object):
    def setupUi(self, FeedbackForm):
        if not FeedbackForm.objectName():
            FeedbackForm.setObjectName(u"FeedbackForm")
        FeedbackForm.resize(560, 300)
        self.body = QVBoxLayout(FeedbackForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(FeedbackForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(FeedbackForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(FeedbackForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.unitCaption = QLabel(FeedbackForm)
        self.unitCaption.setObjectName(u"unitCaption")
        self.unitCaption.setWordWrap(False)

        self.fields.addWidget(self.unitCaption, 0, 0, 1, 1)

        self.unit = QComboBox(FeedbackForm)
        self.unit.setObjectName(u"unit")
        self.unit.setEditable(True)

        self.fields.addWidget(self.unit, 0, 1, 1, 1)

        self.unitError = QLabel(FeedbackForm)
        self.unitError.setObjectName(u"unitError")
        self.unitError.setWordWrap(True)

        self.fields.addWidget(self.unitError, 1, 1, 1, 1)

        self.textCaption = QLabel(FeedbackForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 2, 0, 1, 1)

        self.text = QPlainTextEdit(FeedbackForm)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 96))

        self.fields.addWidget(self.text, 2, 1, 1, 1)

        self.textError = QLabel(FeedbackForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 3, 1, 1, 1)

        self.finalCaption = QLabel(FeedbackForm)
        self.finalCaption.setObjectName(u"finalCaption")
        self.finalCaption.setWordWrap(False)

        self.fields.addWidget(self.finalCaption, 4, 0, 1, 1)

        self.final = QWidget(FeedbackForm)
        self.final.setObjectName(u"final")
        self.finalLayout = QHBoxLayout(self.final)
        self.finalLayout.setObjectName(u"finalLayout")
        self.finalLayout.setContentsMargins(0, 0, 0, 0)
        self.final_0 = QRadioButton(self.final)
        self.final_0.setObjectName(u"final_0")

        self.finalLayout.addWidget(self.final_0)

        self.final_1 = QRadioButton(self.final)
        self.final_1.setObjectName(u"final_1")

        self.finalLayout.addWidget(self.final_1)

        self.finalSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.finalLayout.addItem(self.finalSpace)


        self.fields.addWidget(self.final, 4, 1, 1, 1)

        self.finalError = QLabel(FeedbackForm)
        self.finalError.setObjectName(u"finalError")
        self.finalError.setWordWrap(True)

        self.fields.addWidget(self.finalError, 5, 1, 1, 1)

        self.promisedCaption = QLabel(FeedbackForm)
        self.promisedCaption.setObjectName(u"promisedCaption")
        self.promisedCaption.setWordWrap(False)

        self.fields.addWidget(self.promisedCaption, 6, 0, 1, 1)

        self.promised = QCheckBox(FeedbackForm)
        self.promised.setObjectName(u"promised")

        self.fields.addWidget(self.promised, 6, 1, 1, 1)

        self.promisedError = QLabel(FeedbackForm)
        self.promisedError.setObjectName(u"promisedError")
        self.promisedError.setWordWrap(True)

        self.fields.addWidget(self.promisedError, 7, 1, 1, 1)

        self.promise = QDateTimeEdit(FeedbackForm)
        self.promise.setObjectName(u"promise")
        self.promise.setCalendarPopup(False)

        self.fields.addWidget(self.promise, 8, 1, 1, 1)

        self.promiseError = QLabel(FeedbackForm)
        self.promiseError.setObjectName(u"promiseError")
        self.promiseError.setWordWrap(True)

        self.fields.addWidget(self.promiseError, 9, 1, 1, 1)

        self.occurredAtCaption = QLabel(FeedbackForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 10, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(FeedbackForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 10, 1, 1, 1)

        self.occurredAtError = QLabel(FeedbackForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 11, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(FeedbackForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(FeedbackForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(FeedbackForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(FeedbackForm)

        QMetaObject.connectSlotsByName(FeedbackForm)
    # setupUi

    def retranslateUi(self, FeedbackForm):
        FeedbackForm.setWindowTitle(QCoreApplication.translate("FeedbackForm", u"\u53cd\u9988", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.unitCaption.setText(QCoreApplication.translate("FeedbackForm", u"\u5355\u4f4d", None))
        self.unitCaption.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"muted", None))
        self.unitError.setText("")
        self.unitError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("FeedbackForm", u"\u53cd\u9988\u5185\u5bb9", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"muted", None))
        self.text.setPlaceholderText(QCoreApplication.translate("FeedbackForm", u"\u5355\u4f4d\u8bf4\u4e86\u4ec0\u4e48\uff08\u5fc5\u586b\uff09", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.finalCaption.setText(QCoreApplication.translate("FeedbackForm", u"\u7c7b\u522b", None))
        self.finalCaption.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"muted", None))
        self.final_0.setText(QCoreApplication.translate("FeedbackForm", u"\u9636\u6bb5\u53cd\u9988", None))
        self.final_0.setProperty(u"value", "")
        self.final_1.setText(QCoreApplication.translate("FeedbackForm", u"\u7ec8\u7ed3\u53cd\u9988\uff08\u5df2\u5904\u7406\u5b8c\uff09", None))
        self.final_1.setProperty(u"value", QCoreApplication.translate("FeedbackForm", u"yes", None))
        self.finalError.setText("")
        self.finalError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.promisedCaption.setText(QCoreApplication.translate("FeedbackForm", u"\u627f\u8bfa\u518d\u53cd\u9988", None))
        self.promisedCaption.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"muted", None))
        self.promised.setText(QCoreApplication.translate("FeedbackForm", u"\u5355\u4f4d\u627f\u8bfa\u4e86\u4e0b\u6b21\u53cd\u9988\u7684\u65f6\u95f4", None))
        self.promisedError.setText("")
        self.promisedError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.promise.setDisplayFormat(QCoreApplication.translate("FeedbackForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.promiseError.setText("")
        self.promiseError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("FeedbackForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("FeedbackForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("FeedbackForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("FeedbackForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("FeedbackForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("FeedbackForm", u"\u8bb0\u5f55\u53cd\u9988", None))
        self.save.setProperty(u"role", QCoreApplication.translate("FeedbackForm", u"primary", None))
    # retranslateUi

