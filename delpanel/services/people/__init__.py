"""Evaluators, their expertise, conflicts, points and approvals."""
