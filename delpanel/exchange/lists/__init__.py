"""Dossiers out of a list of any shape."""
