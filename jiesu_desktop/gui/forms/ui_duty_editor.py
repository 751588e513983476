# -*- coding: utf-8 -*-

# source-sha256: 044d3af2852d7c6d761e924c3b4f42918a18ba37627c7e0b1f4293c371588360

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QDialog, QFormLayout,
    QFrame, QHBoxLayout, QHeaderView, QLabel,
    QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy,
    QSpacerItem, QTableWidget, QTableWidgetItem, QVBoxLayout,
    QWidget)

class Ui_DutyEditor(object):
    def setupUi(self, DutyEditor):
        if not DutyEditor.objectName():
            DutyEditor.setObjectName(u"DutyEditor")
        DutyEditor.resize(480, 300)
        self.body = QVBoxLayout(DutyEditor)
        self.body.setSpacing(12)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(16, 16, 16, 14)
        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(8)
        self.textLabel = QLabel(DutyEditor)
        self.textLabel.setObjectName(u"textLabel")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.textLabel)

        self.text = QPlainTextEdit(DutyEditor)
        self.text.setObjectName(u"text")
        self.text.setTabChangesFocus(True)

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.text)

        self.textProblem = QLabel(DutyEditor)
        self.textProblem.setObjectName(u"textProblem")
        self.textProblem.setVisible(False)
        self.textProblem.setWordWrap(True)

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.textProblem)

        self.keywordsLabel = QLabel(DutyEditor)
        self.keywordsLabel.setObjectName(u"keywordsLabel")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.keywordsLabel)

        self.keywords = QLineEdit(DutyEditor)
        self.keywords.setObjectName(u"keywords")

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.keywords)

        self.categoryLabel = QLabel(DutyEditor)
        self.categoryLabel.setObjectName(u"categoryLabel")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.categoryLabel)

        self.category = QLineEdit(DutyEditor)
        self.category.setObjectName(u"category")

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.category)


        self.body.addLayout(self.fields)

        self.conflict = QFrame(DutyEditor)
        self.conflict.setObjectName(u"conflict")
        self.conflict.setVisible(False)
        self.conflictBox = QVBoxLayout(self.conflict)
        self.conflictBox.setObjectName(u"conflictBox")
        self.conflictSentence = QLabel(self.conflict)
        self.conflictSentence.setObjectName(u"conflictSentence")
        self.conflictSentence.setWordWrap(True)

        self.conflictBox.addWidget(self.conflictSentence)

        self.conflictTable = QTableWidget(self.conflict)
        self.conflictTable.setObjectName(u"conflictTable")
        self.conflictTable.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

        self.conflictBox.addWidget(self.conflictTable)


        self.body.addWidget(self.conflict)

        self.bodySpace = QSpacerItem(20, 10, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bodySpace)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setObjectName(u"buttonRow")
        self.problem = QLabel(DutyEditor)
        self.problem.setObjectName(u"problem")

        self.buttonRow.addWidget(self.problem)

        self.buttonSpace = QSpacerItem(20, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)

        self.cancelButton = QPushButton(DutyEditor)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttonRow.addWidget(self.cancelButton)

        self.saveButton = QPushButton(DutyEditor)
        self.saveButton.setObjectName(u"saveButton")

        self.buttonRow.addWidget(self.saveButton)


        self.body.addLayout(self.buttonRow)


        self.retranslateUi(DutyEditor)

        self.saveButton.setDefault(True)


        QMetaObject.connectSlotsByName(DutyEditor)
    # setupUi

    def retranslateUi(self, DutyEditor):
        DutyEditor.setWindowTitle(QCoreApplication.translate("DutyEditor", u"\u804c\u8d23", None))
        self.textLabel.setText(QCoreApplication.translate("DutyEditor", u"\u804c\u8d23", None))
        self.textProblem.setText("")
        self.textProblem.setProperty(u"tone", QCoreApplication.translate("DutyEditor", u"error", None))
        self.keywordsLabel.setText(QCoreApplication.translate("DutyEditor", u"\u5173\u952e\u8bcd", None))
        self.keywords.setPlaceholderText(QCoreApplication.translate("DutyEditor", u"\u7528\u987f\u53f7\u6216\u7a7a\u683c\u5206\u5f00\uff0c\u5982 \u6f0f\u6c14\u3001\u71c3\u6c14\u6cc4\u6f0f", None))
        self.categoryLabel.setText(QCoreApplication.translate("DutyEditor", u"\u95ee\u9898\u5206\u7c7b", None))
        self.category.setPlaceholderText(QCoreApplication.translate("DutyEditor", u"\u5982 \u71c3\u6c14->\u6f0f\u6c14", None))
        self.conflict.setProperty(u"role", QCoreApplication.translate("DutyEditor", u"sunken", None))
        self.conflictSentence.setText("")
        self.conflictSentence.setProperty(u"tone", QCoreApplication.translate("DutyEditor", u"warning", None))
        self.problem.setText("")
        self.problem.setProperty(u"tone", QCoreApplication.translate("DutyEditor", u"error", None))
        self.cancelButton.setText(QCoreApplication.translate("DutyEditor", u"\u53d6\u6d88", None))
        self.saveButton.setText(QCoreApplication.translate("DutyEditor", u"\u4fdd\u5b58  Ctrl+Enter", None))
        self.saveButton.setProperty(u"role", QCoreApplication.translate("DutyEditor", u"primary", None))
    # retranslateUi

