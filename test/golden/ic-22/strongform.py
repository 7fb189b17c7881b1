# strongform.py - the example's strong form for tests: made on demand, copied by links.
# SPDX-License-Identifier: Apache-2.0
import os
import pathlib
import shutil
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
root = here.parents[2]
example = root / "examples" / "ic-22"
made = pathlib.Path(os.environ.get("ASSAY_IC22", root / "build" / "ic-22"))
assay = os.environ.get("ASSAY", str(root / "build" / "assay"))
SKIPPED = 77


def make():
    done = subprocess.run([example / "make"], capture_output=True, text=True, check=False)
    if done.returncode == 6 and "no packages in" in done.stderr:
        print(done.stderr, end="")
        sys.exit(SKIPPED)
    if done.returncode:
        sys.exit(done.stderr)
    return made / "forms" / "strong"


def copy(source, target):
    """Hard links: only what is written anew is another file."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, copy_function=os.link)
    return target


def replace(path, data):
    os.unlink(path)
    pathlib.Path(path).write_bytes(data)


def anchors():
    """The options of examples/ic-22/run."""
    out = []
    for file, purpose, how in (("device-root.pem", "identity", "in_person"),
                               ("release.pem", "release", "contract"),
                               ("evidence.pem", "evidence", "call_back"),
                               ("certification-body.pub", "evidence", "public_register"),
                               ("owner.pub", "evidence", "in_person")):
        out += ["--anchor", f"{made / 'anchors' / file}={purpose},{how}"]
    return out


def inspect(paths, *options):
    """(status, standard output, standard error)"""
    done = subprocess.run([assay, "inspect", *map(str, paths), "--for", "batch:acme/C-2026-041",
                           "--valid-at", "2026-06-30T12:00:00Z", "--json", *anchors(), *options],
                          capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr
