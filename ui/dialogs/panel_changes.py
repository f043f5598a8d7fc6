"""Who left and who joined while the round ran, by which rule and with what effect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.formats import moment
from ui.kit.columns import Column
from ui.kit.dressing import button, label, row
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.panel_change import ChangeRecord

translate = QCoreApplication.translate


class PanelChangesDialog(QDialog):
    """Every change, the last one first; the effect of the one under the cursor in full below."""

    def __init__(self, records: Sequence[ChangeRecord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Wijzigingen in het panel"))
        self.resize(880, 480)
        self.table = RecordTable(_columns(), key=lambda change: change.number)
        self.table.replace(tuple(reversed(records)))
        self.view: PinnedTable[ChangeRecord] = PinnedTable(self.table, pinned=0)
        self.said = label("", TextStyle.CELL)
        self.said.setWordWrap(True)
        self.said.setContentsMargins(16, 12, 16, 0)
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.said)
        holder = row(None, close)
        holder.setContentsMargins(16, 8, 16, 0)
        column.addWidget(holder)
        self.view.current_changed.connect(self._on_current)
        self.view.select_first()

    def _on_current(self, record: ChangeRecord | None) -> None:
        self.said.setText("" if record is None else "\n".join(record.effect))


def _columns() -> tuple[Column[ChangeRecord], ...]:
    return (
        Column(
            "at",
            translate("PanelChanges", "Wanneer"),
            lambda c: c.at,
            text=lambda c: moment(c.at),
            width=156,
            padding=16,
        ),
        Column("who", translate("PanelChanges", "Lid"), lambda c: c.name, width=160),
        Column("what", translate("PanelChanges", "Wat"), lambda c: c.what, width=290),
        Column(
            "reason",
            translate("PanelChanges", "Reden"),
            lambda c: c.reason,
            width=200,
            stretch=True,
            tip=lambda c: c.reason,
        ),
    )
