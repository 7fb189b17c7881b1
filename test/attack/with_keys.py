# with_keys.py - a supplier who has the keys, and is careless or dishonest.
# SPDX-License-Identifier: Apache-2.0
import composition
from attacks import attack, forms, r, signing, unnoticed

RELEASE, PRODUCT, BATCH = r.RELEASE, r.PRODUCT, forms.BATCH
OTHER, OTHER_RELEASE = "product:acme/ic-99", "release:acme/ic-99@5.4.2"
OURS = (RELEASE, PRODUCT)
CUSTODY, HISTORY = "records/custody.dsse.json", "records/update-history.dsse.json"
BASELINE, EXPORT = "records/baseline.dsse.json", "records/configuration-3102.dsse.json"
SUPPORT, USE = "records/support.dsse.json", "records/planned-use.dsse.json"
RETENTION, VEX = "records/retention.dsse.json", "sbom/ic-22.openvex.dsse.json"
SBOM, CERTIFICATE = "sbom/ic-22.cdx.dsse.json", "capability/certificate.dsse.json"
CLAIM, SCOPE = "capability/claim.dsse.json", "capability/scope.dsse.json"
FUTURE = "2026-07-20T08:00:00Z"


# --- the component certificate -------------------------------------------------------------------

def certificate(d, subjects=OURS, who="certification-body", **changes):
    d.rerecord(CERTIFICATE, "certificate_component", subjects, r.certificate_component(), who,
               **changes)


@attack("component-certificate", "EVIDENCE_UNBOUND")
def certificate_of_another_product_filed_under_ours(d):
    certificate(d, product=OTHER, model=None)


@attack("component-certificate", "EVIDENCE_UNBOUND")
def certificate_of_another_model(d):
    certificate(d, model="IC-99")


@attack("component-certificate", "VERSION_MISMATCH")
def certificate_of_another_firmware(d):
    certificate(d, firmware="5.3.0")


@attack("component-certificate", "SCOPE_MISSING")
def certificate_of_a_range_of_firmware(d):
    certificate(d, firmware="4.0 to 5.3")


@attack("component-certificate", "EVIDENCE_UNDATED")
def certificate_without_an_end(d):
    certificate(d, valid_until=None)


@attack("component-certificate", "EVIDENCE_EXPIRED")
def certificate_that_begins_next_month(d):
    certificate(d, valid_from="2026-07-20")


@attack("component-certificate", "EVIDENCE_EXPIRED")
def certificate_that_ended(d):
    certificate(d, valid_from="2023-01-01", valid_until="2026-06-29")


@attack("component-certificate", "EVIDENCE_POSTDATED")
def certificate_issued_tomorrow(d):
    certificate(d, issued="2026-07-01")


@attack("component-certificate", "EVIDENCE_UNBOUND")
def certificate_of_another_maker(d):
    certificate(d, holder="party:mallory")


@attack("component-certificate", "LEVEL_NOT_CERTIFIED")
def certificate_of_a_lower_level_than_claimed(d):
    certificate(d, level=dict(r.VECTOR, FR1=1))


@attack("component-certificate", "LEVEL_NOT_CERTIFIED")
def certificate_without_a_level(d):
    certificate(d, level=None)


@attack("component-certificate", "SIGNER_NOT_INDEPENDENT")
def certificate_signed_by_the_maker(d):
    certificate(d, who="evidence")


@attack("component-certificate", "SIGNER_NOT_INDEPENDENT")
def claim_signed_by_the_certification_body(d):
    d.resign(CLAIM, d.payload(CLAIM), "certification-body")


@unnoticed
def certificate_with_an_exclusion(d):
    certificate(d, exclusions="Modbus/TCP, remote update")


# --- custody -------------------------------------------------------------------------------------

def custody(d, handoffs=None, subjects=(BATCH,), **changes):
    d.rerecord(CUSTODY, "custody_record", subjects, r.custody_record(handoffs or r.HANDOFFS),
               **changes)


@attack("custody", "EVIDENCE_UNBOUND")
def custody_of_another_batch_filed_under_ours(d):
    custody(d, batch="batch:acme/C-2026-042")


@attack("custody", "CUSTODY_INCOMPLETE")
def custody_that_begins_at_a_stranger(d):
    custody(d, r.HANDOFFS[1:], origin="party:weser-cargo")


@attack("custody", "EVIDENCE_MISSING")
def custody_written_before_it_happened(d):
    custody(d, issued="2026-06-10T08:00:00Z")


@attack("custody", "CUSTODY_INCOMPLETE")
def custody_received_after_the_instant(d):
    custody(d, r.HANDOFFS[:2] + [dict(r.HANDOFFS[2], received="2026-07-01T08:00:00Z")],
            issued=None)


@attack("custody", "CUSTODY_INCOMPLETE")
def custody_without_handoffs(d):
    predicate = dict(r.custody_record([]))
    d.rerecord(CUSTODY, "custody_record", (BATCH,), predicate)


@attack("custody", "CUSTODY_INCOMPLETE")
def custody_from_the_maker_to_the_maker(d):
    custody(d, [dict(r.HANDOFFS[0], to="party:acme")], destination="party:acme")


@attack("custody", "EVIDENCE_POSTDATED")
def custody_dated_after_the_instant(d):
    custody(d, issued=FUTURE)


@unnoticed
def custody_that_skips_the_forwarder(d):
    custody(d, [dict(r.HANDOFFS[0], to=r.OWNER, received=r.HANDOFFS[2]["received"])])


@unnoticed
def custody_at_equal_times(d):
    same = {"handed": "2026-06-11T06:30:00Z", "received": "2026-06-11T06:30:00Z"}
    custody(d, [dict(h, **same) for h in r.HANDOFFS])


@attack("custody", "CUSTODY_BREAK")
def custody_backwards(d):
    custody(d, [dict(r.HANDOFFS[0], received="2026-06-10T06:45:00Z")] + r.HANDOFFS[1:])


# --- updates -------------------------------------------------------------------------------------

def history(d, subjects=(BATCH, PRODUCT), **changes):
    d.rerecord(HISTORY, "update_history", subjects, r.update_history(), **changes)


def change(**what):
    return dict(r.update_history()["changes"][0], **what)


@attack("updates", "CARRIER_INCOMPLETE")
def history_that_foretells(d):
    history(d, issued="2026-05-20T08:00:00Z", covers_until="2030-12-31")


@attack("updates", "CARRIER_INCOMPLETE")
def history_that_begins_after_the_delivery(d):
    history(d, covers_from="2026-06-29", changes=[])


@attack("updates", "CARRIER_INCOMPLETE")
def history_that_is_not_complete(d):
    history(d, complete=False)


@attack("updates", "VERSION_MISMATCH")
def history_with_a_rollback_at_the_same_time(d):
    history(d, changes=[change(), change(from_version="5.4.2", to_version="5.4.1")])


@attack("updates", "VERSION_MISMATCH")
def history_with_a_rollback_of_one(d):
    history(d, changes=[change(), change(serial="3140", at="2026-06-01T08:00:00Z",
                                         from_version="5.4.2", to_version="5.4.1")])


@attack("updates", "UPDATE_UNAUTHORISED")
def history_with_a_change_by_nobody(d):
    history(d, changes=[change(), change(at="2026-06-01T08:00:00Z", authorised=False)])


@attack("updates", "EVIDENCE_UNBOUND")
def history_of_another_batch(d):
    history(d, subjects=("batch:acme/C-2026-042", PRODUCT))


# --- baseline ------------------------------------------------------------------------------------

@attack("baseline", "EVIDENCE_UNBOUND")
def sample_that_is_not_of_the_delivery(d):
    d.rerecord(EXPORT, "configuration_export", (r.asset("3102"),), r.configuration_export(),
               asset=r.asset("2988"))


@attack("baseline", "EVIDENCE_UNBOUND")
def sample_of_another_product(d):
    d.rerecord(EXPORT, "configuration_export", (r.asset("3102"),), r.configuration_export(),
               asset="asset:acme/ic-99#3102")


@attack("baseline", "BASELINE_MISMATCH")
def sample_with_one_setting_less(d):
    settings = dict(r.SETTINGS)
    del settings["ssh.enabled"]
    d.rerecord(EXPORT, "configuration_export", (r.asset("3102"),), r.configuration_export(),
               settings=settings)


@attack("baseline", "EVIDENCE_POSTDATED")
def baseline_of_tomorrow(d):
    d.rerecord(BASELINE, "configuration_baseline", OURS, r.configuration_baseline(),
               issued=FUTURE)


@unnoticed
def baseline_with_one_setting(d):
    one = {"ssh.enabled": "false"}
    d.rerecord(BASELINE, "configuration_baseline", OURS, r.configuration_baseline(), settings=one)
    d.rerecord(EXPORT, "configuration_export", (r.asset("3102"),), r.configuration_export(),
               settings=one)


# --- bill of materials ---------------------------------------------------------------------------

def bill(d, **component):
    s = d.payload(SBOM)
    s["predicate"]["metadata"]["component"].update(component)
    d.resign(SBOM, s)


@attack("composition", "CARRIER_INCOMPLETE")
def bill_without_components(d):
    s = d.payload(SBOM)
    s["predicate"]["components"] = []
    d.resign(SBOM, s)


@attack("composition", "VERSION_MISMATCH")
def bill_of_another_thing_of_the_same_version(d):
    bill(d, name="bootloader", purl="pkg:generic/acme/bootloader@5.4.2", hashes=[])


@attack("composition", "VERSION_MISMATCH")
def bill_of_another_name_without_purl(d):
    s = d.payload(SBOM)
    s["predicate"]["metadata"]["component"] = {"type": "firmware", "name": "bootloader",
                                               "version": "5.4.2"}
    d.resign(SBOM, s)


@attack("composition", "IMAGE_DIGEST_MISMATCH")
def bill_of_another_image(d):
    bill(d, hashes=[{"alg": "SHA-256", "content": "0" * 64}])


@attack("composition", "EVIDENCE_POSTDATED")
def bill_of_tomorrow(d):
    s = d.payload(SBOM)
    s["predicate"]["metadata"]["timestamp"] = FUTURE
    d.resign(SBOM, s)


@unnoticed
def bill_that_leaves_one_out(d):
    s = d.payload(SBOM)
    s["predicate"]["components"].pop()
    s["predicate"]["dependencies"] = []
    d.resign(SBOM, s)


# --- vulnerability status ------------------------------------------------------------------------

def statements(d, *entries, subjects=OURS):
    s = d.payload(VEX)
    s["predicate"]["statements"] = list(entries)
    s["subject"] = [signing.name(x) for x in subjects]
    d.resign(VEX, s)


def entry(product, status="fixed", vulnerability="CVE-2023-48795"):
    return {"vulnerability": {"name": vulnerability}, "products": [product], "status": status,
            "justification": "vulnerable_code_not_present"}


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_without_statements(d):
    statements(d)


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_of_another_product_of_the_same_version(d):
    statements(d, entry({"@id": OTHER_RELEASE}))


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_of_an_image_that_only_a_hash_names(d):
    statements(d, entry({"hashes": {"sha-256": "0" * 64}}))


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_of_an_image_that_another_hash_names(d):
    statements(d, entry({"hashes": {"sha-512": "0" * 128}}))


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_fixed_in_some_version(d):
    statements(d, entry({"@id": PRODUCT}))


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_fixed_in_some_version_beside_a_good_one(d):
    statements(d, entry({"@id": RELEASE}), entry({"@id": "pkg:generic/acme/ic-22"},
                                                 vulnerability="CVE-2026-1111"))


@attack("vulnerabilities", "VULNERABILITY_OPEN")
def status_open_for_the_product(d):
    statements(d, entry({"@id": RELEASE}), entry({"@id": PRODUCT}, "under_investigation",
                                                 "CVE-2026-1111"))


@attack("vulnerabilities", "EVIDENCE_UNBOUND")
def status_open_for_the_product_as_text(d):
    statements(d, entry({"@id": RELEASE}), entry({"@id": "IC-22"}, "under_investigation",
                                                 "CVE-2026-1111"))


@attack("vulnerabilities", "EVIDENCE_POSTDATED")
def status_of_tomorrow(d):
    d.status(FUTURE)


@unnoticed
def status_open_for_a_component_as_product(d):
    statements(d, entry({"@id": RELEASE}), entry({"@id": "pkg:deb/debian/zlib1g@1.2.13"},
                                                 "under_investigation", "CVE-2026-1111"))


@unnoticed
def status_that_leaves_some_out(d):
    s = d.payload(VEX)["predicate"]["statements"]
    statements(d, s[0])


# --- support and use -----------------------------------------------------------------------------

def support(d, subjects=OURS, **changes):
    d.rerecord(SUPPORT, "support_period_statement", subjects, r.support_period(), **changes)


def use(d, subjects=(PRODUCT,), **changes):
    d.rerecord(USE, "planned_use", subjects, r.planned_use(), "owner", **changes)


@attack("support", "EVIDENCE_UNBOUND")
def support_of_another_release(d):
    support(d, release="release:acme/ic-22@4.0.0", product=None)


@attack("support", "EVIDENCE_UNBOUND")
def support_of_another_product(d):
    support(d, release=None, product=OTHER)


@unnoticed
def support_that_begins_later(d):
    support(d, support_start="2030-01-01")


@attack("support", "EVIDENCE_POSTDATED")
def support_promised_tomorrow(d):
    support(d, issued="2026-07-20")


@attack("support", "EVIDENCE_STALE")
def use_that_is_over(d):
    use(d, use_from="2020-01-01", use_until="2025-12-31")


@attack("support", "EVIDENCE_UNBOUND")
def use_of_another_product(d):
    use(d, product=OTHER, use_until="2026-12-31")


@unnoticed
def support_of_the_product(d):
    support(d, release=None)


# --- claim ---------------------------------------------------------------------------------------

def scope(d, **changes):
    """A scope statement with some members otherwise, and the claim that names it."""
    d.rerecord(SCOPE, "scope_statement", OURS, r.scope_statement(), **changes)
    edition = changes.get("edition", r.EDITION)
    claim = r.capability_claim(changes.get("claimed", r.VECTOR),
                               signing.file_digest(d.path(SCOPE)))
    d.rerecord(CLAIM, "capability_claim", OURS, claim, edition=edition)


@attack("capability", "EDITION_MISMATCH")
def claim_to_an_edition_of_fancy(d):
    scope(d, edition="iec62443-4-2:2031")


@attack("capability", "EVIDENCE_CONFLICT")
def claim_to_another_edition_than_its_scope(d):
    d.rerecord(CLAIM, "capability_claim", OURS, d.payload(CLAIM)["predicate"],
               edition="iec62443-4-2:2015")


@attack("capability", "VERSION_MISMATCH")
def claim_scope_of_another_release(d):
    scope(d, release="release:acme/ic-22@5.4.1")


@attack("capability", "EVIDENCE_UNBOUND")
def claim_of_another_product(d):
    d.rerecord(CLAIM, "capability_claim", OURS, d.payload(CLAIM)["predicate"], product=OTHER)


@attack("capability", "EVIDENCE_UNBOUND")
def claim_scope_of_another_product(d):
    scope(d, product=OTHER, release=OTHER_RELEASE)


@attack("capability", "EVIDENCE_CONFLICT")
def claim_higher_than_its_scope(d):
    d.rerecord(CLAIM, "capability_claim", OURS, d.payload(CLAIM)["predicate"],
               level=dict(r.VECTOR, FR1=4))


@attack("capability", "SCOPE_MISSING")
def claim_for_no_type_of_component(d):
    scope(d, component_types=[])


@unnoticed
def claim_of_nothing(d):
    zero = {f: 0 for f in r.VECTOR}
    scope(d, claimed=zero)


# --- retention -----------------------------------------------------------------------------------

def retention(d, subjects=(BATCH,), **changes):
    d.rerecord(RETENTION, "retention_record", subjects, r.retention_record(), "owner", **changes)


@attack("retention", "RETENTION_ENDS")
def retention_until_tomorrow(d):
    retention(d, until="2026-07-01")


@attack("retention", "EVIDENCE_UNBOUND")
def retention_of_another_batch(d):
    retention(d, batch="batch:acme/C-2026-042")


@attack("retention", "EVIDENCE_UNBOUND")
def retention_of_another_batch_by_its_own_name(d):
    retention(d, batch="C-2026-042")


# --- identity ------------------------------------------------------------------------------------

def identity_list(d, pairs, subjects=(BATCH, PRODUCT), **changes):
    d.rerecord(forms.IDENTITIES, "identity_list", subjects, r.identity_list(pairs), **changes)


def pairs(d, skip=()):
    return [(s, d.made.certificate_digest(d.made.at("certificates", s + ".pem")))
            for s in forms.SERIALS if s not in skip]


@attack("serials", "CARRIER_INCOMPLETE")
def identities_of_nobody(d):
    identity_list(d, [])


@attack("identity", "CARRIER_INCOMPLETE")
def identities_of_nobody_say_nothing_of_certificates(d):
    identity_list(d, [])


@attack("serials", "EVIDENCE_UNBOUND")
def identities_of_another_batch(d):
    identity_list(d, pairs(d), batch="C-2026-042")


@attack("serials", "EVIDENCE_UNBOUND")
def identities_of_another_product(d):
    identity_list(d, pairs(d), product=OTHER, model="IC-99", release=OTHER_RELEASE)


@attack("serials", "EVIDENCE_POSTDATED")
def identities_of_tomorrow(d):
    identity_list(d, pairs(d), issued=FUTURE)


@attack("serials", "EVIDENCE_CONFLICT")
def two_identity_lists_that_disagree(d):
    mine = dict(pairs(d))
    mine["3101"], mine["3102"] = mine["3102"], mine["3101"]
    d.rerecord("identities/second.dsse.json", "identity_list", (BATCH, PRODUCT),
               r.identity_list(list(mine.items())))


@attack("serials", "SERIAL_DUPLICATE")
def identities_with_one_serial_twice(d):
    both = pairs(d)
    identity_list(d, both + [(both[0][0], both[1][1])])


def readout(d, serial, who=None, subjects=None, where=None, **changes):
    d.rerecord(where or f"identities/readout-{serial}.dsse.json", "identity_readout",
               subjects or (r.asset(serial),), r.identity_readout(serial, forms.READOUTS.get(
                   serial, "2026-06-30T08:41:10Z")), who or serial, **changes)


@attack("possession", "CHALLENGE_NOT_OWN")
def readouts_to_one_challenge(d):
    for s in forms.READOUTS:
        readout(d, s, challenge="ab" * 32)


@unnoticed
def readout_older_than_its_certificate(d):
    readout(d, "3102", issued="2026-05-01T08:00:00Z", answered="2026-05-01T08:00:00Z")


@attack("possession", "EVIDENCE_MISSING")
def readout_recorded_before_it_was_answered(d):
    readout(d, "3102", issued="2026-06-29T08:00:00Z")


@attack("possession", "IDENTITY_MISMATCH")
def readout_of_one_signed_by_another(d):
    readout(d, "3102", who="3103")


@attack("possession", "EVIDENCE_MISSING")
def readouts_of_four(d):
    d.remove("identities/readout-3102.dsse.json")


@attack("possession", "EVIDENCE_MISSING")
def readouts_of_four_and_one_twice(d):
    d.remove("identities/readout-3102.dsse.json")
    readout(d, "3108", where="identities/readout-again.dsse.json",
            challenge="cd" * 32, answered="2026-06-30T09:00:00Z")


@attack("possession", "EVIDENCE_MISSING")
def readout_of_a_device_of_another_batch(d):
    d.remove("identities/readout-3102.dsse.json")
    d.link("identities/device-2988.pem", d.made.at("variants", "2988.pem"))
    readout(d, "2988", subjects=(r.asset("3102"),))


# --- firmware ------------------------------------------------------------------------------------

def manifest(d, **changes):
    import json
    m = json.loads(d.read(forms.MANIFEST))
    image = {k: changes.pop(k) for k in ("size", "sha256") if k in changes}
    m["images"][0].update(image)
    m.update(changes)
    d.write(forms.MANIFEST, json.dumps(m).encode())
    d.sign_manifest("release")


@attack("firmware", "IMAGE_DIGEST_MISMATCH")
def manifest_with_another_size(d):
    manifest(d, size=1)


@attack("firmware", "IMAGE_DIGEST_MISMATCH")
def manifest_with_another_digest(d):
    manifest(d, sha256="0" * 64)


@attack("firmware", "VERSION_MISMATCH")
def manifest_of_another_release(d):
    manifest(d, release="release:acme/ic-22@5.4.1")


@attack("firmware", "VERSION_MISMATCH")
def manifest_of_another_version(d):
    manifest(d, version="5.4.1")


@attack("firmware", "EVIDENCE_UNBOUND")
def manifest_of_another_product(d):
    manifest(d, product=OTHER)


@attack("firmware", "EVIDENCE_POSTDATED")
def manifest_of_tomorrow(d):
    manifest(d, issued=FUTURE)


@attack("firmware", "IMAGE_DIGEST_MISMATCH")
def image_that_no_manifest_covers(d):
    d.link("firmware/ic-22-extra.squashfs", d.made.at("image/small.squashfs"))


# --- keys of the wrong owner ---------------------------------------------------------------------

@attack("composition", "KEY_PURPOSE_MISMATCH")
def bill_signed_by_a_device(d):
    d.resign(SBOM, d.payload(SBOM), "3101")


@attack("firmware", "KEY_PURPOSE_MISMATCH")
def manifest_signed_for_evidence(d):
    d.sign_manifest("evidence")


@unnoticed
def bill_signed_by_the_certification_body(d):
    d.resign(SBOM, d.payload(SBOM), "certification-body")


@unnoticed
def retention_signed_by_the_maker(d):
    d.resign(RETENTION, d.payload(RETENTION), "evidence")


assert composition
