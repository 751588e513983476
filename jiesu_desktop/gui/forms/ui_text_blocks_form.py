# -*- coding: utf-8 -*-

# source-sha256: 4195950142688ff62022d3ed19f0410506bfab49db5f215187d971fa7b9b28f7

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QListWidget,
    QListWidgetItem, QPlainTextEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)
class Ui_TextBlocksForm(object):
    def setupUi(self, TextBlocksForm):
        if not TextBlocksForm.objectName():
            TextBlocksForm.setObjectName(u"TextBlocksForm")
        TextBlocksForm.resize(640, 300)
        self.body = QVBoxLayout(TextBlocksForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(TextBlocksForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(TextBlocksForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(TextBlocksForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.blocks = QListWidget(TextBlocksForm)
        self.blocks.setObjectName(u"blocks")
        self.blocks.setMinimumSize(QSize(0, 150))

        self.body.addWidget(self.blocks)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.nameCaption = QLabel(TextBlocksForm)
        self.nameCaption.setObjectName(u"nameCaption")
        self.nameCaption.setWordWrap(False)

        self.fields.addWidget(self.nameCaption, 0, 0, 1, 1)

        self.name = QLineEdit(TextBlocksForm)
        self.name.setObjectName(u"name")

        self.fields.addWidget(self.name, 0, 1, 1, 3)

        self.nameError = QLabel(TextBlocksForm)
        self.nameError.setObjectName(u"nameError")
        self.nameError.setWordWrap(True)

        self.fields.addWidget(self.nameError, 1, 1, 1, 3)

        self.textCaption = QLabel(TextBlocksForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 2, 0, 1, 1)

        self.text = QPlainTextEdit(TextBlocksForm)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 90))

        self.fields.addWidget(self.text, 2, 1, 1, 3)

        self.textError = QLabel(TextBlocksForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 3, 1, 1, 3)

        self.sharedCaption = QLabel(TextBlocksForm)
        self.sharedCaption.setObjectName(u"sharedCaption")
        self.sharedCaption.setWordWrap(False)

        self.fields.addWidget(self.sharedCaption, 4, 0, 1, 1)

        self.shared = QCheckBox(TextBlocksForm)
        self.shared.setObjectName(u"shared")

        self.fields.addWidget(self.shared, 4, 1, 1, 3)

        self.sharedError = QLabel(TextBlocksForm)
        self.sharedError.setObjectName(u"sharedError")
        self.sharedError.setWordWrap(True)

        self.fields.addWidget(self.sharedError, 5, 1, 1, 3)

        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(3, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(TextBlocksForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.fresh = QPushButton(TextBlocksForm)
        self.fresh.setObjectName(u"fresh")
        self.fresh.setAutoDefault(False)

        self.buttons.addWidget(self.fresh)

        self.drop = QPushButton(TextBlocksForm)
        self.drop.setObjectName(u"drop")
        self.drop.setAutoDefault(False)

        self.buttons.addWidget(self.drop)

        self.cancel = QPushButton(TextBlocksForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(TextBlocksForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(TextBlocksForm)

        QMetaObject.connectSlotsByName(TextBlocksForm)
    # setupUi

    def retranslateUi(self, TextBlocksForm):
        TextBlocksForm.setWindowTitle(QCoreApplication.translate("TextBlocksForm", u"\u5e38\u7528\u8bed", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"error", None))
        self.nameCaption.setText(QCoreApplication.translate("TextBlocksForm", u"\u540d\u79f0", None))
        self.nameCaption.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"muted", None))
        self.name.setPlaceholderText(QCoreApplication.translate("TextBlocksForm", u"\u51e0\u4e2a\u5b57\uff0c\u80fd\u7528\u62fc\u97f3\u627e\u5230", None))
        self.nameError.setText("")
        self.nameError.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("TextBlocksForm", u"\u6587\u5b57", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"muted", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"error", None))
        self.sharedCaption.setText(QCoreApplication.translate("TextBlocksForm", u"\u5171\u7528", None))
        self.sharedCaption.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"muted", None))
        self.shared.setText(QCoreApplication.translate("TextBlocksForm", u"\u5168\u5ba4\u90fd\u80fd\u7528", None))
        self.sharedError.setText("")
        self.sharedError.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("TextBlocksForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u5173\u95ed", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("TextBlocksForm", u"small", None))
        self.fresh.setText(QCoreApplication.translate("TextBlocksForm", u"\u65b0\u589e", None))
        self.drop.setText(QCoreApplication.translate("TextBlocksForm", u"\u5220\u9664", None))
        self.cancel.setText(QCoreApplication.translate("TextBlocksForm", u"\u5173\u95ed", None))
        self.save.setText(QCoreApplication.translate("TextBlocksForm", u"\u4fdd\u5b58", None))
        self.save.setProperty(u"role", QCoreApplication.translate("TextBlocksForm", u"primary", None))
    # retranslateUi

