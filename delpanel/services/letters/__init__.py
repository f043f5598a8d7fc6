"""Letters: their facts, checks and files."""
