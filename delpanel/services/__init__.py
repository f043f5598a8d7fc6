"""What users do, as verbs; the only place where adapters meet."""

from __future__ import annotations
