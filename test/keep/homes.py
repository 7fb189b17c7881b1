# homes.py - homes of assay for the tests of this folder: made, copied, asked, killed.
# SPDX-License-Identifier: Apache-2.0
#
# $ASSAY is the program, $KEEP the driver (keep.c). What a test itself looks at a home with is
# $ASSAY_LOOKS and $KEEP_LOOKS where they are given (./check: those without a sanitizer, beside tests
# of those with one). Standard library only.
import contextlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ASSAY, KEEP = os.environ.get("ASSAY"), os.environ.get("KEEP")
LOOKS, KEEP_LOOKS = (os.environ.get(f"{own}_LOOKS") or os.environ.get(own)
                     for own in ("ASSAY", "KEEP"))
NOW = "2026-06-30T09:00:00Z"
faults = []


def fault(text):
    faults.append(text)
    print(f"FAULT {text}", file=sys.stderr, flush=True)


def expect(what, text):
    if not what:
        fault(text)
    return bool(what)


def end(summary):
    print(summary)
    sys.exit(1 if faults else 0)


@contextlib.contextmanager
def scratch(disk=False):
    """A folder that goes at the end. In memory where there is one, unless disk: what a test asks
    is then the same, and syncing costs nothing."""
    memory = None if disk or not os.access("/dev/shm", os.W_OK) else "/dev/shm"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="assay-keep-", dir=memory))
    try:
        yield folder
    finally:
        for path in folder.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(folder, ignore_errors=True)


class Home:
    """HOME and STATE below one folder."""

    def __init__(self, folder, now=None):
        self.folder = pathlib.Path(folder)
        self.home, self.state = self.folder / "home", self.folder / "state"
        self.now = now
        self.db = self.home / "assay.db"

    def env(self, **more):
        env = dict(os.environ, ASSAY_HOME=str(self.home), ASSAY_STATE=str(self.state), **more)
        env.pop("ASSAY_NOW", None)
        env.pop("ASSAY_ACTOR", None)
        if self.now:
            env["ASSAY_NOW"] = self.now
        return env

    def run(self, program, *words, stdin=None, **more):
        return subprocess.run([program, *map(str, words)], env=self.env(**more), input=stdin,
                              text=True, capture_output=True, timeout=300, check=False)

    def assay(self, *words, **more):
        return self.run(ASSAY, *words, **more)

    def keep(self, *words, **more):
        return self.run(KEEP, *words, **more)

    def start(self, *words, **more):
        return subprocess.Popen([KEEP, *map(str, words)], env=self.env(), text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **more)

    def init(self, name="acme"):
        self.folder.mkdir(parents=True, exist_ok=True)
        done = self.assay("init", "--name", name)
        if done.returncode:
            sys.exit(f"init: {done.stderr}")
        return self

    def copy(self, folder):
        """Another home with the same files, and the same state."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Home(folder, self.now)

    def fsck(self, where):
        done = self.run(LOOKS, "fsck")
        expect(done.returncode == 0, f"{where}: fsck ends with {done.returncode}: "
               f"{done.stdout[-800:]}{done.stderr[-400:]}")
        return done

    def entries(self):
        """{subject: (position, name)}, entries, and the size of the last checkpoint."""
        done = self.run(KEEP_LOOKS, "list")
        if not expect(done.returncode == 0, f"list ends with {done.returncode}: {done.stderr}"):
            return {}, 0, 0
        lines = done.stdout.splitlines()
        rows = [line.split(" ") for line in lines[1:]]
        return {r[2]: (int(r[0]), r[1]) for r in rows}, len(rows), int(lines[0].split()[1])

    def places(self):
        """{name: position}"""
        rows = [line.split(" ") for line in
                self.run(KEEP_LOOKS, "list").stdout.splitlines()[1:]]
        return {r[1]: int(r[0]) for r in rows}

    def append(self, count, label, *more):
        return self.keep("append", count, label, *more)

    @contextlib.contextmanager
    def raw(self):
        """The database without its triggers, to be put back as they were."""
        db = sqlite3.connect(self.db, isolation_level=None)
        try:
            db.execute("PRAGMA ignore_check_constraints = ON")
            yield db
        finally:
            db.close()

    def leftovers(self):
        return [p.name for p in self.home.glob("assay.db-*")]


def sizes(text):
    """The numbers in a message."""
    return [int(n) for n in re.findall(r"\d+", text)]


def evidence(subject, path, **more):
    """The event that keeps a file, for `keep apply`."""
    return {"type": "evidence.added", "subjects": [subject],
            "files": [{"path": str(path), "media_type": "application/octet-stream"}],
            "data": dict({"bound_by": "person", "bound_to": [subject], "held": None,
                          "holding": "kept", "intake": "good", "kind": "sbom",
                          "kind_by": "person", "label": "", "made": None,
                          "name": pathlib.Path(path).name, "owner": "", "producer": "",
                          "received": "2026-06-30T09:00:00.000Z", "seen": None, "source": "",
                          "stage": "", "valid_from": None, "valid_until": None}, **more)}


class Applying:
    """`keep apply`, line by line: a process that has the home open. Closed, it publishes."""

    def __init__(self, home):
        self.home, self.process = home, home.start("apply")

    def __enter__(self):
        return self

    def put(self, event, refused=False):
        self.process.stdin.write(json.dumps(event) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        words = answer.split(" ", 2)
        if words[0] == "refused" or len(words) < 3:
            expect(refused, f"{event['type']}: {answer}")
            return None
        return words[2]

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        expect(self.process.returncode == 0, f"apply ends with {self.process.returncode}: "
               f"{self.process.stderr.read()}")
        self.process.stdout.close()
        self.process.stderr.close()
