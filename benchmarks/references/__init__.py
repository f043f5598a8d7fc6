"""What the core is measured against; nothing outside ``benchmarks`` uses it."""

from __future__ import annotations
