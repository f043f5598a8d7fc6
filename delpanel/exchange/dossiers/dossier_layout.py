"""The official dossier workbook, declared once: its sheets, their columns, what each cell holds.

Reader, template and demo call all follow this declaration. Every sheet is a table whose first
column names the dossier, so one workbook holds one dossier or many. Labels, explanations and the
words of the choices stand in ``resources/texts/workbooks.*.toml`` under codes made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from delpanel import messages
from delpanel.model.dossier import EnterpriseSize, PartnerKind, PartnerRole

EXAMPLE_ID: Final = "VOORBEELD"
"""The dossier number of the greyed example rows; the reader passes over them."""

ID_FIELD: Final = "id"
LANGUAGES: Final = ("nl", "en")


class CellKind(StrEnum):
    """What a cell holds; decides how it is formatted, validated and read."""

    CODE = "code"
    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    FLAG = "flag"
    CHOICE = "choice"
    RATES = "rates"


class ChoiceList(StrEnum):
    """A closed list of words; provinces and aid rules come from the call."""

    NONE = ""
    FLAG = "flag"
    ROLE = "role"
    KIND = "kind"
    SIZE = "size"
    HEADING = "heading"
    ROW_KIND = "row_kind"
    PROVINCE = "province"
    AID_RULE = "aid_rule"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills, what its cells hold, and its width in characters."""

    field: str
    kind: CellKind
    width: int
    required: bool = False
    choices: ChoiceList = ChoiceList.NONE


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the workbook. ``criterion`` is set on the sheets that carry evidence for it."""

    id: str
    columns: tuple[Column, ...]
    criterion: str = ""

    @property
    def subject(self) -> str:
        """Under which name its columns are labelled; the evidence sheets share one."""
        return "evidence" if self.criterion else self.id

    def name(self, language: str) -> str:
        """Give the name on the tab."""
        return messages.sentence(f"workbook_sheet_{self.id}", {}, language)

    def about(self, language: str) -> str:
        """Give the line of explanation above the table."""
        return messages.sentence(f"workbook_about_{self.id}", {}, language)

    def label(self, column: Column, language: str) -> str:
        """Give the heading of a column."""
        return messages.sentence(f"workbook_column_{self.subject}_{column.field}", {}, language)

    def help(self, column: Column, language: str) -> str:
        """Give the sentence a cell of this column shows when it is entered."""
        return messages.sentence(f"workbook_help_{self.subject}_{column.field}", {}, language)

    def column(self, field: str) -> Column:
        """Look up a column by its field; KeyError if the sheet has none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


_ID: Final = Column(ID_FIELD, CellKind.CODE, 16, required=True)

DOSSIER: Final = Sheet(
    "dossier",
    (
        _ID,
        Column("acronym", CellKind.TEXT, 26),
        Column("title", CellKind.TEXT, 48, required=True),
        Column("province", CellKind.CHOICE, 18, required=True, choices=ChoiceList.PROVINCE),
        Column("start_on", CellKind.DATE, 13),
        Column("end_on", CellKind.DATE, 13),
        Column("sme_only", CellKind.FLAG, 14, required=True, choices=ChoiceList.FLAG),
        Column("pre_registered_at", CellKind.MOMENT, 21),
        Column("submitted_at", CellKind.MOMENT, 21, required=True),
        Column("summary", CellKind.LONG_TEXT, 70),
    ),
)
PARTNERS: Final = Sheet(
    "partners",
    (
        _ID,
        Column("partner", CellKind.CODE, 15, required=True),
        Column("name", CellKind.TEXT, 38, required=True),
        Column("role", CellKind.CHOICE, 13, required=True, choices=ChoiceList.ROLE),
        Column("kind", CellKind.CHOICE, 20, choices=ChoiceList.KIND),
        Column("size", CellKind.CHOICE, 15, choices=ChoiceList.SIZE),
        Column("kbo", CellKind.CODE, 18),
        Column("street", CellKind.TEXT, 28),
        Column("postcode", CellKind.CODE, 11),
        Column("municipality", CellKind.TEXT, 20),
        Column("contact", CellKind.TEXT, 24),
        Column("mail", CellKind.TEXT, 34),
        Column("phone", CellKind.CODE, 18),
        Column("de_minimis", CellKind.MONEY, 22),
    ),
)
COST_LINES: Final = Sheet(
    "cost_lines",
    (
        _ID,
        Column("line", CellKind.CODE, 10, required=True),
        Column("partner", CellKind.CODE, 15, required=True),
        Column("heading", CellKind.CHOICE, 20, choices=ChoiceList.HEADING),
        Column("description", CellKind.TEXT, 58),
        Column("aid_rule", CellKind.CHOICE, 12, required=True, choices=ChoiceList.AID_RULE),
        Column("cost", CellKind.MONEY, 17, required=True),
        Column("other_public", CellKind.MONEY, 17),
        Column("conditions", CellKind.TEXT, 30),
    ),
)
FINANCING: Final = Sheet(
    "financing",
    (
        _ID,
        Column("cost", CellKind.MONEY, 18, required=True),
        Column("erdf", CellKind.MONEY, 20, required=True),
        Column("flemish", CellKind.MONEY, 22, required=True),
        Column("own", CellKind.MONEY, 18),
        Column("other_public", CellKind.MONEY, 20),
        Column("minimum_budget", CellKind.MONEY, 18),
        Column("variants", CellKind.RATES, 20),
    ),
)

_EVIDENCE_COLUMNS: Final = (
    _ID,
    Column("kind", CellKind.CHOICE, 11, required=True, choices=ChoiceList.ROW_KIND),
    Column("name", CellKind.TEXT, 36, required=True),
    Column("value", CellKind.TEXT, 12),
    Column("unit", CellKind.TEXT, 16),
    Column("text", CellKind.LONG_TEXT, 90),
    Column("page", CellKind.CODE, 12),
)
SME_REACH: Final = Sheet("sme_reach", _EVIDENCE_COLUMNS, criterion="sme_reach")
INFRASTRUCTURE: Final = Sheet("infrastructure", _EVIDENCE_COLUMNS, criterion="infrastructure")
COMPLEMENTARITY: Final = Sheet("complementarity", _EVIDENCE_COLUMNS, criterion="complementarity")
EVIDENCE_SHEETS: Final = (SME_REACH, INFRASTRUCTURE, COMPLEMENTARITY)
SHEETS: Final = (DOSSIER, PARTNERS, COST_LINES, FINANCING, *EVIDENCE_SHEETS)

FIXED_CHOICES: Final[dict[ChoiceList, tuple[str, ...]]] = {
    ChoiceList.FLAG: ("yes", "no"),
    ChoiceList.ROLE: tuple(str(role) for role in PartnerRole),
    ChoiceList.KIND: tuple(str(kind) for kind in PartnerKind),
    ChoiceList.SIZE: tuple(str(size) for size in EnterpriseSize),
    ChoiceList.HEADING: ("investments", "operations", "external", "personnel", "overhead"),
    ChoiceList.ROW_KIND: ("evidence", "section"),
}
"""The values of the lists that no call changes, in the order in which they are offered."""


def choice_label(choices: ChoiceList, value: str, language: str) -> str:
    """Give the word people choose for a value of one of the fixed lists."""
    return messages.sentence(f"workbook_choice_{choices}_{value}", {}, language)


def instructions_name(language: str) -> str:
    """Give the name on the tab of the instruction sheet."""
    return messages.sentence("workbook_sheet_instructions", {}, language)
