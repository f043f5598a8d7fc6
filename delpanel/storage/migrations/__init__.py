"""Frozen steps from each released version of the tables to the next."""

from __future__ import annotations
