"""Workbooks the program writes and reads back: score sheets, panel, results."""
