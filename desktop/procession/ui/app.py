"""Starts the window."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

import procession
from procession.plugin.manager import load
from procession.ui import motion
from procession.ui.errors import ErrorCatcher
from procession.ui.fonts import use_sizes
from procession.ui.icons import app_icon
from procession.ui.settings import Settings
from procession.ui.theme import Theme
from procession.ui.timeline import typeface
from procession.ui.translations import system_language, translators
from procession.ui.windows import Windows


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application, with its name, icon and style; the one there is if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([*arguments])
    QCoreApplication.setApplicationName("Procession")
    QCoreApplication.setOrganizationName("Procession")
    QCoreApplication.setApplicationVersion(procession.__version__)
    app.setApplicationDisplayName("Procession")
    app.setWindowIcon(app_icon())
    app.setStyle("Fusion")
    # Threads that read and follow runs give the interpreter back to the window this soon.
    sys.setswitchinterval(0.001)
    return app


def use_language(app: QApplication, language: str) -> list[QTranslator]:
    """Install a language; give the result to `QCoreApplication.removeTranslator` to undo it."""
    QLocale.setDefault(QLocale(language))
    installed = translators(language, app)
    for translator in installed:
        app.installTranslator(translator)
    return installed


def run(files: Sequence[str] = (), safe_mode: bool = False) -> int:
    """Open the window with these files; returns when it is closed, with an exit status."""
    app = make_application(sys.argv[:1])
    settings = Settings()
    theme = Theme(settings.theme)
    motion.apply(settings.animations)
    use_sizes(settings.text_scale, settings.code_size)
    theme.apply()
    catcher = ErrorCatcher(theme)
    catcher.install()
    # Ctrl-C in the terminal closes the window; Python sees it only when it gets to run.
    awake = QTimer()
    awake.start(250)
    awake.timeout.connect(lambda: None)
    before = signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    paths = [Path(name) for name in files]
    status = 0
    try:
        windows = Windows(theme, settings, lambda: load(safe_mode=safe_mode))
        again = False
        while True:
            language = settings.language or system_language()
            installed = use_language(app, language)
            if again:
                windows.come_back(language)
            else:
                windows.begin(language, paths)
            status = app.exec()
            for translator in installed:
                app.removeTranslator(translator)
            again = windows.come_back_wanted
            if not again:
                return status
            # Now, so that fonts and colours are not changed for widgets that nobody sees any more.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            use_sizes(settings.text_scale, settings.code_size)
            typeface.font.cache_clear()
            theme.apply()
    finally:
        catcher.remove()
        theme.close()
        signal.signal(signal.SIGINT, before)
