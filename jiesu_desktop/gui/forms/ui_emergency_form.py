# -*- coding: utf-8 -*-

# source-sha256: 3189e5ee1f897628b8b1522f7f8fee301413ac33c677fb98819d71344e3fa71d

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)
class Ui_EmergencyForm(object):
    def setupUi(self, EmergencyForm):
        if not EmergencyForm.objectName():
            EmergencyForm.setObjectName(u"EmergencyForm")
        EmergencyForm.resize(1040, 520)
        self.body = QVBoxLayout(EmergencyForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(EmergencyForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(EmergencyForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.steps = QHBoxLayout()
        self.steps.setSpacing(10)
        self.steps.setObjectName(u"steps")
        self.report = QFrame(EmergencyForm)
        self.report.setObjectName(u"report")
        self.report.setMinimumSize(QSize(200, 300))
        self.reportLayout = QVBoxLayout(self.report)
        self.reportLayout.setSpacing(6)
        self.reportLayout.setObjectName(u"reportLayout")
        self.reportTitle = QLabel(self.report)
        self.reportTitle.setObjectName(u"reportTitle")
        self.reportTitle.setWordWrap(False)

        self.reportLayout.addWidget(self.reportTitle)

        self.reportLeft = QLabel(self.report)
        self.reportLeft.setObjectName(u"reportLeft")
        self.reportLeft.setWordWrap(False)

        self.reportLayout.addWidget(self.reportLeft)

        self.reportWhy = QLabel(self.report)
        self.reportWhy.setObjectName(u"reportWhy")
        self.reportWhy.setWordWrap(True)

        self.reportLayout.addWidget(self.reportWhy)

        self.reportState = QLabel(self.report)
        self.reportState.setObjectName(u"reportState")
        self.reportState.setWordWrap(True)

        self.reportLayout.addWidget(self.reportState)

        self.reportBody = QWidget(self.report)
        self.reportBody.setObjectName(u"reportBody")
        self.reportBodyLayout = QVBoxLayout(self.reportBody)
        self.reportBodyLayout.setObjectName(u"reportBodyLayout")
        self.reportBodyLayout.setContentsMargins(0, 0, 0, 0)

        self.reportLayout.addWidget(self.reportBody)

        self.reportSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.reportLayout.addItem(self.reportSpace)

        self.reportAct = QPushButton(self.report)
        self.reportAct.setObjectName(u"reportAct")
        self.reportAct.setAutoDefault(False)

        self.reportLayout.addWidget(self.reportAct)


        self.steps.addWidget(self.report)

        self.dispatch = QFrame(EmergencyForm)
        self.dispatch.setObjectName(u"dispatch")
        self.dispatch.setMinimumSize(QSize(200, 300))
        self.dispatchLayout = QVBoxLayout(self.dispatch)
        self.dispatchLayout.setSpacing(6)
        self.dispatchLayout.setObjectName(u"dispatchLayout")
        self.dispatchTitle = QLabel(self.dispatch)
        self.dispatchTitle.setObjectName(u"dispatchTitle")
        self.dispatchTitle.setWordWrap(False)

        self.dispatchLayout.addWidget(self.dispatchTitle)

        self.dispatchLeft = QLabel(self.dispatch)
        self.dispatchLeft.setObjectName(u"dispatchLeft")
        self.dispatchLeft.setWordWrap(False)

        self.dispatchLayout.addWidget(self.dispatchLeft)

        self.dispatchWhy = QLabel(self.dispatch)
        self.dispatchWhy.setObjectName(u"dispatchWhy")
        self.dispatchWhy.setWordWrap(True)

        self.dispatchLayout.addWidget(self.dispatchWhy)

        self.dispatchState = QLabel(self.dispatch)
        self.dispatchState.setObjectName(u"dispatchState")
        self.dispatchState.setWordWrap(True)

        self.dispatchLayout.addWidget(self.dispatchState)

        self.dispatchBody = QWidget(self.dispatch)
        self.dispatchBody.setObjectName(u"dispatchBody")
        self.dispatchBodyLayout = QVBoxLayout(self.dispatchBody)
        self.dispatchBodyLayout.setObjectName(u"dispatchBodyLayout")
        self.dispatchBodyLayout.setContentsMargins(0, 0, 0, 0)

        self.dispatchLayout.addWidget(self.dispatchBody)

        self.dispatchSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.dispatchLayout.addItem(self.dispatchSpace)

        self.dispatchAct = QPushButton(self.dispatch)
        self.dispatchAct.setObjectName(u"dispatchAct")
        self.dispatchAct.setAutoDefault(False)

        self.dispatchLayout.addWidget(self.dispatchAct)


        self.steps.addWidget(self.dispatch)

        self.confirm = QFrame(EmergencyForm)
        self.confirm.setObjectName(u"confirm")
        self.confirm.setMinimumSize(QSize(200, 300))
        self.confirmLayout = QVBoxLayout(self.confirm)
        self.confirmLayout.setSpacing(6)
        self.confirmLayout.setObjectName(u"confirmLayout")
        self.confirmTitle = QLabel(self.confirm)
        self.confirmTitle.setObjectName(u"confirmTitle")
        self.confirmTitle.setWordWrap(False)

        self.confirmLayout.addWidget(self.confirmTitle)

        self.confirmLeft = QLabel(self.confirm)
        self.confirmLeft.setObjectName(u"confirmLeft")
        self.confirmLeft.setWordWrap(False)

        self.confirmLayout.addWidget(self.confirmLeft)

        self.confirmWhy = QLabel(self.confirm)
        self.confirmWhy.setObjectName(u"confirmWhy")
        self.confirmWhy.setWordWrap(True)

        self.confirmLayout.addWidget(self.confirmWhy)

        self.confirmState = QLabel(self.confirm)
        self.confirmState.setObjectName(u"confirmState")
        self.confirmState.setWordWrap(True)

        self.confirmLayout.addWidget(self.confirmState)

        self.confirmBody = QWidget(self.confirm)
        self.confirmBody.setObjectName(u"confirmBody")
        self.confirmBodyLayout = QVBoxLayout(self.confirmBody)
        self.confirmBodyLayout.setObjectName(u"confirmBodyLayout")
        self.confirmBodyLayout.setContentsMargins(0, 0, 0, 0)

        self.confirmLayout.addWidget(self.confirmBody)

        self.confirmSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.confirmLayout.addItem(self.confirmSpace)

        self.confirmAct = QPushButton(self.confirm)
        self.confirmAct.setObjectName(u"confirmAct")
        self.confirmAct.setAutoDefault(False)

        self.confirmLayout.addWidget(self.confirmAct)


        self.steps.addWidget(self.confirm)

        self.close = QFrame(EmergencyForm)
        self.close.setObjectName(u"close")
        self.close.setMinimumSize(QSize(200, 300))
        self.closeLayout = QVBoxLayout(self.close)
        self.closeLayout.setSpacing(6)
        self.closeLayout.setObjectName(u"closeLayout")
        self.closeTitle = QLabel(self.close)
        self.closeTitle.setObjectName(u"closeTitle")
        self.closeTitle.setWordWrap(False)

        self.closeLayout.addWidget(self.closeTitle)

        self.closeLeft = QLabel(self.close)
        self.closeLeft.setObjectName(u"closeLeft")
        self.closeLeft.setWordWrap(False)

        self.closeLayout.addWidget(self.closeLeft)

        self.closeWhy = QLabel(self.close)
        self.closeWhy.setObjectName(u"closeWhy")
        self.closeWhy.setWordWrap(True)

        self.closeLayout.addWidget(self.closeWhy)

        self.closeState = QLabel(self.close)
        self.closeState.setObjectName(u"closeState")
        self.closeState.setWordWrap(True)

        self.closeLayout.addWidget(self.closeState)

        self.closeBody = QWidget(self.close)
        self.closeBody.setObjectName(u"closeBody")
        self.closeBodyLayout = QVBoxLayout(self.closeBody)
        self.closeBodyLayout.setObjectName(u"closeBodyLayout")
        self.closeBodyLayout.setContentsMargins(0, 0, 0, 0)

        self.closeLayout.addWidget(self.closeBody)

        self.closeSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.closeLayout.addItem(self.closeSpace)

        self.closeAct = QPushButton(self.close)
        self.closeAct.setObjectName(u"closeAct")
        self.closeAct.setAutoDefault(False)

        self.closeLayout.addWidget(self.closeAct)


        self.steps.addWidget(self.close)


        self.body.addLayout(self.steps)

        self.said = QLineEdit(EmergencyForm)
        self.said.setObjectName(u"said")
        self.said.setMaxLength(2000)

        self.body.addWidget(self.said)

        self.message = QLabel(EmergencyForm)
        self.message.setObjectName(u"message")
        self.message.setWordWrap(True)

        self.body.addWidget(self.message)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(EmergencyForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.sp = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.sp)

        self.closeButton = QPushButton(EmergencyForm)
        self.closeButton.setObjectName(u"closeButton")
        self.closeButton.setAutoDefault(False)

        self.buttons.addWidget(self.closeButton)


        self.body.addLayout(self.buttons)


        self.retranslateUi(EmergencyForm)

        QMetaObject.connectSlotsByName(EmergencyForm)
    # setupUi

    def retranslateUi(self, EmergencyForm):
        EmergencyForm.setWindowTitle(QCoreApplication.translate("EmergencyForm", u"\u7d27\u6025\u5904\u7f6e", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"muted", None))
        self.report.setProperty(u"role", QCoreApplication.translate("EmergencyForm", u"card", None))
        self.reportTitle.setText(QCoreApplication.translate("EmergencyForm", u"1 \u7535\u8bdd\u4e0a\u62a5", None))
        self.reportTitle.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"heading", None))
        self.reportLeft.setText("")
        self.reportLeft.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"big", None))
        self.reportWhy.setText("")
        self.reportWhy.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"small", None))
        self.reportState.setText("")
        self.reportState.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"muted", None))
        self.reportAct.setText(QCoreApplication.translate("EmergencyForm", u"\u7535\u8bdd\u4e0a\u62a5\u3000B", None))
        self.dispatch.setProperty(u"role", QCoreApplication.translate("EmergencyForm", u"card", None))
        self.dispatchTitle.setText(QCoreApplication.translate("EmergencyForm", u"2 \u6d3e\u53d1", None))
        self.dispatchTitle.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"heading", None))
        self.dispatchLeft.setText("")
        self.dispatchLeft.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"big", None))
        self.dispatchWhy.setText("")
        self.dispatchWhy.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"small", None))
        self.dispatchState.setText("")
        self.dispatchState.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"muted", None))
        self.dispatchAct.setText(QCoreApplication.translate("EmergencyForm", u"\u6d3e\u53d1\u3000P", None))
        self.confirm.setProperty(u"role", QCoreApplication.translate("EmergencyForm", u"card", None))
        self.confirmTitle.setText(QCoreApplication.translate("EmergencyForm", u"3 \u7535\u8bdd\u786e\u8ba4", None))
        self.confirmTitle.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"heading", None))
        self.confirmLeft.setText("")
        self.confirmLeft.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"big", None))
        self.confirmWhy.setText("")
        self.confirmWhy.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"small", None))
        self.confirmState.setText("")
        self.confirmState.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"muted", None))
        self.confirmAct.setText(QCoreApplication.translate("EmergencyForm", u"\u7535\u8bdd\u786e\u8ba4\u3000Q", None))
        self.close.setProperty(u"role", QCoreApplication.translate("EmergencyForm", u"card", None))
        self.closeTitle.setText(QCoreApplication.translate("EmergencyForm", u"4 \u529e\u7ed3", None))
        self.closeTitle.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"heading", None))
        self.closeLeft.setText("")
        self.closeLeft.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"big", None))
        self.closeWhy.setText("")
        self.closeWhy.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"small", None))
        self.closeState.setText("")
        self.closeState.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"muted", None))
        self.closeAct.setText(QCoreApplication.translate("EmergencyForm", u"\u529e\u7ed3\u3000J", None))
        self.said.setPlaceholderText(QCoreApplication.translate("EmergencyForm", u"\u901a\u8bdd\u5185\u5bb9\uff08\u53ef\u4e0d\u586b\uff09\uff0c\u968f\u4e0b\u4e00\u4e2a\u62e8\u6253\u7ed3\u679c\u8bb0\u4e0b\u3000Ctrl+J \u5e38\u7528\u8bed", None))
        self.message.setText("")
        self.message.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"muted", None))
        self.hint.setText(QCoreApplication.translate("EmergencyForm", u"B P Q J \u5404\u505a\u4e00\u6b65\u30001\u20139 \u590d\u5236\u7535\u8bdd\u3000Esc \u5173\u95ed", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("EmergencyForm", u"small", None))
        self.closeButton.setText(QCoreApplication.translate("EmergencyForm", u"\u5173\u95ed", None))
    # retranslateUi

