#!/usr/bin/env python3
# verify.py - checks an exported decision with nothing but Python's standard library and openssl.
# SPDX-License-Identifier: Apache-2.0
#
#   python3 verify.py [--log KEY] [--checkpoint NOTE] [DIR]
#
# DIR: the exported folder (else where this file lies).  KEY: the verifier key of the log, NAME+ID+KEY,
# got from the organisation itself and not from this folder.  NOTE: a checkpoint of the same log from
# elsewhere.  One line for each link: holds, broken, or cannot check. Exit: 0 all hold, 1 any is broken,
# 2 some cannot be checked.  Whoever distrusts this file may read it: it is short, and doc/formats/export.md
# of assay says the same in words.  It does not evaluate the criteria again: `assay decision verify` does.
import argparse, base64, hashlib, json, pathlib, re, subprocess, sys, tempfile

PAYLOAD_TYPE = "application/vnd.assay.event+json"
SMALL = 64 << 20                                        # what is read whole
TRUSTED = {}                                            # name of an anchor -> its file
HEX = lambda b: hashlib.sha256(b).hexdigest()
counts = {"holds": 0, "broken": 0, "cannot check": 0}


class Bad(Exception):
    """A link that is broken, with the reason."""


def say(state, link, why=""):
    counts[state] += 1
    shown = "".join(c if c.isprintable() else "?" for c in f"{link}" + (f": {why}" if why else ""))
    print(f"{state:<12}  {shown}")


def link(name, check, *arguments):
    """Runs one check. It gives a remark, or raises Bad; anything unexpected in a file is broken too."""
    try:
        say("holds", name, check(*arguments) or "")
        return True
    except Bad as why:
        say("broken", name, why)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as why:
        say("broken", name, f"cannot be read ({type(why).__name__}: {why})")
    return False


def need(condition, why):
    if not condition:
        raise Bad(why)


def openssl(arguments, files):
    """Runs openssl with the files in an empty folder; gives its status and output."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (pathlib.Path(folder) / name).write_bytes(data)
        done = subprocess.run(["openssl", *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)
        return done.returncode, done.stdout


def b64(text):
    return base64.b64decode(text, validate=True)


def unique(pairs):
    need(len(dict(pairs)) == len(pairs), "a name stands twice in one object")
    return dict(pairs)


def canonical(value):
    """RFC 8785, for documents without fractions."""
    if isinstance(value, dict):
        order = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(n) + ":" + canonical(value[n]) for n in order) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def read_json(data, exact=True):
    value = json.loads(data.decode("utf-8"), object_pairs_hook=unique)
    need(not exact or canonical(value).encode() == data, "not in the one form that RFC 8785 allows")
    return value


# --- files ---------------------------------------------------------------------------------------------

def digest_file(path):
    h = hashlib.sha256()
    with open(path, "rb") as f:
        while piece := f.read(1 << 20):
            h.update(piece)
    return h.hexdigest()


def read_folder(root):
    """name -> digest of every file; every file against SHA256SUMS."""
    found, listed, bad = {}, {}, 0
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            say("broken", f"file {name}", "is neither a file nor a folder")
            bad += 1
        elif path.is_file():
            found[name] = digest_file(path)
    try:
        for line in (root / "SHA256SUMS").read_bytes().decode("utf-8").split("\n")[:-1]:
            need(re.fullmatch(r"[0-9a-f]{64}  [^\\\n]+", line) and line[66:] not in listed,
                 f"a line is not a digest and a new name: {line[:80]!r}")
            listed[line[66:]] = line[:64]
    except (OSError, ValueError, Bad) as why:
        say("broken", "SHA256SUMS", why)
        bad += 1
    for name in sorted(set(found) | set(listed)):
        if name != "SHA256SUMS" and found.get(name) != listed.get(name):
            say("broken", f"file {name}", "is missing" if name not in found else
                "is not listed" if name not in listed else "is not what SHA256SUMS says")
            bad += 1
    if not bad:
        say("holds", "files", f"{len(listed)}, each as SHA256SUMS says, and no other")
    return found


# --- the log -------------------------------------------------------------------------------------------

def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaf, index, size, path):
    """RFC 9162 2.1.3.2: the root that the path leads to."""
    at, last, r = index, size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    need(index < size, "the entry lies beyond the checkpoint")
    for step in path:
        need(last > 0, "the path is too long")
        if at & 1 or at == last:
            r = node(step, r)
            while at & 1 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            r = node(r, step)
        at, last = at >> 1, last >> 1
    need(last == 0, "the path is too short")
    return r


def read_note(data):
    text, signatures = data.decode("utf-8").rsplit("\n\n", 1)
    lines = text.split("\n")
    need(len(lines) >= 3 and re.fullmatch(r"0|[1-9][0-9]*", lines[1]), "no checkpoint")
    return {"text": text + "\n", "origin": lines[0], "size": int(lines[1]), "root": b64(lines[2]),
            "lines": [s.split(" ") for s in signatures.split("\n")[:-1]]}


def spki_of(raw):
    return bytes.fromhex("302a300506032b6570032100") + raw


def ed25519(spki, message, signature):
    return openssl(["pkeyutl", "-verify", "-pubin", "-inkey", "key", "-keyform", "DER", "-rawin", "-in",
                    "message", "-sigfile", "signature"],
                   {"key": spki, "message": message, "signature": signature})[0] == 0


def check_note(note, verifier):
    name, ident, key = verifier.split("+", 2)
    raw = b64(key)
    need(len(raw) == 33 and raw[0] == 1 and hashlib.sha256(
        name.encode() + b"\n" + raw).hexdigest()[:8] == ident, "the verifier key is not in its form")
    need(name == note["origin"], "the key is one of another log")
    ours = [b64(s[2]) for s in note["lines"] if s[:2] == ["—", name] and b64(s[2])[:4].hex() == ident]
    need(len(ours) == 1 and ed25519(spki_of(raw[1:]), note["text"].encode(), ours[0][4:]),
         "no signature by this key holds")
    return raw[1:]


def read_leaf(data):
    need(data[:8] == b"ASLEAF1\n" and data[8] in (0, 1) and len(data) == 146 + 105 * data[145],
         "the leaf is not in its form")
    bodies = [data[i:i + 105] for i in range(146, len(data), 105)]
    need(all(b[0] == 1 for b in bodies), "a body of an unknown class")
    return {"sha256": data[17:49], "sha512": data[49:113], "key": data[113:145].hex(), "bodies": [
        (int.from_bytes(b[1:9], "big"), b[9:41].hex(), b[41:].hex()) for b in bodies]}


# --- events --------------------------------------------------------------------------------------------

WORDS = {"store.created": "store", "actor.registered": "actor", "role.granted": "role", "anchor.added":
         "anchor", "anchor.confirmed": "confirmation", "anchor.ended": "end", "catalogue.adopted":
         "catalogue", "criteria.published": "criteria", "evidence.added": "evidence", "evidence.superseded":
         "state", "evidence.revoked": "state", "verification.recorded": "verification",
         "exception.requested": "exception", "exception.approved": "approval", "decision.made": "decision",
         "condition.satisfied": "closure", "log.continued": "continuation", "subject.registered": "subject",
         "subject.changed": "subject", "responsibility.set": "responsibility"}


def read_envelope(data):
    outer = read_json(data)
    need(set(outer) == {"payload", "payloadType", "signatures"} and len(outer["signatures"]) == 1 and
         outer["payloadType"] == PAYLOAD_TYPE, "the envelope is not in its form")
    return b64(outer["payload"]), outer["signatures"][0]["keyid"], b64(outer["signatures"][0]["sig"])


def pae(kind, payload):
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


class Folder:
    def __init__(self, root):
        self.root, self.files, self.entries, self.keys, self.logs = root, read_folder(root), {}, {}, []
        self.manifest, self.note, self.ended = {}, None, {}
        self.by_digest = {}
        for name, digest in self.files.items():
            self.by_digest.setdefault("sha256:" + digest, name)

    def read(self, name):
        need(name in self.files, f"{name} is missing")
        return (self.root / name).read_bytes()

    def entry(self, number):
        """One entry of the log, each link of it; what holds is folded into what is known."""
        pos, at = int(number), f"entry {int(number)}"
        e = {"pos": pos}

        def form():
            e["envelope"] = self.read(f"envelopes/{number}.dsse.json")
            payload, e["keyid"], e["sig"] = read_envelope(e["envelope"])
            e["payload"], e["v"] = payload, read_json(payload)
            e["id"] = WORDS.get(e["v"]["type"], "event") + ":" + HEX(payload)
            need(e["v"]["assay"] == "event/1", "another form of event")
            need(self.read(f"events/{number}.json") == payload, "events/ and envelopes/ differ")
            need({"event": f"events/{number}.json", "id": e["id"], "pos": pos, "type": e["v"]["type"]} in
                 self.manifest.get("entries", []), "export.json lists another event here")
            return f"{e['v']['type']} {e['id']}"

        def signature():
            v, key = e["v"], self.keys.get(e["v"]["actor"])
            if v["type"] == "store.created":
                need(pos == 0, "a log begins with it, and only there")
                key = b64(v["data"]["actor_key"])
            if v["type"] in ("store.created", "log.continued"):
                self.logs.append(v["log"])
            need(self.logs and v["log"] == self.logs[-1], "an event of another log")
            need(key, f"no registration of {v['actor']} stands before it in this folder")
            need(e["keyid"] == HEX(key), f"by another key than the one registered for {v['actor']}")
            need(ed25519(key, pae(PAYLOAD_TYPE.encode(), e["payload"]), e["sig"]), "does not hold")
            if v["type"] in ("store.created", "actor.registered"):
                who = v["actor"] if pos == 0 else v["data"]["actor"]
                self.keys[who] = b64(v["data"]["actor_key" if pos == 0 else "key"])
            if v["type"] == "actor.ended":
                self.keys.pop(v["data"]["actor"], None)
            return f"by {v['actor']}"

        def leaf():
            e["leaf"] = self.read(f"leaves/{number}.leaf")
            said = read_leaf(e["leaf"])
            need(said["sha256"] == hashlib.sha256(e["envelope"]).digest() and
                 said["sha512"] == hashlib.sha512(e["envelope"]).digest(), "of another envelope")
            need(said["key"] == e["keyid"], "names another key than the envelope")
            need(said["bodies"] == [(b["size"], b["sha256"][7:], b["sha512"]) for b in e["v"]["bodies"]],
                 "names other bodies than the event")

        def proof():
            head, checkpoint = self.read(f"proofs/{number}.tlog-proof").decode().split("\n\n", 1)
            lines = head.split("\n")
            need(lines[:2] == ["c2sp.org/tlog-proof@v1", f"index {pos}"], "is one of another entry")
            need(self.note and checkpoint.encode() == self.read("checkpoint"), "has another checkpoint")
            need(root_of(e["leaf"], pos, self.note["size"], [b64(s) for s in lines[2:]]) ==
                 self.note["root"], "does not lead to the root of the checkpoint")

        if link(f"{at} form", form) and link(f"{at} signature", signature):
            self.entries[e["id"]] = e
        if link(f"{at} leaf", leaf):
            link(f"{at} inclusion", proof)

    def of_type(self, *types):
        return [e for e in self.entries.values() if e["v"]["type"] in types]

    def body(self, digest, what):
        """The file with these bytes, or None with a line that says so."""
        name = self.by_digest.get(digest)
        if name is None:
            say("cannot check", what, f"no file in this folder is {digest}")
        return name


# --- the decision --------------------------------------------------------------------------------------

def covers(scope, subject):
    """event/fold.h: an empty scope, the organisation, the product and what is of it, or itself."""
    org = re.split(r"[:/@#]", subject)[1]
    return not scope or any(
        s == subject or s == f"party:{org}" or (s.startswith("product:") and re.split(
            r"[@#]", subject)[0].split(":")[1:] == s.split(":")[1:] and subject.split(":")[0] in (
                "product", "release", "asset", "configuration")) for s in scope)


def check_role(folder, d):
    v, grant = d["v"], folder.entries.get(d["v"]["data"]["role"])
    who = v["data"]["on_behalf_of"] or v["actor"]
    need(grant and grant["pos"] < d["pos"], "the grant that it names is not in this folder")
    g = grant["v"]["data"]
    need((g["actor"], g["role"]) == (who, "acceptance_authority"), f"it is no grant to {who}")
    need(covers(g["scope"], v["subjects"][0]), "it does not reach this subject")
    need((g["from"] or "") <= v["at"] <= (g["until"] or "9"), "it was not in force then")
    for end in folder.of_type("role.ended"):
        need(end["pos"] > d["pos"] or end["v"]["refs"][0]["id"] != grant["id"], "it was ended before")
    return f"acceptance authority, granted by {grant['v']['actor']}, ground: {g['ground']}"


def check_decision(folder):
    d = folder.entries.get(folder.manifest.get("decision"))
    need(d and d["v"]["type"] == "decision.made", "export.json names none that is whole in this folder")
    v, data = d["v"], d["v"]["data"]
    need(folder.read("decision.json") == d["payload"], "decision.json is another event")
    print(f"\n  {v['subjects'][0]}: {data['outcome']}, decided by {data['on_behalf_of'] or v['actor']} at "
          f"{v['at']}\n  reason: {data['reason']!r}\n")
    kept = [data["case"], data["assessment"], data["criteria"]["digest"], *data["catalogues"]]
    names = ["case.json", "assessment.json", "criteria.yaml"] + [None] * len(data["catalogues"])
    for digest, name in zip(kept, names):
        what = f"decision's {name or 'catalogue ' + digest}"
        if (name in folder.files) if name else folder.body(digest, what):
            link(what, lambda: need(name is None or "sha256:" + folder.files[name] == digest,
                                    "is not what the decision names"))
        elif name:
            say("cannot check", what, "it is not in this folder")

    def assessment():
        a = read_json(folder.read("assessment.json"))
        need(a["case"] == data["case"] and a["criteria"] == data["criteria"] and
             a["catalogues"] == data["catalogues"], "made of another case, criteria or catalogues")
        result = "sha256:" + HEX(canonical(a["result"]).encode())
        need(result == data["proposal"], f"its result is {result}, the decision is on another")
        return "result " + result

    def position():
        case = read_json(folder.read("case.json"))
        need(case["position"] == data["position"] and case["valid_at"] == data["valid_at"],
             "the case is of another instant or position")
    link("decision's assessment is of this case, these criteria and result", assessment)
    link("decision's case is of its position and instant", position)
    link("decision's right", check_role, folder, d)
    for ref in v["refs"]:
        link(f"decision's {ref['rel']} {ref['id']}", lambda: need(ref["id"] in folder.entries,
                                                                   "its entry is not whole in this folder"))
    return f"{d['id']}"


# --- evidence ------------------------------------------------------------------------------------------

def public_key(data):
    """SubjectPublicKeyInfo in DER of a certificate or public key, or None."""
    form = "PEM" if b"-----BEGIN" in data else "DER"
    status, pem = openssl(["x509", "-in", "f", "-inform", form, "-pubkey", "-noout"], {"f": data})
    if status != 0:
        pem = data if form == "PEM" else openssl(["pkey", "-pubin", "-in", "f", "-inform", form], {"f": data})[1]
    status, der = openssl(["pkey", "-pubin", "-in", "f", "-outform", "DER"], {"f": pem})
    return der if status == 0 else None


def holds_under(spki, message, signature):
    if b"\x2b\x65\x70" in spki[:16]:
        return ed25519(spki, message, signature)
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(spki) + b"-----END PUBLIC KEY-----\n"
    for hash_name in ("sha256", "sha384", "sha512"):
        for more in ([], ["-sigopt", "rsa_padding_mode:pss"]):
            if openssl(["dgst", f"-{hash_name}", "-verify", "key", *more, "-signature", "sig", "m"],
                       {"key": pem, "sig": signature, "m": message})[0] == 0:
                return True
    return False


def certificates_in(data):
    found = re.findall(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", data, re.S)
    if not found and data[:1] == b"\x30":
        status, pem = openssl(["x509", "-inform", "DER", "-in", "f"], {"f": data})
        found = [pem] if status == 0 else []
    return found


class Evidence:
    """Who signed what, by the anchors that the organisation recorded (anchor.added)."""

    def __init__(self, folder):
        self.folder, self.anchors, self.pool, self.signers = folder, [], {}, None
        for e in folder.of_type("anchor.added"):
            name = folder.body(e["v"]["bodies"][0]["sha256"], e["id"])
            spki = public_key(folder.read(name)) if name else None
            if name and link(f"{e['id']} key", lambda: need(spki and "sha256:" + HEX(
                    spki) == e["v"]["data"]["key"], "the file holds another key") or e["v"]["data"]["how"]):
                self.anchors.append((spki, name, certificates_in(folder.read(name))))
        self.roots = b"\n".join(c for _, _, certs in self.anchors for c in certs) + b"\n"

    def chain(self, pem):
        """Up to an anchor; times and revocations are for the assessment, which knows its instant."""
        untrusted = b"\n".join(self.pool.values()) + b"\n"
        return openssl(["verify", "-partial_chain", "-no_check_time", "-no-CAfile", "-no-CApath",
                        "-trusted", "roots", "-untrusted", "pool", "leaf"],
                       {"roots": self.roots, "pool": untrusted, "leaf": pem})[0] == 0

    def envelope(self, outer):
        """The signer of a DSSE envelope: (state, words)."""
        payload, kind = (b64(outer[n].replace("-", "+").replace("_", "/")) if n == "payload" else
                         outer[n].encode() for n in ("payload", "payloadType"))
        if self.signers is None:
            self.signers = {HEX(k): (k, pem) for pem in self.pool.values() if (k := public_key(pem))}
        for s in outer["signatures"]:
            signature = b64(s["sig"].replace("-", "+").replace("_", "/"))
            named = s.get("keyid", "").removeprefix("sha256:").lower()
            for spki, name, _ in self.anchors:
                if holds_under(spki, pae(kind, payload), signature):
                    return "holds", f"signed by {name}"
                if HEX(spki) == named:
                    return "broken", f"names {name} and does not hold under it"
            spki, pem = self.signers.get(named, (None, None))
            if spki and holds_under(spki, pae(kind, payload), signature) and self.chain(pem):
                return "holds", "signed by a certificate that leads to an anchor"
        return "cannot check", "no anchor in this folder leads to its signer"

    def message(self, data):
        """A CMS signature over one of the other files."""
        form = "PEM" if b"-----BEGIN" in data else "DER"
        for e in sorted(self.folder.of_type("evidence.added"), key=lambda e: e["v"]["data"]["kind"] !=
                        "firmware_manifest"):
            name = self.folder.by_digest.get(e["v"]["bodies"][0]["sha256"]) if e["v"]["bodies"] else None
            if name and openssl(["cms", "-verify", "-binary", "-inform", form, "-in", "sig", "-content", "f",
                                 "-CAfile", "roots", "-no-CApath", "-certfile", "pool", "-partial_chain",
                                 "-no_check_time", "-purpose", "any", "-out", "/dev/null"],
                                {"sig": data, "f": self.folder.read(name), "roots": self.roots,
                                 "pool": b"\n".join(self.pool.values()) + b"\n"})[0] == 0:
                return "holds", f"a signature over {name} that leads to an anchor"
        return "cannot check", "a signature over no file here that an anchor leads to"

    def one(self, e, data):
        if re.match(rb"\s*\{", data) and b'"signatures"' in data:
            outer = json.loads(data)
            if {"payload", "payloadType", "signatures"} <= set(outer):
                return self.envelope(outer)
        elif certificates_in(data):
            good = all(map(self.chain, certificates_in(data)))
            return ("holds", "leads to an anchor") if good else ("cannot check", "leads to no anchor")
        elif re.search(rb"-----BEGIN (CMS|PKCS7)", data[:256]) or b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" in data[:32]:
            return self.message(data)
        return None, None

    def all(self):
        rows = sorted(self.folder.of_type("evidence.added"), key=lambda e: e["pos"])
        contents = {}
        for e in rows:
            for b in e["v"]["bodies"]:
                name = self.folder.body(b["sha256"], f"evidence {e['id']}")
                if name:
                    path = self.folder.root / name
                    link(f"evidence {e['id']}", lambda: need(path.stat().st_size == b["size"], "size") or name)
                    contents[e["id"]] = path.read_bytes() if b["size"] <= SMALL else b""
                    for pem in certificates_in(contents[e["id"]]):
                        self.pool[HEX(pem)] = pem
        for e in rows:
            try:
                state, why = self.one(e, contents.get(e["id"], b""))
            except (ValueError, KeyError, TypeError, AttributeError, Bad) as problem:
                state, why = "cannot check", f"cannot be read: {problem}"
            if state == "broken" and e["v"]["data"]["intake"] in ("quarantined", "malformed"):
                state, why = "holds", why + ", as was recorded: it counts for nothing"
            if state:
                say(state, f"signature of {self.folder.by_digest[e['v']['bodies'][0]['sha256']]}", why)


# --- the whole -----------------------------------------------------------------------------------------

def check_log(folder, given):
    note = folder.note = read_note(folder.read("checkpoint"))
    came = folder.manifest["log"]
    need(came["size"] == note["size"] and came["origin"] == note["origin"] and
         came["root"] == "sha256:" + note["root"].hex(), "export.json speaks of another one")
    raw = check_note(note, given or came["verifier"])
    first = read_json(read_envelope(folder.read("envelopes/00000000.dsse.json"))[0])
    need(b64(first["data"]["log_key"]) == spki_of(raw), "the log began with another key")
    return f"{note['size']} entries, root {note['root'].hex()}"


def check_outside(folder, data, verifier):
    note, ours = read_note(data), folder.note
    need(ours, "there is no checkpoint in this folder to compare with")
    check_note(note, verifier)
    known = {ours["size"]: ours["root"].hex()}
    for d in folder.of_type("decision.made"):
        position = d["v"]["data"]["position"]
        known.setdefault(position["size"], position["root"][7:])
    if note["size"] not in known:
        return False
    need(known[note["size"]] == note["root"].hex(), "it is one of another history: the roots differ")
    return True


def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", metavar="KEY")
    parser.add_argument("--checkpoint", metavar="NOTE")
    parser.add_argument("dir", nargs="?", default=pathlib.Path(__file__).resolve().parent)
    given = parser.parse_args(arguments)
    counts.update({state: 0 for state in counts})
    folder = Folder(pathlib.Path(given.dir))

    def manifest():
        folder.manifest = read_json(folder.read("export.json"))
        need(folder.manifest["assay"] == "export/1", "another form of export")
        for row in folder.manifest["bodies"]:
            need(folder.files.get(row["file"]) == row["digest"][7:], f"{row['file']} is another file")
    link("export.json", manifest)
    name = "checkpoint's signature"
    if link(name, check_log, folder, given.log) and not given.log:
        counts["holds"] -= 1
        say("cannot check", name, "the key came with the folder; ask the organisation for its log_verifier "
            "and give it with --log")
    numbers = {p.split("/")[1].split(".")[0] for p in folder.files if re.fullmatch(
        r"(events|envelopes|leaves|proofs)/[0-9]{8,}\.[a-z.-]+", p)} | {
            f"{row['pos']:08d}" for row in folder.manifest.get("entries", [])}
    for number in sorted(numbers, key=int):
        folder.entry(number)
    link("decision", check_decision, folder)
    Evidence(folder).all()
    if given.checkpoint and (verifier := given.log or folder.manifest["log"]["verifier"]):
        outside = pathlib.Path(given.checkpoint).read_bytes()
        answer = []
        if link("outside checkpoint", lambda: answer.append(check_outside(folder, outside, verifier))) and \
                not answer[0]:
            counts["holds"] -= 1
            say("cannot check", "outside checkpoint", "it is of another size; `assay log check` compares it")
    print(f"\n{counts['holds']} hold, {counts['broken']} broken, {counts['cannot check']} cannot be checked")
    print("Not shown by any of this: that the log holds nothing else that bears on the decision, and that "
          "the criteria, evaluated again, give the same (`assay decision verify` does that).")
    return 1 if counts["broken"] else 2 if counts["cannot check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
