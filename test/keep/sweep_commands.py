# sweep_commands.py - what sweep-home runs: commands that change or read a home, and homes for them.
# SPDX-License-Identifier: Apache-2.0
#
# The homes follow each other as the work does: founded; trusting (anchors, a second person); taken
# (the small form of the example is in, an exception is asked for); decided. All of them small: the
# calls to be failed are counted in thousands all the same.
import json
import os
import pathlib
import subprocess
import sys

from homes import NOW, Home, evidence

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLE = pathlib.Path(os.environ.get("ASSAY_IC22", ROOT / "build/ic-22"))
ASSAY, KEEP = os.environ.get("ASSAY_FAULTY"), os.environ.get("KEEP_FAULTY")
DELIVERED = "2026-06-30T12:00:00Z"
BATCH, BOSS = "batch:acme/C-2026-041", "person:acme/ines"
ANCHORS = {"device-root.pem": ("identity", "in_person"), "release.pem": ("release", "contract"),
           "evidence.pem": ("evidence", "call_back"), "owner.pub": ("evidence", "in_person"),
           "certification-body.pub": ("evidence", "public_register")}


def must(home, *words):
    done = home.assay(*words)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {done.returncode}: {done.stderr}")
    return json.loads(done.stdout) if "--json" in words else done.stdout


class Command:
    """program and words are run on a copy of `home` (None: where there is none yet). "{out}" in a
    word is a folder of the run's own: what stands there afterwards is what the good run left, whole,
    or nothing. steps: it appends more than once, so that it may stop between two. repairs: what
    it cannot read it makes anew, and says so. own: each run says something else, as keys are new, or
    goes on after a line that failed."""

    def __init__(self, program, words, home=None, stdin=None, steps=False, repairs=False,
                 own=False):
        self.program, self.words, self.home, self.stdin = program, words, home, stdin
        self.steps, self.repairs, self.own = steps, repairs, own


class Homes:
    """Made when they are asked for, each from the one before."""

    def __init__(self, folder):
        self.folder, self.made = folder, {}

    def __getattr__(self, name):
        if name not in self.made:
            make = getattr(Homes, "make_" + name)
            self.made[name] = make(self)
        return self.made[name]

    def copy(self, home, name):
        return home.copy(self.folder / name)

    def make_origin(self):
        home = Home(self.folder / "origin", NOW).init()
        home.append(3, "before", 1)
        return home

    def make_newest(self):
        home = self.copy(self.origin, "newest")
        home.append(3, "newer", 1)
        home.keep("apply", stdin=lines(self.folder))
        return home

    def make_founded(self):
        home = Home(self.folder / "founded", DELIVERED).init()
        must(home, "actor", "register", BOSS)
        must(home, "role", "grant", BOSS, "exception_approver", "--ground", "the board")
        return home

    def make_trusting(self):
        home = self.copy(self.founded, "trusting")
        for file, (purpose, how) in ANCHORS.items():
            must(home, "trust", "add", EXAMPLE / "anchors" / file, "--purpose", purpose, "--how",
                 how, "--by", BOSS, "--on", "2026-06-01")
        return home

    def make_taken(self):
        home = self.copy(self.trusting, "taken")
        must(home, "intake", "record", self.sheet())
        return home

    def make_asked(self):
        home = self.copy(self.taken, "asked")
        must(home, *REQUEST)
        return home

    def make_approved(self):
        home = self.copy(self.asked, "approved")
        must(home, *self.approval(home))
        return home

    def make_decided(self):
        home = self.copy(self.approved, "decided")
        must(home, *self.decision(home))
        return home

    def sheet(self):
        sheet = self.folder / "sheet.csv"
        if not sheet.exists():
            must(self.founded, "intake", "propose", EXAMPLE / "small", "--for", BATCH, "-o", sheet)
        return sheet

    def first(self, home, noun):
        return must(home, noun, "list", "--json")[noun if noun == "evidence" else noun + "s"][0]["id"]

    def approval(self, home):
        return ["exception", "approve", self.first(home, "exception"), "--as", BOSS, "--json"]

    def decision(self, home):
        seen = must(home, "assess", BATCH, "--json")["result_digest"]
        return ["decide", BATCH, "--outcome", "accept_with_exception", "--proposal", seen,
                "--reason", "three of three show their keys", "--json"]


REQUEST = ["exception", "request", "--criterion", "possession", "--for", BATCH, "--code",
           "EVIDENCE_MISSING", "--outcome", "accept_with_exception", "--reason",
           "there are three devices", "--compensating", "all three are read", "--owner", "quality",
           "--until", "2026-09-30", "--json"]


def lines(folder):
    (folder / "small").write_bytes(b"small")
    (folder / "large").write_bytes(b"large" * 8000)
    return "".join(json.dumps(evidence("product:acme/x", folder / name)) + "\n"
                   for name in ("small", "large"))


def read(h):
    statement = next(e["id"] for e in must(h.taken, "evidence", "list", "--json")["evidence"]
                if e["kind"] == "support_period_statement")
    return Command(ASSAY, ["evidence", "review", statement, "--result", "pass", "--role", "quality",
                           "--parts", "all of it", "--reason", "it says so",
                           "--value", "support.support_end=2031-12-31", "--json"], h.taken)


COMMANDS = {
    "init": lambda h: Command(ASSAY, ["init", "--name", "acme"], own=True),
    "append": lambda h: Command(KEEP, ["append", "4", "x", "2"], h.origin, steps=True),
    "bodies": lambda h: Command(KEEP, ["apply"], h.origin, lines(h.folder), own=True),
    "rebuild": lambda h: Command(ASSAY, ["rebuild"], h.origin),
    "fsck": lambda h: Command(ASSAY, ["fsck"], h.origin),
    "recover": lambda h: Command(ASSAY, ["log", "recover", "--from", h.newest.home], h.origin,
                                 steps=True, repairs=True),
    "propose": lambda h: Command(ASSAY, ["intake", "propose", EXAMPLE / "small", "--for", BATCH,
                                         "-o", "{out}/sheet.csv", "--json"], h.trusting),
    "record": lambda h: Command(ASSAY, ["intake", "record", h.sheet(), "--json"], h.trusting),
    "add": lambda h: Command(ASSAY, ["evidence", "add", EXAMPLE / "small/firmware/small.squashfs",
                                     "--kind", "firmware_image", "--for", "product:acme/ic-22",
                                     "--json"], h.trusting),
    "review": read,
    "assess": lambda h: Command(ASSAY, ["assess", BATCH, "--json", "--html", "{out}/report.html"],
                                h.approved),
    "request": lambda h: Command(ASSAY, REQUEST, h.taken),
    "approve": lambda h: Command(ASSAY, h.approval(h.asked), h.asked),
    "decide": lambda h: Command(ASSAY, h.decision(h.approved), h.approved),
    "export": lambda h: Command(ASSAY, ["decision", "export", h.first(h.decided, "decision"),
                                        "{out}/folder", "--json"], h.decided),
    "replay": lambda h: Command(ASSAY, ["decision", "replay", h.first(h.decided, "decision"),
                                        "--deep", "--json"], h.decided),
}


def make_example():
    """The inputs, where they are not there yet."""
    if "ASSAY_IC22" not in os.environ:
        subprocess.run([ROOT / "examples/ic-22/make"], check=True, stdout=subprocess.DEVNULL)
