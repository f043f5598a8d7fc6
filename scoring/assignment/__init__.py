"""Who judges which dossier, why, and in which order a meeting treats them."""
