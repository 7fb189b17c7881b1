/* document/json_form.c - what a JSON document is. See document/json_form.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "document/json_form.h"

#include "base/limits.h"
#include "codec/json.h"

/* text: what the member's text begins with; empty: any text. */
static const struct {
	struct slice	name, text;
	enum json_form	form;
	const char	*why;
} tells[] = {
	{ SLICE_INIT("payloadType"), SLICE_INIT(""), JSON_FORM_DSSE,
	    "JSON with a payloadType: a DSSE envelope" },
	{ SLICE_INIT("_type"), SLICE_INIT("https://in-toto.io/Statement/"), JSON_FORM_STATEMENT,
	    "JSON whose _type is an in-toto Statement" },
	{ SLICE_INIT("bomFormat"), SLICE_INIT("CycloneDX"), JSON_FORM_CYCLONEDX,
	    "JSON whose bomFormat is CycloneDX" },
	{ SLICE_INIT("@context"), SLICE_INIT("https://openvex.dev/ns"), JSON_FORM_OPENVEX,
	    "JSON whose context is OpenVEX" },
	{ SLICE_INIT("schema"), SLICE_INIT("assay.invalid/firmware-manifest/"),
	    JSON_FORM_MANIFEST, "JSON whose schema is assay's firmware manifest" },
};

/* The rows that a member of this name may meet, as bits. */
static unsigned
rows_of(struct slice name)
{
	unsigned rows = 0;
	for (size_t i = 0; i < COUNT(tells); i++)
		rows |= slice_eq(name, tells[i].name) ? 1u << i : 0;
	return rows;
}

/* The value of such a member decides, where it is the right text. */
static bool
decides(const struct json_token *t, unsigned rows, enum json_form *form, const char **why)
{
	for (size_t i = 0; i < COUNT(tells); i++)
		if ((rows >> i & 1) != 0 && t->kind == JSON_STRING &&
		    slice_starts(t->text, tells[i].text)) {
			*form = tells[i].form;
			*why = tells[i].why;
			return true;
		}
	return false;
}

static struct rc
find(struct json_reader *json, enum json_form *form, const char **why, struct err *e)
{
	struct json_token t;
	TRY(json_next(json, &t, e));
	if (t.kind != JSON_OBJECT)
		return DONE;
	for (;;) {
		TRY(json_next(json, &t, e));
		if (t.kind != JSON_NAME)
			return DONE;
		unsigned rows = rows_of(t.text);
		if (rows != 0) {
			TRY(json_next(json, &t, e));
			if (decides(&t, rows, form, why))
				return DONE;
		}
		TRY(json_skip(json, e));	/* nothing, behind a value without parts */
	}
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
