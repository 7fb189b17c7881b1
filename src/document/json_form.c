/* document/json_form.c - what a JSON document is. See document/json_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "document/json_form.h"

#include "base/limits.h"
#include "codec/json.h"

/* text: what the member's text begins with; empty: any text.
 * inner: the name of a member within the member, which then is an object; else empty. */
#define TEXT(name, text, form, why) \
	{ SLICE_INIT(name), SLICE_INIT(text), SLICE_INIT(""), JSON_FORM_##form, "JSON " why }
#define INNER(name, inner, form, why) \
	{ SLICE_INIT(name), SLICE_INIT(""), SLICE_INIT(inner), JSON_FORM_##form, "JSON " why }
static const struct {
	struct slice	name, text, inner;
	enum json_form	form;
	const char	*why;
} tells[] = {
	TEXT("payloadType", "", DSSE, "with a payloadType: a DSSE envelope"),
	TEXT("_type", "https://in-toto.io/Statement/", STATEMENT,
	    "whose _type is an in-toto Statement"),
	TEXT("bomFormat", "CycloneDX", CYCLONEDX, "whose bomFormat is CycloneDX"),
	TEXT("@context", "https://openvex.dev/ns", OPENVEX, "whose context is OpenVEX"),
	TEXT("$schema", "https://docs.oasis-open.org/openeox/eox-core/", OPENEOX,
	    "whose schema is OpenEoX Core"),
	TEXT("$schema", "https://docs.oasis-open.org/openeox/v1.0/schema/core.json", OPENEOX,
	    "whose schema is OpenEoX Core"),
	TEXT("schema", "assay.invalid/firmware-manifest/", MANIFEST,
	    "whose schema is assay's firmware manifest"),
	TEXT("spdxVersion", "SPDX-", SPDX, "whose spdxVersion is SPDX"),
	TEXT("@context", "https://spdx.org/rdf/", SPDX, "whose context is SPDX"),
	INNER("document", "csaf_version", CSAF, "whose document has a csaf_version"),
	TEXT("mediaType", "application/vnd.dev.sigstore.bundle", SIGSTORE,
	    "whose mediaType is a Sigstore bundle"),
	TEXT("$schema", "https://json.schemastore.org/sarif", SARIF, "whose schema is SARIF"),
	TEXT("$schema", "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/", SARIF,
	    "whose schema is SARIF"),
	TEXT("eat_profile", "", EAT, "with an eat_profile: claims of an attestation"),
	TEXT("eat_nonce", "", EAT, "with an eat_nonce: claims of an attestation"),
	/* a header of JSON in base64url begins so */
	TEXT("protected", "eyJ", JWS, "with a protected header: a JSON web signature"),
	INNER("component-definition", "metadata", OSCAL, "with an OSCAL component-definition"),
	INNER("assessment-results", "metadata", OSCAL, "with OSCAL assessment-results"),
};
#undef TEXT
#undef INNER

static const char *const waiting[JSON_FORM_COUNT] = {
	[JSON_FORM_SPDX] = "spdx", [JSON_FORM_CSAF] = "csaf", [JSON_FORM_SIGSTORE] = "sigstore",
	[JSON_FORM_SARIF] = "sarif", [JSON_FORM_EAT] = "eat",
	[JSON_FORM_JWS] = "jws", [JSON_FORM_OSCAL] = "oscal",
};

const char *
json_form_waiting(enum json_form form)
{
	if ((unsigned)form >= JSON_FORM_COUNT)
		BUG("no such form of JSON");
	return waiting[form];
}

/* The rows that a member of this name may meet, as bits. */
static unsigned
rows_of(struct slice name)
{
	unsigned rows = 0;
	for (size_t i = 0; i < COUNT(tells); i++)
		rows |= slice_eq(name, tells[i].name) ? 1u << i : 0;
	return rows;
}

static void
settle(size_t row, enum json_form *form, const char **why)
{
	*form = tells[row].form;
	*why = tells[row].why;
}

/* The value of such a member decides, where it is the right text. */
static void
text_decides(const struct json_token *t, unsigned rows, enum json_form *form, const char **why)
{
	for (size_t i = 0; i < COUNT(tells) && *form == JSON_FORM_OTHER; i++)
		if ((rows >> i & 1) != 0 && tells[i].inner.len == 0 &&
		    slice_starts(t->text, tells[i].text))
			settle(i, form, why);
}

/* Reads on in an object, whose start was the last token, to its end or to a member that decides. */
static struct rc
object_decides(struct json_reader *json, unsigned rows, enum json_form *form, const char **why,
    struct err *e)
{
	struct json_token t;
	for (;;) {
		TRY(json_next(json, &t, e));
		if (t.kind != JSON_NAME)
			return DONE;
		for (size_t i = 0; i < COUNT(tells); i++)
			if ((rows >> i & 1) != 0 && slice_eq(tells[i].inner, t.text)) {
				settle(i, form, why);
				return DONE;
			}
		TRY(json_skip(json, e));
	}
}

static struct rc
find(struct json_reader *json, enum json_form *form, const char **why, struct err *e)
{
	struct json_token t;
	TRY(json_next(json, &t, e));
	if (t.kind != JSON_OBJECT)
		return DONE;
	while (*form == JSON_FORM_OTHER) {
		TRY(json_next(json, &t, e));
		if (t.kind != JSON_NAME)
			return DONE;
		unsigned rows = rows_of(t.text);
		if (rows == 0) {
			TRY(json_skip(json, e));
			continue;
		}
		TRY(json_next(json, &t, e));
		if (t.kind == JSON_STRING)
			text_decides(&t, rows, form, why);
		if (t.kind == JSON_OBJECT)
			TRY(object_decides(json, rows, form, why, e));
		else
			TRY(json_skip(json, e));	/* nothing, behind a value without parts */
	}
	return DONE;
}

struct rc
json_form_find(struct source source, enum json_form *form, const char **why, struct err *e)
{
	struct json_reader *json;
	struct json_budget budget = { DEPTH_MAX, FILE_BYTES_MAX, UINT64_MAX };
	*form = JSON_FORM_OTHER;
	*why = "JSON of no form that assay knows";
	TRY(json_open(source, budget, &json, e));
	struct rc done = find(json, form, why, e);
	json_close(json);
	return done;
}
