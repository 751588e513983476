# -*- coding: utf-8 -*-

# source-sha256: 1e377c2ae0a43d24f2c74db7c5f7147fe82a584477b57d63c7a6c7a0c6bf767f

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit,
    QPushButton, QRadioButton, QScrollArea, QSizePolicy,
    QSpacerItem, QTextBrowser, QVBoxLayout, QWidget)
class Ui_CallbackForm(object):
    def setupUi(self, CallbackForm):
        if not CallbackForm.objectName():
            CallbackForm.setObjectName(u"CallbackForm")
        CallbackForm.resize(1020, 640)
        self.body = QVBoxLayout(CallbackForm)
        self.body.setSpacing(6)
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

        self.callerLine = QHBoxLayout()
        self.callerLine.setSpacing(10)
        self.callerLine.setObjectName(u"callerLine")
        self.caller = QLabel(CallbackForm)
        self.caller.setObjectName(u"caller")
        self.caller.setWordWrap(False)

        self.callerLine.addWidget(self.caller)

        self.reveal = QPushButton(CallbackForm)
        self.reveal.setObjectName(u"reveal")
        self.reveal.setAutoDefault(False)

        self.callerLine.addWidget(self.reveal)

        self.callerSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.callerLine.addItem(self.callerSpace)

        self.hours = QLabel(CallbackForm)
        self.hours.setObjectName(u"hours")
        self.hours.setWordWrap(False)

        self.callerLine.addWidget(self.hours)


        self.body.addLayout(self.callerLine)

        self.columns = QHBoxLayout()
        self.columns.setSpacing(14)
        self.columns.setObjectName(u"columns")
        self.askingScroll = QScrollArea(CallbackForm)
        self.askingScroll.setObjectName(u"askingScroll")
        self.askingScroll.setFrameShape(QFrame.Shape.NoFrame)
        self.askingScroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.askingScroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.askingScroll.setWidgetResizable(True)
        self.askingArea = QWidget()
        self.askingArea.setObjectName(u"askingArea")
        self.asking = QVBoxLayout(self.askingArea)
        self.asking.setSpacing(8)
        self.asking.setObjectName(u"asking")
        self.asking.setContentsMargins(0, 0, 8, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.meansCaption = QLabel(self.askingArea)
        self.meansCaption.setObjectName(u"meansCaption")
        self.meansCaption.setWordWrap(False)

        self.fields.addWidget(self.meansCaption, 0, 0, 1, 1)

        self.means = QWidget(self.askingArea)
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

        self.meansError = QLabel(self.askingArea)
        self.meansError.setObjectName(u"meansError")
        self.meansError.setWordWrap(True)

        self.fields.addWidget(self.meansError, 1, 1, 1, 1)

        self.outcomeCaption = QLabel(self.askingArea)
        self.outcomeCaption.setObjectName(u"outcomeCaption")
        self.outcomeCaption.setWordWrap(False)

        self.fields.addWidget(self.outcomeCaption, 2, 0, 1, 1)

        self.outcome = QWidget(self.askingArea)
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

        self.outcomeError = QLabel(self.askingArea)
        self.outcomeError.setObjectName(u"outcomeError")
        self.outcomeError.setWordWrap(True)

        self.fields.addWidget(self.outcomeError, 3, 1, 1, 1)

        self.contactCaption = QLabel(self.askingArea)
        self.contactCaption.setObjectName(u"contactCaption")
        self.contactCaption.setWordWrap(False)

        self.fields.addWidget(self.contactCaption, 4, 0, 1, 1)

        self.contact = QLineEdit(self.askingArea)
        self.contact.setObjectName(u"contact")

        self.fields.addWidget(self.contact, 4, 1, 1, 1)

        self.contactError = QLabel(self.askingArea)
        self.contactError.setObjectName(u"contactError")
        self.contactError.setWordWrap(True)

        self.fields.addWidget(self.contactError, 5, 1, 1, 1)

        self.contactedCaption = QLabel(self.askingArea)
        self.contactedCaption.setObjectName(u"contactedCaption")
        self.contactedCaption.setWordWrap(False)

        self.fields.addWidget(self.contactedCaption, 6, 0, 1, 1)

        self.contacted = QWidget(self.askingArea)
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


        self.fields.addWidget(self.contacted, 6, 1, 1, 1)

        self.contactedError = QLabel(self.askingArea)
        self.contactedError.setObjectName(u"contactedError")
        self.contactedError.setWordWrap(True)

        self.fields.addWidget(self.contactedError, 7, 1, 1, 1)

        self.resolvedCaption = QLabel(self.askingArea)
        self.resolvedCaption.setObjectName(u"resolvedCaption")
        self.resolvedCaption.setWordWrap(False)

        self.fields.addWidget(self.resolvedCaption, 8, 0, 1, 1)

        self.resolved = QWidget(self.askingArea)
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


        self.fields.addWidget(self.resolved, 8, 1, 1, 1)

        self.resolvedError = QLabel(self.askingArea)
        self.resolvedError.setObjectName(u"resolvedError")
        self.resolvedError.setWordWrap(True)

        self.fields.addWidget(self.resolvedError, 9, 1, 1, 1)

        self.satisfiedCaption = QLabel(self.askingArea)
        self.satisfiedCaption.setObjectName(u"satisfiedCaption")
        self.satisfiedCaption.setWordWrap(False)

        self.fields.addWidget(self.satisfiedCaption, 10, 0, 1, 1)

        self.satisfied = QWidget(self.askingArea)
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


        self.fields.addWidget(self.satisfied, 10, 1, 1, 1)

        self.satisfiedError = QLabel(self.askingArea)
        self.satisfiedError.setObjectName(u"satisfiedError")
        self.satisfiedError.setWordWrap(True)

        self.fields.addWidget(self.satisfiedError, 11, 1, 1, 1)

        self.textCaption = QLabel(self.askingArea)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 12, 0, 1, 1)

        self.text = QPlainTextEdit(self.askingArea)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 46))

        self.fields.addWidget(self.text, 12, 1, 1, 1)

        self.textError = QLabel(self.askingArea)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 13, 1, 1, 1)

        self.demandCaption = QLabel(self.askingArea)
        self.demandCaption.setObjectName(u"demandCaption")
        self.demandCaption.setWordWrap(False)

        self.fields.addWidget(self.demandCaption, 14, 0, 1, 1)

        self.demand = QLineEdit(self.askingArea)
        self.demand.setObjectName(u"demand")

        self.fields.addWidget(self.demand, 14, 1, 1, 1)

        self.demandError = QLabel(self.askingArea)
        self.demandError.setObjectName(u"demandError")
        self.demandError.setWordWrap(True)

        self.fields.addWidget(self.demandError, 15, 1, 1, 1)

        self.suggestionCaption = QLabel(self.askingArea)
        self.suggestionCaption.setObjectName(u"suggestionCaption")
        self.suggestionCaption.setWordWrap(False)

        self.fields.addWidget(self.suggestionCaption, 16, 0, 1, 1)

        self.suggestion = QLineEdit(self.askingArea)
        self.suggestion.setObjectName(u"suggestion")

        self.fields.addWidget(self.suggestion, 16, 1, 1, 1)

        self.suggestionError = QLabel(self.askingArea)
        self.suggestionError.setObjectName(u"suggestionError")
        self.suggestionError.setWordWrap(True)

        self.fields.addWidget(self.suggestionError, 17, 1, 1, 1)

        self.next_stepCaption = QLabel(self.askingArea)
        self.next_stepCaption.setObjectName(u"next_stepCaption")
        self.next_stepCaption.setWordWrap(False)

        self.fields.addWidget(self.next_stepCaption, 18, 0, 1, 1)

        self.next_step = QLineEdit(self.askingArea)
        self.next_step.setObjectName(u"next_step")

        self.fields.addWidget(self.next_step, 18, 1, 1, 1)

        self.next_stepError = QLabel(self.askingArea)
        self.next_stepError.setObjectName(u"next_stepError")
        self.next_stepError.setWordWrap(True)

        self.fields.addWidget(self.next_stepError, 19, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.asking.addLayout(self.fields)

        self.verdict = QLabel(self.askingArea)
        self.verdict.setObjectName(u"verdict")
        self.verdict.setWordWrap(True)

        self.asking.addWidget(self.verdict)

        self.askingScroll.setWidget(self.askingArea)

        self.columns.addWidget(self.askingScroll)

        self.side = QVBoxLayout()
        self.side.setSpacing(8)
        self.side.setObjectName(u"side")
        self.scriptHead = QHBoxLayout()
        self.scriptHead.setSpacing(10)
        self.scriptHead.setObjectName(u"scriptHead")
        self.scriptTitle = QLabel(CallbackForm)
        self.scriptTitle.setObjectName(u"scriptTitle")
        self.scriptTitle.setWordWrap(False)

        self.scriptHead.addWidget(self.scriptTitle)

        self.editScript = QPushButton(CallbackForm)
        self.editScript.setObjectName(u"editScript")
        self.editScript.setAutoDefault(False)

        self.scriptHead.addWidget(self.editScript)


        self.side.addLayout(self.scriptHead)

        self.scriptProblem = QLabel(CallbackForm)
        self.scriptProblem.setObjectName(u"scriptProblem")
        self.scriptProblem.setWordWrap(True)

        self.side.addWidget(self.scriptProblem)

        self.script = QTextBrowser(CallbackForm)
        self.script.setObjectName(u"script")
        self.script.setFrameShape(QFrame.Shape.NoFrame)
        self.script.setOpenLinks(False)

        self.side.addWidget(self.script)

        self.attemptsTitle = QLabel(CallbackForm)
        self.attemptsTitle.setObjectName(u"attemptsTitle")
        self.attemptsTitle.setWordWrap(False)

        self.side.addWidget(self.attemptsTitle)

        self.attempts = QLabel(CallbackForm)
        self.attempts.setObjectName(u"attempts")
        self.attempts.setWordWrap(True)

        self.side.addWidget(self.attempts)


        self.columns.addLayout(self.side)


        self.body.addLayout(self.columns)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(CallbackForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.rework = QPushButton(CallbackForm)
        self.rework.setObjectName(u"rework")
        self.rework.setAutoDefault(False)

        self.buttons.addWidget(self.rework)

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
        self.caller.setText("")
        self.caller.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"heading", None))
        self.reveal.setText(QCoreApplication.translate("CallbackForm", u"\u663e\u793a\u5e76\u590d\u5236\u53f7\u7801\u3000Alt+X", None))
        self.reveal.setProperty(u"role", QCoreApplication.translate("CallbackForm", u"link", None))
        self.hours.setText("")
        self.hours.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
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
        self.contactCaption.setText(QCoreApplication.translate("CallbackForm", u"\u63a5\u7535\u8bdd\u7684\u4eba", None))
        self.contactCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.contact.setPlaceholderText(QCoreApplication.translate("CallbackForm", u"\u5e02\u6c11\u672c\u4eba\u3001\u5bb6\u4eba\u2026\u2026", None))
        self.contactError.setText("")
        self.contactError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
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
        self.textCaption.setText(QCoreApplication.translate("CallbackForm", u"\u610f\u89c1", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.text.setPlaceholderText(QCoreApplication.translate("CallbackForm", u"\u5e02\u6c11\u7684\u539f\u8bdd", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.demandCaption.setText(QCoreApplication.translate("CallbackForm", u"\u8bc9\u6c42", None))
        self.demandCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.demand.setPlaceholderText(QCoreApplication.translate("CallbackForm", u"\u8fd8\u8981\u6c42\u4ec0\u4e48\uff1b\u4e8c\u6b21\u529e\u7406\u65f6\u5c31\u662f\u7ed9\u5355\u4f4d\u7684\u8981\u6c42", None))
        self.demandError.setText("")
        self.demandError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.suggestionCaption.setText(QCoreApplication.translate("CallbackForm", u"\u5efa\u8bae", None))
        self.suggestionCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.suggestion.setPlaceholderText(QCoreApplication.translate("CallbackForm", u"\u5e0c\u671b\u600e\u6837\u6539\u8fdb", None))
        self.suggestionError.setText("")
        self.suggestionError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.next_stepCaption.setText(QCoreApplication.translate("CallbackForm", u"\u4e0b\u4e00\u6b65", None))
        self.next_stepCaption.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.next_step.setPlaceholderText(QCoreApplication.translate("CallbackForm", u"\u6211\u4eec\u63a5\u4e0b\u6765\u505a\u4ec0\u4e48", None))
        self.next_stepError.setText("")
        self.next_stepError.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"error", None))
        self.verdict.setText("")
        self.verdict.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"warning", None))
        self.scriptTitle.setText(QCoreApplication.translate("CallbackForm", u"\u8bdd\u672f", None))
        self.scriptTitle.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"heading", None))
        self.editScript.setText(QCoreApplication.translate("CallbackForm", u"\u6539\u8bdd\u672f\u2026", None))
        self.editScript.setProperty(u"role", QCoreApplication.translate("CallbackForm", u"link", None))
        self.scriptProblem.setText("")
        self.scriptProblem.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"warning", None))
#if QT_CONFIG(accessibility)
        self.script.setAccessibleName(QCoreApplication.translate("CallbackForm", u"\u56de\u8bbf\u8bdd\u672f", None))
#endif // QT_CONFIG(accessibility)
        self.attemptsTitle.setText(QCoreApplication.translate("CallbackForm", u"\u672a\u8054\u7cfb\u4e0a", None))
        self.attemptsTitle.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"heading", None))
        self.attempts.setText("")
        self.attempts.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"muted", None))
        self.hint.setText(QCoreApplication.translate("CallbackForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("CallbackForm", u"small", None))
        self.rework.setText(QCoreApplication.translate("CallbackForm", u"\u8bb0\u5f55\u5e76\u4e8c\u6b21\u529e\u7406", None))
        self.cancel.setText(QCoreApplication.translate("CallbackForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("CallbackForm", u"\u8bb0\u5f55\u56de\u8bbf", None))
        self.save.setProperty(u"role", QCoreApplication.translate("CallbackForm", u"primary", None))
    # retranslateUi

