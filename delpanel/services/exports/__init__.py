"""What leaves the panel as a file: workbook, overview, decision, advice."""
