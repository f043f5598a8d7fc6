"""Painted parts that know points, money and provinces."""

from __future__ import annotations
