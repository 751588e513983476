# -*- coding: utf-8 -*-

# source-sha256: 08820deb8a5c17e47e8fc35ac489852eef7233848f54cfa9b6836cf4832f63f0

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDialog,
    QFrame, QHBoxLayout, QHeaderView, QLabel,
    QProgressBar, QPushButton, QSizePolicy, QSpacerItem,
    QTabWidget, QTableView, QVBoxLayout, QWidget)

class Ui_ImportDialog(object):
    def setupUi(self, ImportDialog):
        if not ImportDialog.objectName():
            ImportDialog.setObjectName(u"ImportDialog")
        ImportDialog.resize(980, 620)
        self.body = QVBoxLayout(ImportDialog)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(16, 14, 16, 14)
        self.options = QHBoxLayout()
        self.options.setSpacing(8)
        self.options.setObjectName(u"options")
        self.addButton = QPushButton(ImportDialog)
        self.addButton.setObjectName(u"addButton")
        self.addButton.setAutoDefault(False)

        self.options.addWidget(self.addButton)

        self.channelLabel = QLabel(ImportDialog)
        self.channelLabel.setObjectName(u"channelLabel")

        self.options.addWidget(self.channelLabel)

        self.channel = QComboBox(ImportDialog)
        self.channel.setObjectName(u"channel")

        self.options.addWidget(self.channel)

        self.levelLabel = QLabel(ImportDialog)
        self.levelLabel.setObjectName(u"levelLabel")

        self.options.addWidget(self.levelLabel)

        self.level = QComboBox(ImportDialog)
        self.level.setObjectName(u"level")

        self.options.addWidget(self.level)

        self.history = QCheckBox(ImportDialog)
        self.history.setObjectName(u"history")

        self.options.addWidget(self.history)

        self.optionSpace = QSpacerItem(20, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.options.addItem(self.optionSpace)


        self.body.addLayout(self.options)

        self.askHistory = QFrame(ImportDialog)
        self.askHistory.setObjectName(u"askHistory")
        self.askHistory.setVisible(False)
        self.askRow = QHBoxLayout(self.askHistory)
        self.askRow.setObjectName(u"askRow")
        self.askSentence = QLabel(self.askHistory)
        self.askSentence.setObjectName(u"askSentence")
        self.askSentence.setWordWrap(True)

        self.askRow.addWidget(self.askSentence)

        self.askAsHistory = QPushButton(self.askHistory)
        self.askAsHistory.setObjectName(u"askAsHistory")
        self.askAsHistory.setAutoDefault(True)
        self.askAsHistory.setCheckable(True)

        self.askRow.addWidget(self.askAsHistory)

        self.askAsNew = QPushButton(self.askHistory)
        self.askAsNew.setObjectName(u"askAsNew")
        self.askAsNew.setAutoDefault(True)
        self.askAsNew.setCheckable(True)

        self.askRow.addWidget(self.askAsNew)


        self.body.addWidget(self.askHistory)

        self.headline = QLabel(ImportDialog)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.files = QTableView(ImportDialog)
        self.files.setObjectName(u"files")

        self.body.addWidget(self.files)

        self.tabs = QTabWidget(ImportDialog)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.remarksPage = QWidget()
        self.remarksPage.setObjectName(u"remarksPage")
        self.remarksBox = QVBoxLayout(self.remarksPage)
        self.remarksBox.setObjectName(u"remarksBox")
        self.remarksBox.setContentsMargins(0, 0, 0, 0)
        self.refused = QTableView(self.remarksPage)
        self.refused.setObjectName(u"refused")

        self.remarksBox.addWidget(self.refused)

        self.tabs.addTab(self.remarksPage, "")
        self.rowsPage = QWidget()
        self.rowsPage.setObjectName(u"rowsPage")
        self.rowsBox = QVBoxLayout(self.rowsPage)
        self.rowsBox.setObjectName(u"rowsBox")
        self.rowsBox.setContentsMargins(0, 0, 0, 0)
        self.rows = QTableView(self.rowsPage)
        self.rows.setObjectName(u"rows")

        self.rowsBox.addWidget(self.rows)

        self.tabs.addTab(self.rowsPage, "")

        self.body.addWidget(self.tabs)

        self.progressRow = QHBoxLayout()
        self.progressRow.setObjectName(u"progressRow")
        self.bar = QProgressBar(ImportDialog)
        self.bar.setObjectName(u"bar")
        self.bar.setTextVisible(False)

        self.progressRow.addWidget(self.bar)

        self.progressText = QLabel(ImportDialog)
        self.progressText.setObjectName(u"progressText")

        self.progressRow.addWidget(self.progressText)


        self.body.addLayout(self.progressRow)

        self.buttonRow = QHBoxLayout()
        self.buttonRow.setObjectName(u"buttonRow")
        self.copyButton = QPushButton(ImportDialog)
        self.copyButton.setObjectName(u"copyButton")
        self.copyButton.setAutoDefault(False)

        self.buttonRow.addWidget(self.copyButton)

        self.buttonSpace = QSpacerItem(20, 10, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttonRow.addItem(self.buttonSpace)

        self.cancelButton = QPushButton(ImportDialog)
        self.cancelButton.setObjectName(u"cancelButton")
        self.cancelButton.setAutoDefault(False)

        self.buttonRow.addWidget(self.cancelButton)

        self.takeButton = QPushButton(ImportDialog)
        self.takeButton.setObjectName(u"takeButton")

        self.buttonRow.addWidget(self.takeButton)


        self.body.addLayout(self.buttonRow)


        self.retranslateUi(ImportDialog)

        self.takeButton.setDefault(True)


        QMetaObject.connectSlotsByName(ImportDialog)
    # setupUi

    def retranslateUi(self, ImportDialog):
        ImportDialog.setWindowTitle(QCoreApplication.translate("ImportDialog", u"\u5bfc\u5165\u5de5\u5355", None))
        self.addButton.setText(QCoreApplication.translate("ImportDialog", u"\u6dfb\u52a0\u6587\u4ef6\u2026", None))
        self.channelLabel.setText(QCoreApplication.translate("ImportDialog", u"\u6765\u6e90\u6e20\u9053", None))
        self.levelLabel.setText(QCoreApplication.translate("ImportDialog", u"\u7d27\u6025\u7a0b\u5ea6", None))
        self.history.setText(QCoreApplication.translate("ImportDialog", u"\u4f5c\u4e3a\u5386\u53f2\u5bfc\u5165\uff08\u4e0d\u8ba1\u65f6\u3001\u4e0d\u63d0\u9192\uff09", None))
        self.askHistory.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"sunken", None))
        self.askSentence.setText("")
        self.askSentence.setProperty(u"tone", QCoreApplication.translate("ImportDialog", u"warning", None))
        self.askAsHistory.setText(QCoreApplication.translate("ImportDialog", u"\u662f\u5386\u53f2", None))
        self.askAsNew.setText(QCoreApplication.translate("ImportDialog", u"\u662f\u65b0\u5355\uff0c\u8981\u8ba1\u65f6", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("ImportDialog", u"heading", None))
        self.tabs.setTabText(self.tabs.indexOf(self.remarksPage), QCoreApplication.translate("ImportDialog", u"\u9700\u8981\u770b\u4e00\u773c", None))
        self.tabs.setTabText(self.tabs.indexOf(self.rowsPage), QCoreApplication.translate("ImportDialog", u"\u9010\u884c\u9884\u89c8", None))
        self.progressText.setText("")
        self.progressText.setProperty(u"tone", QCoreApplication.translate("ImportDialog", u"muted", None))
        self.copyButton.setText(QCoreApplication.translate("ImportDialog", u"\u590d\u5236\u672a\u6536\u6e05\u5355", None))
        self.cancelButton.setText(QCoreApplication.translate("ImportDialog", u"\u53d6\u6d88", None))
        self.takeButton.setText(QCoreApplication.translate("ImportDialog", u"\u5bfc\u5165  Ctrl+Enter", None))
        self.takeButton.setProperty(u"role", QCoreApplication.translate("ImportDialog", u"primary", None))
    # retranslateUi

