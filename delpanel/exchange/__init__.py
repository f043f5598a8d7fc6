"""Files in and out: workbooks, databases, mappings, JSON documents."""

from __future__ import annotations
