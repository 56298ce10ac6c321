"""The plugins page: which there are, how they fare, what they bring; on and off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from procession.plugin.api import API_VERSION, Track
from procession.plugin.loaded import Plugin
from procession.plugin.manager import Manager
from procession.plugin.setting_up import disable, enable
from procession.ui.alive import while_alive
from procession.ui.background import in_background
from procession.ui.pages.page_head import PageHead
from procession.ui.pages.plugins_page_row import API, BRINGS, STATE, VERSION, PluginRow, Told
from procession.ui.plugin_icons import icon_of_plugin
from procession.ui.plugins.installing import sentence_of
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.labels import Label
from procession.ui.widgets.search_field import SearchField
from procession.ui.widgets.segmented import Segmented
from procession.ui.widgets.strip import Strip

ROOM_FOR_BRINGS = 900


class PluginsPage(QWidget):
    """Those of the user first, then the built-in ones."""

    reload_wanted = Signal()
    """Load the plugins anew, as they are switched on and off now."""

    def __init__(
        self, theme: Theme, manager: Manager, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._manager = manager
        self._language = language
        self._off = {one.name for one in manager if one.state == "disabled"}
        self.rows: list[PluginRow] = []
        self.strip = Strip(theme, self)
        self.head = PageHead(self.tr("Plugins"), self)
        self.head.line.setText(self._counted())
        self.search = SearchField(theme, self.tr("Search plugins"), parent=self)
        self.search.setFixedWidth(220)
        self.search.setClearButtonEnabled(True)
        self.which = Segmented(
            [
                ("all", self.tr("All")),
                ("yours", self.tr("Yours")),
                ("builtin", self.tr("Built in")),
                ("trouble", self.tr("With problems")),
            ],
            parent=self,
        )
        self.apply = Button(theme, self.tr("Load again"), "refresh", "primary", parent=self)
        self.apply.setToolTip(self.tr("Load the plugins as they are switched now"))
        self.apply.clicked.connect(self.reload_wanted)
        self.apply.hide()
        for tool in (self.search, self.which, self.apply):
            self.head.tools.addWidget(tool)
        self._columns = self._column_heads()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._groups: list[tuple[QWidget, list[PluginRow]]] = []
        self._fill()
        self._nothing = Label(self.tr("No plugin fits."), "body", "text3")
        self._nothing.setContentsMargins(20, 16, 20, 16)
        self._nothing.hide()
        self._list.addWidget(self._nothing)
        self._list.addStretch(1)
        inner = QWidget(self)
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner.setProperty("surface", "surface")
        inner.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 16)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.strip, self._columns):
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        self.search.textChanged.connect(self._filter)
        self.which.changed.connect(self._filter)
        self.setFocusProxy(self.search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, what plugins bring stands only below them."""
        super().resizeEvent(event)
        room = self.width() >= ROOM_FOR_BRINGS
        self._brings.setVisible(room)
        for row in self.rows:
            row.brings.setVisible(room)

    def _fill(self) -> None:
        yours = [one for one in self._manager if not one.builtin]
        built_in = [one for one in self._manager if one.builtin]
        for title, plugins in ((self.tr("Yours"), yours), (self.tr("Built in"), built_in)):
            if not plugins:
                continue
            group = Label(f"{title}   {len(plugins)}", "column_head", "text2", parent=self)
            group.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            group.setProperty("surface", "chrome")
            group.setContentsMargins(20, 0, 12, 0)
            group.setFixedHeight(28)
            self._list.addWidget(group)
            rows = []
            for plugin in plugins:
                on = plugin.name not in self._off
                row = PluginRow(self._theme, plugin, self._told(plugin), on, self)
                row.switched.connect(self._switch)
                self._list.addWidget(row)
                rows.append(row)
            self.rows += rows
            self._groups.append((group, rows))

    def _column_heads(self) -> QWidget:
        head = QWidget(self)
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setProperty("surface", "chrome")
        head.setProperty("edge", "bottom")
        head.setFixedHeight(28)
        row = QHBoxLayout(head)
        # Beside the list's scroll bar, whose place is kept.
        row.setContentsMargins(80, 0, 26, 0)
        row.setSpacing(12)
        row.addWidget(Label(self.tr("Plugin"), "column_head", "text3"), 1)
        self._brings = Label(self.tr("Brings"), "column_head", "text3")
        words = [
            (self._brings, BRINGS),
            (Label(self.tr("Version"), "column_head", "text3"), VERSION),
            (Label(self.tr("API"), "column_head", "text3"), API),
            (Label(self.tr("State"), "column_head", "text3"), STATE),
            (Label(self.tr("On"), "column_head", "text3"), 36),
        ]
        for label, width in words:
            label.setFixedWidth(width)
            row.addWidget(label)
        return head

    def _counted(self) -> str:
        states = [plugin.state for plugin in self._manager]
        parts = [self.tr("%n installed", "", len(states))]
        parts.append(self.tr("%n active", "", states.count("active")))
        if off := states.count("disabled"):
            parts.append(self.tr("%n disabled", "", off))
        if old := states.count("incompatible"):
            parts.append(self.tr("%n incompatible", "", old))
        if failed := states.count("failed"):
            parts.append(self.tr("%n failed", "", failed))
        return self.tr(", ").join(parts)

    def _told(self, plugin: Plugin) -> Told:
        lessons = [one for one in self._manager.lessons() if one.plugin == plugin.name]
        tracks = plugin.call("procession_tracks", Track, recording=None)
        kinds = [kind for track in tracks for kind in track.kinds]
        parts = []
        if lessons:
            parts.append(self.tr("%n lesson(s)", "", len(lessons)))
        if tracks:
            parts.append(self.tr("%n lane(s)", "", len(tracks)))
        if plugin.offers("procession_probe"):
            parts.append(self.tr("a probe"))
        if plugin.offers("procession_findings"):
            parts.append(self.tr("findings"))
        facts = [(self.tr("Comes from"), f"{plugin.distribution} {plugin.version}".strip())]
        if lessons:
            titles = (one.title_in(self._language) for one in lessons)
            facts.append((self.tr("Lessons"), ", ".join(titles)))
        if kinds:
            facts.append((self.tr("Primitives"), ", ".join(kinds)))
        line = plugin.summary if plugin.state == "active" else plugin.reason
        return Told(
            title=plugin.title(self._language),
            line=line or plugin.summary,
            brings=self.tr(", ").join(parts),
            api=str(API_VERSION) if plugin.state == "active" else "",
            icon=icon_of_plugin(plugin),
            facts=tuple(facts),
        )

    def _switch(self, name: str, on: bool) -> None:
        in_background(
            # Other people's plugins are loaded once, apart, before they are switched on.
            lambda: enable(name) if on else disable(name),
            while_alive(self, lambda _: self._switched()),
            while_alive(self, lambda error: self._failed(name, error)),
        )

    def _switched(self) -> None:
        now = {row.plugin.name for row in self.rows if not row.switch.isChecked()}
        self.apply.setVisible(now != self._off)

    def _failed(self, name: str, error: Exception) -> None:
        for row in self.rows:
            if row.plugin.name == name:
                row.switch.blockSignals(True)
                row.switch.setChecked(not row.switch.isChecked())
                row.switch.blockSignals(False)
        self._switched()
        self.strip.show_error(sentence_of(error))

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        which = self.which.value()
        for group, rows in self._groups:
            for row in rows:
                plugin = row.plugin
                fits = {
                    "all": True,
                    "yours": not plugin.builtin,
                    "builtin": plugin.builtin,
                    "trouble": row.troubled,
                }[which]
                text = f"{row.told.title} {plugin.name} {row.told.line} {plugin.distribution}"
                row.setVisible(fits and all(word in text.casefold() for word in words))
            group.setVisible(any(not row.isHidden() for row in rows))
        self._nothing.setVisible(all(row.isHidden() for row in self.rows))
