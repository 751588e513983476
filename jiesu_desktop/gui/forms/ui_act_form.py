# -*- coding: utf-8 -*-

# source-sha256: 568b156dee56fe1693acde70ab9d6527d06764216bc4c5b9e86d4f3a08c66a2b

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QGridLayout,
    QHBoxLayout, QLabel, QPushButton, QScrollArea,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_ActForm(object):
    def setupUi(self, ActForm):
        if not ActForm.objectName():
            ActForm.setObjectName(u"ActForm")
        ActForm.resize(600, 300)
        self.body = QVBoxLayout(ActForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(ActForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(ActForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(ActForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.about = QLabel(ActForm)
        self.about.setObjectName(u"about")
        self.about.setWordWrap(True)
        self.about.setMargin(8)
        self.about.setTextFormat(Qt.TextFormat.PlainText)

        self.body.addWidget(self.about)

        self.scroll = QScrollArea(ActForm)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidgetResizable(True)
        self.content = QWidget()
        self.content.setObjectName(u"content")
        self.contentLayout = QVBoxLayout(self.content)
        self.contentLayout.setSpacing(8)
        self.contentLayout.setObjectName(u"contentLayout")
        self.contentLayout.setContentsMargins(0, 0, 4, 0)
        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.fields.setColumnStretch(1, 1)

        self.contentLayout.addLayout(self.fields)

        self.explain = QLabel(self.content)
        self.explain.setObjectName(u"explain")
        self.explain.setWordWrap(True)

        self.contentLayout.addWidget(self.explain)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.contentLayout.addItem(self.bottom)

        self.scroll.setWidget(self.content)

        self.body.addWidget(self.scroll)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(ActForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(ActForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(ActForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(ActForm)

        QMetaObject.connectSlotsByName(ActForm)
    # setupUi

    def retranslateUi(self, ActForm):
        ActForm.setWindowTitle(QCoreApplication.translate("ActForm", u"\u529e\u7406", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("ActForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("ActForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("ActForm", u"error", None))
        self.about.setProperty(u"role", QCoreApplication.translate("ActForm", u"sunken", None))
        self.about.setText("")
        self.explain.setText("")
        self.hint.setText(QCoreApplication.translate("ActForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("ActForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("ActForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("ActForm", u"\u786e\u5b9a", None))
        self.save.setProperty(u"role", QCoreApplication.translate("ActForm", u"primary", None))
    # retranslateUi

