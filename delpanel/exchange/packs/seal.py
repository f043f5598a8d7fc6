"""Sealing, opening, signing: the few things the packs ask of the cryptographic libraries.

A passphrase opens a key box: Argon2id makes a key of it, and that key unwraps a random one. What is
sealed names its context (AES-256-GCM, additional data), so nothing sealed for one purpose opens as
another. A return is signed (Ed25519) before it is encrypted to the opening key (age), because age
alone says nothing about who wrote it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from collections.abc import Mapping
from typing import Final

from delpanel.exchange.packs.pack_format import DamagedError, canonical

KDF: Final[Mapping[str, str | int]] = {
    "name": "argon2id",
    "memory_kib": 65536,
    "iterations": 3,
    "lanes": 1,
}
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
_RECEIPT_BYTES: Final = 15
_PASSPHRASE_BYTES: Final = 15
_GROUP: Final = 4
_SIGNED: Final = b"delpanel signature 1\n"


class WrongKeyError(Exception):
    """The passphrase, or the opening key, does not open this."""


def new_passphrase() -> str:
    """Make a passphrase of 120 random bits that can be read over the telephone."""
    return _grouped(os.urandom(_PASSPHRASE_BYTES))


def new_key() -> bytes:
    """Make a random key to seal with."""
    return os.urandom(_KEY_BYTES)


def key_box(key: bytes, passphrase: str, context: bytes) -> dict[str, object]:
    """Lock a key under a passphrase, as plain data."""
    salt = os.urandom(_SALT_BYTES)
    wrapped = seal(_derived(passphrase, salt), key, context)
    return {"kdf": dict(KDF), "salt": salt.hex(), "key": wrapped.hex()}


def open_key_box(box: object, passphrase: str, context: bytes) -> bytes:
    """Give the key in a box.

    Raises:
        DamagedError: this is no key box of this version. WrongKeyError: the passphrase is another
            one, or box or context were changed.
    """
    if not isinstance(box, dict) or set(box) != {"kdf", "salt", "key"}:
        raise DamagedError("key box")
    if canonical(box["kdf"]) != canonical(KDF):
        raise DamagedError("kdf")
    try:
        salt, wrapped = bytes.fromhex(box["salt"]), bytes.fromhex(box["key"])
    except (TypeError, ValueError) as error:
        raise DamagedError("key box") from error
    if (salt.hex(), wrapped.hex()) != (box["salt"], box["key"]):
        raise DamagedError("key box")
    if len(salt) != _SALT_BYTES:
        raise DamagedError("salt")
    return unseal(_derived(passphrase, salt), wrapped, context)


def seal(key: bytes, content: bytes, context: bytes) -> bytes:
    """Encrypt under a key, bound to its context; the nonce stands in front."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Decrypt what ``seal`` made.

    Raises:
        WrongKeyError: another key, another context, or changed bytes; these cannot be told apart.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # a view: attachments make this large, and a slice would copy it
    nonce, rest = sealed[:_NONCE_BYTES], memoryview(sealed)[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, context)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error


def new_signing_key() -> tuple[str, str]:
    """Make a key pair for signatures: the private and the public half in hex."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw().hex(), key.public_key().public_bytes_raw().hex()


def sign(private_key: str, purpose: str, content: bytes) -> bytes:
    """Sign a content for one purpose."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))
    return key.sign(_purposed(purpose, content))


def is_signed(public_key: str, signature: bytes, purpose: str, content: bytes) -> bool:
    """Say whether a signature holds for this content and purpose."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(signature, _purposed(purpose, content))
    except (InvalidSignature, ValueError):
        return False
    return True


def encrypt_to(opening_key: str, content: bytes) -> bytes:
    """Encrypt to a public opening key (age, X25519)."""
    import pyrage

    sealed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(opening_key)])
    return sealed


def decrypt_with(identity: str, sealed: bytes) -> bytes:
    """Decrypt with the identity behind an opening key.

    Raises:
        WrongKeyError: another identity, or changed bytes.
    """
    import pyrage

    try:
        content: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise WrongKeyError from error
    return content


def receipt_code(content: bytes) -> str:
    """Give the code a member reads out: the first 120 bits of the SHA-256 of the file."""
    return _grouped(hashlib.sha256(content).digest()[:_RECEIPT_BYTES])


def _derived(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    typed = unicodedata.normalize("NFC", passphrase.strip()).encode()
    return Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=int(KDF["iterations"]),
        lanes=int(KDF["lanes"]),
        memory_cost=int(KDF["memory_kib"]),
    ).derive(typed)


def _purposed(purpose: str, content: bytes) -> bytes:
    return _SIGNED + purpose.encode() + b"\n" + content


def _grouped(content: bytes) -> str:
    text = base64.b32encode(content).decode("ascii").rstrip("=")
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))
