"""How far every member is, and what that keeps back."""
