/* identity_test.c - certificates and revocation lists as evidence: which are, what they state.
 * SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"

#include "base/limits.h"
#include "identity/identity.h"

#define S(text) SLICE_INIT(text)

static const struct certificate device = { .id = S("sha256:aa"), .subject = S("CN=IC-22"),
	.issuer = S("CN=Issuing CA 7"), .number = S("0A"), .common_name = S("IC-22"),
	.unit = S("IC-22 B"), .organisation = S("ACME Controls"), .serial = S("3101"),
	.from_ms = 1000, .until_ms = TIME_MAX };

static struct reading
read_one(struct arena *a, const struct certificate *c)
{
	struct reading r = reading_init(a);
	assert_false(failed(certificate_read(c, &r, NULL)));
	return r;
}

static struct slice
fact_text(const struct reading *r, const char *member)
{
	return value_text(value_get(&r->facts[0].value, slice_of(member)));
}

static bool
mentions(const struct reading *r, const char *scheme, const char *text)
{
	for (size_t i = 0; i < r->mention_count; i++)
		if (slice_eq(r->mentions[i].scheme, slice_of(scheme)) &&
		    slice_eq(r->mentions[i].text, slice_of(text)))
			return true;
	return false;
}

static void
a_device(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(16));
	struct reading r = read_one(&a, &device);
	assert_true(slice_eq(r.kind, SLICE("device_certificate")));
	assert_int_equal(r.made_ms, 1000);
	assert_int_equal(r.valid_from_ms, 1000);
	assert_true(r.valid_until_ms == TIME_MAX);
	assert_int_equal(r.fact_count, 1);
	assert_true(slice_eq(r.facts[0].name, SLICE("certificate")));
	assert_true(slice_eq(fact_text(&r, "certificate"), SLICE("sha256:aa")));
	assert_true(slice_eq(fact_text(&r, "serial"), SLICE("3101")));
	assert_true(slice_eq(fact_text(&r, "subject"), SLICE("CN=IC-22")));
	assert_true(slice_eq(fact_text(&r, "issuer"), SLICE("CN=Issuing CA 7")));
	assert_true(slice_eq(fact_text(&r, "number"), SLICE("0A")));
	assert_true(slice_eq(fact_text(&r, "model"), SLICE("IC-22 B")));
	assert_int_equal(r.mention_count, 3);
	assert_true(mentions(&r, "serial", "3101") && mentions(&r, "model", "IC-22 B") &&
	    mentions(&r, "manufacturer", "ACME Controls"));
	assert_int_equal(r.findings.count, 0);
}

static void
which_certificates_are_evidence(void **state)
{
	(void)state;
	static const struct {
		const char	*name;
		struct slice	 serial, hardware, issuer;
		bool		 is_ca, has_eku;
		unsigned	 eku;
		bool		 evidence;
	} cases[] = {
		{ "serial", S("1"), {0}, S("CN=ca"), false, false, 0, true },
		{ "hardware serial", {0}, S("1"), S("CN=ca"), false, false, 0, true },
		{ "an authority", S("1"), {0}, S("CN=ca"), true, false, 0, false },
		{ "no serial", {0}, {0}, S("CN=ca"), false, false, 0, true },
		{ "no serial, for clients", {0}, {0}, S("CN=ca"), false, true, EKU_CLIENT, true },
		{ "no serial, for code", {0}, {0}, S("CN=ca"), false, true, EKU_CODE, false },
		{ "no serial, for time", {0}, {0}, S("CN=ca"), false, true, EKU_TIME, false },
		{ "serial, for code", S("1"), {0}, S("CN=ca"), false, true, EKU_CODE, true },
		{ "self-issued", {0}, {0}, S("CN=IC-22"), false, false, 0, false },
		{ "self-issued with serial", S("1"), {0}, S("CN=IC-22"), false, false, 0, true },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO(arena) a = arena_init(KIB(16));
		struct certificate c = device;
		c.serial = cases[i].serial;
		c.hardware_serial = cases[i].hardware;
		c.issuer = cases[i].issuer;
		c.is_ca = cases[i].is_ca;
		c.has_eku = cases[i].has_eku;
		c.eku = cases[i].eku;
		struct reading r = read_one(&a, &c);
		if ((r.kind.len > 0) != cases[i].evidence)
			fail_msg("%s", cases[i].name);
		assert_int_equal(r.fact_count, cases[i].evidence);
		assert_true(r.title.len > 0);
		assert_true(cases[i].evidence || r.mention_count == 0);
	}
}

static void
serials_and_models(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(16));
	struct certificate c = device;
	c.hardware_serial = SLICE("HW-7");
	c.unit = (struct slice){0};
	struct reading r = read_one(&a, &c);
	assert_true(slice_eq(fact_text(&r, "serial"), SLICE("3101")));
	/* the module's serial is another thing's: no certificate names two devices */
	assert_true(mentions(&r, "serial", "3101") && !mentions(&r, "serial", "HW-7"));
	assert_true(slice_eq(fact_text(&r, "model"), SLICE("IC-22")));
	c.serial = (struct slice){0};
	c.common_name = SLICE("HW-7");
	r = read_one(&a, &c);
	assert_true(slice_eq(fact_text(&r, "serial"), SLICE("HW-7")));
	assert_true(mentions(&r, "serial", "HW-7") && !mentions(&r, "serial", "3101"));
	assert_null(value_get(&r.facts[0].value, SLICE("model")));
	c.weak = true;
	r = read_one(&a, &c);
	assert_true(reasons_have(&r.findings, FINDING_WEAK_DIGEST));
}

static void
the_device_of_a_chain(void **state)
{
	(void)state;
	struct certificate root = { .is_ca = true }, leaf = device;
	struct certificate *first[] = { &leaf, &root }, *last[] = { &root, &leaf };
	struct certificate *none[] = { &root };
	assert_ptr_equal(certificate_choose(first, 2), &leaf);
	assert_ptr_equal(certificate_choose(last, 2), &leaf);
	assert_ptr_equal(certificate_choose(none, 1), &root);
	assert_null(certificate_choose(NULL, 0));
}

static void
lists(void **state)
{
	(void)state;
	AUTO(arena) a = arena_init(KIB(16));
	struct crl l = { .issuer = SLICE("CN=ca"), .this_ms = 0, .next_ms = 86400000, .count = 2,
	    .usable = true };
	struct reading r = reading_init(&a);
	int64_t n;
	assert_false(failed(crl_read(&l, &r, NULL)));
	assert_true(slice_eq(r.kind, SLICE("revocation_list")));
	assert_true(slice_eq(fact_text(&r, "issuer"), SLICE("CN=ca")));
	assert_true(slice_eq(fact_text(&r, "this_update"), SLICE("1970-01-01T00:00:00.000Z")));
	assert_true(slice_eq(fact_text(&r, "next_update"), SLICE("1970-01-02T00:00:00.000Z")));
	assert_true(value_int(value_get(&r.facts[0].value, SLICE("entries")), &n) && n == 2);
	assert_int_equal(r.findings.count, 0);
	l.usable = false;
	l.next_ms = TIME_UNKNOWN;
	l.this_ms = -1;			/* before 1970 */
	r = reading_init(&a);
	assert_false(failed(crl_read(&l, &r, NULL)));
	assert_null(value_get(&r.facts[0].value, SLICE("this_update")));
	assert_null(value_get(&r.facts[0].value, SLICE("next_update")));
	assert_true(reasons_have(&r.findings, FINDING_LIST_UNUSABLE));
}

static void
a_small_arena_is_an_error(void **state)
{
	(void)state;
	struct crl l = { .issuer = SLICE("CN=ca"), .this_ms = 0, .next_ms = 1 };
	AUTO(arena) a = arena_init(24);
	struct reading r = reading_init(&a);
	assert_int_equal(certificate_read(&device, &r, NULL).code, E_LIMIT);
	r = reading_init(&a);
	assert_int_equal(crl_read(&l, &r, NULL).code, E_LIMIT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_device),
		cmocka_unit_test(which_certificates_are_evidence),
		cmocka_unit_test(serials_and_models),
		cmocka_unit_test(the_device_of_a_chain),
		cmocka_unit_test(lists),
		cmocka_unit_test(a_small_arena_is_an_error),
	};
	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
