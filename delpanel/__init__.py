"""Turns a pile of funding applications into decisions that hold."""

from __future__ import annotations
