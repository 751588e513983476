# -*- coding: utf-8 -*-

# source-sha256: 5054996536896e3d9fc3e8296d5e0503710256bb90c3047509d7f7b50e605c45

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateTimeEdit, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit,
    QPushButton, QRadioButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)
class Ui_OrderEntry(object):
    def setupUi(self, OrderEntry):
        if not OrderEntry.objectName():
            OrderEntry.setObjectName(u"OrderEntry")
        OrderEntry.resize(720, 300)
        self.body = QVBoxLayout(OrderEntry)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(OrderEntry)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(OrderEntry)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(OrderEntry)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.titleCaption = QLabel(OrderEntry)
        self.titleCaption.setObjectName(u"titleCaption")
        self.titleCaption.setWordWrap(False)

        self.fields.addWidget(self.titleCaption, 0, 0, 1, 1)

        self.title = QLineEdit(OrderEntry)
        self.title.setObjectName(u"title")

        self.fields.addWidget(self.title, 0, 1, 1, 3)

        self.titleError = QLabel(OrderEntry)
        self.titleError.setObjectName(u"titleError")
        self.titleError.setWordWrap(True)

        self.fields.addWidget(self.titleError, 1, 1, 1, 3)

        self.contentCaption = QLabel(OrderEntry)
        self.contentCaption.setObjectName(u"contentCaption")
        self.contentCaption.setWordWrap(False)

        self.fields.addWidget(self.contentCaption, 2, 0, 1, 1)

        self.content = QPlainTextEdit(OrderEntry)
        self.content.setObjectName(u"content")
        self.content.setTabChangesFocus(True)
        self.content.setMinimumSize(QSize(0, 110))

        self.fields.addWidget(self.content, 2, 1, 1, 3)

        self.contentError = QLabel(OrderEntry)
        self.contentError.setObjectName(u"contentError")
        self.contentError.setWordWrap(True)

        self.fields.addWidget(self.contentError, 3, 1, 1, 3)

        self.numberCaption = QLabel(OrderEntry)
        self.numberCaption.setObjectName(u"numberCaption")
        self.numberCaption.setWordWrap(False)

        self.fields.addWidget(self.numberCaption, 4, 0, 1, 1)

        self.number = QLineEdit(OrderEntry)
        self.number.setObjectName(u"number")

        self.fields.addWidget(self.number, 4, 1, 1, 1)

        self.numberError = QLabel(OrderEntry)
        self.numberError.setObjectName(u"numberError")
        self.numberError.setWordWrap(True)

        self.fields.addWidget(self.numberError, 5, 1, 1, 1)

        self.categoryCaption = QLabel(OrderEntry)
        self.categoryCaption.setObjectName(u"categoryCaption")
        self.categoryCaption.setWordWrap(False)

        self.fields.addWidget(self.categoryCaption, 4, 2, 1, 1)

        self.category = QLineEdit(OrderEntry)
        self.category.setObjectName(u"category")

        self.fields.addWidget(self.category, 4, 3, 1, 1)

        self.categoryError = QLabel(OrderEntry)
        self.categoryError.setObjectName(u"categoryError")
        self.categoryError.setWordWrap(True)

        self.fields.addWidget(self.categoryError, 5, 3, 1, 1)

        self.callerCaption = QLabel(OrderEntry)
        self.callerCaption.setObjectName(u"callerCaption")
        self.callerCaption.setWordWrap(False)

        self.fields.addWidget(self.callerCaption, 6, 0, 1, 1)

        self.caller = QLineEdit(OrderEntry)
        self.caller.setObjectName(u"caller")

        self.fields.addWidget(self.caller, 6, 1, 1, 1)

        self.callerError = QLabel(OrderEntry)
        self.callerError.setObjectName(u"callerError")
        self.callerError.setWordWrap(True)

        self.fields.addWidget(self.callerError, 7, 1, 1, 1)

        self.phoneCaption = QLabel(OrderEntry)
        self.phoneCaption.setObjectName(u"phoneCaption")
        self.phoneCaption.setWordWrap(False)

        self.fields.addWidget(self.phoneCaption, 6, 2, 1, 1)

        self.phone = QLineEdit(OrderEntry)
        self.phone.setObjectName(u"phone")

        self.fields.addWidget(self.phone, 6, 3, 1, 1)

        self.phoneError = QLabel(OrderEntry)
        self.phoneError.setObjectName(u"phoneError")
        self.phoneError.setWordWrap(True)

        self.fields.addWidget(self.phoneError, 7, 3, 1, 1)

        self.streetCaption = QLabel(OrderEntry)
        self.streetCaption.setObjectName(u"streetCaption")
        self.streetCaption.setWordWrap(False)

        self.fields.addWidget(self.streetCaption, 8, 0, 1, 1)

        self.street = QLineEdit(OrderEntry)
        self.street.setObjectName(u"street")

        self.fields.addWidget(self.street, 8, 1, 1, 1)

        self.streetError = QLabel(OrderEntry)
        self.streetError.setObjectName(u"streetError")
        self.streetError.setWordWrap(True)

        self.fields.addWidget(self.streetError, 9, 1, 1, 1)

        self.communityCaption = QLabel(OrderEntry)
        self.communityCaption.setObjectName(u"communityCaption")
        self.communityCaption.setWordWrap(False)

        self.fields.addWidget(self.communityCaption, 8, 2, 1, 1)

        self.community = QLineEdit(OrderEntry)
        self.community.setObjectName(u"community")

        self.fields.addWidget(self.community, 8, 3, 1, 1)

        self.communityError = QLabel(OrderEntry)
        self.communityError.setObjectName(u"communityError")
        self.communityError.setWordWrap(True)

        self.fields.addWidget(self.communityError, 9, 3, 1, 1)

        self.placeCaption = QLabel(OrderEntry)
        self.placeCaption.setObjectName(u"placeCaption")
        self.placeCaption.setWordWrap(False)

        self.fields.addWidget(self.placeCaption, 10, 0, 1, 1)

        self.place = QLineEdit(OrderEntry)
        self.place.setObjectName(u"place")

        self.fields.addWidget(self.place, 10, 1, 1, 3)

        self.placeError = QLabel(OrderEntry)
        self.placeError.setObjectName(u"placeError")
        self.placeError.setWordWrap(True)

        self.fields.addWidget(self.placeError, 11, 1, 1, 3)

        self.channelCaption = QLabel(OrderEntry)
        self.channelCaption.setObjectName(u"channelCaption")
        self.channelCaption.setWordWrap(False)

        self.fields.addWidget(self.channelCaption, 12, 0, 1, 1)

        self.channel = QWidget(OrderEntry)
        self.channel.setObjectName(u"channel")
        self.channelLayout = QHBoxLayout(self.channel)
        self.channelLayout.setObjectName(u"channelLayout")
        self.channelLayout.setContentsMargins(0, 0, 0, 0)
        self.channel_0 = QRadioButton(self.channel)
        self.channel_0.setObjectName(u"channel_0")

        self.channelLayout.addWidget(self.channel_0)

        self.channel_1 = QRadioButton(self.channel)
        self.channel_1.setObjectName(u"channel_1")

        self.channelLayout.addWidget(self.channel_1)

        self.channel_2 = QRadioButton(self.channel)
        self.channel_2.setObjectName(u"channel_2")

        self.channelLayout.addWidget(self.channel_2)

        self.channelSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.channelLayout.addItem(self.channelSpace)


        self.fields.addWidget(self.channel, 12, 1, 1, 3)

        self.channelError = QLabel(OrderEntry)
        self.channelError.setObjectName(u"channelError")
        self.channelError.setWordWrap(True)

        self.fields.addWidget(self.channelError, 13, 1, 1, 3)

        self.levelCaption = QLabel(OrderEntry)
        self.levelCaption.setObjectName(u"levelCaption")
        self.levelCaption.setWordWrap(False)

        self.fields.addWidget(self.levelCaption, 14, 0, 1, 1)

        self.level = QWidget(OrderEntry)
        self.level.setObjectName(u"level")
        self.levelLayout = QHBoxLayout(self.level)
        self.levelLayout.setObjectName(u"levelLayout")
        self.levelLayout.setContentsMargins(0, 0, 0, 0)
        self.level_0 = QRadioButton(self.level)
        self.level_0.setObjectName(u"level_0")

        self.levelLayout.addWidget(self.level_0)

        self.level_1 = QRadioButton(self.level)
        self.level_1.setObjectName(u"level_1")

        self.levelLayout.addWidget(self.level_1)

        self.level_2 = QRadioButton(self.level)
        self.level_2.setObjectName(u"level_2")

        self.levelLayout.addWidget(self.level_2)

        self.level_3 = QRadioButton(self.level)
        self.level_3.setObjectName(u"level_3")

        self.levelLayout.addWidget(self.level_3)

        self.levelSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.levelLayout.addItem(self.levelSpace)


        self.fields.addWidget(self.level, 14, 1, 1, 3)

        self.levelError = QLabel(OrderEntry)
        self.levelError.setObjectName(u"levelError")
        self.levelError.setWordWrap(True)

        self.fields.addWidget(self.levelError, 15, 1, 1, 3)

        self.upstream_due_atCaption = QLabel(OrderEntry)
        self.upstream_due_atCaption.setObjectName(u"upstream_due_atCaption")
        self.upstream_due_atCaption.setWordWrap(False)

        self.fields.addWidget(self.upstream_due_atCaption, 16, 0, 1, 1)

        self.upstream_due_at = QLineEdit(OrderEntry)
        self.upstream_due_at.setObjectName(u"upstream_due_at")

        self.fields.addWidget(self.upstream_due_at, 16, 1, 1, 1)

        self.upstream_due_atError = QLabel(OrderEntry)
        self.upstream_due_atError.setObjectName(u"upstream_due_atError")
        self.upstream_due_atError.setWordWrap(True)

        self.fields.addWidget(self.upstream_due_atError, 17, 1, 1, 1)

        self.occurredAtCaption = QLabel(OrderEntry)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 16, 2, 1, 1)

        self.occurredAt = QDateTimeEdit(OrderEntry)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 16, 3, 1, 1)

        self.occurredAtError = QLabel(OrderEntry)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 17, 3, 1, 1)

        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(3, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(OrderEntry)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(OrderEntry)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(OrderEntry)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(OrderEntry)

        QMetaObject.connectSlotsByName(OrderEntry)
    # setupUi

    def retranslateUi(self, OrderEntry):
        OrderEntry.setWindowTitle(QCoreApplication.translate("OrderEntry", u"\u65b0\u5efa\u5de5\u5355", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.titleCaption.setText(QCoreApplication.translate("OrderEntry", u"\u6807\u9898", None))
        self.titleCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.title.setPlaceholderText(QCoreApplication.translate("OrderEntry", u"\u4e00\u53e5\u8bdd\u8bf4\u6e05\u4ec0\u4e48\u4e8b\uff08\u5fc5\u586b\uff09", None))
        self.titleError.setText("")
        self.titleError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.contentCaption.setText(QCoreApplication.translate("OrderEntry", u"\u4e3b\u8981\u5185\u5bb9", None))
        self.contentCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.contentError.setText("")
        self.contentError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.numberCaption.setText(QCoreApplication.translate("OrderEntry", u"\u7f16\u53f7", None))
        self.numberCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.number.setPlaceholderText(QCoreApplication.translate("OrderEntry", u"\u6ca1\u6709\u53ef\u4e0d\u586b", None))
        self.numberError.setText("")
        self.numberError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.categoryCaption.setText(QCoreApplication.translate("OrderEntry", u"\u95ee\u9898\u5206\u7c7b", None))
        self.categoryCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.category.setPlaceholderText(QCoreApplication.translate("OrderEntry", u"\u5982 \u5e02\u653f->\u4e95\u76d6->\u81ea\u6765\u6c34\u4e95", None))
        self.categoryError.setText("")
        self.categoryError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.callerCaption.setText(QCoreApplication.translate("OrderEntry", u"\u6765\u7535\u4eba", None))
        self.callerCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.callerError.setText("")
        self.callerError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.phoneCaption.setText(QCoreApplication.translate("OrderEntry", u"\u7535\u8bdd", None))
        self.phoneCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.phoneError.setText("")
        self.phoneError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.streetCaption.setText(QCoreApplication.translate("OrderEntry", u"\u8857\u4e61\u9547", None))
        self.streetCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.streetError.setText("")
        self.streetError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.communityCaption.setText(QCoreApplication.translate("OrderEntry", u"\u793e\u533a", None))
        self.communityCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.communityError.setText("")
        self.communityError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.placeCaption.setText(QCoreApplication.translate("OrderEntry", u"\u5730\u70b9", None))
        self.placeCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.place.setPlaceholderText(QCoreApplication.translate("OrderEntry", u"\u5c0f\u533a\u3001\u8def\u53e3\u3001\u95e8\u724c", None))
        self.placeError.setText("")
        self.placeError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.channelCaption.setText(QCoreApplication.translate("OrderEntry", u"\u6765\u6e90\u6e20\u9053", None))
        self.channelCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.channel_0.setText(QCoreApplication.translate("OrderEntry", u"12345", None))
        self.channel_0.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"hotline", None))
        self.channel_1.setText(QCoreApplication.translate("OrderEntry", u"\u81ea\u91c7\u96c6", None))
        self.channel_1.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"self", None))
        self.channel_2.setText(QCoreApplication.translate("OrderEntry", u"\u5176\u4ed6\u6e20\u9053", None))
        self.channel_2.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"other", None))
        self.channelError.setText("")
        self.channelError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.levelCaption.setText(QCoreApplication.translate("OrderEntry", u"\u7d27\u6025\u7a0b\u5ea6", None))
        self.levelCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.level_0.setText(QCoreApplication.translate("OrderEntry", u"\u4e00\u822c", None))
        self.level_0.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"general", None))
        self.level_1.setText(QCoreApplication.translate("OrderEntry", u"\u7d27\u6025", None))
        self.level_1.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"urgent", None))
        self.level_2.setText(QCoreApplication.translate("OrderEntry", u"\u4e0d\u7a33\u5b9a", None))
        self.level_2.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"unstable", None))
        self.level_3.setText(QCoreApplication.translate("OrderEntry", u"\u7a81\u53d1", None))
        self.level_3.setProperty(u"value", QCoreApplication.translate("OrderEntry", u"emergency", None))
        self.levelError.setText("")
        self.levelError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.upstream_due_atCaption.setText(QCoreApplication.translate("OrderEntry", u"\u4e0a\u6e38\u622a\u6b62", None))
        self.upstream_due_atCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.upstream_due_at.setPlaceholderText(QCoreApplication.translate("OrderEntry", u"\u53ef\u4e0d\u586b\uff0c\u5982 2026-11-24 18:00", None))
        self.upstream_due_atError.setText("")
        self.upstream_due_atError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("OrderEntry", u"\u83b7\u53d6\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("OrderEntry", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"error", None))
        self.hint.setText(QCoreApplication.translate("OrderEntry", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("OrderEntry", u"small", None))
        self.cancel.setText(QCoreApplication.translate("OrderEntry", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("OrderEntry", u"\u5f55\u5165", None))
        self.save.setProperty(u"role", QCoreApplication.translate("OrderEntry", u"primary", None))
    # retranslateUi

