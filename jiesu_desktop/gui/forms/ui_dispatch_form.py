# -*- coding: utf-8 -*-

# source-sha256: 600f0753e1242b08f59f0d5525e04dbfd124d02c1511aa437ea1236c07f4a488

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateTimeEdit, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QListWidget,
    QListWidgetItem, QPlainTextEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)
class Ui_DispatchForm(object):
    def setupUi(self, DispatchForm):
        if not DispatchForm.objectName():
            DispatchForm.setObjectName(u"DispatchForm")
        DispatchForm.resize(640, 300)
        self.body = QVBoxLayout(DispatchForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(DispatchForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(DispatchForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(DispatchForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.unitCaption = QLabel(DispatchForm)
        self.unitCaption.setObjectName(u"unitCaption")
        self.unitCaption.setWordWrap(False)

        self.fields.addWidget(self.unitCaption, 0, 0, 1, 1)

        self.unit = QLineEdit(DispatchForm)
        self.unit.setObjectName(u"unit")

        self.fields.addWidget(self.unit, 0, 1, 1, 1)

        self.unitError = QLabel(DispatchForm)
        self.unitError.setObjectName(u"unitError")
        self.unitError.setWordWrap(True)

        self.fields.addWidget(self.unitError, 1, 1, 1, 1)

        self.units = QListWidget(DispatchForm)
        self.units.setObjectName(u"units")
        self.units.setMinimumSize(QSize(0, 150))

        self.fields.addWidget(self.units, 2, 1, 1, 1)

        self.unitsError = QLabel(DispatchForm)
        self.unitsError.setObjectName(u"unitsError")
        self.unitsError.setWordWrap(True)

        self.fields.addWidget(self.unitsError, 3, 1, 1, 1)

        self.assistCaption = QLabel(DispatchForm)
        self.assistCaption.setObjectName(u"assistCaption")
        self.assistCaption.setWordWrap(False)

        self.fields.addWidget(self.assistCaption, 4, 0, 1, 1)

        self.assist = QLineEdit(DispatchForm)
        self.assist.setObjectName(u"assist")

        self.fields.addWidget(self.assist, 4, 1, 1, 1)

        self.assistError = QLabel(DispatchForm)
        self.assistError.setObjectName(u"assistError")
        self.assistError.setWordWrap(True)

        self.fields.addWidget(self.assistError, 5, 1, 1, 1)

        self.reasonCaption = QLabel(DispatchForm)
        self.reasonCaption.setObjectName(u"reasonCaption")
        self.reasonCaption.setWordWrap(False)

        self.fields.addWidget(self.reasonCaption, 6, 0, 1, 1)

        self.reason = QLineEdit(DispatchForm)
        self.reason.setObjectName(u"reason")

        self.fields.addWidget(self.reason, 6, 1, 1, 1)

        self.reasonError = QLabel(DispatchForm)
        self.reasonError.setObjectName(u"reasonError")
        self.reasonError.setWordWrap(True)

        self.fields.addWidget(self.reasonError, 7, 1, 1, 1)

        self.textCaption = QLabel(DispatchForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 8, 0, 1, 1)

        self.text = QPlainTextEdit(DispatchForm)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 56))

        self.fields.addWidget(self.text, 8, 1, 1, 1)

        self.textError = QLabel(DispatchForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 9, 1, 1, 1)

        self.occurredAtCaption = QLabel(DispatchForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 10, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(DispatchForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 10, 1, 1, 1)

        self.occurredAtError = QLabel(DispatchForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 11, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(DispatchForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(DispatchForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(DispatchForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(DispatchForm)

        QMetaObject.connectSlotsByName(DispatchForm)
    # setupUi

    def retranslateUi(self, DispatchForm):
        DispatchForm.setWindowTitle(QCoreApplication.translate("DispatchForm", u"\u6d3e\u53d1", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.unitCaption.setText(QCoreApplication.translate("DispatchForm", u"\u67e5\u627e\u5355\u4f4d", None))
        self.unitCaption.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"muted", None))
        self.unit.setPlaceholderText(QCoreApplication.translate("DispatchForm", u"\u540d\u79f0\u3001\u62fc\u97f3\u9996\u5b57\u6bcd\u3001\u804c\u8d23\u8bcd\u6216\u7535\u8bdd", None))
        self.unitError.setText("")
        self.unitError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.unitsError.setText("")
        self.unitsError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.assistCaption.setText(QCoreApplication.translate("DispatchForm", u"\u534f\u529e\u5355\u4f4d", None))
        self.assistCaption.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"muted", None))
        self.assist.setPlaceholderText(QCoreApplication.translate("DispatchForm", u"\u53ef\u4e0d\u586b\uff0c\u591a\u4e2a\u7528\u3001\u9694\u5f00\uff1b\u9009\u4e2d\u5355\u4f4d\u540e\u6309 Ctrl+\u7a7a\u683c \u52a0\u5165", None))
        self.assistError.setText("")
        self.assistError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.reasonCaption.setText(QCoreApplication.translate("DispatchForm", u"\u539f\u56e0", None))
        self.reasonCaption.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"muted", None))
        self.reason.setPlaceholderText(QCoreApplication.translate("DispatchForm", u"\u6539\u6d3e\u65f6\u5fc5\u586b", None))
        self.reasonError.setText("")
        self.reasonError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("DispatchForm", u"\u9644\u8a00", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"muted", None))
        self.text.setPlaceholderText(QCoreApplication.translate("DispatchForm", u"\u7ed9\u627f\u529e\u5355\u4f4d\u7684\u8bdd\uff08\u53ef\u4e0d\u586b\uff09", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("DispatchForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("DispatchForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("DispatchForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("DispatchForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("DispatchForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("DispatchForm", u"\u6d3e\u53d1", None))
        self.save.setProperty(u"role", QCoreApplication.translate("DispatchForm", u"primary", None))
    # retranslateUi

