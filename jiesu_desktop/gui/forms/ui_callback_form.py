# -*- coding: utf-8 -*-

# source-sha256: 8a07b4daff0a507522e86df4a4f56748e6465b20171311b845682017da525c5f

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateTimeEdit, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QPlainTextEdit, QPushButton,
    QRadioButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)
class Ui_CallbackForm(object):
    def setupUi(self, CallbackForm):
        if not CallbackForm.objectName():
            CallbackForm.setObjectName(u"CallbackForm")
        CallbackForm.resize(560, 300)
        self.body = QVBoxLayout(CallbackForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(CallbackForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(CallbackForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(CallbackForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.meansCaption = QLabel(CallbackForm)
        self.meansCaption.setObjectName(u"meansCaption")
        self.meansCaption.setWordWrap(False)

        self.fields.addWidget(self.meansCaption, 0, 0, 1, 1)

        self.means = QWidget(CallbackForm)
        self.means.setObjectName(u"means")
        self.meansLayout = QHBoxLayout(self.means)
        self.meansLayout.setObjectName(u"meansLayout")
        self.meansLayout.setContentsMargins(0, 0, 0, 0)
        self.means_0 = QRadioButton(self.means)
        self.means_0.setObjectName(u"means_0")

        self.meansLayout.addWidget(self.means_0)

        self.means_1 = QRadioButton(self.means)
        self.means_1.setObjectName(u"means_1")

        self.meansLayout.addWidget(self.means_1)

        self.means_2 = QRadioButton(self.means)
        self.means_2.setObjectName(u"means_2")

        self.meansLayout.addWidget(self.means_2)

        self.meansSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.meansLayout.addItem(self.meansSpace)


        self.fields.addWidget(self.means, 0, 1, 1, 1)

        self.meansError = QLabel(CallbackForm)
        self.meansError.setObjectName(u"meansError")
        self.meansError.setWordWrap(True)

        self.fields.addWidget(self.meansError, 1, 1, 1, 1)

        self.outcomeCaption = QLabel(CallbackForm)
        self.outcomeCaption.setObjectName(u"outcomeCaption")
        self.outcomeCaption.setWordWrap(False)

        self.fields.addWidget(self.outcomeCaption, 2, 0, 1, 1)

        self.outcome = QWidget(CallbackForm)
        self.outcome.setObjectName(u"outcome")
        self.outcomeLayout = QHBoxLayout(self.outcome)
        self.outcomeLayout.setObjectName(u"outcomeLayout")
        self.outcomeLayout.setContentsMargins(0, 0, 0, 0)
        self.outcome_0 = QRadioButton(self.outcome)
        self.outcome_0.setObjectName(u"outcome_0")

        self.outcomeLayout.addWidget(self.outcome_0)

        self.outcome_1 = QRadioButton(self.outcome)
        self.outcome_1.setObjectName(u"outcome_1")

        self.outcomeLayout.addWidget(self.outcome_1)

        self.outcome_2 = QRadioButton(self.outcome)
        self.outcome_2.setObjectName(u"outcome_2")

        self.outcomeLayout.addWidget(self.outcome_2)

        self.outcome_3 = QRadioButton(self.outcome)
        self.outcome_3.setObjectName(u"outcome_3")

        self.outcomeLayout.addWidget(self.outcome_3)

        self.outcomeSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.outcomeLayout.addItem(self.outcomeSpace)


        self.fields.addWidget(self.outcome, 2, 1, 1, 1)

        self.outcomeError = QLabel(CallbackForm)
        self.outcomeError.setObjectName(u"outcomeError")
        self.outcomeError.setWordWrap(True)

        self.fields.addWidget(self.outcomeError, 3, 1, 1, 1)

        self.contactedCaption = QLabel(CallbackForm)
        self.contactedCaption.setObjectName(u"contactedCaption")
        self.contactedCaption.setWordWrap(False)

        self.fields.addWidget(self.contactedCaption, 4, 0, 1, 1)

        self.contacted = QWidget(CallbackForm)
        self.contacted.setObjectName(u"contacted")
        self.contactedLayout = QHBoxLayout(self.contacted)
        self.contactedLayout.setObjectName(u"contactedLayout")
        self.contactedLayout.setContentsMargins(0, 0, 0, 0)
        self.contacted_0 = QRadioButton(self.contacted)
        self.contacted_0.setObjectName(u"contacted_0")

        self.contactedLayout.addWidget(self.contacted_0)

        self.contacted_1 = QRadioButton(self.contacted)
        self.contacted_1.setObjectName(u"contacted_1")

        self.contactedLayout.addWidget(self.contacted_1)

        self.contactedSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.contactedLayout.addItem(self.contactedSpace)


        self.fields.addWidget(self.contacted, 4, 1, 1, 1)

        self.contactedError = QLabel(CallbackForm)
        self.contactedError.setObjectName(u"contactedError")
        self.contactedError.setWordWrap(True)

        self.fields.addWidget(self.contactedError, 5, 1, 1, 1)

        self.resolvedCaption = QLabel(CallbackForm)
        self.resolvedCaption.setObjectName(u"resolvedCaption")
        self.resolvedCaption.setWordWrap(False)

        self.fields.addWidget(self.resolvedCaption, 6, 0, 1, 1)

        self.resolved = QWidget(CallbackForm)
        self.resolved.setObjectName(u"resolved")
        self.resolvedLayout = QHBoxLayout(self.resolved)
        self.resolvedLayout.setObjectName(u"resolvedLayout")
        self.resolvedLayout.setContentsMargins(0, 0, 0, 0)
        self.resolved_0 = QRadioButton(self.resolved)
        self.resolved_0.setObjectName(u"resolved_0")

        self.resolvedLayout.addWidget(self.resolved_0)

        self.resolved_1 = QRadioButton(self.resolved)
        self.resolved_1.setObjectName(u"resolved_1")

        self.resolvedLayout.addWidget(self.resolved_1)

        self.resolved_2 = QRadioButton(self.resolved)
        self.resolved_2.setObjectName(u"resolved_2")

        self.resolvedLayout.addWidget(self.resolved_2)

        self.resolvedSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.resolvedLayout.addItem(self.resolvedSpace)


        self.fields.addWidget(self.resolved, 6, 1, 1, 1)

        self.resolvedError = QLabel(CallbackForm)
        self.resolvedError.setObjectName(u"resolvedError")
        self.resolvedError.setWordWrap(True)

        self.fields.addWidget(self.resolvedError, 7, 1, 1, 1)

        self.satisfiedCaption = QLabel(CallbackForm)
        self.satisfiedCaption.setObjectName(u"satisfiedCaption")
        self.satisfiedCaption.setWordWrap(False)

        self.fields.addWidget(self.satisfiedCaption, 8, 0, 1, 1)

        self.satisfied = QWidget(CallbackForm)
        self.satisfied.setObjectName(u"satisfied")
        self.satisfiedLayout = QHBoxLayout(self.satisfied)
        self.satisfiedLayout.setObjectName(u"satisfiedLayout")
        self.satisfiedLayout.setContentsMargins(0, 0, 0, 0)
        self.satisfied_0 = QRadioButton(self.satisfied)
        self.satisfied_0.setObjectName(u"satisfied_0")

        self.satisfiedLayout.addWidget(self.satisfied_0)

        self.satisfied_1 = QRadioButton(self.satisfied)
        self.satisfied_1.setObjectName(u"satisfied_1")

        self.satisfiedLayout.addWidget(self.satisfied_1)

        self.satisfied_2 = QRadioButton(self.satisfied)
        self.satisfied_2.setObjectName(u"satisfied_2")

        self.satisfiedLayout.addWidget(self.satisfied_2)

        self.satisfiedSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.satisfiedLayout.addItem(self.satisfiedSpace)


        self.fields.addWidget(self.satisfied, 8, 1, 1, 1)

        self.satisfiedError = QLabel(CallbackForm)
        self.satisfiedError.setObjectName(u"satisfiedError")
        self.satisfiedError.setWordWrap(True)

        self.fields.addWidget(self.satisfiedError, 9, 1, 1, 1)

        self.textCaption = QLabel(CallbackForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 10, 0, 1, 1)

        self.text = QPlainTextEdit(CallbackForm)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 72))

        self.fields.addWidget(self.text, 10, 1, 1, 1)

        self.textError = QLabel(CallbackForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 11, 1, 1, 1)

        self.occurredAtCaption = QLabel(CallbackForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 12, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(CallbackForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 12, 1, 1, 1)

        self.occurredAtError = QLabel(CallbackForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 13, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(CallbackForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(CallbackForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(CallbackForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(CallbackForm)

        QMetaObject.connectSlotsByName(CallbackForm)
    # setupUi

    def retranslateUi(self, CallbackForm):
        CallbackForm.setWindowTitle(QCoreApplication.translate("CallbackForm", u"\u56de\u8bbf", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.meansCaption.setText(QCoreApplication.translate("CallbackForm", u"\u65b9\u5f0f", None))
        self.meansCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.means_0.setText(QCoreApplication.translate("CallbackForm", u"\u7535\u8bdd", None))
        self.means_0.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u7535\u8bdd", None))
        self.means_1.setText(QCoreApplication.translate("CallbackForm", u"\u89c1\u9762", None))
        self.means_1.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u89c1\u9762", None))
        self.means_2.setText(QCoreApplication.translate("CallbackForm", u"\u73b0\u573a", None))
        self.means_2.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u73b0\u573a", None))
        self.meansError.setText("")
        self.meansError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.outcomeCaption.setText(QCoreApplication.translate("CallbackForm", u"\u63a5\u901a\u60c5\u51b5", None))
        self.outcomeCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.outcome_0.setText(QCoreApplication.translate("CallbackForm", u"\u63a5\u901a", None))
        self.outcome_0.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"told", None))
        self.outcome_1.setText(QCoreApplication.translate("CallbackForm", u"\u65e0\u4eba\u63a5", None))
        self.outcome_1.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"no_answer", None))
        self.outcome_2.setText(QCoreApplication.translate("CallbackForm", u"\u5360\u7ebf", None))
        self.outcome_2.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"busy", None))
        self.outcome_3.setText(QCoreApplication.translate("CallbackForm", u"\u53f7\u7801\u9519\u8bef", None))
        self.outcome_3.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"wrong_number", None))
        self.outcomeError.setText("")
        self.outcomeError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.contactedCaption.setText(QCoreApplication.translate("CallbackForm", u"\u662f\u5426\u8054\u7cfb", None))
        self.contactedCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.contacted_0.setText(QCoreApplication.translate("CallbackForm", u"\u662f", None))
        self.contacted_0.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u662f", None))
        self.contacted_1.setText(QCoreApplication.translate("CallbackForm", u"\u5426", None))
        self.contacted_1.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u5426", None))
        self.contactedError.setText("")
        self.contactedError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.resolvedCaption.setText(QCoreApplication.translate("CallbackForm", u"\u662f\u5426\u89e3\u51b3", None))
        self.resolvedCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.resolved_0.setText(QCoreApplication.translate("CallbackForm", u"\u5df2\u89e3\u51b3", None))
        self.resolved_0.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u5df2\u89e3\u51b3", None))
        self.resolved_1.setText(QCoreApplication.translate("CallbackForm", u"\u90e8\u5206\u89e3\u51b3", None))
        self.resolved_1.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u90e8\u5206\u89e3\u51b3", None))
        self.resolved_2.setText(QCoreApplication.translate("CallbackForm", u"\u672a\u89e3\u51b3", None))
        self.resolved_2.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u672a\u89e3\u51b3", None))
        self.resolvedError.setText("")
        self.resolvedError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.satisfiedCaption.setText(QCoreApplication.translate("CallbackForm", u"\u662f\u5426\u6ee1\u610f", None))
        self.satisfiedCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.satisfied_0.setText(QCoreApplication.translate("CallbackForm", u"\u6ee1\u610f", None))
        self.satisfied_0.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u6ee1\u610f", None))
        self.satisfied_1.setText(QCoreApplication.translate("CallbackForm", u"\u57fa\u672c\u6ee1\u610f", None))
        self.satisfied_1.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u57fa\u672c\u6ee1\u610f", None))
        self.satisfied_2.setText(QCoreApplication.translate("CallbackForm", u"\u4e0d\u6ee1\u610f", None))
        self.satisfied_2.setProperty(u"value", QCoreApplication.translate("CallbackForm", u"\u4e0d\u6ee1\u610f", None))
        self.satisfiedError.setText("")
        self.satisfiedError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("CallbackForm", u"\u610f\u89c1\u4e0e\u8bc9\u6c42", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.text.setPlaceholderText(QCoreApplication.translate("CallbackForm", u"\u5e02\u6c11\u7684\u610f\u89c1\u3001\u8bc9\u6c42\u3001\u5efa\u8bae\u548c\u4e0b\u4e00\u6b65", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("CallbackForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("CallbackForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("CallbackForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("CallbackForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("CallbackForm", u"\u8bb0\u5f55\u56de\u8bbf", None))
        self.save.setProperty(u"role", QCoreApplication.translate("CallbackForm", u"primary", None))
    # retranslateUi

