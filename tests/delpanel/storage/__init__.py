"""Tests of the store, on real files and a real server."""

from __future__ import annotations
