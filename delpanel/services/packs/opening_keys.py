"""The opening key of a panel: made once, its public half in the panel, the rest with people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from delpanel import messages
from delpanel.errors import FileProblem, NotAllowed, UserError
from delpanel.exchange.packs.opening_key import (
    MOST_HOLDERS,
    OpeningKey,
    joined_key,
    new_opening_key,
    read_key_file,
    split_key,
    write_key_file,
)
from delpanel.exchange.packs.pack_format import KEY_SUFFIX
from delpanel.file_causes import not_read
from delpanel.model.permissions import require_office
from delpanel.services.state.files import make_folder, write_bytes
from delpanel.services.state.workspace import Workspace

HOLDERS_AT_MOST = MOST_HOLDERS
META_KEY = "opening-key"
META_HOLDERS = "opening-key-holders"
# Digits of a number of holders
_LONGEST = 4
_MOST_KEY_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class HeldKey:
    """What the panel knows of its opening key: the public half, and ``k`` of how many holders."""

    public: str
    needed: int
    holders: int


def make_whole(workspace: Workspace, target: Path, passphrase: str) -> tuple[HeldKey, Path]:
    """Make the opening key and write it whole, under a passphrase, for the chair.

    Raises:
        NotAllowed: OFFICE_ONLY, OPENING_KEY_EXISTS. UserError: PASSPHRASE_EMPTY.
        FileProblem: OUT_EXISTS, OUT_FAILED.
    """
    _guard(workspace)
    if not passphrase.strip():
        raise UserError("PASSPHRASE_EMPTY")
    key = new_opening_key()
    path = target.with_suffix(KEY_SUFFIX)
    write_secret(path, write_key_file(key, passphrase))
    return _keep(workspace, HeldKey(key.public, 1, 1)), path


def make_split(
    workspace: Workspace, folder: Path, needed: int, holders: int
) -> tuple[HeldKey, tuple[Path, ...]]:
    """Make the opening key and write one list of words per holder; nobody holds it whole.

    Raises:
        UserError: HOLDERS_COUNT. Further refusals as for ``make_whole``.
    """
    _guard(workspace)
    key = new_opening_key()
    lists = split_key(key, needed, holders)
    paths = tuple(folder / f"holder-{number}.txt" for number in range(1, holders + 1))
    for path in paths:
        if path.exists():
            raise FileProblem("OUT_EXISTS", file=str(path))
    make_folder(folder)
    for number, (path, words) in enumerate(zip(paths, lists, strict=True), start=1):
        params: dict[str, messages.Param] = {
            "number": number,
            "holders": holders,
            "needed": needed,
            "public": key.public,
        }
        said = messages.sentence("HOLDER_LIST", params, workspace.language)
        write_secret(path, f"# {said}\n{words}\n".encode())
    return _keep(workspace, HeldKey(key.public, needed, holders)), paths


def held_key(workspace: Workspace) -> HeldKey | None:
    """Give what the panel knows of its opening key; None before it was made."""
    with workspace.store.read() as state:
        public, held = state.meta.get(META_KEY), state.meta.get(META_HOLDERS)
    if not public:
        return None
    needed, _, holders = held.partition("/")
    return HeldKey(public, int(needed), int(holders))


def key_from_file(workspace: Workspace, path: Path, passphrase: str) -> OpeningKey:
    """Take the whole key from the file of the chair.

    Raises:
        FileProblem: SOURCE_MISSING, KEY_FILE_DAMAGED, PASSPHRASE_WRONG, KEY_OTHER_PANEL.
        UserError: OPENING_KEY_MISSING.
    """
    held = _required(workspace)
    key = read_key_file(read_file(path, _MOST_KEY_BYTES), passphrase, path.name)
    if key.public != held.public:
        raise FileProblem("KEY_OTHER_PANEL", file=path.name)
    return key


def key_from_words(workspace: Workspace, lists: Sequence[str]) -> OpeningKey:
    """Take the key from the word lists of enough holders.

    Raises:
        UserError: OPENING_KEY_MISSING, HOLDERS_WORDS, HOLDERS_OTHER.
    """
    return joined_key(lists, _required(workspace).public)


def read_holders(text: str) -> tuple[int, int]:
    """Read ``k/n`` as a person types it.

    Raises:
        UserError: HOLDERS_FORM.
    """
    needed, _, holders = (part.strip() for part in text.partition("/"))
    if not all(part.isdecimal() and len(part) <= _LONGEST for part in (needed, holders)):
        raise UserError("HOLDERS_FORM", text=text[:40])
    return int(needed), int(holders)


def read_file(path: Path, most: int) -> bytes:
    """Read a file whole.

    Raises:
        FileProblem: SOURCE_MISSING; PACK_TOO_LARGE, more than ``most`` bytes.
    """
    try:
        if path.stat().st_size > most:
            raise FileProblem("PACK_TOO_LARGE", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise not_read(path, error) from error


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only the person at this machine may read; refusals as for any file."""
    write_bytes(path, content, replace=False)
    path.chmod(0o600)


def _guard(workspace: Workspace) -> None:
    """A key that exists is never replaced: what was sealed to it would be lost."""
    require_office(workspace.actor, "keys")
    if held_key(workspace) is not None:
        raise NotAllowed("OPENING_KEY_EXISTS")


def _keep(workspace: Workspace, held: HeldKey) -> HeldKey:
    with workspace.act("opening-key", held.public, f"{held.needed}/{held.holders}") as unit:
        unit.meta.set(META_KEY, held.public)
        unit.meta.set(META_HOLDERS, f"{held.needed}/{held.holders}")
    return held


def _required(workspace: Workspace) -> HeldKey:
    held = held_key(workspace)
    if held is None:
        raise UserError("OPENING_KEY_MISSING")
    return held
