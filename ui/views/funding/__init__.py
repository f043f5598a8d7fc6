"""The funding page: both policies, frontier, scenarios."""
