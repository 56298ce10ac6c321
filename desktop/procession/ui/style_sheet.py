"""The one style sheet, made from the tokens.

Widgets say what they are through dynamic properties (``kind``, ``tone``, ``surface``), never
through style sheets of their own, so that a change of theme is one call.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from procession.ui.tokens import Tokens

_SHEET = Template(
    """
QMainWindow, QDialog { background: $surface; }
QToolTip { background: $raised; color: $text; border: 1px solid $border2; padding: 4px 8px; }

QWidget[surface="chrome"] { background: $chrome; }
QWidget[surface="side"] { background: $side; }
QWidget[surface="surface"] { background: $surface; }
QWidget[surface="sunken"] { background: $sunken; }
QFrame[surface="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[surface="panel"] { background: $side; border: 1px solid $border; border-radius: 8px; }
QFrame[surface="palette"] { background: $raised; border: 1px solid $border2; border-radius: 8px; }
QFrame[surface="chosen"] { background: $bluebg; border: 1px solid $blueborder; border-radius: 8px; }
QFrame[surface="strip-red"] { background: $redbg; border: 0; border-bottom: 1px solid $redborder; }
QFrame[surface="strip-amber"] {
    background: $amberbg; border: 0; border-bottom: 1px solid $amberborder; }
QFrame[surface="strip-blue"] {
    background: $bluebg; border: 0; border-bottom: 1px solid $blueborder; }
QWidget[edge="bottom"] { border: 0; border-bottom: 1px solid $border; }
QWidget[edge="top"] { border: 0; border-top: 1px solid $border; }
QWidget[edge="right"] { border: 0; border-right: 1px solid $border; }
QWidget[edge="left"] { border: 0; border-left: 1px solid $border; }

QLabel { background: transparent; border: 0; color: $text; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="red"] { color: $red; }
QLabel[tone="amber"] { color: $amber; }
QLabel[tone="green"] { color: $green; }
QLabel[tone="link"] { color: $link; }

QFrame[chip="plain"], QFrame[chip="green"], QFrame[chip="red"], QFrame[chip="amber"],
QFrame[chip="blue"] { border-radius: 4px; }
QFrame[chip="plain"] { background: $sunken; border: 1px solid $border2; }
QFrame[chip="green"] { background: $greenbg; border: 1px solid $greenborder; }
QFrame[chip="red"] { background: $redbg; border: 1px solid $redborder; }
QFrame[chip="amber"] { background: $amberbg; border: 1px solid $amberborder; }
QFrame[chip="blue"] { background: $bluebg; border: 1px solid $blueborder; }

QPushButton {
    background: $raised; color: $text; border: 1px solid $border2; border-radius: 5px;
    padding: 0 12px; min-height: 26px; max-height: 26px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:disabled { color: $dis; border-color: $border; background: transparent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px;
    min-height: 24px; max-height: 24px; }
QPushButton[kind="primary"] {
    background: $btn; color: $btn_text; border: 1px solid $btn_border;
    min-height: 30px; max-height: 30px; padding: 0 16px; }
QPushButton[kind="primary"]:hover { background: $btn_border; }
QPushButton[kind="primary"]:pressed { background: $btn_border; }
QPushButton[kind="primary"]:disabled {
    background: $sunken; color: $dis; border-color: $border; }
QPushButton[kind="primary"]:focus { border: 2px solid $btn_focus; padding: 0 15px;
    min-height: 28px; max-height: 28px; }
QPushButton[kind="tall"] { min-height: 30px; max-height: 30px; }
QPushButton[kind="tall"]:focus { min-height: 28px; max-height: 28px; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[kind="link"] {
    background: transparent; border: 1px solid transparent; color: $link; padding: 0 4px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:disabled { color: $dis; }
QPushButton[kind="toggle"]:checked {
    background: $bluebg; border: 1px solid $blueborder; color: $link; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 5px;
    color: $text2; padding: 0; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $sel; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[kind="rail"]:checked { background: $hover; border: 0; }
QToolButton[kind="segment"] {
    background: $raised; border: 1px solid $border2; border-left: 0; border-radius: 0;
    color: $text2; padding: 0 12px; }
QToolButton[kind="segment"]:hover { background: $hover; }
QToolButton[kind="segment"]:checked { background: $sel; color: $text; }
QToolButton[kind="segment"]:disabled { color: $dis; }
QToolButton[kind="segment"]:focus { border: 2px solid $accent; padding: 0 11px; }
QToolButton[place="first"], QToolButton[place="only"] {
    border-left: 1px solid $border2; border-top-left-radius: 5px; border-bottom-left-radius: 5px; }
QToolButton[place="last"], QToolButton[place="only"] {
    border-top-right-radius: 5px; border-bottom-right-radius: 5px; }

QLineEdit {
    background: $surface; color: $text; border: 1px solid $ctl; border-radius: 5px;
    padding: 0 8px; min-height: 26px; max-height: 26px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 7px; min-height: 24px; max-height: 24px; }
QLineEdit:disabled { color: $dis; border-color: $border2; }
QLineEdit[kind="search"] { border-color: $border2; padding-left: 28px; }
QLineEdit[kind="search"]:focus { border: 2px solid $accent; padding-left: 27px; }
QLineEdit[kind="quick"] { border-color: $border2; padding: 0 8px 0 28px; min-height: 22px;
    max-height: 22px; }
QLineEdit[kind="quick"]:focus { border: 2px solid $accent; padding: 0 7px 0 27px;
    min-height: 20px; max-height: 20px; }
QLineEdit[bad="true"], QAbstractSpinBox[bad="true"] { border-color: $red; }
QLineEdit[kind="console"] {
    background: $sunken; border: 0; border-radius: 0; padding: 0 4px; min-height: 32px;
    max-height: 32px; }

QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    border: 0; padding: 0; background: transparent; min-height: 0; max-height: 24px; }
QAbstractSpinBox, QComboBox {
    background: $surface; color: $text; border: 1px solid $ctl; border-radius: 5px;
    padding: 0 8px; min-height: 26px; max-height: 26px;
    selection-background-color: $selection; selection-color: $text; }
QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $accent; padding: 0 7px; min-height: 24px; max-height: 24px; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url($icon_chevron_down); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: $raised; border: 1px solid $border2; color: $text; outline: 0;
    selection-background-color: $sel; selection-color: $text; padding: 4px; }
QAbstractSpinBox::up-button {
    subcontrol-origin: border; subcontrol-position: top right; width: 20px; height: 13px;
    border: 0; background: transparent; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button {
    subcontrol-origin: border; subcontrol-position: bottom right; width: 20px; height: 13px;
    border: 0; background: transparent; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-arrow {
    image: url($icon_chevron_up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow {
    image: url($icon_chevron_down); width: 12px; height: 12px; }

QMenuBar { background: transparent; border: 0; color: $text; spacing: 0; }
QMenuBar::item { background: transparent; padding: 5px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $border2; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $dis; }
QMenu::separator { height: 1px; background: $border; margin: 4px 0; }

QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $text2; border: 0; border-right: 1px solid $border;
    border-top: 2px solid transparent; padding: 0 10px 0 12px; height: 33px; }
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { background: $surface; color: $text; border-top: 2px solid $accent; }
QTabBar[kind="dock"]::tab {
    border: 0; border-bottom: 2px solid transparent; padding: 0 4px; margin: 0 8px;
    height: 29px; background: transparent; }
QTabBar[kind="dock"]::tab:hover { color: $text; background: transparent; }
QTabBar[kind="dock"]::tab:selected { border-bottom: 2px solid $accent; color: $text; }
QTabBar::scroller { width: 24px; }

QTreeView, QListView {
    background: transparent; border: 0; color: $text2; outline: 0; show-decoration-selected: 0; }
QListView[kind="contents"] { padding: 0 6px; }
QListView[kind="contents"]::item { height: 28px; border-radius: 4px; padding: 0 8px; }
QListView[kind="contents"]::item:hover { background: $hover; color: $text; }
QListView[kind="contents"]::item:selected { background: $sel; color: $text; }
QTreeView::item { height: 28px; border: 0; border-radius: 4px; padding: 0 4px; }
QTreeView::item:hover, QTreeView::item:selected { background: transparent; color: $text; }
QTreeView::branch { background: transparent; border: 0; image: none; }
QTreeView::branch:has-children:closed { image: url($icon_chevron_right); }
QTreeView::branch:has-children:open { image: url($icon_chevron_down); }

QTableView {
    background: $surface; border: 0; color: $text; outline: 0; gridline-color: $border;
    selection-background-color: $sel; selection-color: $text; }
QTableView::item { border: 0; border-bottom: 1px solid $border; padding: 0 8px; }
QTableView::item:selected { background: $sel; color: $text; }
QHeaderView { background: $chrome; border: 0; }
QHeaderView::section {
    background: $chrome; color: $text3; border: 0; border-bottom: 1px solid $border;
    padding: 0 11px; height: 27px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url($icon_chevron_up); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url($icon_chevron_down); width: 12px; height: 12px; }
QTableCornerButton::section { background: $chrome; border: 0; }

QPlainTextEdit, QTextBrowser, QTextEdit {
    background: $surface; color: $text; border: 0;
    selection-background-color: $selection; selection-color: $text; }
QPlainTextEdit[kind="form"] {
    background: $surface; border: 1px solid $ctl; border-radius: 5px; padding: 3px 4px; }
QPlainTextEdit[kind="form"]:focus { border: 2px solid $accent; padding: 2px 3px; }
QPushButton[danger="true"] { color: $red; }
QPushButton[danger="true"]:disabled { color: $dis; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea { background: transparent; border: 0; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: 0; }
QScrollBar::handle { background: $border2; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: $ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { border-left: 1px solid $border; }
QSplitter::handle:vertical { border-top: 1px solid $border; }
QSplitter::handle:hover { background: $sel; }

QProgressBar { background: $border; border: 0; max-height: 2px; min-height: 2px; }
QProgressBar::chunk { background: $accent; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; background: transparent; }
"""
)


def style_sheet(tokens: Tokens, icon_paths: dict[str, str]) -> str:
    """The style sheet of a theme; `icon_paths` are files of icons drawn in its colours."""
    values = {key: value for key, value in asdict(tokens).items() if isinstance(value, str)}
    values["btn_focus"] = tokens.text if tokens.dark else "#1A1D21"
    values["selection"] = "#33437A" if tokens.dark else "#C6D2F8"
    return _SHEET.substitute(values, **{f"icon_{name}": p for name, p in icon_paths.items()})
