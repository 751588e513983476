# -*- coding: utf-8 -*-

# source-sha256: a02cec84155d6fe95e1a33ec1b77231f0df33b928ec0ced317b0d28921faf181

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDateTimeEdit, QDialog,
    QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)
class Ui_ReturnForm(object):
    def setupUi(self, ReturnForm):
        if not ReturnForm.objectName():
            ReturnForm.setObjectName(u"ReturnForm")
        ReturnForm.resize(560, 300)
        self.body = QVBoxLayout(ReturnForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(ReturnForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(ReturnForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(ReturnForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.reasonCaption = QLabel(ReturnForm)
        self.reasonCaption.setObjectName(u"reasonCaption")
        self.reasonCaption.setWordWrap(False)

        self.fields.addWidget(self.reasonCaption, 0, 0, 1, 1)

        self.reason = QComboBox(ReturnForm)
        self.reason.setObjectName(u"reason")
        self.reason.setEditable(True)

        self.fields.addWidget(self.reason, 0, 1, 1, 1)

        self.reasonError = QLabel(ReturnForm)
        self.reasonError.setObjectName(u"reasonError")
        self.reasonError.setWordWrap(True)

        self.fields.addWidget(self.reasonError, 1, 1, 1, 1)

        self.textCaption = QLabel(ReturnForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 2, 0, 1, 1)

        self.text = QPlainTextEdit(ReturnForm)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 72))

        self.fields.addWidget(self.text, 2, 1, 1, 1)

        self.textError = QLabel(ReturnForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 3, 1, 1, 1)

        self.occurredAtCaption = QLabel(ReturnForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 4, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(ReturnForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 4, 1, 1, 1)

        self.occurredAtError = QLabel(ReturnForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 5, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(ReturnForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(ReturnForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(ReturnForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(ReturnForm)

        QMetaObject.connectSlotsByName(ReturnForm)
    # setupUi

    def retranslateUi(self, ReturnForm):
        ReturnForm.setWindowTitle(QCoreApplication.translate("ReturnForm", u"\u9000\u56de", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"error", None))
        self.reasonCaption.setText(QCoreApplication.translate("ReturnForm", u"\u9000\u56de\u539f\u56e0", None))
        self.reasonCaption.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"muted", None))
        self.reasonError.setText("")
        self.reasonError.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("ReturnForm", u"\u8bf4\u660e", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"muted", None))
        self.text.setPlaceholderText(QCoreApplication.translate("ReturnForm", u"\u9000\u56de\u7ed9\u4e0a\u6e38\u65f6\u5199\u660e\u7684\u7406\u7531", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("ReturnForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("ReturnForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("ReturnForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("ReturnForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("ReturnForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("ReturnForm", u"\u9000\u56de", None))
        self.save.setProperty(u"role", QCoreApplication.translate("ReturnForm", u"primary", None))
    # retranslateUi

