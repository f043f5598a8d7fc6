"""Exact statements on other weights: intervals, flips, maps, robust sets."""
