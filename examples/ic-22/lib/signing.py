# signing.py - signatures by the openssl command, DSSE envelopes and in-toto Statements.
# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib
import json
import os
import subprocess
import tempfile

PAYLOAD_TYPE = "application/vnd.in-toto+json"
RECORD = "https://assay.invalid/evidence/%s/1"


def openssl(*args, data=None):
    return subprocess.run(("openssl",) + args, input=data, stdout=subprocess.PIPE,
                          check=True).stdout


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def file_digest(path):
    with open(path, "rb") as f:
        return sha256(f.read())


class Key:
    """A private key file; its id is the SHA-256 of the SubjectPublicKeyInfo."""

    def __init__(self, path):
        self.path = path
        public = openssl("pkey", "-in", path, "-pubout", "-outform", "DER")
        self.id = sha256(public)
        self.raw = len(public) == 44          # Ed25519: it hashes by itself

    def sign(self, data):
        if not self.raw:
            return openssl("dgst", "-sha256", "-sign", self.path, data=data)
        with tempfile.NamedTemporaryFile() as f:
            f.write(data)
            f.flush()
            return openssl("pkeyutl", "-sign", "-rawin", "-inkey", self.path, "-in", f.name)


def envelope(key, payload):
    """DSSE 1.0.2: the signature is over the pre-authentication encoding."""
    head = b"DSSEv1 %d %s %d " % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload))
    return json.dumps({
        "payloadType": PAYLOAD_TYPE,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [{"keyid": key.id,
                        "sig": base64.b64encode(key.sign(head + payload)).decode()}],
    }).encode() + b"\n"


def name(subject):
    """A subject without bytes of its own: its digest is that of its name."""
    return {"name": subject, "digest": {"sha256": sha256(subject.encode())}}


def file(path):
    return {"name": os.path.basename(path), "digest": {"sha256": file_digest(path)}}


def statement(key, subjects, predicate_type, predicate):
    payload = json.dumps({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": predicate_type,
        "predicate": predicate,
    }, ensure_ascii=False).encode()
    return envelope(key, payload)


def cms(key_path, certificate, path, when, digest):
    """A detached CMS signature (DER) over the file, made at a time of our choosing.

    Without the certificate: it is the anchor, and no anchor lies in a delivery."""
    return subprocess.run(
        ("faketime", "-f", when, "openssl", "cms", "-sign", "-binary", "-nosmimecap",
         "-nocerts", "-md", digest, "-in", path, "-signer", certificate, "-inkey", key_path,
         "-outform", "DER"), stdout=subprocess.PIPE, check=True).stdout
