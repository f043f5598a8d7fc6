"""The start page and rehearsals."""
