"""Gates, the tie ladder and the strict order."""
