# -*- coding: utf-8 -*-

# source-sha256: c4247c51a64a2b2369bd0d53ac1acf58169f142b210747100c6925b78c1a6c11

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QGridLayout, QHBoxLayout,
    QLabel, QLineEdit, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_TicketEditor(object):
    def setupUi(self, TicketEditor):
        if not TicketEditor.objectName():
            TicketEditor.setObjectName(u"TicketEditor")
        TicketEditor.resize(720, 300)
        self.body = QVBoxLayout(TicketEditor)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(TicketEditor)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(TicketEditor)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(TicketEditor)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.titleCaption = QLabel(TicketEditor)
        self.titleCaption.setObjectName(u"titleCaption")
        self.titleCaption.setWordWrap(False)

        self.fields.addWidget(self.titleCaption, 0, 0, 1, 1)

        self.title = QLineEdit(TicketEditor)
        self.title.setObjectName(u"title")

        self.fields.addWidget(self.title, 0, 1, 1, 3)

        self.titleError = QLabel(TicketEditor)
        self.titleError.setObjectName(u"titleError")
        self.titleError.setWordWrap(True)

        self.fields.addWidget(self.titleError, 1, 1, 1, 3)

        self.contentCaption = QLabel(TicketEditor)
        self.contentCaption.setObjectName(u"contentCaption")
        self.contentCaption.setWordWrap(False)

        self.fields.addWidget(self.contentCaption, 2, 0, 1, 1)

        self.content = QPlainTextEdit(TicketEditor)
        self.content.setObjectName(u"content")
        self.content.setTabChangesFocus(True)
        self.content.setMinimumSize(QSize(0, 130))

        self.fields.addWidget(self.content, 2, 1, 1, 3)

        self.contentError = QLabel(TicketEditor)
        self.contentError.setObjectName(u"contentError")
        self.contentError.setWordWrap(True)

        self.fields.addWidget(self.contentError, 3, 1, 1, 3)

        self.categoryCaption = QLabel(TicketEditor)
        self.categoryCaption.setObjectName(u"categoryCaption")
        self.categoryCaption.setWordWrap(False)

        self.fields.addWidget(self.categoryCaption, 4, 0, 1, 1)

        self.category = QLineEdit(TicketEditor)
        self.category.setObjectName(u"category")

        self.fields.addWidget(self.category, 4, 1, 1, 1)

        self.categoryError = QLabel(TicketEditor)
        self.categoryError.setObjectName(u"categoryError")
        self.categoryError.setWordWrap(True)

        self.fields.addWidget(self.categoryError, 5, 1, 1, 1)

        self.unitCaption = QLabel(TicketEditor)
        self.unitCaption.setObjectName(u"unitCaption")
        self.unitCaption.setWordWrap(False)

        self.fields.addWidget(self.unitCaption, 4, 2, 1, 1)

        self.unit = QLineEdit(TicketEditor)
        self.unit.setObjectName(u"unit")

        self.fields.addWidget(self.unit, 4, 3, 1, 1)

        self.unitError = QLabel(TicketEditor)
        self.unitError.setObjectName(u"unitError")
        self.unitError.setWordWrap(True)

        self.fields.addWidget(self.unitError, 5, 3, 1, 1)

        self.streetCaption = QLabel(TicketEditor)
        self.streetCaption.setObjectName(u"streetCaption")
        self.streetCaption.setWordWrap(False)

        self.fields.addWidget(self.streetCaption, 6, 0, 1, 1)

        self.street = QLineEdit(TicketEditor)
        self.street.setObjectName(u"street")

        self.fields.addWidget(self.street, 6, 1, 1, 1)

        self.streetError = QLabel(TicketEditor)
        self.streetError.setObjectName(u"streetError")
        self.streetError.setWordWrap(True)

        self.fields.addWidget(self.streetError, 7, 1, 1, 1)

        self.communityCaption = QLabel(TicketEditor)
        self.communityCaption.setObjectName(u"communityCaption")
        self.communityCaption.setWordWrap(False)

        self.fields.addWidget(self.communityCaption, 6, 2, 1, 1)

        self.community = QLineEdit(TicketEditor)
        self.community.setObjectName(u"community")

        self.fields.addWidget(self.community, 6, 3, 1, 1)

        self.communityError = QLabel(TicketEditor)
        self.communityError.setObjectName(u"communityError")
        self.communityError.setWordWrap(True)

        self.fields.addWidget(self.communityError, 7, 3, 1, 1)

        self.placeCaption = QLabel(TicketEditor)
        self.placeCaption.setObjectName(u"placeCaption")
        self.placeCaption.setWordWrap(False)

        self.fields.addWidget(self.placeCaption, 8, 0, 1, 1)

        self.place = QLineEdit(TicketEditor)
        self.place.setObjectName(u"place")

        self.fields.addWidget(self.place, 8, 1, 1, 3)

        self.placeError = QLabel(TicketEditor)
        self.placeError.setObjectName(u"placeError")
        self.placeError.setWordWrap(True)

        self.fields.addWidget(self.placeError, 9, 1, 1, 3)

        self.callerCaption = QLabel(TicketEditor)
        self.callerCaption.setObjectName(u"callerCaption")
        self.callerCaption.setWordWrap(False)

        self.fields.addWidget(self.callerCaption, 10, 0, 1, 1)

        self.caller = QLineEdit(TicketEditor)
        self.caller.setObjectName(u"caller")

        self.fields.addWidget(self.caller, 10, 1, 1, 1)

        self.callerError = QLabel(TicketEditor)
        self.callerError.setObjectName(u"callerError")
        self.callerError.setWordWrap(True)

        self.fields.addWidget(self.callerError, 11, 1, 1, 1)

        self.phoneCaption = QLabel(TicketEditor)
        self.phoneCaption.setObjectName(u"phoneCaption")
        self.phoneCaption.setWordWrap(False)

        self.fields.addWidget(self.phoneCaption, 10, 2, 1, 1)

        self.phone = QLineEdit(TicketEditor)
        self.phone.setObjectName(u"phone")

        self.fields.addWidget(self.phone, 10, 3, 1, 1)

        self.phoneError = QLabel(TicketEditor)
        self.phoneError.setObjectName(u"phoneError")
        self.phoneError.setWordWrap(True)

        self.fields.addWidget(self.phoneError, 11, 3, 1, 1)

        self.kindCaption = QLabel(TicketEditor)
        self.kindCaption.setObjectName(u"kindCaption")
        self.kindCaption.setWordWrap(False)

        self.fields.addWidget(self.kindCaption, 12, 0, 1, 1)

        self.kind = QLineEdit(TicketEditor)
        self.kind.setObjectName(u"kind")

        self.fields.addWidget(self.kind, 12, 1, 1, 1)

        self.kindError = QLabel(TicketEditor)
        self.kindError.setObjectName(u"kindError")
        self.kindError.setWordWrap(True)

        self.fields.addWidget(self.kindError, 13, 1, 1, 1)

        self.upstream_due_atCaption = QLabel(TicketEditor)
        self.upstream_due_atCaption.setObjectName(u"upstream_due_atCaption")
        self.upstream_due_atCaption.setWordWrap(False)

        self.fields.addWidget(self.upstream_due_atCaption, 12, 2, 1, 1)

        self.upstream_due_at = QLineEdit(TicketEditor)
        self.upstream_due_at.setObjectName(u"upstream_due_at")

        self.fields.addWidget(self.upstream_due_at, 12, 3, 1, 1)

        self.upstream_due_atError = QLabel(TicketEditor)
        self.upstream_due_atError.setObjectName(u"upstream_due_atError")
        self.upstream_due_atError.setWordWrap(True)

        self.fields.addWidget(self.upstream_due_atError, 13, 3, 1, 1)

        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(3, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(TicketEditor)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(TicketEditor)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(TicketEditor)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(TicketEditor)

        QMetaObject.connectSlotsByName(TicketEditor)
    # setupUi

    def retranslateUi(self, TicketEditor):
        TicketEditor.setWindowTitle(QCoreApplication.translate("TicketEditor", u"\u4fee\u6539\u5de5\u5355", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.titleCaption.setText(QCoreApplication.translate("TicketEditor", u"\u6807\u9898", None))
        self.titleCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.title.setPlaceholderText(QCoreApplication.translate("TicketEditor", u"\u4e00\u53e5\u8bdd\u8bf4\u6e05\u4ec0\u4e48\u4e8b", None))
        self.titleError.setText("")
        self.titleError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.contentCaption.setText(QCoreApplication.translate("TicketEditor", u"\u4e3b\u8981\u5185\u5bb9", None))
        self.contentCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.contentError.setText("")
        self.contentError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.categoryCaption.setText(QCoreApplication.translate("TicketEditor", u"\u5206\u7c7b", None))
        self.categoryCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.category.setPlaceholderText(QCoreApplication.translate("TicketEditor", u"\u5e02\u653f->\u4e95\u76d6", None))
        self.categoryError.setText("")
        self.categoryError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.unitCaption.setText(QCoreApplication.translate("TicketEditor", u"\u6765\u4ef6\u5355\u4f4d", None))
        self.unitCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.unit.setPlaceholderText(QCoreApplication.translate("TicketEditor", u"\u4e0a\u6e38\u5199\u7684\u627f\u529e\u5355\u4f4d", None))
        self.unitError.setText("")
        self.unitError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.streetCaption.setText(QCoreApplication.translate("TicketEditor", u"\u8857\u9053", None))
        self.streetCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.streetError.setText("")
        self.streetError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.communityCaption.setText(QCoreApplication.translate("TicketEditor", u"\u793e\u533a", None))
        self.communityCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.communityError.setText("")
        self.communityError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.placeCaption.setText(QCoreApplication.translate("TicketEditor", u"\u5730\u70b9", None))
        self.placeCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.place.setPlaceholderText(QCoreApplication.translate("TicketEditor", u"\u8def\u540d\u3001\u95e8\u724c\u3001\u697c\u53f7", None))
        self.placeError.setText("")
        self.placeError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.callerCaption.setText(QCoreApplication.translate("TicketEditor", u"\u6765\u7535\u4eba", None))
        self.callerCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.callerError.setText("")
        self.callerError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.phoneCaption.setText(QCoreApplication.translate("TicketEditor", u"\u6765\u7535\u7535\u8bdd", None))
        self.phoneCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.phoneError.setText("")
        self.phoneError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.kindCaption.setText(QCoreApplication.translate("TicketEditor", u"\u5de5\u5355\u7c7b\u578b", None))
        self.kindCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.kindError.setText("")
        self.kindError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.upstream_due_atCaption.setText(QCoreApplication.translate("TicketEditor", u"\u4e0a\u6e38\u622a\u6b62", None))
        self.upstream_due_atCaption.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"muted", None))
        self.upstream_due_at.setPlaceholderText(QCoreApplication.translate("TicketEditor", u"2026-11-24 18:00", None))
        self.upstream_due_atError.setText("")
        self.upstream_due_atError.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"error", None))
        self.hint.setText(QCoreApplication.translate("TicketEditor", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("TicketEditor", u"small", None))
        self.cancel.setText(QCoreApplication.translate("TicketEditor", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("TicketEditor", u"\u4fdd\u5b58\u4fee\u6539", None))
        self.save.setProperty(u"role", QCoreApplication.translate("TicketEditor", u"primary", None))
    # retranslateUi

