# flips.py - one bit changed in a row of a store, for the tests of damage.
# SPDX-License-Identifier: Apache-2.0
# Where a damaged thing is named by another name than its column.
KEYS = {"entry": ["pos"], "tile": ["level", "n"], "checkpoint": ["size"], "body": ["digest"],
        "state": ["kind", "key", "from_pos"], "link": ["target", "rel", "from_pos"],
        "state_subject": ["subject", "way", "kind", "key", "from_pos"],
        "content": ["digest", "ordinal"], "derived_version": ["one"]}


def flip(value, how, column=""):
    """The value with one bit changed; text stays text of as many bytes. Null becomes something."""
    if isinstance(value, int):
        return value ^ (1 << how.randrange(8))
    if value is None:
        return b"\7" if column == "bytes" else 7
    raw = bytearray(value.encode() if isinstance(value, str) else value)
    if not raw:
        return b"\1" if isinstance(value, bytes) else "\1"
    raw[how.randrange(len(raw))] ^= 1 << how.randrange(7)
    return raw.decode(errors="surrogateescape") if isinstance(value, str) else bytes(raw)


def shown(value):
    return value.hex() if isinstance(value, bytes) else str(value)
