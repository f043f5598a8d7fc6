"""Attachments written to a folder, one subfolder a dossier: of a panel, or of a member's pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from delpanel.errors import FileProblem, UserError
from delpanel.model.attachment import Attachment
from delpanel.services.intake.attachment_names import safe_name
from delpanel.services.state.files import make_folder, write_bytes


def extract(
    folder: Path,
    attachments: Iterable[Attachment],
    content: Callable[[Attachment], bytes],
    *,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write attachments as ``folder/DOSSIER/name``; a file with the same bytes is left as it is.

    Raises:
        UserError: ATTACHMENTS_NONE. FileProblem: OUT_EXISTS, another file is there, before
            anything is written; OUT_FAILED.
    """
    places = {_place(folder, one): one for one in attachments}
    if not places:
        raise UserError("ATTACHMENTS_NONE")
    wanted = {path: one for path, one in places.items() if not _holds(path, content(one))}
    for path in wanted:
        if path.exists() and not replace:
            raise FileProblem("OUT_EXISTS", file=str(path))
    for path, one in wanted.items():
        make_folder(path.parent)
        write_bytes(path, content(one), replace=replace)
    return tuple(places)


def _place(folder: Path, attachment: Attachment) -> Path:
    """Names are made safe here too: a pack was made by somebody else."""
    return folder / safe_name(attachment.dossier) / safe_name(attachment.file_name)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError:
        return False
