"""Scenarios: kept, compared, exported."""
