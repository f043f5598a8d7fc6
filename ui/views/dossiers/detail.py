"""One dossier beside the list: who, how much, among all others, with whom, what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.model.dossier import Dossier
from delpanel.services.intake.listing import DossierRow
from delpanel.services.intake.withdrawing import withdrawal_of
from delpanel.services.state.computed import Computed
from ui import formats
from ui.kit.dressing import label, pane, row, section_label
from ui.kit.drops import dropped_paths
from ui.kit.fonts import TextStyle
from ui.kit.notify import bars
from ui.kit.segments import Segments
from ui.models.dossiers import (
    STATUS_LOOK,
    Figure,
    compared,
    figures_of,
    parts_of,
    province_name,
    status_word,
)
from ui.models.issues import by_gravity, issue_message
from ui.views.dossiers.admissibility import AdmissibilityView
from ui.views.dossiers.attachments import AttachmentsGroup
from ui.views.dossiers.consortium import consortium
from ui.views.dossiers.detail_parts import group, number
from ui.widgets.financing_bar import SERIES, FinancingBar, Swatch
from ui.widgets.status_chip import StatusChip
from ui.widgets.strip_plot import StripPlot

FIGURES_SHOWN = 9
NARROW = 400


class DossierDetail(QScrollArea):
    """The pane at the right; ``judge_wanted`` and ``withdraw_wanted`` carry a ground.

    ``withdrawal_wanted`` asks to withdraw the dossier or to take that back.
    ``attachment_opened`` carries an attachment, ``attach_wanted`` the files that were dropped, none
    where the user is to be asked for them.
    """

    judge_wanted = Signal(object)
    withdraw_wanted = Signal(object)
    withdrawal_wanted = Signal()
    attachment_opened = Signal(object)
    attach_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.parts = Segments(self.tr("Onderdeel"))
        self.admissibility: AdmissibilityView | None = None
        self._shown: tuple[Computed, DossierRow] | None = None
        self._view = "dossier"
        self.can_attach = False
        self.setAcceptDrops(True)
        self.attachments: AttachmentsGroup | None = None
        self.show_dossier(None, None)

    def show_withheld(self, number: str) -> None:
        """Show that a conflict of interest of whoever presides keeps a dossier from view."""
        self._shown = None
        ground = pane()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(label(self.tr("{0} is afgeschermd").format(number), TextStyle.TITLE))
        said = self.tr(
            "Wie voorzit, heeft bij dit dossier een belangenconflict. Inhoud en bladen blijven"
            " verborgen; de plaatsvervanger neemt het over."
        )
        note = label(said, TextStyle.CELL, "text2")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addStretch(1)
        self.setWidget(ground)

    def show_dossier(self, computed: Computed | None, record: DossierRow | None) -> None:
        """Show one dossier, or nothing."""
        top = self.verticalScrollBar().value()
        same = self._shown is not None and record is not None and self._shown[1].id == record.id
        self._shown = None if computed is None or record is None else (computed, record)
        ground = pane()
        column = QVBoxLayout(ground)
        side = 24 if self.width() > NARROW else 16
        column.setContentsMargins(side, 20, side, 24)
        column.setSpacing(0)
        self.admissibility = None
        if computed is not None and record is not None:
            self._fill(column, computed, record)
        column.addStretch(1)
        self.setWidget(ground)
        if same:
            self.verticalScrollBar().setValue(top)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.can_attach and self._shown is not None and dropped_paths(event):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.attach_wanted.emit(dropped_paths(event))

    def show_view(self, view: str) -> None:
        """Show "dossier" or "admissibility" of the dossier at hand."""
        self._view = view
        if self._shown is not None:
            self.show_dossier(*self._shown)

    @property
    def view(self) -> str:
        """Which view is shown."""
        return self._view

    def _fill(self, column: QVBoxLayout, computed: Computed, record: DossierRow) -> None:
        for part, space in (
            (self._head(record), 4),
            (self._who(computed, record), 6),
            (self._standing(record), 16),
            (self._segments(), 20),
        ):
            column.addWidget(part)
            column.addSpacing(space)
        if self._view == "admissibility":
            self._fill_admissibility(column, computed, record)
            return
        for part in self._groups(computed, record):
            column.addWidget(part)
            column.addSpacing(24)

    def _fill_admissibility(
        self, column: QVBoxLayout, computed: Computed, record: DossierRow
    ) -> None:
        frozen = computed.snapshot.allocation is not None
        verdict = computed.core.admissibility[record.id]
        gone = withdrawal_of(computed.snapshot, record.id)
        made = AdmissibilityView(verdict, record.status, gone, can_judge=not frozen)
        made.judge_wanted.connect(self.judge_wanted)
        made.withdraw_wanted.connect(self.withdraw_wanted)
        made.withdrawal_wanted.connect(self.withdrawal_wanted)
        self.admissibility = made
        column.addWidget(made)

    def _head(self, record: DossierRow) -> QWidget:
        name = label(record.name, TextStyle.TITLE)
        name.setWordWrap(True)
        name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        identity = label(record.id, TextStyle.CELL, "text2")
        identity.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        identity.setContentsMargins(12, 5, 0, 0)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(name, 0, 0)
        grid.addWidget(identity, 0, 1)
        grid.setColumnStretch(0, 1)
        return holder

    def _who(self, computed: Computed, record: DossierRow) -> QWidget:
        lead = record.dossier.lead_partner
        call = computed.snapshot.call
        words = [
            lead.name if lead else "",
            lead.municipality if lead else "",
            province_name(call, record.nuts),
        ]
        said = label(" · ".join(w for w in words if w), TextStyle.CHIP, "text2")
        said.setWordWrap(True)
        return said

    def _standing(self, record: DossierRow) -> QWidget:
        chip = StatusChip()
        icon, tone, word_tone = STATUS_LOOK[record.status]
        chip.set_status(icon, status_word(record.status), tone, word_tone)
        filed = record.dossier.submitted_at
        said = self.tr("ingediend {0}").format(formats.moment(filed)) if filed else ""
        return row(chip, label(said, TextStyle.CHIP, "text3"), None, spacing=12)

    def _segments(self) -> QWidget:
        self.parts = Segments(self.tr("Onderdeel"))
        self.parts.set_choices(
            [
                ("dossier", self.tr("Dossier")),
                ("admissibility", self.tr("Ontvankelijkheid")),
            ]
        )
        self.parts.choose(self._view)
        self.parts.chosen.connect(self._on_part, Qt.ConnectionType.QueuedConnection)
        return row(self.parts, None)

    def _on_part(self, view: str) -> None:
        self.show_view(view)
        self.parts.segment(view).setFocus()

    def _groups(self, computed: Computed, record: DossierRow) -> list[QWidget]:
        everyone = computed.snapshot.dossiers
        dossier = record.dossier
        found = [self._financing(computed, dossier)]
        figures = figures_of(dossier, everyone)
        title = self.tr("Bewijs")
        if not figures:
            figures, title = compared(dossier, everyone), self.tr("Vergelijking")
        if figures:
            found.append(self._figures(title, figures[:FIGURES_SHOWN], len(everyone)))
        if dossier.partners:
            found.append(consortium(dossier))
        found += [self._attachments(computed, dossier), self._findings(computed, dossier)]
        if dossier.summary:
            said = label(dossier.summary, TextStyle.CELL, "text2")
            said.setWordWrap(True)
            found.append(group(self.tr("Samenvatting"), "", said))
        return found

    def _financing(self, computed: Computed, dossier: Dossier) -> QWidget:
        plan, call = dossier.financing, computed.snapshot.call
        parts = parts_of(plan)
        ceiling = call.erdf_rate_bp(dossier.nuts)
        bar = FinancingBar(self.tr("Financiering"))
        said = self.tr("{0} % plafond").format(formats.points(ceiling).removesuffix(",0"))
        bar.set_parts(parts, ceiling, said)
        names = (
            self.tr("EFRO-steun"),
            self.tr("Vlaamse cofinanciering"),
            self.tr("Eigen bijdrage"),
        )
        total = plan.cost_cents or sum(parts)
        grid_of = QWidget()
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, 56)
        for place, (name, part, role) in enumerate(zip(names, parts, SERIES, strict=True)):
            grid.addWidget(Swatch(role), place, 0)
            word = label(name)
            word.setWordWrap(True)
            grid.addWidget(word, place, 1)
            grid.addWidget(number(formats.euro(part), TextStyle.NAME), place, 2)
            share = formats.share(part, total)
            grid.addWidget(number(share, TextStyle.CELL, weak=True), place, 3)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        amount = label(formats.euro_sign(plan.cost_cents), TextStyle.HEADING)
        column.addWidget(row(section_label(self.tr("Financiering")), None, amount))
        column.addWidget(bar)
        column.addWidget(grid_of)
        return holder

    def _figures(self, title: str, figures: tuple[Figure, ...], count: int) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for place, figure in enumerate(figures):
            name = label(figure.name)
            name.setWordWrap(True)
            grid.addWidget(name, place, 0)
            grid.addWidget(number(figure.shown, TextStyle.STRONG), place, 1)
            plot = StripPlot(figure.name)
            plot.set_values(figure.values, figure.own)
            grid.addWidget(plot, place, 2)
        note = self.tr("dit dossier \N{BLACK CIRCLE} tussen alle {0}").format(count)
        return group(title, note, inner)

    def _attachments(self, computed: Computed, dossier: Dossier) -> QWidget:
        held = computed.snapshot.attachments_of.get(dossier.id, ())
        made = AttachmentsGroup(held, can_attach=self.can_attach)
        made.opened.connect(self.attachment_opened)
        made.add_wanted.connect(lambda: self.attach_wanted.emit(()))
        self.attachments = made
        return made

    def _findings(self, computed: Computed, dossier: Dossier) -> QWidget:
        issues = by_gravity(i for i in computed.issues if i.dossier == dossier.id)
        if not issues:
            nothing = label(self.tr("Geen bevindingen."), TextStyle.CHIP, "text3")
            return group(self.tr("Bevindingen"), "", nothing)
        return group(self.tr("Bevindingen"), "", bars([issue_message(i) for i in issues]))
