"""One line of a verification: what was held against what, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from delpanel import messages
from delpanel.messages import Param

MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Check:
    """A check; ``holds`` is None where it only tells something that nothing was held against."""

    code: str
    holds: bool | None
    params: Mapping[str, Param] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """Say it; a check that fails has a wording of its own."""
        code = f"{self.code}_NOT" if self.holds is False else self.code
        return messages.sentence(code, self.params, language)


def same(code: str, differing: Iterable[str], **params: Param) -> Check:
    """Give a check that holds where nothing differs, and else names the first that do."""
    found = sorted(set(differing))
    named = ", ".join(found[:MOST_NAMED])
    rest = "" if len(found) <= MOST_NAMED else ", \N{HORIZONTAL ELLIPSIS}"
    return Check(code, not found, {**params, "where": named + rest, "count": len(found)})
