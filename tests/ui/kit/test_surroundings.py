"""Language, window state, crash report, PDF view, hub: what stands around the pages."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from delpanel.changes import Changes
from ui.kit.crash import CrashReporter
from ui.kit.hub import ChangeHub
from ui.kit.language import Language
from ui.kit.pdf_view import PageTurner, PdfView
from ui.kit.window_state import WindowState


class _Listener(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.changes = 0

    @override
    def changeEvent(self, event: QEvent) -> None:
        self.changes += event.type() == QEvent.Type.LanguageChange


def test_language_switches_at_run_time_and_back(qtbot: QtBot, qapp: QApplication) -> None:
    listener = _Listener()
    qtbot.addWidget(listener)
    language = Language(qapp)

    language.apply("en")
    english = QCoreApplication.translate("PinnedTable", "Kopiëren")
    language.apply("nl")
    qapp.sendPostedEvents()

    assert english == "Copy"
    assert QCoreApplication.translate("PinnedTable", "Kopiëren") == "Kopiëren"
    assert listener.changes > 0


def test_unknown_language_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="fr"):
        Language(qapp).apply("fr")


def test_splitter_and_window_stand_where_they_stood(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    window, splitter = QWidget(), QSplitter()
    for made in (window, splitter):
        qtbot.addWidget(made)
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(400, 100)
    splitter.setSizes([300, 100])
    kept = splitter.saveState()

    WindowState(file).keep_window(window)
    WindowState(file).keep_splitter("detail", splitter)
    splitter.setSizes([100, 300])

    assert WindowState(file).restore_window(window)
    assert WindowState(file).restore_splitter("detail", splitter)
    assert splitter.saveState() == kept
    assert not WindowState(file).restore_splitter("never", splitter)


def test_crash_report_names_code_and_no_data(qtbot: QtBot, tmp_path: Path) -> None:
    reporter = CrashReporter(tmp_path, lambda: "20201120-153000", lambda: "verbs: set_points")
    secret = "Jan Peeters 1.950.000"
    with pytest.raises(KeyError) as raised:
        _fail(secret)

    with qtbot.waitSignal(reporter.reported) as caught:
        reporter.handle(KeyError, raised.value, raised.tb)

    [path] = caught.args or []
    text = path.read_text(encoding="utf-8")
    assert path.name == "report-20201120-153000.txt"
    assert "KeyError" in text
    assert secret not in text
    assert "test_surroundings" in text
    assert "verbs: set_points" in text


def test_crash_hook_is_given_back(tmp_path: Path) -> None:
    before = sys.excepthook
    reporter = CrashReporter(tmp_path, lambda: "x")

    reporter.install()
    during = sys.excepthook
    reporter.uninstall()
    sys.excepthook = before

    assert during == reporter.handle
    assert reporter.last_native_fault() == ""


def test_pdf_pages_turn_by_button_and_key(qtbot: QtBot) -> None:
    view = PdfView()
    turner = PageTurner(view)
    for made in (view, turner):
        qtbot.addWidget(made)
    view.resize(400, 500)

    view.show_pdf(_pdf(3))
    view.show()
    qtbot.waitExposed(view)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    second = view.page
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_PageDown)

    assert (second, view.page, view.page_count) == (2, 3, 3)
    assert view.accessibleDescription() == "bladzijde 3 van 3"
    assert not turner._on.isEnabled()


def test_pdf_paper_stands_on_its_desk(qtbot: QtBot) -> None:
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.show_pdf(_pdf(1))

    picture = view.grab().toImage()

    assert picture.pixelColor(3, 3).name() == "#e9ebee"
    assert picture.pixelColor(200, 250).name() == "#ffffff"


def test_pdf_view_without_document_is_an_empty_desk(qtbot: QtBot) -> None:
    view = PdfView()
    qtbot.addWidget(view)

    view.show_pdf(_pdf(2))
    view.show_pdf(None)

    assert (view.page, view.page_count) == (0, 0)


def test_hub_carries_what_changed_and_who_did_it(qtbot: QtBot) -> None:
    hub, page = ChangeHub(), QObject()
    changes = Changes(dossiers=frozenset({"D04"}))

    with qtbot.waitSignal(hub.changed) as caught:
        hub.tell(changes, page)

    assert caught.args == [changes, page]


def _fail(text: str) -> None:
    raise KeyError(text)


def _pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
