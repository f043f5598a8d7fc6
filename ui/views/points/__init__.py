"""The scoring page: a dossier beside its form."""
