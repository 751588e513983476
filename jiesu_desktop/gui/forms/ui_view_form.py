# -*- coding: utf-8 -*-

# source-sha256: 58a4db9ad8e5c318750108f1f3ddede2f91fcafbcc246eb6218aade4fac9a341

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_ViewForm(object):
    def setupUi(self, ViewForm):
        if not ViewForm.objectName():
            ViewForm.setObjectName(u"ViewForm")
        ViewForm.resize(460, 230)
        self.body = QVBoxLayout(ViewForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(ViewForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(ViewForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.nameCaption = QLabel(ViewForm)
        self.nameCaption.setObjectName(u"nameCaption")
        self.nameCaption.setWordWrap(False)

        self.fields.addWidget(self.nameCaption, 0, 0, 1, 1)

        self.name = QLineEdit(ViewForm)
        self.name.setObjectName(u"name")

        self.fields.addWidget(self.name, 0, 1, 1, 1)

        self.nameError = QLabel(ViewForm)
        self.nameError.setObjectName(u"nameError")
        self.nameError.setWordWrap(True)

        self.fields.addWidget(self.nameError, 1, 1, 1, 1)

        self.shared = QCheckBox(ViewForm)
        self.shared.setObjectName(u"shared")

        self.fields.addWidget(self.shared, 2, 1, 1, 1)

        self.sharedError = QLabel(ViewForm)
        self.sharedError.setObjectName(u"sharedError")
        self.sharedError.setWordWrap(True)

        self.fields.addWidget(self.sharedError, 3, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(ViewForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(ViewForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(ViewForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(ViewForm)

        QMetaObject.connectSlotsByName(ViewForm)
    # setupUi

    def retranslateUi(self, ViewForm):
        ViewForm.setWindowTitle(QCoreApplication.translate("ViewForm", u"\u89c6\u56fe", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("ViewForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("ViewForm", u"muted", None))
        self.nameCaption.setText(QCoreApplication.translate("ViewForm", u"\u540d\u79f0", None))
        self.nameCaption.setProperty(u"tone", QCoreApplication.translate("ViewForm", u"muted", None))
        self.name.setPlaceholderText(QCoreApplication.translate("ViewForm", u"\u51e0\u4e2a\u5b57\uff0c\u5982\uff1a\u6ca1\u4eba\u63a5\u6536\u7684", None))
        self.nameError.setText("")
        self.nameError.setProperty(u"tone", QCoreApplication.translate("ViewForm", u"error", None))
        self.shared.setText(QCoreApplication.translate("ViewForm", u"\u5168\u5ba4\u90fd\u80fd\u7528", None))
        self.sharedError.setText("")
        self.sharedError.setProperty(u"tone", QCoreApplication.translate("ViewForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("ViewForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("ViewForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("ViewForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("ViewForm", u"\u4fdd\u5b58", None))
        self.save.setProperty(u"role", QCoreApplication.translate("ViewForm", u"primary", None))
    # retranslateUi

