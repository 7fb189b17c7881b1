/* anchors_test.c - what --anchor says, and the place of what it cannot say.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../unit.h"

#include "app/inspect/anchors.h"

static const struct {
	const char	*text;
	enum code	 want;
	uint64_t	 at;
	const char	*file;
	unsigned	 purposes;
	enum trust_how	 how;
} cases[] = {
	{ "a.pem=release", OK, 0, "a.pem", PURPOSE_RELEASE, HOW_WITH_THE_GOODS },
	{ "a.pem=release+update,contract", OK, 0, "a.pem", PURPOSE_RELEASE | PURPOSE_UPDATE,
	    HOW_CONTRACT },
	{ "x=y/a=b.pem=identity,in_person", OK, 0, "x=y/a=b.pem", PURPOSE_IDENTITY, HOW_IN_PERSON },
	{ "a,b.pem=evidence,with_the_goods", OK, 0, "a,b.pem", PURPOSE_EVIDENCE,
	    HOW_WITH_THE_GOODS },
	{ "a.pem", E_USAGE, 0, NULL, 0, HOW_COUNT },
	{ "=release", E_USAGE, 0, NULL, 0, HOW_COUNT },
	{ "", E_USAGE, 0, NULL, 0, HOW_COUNT },
	{ "a.pem=", E_USAGE, 6, NULL, 0, HOW_COUNT },
	{ "a.pem=everything", E_USAGE, 6, NULL, 0, HOW_COUNT },
	{ "a.pem=release+", E_USAGE, 14, NULL, 0, HOW_COUNT },
	{ "a.pem=release+nothing,contract", E_USAGE, 14, NULL, 0, HOW_COUNT },
	{ "a.pem=release,by_mail", E_USAGE, 14, NULL, 0, HOW_COUNT },
	{ "a.pem=release,", E_USAGE, 14, NULL, 0, HOW_COUNT },
	{ "a.pem=release,contract,contract", E_USAGE, 14, NULL, 0, HOW_COUNT },
};

static void
every_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct anchor_terms t = {0};
		struct err e = {0};
		struct rc done = anchor_terms_parse(slice_of(cases[i].text), &t, &e);
		if (done.code != cases[i].want || e.at != cases[i].at)
			fail_msg("%s: %d at %d", cases[i].text, (int)done.code, (int)e.at);
		if (failed(done))
			continue;
		assert_true(slice_eq(t.file, slice_of(cases[i].file)));
		assert_int_equal(t.purposes, cases[i].purposes);
		assert_int_equal(t.how, cases[i].how);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_case) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
