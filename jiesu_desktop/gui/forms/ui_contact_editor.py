# -*- coding: utf-8 -*-

# source-sha256: 7108a20c3e0eab630e278922c059ab6795f8391bb54876dd807973160070467f

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QCheckBox, QDialog,
    QFormLayout, QFrame, QHBoxLayout, QHeaderView,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QSpinBox, QTableWidget, QTableWidgetItem,
    QVBoxLayout, QWidget)

class Ui_ContactEditor(object):
    def setupUi(self, ContactEditor):
        if not ContactEditor.objectName():
            ContactEditor.setObjectName(u"ContactEditor")
        ContactEditor.resize(460, 300)
        self.body = QVBoxLayout(ContactEditor)
        self.body.setSpacing(12)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(16, 16, 16, 14)
        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(8)
        self.nameLabel = QLabel(ContactEditor)
        self.nameLabel.setObjectName(u"nameLabel")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.nameLabel)

        self.name = QLineEdit(ContactEditor)
        self.name.setObjectName(u"name")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.name)

        self.nameProblem = QLabel(ContactEditor)
        self.nameProblem.setObjectName(u"nameProblem")
        self.nameProblem.setVisible(False)
        self.nameProblem.setWordWrap(True)

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.nameProblem)

        self.postLabel = QLabel(ContactEditor)
        self.postLabel.setObjectName(u"postLabel")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.postLabel)

        self.post = QLineEdit(ContactEditor)
        self.post.setObjectName(u"post")

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.post)

        self.phoneLabel = QLabel(ContactEditor)
        self.phoneLabel.setObjectName(u"phoneLabel")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.phoneLabel)

        self.phone = QLineEdit(ContactEditor)
        self.phone.setObjectName(u"phone")

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.phone)

        self.phoneProblem = QLabel(ContactEditor)
        self.phoneProblem.setObjectName(u"phoneProblem")
        self.phoneProblem.setVisible(False)
        self.phoneProblem.setWordWrap(True)

        self.fields.setWidget(4, QFormLayout.ItemRole.FieldRole, self.phoneProblem)

        self.orderLabel = QLabel(ContactEditor)
        self.orderLabel.setObjectName(u"orderLabel")

        self.fields.setWidget(5, QFormLayout.ItemRole.LabelRole, self.orderLabel)

        self.order = QSpinBox(ContactEditor)
        self.order.setObjectName(u"order")
        self.order.setMinimum(0)
        self.order.setMaximum(99)

        self.fields.setWidget(5, QFormLayout.ItemRole.FieldRole, self.order)

        self.is_deputyLabel = QLabel(ContactEditor)
        self.is_deputyLabel.setObjectName(u"is_deputyLabel")

        self.fields.setWidget(6, QFormLayout.ItemRole.LabelRole, self.is_deputyLabel)

        self.is_deputy = QCheckBox(ContactEditor)
        self.is_deputy.setObjectName(u"is_deputy")

        self.fields.setWidget(6, QFormLayout.ItemRole.FieldRole, self.is_deputy)

        self.noteLabel = QLabel(ContactEditor)
        self.noteLabel.setObjectName(u"noteLabel")

        self.fields.setWidget(7, QFormLayout.ItemRole.LabelRole, self.noteLabel)

        self.note = QLineEdit(ContactEditor)
        self.note.setObjectName(u"note")

        self.fields.setWidget(7, QFormLayout.ItemRole.FieldRole, self.note)


        self.body.addLayout(self.fields)

        self.conflict = QFrame(ContactEditor)
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
        self.problem = QLabel(ContactEditor)
        self.problem.setObjectName(u"problem")

        self.buttonRow.addWidget(self.problem)

        self.buttonSpace = QSpacerItem(20, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)

        self.cancelButton = QPushButton(ContactEditor)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttonRow.addWidget(self.cancelButton)

        self.saveButton = QPushButton(ContactEditor)
        self.saveButton.setObjectName(u"saveButton")

        self.buttonRow.addWidget(self.saveButton)


        self.body.addLayout(self.buttonRow)


        self.retranslateUi(ContactEditor)

        self.saveButton.setDefault(True)


        QMetaObject.connectSlotsByName(ContactEditor)
    # setupUi

    def retranslateUi(self, ContactEditor):
        ContactEditor.setWindowTitle(QCoreApplication.translate("ContactEditor", u"\u8054\u7cfb\u4eba", None))
        self.nameLabel.setText(QCoreApplication.translate("ContactEditor", u"\u59d3\u540d", None))
        self.name.setPlaceholderText("")
        self.nameProblem.setText("")
        self.nameProblem.setProperty(u"tone", QCoreApplication.translate("ContactEditor", u"error", None))
        self.postLabel.setText(QCoreApplication.translate("ContactEditor", u"\u804c\u52a1", None))
        self.post.setPlaceholderText(QCoreApplication.translate("ContactEditor", u"\u5982 \u503c\u73ed\u957f", None))
        self.phoneLabel.setText(QCoreApplication.translate("ContactEditor", u"\u7535\u8bdd", None))
        self.phone.setPlaceholderText(QCoreApplication.translate("ContactEditor", u"\u62e8\u6253\u7684\u53f7\u7801", None))
        self.phoneProblem.setText("")
        self.phoneProblem.setProperty(u"tone", QCoreApplication.translate("ContactEditor", u"error", None))
        self.orderLabel.setText(QCoreApplication.translate("ContactEditor", u"\u547c\u53eb\u987a\u5e8f", None))
        self.is_deputyLabel.setText("")
        self.is_deputy.setText(QCoreApplication.translate("ContactEditor", u"\u526f\u804c\uff08\u6b63\u804c\u6253\u4e0d\u901a\u65f6\u518d\u6253\uff09", None))
        self.noteLabel.setText(QCoreApplication.translate("ContactEditor", u"\u5907\u6ce8", None))
        self.note.setPlaceholderText("")
        self.conflict.setProperty(u"role", QCoreApplication.translate("ContactEditor", u"sunken", None))
        self.conflictSentence.setText("")
        self.conflictSentence.setProperty(u"tone", QCoreApplication.translate("ContactEditor", u"warning", None))
        self.problem.setText("")
        self.problem.setProperty(u"tone", QCoreApplication.translate("ContactEditor", u"error", None))
        self.cancelButton.setText(QCoreApplication.translate("ContactEditor", u"\u53d6\u6d88", None))
        self.saveButton.setText(QCoreApplication.translate("ContactEditor", u"\u4fdd\u5b58  Ctrl+Enter", None))
        self.saveButton.setProperty(u"role", QCoreApplication.translate("ContactEditor", u"primary", None))
    # retranslateUi

