"""A call played with invented people, and the shipped demo."""
