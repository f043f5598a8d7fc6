"""Draw the outlines of the Flemish provinces small enough for a map of 230 pixels.

``python tools/simplify_provinces.py OUTLINES.geojson`` writes ``resources/map/provinces.json``.
Corners are removed by the smallest triangle first, in every ring at once, so that neighbours keep
one common border; corners where three areas meet stay.
Source of the outlines: Statbel, statistical sectors, CC BY 4.0.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

Point = tuple[float, float]
Ring = list[Point]

BRUSSELS: Final = "BE10"
SMALLEST: Final = 0.00012
CREDIT: Final = "Grenzen: Statbel, CC BY 4.0, vereenvoudigd"


def main() -> int:
    """Read one GeoJSON file and write the simplified outlines."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rings: dict[str, list[Ring]] = {}
    names: dict[str, str] = {}
    for feature in source["features"]:
        code = feature["properties"]["nuts"]
        names[code] = feature["properties"]["name_nl"]
        rings[code] = [_rounded(ring) for ring in _rings(feature["geometry"])]
    every = [ring for group in rings.values() for ring in group]
    _simplify(every)
    provinces = [
        {"nuts": code, "name": names[code], "rings": [r for r in group if len(r) > 3]}
        for code, group in sorted(rings.items())
        if code != BRUSSELS
    ]
    target = Path(__file__).resolve().parent.parent / "resources" / "map" / "provinces.json"
    target.parent.mkdir(exist_ok=True)
    text = json.dumps({"credit": CREDIT, "provinces": provinces}, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{target.name}: {len(text):,} bytes, {sum(map(len, every))} corners")
    return 0


def _rings(geometry: dict[str, list[object]]) -> list[Ring]:
    polygons = geometry["coordinates"]
    if str(geometry["type"]) == "Polygon":
        polygons = [polygons]
    return [ring for polygon in polygons for ring in polygon]  # type: ignore[attr-defined]  # JSON


def _rounded(ring: Ring) -> Ring:
    points = [(round(p[0], 3), round(p[1], 3)) for p in ring]
    kept = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    return kept[:-1] if kept[0] == kept[-1] else kept


def _simplify(rings: list[Ring]) -> None:
    while True:
        areas = _areas(rings)
        if not areas:
            return
        point = min(areas, key=lambda p: areas[p])
        if areas[point] >= SMALLEST:
            return
        for ring in rings:
            if point in ring and len(ring) > 3:
                ring.remove(point)


def _areas(rings: list[Ring]) -> dict[Point, float]:
    around: dict[Point, set[Point]] = {}
    for ring in rings:
        for n, point in enumerate(ring):
            around.setdefault(point, set()).update((ring[n - 1], ring[(n + 1) % len(ring)]))
    return {p: _area(p, *near) for p, near in around.items() if len(near) == 2}


def _area(p: Point, a: Point, b: Point) -> float:
    return abs((a[0] - p[0]) * (b[1] - p[1]) - (b[0] - p[0]) * (a[1] - p[1])) / 2


if __name__ == "__main__":
    sys.exit(main())
