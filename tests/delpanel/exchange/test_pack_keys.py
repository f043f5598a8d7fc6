"""The opening key: whole under a passphrase, or split; the container with one right form."""

from __future__ import annotations

import io
import itertools
import zipfile

import pyrage
import pytest

from delpanel.errors import FileProblem, UserError
from delpanel.exchange.packs import seal
from delpanel.exchange.packs.opening_key import (
    OpeningKey,
    joined_key,
    new_opening_key,
    read_key_file,
    split_key,
    write_key_file,
)
from delpanel.exchange.packs.pack_format import DamagedError, pack_entries, unpack_entries


@pytest.fixture(scope="module")
def key() -> OpeningKey:
    return new_opening_key()


def test_the_identity_is_the_one_the_age_library_knows(key: OpeningKey) -> None:
    identity = pyrage.x25519.Identity.from_str(key.identity)

    assert str(identity) == key.identity
    assert str(identity.to_public()) == key.public
    assert seal.decrypt_with(key.identity, seal.encrypt_to(key.public, b"punten")) == b"punten"


def test_any_three_of_five_word_lists_give_the_key_and_two_do_not(key: OpeningKey) -> None:
    lists = split_key(key, 3, 5)

    for chosen in itertools.permutations(lists, 3):
        assert joined_key(chosen, key.public) == key
    with pytest.raises(UserError) as refused:
        joined_key(lists[:2], key.public)
    assert refused.value.code == "HOLDERS_WORDS"


def test_a_wrong_word_and_lists_of_another_key_are_refused(key: OpeningKey) -> None:
    first, second = split_key(key, 2, 2)
    words = first.split()
    words[-1] = "academic" if words[-1] != "academic" else "acid"

    for lists, code in (
        ([" ".join(words), second], "HOLDERS_WORDS"),
        (list(split_key(new_opening_key(), 2, 2)), "HOLDERS_OTHER"),
        (["", second], "HOLDERS_WORDS"),
        (["# niets", "geen woorden"], "HOLDERS_WORDS"),
    ):
        with pytest.raises(UserError) as refused:
            joined_key(lists, key.public)
        assert refused.value.code == code


@pytest.mark.parametrize(("needed", "holders"), [(1, 5), (4, 3), (2, 17), (0, 0)])
def test_impossible_numbers_of_holders_are_refused(
    key: OpeningKey, needed: int, holders: int
) -> None:
    with pytest.raises(UserError) as refused:
        split_key(key, needed, holders)

    assert refused.value.code == "HOLDERS_COUNT"


def test_the_key_file_opens_with_its_passphrase_alone(key: OpeningKey) -> None:
    content = write_key_file(key, "één lange wachtzin")

    # the same letters typed with a separate accent
    assert read_key_file(content, "e\u0301e\u0301n lange wachtzin ", "k") == key
    assert key.secret.hex() not in content.decode()
    with pytest.raises(FileProblem) as refused:
        read_key_file(content, "Een lange wachtzin", "k")
    assert refused.value.code == "PASSPHRASE_WRONG"


def test_a_key_file_changed_in_one_byte_does_not_open(key: OpeningKey) -> None:
    content = write_key_file(key, "wachtzin")

    for place in range(0, len(content), 23):
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises(FileProblem) as refused:
            read_key_file(bytes(changed), "wachtzin", "k")
        assert refused.value.code in {"KEY_FILE_DAMAGED", "PASSPHRASE_WRONG", "PACK_NEWER"}


def test_a_container_is_a_plain_zip_and_the_same_bytes_each_time() -> None:
    entries = {"b.json": b"2", "a.json": b"1" * 300}
    content = pack_entries(entries)

    assert content == pack_entries(dict(reversed(entries.items())))
    assert unpack_entries(content) == entries
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["a.json", "b.json"]
        assert archive.read("b.json") == b"2"
        assert archive.testzip() is None


def test_a_container_is_what_the_zip_library_writes_with_these_settings() -> None:
    entries = {"b.json": b"2", "map/a": b"1" * 70000, "leeg": b""}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, entries[name])

    assert pack_entries(entries) == target.getvalue()


def test_a_container_with_its_entries_in_another_order_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in ("b", "a"):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, name)

    with pytest.raises(DamagedError):
        unpack_entries(target.getvalue())


def test_a_container_changed_in_any_bit_or_length_is_refused() -> None:
    entries = {"a.json": b"1234", "b.json": b"56"}
    content = pack_entries(entries)
    changed = [
        content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]
        for place in range(len(content))
        for bit in range(8)
    ]
    cut = [content[:length] for length in range(len(content))]

    for candidate in (*changed, *cut, content + b"\0", content + content, b""):
        with pytest.raises(DamagedError):
            unpack_entries(candidate)


def test_a_container_written_by_another_tool_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"1" * 5000)

    with pytest.raises(DamagedError):
        unpack_entries(target.getvalue())


def test_what_is_sealed_for_one_purpose_opens_for_no_other() -> None:
    box_key = seal.new_key()
    sealed = seal.seal(box_key, b"inhoud", b"pak 1")

    assert seal.unseal(box_key, sealed, b"pak 1") == b"inhoud"
    for other_key, context in ((box_key, b"pak 2"), (seal.new_key(), b"pak 1")):
        with pytest.raises(seal.WrongKeyError):
            seal.unseal(other_key, sealed, context)


def test_a_signature_holds_for_its_content_and_purpose() -> None:
    private, public = seal.new_signing_key()
    signature = seal.sign(private, "return manifest", b"inhoud")

    assert seal.is_signed(public, signature, "return manifest", b"inhoud")
    assert not seal.is_signed(public, signature, "return envelope", b"inhoud")
    assert not seal.is_signed(public, signature, "return manifest", b"inhouD")
    assert not seal.is_signed(seal.new_signing_key()[1], signature, "return manifest", b"inhoud")
    assert not seal.is_signed("geen sleutel", signature, "return manifest", b"inhoud")
