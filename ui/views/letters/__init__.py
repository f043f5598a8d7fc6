"""The letters page."""
