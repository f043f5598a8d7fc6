"""Gather the texts of the window into ``.ts`` files and compile those for the program.

``python tools/compile_translations.py`` compiles; with ``--gather`` it first reads the sources.
Dutch is the source language and has a file of its own for its plurals.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "resources" / "translations"
LANGUAGES: Final = ("nl", "en")


def main() -> int:
    """Run the tools that come with PySide6."""
    if "--gather" in sys.argv[1:]:
        gather()
    return compile_all()


def gather() -> None:
    """Bring the ``.ts`` files up to date with every ``tr`` in the window's code."""
    sources = [str(p.relative_to(ROOT)) for p in sorted((ROOT / "ui").rglob("*.py"))]
    for code in LANGUAGES:
        target = FOLDER / f"delpanel_{code}.ts"
        plural = ["-pluralonly"] if code == "nl" else []
        command = [_tool("lupdate"), *sources, "-ts", str(target), "-source-language", "nl"]
        command += ["-target-language", code, "-locations", "none", "-no-obsolete", *plural]
        subprocess.run(command, cwd=ROOT, check=True)


def compile_all() -> int:
    """Compile each ``.ts`` file to a ``.qm`` file beside it; 1 when a tool failed."""
    worst = 0
    for source in sorted(FOLDER.glob("*.ts")):
        command = [_tool("lrelease"), "-silent", str(source), "-qm", str(source.with_suffix(".qm"))]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return min(worst, 1)


def _tool(name: str) -> str:
    beside = Path(sys.executable).parent / f"pyside6-{name}"
    return str(beside if beside.exists() else beside.with_suffix(".exe"))


if __name__ == "__main__":
    sys.exit(main())
