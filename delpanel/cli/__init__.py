"""The command line: the same services as the window.

Exit codes: 0 done; 1 refused, with one sentence on standard error; 2 wrong usage; 3 done, but a
check found errors; 130 cancelled.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

DONE, REFUSED, USAGE, FOUND, CANCELLED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    from delpanel import messages
    from delpanel.cli import output
    from delpanel.cli.parser import parse
    from delpanel.errors import UserError
    from delpanel.file_causes import not_written
    from delpanel.progress import Cancelled
    from scoring.errors import ScoringError

    options = parse(arguments)
    try:
        code: int = options.run(options)
    except UserError as error:
        output.problem(messages.of_error(error, options.language))
        return REFUSED
    except ScoringError as error:
        output.problem(messages.of_error(error, options.language))
        return REFUSED
    except (Cancelled, KeyboardInterrupt):
        output.problem(messages.sentence("CANCELLED", {}, options.language))
        return CANCELLED
    except BrokenPipeError:
        return DONE
    except OSError as error:
        refused = not_written(str(error.filename or ""), error)
        output.problem(messages.of_error(refused, options.language))
        return REFUSED
    return code


def run() -> None:
    """Start as a program."""
    from delpanel.services.intake.reading_process import serve_if_asked

    serve_if_asked(sys.argv)
    for stream in (sys.stdout, sys.stderr):
        # piped JSON is UTF-8 on every machine; a terminal that lacks a sign gets its number
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )
    sys.exit(main())
