# history.py - a small home with everything that an exported decision can rest on.
# SPDX-License-Identifier: Apache-2.0
import json
import os
import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "examples" / "ic-22" / "lib"))
import signing  # noqa: E402

PROGRAM = os.environ.get("ASSAY", str(root / "build" / "assay"))
SUBJECT = "batch:acme/B-7"
ASSETS = [f"asset:acme/ic-9#{n}" for n in (11, 12)]
DAY, LATER = "2026-06-30T12:00:00Z", "2026-07-14T12:00:00Z"
LIST = "order,article,serial,batch\n4500,acme/ic-9,11,B-7\n4500,acme/ic-9,12,B-7\n"


class Home:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.env = {**os.environ, "ASSAY_HOME": str(self.folder / "home"),
                    "ASSAY_STATE": str(self.folder / "state"), "LC_ALL": "C"}
        self.env.pop("ASSAY_ACTOR", None)

    def run(self, *command, at=DAY, allowed=(0,), **more):
        done = subprocess.run([PROGRAM, *map(str, command)], capture_output=True, text=True,
                              check=False, env={**self.env, "ASSAY_NOW": at, **more})
        assert done.returncode in allowed, (command, done.returncode, done.stderr, done.stdout)
        return done

    def json(self, *command, **more):
        return json.loads(self.run(*command, "--json", **more).stdout)


def make_keys(folder):
    def genpkey(name, *options):
        signing.openssl("genpkey", "-quiet", *options, "-out", str(folder / f"{name}.key"))
        (folder / f"{name}.pub").write_bytes(
            signing.openssl("pkey", "-in", str(folder / f"{name}.key"), "-pubout"))
    genpkey("ed", "-algorithm", "ED25519")
    genpkey("ec", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
    genpkey("rsa", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
    genpkey("stranger", "-algorithm", "ED25519")
    for name, subject, more in (
            ("ca", "/O=ACME/CN=Root", ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]),):
        genpkey(name, "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        signing.openssl("req", "-x509", "-new", "-key", str(folder / f"{name}.key"), "-subj",
                        subject, "-days", "4000", "-addext", "basicConstraints=critical,CA:TRUE",
                        *more, "-out", str(folder / f"{name}.pem"))
    genpkey("device", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
    request = folder / "device.csr"
    signing.openssl("req", "-new", "-key", str(folder / "device.key"), "-subj",
                    "/O=ACME/CN=IC-9/serialNumber=11", "-out", str(request))
    extensions = folder / "device.cnf"
    extensions.write_text("basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                          "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n")
    signing.openssl("x509", "-req", "-in", str(request), "-CA", str(folder / "ca.pem"), "-CAkey",
                    str(folder / "ca.key"), "-set_serial", "17", "-days", "3000", "-extfile",
                    str(extensions), "-out", str(folder / "device.pem"))


def record(folder, key, kind, predicate, name):
    data = signing.statement(signing.Key(folder / f"{key}.key"), [signing.name(SUBJECT)],
                             signing.RECORD % kind, predicate)
    (folder / name).write_bytes(data)
    return folder / name


def make_files(folder):
    """Some with names that are no names for a folder, two of them alike."""
    custody = {"batch": SUBJECT, "hand_offs": [
        {"from": "acme", "to": "buyer", "at": "2026-06-01T08:00:00Z"}]}
    files = [record(folder, key, "custody_record", {**custody, "by": key}, name)
             for key, name in (("ed", "custody.json"), ("ec", "Custody.JSON"), ("rsa", "-rf.json"),
                               ("stranger", "CON.json"), ("device", ".hidden.json"))]
    for name, text in (("Prüfbericht µ.txt", "All is well.\n"), ("list <b>.csv", LIST),
                       ("INDEX.html", "<script>alert(1)</script>\n")):
        (folder / name).write_text(text, encoding="utf-8")
        files.append(folder / name)
    other = folder / "other"
    other.mkdir()
    (other / "custody.json").write_text("not the same\n", encoding="ascii")
    manifest = folder / "manifest.json"
    manifest.write_text('{"schema": "assay.invalid/firmware-manifest/1"}\n', encoding="ascii")
    signature = folder / "manifest.p7s"
    signing.openssl("cms", "-sign", "-binary", "-in", str(manifest), "-signer",
                    str(folder / "device.pem"), "-inkey", str(folder / "device.key"), "-outform",
                    "DER", "-nosmimecap", "-out", str(signature))
    broken = json.loads((folder / "custody.json").read_bytes())
    broken["signatures"][0]["sig"] = "A" * 86 + "=="
    (folder / "broken.json").write_text(json.dumps(broken), encoding="ascii")
    return files + [other / "custody.json", manifest, signature, folder / "device.pem",
                    folder / "broken.json"]


def add(home, files):
    ids = {}
    for file in files:
        # a broken signature is kept in quarantine (4), an unreadable record is malformed (5)
        done = home.run("evidence", "add", file, "--for", SUBJECT, "--json", allowed=(0, 4, 5))
        ids[str(file.relative_to(home.folder / "in"))] = json.loads(done.stdout)["id"]
    return ids


def decide(home, outcome, actor, at, *more):
    report = json.loads(home.run("assess", SUBJECT, "--json", at=at, allowed=(0, 1, 3)).stdout)
    return home.json("decide", SUBJECT, "--outcome", outcome, "--proposal",
                     report["result_digest"], "--reason", f"{outcome}, said {actor}", *more,
                     at=at, ASSAY_ACTOR=actor)["id"]


def make(folder):
    """(home, id of the decision): by a second person, whose key was changed; with a reading, an
    exception, and later events that bear on it."""
    home, first = Home(folder), "person:buyer/first"
    given, ann = home.folder / "in", "person:buyer/ann"
    given.mkdir()
    home.run("init", "--name", "buyer", "--origin", "log.buyer.example/evidence")
    make_keys(given)
    for name, purpose in (("ed.pub", "evidence"), ("ec.pub", "evidence"), ("rsa.pub", "evidence"),
                          ("ca.pem", "identity,release,evidence")):
        home.run("trust", "add", given / name, "--purpose", purpose, "--how", "in_person", "--by",
                 first, "--on", "2026-06-01")
    ids = add(home, make_files(given))
    home.run("actor", "register", ann)
    home.run("actor", "register", ann, "--new-key", at="2026-06-30T12:00:01Z")
    for role in ("acceptance_authority", "exception_approver", "reviewer"):
        home.run("role", "grant", ann, role, "--scope", "party:acme", "--ground", "appointed")
    home.run("evidence", "review", ids["Prüfbericht µ.txt"], "--result", "pass", "--role",
             "quality", "--parts", "all", "--reason", "it is whole", ASSAY_ACTOR=ann)
    exception = home.json("exception", "request", "--criterion", "support", "--for", SUBJECT,
                          "--outcome", "risk_accept", "--reason", "short use", "--owner",
                          first, "--until", "2027-01-01")["id"]
    home.run("exception", "approve", exception, ASSAY_ACTOR=ann)
    decision = decide(home, "reject", ann, "2026-06-30T12:01:00Z")
    home.run("evidence", "supersede", ids["list <b>.csv"], "--by", ids["INDEX.html"], "--reason",
             "newer", at=LATER)
    home.run("evidence", "revoke", ids["device.pem"], "--state", "withdrawn", "--reason", "mistake",
             at=LATER)
    decide(home, "reject", first, LATER, "--supersedes", decision)
    return home, decision
