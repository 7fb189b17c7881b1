# history.py - a home that is made step by step on a clock of its own, and asked for any instant.
# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import json
import re
import subprocess
import sqlite3

from homes import Home, expect, fault

JANE, INES, TOM = "person:buyer/jane", "person:buyer/ines", "person:buyer/tom"
BATCH = "batch:acme/B1"
START = "2026-06-01T09:00:00.000Z"


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


class Key:
    """An Ed25519 key of openssl's, its public half in a file, and what it signs."""

    def __init__(self, folder, name):
        self.secret, self.public = folder / f"{name}.key", folder / f"{name}.pub"
        self.openssl("genpkey", "-algorithm", "ed25519", "-out", self.secret)
        self.openssl("pkey", "-in", self.secret, "-pubout", "-out", self.public)
        der = base64.b64decode("".join(self.public.read_text().splitlines()[1:-1]))
        self.id = hashlib.sha256(der).hexdigest()
        self.folder = folder

    @staticmethod
    def openssl(*words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    def sign(self, name, payload):
        """A DSSE envelope over the payload, in a file."""
        kind = "application/vnd.acme.report+json"
        pae, sig = self.folder / "pae", self.folder / "sig"
        pae.write_bytes(b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload))
        self.openssl("pkeyutl", "-sign", "-rawin", "-inkey", self.secret, "-in", pae, "-out", sig)
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({"payloadType": kind,
            "payload": base64.b64encode(payload).decode(), "signatures": [{
                "keyid": self.id, "sig": base64.b64encode(sig.read_bytes()).decode()}]}))
        return path


class History(Home):
    """The clock is self.now. Each do() is one command that must work; refused() one that must not.
    mark() names the size of the log."""

    def __init__(self, name, folder, base):
        super().__init__(folder / name, START)
        base.copy(self.folder)
        self.name, self.marks, self.decisions = name, {}, []

    def size(self):
        """Counted in the database, not asked of the program."""
        with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True) as db:
            return db.execute("select count(*) from entry").fetchone()[0]

    def at(self, now):
        self.now = now
        return self

    def mark(self, name):
        self.marks[name] = self.size()

    def do(self, *words):
        done = self.assay(*words, "--json")
        if not expect(done.returncode == 0, f"{self.name}: {' '.join(map(str, words))} ends with "
                      f"{done.returncode}: {done.stderr}"):
            return {}
        return json.loads(done.stdout)

    def refused(self, status, code, *words):
        before = self.size()
        done = self.assay(*words)
        text, said = done.stderr + done.stdout, f"{self.name}: {' '.join(map(str, words))}"
        expect(done.returncode == status and code in text,
               f"{said} ends with {done.returncode}, not {status} {code}: {text}")
        expect(self.size() == before, f"{said} wrote an entry")

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def criteria(self, text, name="c", version="1", more=""):
        path = self.file(f"{name}-{version}.yaml", "apiVersion: assay/v1\nkind: Criteria\n"
            f'metadata: {{name: {name}, version: "{version}"}}\n'
            f"spec:\n  decision: product_acceptance\n{more}  criteria:\n{text}")
        return self.do("criteria", "publish", path)

    def add(self, name, kind, *options, path=None):
        """Evidence of a person's naming, about the batch."""
        path = path or self.file(name, f"{name}, as it was received\n")
        return self.do("evidence", "add", path, "--for", BATCH, "--kind", kind, *options)["id"]

    def assess(self, valid, known, *more, criteria="c"):
        words = ["assess", BATCH, "--criteria", criteria, "--json"]
        words += ["--valid-at", valid] if valid else []
        words += ["--known-at", known] if known is not None else []
        return self.assay(*words, *more)

    def decide(self, outcome, *more, criteria="c"):
        seen = json.loads(self.assess(None, None, criteria=criteria).stdout)
        made = self.do("decide", BATCH, "--criteria", criteria, "--proposal",
                       seen["result_digest"], "--outcome", outcome, "--reason", "of a test", *more)
        self.decisions.append(made.get("id", ""))
        return made

    # --- asked ---------------------------------------------------------------------------------

    def check(self, rows):
        """A line is VALID KNOWN PROPOSAL EXIT CODES; KNOWN a mark, a date or an instant."""
        count = 0
        for line in rows.strip().splitlines():
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            self.check_row(words, line.strip())
            count += 1
        return count

    def check_row(self, words, line):
        valid, known, proposal, status, codes = *words[:4], sorted(words[4:])
        criteria = "c"
        if known.find("/") > 0:
            known, criteria = known.split("/")
        done = self.assess(valid, self.marks.get(known, known), criteria=criteria)
        got = done.returncode
        if got != int(status):
            codes = re.findall(r'"code": "([A-Z_]+)"', done.stdout)
            return fault(f"{self.name}: {line}: exit {got}: {sorted(set(codes))} {done.stderr}")
        if proposal == "-":
            return expect(codes[0] in done.stderr, f"{self.name}: {line}: {done.stderr}")
        said = json.loads(done.stdout)
        reasons = sorted({r["code"] for one in said["results"] for r in one["reasons"]})
        return expect((said["proposal"], said["exit"], reasons) == (proposal, got, codes),
                      f"{self.name}: {line}: {said['proposal']} {said['exit']} {reasons}")

    def check_decisions(self):
        """Each replays, deeply too; and who asks for its instant and size gets its very bytes."""
        for name in self.decisions:
            for depth in ([], ["--deep"]):
                said = self.do("decision", "replay", name, *depth)
                expect(said.get("same") is True, f"{self.name}: replay {depth} of {name}: {said}")
            shown = self.do("decision", "show", name)
            case, verdict = self.folder / "case.json", self.folder / "assessment.json"
            named = shown["criteria"]
            self.assess(shown["valid_at"], shown["position"]["size"], "--case", case,
                        "--assessment", verdict, criteria=f"{named['name']}@{named['version']}")
            for path, what in ((case, "case"), (verdict, "assessment")):
                got = sha256(path.read_bytes()) if path.exists() else "nothing"
                expect(got == shown[what], f"{self.name}: asked for the instant and the size of "
                       f"{name}, its {what} is {got}, not {shown[what]}")
        return len(self.decisions)


def founded(folder):
    """The home that all histories go on from: three people, Ines approves exceptions."""
    home = Home(folder / "base", START)
    home.folder.mkdir()
    for words in (["init", "--name", "buyer", "--person", "jane", "--origin", "buyer.example/log"],
                  ["actor", "register", INES], ["actor", "register", TOM],
                  ["role", "grant", INES, "exception_approver", "--ground", "the board"]):
        done = home.assay(*words)
        expect(done.returncode == 0, f"{words}: {done.stderr}")
    return home
