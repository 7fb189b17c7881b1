/* report/letter_words.c - what to ask for, gap by gap. See report/letter_words.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "report/letter_words.h"

#include "report/words_view.h"

#define ANSWERS 2

/* @ stands for the kind, as people say it. */
static const struct ask {
	enum finding_id	 id;
	const char	*please;
	const char	*answers[ANSWERS];
} asks[] = {
	{ FINDING_EVIDENCE_STALE, "Please send us a newer @",
	    { "the same @, made again and dated" } },
	{ FINDING_EVIDENCE_UNDATED, "Please send us the @ with its date",
	    { "the same @ with the day on which it was made" } },
	{ FINDING_EVIDENCE_POSTDATED, "Please check the date of the @",
	    { "the same @ with the day on which it was made" } },
	{ FINDING_EVIDENCE_EXPIRED, "Please send us a @ that is still valid",
	    { "the @ that has taken the place of this one" } },
	{ FINDING_EVIDENCE_NOT_OWN, "Please send us a @ of its own for each serial",
	    { "one file for each serial that names this serial alone" } },
	{ FINDING_EVIDENCE_UNBOUND, "Please say what the @ is about",
	    { "the same @, naming the product with its version, the batch or the serials" } },
	{ FINDING_EVIDENCE_LEVEL_LOW, "Please send us the @ in a form that can be checked",
	    { "the same @, signed, with a key that we did not get together with the goods" } },
	{ FINDING_EVIDENCE_CONFLICT, "Please tell us which @ holds",
	    { "the one that holds, saying that it replaces the other" } },
	{ FINDING_EVIDENCE_SUPERSEDED, "Please send us the @ that holds now",
	    { "the newest @" } },
	{ FINDING_EVIDENCE_REVOKED, "Please send us something in place of the withdrawn @",
	    { "a @ that has not been withdrawn" } },
	{ FINDING_CERTIFICATE_KIND_MISMATCH,
	    "Please send us a certificate for this product and version",
	    { "a certificate of the product's capabilities (IEC 62443-4-2) that names this "
	    "product and version",
	    "or a plain statement that there is none" } },
	{ FINDING_HOLDING_TOO_WEAK, "Please send us the @ itself", { "the file" } },
	{ FINDING_STAGE_MISMATCH, "Please send us the @ of the stage that is asked for",
	    { "a @ made at that stage" } },
	{ FINDING_PRODUCER_NOT_DISTINCT, "Please send us a second @, made by somebody else",
	    { "a @ of another organisation" } },
	{ FINDING_READER_NEEDED, "Please send us the @ in a form that a program can read",
	    { "CSV, XLSX or JSON in place of a scan, PDF or text document" } },
	{ FINDING_CRITERIA_NOT_APPLICABLE, "Please tell us what type of product this is",
	    { "one of: embedded device, network device, host device, software application" } },
	{ FINDING_SUBJECT_UNKNOWN, "Please say which product, version and serials you have sent",
	    { "a packing list with serial, article number, model, version and batch in columns "
	    "of their own" } },
	{ FINDING_SIGNATURE_MISSING, "Please send us the @ with a signature",
	    { "the same @ as a signed statement (DSSE), or with a detached signature (.p7s) "
	    "beside it" } },
	{ FINDING_SIGNATURE_INVALID, "Please send us the @ again, unchanged since it was signed",
	    { "the same @, exactly as it was signed" } },
	{ FINDING_SIGNER_UNKNOWN, "Please tell us whose key signed what you sent",
	    { "the fingerprint of the key (SHA-256), read out on a call to a number we know, or "
	    "stated in the contract",
	    "or a copy of the key handed over in person or through a public register" } },
	{ FINDING_ISSUER_NOT_TRUSTED, "Please tell us who issued these certificates",
	    { "certificates of the authority that you named to us before",
	    "or the fingerprint (SHA-256) of the other authority's root, by another way than "
	    "with the goods" } },
	{ FINDING_KEY_PURPOSE_MISMATCH,
	    "Please have the @ signed with the key that is meant for it",
	    { "the same @, signed with the key that you named to us for this purpose",
	    "or word by another way than with the goods that this key serves the purpose too" } },
	{ FINDING_ANCHOR_WITH_GOODS,
	    "Please let us have your keys by another way than with the goods",
	    { "the fingerprints (SHA-256) of the keys, read out on a call to a number we know, "
	    "or stated in the contract",
	    "or the keys handed over in person or through a public register" } },
	{ FINDING_CERT_EXPIRED, "Please send us certificates that are still valid",
	    { "a renewed certificate for each, and the identity list that names it" } },
	{ FINDING_CERT_NOT_YET_VALID, "Please send us certificates that are valid already",
	    { "certificates whose validity has begun" } },
	{ FINDING_CERT_REVOKED, "Please tell us what happened to the withdrawn certificates",
	    { "the reason and the day, and other devices in place of these" } },
	{ FINDING_REVOCATION_UNKNOWN, "Please send us a current revocation list",
	    { "the list (CRL) of each authority in the chain, covering the day of acceptance" } },
	{ FINDING_WEAK_DIGEST, "Please send us SHA-256 digests in place of MD5 or SHA-1",
	    { "the same @ with SHA-256" } },
	{ FINDING_SERIAL_MISSING, "Please send what is missing, or correct the list",
	    { "the device, with packing list and certificate",
	    "or a corrected packing list, if the device is there under another serial" } },
	{ FINDING_SERIAL_UNEXPECTED, "Please tell us why there is a device that was not ordered",
	    { "a corrected packing list, if it is a slip of the pen",
	    "or word that we may send it back" } },
	{ FINDING_SERIAL_DUPLICATE, "Please correct the list that names a serial twice",
	    { "the same list with each serial once, and the serial that stood behind the second "
	    "row" } },
	{ FINDING_QUANTITY_MISMATCH, "Please correct the quantity",
	    { "the same list with the number of devices that its rows name" } },
	{ FINDING_IDENTITY_MISSING, "Please complete your identity list, or tell us that you "
	    "did not make these devices",
	    { "a signed identity list that names them with their certificates",
	    "or a plain statement that these devices are not yours" } },
	{ FINDING_IDENTITY_MISMATCH, "Please tell us which certificate belongs to the serial",
	    { "the certificate that the identity list names, or a corrected, signed list" } },
	{ FINDING_CERTIFICATE_SHARED,
	    "Please send us a certificate of its own for each of these serials",
	    { "one certificate for each serial, and a signed identity list that names them",
	    "or word on which of the devices is the one that the certificate was issued to" } },
	{ FINDING_TABLE_COLUMN_SUSPECT, "Please send us the @ with its columns in order",
	    { "the same list, each column holding what its heading says" } },
	{ FINDING_IDENTIFIER_DAMAGED, "Please send us the @ with its numbers as text",
	    { "the same list with article, order and serial numbers as text, leading zeros "
	    "included (in a spreadsheet: cells formatted as text before anything is typed)",
	    "or the same list as CSV, straight from your system" } },
	{ FINDING_IMAGE_DIGEST_MISMATCH, "Please tell us which firmware image is the right one",
	    { "the image that the signed manifest names, byte for byte",
	    "or a newly signed manifest that names this image" } },
	{ FINDING_IMAGE_MISSING, "Please send us the firmware image that the manifest names",
	    { "the image, byte for byte" } },
	{ FINDING_VERSION_MISMATCH, "Please send us the @ of the version that was delivered",
	    { "the same @, made for the delivered version" } },
	{ FINDING_BASELINE_MISMATCH, "Please explain the settings that differ",
	    { "the settings of a sample that equal the accepted ones",
	    "or a signed baseline of the delivered version" } },
	{ FINDING_CUSTODY_BREAK, "Please close the gap in the chain of custody",
	    { "a signed record of the hand-off between the two, with times and places",
	    "or word that nobody can say where the goods were" } },
	{ FINDING_CUSTODY_INCOMPLETE, "Please complete the chain of custody",
	    { "a signed record that reaches from your works to our door, each hand-off with the "
	    "times at which it was handed over and received" } },
	{ FINDING_UPDATE_UNAUTHORISED, "Please explain the change that nobody authorised",
	    { "who authorised it, when and why, in a signed update history" } },
	{ FINDING_CARRIER_INCOMPLETE, "Please send us a @ that says that it is complete",
	    { "the same @, covering all devices and the whole time until now" } },
	{ FINDING_VULNERABILITY_OPEN, "Please tell us what you do about these vulnerabilities",
	    { "a newer, signed status that says fixed or not affected, and why",
	    "or a release that mends them, and when it comes" } },
	{ FINDING_SUPPORT_ENDS, "Please tell us how support can last as long as our use",
	    { "a signed statement with a later end of support",
	    "or an offer for longer support, or a successor" } },
	{ FINDING_ATTESTATION_MISMATCH, "Please explain the state that the devices reported",
	    { "the accepted state, attested anew" } },
	{ FINDING_SCOPE_MISSING, "Please say for what the claimed security level holds",
	    { "a signed scope statement with product, version, configuration, environment, "
	    "edition of the standard, and a value for each of the seven foundational "
	    "requirements",
	    "or the withdrawal of the claim" } },
	{ FINDING_EDITION_MISMATCH, "Please send us the @ to the edition of the standard that "
	    "we ask for",
	    { "a @ to that edition", "or word on what differs between the two editions" } },
	{ FINDING_LEVEL_NOT_CERTIFIED, "Please show us a certificate of the level that is claimed "
	    "or asked for",
	    { "a certificate of at least that level",
	    "or word that no more is certified, and a signed claim of no more than that" } },
	{ FINDING_LEVEL_NOT_SHOWN, "Please show us what the security level asks for, row by row",
	    { "for each row named a record of this release: a test of it, or what documents it",
	    "or word that it is not met, and what is done in its place" } },
	{ FINDING_LEVEL_SHORT, "Please tell us what you do about rows that are not met",
	    { "a later test of the row on this release that passed",
	    "or a countermeasure in our system that is in place of it, with its record" } },
	{ FINDING_SIGNER_NOT_INDEPENDENT, "Please have the certificate signed by whoever issued it",
	    { "the certificate, signed by the body that issued it with a key of its own" } },
	{ FINDING_CHALLENGE_NOT_OWN, "Please let each device answer a challenge of its own",
	    { "answers to the challenges that we send you, another for each device" } },
	{ FINDING_RETENTION_ENDS, "Please say how the evidence is kept as long as the goods "
	    "are used",
	    { "a record with a later date, or with somebody who takes over" } },
	{ FINDING_INSPECTION_FAILED, "Please tell us what you do about the failed inspection",
	    { "a new inspection record, and what was mended" } },
	{ FINDING_OWNER_MISSING, "Please say who keeps the evidence, and until when",
	    { "a record with name, place and date" } },
	{ FINDING_INPUT_MALFORMED, "Please send us the @ again; the file is damaged",
	    { "the same @, exported anew" } },
};

static const struct ask other = { FINDING_NONE, "Please clear up what we found in the @",
	{ "the same @ in good order" } };

static const struct ask *
ask_of(enum finding_id id)
{
	for (size_t i = 0; i < COUNT(asks); i++)
		if (asks[i].id == id)
			return &asks[i];
	return &other;
}

static void
put_filled(const char *text, struct slice kind, struct buf *out)
{
	for (; *text != '\0'; text++) {
		if (*text != '@')
			buf_add_byte(out, (uint8_t)*text);
		else if (kind.len > 0)
			kind_words(kind, out);
		else
			buf_add_text(out, "evidence");
	}
}

/* --- evidence that is not there --------------------------------------------------------------- */

/* What people send for a kind. Everything else: a signed statement. */
static const struct { struct slice kind; const char *form; } forms[] = {
	{ SLICE_INIT("device_certificate"), "X.509 files (PEM or DER), the serial in the subject" },
	{ SLICE_INIT("firmware_image"), "the image file, byte for byte as it is installed" },
	{ SLICE_INIT("firmware_manifest"),
	    "a JSON manifest with a detached signature (.p7s), naming each image with its "
	    "SHA-256" },
	{ SLICE_INIT("sbom"), "CycloneDX JSON for this very version, in a signed envelope (DSSE)" },
	{ SLICE_INIT("vex_statement"),
	    "OpenVEX for this very version, in a signed envelope (DSSE)" },
	{ SLICE_INIT("packing_list"),
	    "CSV or XLSX with one row for each serial, numbers as text" },
	{ SLICE_INIT("identity_list"),
	    "a signed statement (DSSE) with the serial of each device and the SHA-256 of its "
	    "certificate" },
	{ SLICE_INIT("identity_readout"),
	    "our challenge, signed by the device with the key of its own certificate" },
	{ SLICE_INIT("custody_record"),
	    "a signed statement (DSSE) with every hand-off: from, to, handed over, received" },
	{ SLICE_INIT("certificate_component"),
	    "the certificate, signed by the body that issued it, naming product and version" },
};

static const char *
form_of(struct slice kind, bool may_be_unsigned)
{
	for (size_t i = 0; i < COUNT(forms); i++)
		if (slice_eq(forms[i].kind, kind))
			return forms[i].form;
	return may_be_unsigned ? "a file that names the product with its version, or the batch" :
	    "a signed statement (DSSE) that names the product with its version, or the batch";
}

static void
put_missing(struct slice kind, const struct view_need *need, struct buf *out)
{
	buf_add_text(out, "Please send us ");
	if (need == NULL) {
		buf_add_text(out, "a ");
		kind_words(kind, out);
		return;
	}
	buf_add(out, need->phrase);
	if (need->each_asset)
		buf_add_text(out, " for each serial");
	if (need->at_least > 1)
		buf_addf(out, ", at least %llu of them%s", (unsigned long long)need->at_least,
		    need->of_asset ? ", each from another serial" : "");
}

/* The form, who signs it, how old it may be. */
static void
put_form(struct slice kind, const struct view_need *need, struct buf *out)
{
	buf_add_text(out, form_of(kind, need != NULL && need->unsigned_allowed));
	if (need != NULL && need->party.len > 0 && !slice_eq(need->party, SLICE("manufacturer")) &&
	    !slice_eq(need->party, SLICE("assessor"))) {
		buf_add_text(out, ", signed by the ");
		kind_words(need->party, out);
	}
	if (need != NULL && need->not_older_than.len > 0) {
		buf_add_text(out, ", not older than ");
		duration_words(need->not_older_than, out);
	}
}

void
please_words(enum finding_id id, struct slice kind, const struct view_need *need,
    struct buf *out)
{
	if (id == FINDING_EVIDENCE_MISSING)
		put_missing(kind, need, out);
	else
		put_filled(ask_of(id)->please, kind, out);
}

bool
answer_words(enum finding_id id, struct slice kind, const struct view_need *need, size_t number,
    struct buf *out)
{
	if (id == FINDING_EVIDENCE_MISSING) {
		if (number == 0)
			put_form(kind, need, out);
		return number == 0;
	}
	if (number >= ANSWERS || ask_of(id)->answers[number] == NULL)
		return false;
	put_filled(ask_of(id)->answers[number], kind, out);
	if (id == FINDING_EVIDENCE_STALE && need != NULL && need->not_older_than.len > 0) {
		buf_add_text(out, ", not older than ");
		duration_words(need->not_older_than, out);
	}
	return true;
}

/* People who have not read it are ours, whoever made it. */
bool
is_about_readers(enum finding_id id)
{
	return id == FINDING_REVIEW_MISSING || id == FINDING_REVIEW_STALE ||
	    id == FINDING_REVIEW_FAILED || id == FINDING_READERS_TOO_FEW ||
	    id == FINDING_READER_NOT_INDEPENDENT;
}

bool
is_ours(enum finding_id id, struct slice kind, const struct view_need *need)
{
	static const struct slice by_us[] = { SLICE_INIT("purchase_order"),
	    SLICE_INIT("goods_receipt"), SLICE_INIT("planned_use"),
	    SLICE_INIT("retention_record") };
	bool made_by_us = false;
	for (size_t i = 0; i < COUNT(by_us); i++)
		made_by_us = made_by_us || slice_eq(kind, by_us[i]);
	if (is_about_readers(id))
		return true;
	if (finding_class(id) != CLASS_LACK)
		return false;
	return made_by_us || (need != NULL && slice_eq(need->party, SLICE("asset_owner")));
}
