"""The attachments in the pane of a dossier: what there is, and the ways to add and open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from delpanel.model.attachment import Attachment
from ui import formats
from ui.kit.dressing import button, label, row, section_label
from ui.kit.elided import LinkButton
from ui.kit.fonts import TextStyle


class AttachmentsGroup(QWidget):
    """``opened`` carries the attachment that was chosen, ``add_wanted`` asks for files."""

    opened = Signal(object)
    add_wanted = Signal()

    def __init__(
        self,
        attachments: Sequence[Attachment],
        *,
        can_attach: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.names: list[LinkButton] = []
        self.add_button = button(self.tr("Toevoegen"), "plus")
        self.add_button.setVisible(can_attach)
        self.add_button.clicked.connect(self.add_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(row(section_label(self.tr("Bijlagen")), None, self.add_button))
        if attachments:
            column.addWidget(self._list(attachments))
            return
        said = self.tr("Geen bijlagen.")
        if can_attach:
            said = self.tr("Geen bijlagen. Sleep bestanden hierheen of kies Toevoegen.")
        nothing = label(said, TextStyle.CHIP, "text3")
        nothing.setWordWrap(True)
        column.addWidget(nothing)

    def _list(self, attachments: Sequence[Attachment]) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for number, attachment in enumerate(attachments):
            grid.addWidget(self._name(attachment), number, 0)
            pages = self.tr("%n blz.", "", attachment.pages) if attachment.is_pdf else ""
            for place, said in ((1, pages), (2, formats.file_size(attachment.size))):
                made = label(said, TextStyle.CHIP, "text3")
                made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(made, number, place)
        return inner

    def _name(self, attachment: Attachment) -> LinkButton:
        made = LinkButton(attachment.file_name)
        made.clicked.connect(lambda: self.opened.emit(attachment))
        self.names.append(made)
        return made
