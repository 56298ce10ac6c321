"""Teaching with a lesson: show it to a room, print it, write it out as a hand-out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from procession.ui.pages.handout import Handout, print_on, write_html, write_pdf
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.presentation import Presentation
from procession.ui.pages.what_happened import Happened, HappenedWords
from procession.ui.shell.desk import Desk
from procession.ui.theme import Theme


class Teaching(QObject):
    """Works on the lesson in view; says so where there is none."""

    problem = Signal(str)

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        current: Callable[[], QWidget | None],
        language: str,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._desk = desk
        self._current = current
        self._language = language
        self._window = window
        self._words = HappenedWords(self)
        self.shown: Presentation | None = None

    def present(self) -> Presentation | None:
        """Show the lesson in view to a room."""
        page = self._lesson()
        if page is None:
            return None
        if self.shown is not None:
            self.shown.close()
        shown = Presentation(
            self._theme,
            page.lesson.title_in(self._language),
            page.lesson.guide_parts(self._language),
            page.source,
            self._desk.tracks,
            judged=page.lesson.answer is not None,
        )
        shown.run_wanted.connect(lambda: self._run(page))
        shown.stop_wanted.connect(page.panel.stop.click)
        page.marks_changed.connect(shown.show_marks)
        page.watch.ended.connect(self._ended)
        page.destroyed.connect(shown.close)
        shown.closed.connect(lambda: self._closed(page, shown))
        self.shown = shown
        screen = self._window.screen()
        if screen is not None:
            shown.setGeometry(screen.geometry())
        shown.showFullScreen()
        return shown

    def export(self) -> None:
        """Ask for a file, and write the lesson in view as PDF or HTML."""
        page = self._lesson()
        if page is None:
            return
        start = str(Path.home() / f"{page.lesson.name}.pdf")
        filters = "PDF (*.pdf);;HTML (*.html)"
        title = self.tr("Export the lesson as a hand-out")
        chosen, kind = QFileDialog.getSaveFileName(self._window, title, start, filters)
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(".html" if "html" in kind else ".pdf")
        self.write(page, path)

    def write(self, page: LessonPage, path: Path) -> bool:
        """Write a hand-out: HTML where the name ends so, else PDF; whether it could be done."""
        write = write_html if path.suffix.lower() in (".html", ".htm") else write_pdf
        try:
            write(self.handout(page), path)
        except OSError as error:
            text = self.tr("%1 could not be written: %2.").replace("%1", str(path))
            self.problem.emit(text.replace("%2", error.strerror or str(error)))
            return False
        return True

    def print(self) -> None:
        """Print the lesson in view."""
        page = self._lesson()
        if page is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec():
            print_on(self.handout(page), printer)

    def handout(self, page: LessonPage) -> Handout:
        """What the paper says: the guide, the program as it stands, and the last run."""
        told = page.guide.happened.sentences
        picture = None
        if told and page.run_strip.isVisible():
            page.run_strip.pane.timeline.refresh()
            picture = page.run_strip.pane.grab().toImage()
        return Handout(
            title=page.lesson.title_in(self._language),
            guide=page.lesson.guide_parts(self._language),
            file_name=page.lesson.path.name,
            source=page.source,
            sentences=tuple(one.text for one in told),
            picture=picture,
        )

    def close(self) -> None:
        """The window closes."""
        if self.shown is not None:
            self.shown.close()

    def _run(self, page: LessonPage) -> None:
        if self.shown is None or not page.panel.ready:
            return
        run = self._desk.run_lesson(page)
        if run is not None:
            self.shown.code.set_source(page.source)
            self.shown.show_run(run.program)

    def _ended(self, what: Happened | None, right: int | None) -> None:
        if self.shown is not None and what is not None:
            self.shown.show_result(self._words.sentences(what), right)

    def _closed(self, page: LessonPage, shown: Presentation) -> None:
        if self.shown is shown:
            self.shown = None
        if isValid(page):
            page.marks_changed.disconnect(shown.show_marks)
            page.watch.ended.disconnect(self._ended)
            page.destroyed.disconnect(shown.close)
        shown.deleteLater()

    def _lesson(self) -> LessonPage | None:
        page = self._current()
        if isinstance(page, LessonPage):
            return page
        self.problem.emit(self.tr("Open a lesson first."))
        return None
