"""A frozen decision: what it rests on, what it says."""
