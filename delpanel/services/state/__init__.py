"""The open panel: its snapshot, what is computed from it, who acts and who presides."""
