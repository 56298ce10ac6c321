"""Every text of the window is there in Chinese, and none is written past `tr`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import procession
from procession.ui.app import use_language
from procession.ui.resource_files import resource_folder
from procession.ui.translations import messages

UI = Path(procession.__file__).parent / "ui"
FOLDER = resource_folder() / "translations"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bool]:
    """(context, text) of the sources as Qt's own tool finds them → whether it has plurals."""
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    if not tool.exists():
        pytest.skip("pyside6-lupdate is not installed")
    out = tmp_path_factory.mktemp("ts") / "now.ts"
    files = [str(path) for path in sorted(UI.rglob("*.py"))]
    subprocess.run([str(tool), "-silent", *files, "-ts", str(out)], check=True)
    found = {}
    for context in ElementTree.parse(out).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = message.get("numerus") == "yes"
    return found


def test_all_is_translated(extracted: dict[tuple[str, str], bool]) -> None:
    known = {(context, source) for context, source, _ in messages("zh_CN")}
    assert sorted(set(extracted) - known) == []


def test_nothing_is_translated_that_is_not_there(extracted: dict[tuple[str, str], bool]) -> None:
    known = {(context, source) for context, source, _ in messages("zh_CN")}
    assert sorted(known - set(extracted)) == []


def test_english_has_both_forms_of_each_plural(extracted: dict[tuple[str, str], bool]) -> None:
    plural = {key for key, numerus in extracted.items() if numerus}
    english = {(context, source): forms for (context, source, _), forms in messages("en").items()}
    assert {key for key in plural if len(english.get(key, ())) != 2} == set()


def test_places_for_values_are_kept() -> None:
    marks = re.compile(r"%(?:L?n|\d|[sd]|\(\w+\)[sd])")
    for (context, source, _), forms in messages("zh_CN").items():
        for form in forms:
            assert sorted(marks.findall(form)) == sorted(marks.findall(source)), (context, source)


def test_no_text_is_set_past_tr() -> None:
    """A literal with letters and a blank, given to a widget, should have gone through tr."""
    call = re.compile(
        r"(?:setText|setToolTip|setWindowTitle|setPlaceholderText|setAccessibleName|Label|addMenu"
        r"|addTab|show_error|show_warning|show_note)\(\s*f?\"([^\"]* [^\"]*)\""
    )
    found = [
        f"{path.relative_to(UI)}: {match[0]}"
        for path in UI.rglob("*.py")
        for match in call.finditer(path.read_text(encoding="utf-8"))
        if re.search("[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", match[1]))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("en", "1 process", "3 processes"), ("zh_CN", "1 个进程", "3 个进程")],
)
def test_plurals(qapp: QApplication, language: str, one: str, many: str) -> None:
    installed = use_language(qapp, language)
    try:
        translate = QCoreApplication.translate
        assert translate("RunStrip", "%n process(es)", "", 1) == one
        assert translate("RunStrip", "%n process(es)", "", 3) == many
        assert translate("Nowhere", "Not there", "") == "Not there"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
