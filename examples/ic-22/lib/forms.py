# forms.py - writes every form of the delivery: the strong one whole, the others by what differs.
# SPDX-License-Identifier: Apache-2.0
#
#   forms.py HOME forms                every form under HOME/forms, and HOME/small
#   forms.py HOME big IMAGES TARGET    the strong form with the images of a folder as well
import json
import os
import shutil
import sys

import composition
import mails
import records as r
import tables as t
from signing import RECORD, Key, cms, file, file_digest, name, openssl, sha256, statement

BATCH, PARTY = "batch:acme/" + r.BATCH, "party:acme"
SERIALS = [str(n) for n in range(3101, 3151)]
READOUTS = {"3102": "2026-06-30T08:41:10Z", "3108": "2026-06-30T08:43:55Z",
            "3117": "2026-06-30T08:47:02Z", "3136": "2026-06-30T08:50:31Z",
            "3149": "2026-06-30T08:53:48Z"}
SMALL_READOUTS = {"3102": READOUTS["3102"]}
MANIFEST, STATUS_DATE = "firmware/manifest.json", "2026-06-20T08:00:00Z"
ORDER, PACKING = "Bestellung_4500123456.csv", "LS_80012345.xlsx"
RECEIPT, IDENTITIES = "WE_4500123456.csv", "identities/identity-list-C-2026-041.dsse.json"
CERTIFICATES = "identities/device-certificates/IC-22_%s.pem"


class Made:
    """What make has made: keys, certificates, lists, images."""

    def __init__(self, home):
        self.home = home
        self.key = lambda n: Key(self.at("keys", n + ".key"))
        self.maker, self.body, self.owner = (self.key(n) for n in (
            "evidence", "certification-body", "owner"))
        self.packages = composition.read_control(self.at("control"))

    def at(self, *parts):
        return os.path.join(self.home, *parts)

    def certificate_digest(self, path):
        return sha256(openssl("x509", "-in", path, "-outform", "DER"))


class Delivery:
    """One folder. A file that a form changes is written anew, never through its other links."""

    def __init__(self, made, folder):
        self.made, self.folder = made, folder

    def path(self, where):
        return os.path.join(self.folder, where)

    def write(self, where, data):
        os.makedirs(os.path.dirname(self.path(where)), exist_ok=True)
        self.remove(where)
        with open(self.path(where), "wb") as f:
            f.write(data)

    def remove(self, where):
        if os.path.exists(self.path(where)):
            os.unlink(self.path(where))

    def link(self, where, source):
        os.makedirs(os.path.dirname(self.path(where)), exist_ok=True)
        self.remove(where)
        os.link(source, self.path(where))

    def record(self, where, kind, subjects, predicate, key=None):
        self.write(where, statement(key or self.made.maker, subjects, RECORD % kind, predicate))

    # --- the parts that some form has otherwise ---------------------------------------------

    def tables(self, ordered, listed=None, received=None, **damage):
        self.write(ORDER, t.purchase_order(ordered))
        self.write(PACKING, t.packing_list(listed or ordered, **damage))
        self.write(RECEIPT, t.goods_receipt(received or ordered))

    def identities(self, serials, replaced=(), shared=()):
        """The list the maker signs. replaced: serial -> certificate file; shared: 3131 -> 3113."""
        digest = {}
        for s in serials:
            source = dict(replaced).get(s, self.made.at("certificates", s + ".pem"))
            if s not in dict(shared):
                self.link(CERTIFICATES % s, source)
            digest[s] = self.made.certificate_digest(source)
        digest.update({s: digest[other] for s, other in dict(shared).items()})
        self.record(IDENTITIES, "identity_list", [name(BATCH), name(r.PRODUCT)],
                    r.identity_list([(s, digest[s]) for s in serials]))

    def manifest(self, images):
        entries = [{"name": os.path.basename(i), "size": os.path.getsize(i),
                    "sha256": file_digest(i), "hardware": ["B", "C"]} for i in images]
        text = json.dumps({"schema": "assay.invalid/firmware-manifest/1", "product": r.PRODUCT,
                           "model": "IC-22", "version": "5.4.2", "release": r.RELEASE,
                           "issued": "2026-05-04T09:00:00Z", "images": entries}, indent=2)
        self.write(MANIFEST, text.encode() + b"\n")
        self.sign_manifest("release")

    def sign_manifest(self, who):
        at = self.made.at
        self.write(MANIFEST + ".p7s", cms(
            at("keys", who + ".key"), at("anchors", who + ".pem"), self.path(MANIFEST),
            "2026-05-04 09:05:00", {"release": "sha384", "evidence": "sha256"}[who]))

    def composition(self, version, image):
        bom = composition.bill_of_materials(self.made.packages, version, file_digest(image),
                                            "2026-05-04T08:40:00Z")
        release = r.RELEASE.replace("5.4.2", version)
        self.write("sbom/ic-22.cdx.dsse.json", statement(
            self.made.maker, [file(image), name(release), name(r.PRODUCT)],
            "https://cyclonedx.org/bom", bom))

    def status(self, timestamp):
        self.write("sbom/ic-22.openvex.dsse.json", statement(
            self.made.maker, [name(r.RELEASE), name(r.PRODUCT)], "https://openvex.dev/ns/v0.2.0",
            composition.status_document(self.made.packages, r.RELEASE, timestamp)))

    def custody(self, handoffs):
        self.record("records/custody.dsse.json", "custody_record", [name(BATCH)],
                    r.custody_record(handoffs))

    def baseline(self, release=r.RELEASE):
        self.record("records/baseline.dsse.json", "configuration_baseline",
                    [name(release), name(r.PRODUCT)], r.configuration_baseline(release))

    def support(self, subjects=(r.RELEASE, r.PRODUCT), **how):
        self.record("records/support.dsse.json", "support_period_statement",
                    [name(s) for s in subjects], r.support_period(**how))

    def claim(self, level, scope=None):
        self.record("capability/claim.dsse.json", "capability_claim",
                    [name(r.RELEASE), name(r.PRODUCT)], r.capability_claim(level, scope))

    def strong(self, serials, images, readouts):
        made = self.made
        self.tables(serials)
        self.identities(serials)
        self.link("identities/acme-device-issuing-ca-7.pem", made.at("ca/issuing/ca.pem"))
        self.link("identities/acme-root.crl", made.at("crl/acme-root.crl"))
        self.link("identities/acme-issuing-7.crl", made.at("crl/acme-issuing-7.crl"))
        for s, when in readouts.items():
            self.record(f"identities/readout-{s}.dsse.json", "identity_readout",
                        [name(r.asset(s))], r.identity_readout(s, when), made.key(s))
        for image in images:
            self.link("firmware/" + os.path.basename(image), image)
        self.manifest(images)
        self.composition("5.4.2", images[0])
        self.status(STATUS_DATE)
        self.custody(r.HANDOFFS)
        self.record("records/update-history.dsse.json", "update_history",
                    [name(BATCH), name(r.PRODUCT)], r.update_history())
        self.baseline()
        self.record("records/configuration-3102.dsse.json", "configuration_export",
                    [name(r.asset("3102"))], r.configuration_export())
        self.support()
        self.record("records/planned-use.dsse.json", "planned_use", [name(r.PRODUCT)],
                    r.planned_use(), made.owner)
        self.record("records/retention.dsse.json", "retention_record", [name(BATCH)],
                    r.retention_record(), made.owner)
        scope = "capability/scope.dsse.json"
        self.record(scope, "scope_statement", [name(r.RELEASE), name(r.PRODUCT)],
                    r.scope_statement())
        self.claim(r.VECTOR, file_digest(self.path(scope)))
        self.record("capability/certificate.dsse.json", "certificate_component",
                    [name(r.RELEASE), name(r.PRODUCT)], r.certificate_component(), made.body)


# --- the forms ----------------------------------------------------------------------------------

def without(serials, *gone):
    return [s for s in serials if s not in gone]


def flip(d):
    """One byte in the middle of the image."""
    where = "firmware/ic-22-5.4.2.squashfs"
    with open(d.path(where), "rb") as f:
        data = bytearray(f.read())
    data[len(data) // 2] ^= 1
    d.write(where, bytes(data))


def mixed(d):
    for s in ("3127", "3131"):
        d.remove(CERTIFICATES % s)
    d.identities(without(SERIALS, "3127"), shared={"3131": "3113"})


def bare_level(d):
    d.claim("SL 2")
    d.remove("capability/scope.dsse.json")


def process_certificate(d):
    d.record("capability/certificate.dsse.json", "certificate_process",
             [name(PARTY)], r.certificate_process(), d.made.body)


def anchors_inside(d):
    for entry in os.listdir(d.made.at("anchors")):
        d.link("keys/" + entry, d.made.at("anchors", entry))


def variant(d, entry):
    return d.made.at("variants", entry)


# What each form has otherwise than the strong one, in the order of the table.
CHANGES = {
    "mixed": mixed,
    "serial-missing": lambda d: d.tables(
        SERIALS, without(SERIALS, "3127"), without(SERIALS, "3127")),
    "serial-extra": lambda d: d.tables(SERIALS, SERIALS + ["3151"], SERIALS + ["3151"]),
    "serial-twice": lambda d: d.tables(SERIALS, SERIALS[:13] + SERIALS[12:], SERIALS),
    "foreign-issuer": lambda d: d.identities(
        SERIALS, replaced={"3120": variant(d, "foreign-3120.pem")}),
    "certificate-expired": lambda d: d.identities(
        SERIALS, replaced={"3121": variant(d, "expired-3121.pem")}),
    "certificate-revoked": lambda d: d.link(
        "identities/acme-issuing-7.crl", variant(d, "revoked-3122.crl")),
    "anchor-with-goods": anchors_inside,
    "image-flipped": flip,
    "manifest-purpose": lambda d: d.sign_manifest("evidence"),
    "sbom-version": lambda d: d.composition("5.4.1", d.made.at("image/ic-22-5.4.1.squashfs")),
    "old-baseline": lambda d: d.baseline(r.RELEASE.replace("5.4.2", "5.4.1")),
    "support-ends": lambda d: d.support(end="2030-12-31"),
    "custody-break": lambda d: d.custody([r.HANDOFFS[0], r.HANDOFFS[2]]),
    "status-stale": lambda d: d.status("2026-04-15T08:00:00Z"),
    "bare-level": bare_level,
    "process-certificate": process_certificate,
    "unbound": lambda d: d.support(subjects=(PARTY,), about={"product": PARTY}),
    "swapped-columns": lambda d: d.tables(SERIALS, swapped=True),
    "zeros-eaten": lambda d: d.tables(SERIALS, zeros_eaten=True),
}


def forms(made):
    form = lambda n: Delivery(made, made.at("forms", n))
    strong = form("strong")
    strong.strong(SERIALS, [made.at("image/ic-22-5.4.2.squashfs")], READOUTS)
    form("weak").write("mail.eml", mails.weak())
    better = form("better")
    for where in (ORDER, PACKING):
        better.link(where, strong.path(where))
    better.write("Seriennummern.csv", t.serial_list(SERIALS))
    better.write("conformity.txt", mails.conformity_letter())
    form("strong-by-mail").write("mail.eml", mails.strong(strong.folder))
    for n, change in CHANGES.items():
        d = form(n)
        shutil.copytree(strong.folder, d.folder, copy_function=os.link)
        change(d)
    Delivery(made, made.at("small")).strong(SERIALS[:3], [made.at("image/small.squashfs")],
                                            SMALL_READOUTS)


def big(made, images, target):
    more = [os.path.join(images, i) for i in sorted(os.listdir(images))]
    Delivery(made, target).strong(
        SERIALS, [made.at("image/ic-22-5.4.2.squashfs")] + more, READOUTS)


if __name__ == "__main__":
    if sys.argv[2] == "big":
        big(Made(sys.argv[1]), sys.argv[3], sys.argv[4])
    else:
        forms(Made(sys.argv[1]))
