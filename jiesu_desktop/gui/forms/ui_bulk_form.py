# -*- coding: utf-8 -*-

# source-sha256: 37e0b62198269d1134ea76d43a00df2eba1000068eafe01c93baeeedb5f894a2

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QDateTime,
    QLocale,
    QMetaObject,
    QObject,
    QPoint,
    QRect,
    QSize,
    QTime,
    QUrl,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QConicalGradient,
    QCursor,
    QFont,
    QFontDatabase,
    QGradient,
    QIcon,
    QImage,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPalette,
    QPixmap,
    QRadialGradient,
    QTransform,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)


class Ui_BulkForm(object):
    def setupUi(self, BulkForm):
        if not BulkForm.objectName():
            BulkForm.setObjectName("BulkForm")
        BulkForm.resize(620, 300)
        self.body = QVBoxLayout(BulkForm)
        self.body.setSpacing(10)
        self.body.setObjectName("body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(BulkForm)
        self.headline.setObjectName("headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(BulkForm)
        self.facts.setObjectName("facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(BulkForm)
        self.actError.setObjectName("actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName("fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.reasonCaption = QLabel(BulkForm)
        self.reasonCaption.setObjectName("reasonCaption")
        self.reasonCaption.setWordWrap(False)

        self.fields.addWidget(self.reasonCaption, 0, 0, 1, 1)

        self.reason = QLineEdit(BulkForm)
        self.reason.setObjectName("reason")

        self.fields.addWidget(self.reason, 0, 1, 1, 3)

        self.reasonError = QLabel(BulkForm)
        self.reasonError.setObjectName("reasonError")
        self.reasonError.setWordWrap(True)

        self.fields.addWidget(self.reasonError, 1, 1, 1, 3)

        self.textCaption = QLabel(BulkForm)
        self.textCaption.setObjectName("textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 2, 0, 1, 1)

        self.text = QPlainTextEdit(BulkForm)
        self.text.setObjectName("text")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(QSize(0, 80))

        self.fields.addWidget(self.text, 2, 1, 1, 3)

        self.textError = QLabel(BulkForm)
        self.textError.setObjectName("textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 3, 1, 1, 3)

        self.fields.setColumnStretch(1, 1)
        self.fields.setColumnStretch(3, 1)

        self.body.addLayout(self.fields)

        self.lines = QListWidget(BulkForm)
        self.lines.setObjectName("lines")
        self.lines.setMinimumSize(QSize(0, 240))

        self.body.addWidget(self.lines)

        self.bar = QProgressBar(BulkForm)
        self.bar.setObjectName("bar")
        self.bar.setTextVisible(False)

        self.body.addWidget(self.bar)

        self.state = QLabel(BulkForm)
        self.state.setObjectName("state")

        self.body.addWidget(self.state)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName("buttons")
        self.hint = QLabel(BulkForm)
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(BulkForm)
        self.cancel.setObjectName("cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(BulkForm)
        self.save.setObjectName("save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)

        self.body.addLayout(self.buttons)

        self.retranslateUi(BulkForm)

        QMetaObject.connectSlotsByName(BulkForm)

    # setupUi

    def retranslateUi(self, BulkForm):
        BulkForm.setWindowTitle(QCoreApplication.translate("BulkForm", "\u6279\u91cf\u5904\u7406", None))
        self.headline.setText("")
        self.headline.setProperty("tone", QCoreApplication.translate("BulkForm", "title", None))
        self.facts.setText("")
        self.facts.setProperty("tone", QCoreApplication.translate("BulkForm", "muted", None))
        self.actError.setText("")
        self.actError.setProperty("tone", QCoreApplication.translate("BulkForm", "error", None))
        self.reasonCaption.setText(QCoreApplication.translate("BulkForm", "\u539f\u56e0", None))
        self.reasonCaption.setProperty("tone", QCoreApplication.translate("BulkForm", "muted", None))
        self.reasonError.setText("")
        self.reasonError.setProperty("tone", QCoreApplication.translate("BulkForm", "error", None))
        self.textCaption.setText(QCoreApplication.translate("BulkForm", "\u8bf4\u660e", None))
        self.textCaption.setProperty("tone", QCoreApplication.translate("BulkForm", "muted", None))
        self.textError.setText("")
        self.textError.setProperty("tone", QCoreApplication.translate("BulkForm", "error", None))
        self.state.setText("")
        self.state.setProperty("tone", QCoreApplication.translate("BulkForm", "muted", None))
        self.hint.setText(
            QCoreApplication.translate("BulkForm", "Ctrl+Enter \u5f00\u59cb\u3000Esc \u53d6\u6d88", None)
        )
        self.hint.setProperty("tone", QCoreApplication.translate("BulkForm", "small", None))
        self.cancel.setText(QCoreApplication.translate("BulkForm", "\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("BulkForm", "\u5f00\u59cb", None))
        self.save.setProperty("role", QCoreApplication.translate("BulkForm", "primary", None))

    # retranslateUi
