/* item_level_test.c - the evidence level of items, and why it is not one higher.
 * SPDX-License-Identifier: Apache-2.0 */
#include "eval_make.h"

#define ANY ONE_NEED("kind: sbom, unsigned: allowed")
#define GOOD "sign=k1/in_person/evidence"

static const struct { const char *rule, *text, *want; } cases[] = {
	{ "signed and bound", "item a kind=sbom " GOOD "\n", "a E4" },
	{ "whatever the purpose", "item a kind=sbom sign=k1/in_person/log\n", "a E4" },
	{ "signed and bound to nothing", "item a kind=sbom bound=- " GOOD "\n",
	    "a E3 EVIDENCE_UNBOUND" },
	{ "not signed", "item a kind=sbom\n", "a E3 SIGNATURE_MISSING" },
	{ "by a key that came with the goods", "item a kind=sbom sign=k1/with_the_goods/all\n",
	    "a E3 ANCHOR_WITH_GOODS" },
	{ "by nobody known", "item a kind=sbom sign=k1/in_person/all/stranger\n",
	    "a E3 SIGNER_UNKNOWN" },
	{ "broken", "item a kind=sbom sign=k1/in_person/all/broken\n", "a E3 SIGNATURE_INVALID" },
	{ "expired", "item a kind=sbom sign=k1/in_person/all/expired\n", "a E3 CERT_EXPIRED" },
	{ "damaged, though well signed", "item a kind=sbom finding=INPUT_MALFORMED " GOOD "\n",
	    "a E1 INPUT_MALFORMED" },
	{ "noteworthy", "item a kind=sbom finding=MACROS_PRESENT " GOOD "\n", "a E4" },
	{ "prose, though well signed", "item a kind=sbom prose=yes " GOOD "\n",
	    "a E1 ASSERTION_ONLY" },
	{ "a kind of mere claims", "item a kind=statement " GOOD "\n", "a E1 ASSERTION_ONLY" },
	{ "a kind that describes a process", "item a kind=process_description " GOOD "\n",
	    "a E2 PROCESS_ONLY" },
	{ "a kind that nobody knows", "item a kind=horoscope " GOOD "\n", "a E1 ASSERTION_ONLY" },
	{ "held elsewhere", "item a kind=sbom holding=held " GOOD "\n", "a E2 HOLDING_TOO_WEAK" },
	{ "held elsewhere, and its digest was recomputed",
	    "item a kind=sbom holding=held recomputed=2026-06-01 " GOOD "\n", "a E4" },
	{ "only seen", "item a kind=sbom holding=seen " GOOD "\n", "a E2 HOLDING_TOO_WEAK" },
	/* vouched for */
	{ "named by what is E4", "item a kind=firmware_image vouched=b\nitem b kind=sbom "
	    GOOD "\n",
	    "a E4; b E4" },
	{ "named by what is E3", "item a kind=firmware_image vouched=b\nitem b kind=sbom\n",
	    "a E3 SIGNATURE_MISSING; b E3 SIGNATURE_MISSING" },
	{ "named by a second that is E4", "item a kind=firmware_image vouched=b,c\n"
	    "item b kind=sbom\nitem c kind=sbom " GOOD "\n",
	    "a E4; b E3 SIGNATURE_MISSING; c E4" },
	{ "named by what is not here", "item a kind=firmware_image vouched=x\n",
	    "a E3 SIGNATURE_MISSING" },
	{ "named, and bound to nothing", "item a kind=firmware_image bound=- vouched=b\n"
	    "item b kind=sbom " GOOD "\n", "a E3 SIGNATURE_MISSING; b E4" },
	{ "who is vouched for vouches for nobody", "item a kind=firmware_image vouched=b\n"
	    "item b kind=firmware_image vouched=c\nitem c kind=sbom " GOOD "\n",
	    "a E3 SIGNATURE_MISSING; b E4; c E4" },
	{ "two in a circle lift nobody", "item a kind=sbom vouched=b\nitem b kind=sbom vouched=a\n",
	    "a E3 SIGNATURE_MISSING; b E3 SIGNATURE_MISSING" },
	{ "a broken signature is not mended", "item a kind=sbom vouched=b "
	    "sign=k2/in_person/all/broken\nitem b kind=sbom " GOOD "\n",
	    "a E3 SIGNATURE_INVALID; b E4" },
	{ "two kinds of one body: one of them vouches", "item a kind=firmware_image vouched=b\n"
	    "item b kind=sbom " GOOD "\nitem b kind=statement " GOOD "\n",
	    "a E4; b E4; b E1 ASSERTION_ONLY" },
};

static void
each_item_has_a_level_and_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct eval_made v;
		eval_start(&v, cases[i].text, ANY);
		eval_run(&v);
		case_compare(cases[i].rule, eval_levels(&v), cases[i].want);
		eval_end(&v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_item_has_a_level_and_a_reason),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
