from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.kit.columns import Align, Column
from ui.kit.record_table import ExtraRole, RecordTable


@dataclass(frozen=True, slots=True)
class Fruit:
    id: str
    name: str
    weight: int | None


ROWS = (Fruit("a", "Appel", 30), Fruit("b", "Bés", 2), Fruit("c", "Citroen", None))


def _table() -> RecordTable[Fruit]:
    table = RecordTable[Fruit](
        (
            Column("name", "Naam", lambda r: r.name),
            Column(
                "weight",
                "Gewicht",
                lambda r: r.weight,
                text=lambda r: "–" if r.weight is None else f"{r.weight} g",
                align=Align.RIGHT,
                tip=lambda r: f"gewogen: {r.name}",
                group="Maten",
            ),
        ),
        key=lambda r: r.id,
    )
    table.replace(ROWS)
    return table


def _names(table: RecordTable[Fruit]) -> list[str]:
    return [r.id for r in table.records]


def test_model_keeps_the_contract_of_qt(qtmodeltester: ModelTester) -> None:
    table = _table()

    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt
    table.replace((ROWS[2], Fruit("d", "Druif", 5), replace(ROWS[0], weight=31)))
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt


def test_roles_give_text_sort_value_tip_and_spoken_text() -> None:
    table = _table()
    index = table.index(0, 1)

    assert table.data(index) == "30 g"
    assert table.data(index, ExtraRole.SORT) == 30
    assert table.data(index, Qt.ItemDataRole.ToolTipRole) == "gewogen: Appel"
    assert table.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Gewicht: 30 g"
    assert table.data(index, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    head = table.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert head == "Maten Gewicht"


def test_numbers_sort_as_numbers_and_missing_stays_last() -> None:
    table = _table()

    table.sort(1)
    up = _names(table)
    table.sort(1, Qt.SortOrder.DescendingOrder)
    down = _names(table)
    table.sort(-1)

    assert up == ["b", "a", "c"]
    assert down == ["a", "b", "c"]
    assert _names(table) == ["a", "b", "c"]


def test_search_ignores_accents_and_capitals_and_wants_every_word() -> None:
    table = _table()

    table.search("BES 2")
    found = _names(table)
    table.search("bes 30")

    assert found == ["b"]
    assert _names(table) == []


def test_keep_shows_some_and_all_records_stay_known() -> None:
    table = _table()

    table.keep(lambda r: r.weight is not None)

    assert _names(table) == ["a", "b"]
    assert len(table.all_records) == 3


def test_persistent_index_follows_its_record_through_sort_and_replace() -> None:
    table = _table()
    kept = QPersistentModelIndex(table.index(0, 0))

    table.sort(1)
    table.replace((Fruit("z", "Zuurbes", 1), *reversed(ROWS)))

    assert table.record_at(kept).id == "a"


def test_unchanged_record_sends_no_signal(qtbot: QtBot) -> None:
    table = _table()

    with (
        qtbot.assertNotEmitted(table.dataChanged),
        qtbot.assertNotEmitted(table.modelReset),
        qtbot.assertNotEmitted(table.layoutChanged),
    ):
        table.replace(tuple(replace(r) for r in ROWS))


def test_changed_record_names_only_its_row(qtbot: QtBot) -> None:
    table = _table()

    with qtbot.waitSignal(table.dataChanged) as caught:
        table.replace((ROWS[0], replace(ROWS[1], weight=3), ROWS[2]))

    first, last, *_ = caught.args or []
    assert (first.row(), last.row()) == (1, 1)


def test_removed_and_added_rows_are_told_in_runs() -> None:
    table = _table()
    told: list[tuple[str, int, int]] = []
    table.rowsRemoved.connect(lambda _p, a, b: told.append(("gone", a, b)))
    table.rowsInserted.connect(lambda _p, a, b: told.append(("new", a, b)))

    table.replace((ROWS[2], Fruit("d", "Druif", 5), Fruit("e", "Erwt", 1)))

    assert told == [("gone", 0, 1), ("new", 1, 2)]


def test_scattered_filter_keeps_the_contract_and_the_persistent_rows(
    qtmodeltester: ModelTester,
) -> None:
    table = _table()
    table.replace([Fruit(str(n), f"nummer {n}", n) for n in range(400)])
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt
    kept = QPersistentModelIndex(table.index(31, 0))
    gone = QPersistentModelIndex(table.index(30, 0))

    table.keep(lambda r: (r.weight or 0) % 2 == 1)
    few = [r.weight for r in table.records]
    table.keep(None)

    assert few == list(range(1, 400, 2))
    assert table.record_at(kept).id == "31"
    assert not gone.isValid()
    assert len(table.records) == 400


def test_double_key_is_refused() -> None:
    with pytest.raises(ValueError, match="unique"):
        _table().replace((ROWS[0], ROWS[0]))


def test_edit_goes_through_the_setter_of_the_column() -> None:
    typed: list[tuple[str, str]] = []

    def take(record: Fruit, text: str) -> bool:
        typed.append((record.id, text))
        return text.isdecimal()

    table = RecordTable[Fruit](
        (Column("weight", "Gewicht", lambda r: r.weight, edit=take),), key=lambda r: r.id
    )
    table.replace(ROWS)

    assert table.setData(table.index(1, 0), "7")
    assert not table.setData(table.index(1, 0), "veel")
    assert typed == [("b", "7"), ("b", "veel")]
    assert table.flags(table.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
