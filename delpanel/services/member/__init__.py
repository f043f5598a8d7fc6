"""A member's own pack: opened, filled in, handed in."""
