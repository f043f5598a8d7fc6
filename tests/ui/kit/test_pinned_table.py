from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.columns import Column
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.table_header import TableHeader


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    name: str


def _shown(qtbot: QtBot, count: int = 60) -> PinnedTable[Line]:
    table = RecordTable[Line](
        (
            Column("id", "Nr", lambda r: r.id, width=52),
            Column("name", "Naam", lambda r: r.name, width=160),
            Column("double", "Dubbel", lambda r: r.id * 2, width=90),
            Column("rest", "Rest", lambda _r: None, stretch=True),
        ),
        key=lambda r: r.id,
    )
    table.replace([Line(n, f"lijn {n}") for n in range(count)])
    view = PinnedTable(table, pinned=2)
    view.resize(600, 300)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_both_halves_scroll_together(qtbot: QtBot) -> None:
    view = _shown(qtbot)

    view.select_key(50)

    assert view.left.verticalScrollBar().value() == view.right.verticalScrollBar().value() > 0


def test_pinned_columns_stand_left_and_the_last_takes_the_rest(qtbot: QtBot) -> None:
    view = _shown(qtbot, 3)

    assert view.left.width() == 52 + 160
    assert [view.right.isColumnHidden(n) for n in range(4)] == [True, True, False, False]
    assert view.right.columnWidth(3) == view.right.viewport().width() - 90


def test_arrow_keys_move_the_current_record(qtbot: QtBot) -> None:
    view = _shown(qtbot)
    view.select_key(4)

    with qtbot.waitSignal(view.current_changed) as caught:
        QTest.keyClick(view.right, Qt.Key.Key_Down)

    assert caught.args == [Line(5, "lijn 5")]


def test_arrow_keys_move_after_a_click_in_the_pinned_half(qtbot: QtBot) -> None:
    view = _shown(qtbot)
    cell = view.left.visualRect(view.table.index(2, 1)).center()

    QTest.mouseClick(view.left.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    QTest.keyClick(view.right, Qt.Key.Key_Down)

    assert view.current_record() == Line(3, "lijn 3")


def test_enter_activates_the_record(qtbot: QtBot) -> None:
    view = _shown(qtbot)
    view.select_key(7)

    with qtbot.waitSignal(view.activated) as caught:
        QTest.keyClick(view.right, Qt.Key.Key_Return)

    assert caught.args == [Line(7, "lijn 7")]


def test_selection_stays_on_its_record_when_rows_move(qtbot: QtBot) -> None:
    view = _shown(qtbot, 5)
    view.select_key(3)

    view.table.replace([Line(n, f"nieuw {n}") for n in (9, 3, 1)])

    assert view.current_record() == Line(3, "nieuw 3")


def test_copy_puts_headers_and_rows_on_the_clipboard(qtbot: QtBot) -> None:
    view = _shown(qtbot, 3)
    view.select_key(1)

    QTest.keyClick(view.right, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    expected = "Nr\tNaam\tDubbel\tRest\n1\tlijn 1\t2\t–"
    assert QGuiApplication.clipboard().text() == expected


def test_header_click_sorts_up_then_down_then_not(qtbot: QtBot) -> None:
    view = _shown(qtbot, 3)
    header = view.left.horizontalHeader()

    states = []
    for _ in range(3):
        header.sectionClicked.emit(0)
        states.append(view.table.sorted_by)

    assert states == [(0, False), (0, True), None]


def test_keyboard_menu_offers_copy_and_every_sort(qtbot: QtBot) -> None:
    view = _shown(qtbot, 3)

    menu = view.make_menu()

    words = [action.text() for action in menu.actions() if action.text()]
    menu.actions()[-1].trigger()
    assert view.table.sorted_by == (3, False)
    assert words == ["Kopiëren", *(f"Sorteren op {t}" for t in ("Nr", "Naam", "Dubbel", "Rest"))]


def test_total_row_is_read_aloud_and_can_go(qtbot: QtBot) -> None:
    view = _shown(qtbot, 3)

    view.set_total({"id": "3", "double": "6"})
    shown = view.findChildren(type(view._right_total))
    said = view._right_total.accessibleDescription()
    view.set_total({})

    assert len(shown) == 2
    assert said == "Nr 3, Dubbel 6"
    assert not view._right_total.isVisible()


def test_a_header_that_is_going_still_says_its_size(qtbot: QtBot) -> None:
    table = RecordTable[Line]((Column("id", "Nr", lambda r: r.id),), key=lambda r: r.id)
    parent = QWidget()
    qtbot.addWidget(parent)
    header = TableHeader(table, parent)
    assert header.sizeHint().height() == header.wanted_height()

    # what Python holds of a widget can be gone before Qt stops asking it
    del header.__dict__["_table"]

    assert header.sizeHint().height() >= 0
