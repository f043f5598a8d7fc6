"""The dossiers page: list, detail, import, attachments."""
