"""What each policy funds, why, and what would change it."""
