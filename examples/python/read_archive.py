"""Reads an OpenPassPhrase archive (.opp) and prints its content as JSON Lines. docs/format.md describes every byte.

    python3 read_archive.py vault.opp < passphrase.txt > vault.jsonl

Needs Python 3.9 or newer and PyNaCl (Debian: python3-nacl). Files of items are checked, and only their facts are printed.
"""

import base64
import hashlib
import json
import struct
import sys
import unicodedata

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

CHUNK = 65_536
ENVELOPE = 45  # version 1, key number 4, nonce 24, tag 16
NAMES = {1: "begin", 2: "category", 3: "item", 4: "version", 5: "file", 7: "settings"}
BYTES, END = 6, 255


def refuse(sentence):
    sys.exit(f"read_archive.py: {sentence}")


def open_envelope(key, envelope, bound_to):
    """The plaintext; None where key, place and bytes don't belong together."""
    if envelope[:5] != b"\x01\0\0\0\0":
        return None
    try:
        return decrypt(envelope[29:], bound_to.encode("ascii"), envelope[5:29], key)
    except CryptoError:
        return None


def archive_key(header, passphrase):
    kdf = header["kdf"]
    if kdf["alg"] != "argon2id" or kdf["p"] != 1 or not (19_456 <= kdf["m"] <= 262_144 and 1 <= kdf["t"] <= 10):
        refuse("the archive asks for an unusual amount of work")
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    wrapping = argon2id.kdf(32, secret, bytes.fromhex(kdf["s"]), opslimit=kdf["t"], memlimit=kdf["m"] * 1024)
    place = f"opp|1|archive-key|f={header['id']}|argon2id|m={kdf['m']}|t={kdf['t']}|p=1|s={kdf['s']}"
    sealed = base64.urlsafe_b64decode(header["key"] + "=" * (-len(header["key"]) % 4))
    return open_envelope(wrapping, sealed, place) or refuse("this passphrase doesn't open the archive")


def chunks(file, key, header, header_bytes):
    """Plaintext, chunk by chunk; each is authentic when it is yielded."""
    digest = hashlib.blake2b(header_bytes, digest_size=32).hexdigest()
    number, envelope = 0, file.read(CHUNK + ENVELOPE)
    while envelope:
        following = file.read(CHUNK + ENVELOPE)
        last = not following
        place = f"opp|1|archive|f={header['id']}|h={digest}|n={number}|last={int(last)}"
        plaintext = open_envelope(key, envelope, place)
        if plaintext is None:
            refuse(f"the archive is damaged or incomplete at part {number + 1}")
        if last:
            end = plaintext.rfind(b"\x80")  # padding: 0x80, then zeros
            plaintext = plaintext[:end]
        yield plaintext
        number, envelope = number + 1, following


def records(pieces):
    held = b""
    for piece in pieces:
        held += piece
        at = 0
        while len(held) - at >= 5:
            length, kind = struct.unpack_from(">IB", held, at)
            if len(held) - at < 5 + length:
                break
            yield kind, held[at + 5 : at + 5 + length], held[at : at + 5 + length]
            at += 5 + length
        held = held[at:]


def main(path):
    passphrase = sys.stdin.readline().rstrip("\n")
    with open(path, "rb") as file:
        start = file.read(12)
        if start[:8] != b"OPPa\x01\0\0\0":
            refuse("this isn't an OpenPassPhrase archive of version 1")
        header_bytes = file.read(struct.unpack(">I", start[8:])[0])
        header = json.loads(header_bytes)
        key = archive_key(header, passphrase)
        whole, content, left = hashlib.sha256(), None, 0
        for kind, payload, framed in records(chunks(file, key, header, header_bytes)):
            if kind == END:
                if json.loads(payload)["sha256"] != whole.hexdigest():
                    refuse("the archive is damaged at its end")
                return
            whole.update(framed)
            if kind == BYTES:
                content.update(payload)
                left -= len(payload)
                if left == 0 and content.hexdigest() != expected:
                    refuse("a file in the archive is damaged")
            elif kind in NAMES:
                value = json.loads(payload)
                print(json.dumps({"part": NAMES[kind], **value}))
                if NAMES[kind] == "file":
                    content, left, expected = hashlib.sha256(), value["bytes"], value["sha256"]
        refuse("the archive ends too early")


main(sys.argv[1])
