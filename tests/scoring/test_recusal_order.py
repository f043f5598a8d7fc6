from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.assignment.recusal_order import EXACT_SETS, _Group, _length, _tour, fewest_moves, moves

NOBODY: frozenset[str] = frozenset()


def people(text: str) -> frozenset[str]:
    return frozenset(text)


def tables(most: int) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    some = st.frozensets(st.sampled_from("abcd"), max_size=3)
    return st.lists(some, max_size=most).map(
        lambda sets: {f"D{number:02}": one for number, one in enumerate(sets, 1)}
    )


def test_items_of_one_member_follow_each_other() -> None:
    outside = {"D01": people("a"), "D02": NOBODY, "D03": people("b"), "D04": people("a")}

    order = fewest_moves(("D01", "D02", "D03", "D04"), outside)

    assert order.items == ("D01", "D04", "D02", "D03")
    assert (order.moves, moves(outside, outside), order.is_proved) == (4, 6, True)


def test_a_member_stays_outside_where_two_sets_overlap() -> None:
    outside = {"D01": people("ab"), "D02": people("c"), "D03": people("b"), "D04": people("bc")}

    order = fewest_moves(tuple(outside), outside)

    assert order.items == ("D01", "D03", "D04", "D02")
    assert order.moves == 6


def test_without_recusals_the_order_stays_as_it_was() -> None:
    order = fewest_moves(("D03", "D01", "D02"), {})

    assert (order.items, order.moves, order.is_proved) == (("D03", "D01", "D02"), 0, True)


@settings(max_examples=150, deadline=None)
@given(tables(6))
def test_it_equals_trying_every_order(outside: Mapping[str, frozenset[str]]) -> None:
    items = tuple(outside)
    best = min(permutations(items), key=lambda order: (moves(order, outside), order))

    order = fewest_moves(items, outside)

    assert order.items == best
    assert order.moves == moves(best, outside)
    assert order.is_proved


@settings(max_examples=60, deadline=None)
@given(tables(12), st.randoms(use_true_random=False))
def test_the_number_of_moves_does_not_hang_on_the_order_given(
    outside: Mapping[str, frozenset[str]], chance: object
) -> None:
    items = list(outside)
    chance.shuffle(items)  # type: ignore[attr-defined]  # hypothesis hands a Random

    shuffled = fewest_moves(items, outside)

    assert shuffled.moves == fewest_moves(tuple(outside), outside).moves
    assert shuffled.moves == moves(shuffled.items, outside)
    assert sorted(shuffled.items) == sorted(outside)


def test_many_different_sets_are_ordered_with_proof_where_everybody_leaves_once() -> None:
    names = "abcdefghijklmnopqrst"
    chain = [people(names[n : n + 2]) for n in range(EXACT_SETS + 5)]
    # a chain of overlapping pairs, shuffled by a fixed stride that visits each once
    outside = {f"D{n:02}": chain[(n * 5) % len(chain)] for n in range(len(chain))}

    order = fewest_moves(tuple(outside), outside)

    assert order.moves == moves(order.items, outside) == 2 * len(frozenset().union(*chain))
    assert order.is_proved


def test_where_somebody_leaves_twice_among_many_sets_nothing_is_claimed() -> None:
    pairs = [people("a" + name) for name in "bcdefgh"] + [people("b" + name) for name in "cdefgh"]
    outside = {f"D{number:02}": pair for number, pair in enumerate(pairs, 1)}

    order = fewest_moves(tuple(outside), outside)

    assert len(pairs) > EXACT_SETS
    assert 2 * 8 < order.moves < moves(outside, outside)
    assert order.moves == moves(order.items, outside)
    assert not order.is_proved


@pytest.mark.parametrize("seed", range(40))
def test_local_search_is_hardly_ever_off_where_the_best_is_known(seed: int) -> None:
    chance = Random(seed)
    sets = {frozenset(chance.sample("abcdefg", chance.choice((1, 2, 2, 3)))) for _ in range(9)}
    group = _Group(sets)

    found = _length(_tour(frozenset(sets)))

    best = group.rest(group.everyone, NOBODY)
    assert best is not None
    assert best <= found <= best + 2


def test_the_same_question_has_the_same_answer() -> None:
    outside = {f"D{n:02}": people("abcdefgh"[n % 5 : n % 5 + 1 + n % 3]) for n in range(30)}

    assert fewest_moves(tuple(outside), outside) == fewest_moves(tuple(outside), outside)
