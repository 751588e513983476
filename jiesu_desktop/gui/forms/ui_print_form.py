# -*- coding: utf-8 -*-

# source-sha256: c4b8958162232b449f774f8dd2ff31c589cfb776a00350292aa6019ca929d00f

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)
class Ui_PrintForm(object):
    def setupUi(self, PrintForm):
        if not PrintForm.objectName():
            PrintForm.setObjectName(u"PrintForm")
        self.body = QVBoxLayout(PrintForm)
        self.body.setSpacing(12)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(PrintForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(PrintForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.reveal = QCheckBox(PrintForm)
        self.reveal.setObjectName(u"reveal")

        self.body.addWidget(self.reveal)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.hint = QLabel(PrintForm)
        self.hint.setObjectName(u"hint")

        self.foot.addWidget(self.hint)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.cancel = QPushButton(PrintForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.foot.addWidget(self.cancel)

        self.paper = QPushButton(PrintForm)
        self.paper.setObjectName(u"paper")
        self.paper.setAutoDefault(False)

        self.foot.addWidget(self.paper)

        self.save = QPushButton(PrintForm)
        self.save.setObjectName(u"save")

        self.foot.addWidget(self.save)


        self.body.addLayout(self.foot)


        self.retranslateUi(PrintForm)

        QMetaObject.connectSlotsByName(PrintForm)
    # setupUi

    def retranslateUi(self, PrintForm):
        PrintForm.setWindowTitle(QCoreApplication.translate("PrintForm", u"\u6253\u5370\u5de5\u5355", None))
        self.headline.setProperty(u"tone", QCoreApplication.translate("PrintForm", u"title", None))
        self.facts.setText(QCoreApplication.translate("PrintForm", u"\u6253\u5370\u6b63\u6587\u3001\u65f6\u9650\u53ca\u4f9d\u636e\u3001\u5168\u90e8\u7ecf\u8fc7\u548c\u9644\u4ef6\u76ee\u5f55\uff1b\u6bcf\u9875\u5199\u660e\u7f16\u53f7\u3001\u9875\u6570\u3001\u6253\u5370\u4eba\u548c\u65f6\u95f4\u3002", None))
        self.facts.setProperty(u"tone", QCoreApplication.translate("PrintForm", u"muted", None))
        self.reveal.setText(QCoreApplication.translate("PrintForm", u"\u5199\u51fa\u6765\u7535\u4eba\u5b8c\u6574\u7535\u8bdd\uff08\u7559\u75d5\uff09(&X)", None))
        self.hint.setText(QCoreApplication.translate("PrintForm", u"Ctrl+Enter \u5b58\u4e3a PDF\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("PrintForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("PrintForm", u"\u53d6\u6d88", None))
        self.paper.setText(QCoreApplication.translate("PrintForm", u"\u6253\u5370\u673a\u2026(&P)", None))
        self.save.setText(QCoreApplication.translate("PrintForm", u"\u5b58\u4e3a PDF\u2026", None))
        self.save.setProperty(u"role", QCoreApplication.translate("PrintForm", u"primary", None))
    # retranslateUi

