"""Run the benchmarks and print their table: ``python -m benchmarks [GROUP ...]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from benchmarks.advisory import acceptability, funding_of_draws, intervals
from benchmarks.assignment import assignments
from benchmarks.explanations import explanations
from benchmarks.figures import Figure, machine, table
from benchmarks.growth import growth, growth_table
from benchmarks.growth_picture import picture
from benchmarks.optimum import exact_optimum
from benchmarks.packs import packs
from benchmarks.ranking import whole_ranking
from benchmarks.welfare import welfare
from benchmarks.workspaces import letters, list_import, weight_change_and_opening

GROUPS: Mapping[str, Callable[[], list[Figure]]] = {
    "smaa": acceptability,
    "draws": funding_of_draws,
    "optimum": exact_optimum,
    "ranking": whole_ranking,
    "welfare": welfare,
    "intervals": intervals,
    "weights": weight_change_and_opening,
    "explanations": explanations,
    "import": list_import,
    "letters": letters,
    "assignment": assignments,
    "packs": packs,
}
GROWTH = "growth"
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "growth.svg"
CAPTION = "Median time by number of dossiers (five provinces, three criteria)"


def main() -> None:
    """Measure the groups asked for, all of them unless some are named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join([*GROUPS, GROWTH]))
    parser.add_argument("--picture", type=Path, default=PICTURE, help="where the growth is drawn")
    asked = parser.parse_args()
    unknown = set(asked.groups) - {*GROUPS, GROWTH}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    wanted = asked.groups or [*GROUPS, GROWTH]
    print(machine(), "Medians; candidate and reference take turns on the same data.", sep="\n")
    figures: list[Figure] = []
    for name, measure in GROUPS.items():
        if name in wanted:
            start = perf_counter()
            figures += measure()
            _say(f"  {name}: done in {perf_counter() - start:.0f} s")
    if figures:
        print("", table(figures), sep="\n", flush=True)
    if GROWTH in wanted:
        found = growth(_say)
        asked.picture.parent.mkdir(parents=True, exist_ok=True)
        asked.picture.write_text(picture(found, CAPTION), encoding="utf-8")
        print("", growth_table(found), f"Drawn in {asked.picture}", sep="\n")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
