# without_keys.py - somebody on the way, who can take away, add and rename, and sign nothing.
# SPDX-License-Identifier: Apache-2.0
import os
import pathlib

from attacks import attack, forms, r, t, unnoticed

SERIALS = forms.SERIALS
LISTED = {"ordered": forms.ORDER, "sent": forms.PACKING, "received": forms.RECEIPT}


def spelled(serial):
    return SERIALS[:26] + [serial] + SERIALS[27:]


# --- taken away ----------------------------------------------------------------------------------

def taken(where, criterion, code="EVIDENCE_MISSING"):
    def change(d):
        d.remove(where)
    change.__name__ = "without_" + pathlib.Path(where).name
    attack(criterion, code)(change)


for where, criterion in (
        ("records/custody.dsse.json", "custody"), ("records/update-history.dsse.json", "updates"),
        ("records/baseline.dsse.json", "baseline"),
        ("records/configuration-3102.dsse.json", "baseline"),
        ("records/support.dsse.json", "support"), ("records/planned-use.dsse.json", "support"),
        ("records/retention.dsse.json", "retention"), ("sbom/ic-22.cdx.dsse.json", "composition"),
        ("sbom/ic-22.openvex.dsse.json", "vulnerabilities"),
        ("capability/claim.dsse.json", "capability"),
        ("capability/certificate.dsse.json", "component-certificate"),
        ("firmware/manifest.json", "firmware"), ("firmware/ic-22-5.4.2.squashfs", "firmware"),
        ("identities/identity-list-C-2026-041.dsse.json", "serials"),
        (forms.ORDER, "serials"), (forms.PACKING, "serials"), (forms.RECEIPT, "serials")):
    taken(where, criterion)
taken("capability/scope.dsse.json", "capability", "SCOPE_MISSING")
taken("firmware/manifest.json.p7s", "firmware", "SIGNATURE_MISSING")
taken("identities/acme-issuing-7.crl", "identity", "REVOCATION_UNKNOWN")
taken("identities/acme-root.crl", "identity", "REVOCATION_UNKNOWN")
taken("identities/acme-device-issuing-ca-7.pem", "identity", "ISSUER_NOT_TRUSTED")
taken("identities/device-certificates/IC-22_3140.pem", "identity")


# --- serials in other spellings ------------------------------------------------------------------

def spelling(name, serial, lists, code, criterion="serials"):
    def change(d):
        where = {n: spelled(serial) if n in lists else SERIALS
                 for n in ("ordered", "listed", "received")}
        d.write(forms.ORDER, t.purchase_order(where["ordered"]))
        d.write(forms.PACKING, t.packing_list(where["listed"]))
        rows = [["Wareneingang", "Materialnummer", "Charge", "Seriennummer"]]
        rows += [["5000778812", t.ARTICLE, t.BATCH, s] for s in where["received"]]
        d.write(forms.RECEIPT, t.write_csv(rows, ";", "utf-8"))
    change.__name__ = "serial_" + name
    attack(criterion, code)(change)


for name, serial, code in (("in_full_width", "３１２７", "SERIAL_MISSING"),
                           ("with_a_homoglyph", "З127", "SERIAL_MISSING"),
                           ("with_a_space", "31 27", "SERIAL_MISSING"),
                           ("with_nbsp", "31\u00a027", "IDENTIFIER_DAMAGED"),
                           ("with_a_zero_in_front", "03127", "IDENTIFIER_DAMAGED"),
                           ("with_a_hidden_character", "31\u200b27", "IDENTIFIER_DAMAGED")):
    spelling(name, serial, ("listed", "received"), code)
spelling("as_a_number", "3127.0", ("listed",), "IDENTIFIER_DAMAGED")
spelling("everywhere_else_than_in_the_identities", "３１２７",
         ("ordered", "listed", "received"), "IDENTITY_MISSING")


@unnoticed
def serial_padded(d):
    d.write(forms.PACKING, t.packing_list(spelled(" 3127 ")))


# --- tables --------------------------------------------------------------------------------------

@attack("serials", "SERIAL_UNEXPECTED")
def second_packing_list_with_more(d):
    d.write("LS_80012346.xlsx", t.packing_list(["3151"]))


@attack("serials", "SERIAL_UNEXPECTED")
def hidden_row(d):
    import io
    import zipfile
    source = zipfile.ZipFile(io.BytesIO(t.packing_list(SERIALS + ["3151"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for n in source.namelist():
            data = source.read(n)
            if n.endswith("sheet1.xml"):
                data = data.replace(b'<row r="55">', b'<row r="55" hidden="1">')
                assert b"hidden=" in data
            z.writestr(n, data)
    d.write(forms.PACKING, out.getvalue())


@attack("serials", "SERIAL_MISSING")
def order_for_more(d):
    d.write(forms.ORDER, t.purchase_order(SERIALS + ["3151"]))


@attack("serials", "EVIDENCE_UNBOUND")
def order_for_another_batch(d):
    d.write(forms.ORDER, t.purchase_order(SERIALS).replace(b"C-2026-041", b"C-2026-042"))


@attack("serials", "EVIDENCE_UNBOUND")
def receipt_of_another_batch(d):
    d.write(forms.RECEIPT, t.goods_receipt(SERIALS).replace(b"C-2026-041", b"C-2026-042"))


@attack("serials", "SERIAL_MISSING")
def one_row_of_the_receipt_of_another_batch(d):
    lines = t.goods_receipt(SERIALS).split(b"\r\n")
    lines[27] = lines[27].replace(b"C-2026-041", b"C-2026-042")
    d.write(forms.RECEIPT, b"\r\n".join(lines))


@attack("firmware", "VERSION_MISMATCH")
def order_for_another_firmware(d):
    d.write(forms.ORDER, t.purchase_order(SERIALS).replace(b",5.4.2", b",5.4.1"))


@attack("serials", "EVIDENCE_MISSING")
def packing_list_without_headings(d):
    d.write(forms.PACKING, "\r\n".join(SERIALS).encode())


@attack("serials", "SERIAL_MISSING")
def packing_list_of_the_small_form(d):
    d.write(forms.PACKING, pathlib.Path(d.made.at("small", forms.PACKING)).read_bytes())


# --- of other deliveries -------------------------------------------------------------------------

def beside(name, form, where, criterion, code):
    def change(d):
        d.take(form, where, "added-" + os.path.basename(where))
    change.__name__ = "beside_" + name
    attack(criterion, code)(change)


beside("custody_with_a_break", "custody-break", "records/custody.dsse.json", "custody",
       "CUSTODY_BREAK")
beside("support_that_ends", "support-ends", "records/support.dsse.json", "support",
       "EVIDENCE_CONFLICT")
beside("identities_of_mixed", "mixed", forms.IDENTITIES, "serials", "EVIDENCE_CONFLICT")
beside("a_bare_claim", "bare-level", "capability/claim.dsse.json", "capability",
       "EVIDENCE_CONFLICT")
beside("a_flipped_image", "image-flipped", "firmware/ic-22-5.4.2.squashfs", "firmware",
       "IMAGE_DIGEST_MISMATCH")
beside("a_newer_revocation_list", "certificate-revoked", "identities/acme-issuing-7.crl",
       "identity", "CERT_REVOKED")


@unnoticed
def beside_an_older_status(d):
    d.take("status-stale", "sbom/ic-22.openvex.dsse.json", "added.json")


@unnoticed
def beside_an_older_bill(d):
    d.take("sbom-version", "sbom/ic-22.cdx.dsse.json", "added.json")


@unnoticed
def beside_an_older_baseline(d):
    d.take("old-baseline", "records/baseline.dsse.json", "added.json")


@attack("firmware", "IMAGE_DIGEST_MISMATCH")
def beside_the_older_image(d):
    d.link("firmware/old.squashfs", d.made.at("image/ic-22-5.4.1.squashfs"))


@attack("serials", "IDENTITY_MISSING")
def identities_of_the_small_form(d):
    small = pathlib.Path(d.made.at("small")) / forms.IDENTITIES
    d.write(forms.IDENTITIES, small.read_bytes())


@attack("identity", "CERT_REVOKED")
def certificate_of_a_withdrawn_device_for_ours(d):
    d.write("identities/device-certificates/IC-22_3140.pem",
            pathlib.Path(d.made.at("variants/2988.pem")).read_bytes())


@attack("identity", "EVIDENCE_MISSING")
def certificate_of_another_serial_under_the_name(d):
    d.write("identities/device-certificates/IC-22_3140.pem",
            pathlib.Path(d.made.at("certificates/3141.pem")).read_bytes())


@attack("identity", "REVOCATION_UNKNOWN")
def revocation_list_of_a_namesake(d):
    d.write("identities/acme-issuing-7.crl", foreign_list(d, "20260625060000Z",
                                                          "20260725060000Z"))


def foreign_list(d, since, until):
    """A list of another authority that bears our issuing authority's name."""
    import subprocess
    import tempfile
    with tempfile.TemporaryDirectory() as work:
        def run(*args):
            subprocess.run(("openssl",) + args, cwd=work, check=True, capture_output=True)
        run("ecparam", "-genkey", "-name", "prime256v1", "-out", "k")
        run("req", "-x509", "-new", "-key", "k", "-out", "c", "-days", "3000", "-subj",
            "/O=ACME Controls/CN=ACME Device Issuing CA 7")
        pathlib.Path(work, "index").write_text("")
        pathlib.Path(work, "conf").write_text(
            "[ca]\ndefault_ca=a\n[a]\ndatabase=index\ndefault_md=sha256\n")
        run("ca", "-config", "conf", "-gencrl", "-keyfile", "k", "-cert", "c", "-out", "l",
            "-crl_lastupdate", since, "-crl_nextupdate", until)
        return pathlib.Path(work, "l").read_bytes()


# --- lookalikes without a signature --------------------------------------------------------------

@unnoticed
def bare_lookalikes_beside_the_signed(d):
    for where in ("sbom/ic-22.cdx.dsse.json", "sbom/ic-22.openvex.dsse.json",
                  "records/custody.dsse.json", "capability/certificate.dsse.json"):
        d.bare(where.replace(".dsse", ".bare"), d.payload(where))


@unnoticed
def files_renamed(d):
    d.write("sbom/custody.txt", d.read("records/custody.dsse.json"))
    d.remove("records/custody.dsse.json")


@unnoticed
def bare_status_that_contradicts(d):
    s = d.payload("sbom/ic-22.openvex.dsse.json")
    s["predicate"]["statements"][0].update(status="affected", action_statement="update")
    d.bare("contradicts.json", s)


@attack("identity", "CERT_REVOKED")
def certificates_of_other_devices(d):
    for n in ("2988.pem", "foreign-3120.pem"):
        d.link("identities/other-" + n, d.made.at("variants", n))


assert r
