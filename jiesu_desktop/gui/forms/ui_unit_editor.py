# -*- coding: utf-8 -*-

# source-sha256: 9217106f15d9947dd913bd0bc951276c71a9727cfb07493f7a1e1baece421bb5

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QCheckBox, QComboBox,
    QDialog, QFormLayout, QFrame, QHBoxLayout,
    QHeaderView, QLabel, QLineEdit, QPlainTextEdit,
    QPushButton, QSizePolicy, QSpacerItem, QTableWidget,
    QTableWidgetItem, QVBoxLayout, QWidget)

class Ui_UnitEditor(object):
    def setupUi(self, UnitEditor):
        if not UnitEditor.objectName():
            UnitEditor.setObjectName(u"UnitEditor")
        UnitEditor.resize(520, 420)
        self.body = QVBoxLayout(UnitEditor)
        self.body.setSpacing(12)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(16, 16, 16, 14)
        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(8)
        self.nameLabel = QLabel(UnitEditor)
        self.nameLabel.setObjectName(u"nameLabel")

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.nameLabel)

        self.name = QLineEdit(UnitEditor)
        self.name.setObjectName(u"name")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.name)

        self.nameProblem = QLabel(UnitEditor)
        self.nameProblem.setObjectName(u"nameProblem")
        self.nameProblem.setVisible(False)
        self.nameProblem.setWordWrap(True)

        self.fields.setWidget(1, QFormLayout.ItemRole.FieldRole, self.nameProblem)

        self.shortLabel = QLabel(UnitEditor)
        self.shortLabel.setObjectName(u"shortLabel")

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.shortLabel)

        self.short = QLineEdit(UnitEditor)
        self.short.setObjectName(u"short")

        self.fields.setWidget(2, QFormLayout.ItemRole.FieldRole, self.short)

        self.kindLabel = QLabel(UnitEditor)
        self.kindLabel.setObjectName(u"kindLabel")

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.kindLabel)

        self.kind = QComboBox(UnitEditor)
        self.kind.setObjectName(u"kind")

        self.fields.setWidget(3, QFormLayout.ItemRole.FieldRole, self.kind)

        self.phone24Label = QLabel(UnitEditor)
        self.phone24Label.setObjectName(u"phone24Label")

        self.fields.setWidget(4, QFormLayout.ItemRole.LabelRole, self.phone24Label)

        self.phone24 = QLineEdit(UnitEditor)
        self.phone24.setObjectName(u"phone24")

        self.fields.setWidget(4, QFormLayout.ItemRole.FieldRole, self.phone24)

        self.phone24Problem = QLabel(UnitEditor)
        self.phone24Problem.setObjectName(u"phone24Problem")
        self.phone24Problem.setVisible(False)
        self.phone24Problem.setWordWrap(True)

        self.fields.setWidget(5, QFormLayout.ItemRole.FieldRole, self.phone24Problem)

        self.hoursLabel = QLabel(UnitEditor)
        self.hoursLabel.setObjectName(u"hoursLabel")

        self.fields.setWidget(6, QFormLayout.ItemRole.LabelRole, self.hoursLabel)

        self.hours = QLineEdit(UnitEditor)
        self.hours.setObjectName(u"hours")

        self.fields.setWidget(6, QFormLayout.ItemRole.FieldRole, self.hours)

        self.addressLabel = QLabel(UnitEditor)
        self.addressLabel.setObjectName(u"addressLabel")

        self.fields.setWidget(7, QFormLayout.ItemRole.LabelRole, self.addressLabel)

        self.address = QLineEdit(UnitEditor)
        self.address.setObjectName(u"address")

        self.fields.setWidget(7, QFormLayout.ItemRole.FieldRole, self.address)

        self.noteLabel = QLabel(UnitEditor)
        self.noteLabel.setObjectName(u"noteLabel")

        self.fields.setWidget(8, QFormLayout.ItemRole.LabelRole, self.noteLabel)

        self.note = QPlainTextEdit(UnitEditor)
        self.note.setObjectName(u"note")
        self.note.setTabChangesFocus(True)

        self.fields.setWidget(8, QFormLayout.ItemRole.FieldRole, self.note)

        self.activeLabel = QLabel(UnitEditor)
        self.activeLabel.setObjectName(u"activeLabel")

        self.fields.setWidget(9, QFormLayout.ItemRole.LabelRole, self.activeLabel)

        self.active = QCheckBox(UnitEditor)
        self.active.setObjectName(u"active")

        self.fields.setWidget(9, QFormLayout.ItemRole.FieldRole, self.active)


        self.body.addLayout(self.fields)

        self.conflict = QFrame(UnitEditor)
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
        self.problem = QLabel(UnitEditor)
        self.problem.setObjectName(u"problem")

        self.buttonRow.addWidget(self.problem)

        self.buttonSpace = QSpacerItem(20, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)

        self.cancelButton = QPushButton(UnitEditor)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttonRow.addWidget(self.cancelButton)

        self.saveButton = QPushButton(UnitEditor)
        self.saveButton.setObjectName(u"saveButton")

        self.buttonRow.addWidget(self.saveButton)


        self.body.addLayout(self.buttonRow)


        self.retranslateUi(UnitEditor)

        self.saveButton.setDefault(True)


        QMetaObject.connectSlotsByName(UnitEditor)
    # setupUi

    def retranslateUi(self, UnitEditor):
        UnitEditor.setWindowTitle(QCoreApplication.translate("UnitEditor", u"\u5355\u4f4d", None))
        self.nameLabel.setText(QCoreApplication.translate("UnitEditor", u"\u5355\u4f4d\u540d\u79f0", None))
        self.name.setPlaceholderText(QCoreApplication.translate("UnitEditor", u"\u5168\u79f0\uff0c\u5de5\u5355\u4e0a\u7528\u5b83", None))
        self.nameProblem.setText("")
        self.nameProblem.setProperty(u"tone", QCoreApplication.translate("UnitEditor", u"error", None))
        self.shortLabel.setText(QCoreApplication.translate("UnitEditor", u"\u7b80\u79f0", None))
        self.short.setPlaceholderText(QCoreApplication.translate("UnitEditor", u"\u64ad\u62a5\u548c\u7a84\u5217\u91cc\u7528\uff0c\u53ef\u7a7a", None))
        self.kindLabel.setText(QCoreApplication.translate("UnitEditor", u"\u7c7b\u578b", None))
        self.phone24Label.setText(QCoreApplication.translate("UnitEditor", u"24 \u5c0f\u65f6\u7535\u8bdd", None))
        self.phone24.setPlaceholderText(QCoreApplication.translate("UnitEditor", u"\u591c\u91cc\u4e5f\u6709\u4eba\u63a5\u7684\u53f7\u7801", None))
        self.phone24Problem.setText("")
        self.phone24Problem.setProperty(u"tone", QCoreApplication.translate("UnitEditor", u"error", None))
        self.hoursLabel.setText(QCoreApplication.translate("UnitEditor", u"\u503c\u73ed\u65f6\u95f4", None))
        self.hours.setPlaceholderText(QCoreApplication.translate("UnitEditor", u"\u5982 8:30\u201317:30", None))
        self.addressLabel.setText(QCoreApplication.translate("UnitEditor", u"\u5730\u5740", None))
        self.address.setPlaceholderText("")
        self.noteLabel.setText(QCoreApplication.translate("UnitEditor", u"\u5907\u6ce8", None))
        self.activeLabel.setText("")
        self.active.setText(QCoreApplication.translate("UnitEditor", u"\u542f\u7528\uff08\u505c\u7528\u540e\u6d3e\u53d1\u65f6\u4e0d\u518d\u5217\u51fa\uff09", None))
        self.conflict.setProperty(u"role", QCoreApplication.translate("UnitEditor", u"sunken", None))
        self.conflictSentence.setText("")
        self.conflictSentence.setProperty(u"tone", QCoreApplication.translate("UnitEditor", u"warning", None))
        self.problem.setText("")
        self.problem.setProperty(u"tone", QCoreApplication.translate("UnitEditor", u"error", None))
        self.cancelButton.setText(QCoreApplication.translate("UnitEditor", u"\u53d6\u6d88", None))
        self.saveButton.setText(QCoreApplication.translate("UnitEditor", u"\u4fdd\u5b58  Ctrl+Enter", None))
        self.saveButton.setProperty(u"role", QCoreApplication.translate("UnitEditor", u"primary", None))
    # retranslateUi

