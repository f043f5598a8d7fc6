"""What evaluators gave becomes one value for each dossier and criterion."""
