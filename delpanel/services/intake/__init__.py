"""Dossiers and their attachments coming in, judged on admissibility."""
