"""A dossier that its applicant took back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That an applicant withdrew a dossier: the day it was told, why or by what, who wrote it down.

    ``told_on`` is a day in the zone of the call, and stands in letter IN.
    """

    dossier: str
    told_on: date
    reason: str
    actor: str
    at: datetime
