"""Translations, read from the ``.ts`` files themselves: nothing has to be compiled."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

from procession.ui.resource_files import resource_folder

LANGUAGES = ("en", "zh_CN")

_Key = tuple[str, str, str]


class TsTranslator(QTranslator):
    """Looks texts up in a Qt Linguist source file."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages(language)

    def isEmpty(self) -> bool:
        """Whether there is nothing in it."""
        return not self._messages

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The text in the language, else `source`; `n` chooses a plural form.

        Not empty when there is none: what Python returns would count as a translation.
        """
        forms = self._messages.get((context, source, disambiguation or ""))
        if not forms and disambiguation:
            forms = self._messages.get((context, source, ""))
        if not forms:
            return source
        # English has two forms, Chinese one.
        return forms[0] if len(forms) == 1 or n == 1 else forms[1]


@cache
def messages(language: str) -> dict[_Key, tuple[str, ...]]:
    """(context, source, comment) → its forms, of those that are translated.

    Raises FileNotFoundError, ElementTree.ParseError.
    """
    path = resource_folder() / "translations" / f"procession_{language}.ts"
    found: dict[_Key, tuple[str, ...]] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") in ("unfinished", "vanished"):
                continue
            forms = tuple(form.text or "" for form in translation.iter("numerusform"))
            forms = forms or (translation.text or "",)
            if any(forms):
                key = (name, message.findtext("source") or "", message.findtext("comment") or "")
                found[key] = forms
    return found


def system_language() -> str:
    """The language of ours that the system's user prefers."""
    for name in QLocale.system().uiLanguages():
        if name.replace("-", "_").lower().startswith(("zh_cn", "zh_hans", "zh_sg", "zh")):
            return "zh_CN"
        if name.lower().startswith("en"):
            return "en"
    return "en"


def translators(language: str, parent: QObject) -> list[QTranslator]:
    """What to install for a language: our texts, and Qt's own where they are there."""
    made: list[QTranslator] = [TsTranslator(language, parent)]
    qt = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(QLocale(language), "qtbase", "_", folder):
        # Installed last it is asked first; ours would answer for every text.
        made.append(qt)
    return made
