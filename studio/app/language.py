"""The language of the window: our sentences, Qt's own buttons, dates and numbers."""

import logging

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from studio.kernel import i18n

_log = logging.getLogger(__name__)

CHOICES = {"system": i18n.N_("Like the system"), **i18n.LANGUAGES}
"""What the menu offers; the languages call themselves by their own names."""


class Language(QObject):
    """Makes the program speak what the user chose."""

    def __init__(self, app: QApplication) -> None:
        """Speak English until `use`."""
        super().__init__(app)
        self._app = app
        self._qt = QTranslator(self)

    def use(self, choice: str) -> None:
        """Speak 'system', 'en' or 'it'; what is already on the screen has to be built again."""
        code = i18n.system_language() if choice == "system" else choice
        try:
            i18n.use(code)
        except FileNotFoundError:
            _log.error("the translations for %r are missing; speaking English", code)
            code = "en"
            i18n.use(code)
        self._app.removeTranslator(self._qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt.load(f"qtbase_{code}", folder):
            self._app.installTranslator(self._qt)
        QLocale.setDefault(_locale(code))


def _locale(code: str) -> QLocale:
    """Return the desktop's own habits when it speaks the language, otherwise the language's."""
    system = QLocale.system()
    spoken = QLocale(code)
    return system if system.language() == spoken.language() else spoken
