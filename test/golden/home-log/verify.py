# verify.py FOLDER VERIFIER NOTE - an exported log, checked from doc/formats/log.md and leaf.md
# alone: python's standard library, and openssl for the signature. Every tile and the root are made
# again from the entries; every proof of `assay log prove` leads from its entry to that root; NOTE,
# an older checkpoint, is of a beginning of the same log.
# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

FOLDER, VERIFIER, NOTE = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
WIDTH = 256
checked = 0


def sha256(data):
    return hashlib.sha256(data).digest()


def demand(holds, what):
    global checked
    checked += 1
    if not holds:
        sys.exit(f"verify.py: {what}")


def split(n):
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def mth(hashes):
    """The root over leaf hashes."""
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return sha256(b"\x01" + mth(hashes[:k]) + mth(hashes[k:]))


def follow(leaf, index, size, path):
    """The root to which a path leads, by the recursion of its definition; None: wrong length."""
    if size == 1:
        return leaf if not path else None
    if not path:
        return None
    k = split(size)
    if index < k:
        left = follow(leaf, index, k, path[:-1])
        return left and sha256(b"\x01" + left + path[-1])
    right = follow(leaf, index - k, size - k, path[:-1])
    return right and sha256(b"\x01" + path[-1] + right)


def signature_holds(text, public, signature):
    with tempfile.TemporaryDirectory() as work:
        paths = [os.path.join(work, name) for name in ("key", "sig", "text")]
        contents = (bytes.fromhex("302a300506032b6570032100") + public, signature, text)
        for path, content in zip(paths, contents):
            with open(path, "wb") as f:
                f.write(content)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER",
                               "-inkey", paths[0], "-rawin", "-in", paths[2], "-sigfile",
                               paths[1]], capture_output=True, check=False).returncode == 0


def read_checkpoint(note):
    """(size, root) of a note whose signature holds."""
    name, key_id, key = VERIFIER.split("+", 2)
    key = base64.b64decode(key, validate=True)
    demand(key[0] == 1 and len(key) == 33, "the verifier is no Ed25519 key")
    demand(sha256(name.encode() + b"\n" + key)[:4].hex() == key_id, "the verifier's id is wrong")
    text, _, signatures = note.rpartition(b"\n\n")
    lines = text.decode().split("\n")
    demand(len(lines) == 3 and lines[0] == name, "not a checkpoint of this log")
    match = re.fullmatch(rb"\xe2\x80\x94 (\S+) (\S+)\n", signatures)
    demand(match is not None and match[1].decode() == name, "not signed by one key of this name")
    raw = base64.b64decode(match[2], validate=True)
    demand(raw[:4].hex() == key_id and len(raw) == 68, "signed by another key")
    demand(signature_holds(text + b"\n", key[1:], raw[4:]), "the signature does not hold")
    demand(not signature_holds(text + b"\n\n", key[1:], raw[4:]), "any text passes for signed")
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


def number(n):
    """A tile's number as a path."""
    groups = [f"{n % 1000:03}"]
    while n := n // 1000:
        groups.insert(0, f"x{n % 1000:03}")
    return "/".join(groups)


def tile_paths(kind, count):
    """(path, how many) of the tiles that hold `count` items."""
    for n in range((count + WIDTH - 1) // WIDTH):
        width = min(WIDTH, count - n * WIDTH)
        yield f"tile/{kind}/{number(n)}" + (f".p/{width}" if width < WIDTH else ""), n, width


def read_entries(size):
    entries = []
    for path, _, width in tile_paths("entries", size):
        data, at = (FOLDER / path).read_bytes(), 0
        for _ in range(width):
            length, = struct.unpack_from(">H", data, at)
            entries.append(data[at + 2:at + 2 + length])
            at += 2 + length
        demand(at == len(data), f"{path}: bytes are left over")
    return entries


def check_leaves(entries):
    last = 0
    for pos, leaf in enumerate(entries):
        demand(leaf[:8] == b"ASLEAF1\n" and leaf[8] == 1, f"entry {pos}: no leaf, or its flags")
        time, = struct.unpack_from(">Q", leaf, 9)
        demand(time >= last and len(leaf) == 146 + 105 * leaf[145], f"entry {pos}: its form")
        last = time


def check_tiles(hashes):
    """Every tile of every level, made again."""
    names, level = set(), 0
    while hashes:
        for path, n, width in tile_paths(level, len(hashes)):
            want = b"".join(hashes[n * WIDTH:n * WIDTH + width])
            demand((FOLDER / path).read_bytes() == want, f"{path}: not what the entries hash to")
            names.add(path)
        hashes = [mth(hashes[i:i + WIDTH]) for i in range(0, len(hashes) - WIDTH + 1, WIDTH)]
        level += 1
    return names


def prove(what):
    made = subprocess.run([os.environ["ASSAY"], "log", "prove", str(what)], capture_output=True,
                          check=True).stdout
    head, _, note = made.partition(b"\n\n")
    lines = head.decode().split("\n")
    demand(lines[0] == "c2sp.org/tlog-proof@v1", "no proof of this form")
    return int(lines[1].removeprefix("index ")), [base64.b64decode(x) for x in lines[2:]], note


def check_proof(pos, hashes, root, note):
    size = len(hashes)
    index, path, given = prove(pos)
    demand(index == pos and given == note, f"entry {pos}: the proof is of something else")
    demand(follow(hashes[pos], pos, size, path) == root, f"entry {pos}: the proof does not hold")
    other = sha256(b"\x00" + b"another entry")
    demand(follow(other, pos, size, path) != root, f"entry {pos}: any entry would pass")
    demand(follow(hashes[pos], (pos + 1) % size, size, path) != root,
           f"entry {pos}: it would pass at another index")


def main():
    note = (FOLDER / "checkpoint").read_bytes()
    size, root = read_checkpoint(note)
    entries = read_entries(size)
    check_leaves(entries)
    hashes = [sha256(b"\x00" + leaf) for leaf in entries]
    demand(mth(hashes) == root, "the entries do not lead to the checkpoint's root")
    names = check_tiles(hashes) | {path for path, _, _ in tile_paths("entries", size)}
    there = {str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*") if p.is_file()}
    demand(there >= names | {"checkpoint"}, "a tile is missing")
    old_size, old_root = read_checkpoint(NOTE.read_bytes())
    demand(0 < old_size < size and mth(hashes[:old_size]) == old_root,
           "the older checkpoint is not of a beginning of this log")
    for pos in range(0, size, 1 if size < 100 else 7):
        check_proof(pos, hashes, root, note)
    for pos in (255, 256, 511, 512, size - 1):
        check_proof(pos, hashes, root, note)
    print(f"{size} entries: root, tiles, signature and proofs hold; {checked} checks")


main()
