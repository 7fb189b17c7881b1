# decide.py - the delivery and the criteria of bench/decide.
# SPDX-License-Identifier: Apache-2.0
#
#   decide.py IC22 FOLDER
#
# IC22: the inputs of examples/ic-22. Makes FOLDER/many, the strong form with signed records of its
# 50 assets beside it, 1,000 files together, and FOLDER/criteria.yaml, 100 criteria: those that
# ship, seven times, and two more.
import os
import pathlib
import re
import shutil
import sys

root = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(root / "examples/ic-22/lib"))
import records as r  # noqa: E402
from signing import RECORD, Key, file_digest, name, statement  # noqa: E402

FILES, CRITERIA = 1000, 100
SERIALS = [str(n) for n in range(3101, 3151)]


def attestation(serial, n, baseline):
    return "attestation_result", {
        "asset": r.asset(serial), "release": r.RELEASE, "baseline": f"sha256:{baseline}",
        "result": "equal", "attested": f"2026-06-{11 + n:02}T09:00:00Z"}


def export(serial, n):
    return "configuration_export", {
        "issued": f"2026-06-{11 + n:02}T09:45:00Z", "asset": r.asset(serial),
        "release": r.RELEASE, "taken": f"2026-06-{11 + n:02}T09:40:00Z", "settings": r.SETTINGS}


def delivery(made, folder):
    """Each record is of another day or asset; the plant's verifier and the maker sign."""
    shutil.copytree(made / "forms/strong", folder, copy_function=os.link)
    baseline = file_digest(next(folder.glob("records/*baseline*")))
    keys = {n: Key(str(made / "keys" / f"{n}.key")) for n in ("owner", "evidence")}
    left = FILES - sum(1 for p in folder.rglob("*") if p.is_file())
    (folder / "more").mkdir()
    for n in range(left):
        serial, day = SERIALS[n // 2 % len(SERIALS)], n // 2 // len(SERIALS)
        kind, predicate = export(serial, day) if n % 2 else attestation(serial, day, baseline)
        key = keys["evidence" if n % 2 else "owner"]
        (folder / "more" / f"{n:04}.dsse.json").write_bytes(statement(
            key, [name(r.asset(serial))], RECORD % kind, predicate))


def criteria(path):
    """A criterion is what stands from one `- id:` to the next, comments apart."""
    text = (root / "criteria/product-acceptance.yaml").read_text()
    head, *blocks = re.split(r"(?m)^ {4}- id: ", re.sub(r"(?m)^ *#.*\n", "", text))
    out = [head.replace("product-acceptance", "bench")]
    for n in range(CRITERIA):
        word, rest = blocks[n % len(blocks)].split("\n", 1)
        out.append(f"    - id: {word}-{n // len(blocks) + 1}\n{rest}")
    path.write_text("".join(out))


made, target = map(pathlib.Path, sys.argv[1:])
delivery(made, target / "many")
criteria(target / "criteria.yaml")
