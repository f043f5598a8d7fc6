"""Texts, rules, calls, letters and icons; read only through this module."""

from __future__ import annotations
