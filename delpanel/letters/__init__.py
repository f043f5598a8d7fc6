"""Decision letters and overviews as PDF."""

from __future__ import annotations
