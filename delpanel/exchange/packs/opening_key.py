"""The opening key of a panel: made once, held whole by the chair or split among holders.

The key is an age identity (X25519). Split means SLIP-39: ``n`` lists of words of which any ``k``
give it back; each list carries its own checksum. Whoever brings fewer than ``k`` learns nothing.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from delpanel.errors import FileProblem, UserError
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.pack_format import DamagedError, canonical, read_fields

MOST_HOLDERS: Final = 16
_FORMAT: Final = "delpanel-opening-key"
_SECRET_BYTES: Final = 32
_PREFIX: Final = "age-secret-key-"
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_LETTERS: Final = 6


@dataclass(frozen=True, slots=True)
class OpeningKey:
    """An opening key: the public half, and the secret from which the identity is made."""

    public: str
    secret: bytes

    @property
    def identity(self) -> str:
        """The age identity that opens returns."""
        return _identity(self.secret)


def new_opening_key() -> OpeningKey:
    """Make an opening key."""
    return _with_public(os.urandom(_SECRET_BYTES))


def split_key(key: OpeningKey, needed: int, holders: int) -> tuple[str, ...]:
    """Give a list of words per holder; any ``needed`` of them give the key back.

    Raises:
        UserError: HOLDERS_COUNT, not 2 <= needed <= holders <= 16.
    """
    from shamir_mnemonic import generate_mnemonics

    if not 1 < needed <= holders <= MOST_HOLDERS:
        raise UserError("HOLDERS_COUNT", needed=needed, holders=holders, most=MOST_HOLDERS)
    return tuple(generate_mnemonics(1, [(needed, holders)], key.secret)[0])


def joined_key(lists: Sequence[str], public: str) -> OpeningKey:
    """Give the key back from word lists, in any order.

    Raises:
        UserError: HOLDERS_WORDS, too few lists, a word that is wrong, or lists of different keys;
            HOLDERS_OTHER, together they give another key than ``public``.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    typed = dict.fromkeys(_words(text) for text in lists)
    try:
        key = _with_public(combine_mnemonics(typed))
    except (MnemonicError, ValueError, IndexError) as error:
        raise UserError("HOLDERS_WORDS", given=len(typed)) from error
    if key.public != public:
        raise UserError("HOLDERS_OTHER")
    return key


def write_key_file(key: OpeningKey, passphrase: str) -> bytes:
    """Write the whole key under a passphrase, for the chair."""
    context = canonical([_FORMAT, 1, key.public])
    box = seal.key_box(key.secret, passphrase, context)
    return canonical({"format": _FORMAT, "version": 1, "public": key.public, "box": box})


def read_key_file(content: bytes, passphrase: str, file: str) -> OpeningKey:
    """Read the key of the chair.

    Raises:
        FileProblem: KEY_FILE_DAMAGED; PASSPHRASE_WRONG.
    """
    try:
        plain = read_fields(content, _FORMAT, frozenset({"public", "box"}))
        context = canonical([_FORMAT, 1, plain["public"]])
        key = _with_public(seal.open_key_box(plain["box"], passphrase, context))
    except DamagedError as error:
        raise FileProblem("KEY_FILE_DAMAGED", file=file) from error
    except seal.WrongKeyError as error:
        raise FileProblem("PASSPHRASE_WRONG", file=file) from error
    if key.public != plain["public"]:
        raise FileProblem("KEY_FILE_DAMAGED", file=file)
    return key


def _with_public(secret: bytes) -> OpeningKey:
    import pyrage

    if len(secret) != _SECRET_BYTES:
        raise ValueError("an opening key has 32 bytes")
    return OpeningKey(str(pyrage.x25519.Identity.from_str(_identity(secret)).to_public()), secret)


def _words(text: str) -> str:
    """Give the words of a holder; lines that start with # are for people."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return unicodedata.normalize("NFKC", " ".join(" ".join(lines).split())).casefold()


def _identity(secret: bytes) -> str:
    """Write 32 bytes the way age writes an identity: Bech32 (BIP 173) in capitals."""
    groups = _in_fives(secret)
    spread = [ord(c) >> 5 for c in _PREFIX] + [0] + [ord(c) & 31 for c in _PREFIX]
    check = _checksum([*spread, *groups, *[0] * _CHECK_LETTERS]) ^ 1
    tail = [(check >> 5 * (_CHECK_LETTERS - 1 - i)) & 31 for i in range(_CHECK_LETTERS)]
    return (_PREFIX + "1" + "".join(_LETTERS[value] for value in (*groups, *tail))).upper()


def _in_fives(content: bytes) -> list[int]:
    """Cut bytes into groups of five bits, the last one filled with noughts."""
    bits = "".join(f"{byte:08b}" for byte in content)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]


def _checksum(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            check ^= generator if top >> place & 1 else 0
    return check
