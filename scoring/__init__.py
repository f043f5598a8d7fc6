"""Exact scoring, ranking and funding: pure functions on immutable values."""

from __future__ import annotations
