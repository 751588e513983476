# -*- coding: utf-8 -*-

# source-sha256: 04bcb873ccf9ba7eafa47a847a449b9b716a3698c37c23a005c5b29c495aee3d

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDateTimeEdit, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QRadioButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)
class Ui_RaiseForm(object):
    def setupUi(self, RaiseForm):
        if not RaiseForm.objectName():
            RaiseForm.setObjectName(u"RaiseForm")
        RaiseForm.resize(560, 300)
        self.body = QVBoxLayout(RaiseForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(RaiseForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(RaiseForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(RaiseForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.levelCaption = QLabel(RaiseForm)
        self.levelCaption.setObjectName(u"levelCaption")
        self.levelCaption.setWordWrap(False)

        self.fields.addWidget(self.levelCaption, 0, 0, 1, 1)

        self.level = QWidget(RaiseForm)
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

        self.levelSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.levelLayout.addItem(self.levelSpace)


        self.fields.addWidget(self.level, 0, 1, 1, 1)

        self.levelError = QLabel(RaiseForm)
        self.levelError.setObjectName(u"levelError")
        self.levelError.setWordWrap(True)

        self.fields.addWidget(self.levelError, 1, 1, 1, 1)

        self.basisCaption = QLabel(RaiseForm)
        self.basisCaption.setObjectName(u"basisCaption")
        self.basisCaption.setWordWrap(False)

        self.fields.addWidget(self.basisCaption, 2, 0, 1, 1)

        self.basis = QWidget(RaiseForm)
        self.basis.setObjectName(u"basis")
        self.basisLayout = QHBoxLayout(self.basis)
        self.basisLayout.setObjectName(u"basisLayout")
        self.basisLayout.setContentsMargins(0, 0, 0, 0)
        self.basis_0 = QRadioButton(self.basis)
        self.basis_0.setObjectName(u"basis_0")

        self.basisLayout.addWidget(self.basis_0)

        self.basis_1 = QRadioButton(self.basis)
        self.basis_1.setObjectName(u"basis_1")

        self.basisLayout.addWidget(self.basis_1)

        self.basisSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.basisLayout.addItem(self.basisSpace)


        self.fields.addWidget(self.basis, 2, 1, 1, 1)

        self.basisError = QLabel(RaiseForm)
        self.basisError.setObjectName(u"basisError")
        self.basisError.setWordWrap(True)

        self.fields.addWidget(self.basisError, 3, 1, 1, 1)

        self.reasonCaption = QLabel(RaiseForm)
        self.reasonCaption.setObjectName(u"reasonCaption")
        self.reasonCaption.setWordWrap(False)

        self.fields.addWidget(self.reasonCaption, 4, 0, 1, 1)

        self.reason = QLineEdit(RaiseForm)
        self.reason.setObjectName(u"reason")

        self.fields.addWidget(self.reason, 4, 1, 1, 1)

        self.reasonError = QLabel(RaiseForm)
        self.reasonError.setObjectName(u"reasonError")
        self.reasonError.setWordWrap(True)

        self.fields.addWidget(self.reasonError, 5, 1, 1, 1)

        self.occurredAtCaption = QLabel(RaiseForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 6, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(RaiseForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 6, 1, 1, 1)

        self.occurredAtError = QLabel(RaiseForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 7, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(RaiseForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(RaiseForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(RaiseForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(RaiseForm)

        QMetaObject.connectSlotsByName(RaiseForm)
    # setupUi

    def retranslateUi(self, RaiseForm):
        RaiseForm.setWindowTitle(QCoreApplication.translate("RaiseForm", u"\u5347\u7ea7\u7d27\u6025", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"error", None))
        self.levelCaption.setText(QCoreApplication.translate("RaiseForm", u"\u7d27\u6025\u7a0b\u5ea6", None))
        self.levelCaption.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"muted", None))
        self.level_0.setText(QCoreApplication.translate("RaiseForm", u"\u7d27\u6025", None))
        self.level_0.setProperty(u"value", QCoreApplication.translate("RaiseForm", u"urgent", None))
        self.level_1.setText(QCoreApplication.translate("RaiseForm", u"\u4e0d\u7a33\u5b9a", None))
        self.level_1.setProperty(u"value", QCoreApplication.translate("RaiseForm", u"unstable", None))
        self.level_2.setText(QCoreApplication.translate("RaiseForm", u"\u7a81\u53d1", None))
        self.level_2.setProperty(u"value", QCoreApplication.translate("RaiseForm", u"emergency", None))
        self.levelError.setText("")
        self.levelError.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"error", None))
        self.basisCaption.setText(QCoreApplication.translate("RaiseForm", u"\u4f9d\u636e", None))
        self.basisCaption.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"muted", None))
        self.basis_0.setText(QCoreApplication.translate("RaiseForm", u"\u6765\u4ef6\u5373\u6025\uff08\u4ece\u83b7\u53d6\u8d77\u8ba1\u65f6\uff09", None))
        self.basis_0.setProperty(u"value", QCoreApplication.translate("RaiseForm", u"origin", None))
        self.basis_1.setText(QCoreApplication.translate("RaiseForm", u"\u60c5\u51b5\u53d8\u5316\uff08\u4ece\u73b0\u5728\u8d77\u8ba1\u65f6\uff09", None))
        self.basis_1.setProperty(u"value", QCoreApplication.translate("RaiseForm", u"change", None))
        self.basisError.setText("")
        self.basisError.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"error", None))
        self.reasonCaption.setText(QCoreApplication.translate("RaiseForm", u"\u539f\u56e0", None))
        self.reasonCaption.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"muted", None))
        self.reason.setPlaceholderText(QCoreApplication.translate("RaiseForm", u"\u5982\uff1a\u6b63\u6587\u63d0\u5230\u6f0f\u6c14", None))
        self.reasonError.setText("")
        self.reasonError.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("RaiseForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("RaiseForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("RaiseForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("RaiseForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("RaiseForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("RaiseForm", u"\u5347\u7ea7", None))
        self.save.setProperty(u"role", QCoreApplication.translate("RaiseForm", u"primary", None))
    # retranslateUi

