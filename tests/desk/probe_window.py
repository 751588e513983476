"""A small program for test_harness.py: a window, a tray icon with a balloon, and a tone."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon


def main() -> int:
    application = QApplication(sys.argv)
    edit = QLineEdit()
    edit.setWindowTitle("探针窗口")
    edit.resize(400, 80)
    edit.returnPressed.connect(lambda: print(f"typed={edit.text()}", flush=True))
    edit.show()
    print(f"tray={QSystemTrayIcon.isSystemTrayAvailable()}", flush=True)
    print(f"outputs={len(QMediaDevices.audioOutputs())}", flush=True)
    pixmap = QPixmap(32, 32)
    pixmap.fill(QColor("#ff00ff"))
    tray = QSystemTrayIcon(QIcon(pixmap))
    tray.show()
    output = QAudioOutput()
    player = QMediaPlayer()
    player.setAudioOutput(output)
    player.mediaStatusChanged.connect(
        lambda status: status == QMediaPlayer.MediaStatus.EndOfMedia and print("played", flush=True)
    )
    player.setSource(QUrl.fromLocalFile(sys.argv[1]))
    QTimer.singleShot(300, lambda: tray.showMessage("探针", "气球", tray.icon(), 20_000))
    QTimer.singleShot(300, player.play)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
