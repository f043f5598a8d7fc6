"""The lower half of the reason pane: what would have to change, and who follows who falls away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from delpanel.services.allocation.explaining import Explanation
from delpanel.services.allocation.explanation_view import remedy_sentence
from delpanel.services.allocation.succession import succession_sentence
from delpanel.services.state.computed import Computed
from scoring.rules import Policy
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.models.allocation import LETTERS, policy_name
from ui.models.points import window_language
from ui.models.reason_answer import Answer

translate = QCoreApplication.translate
ORDER = (Policy.RANKING, Policy.COVERAGE)
IN_FIGURES = frozenset(
    {
        "EXPLAIN_ENVELOPES",
        "EXPLAIN_ENVELOPES_MORE",
        "EXPLAIN_ENVELOPES_NEVER",
        "EXPLAIN_FLEMISH",
    }
)
"""Said above with the two amounts as figures."""


def add_remedies(column: QVBoxLayout, computed: Computed, answer: Answer) -> None:
    """Add what would have to change under each policy that leaves the dossier out."""
    said = {p: _sentences(computed, answer.explanations[p], answer) for p in ORDER}
    left_out = [p for p in ORDER if said[p]]
    if not left_out:
        return
    column.addSpacing(12)
    column.addWidget(label(translate("Reasons", "Wat zou moeten veranderen"), TextStyle.STRONG))
    note = translate("Reasons", "Eén ding tegelijk, al de rest gelijk.")
    column.addWidget(label(note, TextStyle.CHIP, "text3"))
    if len(left_out) == len(ORDER) and said[ORDER[0]] == said[ORDER[1]]:
        column.addWidget(_list(said[ORDER[0]]))
        return
    for policy in left_out:
        column.addWidget(_policy_label(policy))
        column.addWidget(_list(said[policy]))


def add_successions(column: QVBoxLayout, answer: Answer) -> None:
    """Add who follows from the reserve list, under each policy that funds the dossier."""
    rows = [answer.successions[p] for p in ORDER if p in answer.successions]
    if not rows:
        return
    column.addSpacing(12)
    heading = translate("Reasons", "Als {0} wegvalt").format(answer.dossier)
    column.addWidget(label(heading, TextStyle.STRONG))
    language = window_language()
    for row in rows:
        column.addWidget(_policy_label(row.policy))
        column.addWidget(_wrapped(whole_euros(succession_sentence(row, language))))


def whole_euros(sentence: str) -> str:
    """Write amounts without idle cents, as everywhere on screen."""
    for ending in (" ", ",", ".", ":"):
        sentence = sentence.replace(f",00{ending}", ending)
    return sentence


def _sentences(computed: Computed, found: Explanation, answer: Answer) -> Sequence[str]:
    language = window_language()
    shown = answer.price is not None and found.policy is Policy.COVERAGE
    return tuple(
        whole_euros(remedy_sentence(computed, remedy, language))
        for remedy in found.remedies
        if not (shown and remedy.code in IN_FIGURES)
    )


def _policy_label(policy: Policy) -> QWidget:
    return label(f"{LETTERS[policy]}  {policy_name(policy)}", TextStyle.SECTION, "text2")


def _list(sentences: Iterable[str]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, sentence in enumerate(sentences):
        dash = label("\N{EN DASH}", TextStyle.CELL, "text3")
        grid.addWidget(dash, number, 0)
        grid.setAlignment(dash, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_wrapped(sentence), number, 1)
    return holder


def _wrapped(text: str) -> QWidget:
    made = label(text, TextStyle.CELL, "text2")
    made.setWordWrap(True)
    return made
