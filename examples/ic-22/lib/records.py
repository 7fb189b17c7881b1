# records.py - the predicates of the delivery's records; the forms are in doc/formats/records.md.
# SPDX-License-Identifier: Apache-2.0
import hashlib

BATCH, PRODUCT, RELEASE = "C-2026-041", "product:acme/ic-22", "release:acme/ic-22@5.4.2"
OWNER, EDITION = "party:stadtwerke-nord", "iec62443-4-2:2019"
VECTOR = {"FR1": 2, "FR2": 2, "FR3": 2, "FR4": 1, "FR5": 2, "FR6": 1, "FR7": 2}


def asset(serial):
    return "asset:acme/ic-22#" + serial


def identity_list(pairs):
    return {"issued": "2026-06-10T14:00:00Z", "issuer": "party:acme", "batch": BATCH,
            "product": PRODUCT, "model": "IC-22", "article": "0047022", "release": RELEASE,
            "entries": [{"serial": s, "certificate": "sha256:" + d} for s, d in pairs]}


def identity_readout(serial, answered):
    challenge = hashlib.sha256(b"challenge of " + serial.encode()).hexdigest()
    return {"issued": answered, "asset": asset(serial), "challenge": challenge,
            "challenged_by": OWNER, "answered": answered}


HANDOFFS = [
    {"from": "party:acme", "to": "party:weser-cargo", "handed": "2026-06-11T06:30:00Z",
     "received": "2026-06-11T06:45:00Z", "place": "Bremen, works gate 2", "receipt": "WC-551907"},
    {"from": "party:weser-cargo", "to": "party:nordlog", "handed": "2026-06-12T13:05:00Z",
     "received": "2026-06-12T13:20:00Z", "place": "Hamburg, hall 4", "receipt": "NL-20260612-18"},
    {"from": "party:nordlog", "to": OWNER, "handed": "2026-06-29T07:50:00Z",
     "received": "2026-06-29T08:10:00Z", "place": "Kiel, goods-in", "receipt": "5000778812"},
]


def custody_record(handoffs):
    return {"issued": "2026-06-29T15:00:00Z", "issuer": "party:acme", "batch": BATCH,
            "origin": "party:acme", "destination": OWNER, "handoffs": handoffs}


def update_history(issued="2026-06-30T11:00:00Z"):
    return {"issued": issued, "issuer": "party:acme",
            "covers_from": "2026-05-04", "covers_until": issued[:10], "complete": True,
            "changes": [{"at": "2026-05-19T10:00:00Z", "from_version": "5.4.1",
                         "to_version": "5.4.2", "authorised": True,
                         "authorised_by": "party:acme", "reason": "factory load of the release"}]}


SETTINGS = {"account.default.enabled": "false", "boot.verified": "true",
            "firmware.version": "5.4.2", "log.remote": "tls", "modbus.tcp.write": "authenticated",
            "mqtt.tls.min_version": "1.2", "password.min_length": "12", "ssh.enabled": "false",
            "time.source": "ntp", "update.unsigned": "refused", "usb.storage": "off",
            "web.session_minutes": "15"}


def configuration_baseline(release=RELEASE):
    settings = dict(SETTINGS)
    if release != RELEASE:
        settings.update({"firmware.version": release.rpartition("@")[2],
                         "mqtt.tls.min_version": "1.1"})
    return {"issued": "2026-05-04T09:30:00Z", "issuer": "party:acme", "release": release,
            "settings": settings}


def configuration_export():
    return {"issued": "2026-06-30T09:45:00Z", "asset": asset("3102"), "release": RELEASE,
            "taken": "2026-06-30T09:40:00Z", "settings": SETTINGS}


def support_period(end="2036-12-31", about=None):
    about = about or {"product": PRODUCT, "release": RELEASE}
    return {"issued": "2026-05-04", "issuer": "party:acme", **about,
            "support_start": "2026-05-04", "support_end": end,
            "policy": "security updates for every release of the 5.4 line"}


def planned_use():
    return {"issued": "2026-06-22", "issuer": OWNER, "product": PRODUCT, "use_from": "2026-07-01",
            "use_until": "2034-06-30", "site": "Umspannwerk Nord"}


def scope_statement():
    return {"issued": "2026-05-04", "issuer": "party:acme", "product": PRODUCT,
            "release": RELEASE, "component_types": ["embedded_device"],
            "configuration": "as delivered, hardening guide 5.4 applied",
            "environment": "inside a zone with a monitored conduit; no direct internet",
            "edition": EDITION, "claimed": VECTOR,
            "exclusions": ["wireless option board"],
            "assumptions": ["time is synchronised by the zone", "cabinets are locked"]}


def capability_claim(level, scope=None):
    out = {"issued": "2026-05-04", "issuer": "party:acme", "product": PRODUCT, "level": level,
           "edition": EDITION}
    if scope:
        out["scope"] = "sha256:" + scope
    return out


def certificate_component():
    return {"issued": "2026-05-20", "issuer": "party:nordcert", "valid_from": "2026-05-20",
            "valid_until": "2029-05-19", "scheme": "NordCert component scheme",
            "body": "party:nordcert", "number": "NC-4-2-26-0117", "edition": EDITION,
            "holder": "party:acme", "product": PRODUCT, "model": "IC-22", "firmware": "5.4.2",
            "level": VECTOR, "exclusions": "wireless option board"}


def certificate_process():
    return {"issued": "2025-11-03", "issuer": "party:nordcert", "valid_from": "2025-11-03",
            "valid_until": "2028-11-02", "scheme": "NordCert process scheme",
            "body": "party:nordcert", "number": "NC-4-1-25-0031", "edition": "iec62443-4-1:2018",
            "holder": "party:acme", "sites": ["site:acme/bremen"], "maturity": "ML3"}


def retention_record():
    return {"issued": "2026-06-30T10:30:00Z", "issuer": OWNER, "batch": "batch:acme/" + BATCH,
            "owner": OWNER, "until": "2041-12-31", "location": "evidence archive, Kiel",
            "refresh": ["at every firmware update", "at repair or transfer"]}
