"""Timed comparisons with named references: ``python -m benchmarks`` (see docs/benchmarks.md)."""

from __future__ import annotations
