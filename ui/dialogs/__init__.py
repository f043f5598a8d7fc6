"""Dialogs that pages open."""

from __future__ import annotations
