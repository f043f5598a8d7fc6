"""From sheets to agreed points: what to talk about, what moves, who disagrees."""
