"""Cut the three weights of the window's font out of the variable font in its package.

Run by the build: ``python tools/cut_fonts.py``. The cut files are not committed. The family gets a
name of its own, since a font the user has installed under the same name would win over ours.
Where the package is missing, the window falls back to Open Sans; this tool then says so.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FAMILY: Final = "Delpanel Inter"
OPTICAL_SIZE: Final = 14
WEIGHTS: Final = {"Regular": 400, "Medium": 500, "SemiBold": 600}
FEATURES: Final = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "tnum", "case", "liga"]
UNICODES: Final = (
    *range(0x20, 0x250),
    *range(0x2000, 0x2070),
    *range(0x2190, 0x2194),
    *(0x20AC, 0x2212, 0x2260, 0x2264, 0x2265, 0xBD, 0xD7, 0x394, 0x2713, 0x25CF),
)
DIGITS: Final = "0123456789+\N{MINUS SIGN}"


def main() -> int:
    """Write the three files; 1 when the package is absent."""
    target = Path(__file__).resolve().parent.parent / "resources" / "fonts"
    source = variable_font()
    if source is None:
        print("fontpkg-inter is not installed: the window will use Open Sans", file=sys.stderr)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    for name, weight in WEIGHTS.items():
        path = target / f"DelpanelInter-{name}.ttf"
        cut(source, path, name, weight)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


def variable_font() -> Path | None:
    """The upright variable TTF of the package, or None."""
    spec = find_spec("fontpkg_inter")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    found = [p for p in sorted(folder.rglob("*.ttf")) if "Italic" not in p.name]
    return next((p for p in found if "opsz" in p.name), found[0] if found else None)


def cut(source: Path, target: Path, name: str, weight: int) -> None:
    """Fix the axes, keep the characters and features the window uses, rename."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    limits: dict[str, float] = {"wght": weight}
    if "opsz" in axes:
        limits["opsz"] = OPTICAL_SIZE
    font = instantiateVariableFont(font, limits, inplace=True)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    _trim_tabular(font)
    _rename(font, name, weight)
    font.save(target)


def _trim_tabular(font: TTFont) -> None:
    """Keep only digits, plus and minus tabular: wide hyphens tear names apart."""
    table = font["GSUB"].table
    glyphs = font.getBestCmap()
    wanted = {glyphs[ord(sign)] for sign in DIGITS}
    lookups = {
        number
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for number in record.Feature.LookupListIndex
    }
    for number in lookups:
        for subtable in table.LookupList.Lookup[number].SubTable:
            real = getattr(subtable, "ExtSubTable", subtable)
            if hasattr(real, "mapping"):
                kept = {a: b for a, b in real.mapping.items() if a in wanted}
                real.mapping = kept


def _rename(font: TTFont, name: str, weight: int) -> None:
    names = font["name"]
    names.removeNames(nameID=25)
    plain = FAMILY.replace(" ", "")
    regular = name == "Regular"
    texts = {
        1: FAMILY if regular else f"{FAMILY} {name}",
        2: "Regular",
        3: f"{plain}-{name}",
        4: f"{FAMILY} {name}",
        6: f"{plain}-{name}",
        16: FAMILY,
        17: name,
    }
    for number, text in texts.items():
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


if __name__ == "__main__":
    sys.exit(main())
