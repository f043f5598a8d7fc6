"""A member's pages in a pack."""
