"""Inleveren: what goes, what is missing, one file, the receipt code, and how to send it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.pack import Answer, PackKind
from delpanel.model.pack_change import ChangedField
from delpanel.services.member import pack_draft, pack_history
from delpanel.services.member.pack_draft import Receipt
from delpanel.services.member.pack_moving import free_return
from ui import formats
from ui.kit.dressing import button, hairline, label, pane, primary_button, row, section_label
from ui.kit.file_dialogs import choose_folder
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, MessageArea, Question, confirm
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.theme import theme
from ui.models.history import moment_text
from ui.models.points import window_language
from ui.pack_acts import PackActs

WIDTH: Final = 720
REFUSAL: Final = "refusal"


class MemberHandInPage(Page):
    """Hands in beside the pack unless another folder is chosen; may be done again at any time."""

    def __init__(self, acts: PackActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._folder = acts.desk.path.parent
        self._receipt: Receipt | None = None
        self.head = PageToolbar()
        self.messages = MessageArea()
        self.hand_in_button = primary_button("")
        self.folder_button = button("")
        self.copy_button = button("")
        self.code = label("", TextStyle.HERO)
        self.file = label("", TextStyle.CELL)
        self._labels = {name: section_label("") for name in ("goes", "place", "code", "send")}
        self._goes = label("", TextStyle.CELL)
        self._place = label("", TextStyle.CELL)
        self._send = label("", TextStyle.CELL)
        self._before = label("", TextStyle.CHIP, "text2")
        self._after = QWidget()
        self._build()
        self._connect()
        self.retranslate()

    @override
    def title(self) -> str:
        return self.tr("Inleveren")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("Enter",), self.tr("inleveren")),
            Hint(("Tab",), self.tr("volgende keuze")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        self.hand_in_button.setFocus()

    @override
    def retranslate(self) -> None:
        self._labels["goes"].setText(self.tr("Wat u inlevert"))
        self._labels["place"].setText(self.tr("Waar het bestand komt"))
        self._labels["code"].setText(self.tr("Ontvangstcode"))
        self._labels["send"].setText(self.tr("Hoe u het bezorgt"))
        self.folder_button.setText(self.tr("Andere map kiezen"))
        self.copy_button.setText(self.tr("Code kopiëren"))
        self._send.setText(
            self.tr(
                "Stuur het bestand naar het secretariaat per e-mail of op een stick. Het is"
                " verzegeld: alleen wie de openingssleutel van het panel heeft, kan het lezen."
                " Lees de ontvangstcode voor of zet ze in de mail; het secretariaat ziet dezelfde"
                " code. U kunt blijven wijzigen en opnieuw inleveren: de laatste inzending geldt."
            )
        )
        self.reload()
        self.hints_changed.emit()

    def reload(self) -> None:
        """Show what would go now."""
        gaps = len(pack_draft.missing(self._acts.desk))
        again = bool(self._acts.desk.draft.finished)
        self.hand_in_button.setText(self.tr("Opnieuw inleveren") if again else self.tr("Inleveren"))
        self._goes.setText("\n".join(self._content()))
        self._place.setText(str(self.target()))
        self._show_head(gaps)
        self._show_gaps(gaps)
        self._show_receipt()

    def target(self) -> Path:
        """The file that would be written: a name that is still free."""
        return free_return(self._acts.desk, self._folder)

    def hand_in(self) -> None:
        """Write the return; where something is missing, ask first."""
        self.messages.remove(REFUSAL)
        gaps = len(pack_draft.missing(self._acts.desk))
        if gaps and not confirm(self, self.question(gaps)):
            return
        receipt = self._acts.finalise(self.target(), partial=bool(gaps))
        if receipt is not None:
            self._receipt = receipt
            self.reload()
            self.copy_button.setFocus()

    def question(self, gaps: int) -> Question:
        """What is asked before something incomplete goes."""
        return Question(
            self.tr("Er ontbreken nog %n dingen.", "", gaps),
            self.tr("Wat ontbreekt, telt niet mee zolang u niet opnieuw inlevert."),
            self.tr("Onvolledig inleveren"),
        )

    def _content(self) -> list[str]:
        desk = self._acts.desk
        if desk.content.head.kind is PackKind.CONFLICTS:
            answers = [one.answer for one in desk.draft.declarations]
            return [
                self.tr("Verklaringen over {0} van {1} dossiers").format(
                    len(answers), len(desk.content.consortia)
                ),
                self.tr("{0} keer geen conflict, {1} keer een conflict, {2} keer twijfel").format(
                    *(answers.count(one) for one in (Answer.NONE, Answer.CONFLICT, Answer.UNSURE))
                ),
            ]
        if desk.content.head.kind is PackKind.APPROVAL:
            answered, asked = len(desk.draft.approvals), len(desk.content.agreed)
            return [self.tr("Antwoorden over {0} van {1} dossiers").format(answered, asked)]
        cells = desk.draft.cells
        wanted = len(desk.content.dossiers) * len(desk.call.rules.criteria)
        given = sum(cell.points_cp is not None for cell in cells)
        reasoned = sum(bool(cell.motivation.strip()) for cell in cells)
        return [
            self.tr("Punten: {0} van {1}").format(given, wanted),
            self.tr("Motiveringen: {0} van {1}").format(reasoned, wanted),
            self.tr("De geschiedenis van uw wijzigingen gaat niet mee."),
        ]

    def _show_head(self, gaps: int) -> None:
        due = self._acts.desk.content.head.due_at
        note = self.tr("in te leveren vóór {0}").format(formats.moment(due)) if due else ""
        state = pack_history.handed_in(self._acts.desk)
        if state:
            title = self.tr("Ingeleverd")
        elif state is False:
            title = self.tr("Gewijzigd na uw laatste inzending")
        elif gaps:
            title = self.tr("Nog niet volledig")
        else:
            title = self.tr("Klaar om in te leveren")
        self.head.set_title(title, note)

    def _show_gaps(self, gaps: int) -> None:
        self.messages.remove("gaps")
        self.messages.remove("late")
        if gaps:
            lead = self.tr("Er ontbreken nog %n dingen.", "", gaps)
            text = self.tr("Ze staan in het overzicht, elk met de plaats waar ze ontbreken.")
            if self._acts.desk.content.head.kind is not PackKind.SCORING:
                text = self.tr("Over elk dossier is een antwoord nodig.")
            self.messages.show_message(Message(Kind.WARN, lead, text, key="gaps", can_close=False))
        due = self._acts.desk.content.head.due_at
        if due is not None and self._acts.now() > due:
            lead = self.tr("De termijn was {0}.").format(formats.moment(due))
            text = self.tr("U kunt nog inleveren; het secretariaat ziet dat het later is.")
            self.messages.show_message(Message(Kind.WARN, lead, text, key="late", can_close=False))

    def _show_receipt(self) -> None:
        past = [
            change.line
            for change in pack_history.changes(self._acts.desk)
            if change.line.field is ChangedField.RETURN
        ]
        self._after.setVisible(bool(past))
        if not past:
            return
        self.code.setText(past[-1].after)
        lines = [moment_text(past[-1].at)]
        if self._receipt is not None and self._receipt.code == past[-1].after:
            lines.append(str(self._receipt.path))
        self.file.setText("\n".join(lines))
        earlier = [f"{moment_text(line.at)}  {line.after}" for line in past[-4:-1]]
        said = self.tr("Eerder ingeleverd:")
        self._before.setText("\n".join((said, *reversed(earlier))) if earlier else "")
        self._before.setVisible(bool(earlier))

    def _build(self) -> None:
        for text in (self._goes, self._place, self._send, self.file, self.code, self._before):
            text.setWordWrap(True)
        for text in (self.code, self.file, self._place):
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.head.add(self.hand_in_button)
        done = QVBoxLayout(self._after)
        done.setContentsMargins(0, 0, 0, 0)
        done.setSpacing(8)
        done.addWidget(hairline())
        done.addSpacing(8)
        for part in (self._labels["code"], self.code, row(self.copy_button, None), self.file):
            done.addWidget(part)
        done.addWidget(self._before)
        done.addSpacing(8)
        done.addWidget(self._labels["send"])
        done.addWidget(self._send)
        block = QWidget()
        block.setMaximumWidth(theme().px(WIDTH))
        column = QVBoxLayout(block)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        self._group(column, "goes", self._goes)
        self._group(column, "place", self._place)
        column.addWidget(row(self.folder_button, None))
        column.addSpacing(16)
        column.addWidget(self._after)
        column.addStretch(1)
        ground = pane()
        # beside a stretch, so that wrapped texts get the height of their real width
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(block, 1)
        outer.addStretch(0)
        area = QScrollArea()
        area.setWidget(ground)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.head, hairline(), self.messages):
            self.body.addWidget(part)
        self.body.addWidget(area, 1)

    def _group(self, column: QVBoxLayout, name: str, text: QLabel) -> None:
        column.addWidget(self._labels[name])
        column.addWidget(text)
        column.addSpacing(8)

    def _connect(self) -> None:
        self.hand_in_button.setAutoDefault(True)
        self.hand_in_button.clicked.connect(self.hand_in)
        self.copy_button.setAutoDefault(True)
        self.copy_button.clicked.connect(self._on_copy)
        self.folder_button.clicked.connect(self._on_folder)
        self._acts.changed.connect(self._on_changed)
        self._acts.refused.connect(self._on_refused)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self.copy_button.setText(self.tr("Gekopieerd"))

    def _on_folder(self) -> None:
        folder = choose_folder(self, self.tr("Map voor de inzending"), self._folder)
        if folder is not None:
            self._folder = folder
            self.reload()

    def _on_changed(self, _changes: object, _origin: QObject | None) -> None:
        if self.isVisible():
            self.reload()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            said = messages.of_error(error, window_language())
            self.messages.show_message(Message(Kind.BAD, said, key=REFUSAL))
