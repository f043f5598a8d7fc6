"""Sealed packs going out."""
