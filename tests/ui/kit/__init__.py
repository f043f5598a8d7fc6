"""Tests of ui.kit."""

from __future__ import annotations
