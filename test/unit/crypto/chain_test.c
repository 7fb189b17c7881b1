/* chain_test.c - which chains lead to an anchor.
 * SPDX-License-Identifier: Apache-2.0 */
#include "crypto/material.h"

#define POOL_MAX 16

static struct chain *
find(struct material *m, const char *leaf, const char *anchor, const char *const *pool,
    size_t *count)
{
	struct certificate *list[POOL_MAX];
	struct chain *chains;
	size_t n = 0;
	for (; n < POOL_MAX && pool[n] != NULL; n++)
		list[n] = material_certificate(m, pool[n]);
	n = certificate_order(list, n);
	assert_false(failed(chain_find(material_certificate(m, leaf),
	    material_certificate(m, anchor), list, n, &m->a, &chains, count, NULL)));
	return chains;
}

#define DEEP "deep-1.crt", "deep-2.crt", "deep-3.crt", "deep-4.crt", "deep-5.crt", "deep-6.crt", \
	"deep-7.crt", "deep-8.crt"

/* length: certificates of the first chain, anchor included; 0: there is none. */
static const struct {
	const char	*name, *leaf, *anchor;
	const char	*pool[POOL_MAX];
	size_t		 chains, length;
} cases[] = {
	{ "leaf, authority, root", "device.crt", "root.crt", { "issuing.crt" }, 1, 3 },
	{ "authority missing", "device.crt", "root.crt", { "root.crt", "foreign.crt" }, 0, 0 },
	{ "an authority as anchor", "device.crt", "issuing.crt", { NULL }, 1, 2 },
	{ "the leaf as anchor", "device.crt", "device.crt", { NULL }, 1, 1 },
	{ "the root itself", "root.crt", "root.crt", { NULL }, 1, 1 },
	{ "renewed authority: two ways", "device.crt", "root.crt",
	    { "issuing.crt", "issuing-old.crt" }, 2, 3 },
	{ "same authority twice: one way", "device.crt", "root.crt",
	    { "issuing.crt", "issuing.crt", "device.crt", "device.crt" }, 1, 3 },
	{ "foreign root", "device-foreign.crt", "root.crt", { "issuing.crt", "foreign.crt" }, 0,
	    0 },
	{ "own root", "device-foreign.crt", "foreign.crt", { NULL }, 1, 2 },
	{ "twin of the authority", "device-forged.crt", "root.crt",
	    { "issuing.crt", "twin.crt" }, 0, 0 },
	{ "twin does not shadow the authority", "device.crt", "root.crt",
	    { "issuing.crt", "twin.crt" }, 1, 3 },
	{ "issued by a leaf", "below-leaf.crt", "root.crt", { "issuing.crt", "device.crt" }, 0, 0 },
	{ "beyond the path length", "below-sub.crt", "root.crt", { "issuing.crt", "sub.crt" }, 0,
	    0 },
	{ "unknown critical extension", "device-critical.crt", "root.crt", { "issuing.crt" }, 0,
	    0 },
	{ "signed with SHA-1", "device-sha1.crt", "root.crt", { "issuing.crt" }, 0, 0 },
	{ "RSA of 1024 bits", "device-rsa1024.crt", "root.crt", { "issuing.crt" }, 0, 0 },
	{ "eight below the anchor", "deep-leaf-7.crt", "root.crt", { DEEP }, 1, 9 },
	{ "nine below the anchor", "deep-leaf-8.crt", "root.crt", { DEEP }, 0, 0 },
	{ "nine, of which one is the anchor", "deep-leaf-8.crt", "deep-1.crt", { DEEP }, 1, 9 },
};

static void
chains_are_found_and_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct material m = material_init();
		size_t count;
		struct chain *chains = find(&m, cases[i].leaf, cases[i].anchor, cases[i].pool,
		    &count);
		if (count != cases[i].chains ||
		    (count > 0 && chains[0].count != cases[i].length))
			fail_msg("%s: %zu chains", cases[i].name, count);
		for (size_t k = 0; k < count; k++) {
			const struct certificate *first = chains[k].at[0];
			const struct certificate *last = chains[k].at[chains[k].count - 1];
			assert_true(slice_eq(first->id, material_certificate(&m,
			    cases[i].leaf)->id));
			assert_true(slice_eq(last->id,
			    material_certificate(&m, cases[i].anchor)->id));
		}
		material_drop(&m);
	}
}

/* More than CHAINS_MAX ways: eight authorities with the same name and key would need more data;
 * here the search is made to run out of room instead. */
static void
a_spent_budget_is_a_limit_error(void **state)
{
	struct material m = material_init();
	struct arena small = arena_init(8);
	struct certificate *pool[] = { material_certificate(&m, "issuing.crt") };
	struct chain *chains;
	size_t count;
	(void)state;
	struct rc got = chain_find(material_certificate(&m, "device.crt"),
	    material_certificate(&m, "root.crt"), pool, 1, &small, &chains, &count, NULL);
	assert_int_equal(got.code, E_LIMIT);
	arena_drop(&small);
	material_drop(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chains_are_found_and_refused),
		cmocka_unit_test(a_spent_budget_is_a_limit_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
