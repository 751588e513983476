# -*- coding: utf-8 -*-

# source-sha256: 994c3ab99c1d33144d11a6786e874ba0b7a305cf5bd989283da641bc9cb61206

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_PasteForm(object):
    def setupUi(self, PasteForm):
        if not PasteForm.objectName():
            PasteForm.setObjectName(u"PasteForm")
        PasteForm.resize(680, 300)
        self.body = QVBoxLayout(PasteForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(PasteForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(PasteForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(PasteForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.sourceCaption = QLabel(PasteForm)
        self.sourceCaption.setObjectName(u"sourceCaption")
        self.sourceCaption.setWordWrap(False)

        self.fields.addWidget(self.sourceCaption, 0, 0, 1, 1)

        self.source = QPlainTextEdit(PasteForm)
        self.source.setObjectName(u"source")
        self.source.setTabChangesFocus(True)
        self.source.setMinimumSize(QSize(0, 240))

        self.fields.addWidget(self.source, 0, 1, 1, 1)

        self.sourceError = QLabel(PasteForm)
        self.sourceError.setObjectName(u"sourceError")
        self.sourceError.setWordWrap(True)

        self.fields.addWidget(self.sourceError, 1, 1, 1, 1)

        self.urgentCaption = QLabel(PasteForm)
        self.urgentCaption.setObjectName(u"urgentCaption")
        self.urgentCaption.setWordWrap(False)

        self.fields.addWidget(self.urgentCaption, 2, 0, 1, 1)

        self.urgent = QCheckBox(PasteForm)
        self.urgent.setObjectName(u"urgent")

        self.fields.addWidget(self.urgent, 2, 1, 1, 1)

        self.urgentError = QLabel(PasteForm)
        self.urgentError.setObjectName(u"urgentError")
        self.urgentError.setWordWrap(True)

        self.fields.addWidget(self.urgentError, 3, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(PasteForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(PasteForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(PasteForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(PasteForm)

        QMetaObject.connectSlotsByName(PasteForm)
    # setupUi

    def retranslateUi(self, PasteForm):
        PasteForm.setWindowTitle(QCoreApplication.translate("PasteForm", u"\u7c98\u8d34\u5de5\u5355", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"error", None))
        self.sourceCaption.setText(QCoreApplication.translate("PasteForm", u"\u5de5\u5355\u539f\u6587", None))
        self.sourceCaption.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"muted", None))
        self.source.setPlaceholderText(QCoreApplication.translate("PasteForm", u"\u628a\u4e0a\u6e38\u5e73\u53f0\u4e0a\u7684\u5de5\u5355\u6587\u5b57\u7c98\u8d34\u5728\u8fd9\u91cc", None))
        self.sourceError.setText("")
        self.sourceError.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"error", None))
        self.urgentCaption.setText(QCoreApplication.translate("PasteForm", u"\u7d27\u6025", None))
        self.urgentCaption.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"muted", None))
        self.urgent.setText(QCoreApplication.translate("PasteForm", u"\u8fd9\u662f\u7d27\u6025\u5de5\u5355\uff08\u6309\u7d27\u6025\u65f6\u9650\u8ba1\u65f6\uff09", None))
        self.urgentError.setText("")
        self.urgentError.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("PasteForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("PasteForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("PasteForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("PasteForm", u"\u8bc6\u522b\u5e76\u6838\u5bf9", None))
        self.save.setProperty(u"role", QCoreApplication.translate("PasteForm", u"primary", None))
    # retranslateUi

