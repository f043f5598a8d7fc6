"""Tables of records for the views."""

from __future__ import annotations
