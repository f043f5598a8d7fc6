"""Reads workbooks of unknown hands: in a process of its own, with a ceiling and a deadline.

A single stray cell can make the reading library ask for 550 GB and abort its process, so the
window never reads a workbook itself. One process reads all files of an import; when it dies or
hangs, the file it was at is refused in one sentence and a new process goes on with the rest.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.reading.book_transport import decode_book
from delpanel.exchange.reading.file_kinds import sniff_kind
from delpanel.exchange.reading.source import SourceBook
from delpanel.exchange.reading.source_limits import Limits
from delpanel.exchange.reading.workbook_child import READER_ARGUMENT
from delpanel.progress import Progress, silent

_CHILD_MODULE: Final = "delpanel.exchange.reading.workbook_child"
_POLL_SECONDS: Final = 0.01

Answer = SourceBook | FileProblem


def read_books(
    paths: Iterable[Path | str], *, limits: Limits | None = None, progress: Progress = silent
) -> list[Answer]:
    """Read files into tables of typed cells, whatever they are and whoever made them.

    Args:
        paths: xlsx, xls, xlsb, ods, csv or HTML under any name.
        limits: bounds on size, memory and time; the defaults suit a list of 100,000 rows.
        progress: told after each file; may raise Cancelled, which ends the reading process.

    Returns:
        One entry per path, in order: the book, or the problem that kept it out.
    """
    limits = limits or Limits()
    wanted = [Path(path) for path in paths]
    answers: dict[int, Answer] = {}
    with tempfile.TemporaryDirectory(prefix="delpanel-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copies = []
        for number, path in enumerate(wanted):
            try:
                copies.append(_take_in(number, path, folder, limits))
            except FileProblem as problem:
                answers[number] = problem
        answers.update(_Reading(folder, limits, progress, len(wanted)).read(copies))
    return [answers[number] for number in range(len(wanted))]


def read_book(path: Path | str, *, limits: Limits | None = None) -> SourceBook:
    """Read one file as ``read_books`` does.

    Raises:
        FileProblem: what ``read_books`` would have returned in its place.
    """
    answer = read_books([path], limits=limits)[0]
    if isinstance(answer, FileProblem):
        raise answer
    return answer


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file taken into the exchange folder under a number and the ending of its true kind."""

    number: int
    path: Path
    kind: str


class _Reading:
    """Reads copies with one process, and with one more for each file that ended the last."""

    def __init__(self, folder: Path, limits: Limits, progress: Progress, total: int) -> None:
        self._folder = folder
        self._limits = limits
        self._progress = progress
        self._total = total
        self._answers: dict[int, Answer] = {}

    def read(self, copies: list[_Copy]) -> dict[int, Answer]:
        left = list(copies)
        while left:
            process = self._start(left)
            try:
                code = self._collect(process, left)
            finally:
                _end(process)
            if code == "reader_not_started":
                for copy in left:
                    self._answers[copy.number] = FileProblem(code, file=copy.path.name)
                break
            if left:
                self._refuse(left.pop(0), code)
        return self._answers

    def _refuse(self, culprit: _Copy, code: str) -> None:
        self._answers[culprit.number] = FileProblem(
            code,
            file=culprit.path.name,
            seconds=round(self._limits.seconds),
            megabytes=self._limits.memory_bytes // 1_000_000,
        )

    def _start(self, left: list[_Copy]) -> subprocess.Popen[bytes]:
        request = {
            "limits": asdict(self._limits),
            "files": [[copy.number, copy.kind] for copy in left],
        }
        (self._folder / "ready").unlink(missing_ok=True)
        (self._folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
        return subprocess.Popen(  # noqa: S603 - our own program, no shell, no user text
            _reader_command(self._folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _collect(self, process: subprocess.Popen[bytes], left: list[_Copy]) -> str:
        """Take answers as they come; say how it ended for the first file still in ``left``."""
        deadline = monotonic() + self._limits.start_seconds + self._limits.seconds
        while left:
            has_ended = process.poll() is not None
            answer = self._folder / f"{left[0].number}.json"
            if answer.exists():
                copy = left.pop(0)
                self._answers[copy.number] = _read_answer(answer, copy)
                self._progress(len(self._answers), self._total, "reading_files")
                deadline = monotonic() + self._limits.seconds
            elif has_ended:
                was_ready = (self._folder / "ready").exists()
                return "file_kills_reader" if was_ready else "reader_not_started"
            elif monotonic() > deadline:
                return "file_too_slow"
            else:
                _wait(process)
        return ""


def _take_in(number: int, path: Path, folder: Path, limits: Limits) -> _Copy:
    kind = sniff_kind(path, limits)
    try:
        shutil.copyfile(path, folder / f"{number}.{kind.value}")
    except OSError as error:
        raise FileProblem("file_not_open", file=path.name) from error
    return _Copy(number, path, kind.value)


def _reader_command(folder: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READER_ARGUMENT, str(folder)]
    return [sys.executable, "-m", _CHILD_MODULE, str(folder)]


def _read_answer(answer: Path, copy: _Copy) -> Answer:
    text = answer.read_text(encoding="utf-8")
    answer.unlink()
    if text.startswith('{"problem"'):
        plain = json.loads(text)
        return FileProblem(plain["problem"], **{**plain["params"], "file": copy.path.name})
    return decode_book(text, copy.path)


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
