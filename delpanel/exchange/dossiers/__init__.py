"""The official dossier workbook, written and read."""
