"""The hash of what was decided: it outlives a later version of whatever only advises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from delpanel.exchange import result_document

COVERED: Final = ("decision", "rules_hash", "data_hash")


def decision_hash(document: Mapping[str, object]) -> str:
    """SHA-256 over the canonical JSON of the decision with the digests of its rules and data.

    The digest on the letters covers the whole document and so this hash as well.

    Raises:
        KeyError: the document holds no decision.
    """
    covered = {name: document[name] for name in COVERED}
    return result_document.digest(result_document.canonical(covered))
