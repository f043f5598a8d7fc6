"""Quantiles of the F distribution by the incomplete beta function; standard library only.

Source: continued fraction of the incomplete beta function, Abramowitz and Stegun 26.5.8, evaluated
by Lentz's method; the quantile by bisection on the logit, so both tails keep their digits.
"""

from __future__ import annotations

from math import exp, lgamma, log1p
from typing import Final

_TINY: Final = 1e-300
_DIGITS: Final = 1e-16
_TERMS: Final = 10_000


def f_quantile(probability: float, df1: float, df2: float) -> float:
    """The value an F(df1, df2) variable stays below with this probability (0 < p < 1)."""
    low, high = -700.0, 700.0
    for _ in range(200):
        middle = (low + high) / 2
        if _beta_below(middle, df1 / 2, df2 / 2) < probability:
            low = middle
        else:
            high = middle
    return df2 / df1 * exp((low + high) / 2)


def _beta_below(logit: float, a: float, b: float) -> float:
    """I_x(a, b) at x = 1 / (1 + exp(-logit))."""
    log_x = -log1p(exp(-logit)) if logit > 0 else logit - log1p(exp(logit))
    log_rest = log_x - logit
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log_x + b * log_rest)
    if exp(log_x) < (a + 1) / (a + b + 2):
        return front * _continued_fraction(exp(log_x), a, b) / a
    return 1 - front * _continued_fraction(exp(log_rest), b, a) / b


def _continued_fraction(x: float, a: float, b: float) -> float:
    c = 1.0
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, _TERMS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + step * d)
            c = _away_from_zero(1 + step / c)
            result *= c * d
        if abs(c * d - 1) < _DIGITS:
            break
    return result


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
