"""A HiGHS solver that prints nothing: standard output belongs to the program that asked."""

from __future__ import annotations

from typing import Any


def quiet_solver() -> Any:  # noqa: ANN401 - highspy ships no types
    """A fresh solver on one thread with gap 0 and feasibility tolerances of 1e-9.

    The class ``highspy.Highs`` announces itself on standard output while its constructor switches
    callbacks on, before any option can be set; the class it extends does not.
    """
    import highspy

    silent_class: Any = highspy.Highs.__base__
    solver = silent_class()
    for name, value in (
        ("output_flag", False),
        ("log_to_console", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),
        ("mip_feasibility_tolerance", 1e-9),
        ("primal_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(name, value)
    return solver
