from __future__ import annotations

import pytest

from ui.kit.tokens import (
    EDGE_PAIRS,
    PALETTES,
    ROLES,
    TEXT_PAIRS,
    Palette,
    Role,
    contrast,
    mix,
)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_contrast_does_not_depend_on_the_order() -> None:
    assert contrast("#767676", "#FFFFFF") == contrast("#FFFFFF", "#767676")
    # The grey WCAG names as the palest that still carries text on white.
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: str(p.scheme))
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_is_readable_on_its_ground(palette: Palette, pair: tuple[Role, Role]) -> None:
    ink, ground = pair

    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: str(p.scheme))
@pytest.mark.parametrize("pair", EDGE_PAIRS, ids="-on-".join)
def test_edge_of_a_field_is_visible(palette: Palette, pair: tuple[Role, Role]) -> None:
    edge, ground = pair

    assert contrast(palette[edge], palette[ground]) >= 3.0


@pytest.mark.parametrize("palette", PALETTES, ids=lambda p: str(p.scheme))
def test_palette_names_every_role_once(palette: Palette) -> None:
    assert tuple(palette.colours) == ROLES


def test_series_differ_in_luminance_without_colour() -> None:
    for palette in PALETTES[:2]:
        assert contrast(palette["d1"], palette["d2"]) >= 1.8
        assert contrast(palette["d2"], palette["d3"]) >= 1.8


def test_mix_at_its_ends_is_one_of_the_two() -> None:
    assert mix("#2355C4", "#FFFFFF", 1) == "#2355C4"
    assert mix("#2355C4", "#FFFFFF", 0) == "#FFFFFF"
