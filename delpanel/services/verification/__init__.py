"""Holding a decision against its digest, its advice, its bare numbers and its panel."""
