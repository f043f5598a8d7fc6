"""Parts of a window that know no dossier."""

from __future__ import annotations
