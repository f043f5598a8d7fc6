"""Findings that are no exceptions: what a check saw, where, and how grave it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Param = str | int | None


class Severity(StrEnum):
    """How grave a finding is. Only ERROR findings with ``blocks`` keep a row out."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: file, sheet and cell address; empty where that makes no sense."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: the code of its sentence, how grave, where, with which figures."""

    code: str
    severity: Severity
    place: Place = Place()
    params: Mapping[str, Param] = field(default_factory=dict)
    dossier: str = ""
    blocks: bool = False
