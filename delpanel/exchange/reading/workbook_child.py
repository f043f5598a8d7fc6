"""The reading process: takes a folder with a request and copies, leaves one answer per file.

It may die; it may not harm. It imports no Qt, writes only into its folder and knows no panel.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from delpanel.errors import FileProblem, Param
from delpanel.exchange.reading.book_transport import encode_book
from delpanel.exchange.reading.memory_limit import limit_memory
from delpanel.exchange.reading.source import SourceBook, SourceKind
from delpanel.exchange.reading.source_limits import Limits

READER_ARGUMENT: Final = "--read-workbooks"
"""With this first argument a packaged program is the reading process and nothing else."""

Reader = Callable[[Path, SourceKind, Limits], SourceBook]


def serve_if_asked(arguments: Sequence[str]) -> bool:
    """Be the reading process if the first argument says so; a packaged program asks this first.

    Args:
        arguments: those of the program, without its own name.

    Returns:
        Whether the files were read; the program ends then, before it loads anything else.
    """
    if len(arguments) != len((READER_ARGUMENT, "folder")) or arguments[0] != READER_ARGUMENT:
        return False
    serve(Path(arguments[1]))
    return True


def serve(folder: Path) -> None:
    """Read every file of the request in ``folder``, in order, each into an answer of its own."""
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    limits = Limits(**request["limits"])
    limit_memory(limits.memory_bytes)
    (folder / "ready").touch()
    for number, kind in request["files"]:
        copy = folder / f"{number}.{kind}"
        _leave(folder / f"{number}.json", _answer(copy, SourceKind(kind), limits))


def main(arguments: Sequence[str]) -> int:
    """Serve the folder that the last argument names."""
    serve(Path(arguments[-1]))
    return 0


def _answer(copy: Path, kind: SourceKind, limits: Limits) -> str:
    try:
        book = _reader(kind)(copy, kind, limits)
        encoded = encode_book(book)
    except FileProblem as problem:
        return _problem(problem.code, problem.params)
    except MemoryError:
        return json.dumps(
            {
                "problem": "file_kills_reader",
                "params": {"megabytes": limits.memory_bytes // 1_000_000},
            }
        )
    # The reading library panics with a BaseException of its own on a malformed reference.
    except BaseException as error:  # noqa: BLE001 - whatever a broken file raises is one sentence
        return _problem("file_damaged", {"detail": type(error).__name__})
    if not any(table.rows for table in book.tables):
        return _problem("file_without_cells", {})
    return encoded


def _problem(code: str, params: Mapping[str, Param]) -> str:
    return json.dumps({"problem": code, "params": dict(params)})


def _reader(kind: SourceKind) -> Reader:
    if kind is SourceKind.CSV:
        from delpanel.exchange.reading.text_tables import read_text_book

        return read_text_book
    if kind is SourceKind.HTML:
        from delpanel.exchange.reading.html_tables import read_html_book

        return read_html_book
    from delpanel.exchange.reading.spreadsheets import read_spreadsheet_book

    return read_spreadsheet_book


def _leave(place: Path, text: str) -> None:
    unfinished = place.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, place)  # noqa: PTH105 - atomic on both systems, over what may be there


if __name__ == "__main__":
    sys.exit(main(sys.argv))
