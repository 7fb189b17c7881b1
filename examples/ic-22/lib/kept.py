#!/usr/bin/env python3
# kept.py - takes one form of the example into a home, assesses it there, and decides on some.
# SPDX-License-Identifier: Apache-2.0
#
#   kept.py ASSAY FORM HOME
#
# Prints `assess --json` and exits with its status; with 1 when the decision of decision-gap was
# refused as it must be. The home's high-water mark stands beside it, in HOME.state.
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import records as r  # noqa: E402
import signing  # noqa: E402

SUBJECT = "batch:acme/C-2026-041"
INSPECTED, LATER = "2026-06-30T12:00:00Z", "2026-07-14T12:00:00Z"
SERIALS = [str(n) for n in range(3101, 3151)]
ME = "person:buyer/first"
ANCHORS = [  # file, purposes, how it came to be trusted
    ("device-root.pem", "identity", "in_person"), ("release.pem", "release", "contract"),
    ("evidence.pem", "evidence", "call_back"),
    ("certification-body.pub", "evidence", "public_register"),
    ("owner.pub", "evidence,attestation", "in_person")]

program, form, home = sys.argv[1:]
made = pathlib.Path(os.environ["ASSAY_IC22"])
home = pathlib.Path(home).resolve()
os.environ.update(ASSAY_HOME=str(home), ASSAY_STATE=f"{home}.state")


def assay(*command, at=INSPECTED, allowed=(0,)):
    done = subprocess.run([program, *map(str, command)], capture_output=True, text=True,
                          env={**os.environ, "ASSAY_NOW": at}, check=False)
    if done.returncode not in allowed:
        sys.exit(f"kept: assay {' '.join(map(str, command))}: {done.returncode}\n"
                 f"{done.stderr}{done.stdout}")
    return done


def delivery(name):
    folder = made / "forms" / name
    mail = folder / "mail.eml"
    return mail if mail.exists() else folder


def trust(name):
    """In one form the anchors lie in the delivery, and nobody asked anybody."""
    with_goods = name == "anchor-with-goods"
    folder = delivery(name) / "keys" if with_goods else made / "anchors"
    for file, purposes, how in ANCHORS:
        assay("trust", "add", folder / file, "--purpose", purposes, "--how",
              "with_the_goods" if with_goods else how, "--by", ME, "--on", "2026-06-01")


def take_in(name):
    sheet = f"{home}.sheet.csv"
    assay("intake", "propose", delivery(name), "--for", SUBJECT, "--output", sheet)
    assay("intake", "record", sheet)


def assess(at=INSPECTED):
    done = assay("assess", SUBJECT, "--json", at=at, allowed=(0, 1, 3))
    return done.returncode, json.loads(done.stdout), done.stdout


def decide(report, outcome, reason, serials=None, at=INSPECTED, allowed=(0,)):
    part = ["--serials", ",".join(serials)] if serials else []
    return assay("decide", SUBJECT, "--outcome", outcome, "--proposal", report["result_digest"],
                 "--reason", reason, *part, "--json", at=at, allowed=allowed)


def first_attestations():
    """One for each device, signed by the plant's verifier, two weeks after the acceptance."""
    key = signing.Key(made / "keys" / "owner.key")
    folder = pathlib.Path(f"{home}.attestations")
    folder.mkdir(exist_ok=True)
    baseline = next(made.glob("forms/strong/records/*baseline*"))
    for serial in SERIALS:
        asset = f"asset:acme/ic-22#{serial}"
        predicate = {"asset": asset, "release": r.RELEASE,
                     "baseline": f"sha256:{signing.file_digest(baseline)}",
                     "result": "equal", "attested": "2026-07-13T09:00:00Z"}
        (folder / f"{serial}.dsse.json").write_bytes(signing.statement(
            key, [signing.name(asset)], signing.RECORD % "attestation_result", predicate))
    sheet = f"{home}.attestations.csv"
    assay("intake", "propose", folder, "--for", SUBJECT, "--output", sheet, at=LATER)
    return json.loads(assay("intake", "record", sheet, "--json", at=LATER).stdout)["evidence"]


def later_history(taken):
    """The maker's update history of the day; the one of the acceptance ends with that day."""
    key = signing.Key(made / "keys" / "evidence.key")
    file = pathlib.Path(f"{home}.update-history.dsse.json")
    file.write_bytes(signing.statement(
        key, [signing.name(SUBJECT), signing.name(r.PRODUCT)], signing.RECORD % "update_history",
        r.update_history(LATER)))
    new = json.loads(assay("evidence", "add", file, "--for", SUBJECT, "--json", at=LATER).stdout)
    old = next(e for e in taken if e["kind"] == "update_history")
    assay("evidence", "supersede", old["id"], "--by", new["id"], "--reason", "the newer one",
          at=LATER)


def strong_later():
    decision = json.loads(decide(report, "accept_with_conditions",
                                 "all evidence holds; the first attestation follows").stdout)
    later_history(json.loads(assay("evidence", "list", "--json").stdout)["evidence"])
    taken = first_attestations()
    assay("evidence", "review", taken[0]["id"], "--result", "pass", "--role", "verifier",
          "--parts", "the attestation and the baseline it names", "--reason",
          "compared with the device in the cabinet", "--reader", ME, at=LATER)
    condition = f"condition:{decision['id'].split(':')[1]}#1"
    evidence = [word for item in taken for word in ("--evidence", item["id"])]
    assay("condition", "satisfy", condition, *evidence, at=LATER)
    return assess(LATER)


assay("init", "--name", "buyer")
base = {"strong-later": "strong", "decision-gap": "status-stale"}.get(form, form)
trust(base)
take_in(base)
status, report, text = assess()
if form == "strong":
    decide(report, "accept_with_conditions", "all evidence holds; the first attestation follows")
elif form == "mixed":
    for part in report["parts"]:
        decide(report, part["proposal"], "as proposed for these serials",
               [asset for asset in part["assets"]])
elif form == "strong-later":
    status, report, text = strong_later()
elif form == "decision-gap":
    before = assay("log", "check", "--json").stdout
    refused = decide(report, "accept", "we need it", allowed=(1,))
    if "GAP_UNHANDLED" not in refused.stderr or assay("log", "check", "--json").stdout != before:
        sys.exit(f"kept: not refused as it must be\n{refused.stderr}")
    status, text = 1, refused.stdout
sys.stdout.write(text)
sys.exit(status)
