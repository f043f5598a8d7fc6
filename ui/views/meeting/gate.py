"""What stands in front of a dossier until everybody with a conflict is outside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.dressing import button, icon_label, label, primary_button, row
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.views.meeting.room import empty_layout

WIDTH, ROW = 520, 40
translate = QCoreApplication.translate


class RecusalGate(QFrame):
    """``out_wanted`` carries the ids of who left now; ``deputy_wanted``: the chair hands over."""

    out_wanted = Signal(object)
    deputy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", TextStyle.TITLE)
        self._text = label("", TextStyle.CELL, "text2")
        self._chair = label("", TextStyle.CELL, "text2")
        for words in (self._title, self._text, self._chair):
            words.setWordWrap(True)
        self.all_button = primary_button("")
        self.buttons: dict[str, QWidget] = {}
        self._rows = QVBoxLayout()
        self._waiting: tuple[tuple[str, str], ...] = ()
        self._hour = ""
        self._hands_over = False
        self._build()
        self.all_button.clicked.connect(self._on_all)

    def show_waiting(
        self, dossier: str, waiting: Sequence[tuple[str, str]], hour: str, presiding: str
    ) -> None:
        """Ask these (id, name) to leave; ``presiding`` is named where the chair is one of them."""
        changed = (tuple(waiting), hour) != (self._waiting, self._hour)
        self._hands_over = False
        self._waiting, self._hour = tuple(waiting), hour
        self._title.setText(
            translate(
                "RecusalGate", "%n leden moeten naar buiten voor {0}", None, len(waiting)
            ).replace("{0}", dossier)
        )
        self._text.setText(
            translate(
                "RecusalGate",
                "Zij hebben een belangenconflict. Het dossier verschijnt pas als iedereen buiten"
                " is; het grote scherm toont intussen niets.",
            )
        )
        said = translate("RecusalGate", "{0} zit voor zolang dit dossier op tafel ligt.")
        self._chair.setText(said.format(presiding) if presiding else "")
        self._chair.setVisible(bool(presiding))
        if changed:
            self._renew()
        self._make_room()

    def show_handover(self, dossier: str, deputy: str) -> None:
        """Ask whoever presides at this screen to hand over; an empty deputy: there is none."""
        empty_layout(self._rows)
        self.buttons, self._waiting, self._hands_over = {}, (), True
        self._title.setText(
            translate("RecusalGate", "Wie voorzit, heeft een belangenconflict met {0}").format(
                dossier
            )
        )
        self._text.setText(
            translate(
                "RecusalGate",
                "Het dossier verschijnt op dit scherm pas als de plaatsvervanger voorzit. Dat komt"
                " in het logboek.",
            )
            if deputy
            else translate(
                "RecusalGate",
                "Het paneel heeft geen plaatsvervanger. Duid die aan bij Panel, of werk als"
                " secretariaat verder.",
            )
        )
        self._chair.hide()
        self.all_button.setText(translate("RecusalGate", "{0} zit nu voor").format(deputy))
        self.all_button.setVisible(bool(deputy))
        self._make_room()

    def focus_start(self) -> None:
        """Put the focus on the button that goes on."""
        self.all_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        block = QWidget()
        block.setFixedWidth(WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(icon_label("warn", "warn", 20))
        column.addSpacing(8)
        self._rows.setSpacing(8)
        for part in (self._title, self._text, self._chair):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(self._rows)
        column.addSpacing(8)
        column.addWidget(row(self.all_button, None))
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _make_room(self) -> None:
        """A wrapped label in a fixed block asks for one line only; give it what it needs."""
        for words in (self._title, self._text, self._chair):
            words.setMinimumHeight(max(0, words.heightForWidth(WIDTH)))

    def _renew(self) -> None:
        empty_layout(self._rows)
        self.buttons = {}
        word = translate("RecusalGate", "Buiten om {0}").format(self._hour)
        many = len(self._waiting) > 1
        for who, name in self._waiting:
            parts: list[QWidget | None] = [label(name, TextStyle.NAME), None]
            if many:
                one = button(word)
                one.setAccessibleName(f"{name}: {word}")
                one.clicked.connect(lambda _checked, who=who: self.out_wanted.emit((who,)))
                self.buttons[who] = one
                parts.append(one)
            holder = row(*parts)
            holder.setMinimumHeight(theme().px(ROW))
            self._rows.addWidget(holder)
        everyone = translate("RecusalGate", "Allen buiten om {0}").format(self._hour)
        self.all_button.setText(everyone if many else word)
        self.all_button.show()

    def _on_all(self) -> None:
        if self._hands_over:
            self.deputy_wanted.emit()
        else:
            self.out_wanted.emit(tuple(who for who, _ in self._waiting))
