# composition.py - what the firmware holds and what is known to be wrong with it.
# SPDX-License-Identifier: Apache-2.0
import os
import re
import uuid
from urllib.parse import quote

PURL = "pkg:generic/acme/ic-22@"


def read_control(folder):
    """The control data of the packages in the image, by name."""
    packages = {}
    for entry in sorted(os.listdir(folder)):
        with open(os.path.join(folder, entry), encoding="utf-8") as f:
            fields = dict(re.findall(r"^(\S+): (.*(?:\n .*)*)", f.read(), re.M))
        packages[fields["Package"]] = fields
    return packages


def purl(package):
    version = quote(package["Version"], safe=":~")
    return f"pkg:deb/debian/{package['Package']}@{version}?arch={package['Architecture']}"


def component(package):
    out = {"type": "library" if package["Package"].startswith("lib") else "application",
           "bom-ref": purl(package),
           "supplier": {"name": re.sub(r"\s*<.*", "", package["Maintainer"])},
           "name": package["Package"], "version": package["Version"], "purl": purl(package)}
    if "Homepage" in package:
        out["externalReferences"] = [{"type": "website", "url": package["Homepage"]}]
    return out


def dependencies(packages, top):
    inside = {n: purl(p) for n, p in packages.items()}
    out = [{"ref": top, "dependsOn": sorted(inside.values())}]
    for name, package in packages.items():
        wanted = re.findall(r"(?:^|[,|])\s*([a-z0-9.+-]+)", package.get("Depends", ""))
        out.append({"ref": inside[name],
                    "dependsOn": sorted({inside[w] for w in wanted if w in inside})})
    return out


def bill_of_materials(packages, version, image_digest, timestamp):
    top = PURL + version
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, top)),
        "metadata": {
            "timestamp": timestamp,
            "tools": {"components": [{"type": "application", "name": "image-bom",
                                      "version": "2.3"}]},
            "component": {"type": "firmware", "bom-ref": top, "name": "ic-22",
                          "version": version, "purl": top,
                          "supplier": {"name": "ACME Controls"},
                          "hashes": [{"alg": "SHA-256", "content": image_digest}]}},
        "components": [component(p) for p in packages.values()],
        "dependencies": dependencies(packages, top),
    }


# Package, vulnerability, status, why: as the changelogs of these very packages tell.
STATUS = [
    ("busybox-static", "CVE-2022-48174", "fixed", None),
    ("dropbear-bin", "CVE-2023-48795", "fixed", None),
    ("dropbear-bin", "CVE-2025-47203", "not_affected", "vulnerable_code_not_in_execute_path"),
    ("libcjson1", "CVE-2023-50471", "fixed", None),
    ("libmodbus5", "CVE-2024-10918", "fixed", None),
    ("libmosquitto1", "CVE-2024-10525", "fixed", None),
    ("libmosquitto1", "CVE-2024-8376", "not_affected", "vulnerable_code_not_present"),
    ("libtommath1", "CVE-2023-36328", "fixed", None),
    ("zlib1g", "CVE-2023-45853", "not_affected", "vulnerable_code_not_present"),
]


def status_document(packages, release, timestamp):
    statements = []
    for name, vulnerability, status, why in STATUS:
        if name not in packages:
            continue
        entry = {"vulnerability": {"name": vulnerability},
                 "products": [{"@id": release, "identifiers": {"purl": PURL + "5.4.2"},
                               "subcomponents": [{"@id": purl(packages[name])}]}],
                 "status": status}
        if why:
            entry["justification"] = why
        statements.append(entry)
    return {"@context": "https://openvex.dev/ns/v0.2.0",
            "@id": "https://acme.invalid/vex/ic-22-5.4.2",
            "author": "ACME Controls Product Security", "timestamp": timestamp, "version": 3,
            "statements": statements}
