"""The panel page in its five parts."""
