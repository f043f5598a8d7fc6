"""Refusals a user reads: a code with parameters; ``delpanel.messages`` makes the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Param = str | int | None


class UserError(Exception):
    """Something the user can mend: ``code`` names the sentence, ``params`` fill it."""

    code: Final[str]
    params: Final[Mapping[str, Param]]

    def __init__(self, code: str, /, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class FileProblem(UserError):  # noqa: N818 - a finding about a file, named as users name it
    """A file that cannot be read or written; ``params`` name the file and the remedy."""


class NotAllowed(UserError):  # noqa: N818 - reads as the rule it states
    """The act is not open to this role or in this phase."""


class StaleValue(UserError):  # noqa: N818 - reads as the rule it states
    """Somebody changed the value first; ``params`` name what is there now."""
