#!/usr/bin/env python3
# verify.py - checks an exported decision with nothing but Python's standard library and openssl.
# SPDX-License-Identifier: Apache-2.0
#
#   python3 verify.py [--log KEY] [--checkpoint NOTE] [DIR]
#
# DIR: the exported folder (else where this file lies).  KEY: the verifier key of the log, NAME+ID+KEY,
# got from the organisation itself and not from this folder.  NOTE: a checkpoint of the same log from
# elsewhere.  One line for each link: holds, broken, or cannot check.  Exit: 0 all hold, 1 any is broken,
# 2 some cannot be checked.  doc/formats/export.md of assay says the same in words.  The criteria, times of
# certificates and revocations are not evaluated again here: `assay decision verify` does that.
import argparse, base64, hashlib, json, pathlib, re, subprocess, sys, tempfile

PAYLOAD_TYPE = "application/vnd.assay.event+json"
SMALL = 64 << 20                                # evidence up to here is looked into
ED25519 = bytes.fromhex("302a300506032b6570032100")     # what stands before the 32 bytes of a key
CMS = bytes.fromhex("2a864886f70d010702")       # says that a file is a signed message
counts = {"holds": 0, "broken": 0, "cannot check": 0}

class Bad(Exception): "A link is broken, with the reason."
class Unknown(Exception): "A link cannot be checked, with the reason."
def say(state, name, why=""):
    counts[state] += 1
    line = f"{state:<12}  {name}" + (f": {why}" if why else "")
    print("".join(c if c.isprintable() else "?" for c in line))

def link(name, check, *arguments):
    """One check, which gives a remark, or raises. What cannot even be read is broken."""
    try:
        say("holds", name, check(*arguments))
        return True
    except (Unknown, Bad) as why:
        say("broken" if isinstance(why, Bad) else "cannot check", name, why)
    except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as why:
        say("broken", name, f"cannot be read ({type(why).__name__})")
    return False
def need(condition, why):
    if not condition:
        raise Bad(why)

sha = lambda data: hashlib.sha256(data).hexdigest()
node = lambda left, right: hashlib.sha256(b"\x01" + left + right).digest()
def openssl(arguments, files):
    """Runs openssl in a folder with these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (pathlib.Path(folder) / name).write_bytes(data)
        done = subprocess.run(["openssl", *arguments], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)
        return done.returncode, done.stdout
def b64(text):
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data).decode() == text, "not in the one form of base64")
    return data
def canonical(value):
    """RFC 8785, where no name lies beyond U+FFFF and no number has a fraction: assay writes no other."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
def read_json(data):
    value = json.loads(data.decode("utf-8"))
    need(canonical(value).encode() == data, "not in the one form of RFC 8785")  # nor is a name there twice
    return value

# --- the log: doc/formats/log.md and leaf.md
def climb(at, last, steps, left, right):
    """RFC 9162 2.1.3.2 and 2.1.4.2: `right` grows by every step, `left` by those on its own side."""
    for step in steps:
        need(last > 0, "the path is too long")
        if at & 1 or at == last:
            left, right = node(step, left), node(step, right)
            while at & 1 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            right = node(right, step)
        at, last = at >> 1, last >> 1
    need(last == 0, "the path is too short")
    return left, right
def check_path(leaf, index, size, path, root):
    r = hashlib.sha256(b"\x00" + leaf).digest()
    need(index < size and climb(index, size - 1, path, r, r)[1] == root, "does not lead to the checkpoint's root")
def check_growth(old_size, old_root, size, root, path):
    if old_size == size:
        return need(not path and old_root == root, "the same size has another root")
    need(0 < old_size < size, "of other sizes")
    path = list(path) if old_size & (old_size - 1) else [old_root, *path]
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    need(climb(at, last, path[1:], path[0], path[0]) == (old_root, root), "is not how the checkpoint's log begins")
def read_note(data):
    text, signatures = data.decode("utf-8").rsplit("\n\n", 1)
    origin, size, root = text.split("\n")[:3]
    need(re.fullmatch(r"0|[1-9][0-9]*", size) and len(b64(root)) == 32 and signatures[-1:] == "\n", "no checkpoint")
    return {"text": (text + "\n").encode(), "origin": origin, "size": int(size), "root": b64(root),
            "lines": [s.split(" ") for s in signatures.split("\n")[:-1]]}
def ed25519(spki, message, signature):
    return openssl(["pkeyutl", "-verify", "-pubin", "-inkey", "key", "-keyform", "DER", "-rawin", "-in", "message",
                    "-sigfile", "signature"], {"key": spki, "message": message, "signature": signature})[0] == 0
def check_note(note, verifier):
    """Its signature by a key, or by NAME+ID+KEY; gives the key in DER."""
    name, ident, key = verifier.split("+", 2) if isinstance(verifier, str) else (note["origin"], None, verifier)
    key = ED25519 + b64(key)[1:] if ident else key          # its first byte says Ed25519; the id covers it
    number = sha(name.encode() + b"\n\x01" + key[-32:])[:8]
    ours = [b64(s[2])[4:] for s in note["lines"] if s[:2] == ["—", name] and b64(s[2])[:4].hex() == number]
    need(ident in (None, number) and len(key) == 44 and name == note["origin"], "the verifier key is of another log")
    need(len(ours) == 1 and ed25519(key, note["text"], ours[0]), "no signature by this key holds")
    return key
def read_leaf(data):
    need(data[:8] == b"ASLEAF1\n" and data[8] < 2 and data[145] <= 16 and len(data) == 146 + 105 * data[145],
         "not in its form")
    bodies = [data[i:i + 105] for i in range(146, len(data), 105)]
    need(all(b[0] == 1 for b in bodies), "a body of an unknown class")
    return data[17:49].hex(), data[49:113].hex(), data[113:145].hex(), [
        (int.from_bytes(b[1:9], "big"), b[9:41].hex(), b[41:].hex()) for b in bodies]

# --- files and entries
class Folder:
    """files: name -> digest.  entries: hex of an event's id -> entry, whole ones only.  keys: actor -> key."""
    def __init__(self, root):
        self.root, self.files, self.entries, self.keys, self.logs = root, {}, {}, {}, []
        self.note, self.decision = None, None
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                say("broken", f"file {name}", "is neither a file nor a folder")
            elif path.is_file():
                h = hashlib.sha256()
                with open(path, "rb") as f:
                    any(h.update(piece) for piece in iter(lambda: f.read(1 << 20), b""))
                self.files[name] = h.hexdigest()
        self.by_digest = {digest: name for name, digest in sorted(self.files.items(), reverse=True)}
    def read(self, name):
        need(name in self.files, f"{name} is missing")
        return (self.root / name).read_bytes()
    def sums(self):
        have = {n: d for n, d in self.files.items() if n != "SHA256SUMS"}
        text = self.read("SHA256SUMS").decode("utf-8")
        listed = {line[66:]: line[:64] for line in text.split("\n")[:-1]}
        wrong = [n for n in sorted(set(have) | set(listed)) if have.get(n) != listed.get(n)]
        need(text == "".join(f"{listed[n]}  {n}\n" for n in listed), "SHA256SUMS is not in its form")
        need(not wrong, "missing, not listed, or other than SHA256SUMS says: " + ", ".join(wrong[:20]))
        return f"{len(listed)}, each as SHA256SUMS says, and no other"
    def checkpoint(self, verifier):
        self.note = read_note(self.read("checkpoint"))
        first = json.loads(b64(json.loads(self.read("envelopes/00000000.dsse.json"))["payload"]))
        key = check_note(self.note, verifier or b64(first["data"]["log_key"]))
        need(key == b64(first["data"]["log_key"]), "the log began with another key")
        if not verifier:
            raise Unknown("holds by a key that came with this folder; give the organisation's log_verifier with --log")
        return f"{self.note['size']} entries, root {self.note['root'].hex()}"
    def entry(self, number):
        """Each link of one entry. What the events say of keys is known from there on."""
        e = {"pos": int(number)}
        def form():
            e["envelope"] = self.read(f"envelopes/{number}.dsse.json")
            outer = read_json(e["envelope"])
            need(outer["payloadType"] == PAYLOAD_TYPE and len(outer) == 3 and len(outer["signatures"]) == 1, "no event")
            e["payload"], e["sig"] = b64(outer["payload"]), outer["signatures"][0]
            e["v"], e["hex"] = read_json(e["payload"]), sha(e["payload"])
            need(self.read(f"events/{number}.json") == e["payload"], "events/ and envelopes/ differ")
            e["name"] = f"{e['v']['type']} {e['hex']}"
            return e["name"]
        def signature():
            v, data, first = e["v"], e["v"]["data"], e["v"]["type"] == "store.created"
            need(v["assay"] == "event/1" and first == (e["pos"] == 0), "a log begins with store.created")
            self.logs += [v["log"]] if v["type"] in ("store.created", "log.continued") else []
            need(v["log"] == self.logs[-1], "an event of another log")
            key = b64(data["actor_key"]) if first else self.keys.get(v["actor"])
            need(key, f"no registration of {v['actor']} stands before it in this folder")
            need(e["sig"]["keyid"] == sha(key), f"by another key than is registered for {v['actor']}")
            need(ed25519(key, pae(PAYLOAD_TYPE, e["payload"]), b64(e["sig"]["sig"])), "does not hold")
            if first:
                self.keys = {v["actor"]: key, "log": b64(data["log_key"])}
            if v["type"] == "actor.registered":
                self.keys[data["actor"]] = b64(data["key"])
            if v["type"] == "actor.ended":
                self.keys.pop(data["actor"], None)
            return f"by {v['actor']}"
        def leaf():
            e["leaf"] = self.read(f"leaves/{number}.leaf")
            want = [(b["size"], b["sha256"].split(":")[1], b["sha512"]) for b in e["v"]["bodies"]]
            need(read_leaf(e["leaf"]) == (sha(e["envelope"]), hashlib.sha512(e["envelope"]).hexdigest(),
                                          e["sig"]["keyid"], want), "of another envelope, key or bodies")
        def inclusion():
            head, note = self.read(f"proofs/{number}.tlog-proof").split(b"\n\n", 1)
            lines = head.decode().split("\n")
            need(lines[:2] == ["c2sp.org/tlog-proof@v1", f"index {e['pos']}"], "of another entry")
            need(note == self.read("checkpoint"), "to another checkpoint")
            check_path(e["leaf"], e["pos"], self.note["size"], list(map(b64, lines[2:])), self.note["root"])

        if link(f"entry {e['pos']} form", form):
            checks = ("signature", signature), ("leaf", leaf), ("inclusion", inclusion)
            if all([link(f"entry {e['pos']} {name}", check) for name, check in checks]):
                self.entries[e["hex"]] = e
    def of_type(self, kind):
        return [e for e in self.entries.values() if e["v"]["type"] == kind]
    def find(self, name):
        need(found := self.entries.get(name.split(":")[1].split("#")[0]), f"{name} is not whole in this folder")
        return found
def pae(kind, payload):
    return f"DSSEv1 {len(kind.encode())} {kind} {len(payload)} ".encode() + payload

# --- the decision
def covers(scope, subject):     # an organisation, a product with what is of it, or the very subject
    word, org, name = re.match(r"([a-z]+):([^/@#]+)(?:/([^@#/]*))?", subject).groups()
    return not scope or subject in scope or f"party:{org}" in scope or (
        word in ("release", "asset", "configuration") and f"product:{org}/{name}" in scope)

def check_right(folder, d):
    v, grant = d["v"], folder.find(d["v"]["data"]["role"])
    g, who = grant["v"]["data"], v["data"]["on_behalf_of"] or v["actor"]
    need(grant["v"]["type"] == "role.granted" and grant["pos"] < d["pos"], "it names no grant before it")
    need((g["actor"], g["role"]) == (who, "acceptance_authority"), f"it is no grant to {who} to accept")
    need(covers(g["scope"], v["subjects"][0]), "the grant does not reach this subject")
    need((g["from"] or "") <= v["at"] <= (g["until"] or "9"), "the grant was not in force")
    need(not any(end["pos"] < d["pos"] and end["v"]["refs"][0]["id"] == v["data"]["role"] for end in
                 folder.of_type("role.ended")), "the grant was ended before")
    return f"acceptance authority, granted by {grant['v']['actor']}, ground: {g['ground']}"
def check_decision(folder):
    d = folder.decision = folder.find(":" + sha(folder.read("decision.json")))
    data = d["v"]["data"]
    need(d["v"]["type"] == "decision.made", "decision.json is no decision")
    return (f"{d['v']['subjects'][0]}: {data['outcome']}, by {data['on_behalf_of'] or d['v']['actor']} at "
            f"{d['v']['at']}, for the reason {data['reason']}")
def check_body(folder, body):
    name = folder.by_digest.get(body["sha256"][7:])
    if not name:
        raise Unknown(f"no file here has its digest {body['sha256']}")
    need((folder.root / name).stat().st_size == body["size"], f"{name} has another size")
    return name
def check_assessment(folder, data):
    a, case = read_json(folder.read("assessment.json")), read_json(folder.read("case.json"))
    need(all(a[name] == data[name] for name in ("case", "criteria", "catalogues")), "of another case or other criteria")
    need("sha256:" + sha(canonical(a["result"]).encode()) == data["proposal"], "its result is another")
    need((case["position"], case["valid_at"]) == (data["position"], data["valid_at"]), "of another position or instant")
    return "result " + data["proposal"]
def check_position(folder, position):
    lines, old = folder.read("position.proof").decode().split("\n"), bytes.fromhex(position["root"][7:])
    need(lines[:2] == ["assay/consistency/1", f"old {position['size']}"] and lines[-1] == "", "not in its form")
    check_growth(position["size"], old, folder.note["size"], folder.note["root"], list(map(b64, lines[2:-1])))

def check_links(folder):
    d, data = folder.decision, folder.decision["v"]["data"]
    for name, digest in (("case.json", data["case"]), ("assessment.json", data["assessment"]),
                         ("criteria.yaml", data["criteria"]["digest"])):
        link(f"decision's {name}", lambda: need(folder.files.get(name) == digest[7:], "missing, or another file"))
    for body in d["v"]["bodies"][3:]:
        link(f"decision's {body['sha256']}", check_body, folder, body)
    link("decision's assessment", check_assessment, folder, data)
    link("decision's position in the log", check_position, folder, data["position"])
    link("decision's right", check_right, folder, d)
    for name in [ref["id"] for ref in d["v"]["refs"]] + data["exceptions"] + ([data["paper"]] if data["paper"] else []):
        link(f"decision's {name}", lambda: folder.find(name)["name"])

# --- evidence
def der_at(data, at):
    """(first byte of the content, first byte behind it) of the DER element at `at`."""
    more = data[at + 1] & 127 if data[at + 1] & 128 else 0
    size = int.from_bytes(data[at + 2:at + 2 + more], "big") if more else data[at + 1]
    return at + 2 + more, at + 2 + more + size
def public_key(der):
    """SubjectPublicKeyInfo of a certificate in DER; anything else is given back as it is."""
    at = der_at(der, der_at(der, 0)[0])[0]
    if der[at] != 0xa0:
        return der
    for _ in range(6):                          # version, number, algorithm, issuer, validity, subject
        at = der_at(der, at)[1]
    return der[at:der_at(der, at)[1]]
def pem(label, der):
    return b"-----BEGIN %s-----\n%s-----END %s-----\n" % (label, base64.encodebytes(der), label)
def blocks(label, data):
    """The DER of every PEM block of this label; of a file in DER, itself when it is a certificate."""
    if data.isascii():
        return [base64.b64decode(b) for b in re.findall(rb"-----BEGIN %s-----(.*?)-----END" % label, data, re.S)]
    try:
        return [data] if data[:1] == b"0" and der_at(data, 0)[1] == len(data) and public_key(data) != data else []
    except IndexError:
        return []

class Evidence:
    """Who signed what, by the anchors that the log holds."""
    def __init__(self, folder):
        self.folder, self.anchors, self.pool, self.led = folder, [], {}, set()
        for e in folder.of_type("anchor.added"):
            link(e["name"], self.anchor, e["v"])
    def anchor(self, v):
        name = check_body(self.folder, v["bodies"][0])
        data = self.folder.read(name)
        certificates = blocks(b"CERTIFICATE", data)
        der = (certificates or blocks(b"PUBLIC KEY", data) or [data])[0]
        need("sha256:" + sha(public_key(der)) == v["data"]["key"], f"{name} holds another key")
        self.anchors.append((public_key(der), name, certificates))
        return f"{name}, {v['data']['how']} by {v['data']['by']}"
    def chains(self):
        """Which certificates of the evidence lead to an anchor. openssl says so for all at once."""
        files = {f"{n}": pem(b"CERTIFICATE", der) for n, der in self.pool.items()}
        roots = b"".join(pem(b"CERTIFICATE", der) for _, _, found in self.anchors for der in found)
        self.files = {"roots": roots or b"\n", "pool": b"".join(files.values()) + roots or b"\n"}
        out = openssl(["verify", "-partial_chain", "-no_check_time", "-no-CAfile", "-no-CApath", "-trusted", "roots",
                       "-untrusted", "pool", *files], {**self.files, **files})[1] if files and roots else b""
        self.led = set(re.findall(r"^(\w+): OK$", out.decode(), re.M))
    def holds(self, spki, message, signature):
        if spki.startswith(ED25519):
            return ed25519(spki, message, signature)
        files = {"key": pem(b"PUBLIC KEY", spki), "signature": signature, "message": message}
        return any(openssl(["dgst", "-" + kind, "-verify", "key", *more, "-signature", "signature", "message"],
                           files)[0] == 0 for kind in ("sha256", "sha384", "sha512")
                   for more in ([], ["-sigopt", "rsa_padding_mode:pss"]))
    def envelope(self, outer):
        plain = lambda text: b64(text.replace("-", "+").replace("_", "/"))
        message = pae(outer["payloadType"], plain(outer["payload"]))
        for s in outer["signatures"]:
            named = s.get("keyid", "").removeprefix("sha256:").lower()
            for key, name, _ in sorted(self.anchors, key=lambda a: sha(a[0]) != named):
                if self.holds(key, message, plain(s["sig"])):
                    return f"by {name}"
                need(sha(key) != named, f"names {name} and does not hold under it")
            for n, der in self.pool.items():
                if sha(public_key(der)) == named and n in self.led and self.holds(
                        public_key(der), message, plain(s["sig"])):
                    return "by a certificate that leads to an anchor"
        raise Unknown("no anchor in this folder leads to its signer")
    def message(self, data):
        form = "PEM" if data.isascii() else "DER"
        der = base64.b64decode(re.sub(rb"-----[^-]*-----", b"", data)) if form == "PEM" else data
        for e in self.folder.of_type("evidence.added"):     # the message states the digest of what it is about
            for body in e["v"]["bodies"]:
                name = self.folder.by_digest.get(body["sha256"][7:])
                content = self.folder.read(name) if name and body["size"] <= SMALL else b""
                if any(hashlib.new(kind, content).digest() in der for kind in ("sha256", "sha384", "sha512")) and openssl(
                        ["cms", "-verify", "-binary", "-inform", form, "-in", "message", "-content", "content", "-CAfile",
                         "roots", "-no-CApath", "-certfile", "pool", "-partial_chain", "-no_check_time", "-purpose",
                         "any", "-out", "out"], {"message": data, "content": content, **self.files})[0] == 0:
                    return f"over {name}, by a certificate that leads to an anchor"
        raise Unknown("over no file here, or no anchor leads to its signer")
    def check(self, e, data, numbers):
        try:
            if not numbers:
                return self.envelope(json.loads(data)) if data.lstrip()[:1] == b"{" else self.message(data)
            if not self.led.issuperset(numbers):
                raise Unknown("a certificate that leads to no anchor")
            return "a certificate that leads to an anchor"
        except Bad as why:
            need(e["v"]["data"]["intake"] in ("quarantined", "malformed"), why)
            return f"{why}, as was recorded: it counts for nothing"
    def all(self):
        rows = []
        for e in sorted(self.folder.of_type("evidence.added"), key=lambda e: e["pos"]):
            for body in e["v"]["bodies"] if link(e["name"], self.body_of, e) else []:
                name = self.folder.by_digest[body["sha256"][7:]]
                data = self.folder.read(name) if body["size"] <= SMALL else b""
                found = {"c" + sha(der): der for der in blocks(b"CERTIFICATE", data)}
                self.pool.update(found)
                if found or (data.lstrip()[:1] == b"{" and b'"signatures"' in data and b'"payloadType"' in data) or \
                        data.startswith((b"-----BEGIN CMS", b"-----BEGIN PKCS7")) or CMS in data[:32]:
                    rows.append((name, e, data, found))
        self.chains()
        for name, *row in rows:
            link(f"signature of {name}", self.check, *row)
    def body_of(self, e):
        return ", ".join(check_body(self.folder, body) for body in e["v"]["bodies"]) or e["v"]["data"]["holding"]

# --- the whole
def check_outside(folder, path, verifier):
    note, position = read_note(pathlib.Path(path).read_bytes()), folder.decision["v"]["data"]["position"]
    check_note(note, verifier or folder.keys["log"])
    known = {position["size"]: position["root"][7:], folder.note["size"]: folder.note["root"].hex()}
    if note["size"] not in known:
        raise Unknown(f"of {note['size']} entries, {sorted(known)} are known here: `assay log check` compares it")
    need(known[note["size"]] == note["root"].hex(), "of another history: the same size has another root")
    return f"{note['size']} entries, the same root"

def main(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--log")
    parser.add_argument("--checkpoint")
    parser.add_argument("dir", nargs="?", default=pathlib.Path(__file__).parent)
    given = parser.parse_args(arguments)
    folder = Folder(pathlib.Path(given.dir))
    link("files", folder.sums)
    link("checkpoint", folder.checkpoint, given.log)
    numbers = re.findall(r"^(?:events|envelopes|leaves|proofs)/([0-9]{8,})\.", "\n".join(folder.files), re.M)
    for number in sorted(set(numbers), key=int):
        folder.entry(number)
    if link("decision", check_decision, folder):
        check_links(folder)
    Evidence(folder).all()
    if given.checkpoint:
        link("outside checkpoint", check_outside, folder, given.checkpoint, given.log)
    print(f"\n{counts['holds']} hold, {counts['broken']} broken, {counts['cannot check']} cannot be checked")
    print("No part of this shows that the log holds nothing else that bears on the decision.")
    return 1 if counts["broken"] else 2 if counts["cannot check"] else 0

if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
