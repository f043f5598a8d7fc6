"""What a dossier may get, line by line, and how an award is divided."""
