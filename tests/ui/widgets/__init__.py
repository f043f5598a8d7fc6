"""Tests of ui.widgets."""

from __future__ import annotations
