/* json_form_test.c - JSON documents by the first member that tells, wherever it stands.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "document/json_form.h"

static const struct {
	const char	*name;
	struct slice	 in;
	enum json_form	 want;
	enum code	 code;
	uint64_t	 at;
} cases[] = {
	{ "an envelope", SLICE_INIT("{\"payload\":\"\",\"payloadType\":\"x\"}"), JSON_FORM_DSSE,
	    OK, 0 },
	{ "a statement", SLICE_INIT("{\"_type\":\"https://in-toto.io/Statement/v1\"}"),
	    JSON_FORM_STATEMENT, OK, 0 },
	{ "a bill of materials", SLICE_INIT("{\"bomFormat\":\"CycloneDX\"}"), JSON_FORM_CYCLONEDX,
	    OK, 0 },
	{ "behind a large member", SLICE_INIT("{\"a\":{\"bomFormat\":[1,{}]},\"b\":[[]],"
	    "\"bomFormat\":\"CycloneDX\"}"), JSON_FORM_CYCLONEDX, OK, 0 },
	{ "another bill", SLICE_INIT("{\"bomFormat\":\"SPDX\"}"), JSON_FORM_OTHER, OK, 0 },
	{ "OpenVEX", SLICE_INIT("{\"@context\":\"https://openvex.dev/ns/v0.2.0\"}"),
	    JSON_FORM_OPENVEX, OK, 0 },
	{ "OpenEoX Core", SLICE_INIT("{\"end_of_life\":\"tba\",\"$schema\":"
	    "\"https://docs.oasis-open.org/openeox/eox-core/v1.0/schema/core.json\"}"),
	    JSON_FORM_OPENEOX, OK, 0 },
	{ "OpenEoX Core as its drafts name it", SLICE_INIT("{\"$schema\":"
	    "\"https://docs.oasis-open.org/openeox/v1.0/schema/core.json\"}"),
	    JSON_FORM_OPENEOX, OK, 0 },
	{ "OpenEoX Shell", SLICE_INIT("{\"$schema\":"
	    "\"https://docs.oasis-open.org/openeox/eox-shell/v1.0/schema/shell.json\"}"),
	    JSON_FORM_OTHER, OK, 0 },
	{ "another context", SLICE_INIT("{\"@context\":\"https://schema.org\"}"), JSON_FORM_OTHER,
	    OK, 0 },
	{ "a context that is a list", SLICE_INIT("{\"@context\":[\"https://openvex.dev/ns\"],"
	    "\"payloadType\":\"x\"}"), JSON_FORM_DSSE, OK, 0 },
	{ "a firmware manifest", SLICE_INIT("{\"schema\":\"assay.invalid/firmware-manifest/1\"}"),
	    JSON_FORM_MANIFEST, OK, 0 },
	{ "the first that tells", SLICE_INIT("{\"payloadType\":\"x\",\"bomFormat\":\"CycloneDX\"}"),
	    JSON_FORM_DSSE, OK, 0 },
	{ "damage behind it is left to its reader", SLICE_INIT("{\"bomFormat\":\"CycloneDX\",!"),
	    JSON_FORM_CYCLONEDX, OK, 0 },
	{ "SPDX", SLICE_INIT("{\"SPDXID\":\"x\",\"spdxVersion\":\"SPDX-2.3\"}"), JSON_FORM_SPDX,
	    OK, 0 },
	{ "SPDX 3", SLICE_INIT("{\"@context\":\"https://spdx.org/rdf/3.0.1/x.jsonld\"}"),
	    JSON_FORM_SPDX, OK, 0 },
	{ "CSAF", SLICE_INIT("{\"document\":{\"category\":{\"a\":[1]},\"csaf_version\":\"2.0\"},"
	    "\"vulnerabilities\":[]}"), JSON_FORM_CSAF, OK, 0 },
	{ "another document", SLICE_INIT("{\"document\":{\"a\":{\"csaf_version\":1}},"
	    "\"bomFormat\":\"CycloneDX\"}"), JSON_FORM_CYCLONEDX, OK, 0 },
	{ "a document that is a text", SLICE_INIT("{\"document\":\"csaf_version\"}"),
	    JSON_FORM_OTHER, OK, 0 },
	{ "Sigstore", SLICE_INIT("{\"mediaType\":"
	    "\"application/vnd.dev.sigstore.bundle.v0.3+json\"}"), JSON_FORM_SIGSTORE, OK, 0 },
	{ "SARIF", SLICE_INIT("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\"}"),
	    JSON_FORM_SARIF, OK, 0 },
	{ "EAT", SLICE_INIT("{\"iat\":1,\"eat_nonce\":\"x\"}"), JSON_FORM_EAT, OK, 0 },
	{ "a web signature", SLICE_INIT("{\"payload\":\"e30\",\"protected\":\"eyJhbGciOi\"}"),
	    JSON_FORM_JWS, OK, 0 },
	{ "protected in another sense", SLICE_INIT("{\"protected\":\"yes\"}"), JSON_FORM_OTHER,
	    OK, 0 },
	{ "OSCAL", SLICE_INIT("{\"component-definition\":{\"uuid\":\"x\",\"metadata\":{}}}"),
	    JSON_FORM_OSCAL, OK, 0 },
	{ "damage in a document", SLICE_INIT("{\"document\":{\"a\":!}}"), JSON_FORM_OTHER,
	    E_SYNTAX, 17 },
	{ "a list", SLICE_INIT("[{\"bomFormat\":\"CycloneDX\"}]"), JSON_FORM_OTHER, OK, 0 },
	{ "an empty object", SLICE_INIT("{}"), JSON_FORM_OTHER, OK, 0 },
	{ "damage before anything tells", SLICE_INIT("{\"a\":!}"), JSON_FORM_OTHER, E_SYNTAX, 5 },
	{ "cut off", SLICE_INIT("{\"a\":1"), JSON_FORM_OTHER, E_SYNTAX, 6 },
	{ "nothing", SLICE_INIT(""), JSON_FORM_OTHER, E_SYNTAX, 0 },
};

static void
forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum json_form form;
		const char *why;
		struct err e = {0};
		struct rc rc = json_form_find(source_of(cases[i].in), &form, &why, &e);
		if (rc.code != cases[i].code || form != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: %s, form %d, at %u", cases[i].name, code_name(rc.code),
			    (int)form, (unsigned)e.at);
		assert_true(slice_starts(slice_of(why), SLICE("JSON ")));
	}
}

/* Forms with a reader have no name to wait under, the others each their own. */
static void
forms_that_wait(void **state)
{
	(void)state;
	for (unsigned f = 0; f < JSON_FORM_COUNT; f++) {
		const char *name = json_form_waiting((enum json_form)f);
		assert_int_equal(name == NULL, f < JSON_FORM_SPDX);
		for (unsigned k = JSON_FORM_SPDX; k < f; k++)
			assert_string_not_equal(name, json_form_waiting((enum json_form)k));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(forms_that_wait),
	};
	return cmocka_run_group_tests_name("json_form", tests, NULL, NULL);
}
