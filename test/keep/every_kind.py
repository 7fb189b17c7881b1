# every_kind.py - a home with every kind of row: one event of each type, bodies small and large.
# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import json
import subprocess

from homes import Applying, Home, evidence, expect

JANE, JOE, FIRST = "person:acme/jane", "person:acme/joe", "person:acme/first"
PRODUCT, BATCH = "product:acme/x", "batch:acme/B1"
AT, LATER = "2026-06-30T09:00:00.000Z", "2027-06-30T09:00:00.000Z"


def digest(path):
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def anchor_key(folder):
    """A public key in a file, and the digest of its SubjectPublicKeyInfo."""
    key, path = folder / "anchor.key", folder / "anchor.pub"
    for words in (["genpkey", "-algorithm", "ed25519", "-out", key],
                  ["pkey", "-in", key, "-pubout", "-out", path]):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
    der = base64.b64decode("".join(path.read_text().splitlines()[1:-1]))
    return path, "sha256:" + hashlib.sha256(der).hexdigest()


def actors(home, a):
    """Jane and Joe, each with a key; Jane approves, Joe is ended. A role is given and ended."""
    for actor in (JANE, JOE):
        made = home.keep("key", actor)
        expect(made.returncode == 0, f"key: {made.stderr}")
        a.put({"type": "actor.registered", "subjects": [actor], "data": {
            "actor": actor, "key": made.stdout.strip(), "method": "key_file",
            "party": "party:acme"}})

    def grant(role):
        return a.put({"type": "role.granted", "subjects": [JANE], "data": {
            "actor": JANE, "role": role, "scope": [PRODUCT] if role == "reviewer" else [],
            "from": None, "until": LATER, "ground": "works here"}})
    for role in ("exception_approver", "reviewer", "acceptance_authority"):
        granted = grant(role)
    a.put({"type": "role.ended", "subjects": [JANE], "data": {"reason": "moved on"},
           "refs": [{"rel": "revokes", "id": grant("auditor")}]})
    a.put({"type": "actor.ended", "subjects": [JOE], "data": {"actor": JOE, "reason": "left"}})
    return granted


def subjects(a):
    plain = {"title": "IC-22", "attributes": {"model": "x"}, "part_of": [],
             "parties": [{"party": "party:acme", "role": "manufacturer"}],
             "aliases": [{"party": "", "scheme": "article", "text": "4711"}]}
    for subject in (PRODUCT, BATCH):
        a.put({"type": "subject.registered", "subjects": [subject], "data": plain})
    a.put({"type": "subject.changed", "subjects": [PRODUCT], "data": dict(plain, title="IC 22")})
    for party in ("party:acme", "party:zeta"):
        a.put({"type": "responsibility.set", "subjects": [PRODUCT], "data": {
            "duty": "produce", "stage": "", "party": party, "contact": "desk 7"}})
    a.put({"type": "responsibility.set.2", "subjects": [PRODUCT], "data": {
        "duty": "respond", "stage": "", "party": "party:acme", "contact": "psirt"}})


def anchors(a, folder):
    path, key = anchor_key(folder)
    how = {"how": "in_person", "by": FIRST, "on": AT, "note": ""}
    anchor = a.put({"type": "anchor.added", "files": [{"path": str(path),
                    "media_type": "application/x-pem-file"}],
                    "data": dict(how, key=key, purposes=["identity", "release"], scope=[],
                                 until=None, **{"from": None})})
    about = [{"rel": "about", "id": anchor}]
    a.put({"type": "anchor.confirmed", "refs": about, "data": how})
    a.put({"type": "anchor.ended", "refs": about,
           "data": {"at": LATER, "compromised": False, "reason": "rotated"}})


def criteria(a, folder):
    path = folder / "criteria.yaml"
    path.write_text("# not read by a test of the ledger\n")
    put = lambda version: a.put({
        "type": "criteria.published", "subjects": ["party:acme"],
        "files": [{"path": str(path), "media_type": "application/yaml"}],
        "data": {"name": "goods-in", "version": version, "decision": "product_acceptance"}})
    put("1")
    a.put({"type": "criteria.withdrawn", "subjects": ["party:acme"], "data": {"reason": "old"},
           "refs": [{"rel": "revokes", "id": put("2")}]})
    return path


def items(a, folder):
    ids = []
    for name, size in (("small", 900), ("large", 40000), ("empty", 0), ("next", 90)):
        (folder / name).write_bytes((name.encode() * size)[:size])
        ids.append(a.put(evidence(BATCH, folder / name)))
    # what a decoder reads row by row, and a text with words in it
    (folder / "list.csv").write_text("Serial;Article;Batch\n" + "".join(
        f"31{n:02};4711;B1\n" for n in range(24)))
    (folder / "letter.txt").write_text("Serial 3104 and article 4711 of order A-17 were sent.\n")
    for name in ("list.csv", "letter.txt"):
        a.put(evidence(BATCH, folder / name))
    a.put({"type": "evidence.superseded", "subjects": [BATCH], "data": {"reason": "newer"},
           "refs": [{"rel": "supersedes", "id": ids[0]}, {"rel": "about", "id": ids[3]}]})
    a.put({"type": "evidence.revoked", "subjects": [BATCH], "refs": [
        {"rel": "revokes", "id": ids[2]}],
        "data": {"state": "withdrawn", "from": AT, "reason": "empty"}})
    a.put({"as": FIRST, "type": "verification.recorded", "subjects": [BATCH],
           "refs": [{"rel": "about", "id": ids[1]}],
           "data": {"at": AT, "dimensions": [{"name": "scope", "result": "pass"}],
                    "identity": "key_file", "method": "read_by_a_person", "parts": "all",
                    "reader": FIRST, "reason": "", "relation": "none", "result": "pass",
                    "role": "quality", "transcribed_by": "", "values": []}})
    return ids


def exceptions(a):
    def request(criterion="sbom"):
        return a.put({"type": "exception.requested", "subjects": [BATCH], "data": {
            "codes": ["SBOM_MISSING"], "compensating": "", "criterion": criterion, "digests": [],
            "outcome": "risk_accept", "owner": FIRST, "reason": "late", "requirement": "",
            "residual_risk": "low", "until": LATER, "versions": ""}})
    first = request()
    a.put({"as": JANE, "type": "exception.revoked", "subjects": [BATCH],
           "refs": [{"rel": "revokes", "id": request("scan")}], "data": {"reason": "came"}})
    a.put({"as": JANE, "type": "exception.approved", "subjects": [BATCH],
           "refs": [{"rel": "about", "id": first}],
           "data": {"from": AT, "identity": "key_file", "note": ""}})
    return first


def desk(a, item):
    """Clocks, requests and approvals of statuses."""
    nothing = dict.fromkeys(["report_received", "measure_available", "notification_submitted",
                             "placed_on_market", "update_issued", "support_end"])
    clock = a.put({"type": "clock.started", "subjects": [BATCH], "data": {
        "event": "severe_incident", "identifier": "I-1", "title": "", "note": "",
        "awareness": AT, **nothing}})
    a.put({"type": "clock.stopped", "subjects": [BATCH], "data": {
        "clock": "CLK-I-EW", "why": "delivered", "at": AT, "note": ""},
        "refs": [{"rel": "about", "id": clock}, {"rel": "based_on", "id": item}]})
    asked = a.put({"type": "request.sent", "subjects": [BATCH], "data": {
        "to": "party:acme", "evidence": ["sbom"], "codes": [], "criterion": "", "decision": "",
        "stage": "", "format": "", "owner": FIRST, "due": LATER, "reason": "missing"}})
    a.put({"type": "request.answered", "subjects": [BATCH], "data": {"refused": "", "note": ""},
           "refs": [{"rel": "about", "id": asked}, {"rel": "based_on", "id": item}]})
    a.put({"as": JANE, "type": "status.approved", "subjects": [BATCH],
           "refs": [{"rel": "about", "id": item}],
           "data": {"what": "tailoring", "requirement": "iec62443-4-2:2019/CR-2.2",
                    "status": "not_applicable", "row": "sha256:" + 64 * "1", "until": None,
                    "reason": "no radio", "identity": "key_file"}})


def decide(a, folder, role, path, item, exception):
    files, names = [], {}
    for name in ("case", "assessment"):
        (folder / f"{name}.json").write_text(json.dumps({name: "of a test"}))
        files.append({"path": str(folder / f"{name}.json"), "media_type": "application/json"})
        names[name] = digest(folder / f"{name}.json")
    files.append({"path": str(path), "media_type": "application/yaml"})
    decision = a.put({
        "as": JANE, "type": "decision.made", "subjects": [BATCH], "files": files,
        "refs": [{"rel": "based_on", "id": item}],
        "data": {"decision": "product_acceptance", "outcome": "accept_with_exception",
                 "proposed": "reject", "proposal": names["case"], "reason": "see letter",
                 "assets": [], "criteria": {"digest": digest(path), "name": "goods-in",
                                            "version": "1"},
                 "case": names["case"], "assessment": names["assessment"], "catalogues": [],
                 "valid_at": AT, "position": {"root": names["case"], "size": 20}, "role": role,
                 "identity": "key_file", "on_behalf_of": "", "paper": "",
                 "conditions": [{"criterion": "sbom", "due": LATER, "gate": "use",
                                 "text": "deliver the SBOM"}],
                 "exceptions": [exception], "backdated": False}})
    if decision:
        a.put({"as": JANE, "type": "condition.satisfied", "subjects": [BATCH],
               "data": {"note": "came"},
               "refs": [{"rel": "satisfies", "id": decision.replace("decision:", "condition:") +
                         "#1"}, {"rel": "based_on", "id": item}]})


def make(folder, many=0):
    """The home, published several times; with many entries more."""
    home = Home(folder / f"every{many}", "2026-06-30T09:00:00Z").init()
    with Applying(home) as a:
        role = actors(home, a)
        subjects(a)
    with Applying(home) as a:
        anchors(a, folder)
        path = criteria(a, folder)
        ids = items(a, folder)
        exception = exceptions(a)
        desk(a, ids[1])
        decide(a, folder, role, path, ids[1], exception)
    if many:
        home.append(many, "many", 0, 100)
    home.append(3, "few", 1)
    home.fsck("a home with every kind of row")
    return home
