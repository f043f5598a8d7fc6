"""Sets of weights, drawn, cut and bounded by gates, and the points they weigh."""
