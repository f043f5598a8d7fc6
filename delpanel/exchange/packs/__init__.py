"""The sealed pack: its format, chain and keys."""
