# -*- coding: utf-8 -*-

# source-sha256: d1abb0de924dfaa8d81a33366a5a3833c9619d873cef51c6b49f93f284ffa15b

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QDateTimeEdit, QDialog,
    QGridLayout, QHBoxLayout, QLabel, QLineEdit,
    QListWidget, QListWidgetItem, QPushButton, QRadioButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)
class Ui_CallForm(object):
    def setupUi(self, CallForm):
        if not CallForm.objectName():
            CallForm.setObjectName(u"CallForm")
        CallForm.resize(560, 300)
        self.body = QVBoxLayout(CallForm)
        self.body.setSpacing(10)
        self.body.setObjectName(u"body")
        self.body.setContentsMargins(18, 18, 18, 18)
        self.headline = QLabel(CallForm)
        self.headline.setObjectName(u"headline")
        self.headline.setWordWrap(True)

        self.body.addWidget(self.headline)

        self.facts = QLabel(CallForm)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)

        self.body.addWidget(self.facts)

        self.actError = QLabel(CallForm)
        self.actError.setObjectName(u"actError")
        self.actError.setWordWrap(True)

        self.body.addWidget(self.actError)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(6)
        self.peopleCaption = QLabel(CallForm)
        self.peopleCaption.setObjectName(u"peopleCaption")
        self.peopleCaption.setWordWrap(False)

        self.fields.addWidget(self.peopleCaption, 0, 0, 1, 1)

        self.people = QListWidget(CallForm)
        self.people.setObjectName(u"people")
        self.people.setMinimumSize(QSize(0, 110))

        self.fields.addWidget(self.people, 0, 1, 1, 1)

        self.peopleError = QLabel(CallForm)
        self.peopleError.setObjectName(u"peopleError")
        self.peopleError.setWordWrap(True)

        self.fields.addWidget(self.peopleError, 1, 1, 1, 1)

        self.unitCaption = QLabel(CallForm)
        self.unitCaption.setObjectName(u"unitCaption")
        self.unitCaption.setWordWrap(False)

        self.fields.addWidget(self.unitCaption, 2, 0, 1, 1)

        self.unit = QComboBox(CallForm)
        self.unit.setObjectName(u"unit")
        self.unit.setEditable(True)

        self.fields.addWidget(self.unit, 2, 1, 1, 1)

        self.unitError = QLabel(CallForm)
        self.unitError.setObjectName(u"unitError")
        self.unitError.setWordWrap(True)

        self.fields.addWidget(self.unitError, 3, 1, 1, 1)

        self.contactCaption = QLabel(CallForm)
        self.contactCaption.setObjectName(u"contactCaption")
        self.contactCaption.setWordWrap(False)

        self.fields.addWidget(self.contactCaption, 4, 0, 1, 1)

        self.contact = QLineEdit(CallForm)
        self.contact.setObjectName(u"contact")

        self.fields.addWidget(self.contact, 4, 1, 1, 1)

        self.contactError = QLabel(CallForm)
        self.contactError.setObjectName(u"contactError")
        self.contactError.setWordWrap(True)

        self.fields.addWidget(self.contactError, 5, 1, 1, 1)

        self.phoneCaption = QLabel(CallForm)
        self.phoneCaption.setObjectName(u"phoneCaption")
        self.phoneCaption.setWordWrap(False)

        self.fields.addWidget(self.phoneCaption, 6, 0, 1, 1)

        self.phone = QLineEdit(CallForm)
        self.phone.setObjectName(u"phone")

        self.fields.addWidget(self.phone, 6, 1, 1, 1)

        self.phoneError = QLabel(CallForm)
        self.phoneError.setObjectName(u"phoneError")
        self.phoneError.setWordWrap(True)

        self.fields.addWidget(self.phoneError, 7, 1, 1, 1)

        self.outcomeCaption = QLabel(CallForm)
        self.outcomeCaption.setObjectName(u"outcomeCaption")
        self.outcomeCaption.setWordWrap(False)

        self.fields.addWidget(self.outcomeCaption, 8, 0, 1, 1)

        self.outcome = QWidget(CallForm)
        self.outcome.setObjectName(u"outcome")
        self.outcomeLayout = QHBoxLayout(self.outcome)
        self.outcomeLayout.setObjectName(u"outcomeLayout")
        self.outcomeLayout.setContentsMargins(0, 0, 0, 0)
        self.outcome_0 = QRadioButton(self.outcome)
        self.outcome_0.setObjectName(u"outcome_0")

        self.outcomeLayout.addWidget(self.outcome_0)

        self.outcome_1 = QRadioButton(self.outcome)
        self.outcome_1.setObjectName(u"outcome_1")

        self.outcomeLayout.addWidget(self.outcome_1)

        self.outcome_2 = QRadioButton(self.outcome)
        self.outcome_2.setObjectName(u"outcome_2")

        self.outcomeLayout.addWidget(self.outcome_2)

        self.outcome_3 = QRadioButton(self.outcome)
        self.outcome_3.setObjectName(u"outcome_3")

        self.outcomeLayout.addWidget(self.outcome_3)

        self.outcomeSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.outcomeLayout.addItem(self.outcomeSpace)


        self.fields.addWidget(self.outcome, 8, 1, 1, 1)

        self.outcomeError = QLabel(CallForm)
        self.outcomeError.setObjectName(u"outcomeError")
        self.outcomeError.setWordWrap(True)

        self.fields.addWidget(self.outcomeError, 9, 1, 1, 1)

        self.textCaption = QLabel(CallForm)
        self.textCaption.setObjectName(u"textCaption")
        self.textCaption.setWordWrap(False)

        self.fields.addWidget(self.textCaption, 10, 0, 1, 1)

        self.text = QLineEdit(CallForm)
        self.text.setObjectName(u"text")

        self.fields.addWidget(self.text, 10, 1, 1, 1)

        self.textError = QLabel(CallForm)
        self.textError.setObjectName(u"textError")
        self.textError.setWordWrap(True)

        self.fields.addWidget(self.textError, 11, 1, 1, 1)

        self.occurredAtCaption = QLabel(CallForm)
        self.occurredAtCaption.setObjectName(u"occurredAtCaption")
        self.occurredAtCaption.setWordWrap(False)

        self.fields.addWidget(self.occurredAtCaption, 12, 0, 1, 1)

        self.occurredAt = QDateTimeEdit(CallForm)
        self.occurredAt.setObjectName(u"occurredAt")
        self.occurredAt.setCalendarPopup(False)

        self.fields.addWidget(self.occurredAt, 12, 1, 1, 1)

        self.occurredAtError = QLabel(CallForm)
        self.occurredAtError.setObjectName(u"occurredAtError")
        self.occurredAtError.setWordWrap(True)

        self.fields.addWidget(self.occurredAtError, 13, 1, 1, 1)

        self.fields.setColumnStretch(1, 1)

        self.body.addLayout(self.fields)

        self.bottom = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.body.addItem(self.bottom)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.hint = QLabel(CallForm)
        self.hint.setObjectName(u"hint")
        self.hint.setWordWrap(False)

        self.buttons.addWidget(self.hint)

        self.buttonsSpace = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonsSpace)

        self.cancel = QPushButton(CallForm)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.save = QPushButton(CallForm)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.body.addLayout(self.buttons)


        self.retranslateUi(CallForm)

        QMetaObject.connectSlotsByName(CallForm)
    # setupUi

    def retranslateUi(self, CallForm):
        CallForm.setWindowTitle(QCoreApplication.translate("CallForm", u"\u7535\u8bdd", None))
        self.headline.setText("")
        self.headline.setProperty(u"tone", QCoreApplication.translate("CallForm", u"title", None))
        self.facts.setText("")
        self.facts.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.actError.setText("")
        self.actError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.peopleCaption.setText(QCoreApplication.translate("CallForm", u"\u62e8\u6253", None))
        self.peopleCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.peopleError.setText("")
        self.peopleError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.unitCaption.setText(QCoreApplication.translate("CallForm", u"\u5355\u4f4d", None))
        self.unitCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.unitError.setText("")
        self.unitError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.contactCaption.setText(QCoreApplication.translate("CallForm", u"\u8054\u7cfb\u4eba", None))
        self.contactCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.contact.setPlaceholderText(QCoreApplication.translate("CallForm", u"\u63a5\u7535\u8bdd\u7684\u4eba", None))
        self.contactError.setText("")
        self.contactError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.phoneCaption.setText(QCoreApplication.translate("CallForm", u"\u7535\u8bdd", None))
        self.phoneCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.phone.setPlaceholderText(QCoreApplication.translate("CallForm", u"\u62e8\u7684\u53f7\u7801", None))
        self.phoneError.setText("")
        self.phoneError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.outcomeCaption.setText(QCoreApplication.translate("CallForm", u"\u7ed3\u679c", None))
        self.outcomeCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.outcome_0.setText(QCoreApplication.translate("CallForm", u"\u5df2\u544a\u77e5", None))
        self.outcome_0.setProperty(u"value", QCoreApplication.translate("CallForm", u"told", None))
        self.outcome_1.setText(QCoreApplication.translate("CallForm", u"\u65e0\u4eba\u63a5", None))
        self.outcome_1.setProperty(u"value", QCoreApplication.translate("CallForm", u"no_answer", None))
        self.outcome_2.setText(QCoreApplication.translate("CallForm", u"\u5360\u7ebf", None))
        self.outcome_2.setProperty(u"value", QCoreApplication.translate("CallForm", u"busy", None))
        self.outcome_3.setText(QCoreApplication.translate("CallForm", u"\u53f7\u7801\u9519\u8bef", None))
        self.outcome_3.setProperty(u"value", QCoreApplication.translate("CallForm", u"wrong_number", None))
        self.outcomeError.setText("")
        self.outcomeError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.textCaption.setText(QCoreApplication.translate("CallForm", u"\u8bf4\u660e", None))
        self.textCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.text.setPlaceholderText(QCoreApplication.translate("CallForm", u"\u5bf9\u65b9\u8bf4\u4e86\u4ec0\u4e48\uff08\u53ef\u4e0d\u586b\uff09", None))
        self.textError.setText("")
        self.textError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.occurredAtCaption.setText(QCoreApplication.translate("CallForm", u"\u53d1\u751f\u65f6\u95f4", None))
        self.occurredAtCaption.setProperty(u"tone", QCoreApplication.translate("CallForm", u"muted", None))
        self.occurredAt.setDisplayFormat(QCoreApplication.translate("CallForm", u"yyyy-MM-dd HH:mm:ss", None))
        self.occurredAtError.setText("")
        self.occurredAtError.setProperty(u"tone", QCoreApplication.translate("CallForm", u"error", None))
        self.hint.setText(QCoreApplication.translate("CallForm", u"Ctrl+Enter \u4fdd\u5b58\u3000Esc \u53d6\u6d88", None))
        self.hint.setProperty(u"tone", QCoreApplication.translate("CallForm", u"small", None))
        self.cancel.setText(QCoreApplication.translate("CallForm", u"\u53d6\u6d88", None))
        self.save.setText(QCoreApplication.translate("CallForm", u"\u8bb0\u5f55\u901a\u8bdd", None))
        self.save.setProperty(u"role", QCoreApplication.translate("CallForm", u"primary", None))
    # retranslateUi

