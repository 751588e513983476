# -*- coding: utf-8 -*-

# source-sha256: d9864db93765455a8f16a36dc59eff9133222e548d7805b3c5670c5551b64179

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QGridLayout, QHBoxLayout,
    QLabel, QListWidget, QListWidgetItem, QProgressBar,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)
class Ui_BulkForm(object):
    def setupUi(self, BulkForm):
        if not BulkForm.objectName():
            BulkForm.setObjectName(u"BulkForm")
        BulkForm.resize(620, 300)
        self.body = QVBoxLayout(BulkForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(BulkForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(BulkForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(BulkForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.lines = QListWidget(BulkForm)
        self.lines.setObjectName(u"lines")
        self.lines.setMinimumSize(QSize(0, 240))

        self.body.addWidget(self.lines)

        self.bar = QProgressBar(BulkForm)
        self.bar.setObjectName(u"bar")
        self.bar.setTextVisible(False)

        self.body.addWidget(self.bar)

        self.state = QLabel(BulkForm)
        self.state.setObjectName(u"state")

        self.body.addWidget(self.state)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(BulkForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(BulkForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(BulkForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(BulkForm)

        QMetaObject.connectSlotsByName(BulkForm)
    # setupUi

    def retranslateUi(self, BulkForm):
        BulkForm.setWindowTitle(QCoreApplication.translate("BulkForm", u"\u6279\u91cf\u5904\u7406", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("BulkForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("BulkForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("BulkForm", u"error", None))
        self.state.setText("")
        self.state.setProperty(u"tone", QCoreApplication.translate("BulkForm", u"muted", None))
        self.hint.setText(QCoreApplication.translate("BulkForm", u"Ctrl+Enter \u5f00\u59cb\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("BulkForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("BulkForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("BulkForm", u"\u5f00\u59cb", None))
        self.save.setProperty(u"role", QCoreApplication.translate("BulkForm", u"primary", None))
    # retranslateUi

