"""Who judges what, proposed by the solver and accepted by the office."""
