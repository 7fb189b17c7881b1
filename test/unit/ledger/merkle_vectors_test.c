/* merkle_vectors_test.c - the published Merkle proofs (tlog-merkle), good and bad, all 518.
 *
 * A hash that has not 32 bytes cannot be said to the functions at all: a hash of its own stands
 * for it, so that what the vector means about it (same, other) is still decided. One that is not
 * there equals nothing.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "corpus.h"

#include "base/limits.h"
#include "codec/base64.h"
#include "codec/json.h"
#include "ledger/proof.h"

struct vector {
	const struct value	*v;
	struct digest		 first, second;		/* leaf or older root; root */
	struct proof		 p;
	unsigned		 stand_ins;
};

struct tally { unsigned good, refused, stand_ins; };

static uint64_t
number(const struct vector *t, const char *name)
{
	uint64_t n = 0;
	const struct value *v = value_get(t->v, slice_of(name));
	assert_non_null(v);
	assert_int_equal(v->kind, VALUE_NUMBER);
	assert_true(slice_to_u64(v->text, &n));
	return n;
}

static void
take_hash(struct vector *t, const struct value *v, struct arena *a, struct digest *out)
{
	struct slice bytes, named;
	assert_non_null(v);
	assert_false(failed(base64_decode(value_text(v), BASE64_STANDARD, a, &bytes, NULL)));
	if (bytes.len == SHA256_BYTES) {
		memcpy(out->bytes, bytes.at, SHA256_BYTES);
		return;
	}
	t->stand_ins++;
	assert_true(arena_join(a, SLICE("stands for "), bytes, &named));
	if (bytes.len == 0)
		assert_true(arena_format(a, &named, "missing %u", t->stand_ins));
	assert_false(failed(digest_of(named, out, NULL)));
}

static struct vector
take(const struct value *v, const char *first, const char *second, struct arena *a)
{
	struct vector t = { .v = v };
	const struct value *proof = value_get(v, SLICE("proof"));
	assert_non_null(proof);
	take_hash(&t, value_get(v, slice_of(first)), a, &t.first);
	take_hash(&t, value_get(v, slice_of(second)), a, &t.second);
	assert_in_range(proof->count, 0, PROOF_STEPS_MAX);
	t.p.count = proof->count;
	for (size_t i = 0; i < proof->count; i++)
		take_hash(&t, &proof->items[i], a, &t.p.step[i]);
	return t;
}

static struct rc
inclusion(const struct vector *t, struct err *e)
{
	return proof_check_inclusion(&t->first, number(t, "leafIdx"), number(t, "treeSize"), &t->p,
	    &t->second, e);
}

static struct rc
consistency(const struct vector *t, struct err *e)
{
	return proof_check_consistency(number(t, "size1"), &t->first, number(t, "size2"),
	    &t->second, &t->p, e);
}

static struct rc
subtree_inclusion(const struct vector *t, struct err *e)
{
	return proof_check_subtree_inclusion(&t->first, number(t, "leafIdx"), number(t, "start"),
	    number(t, "end"), &t->p, &t->second, e);
}

static struct rc
subtree_consistency(const struct vector *t, struct err *e)
{
	return proof_check_subtree_consistency(number(t, "start"), number(t, "end"), &t->first,
	    number(t, "size"), &t->second, &t->p, e);
}

static const struct set {
	const char	*folder, *first, *second;
	struct rc	(*check)(const struct vector *t, struct err *e);
	unsigned	 good, refused;
} sets[] = {
	{ "inclusion", "leafHash", "root", inclusion, 6, 92 },
	{ "consistency", "root1", "root2", consistency, 6, 92 },
	{ "subtreeinclusion", "leafHash", "root", subtree_inclusion, 12, 192 },
	{ "subtreeconsistency", "root1", "root2", subtree_consistency, 12, 106 },
};

static void
decide(const struct set *set, struct slice name, const struct vector *t, struct tally *n)
{
	const struct value *want = value_get(t->v, SLICE("wantErr"));
	struct err e = {0};
	bool good = !failed(set->check(t, &e));
	assert_non_null(want);
	if (good == (want->kind == VALUE_TRUE))
		fail_msg("%s/%.*s: %s", set->folder, SLICE_FMT(name), good ? "good" : e.what);
	if (!good)
		assert_true(e.what != NULL && (e.code == E_USAGE || e.code == E_VERIFY));
	n->good += good;
	n->refused += !good;
	n->stand_ins += t->stand_ins > 0;
}

static unsigned
run_set(const struct set *set)
{
	AUTO(arena) a = arena_init(MIB(16));
	struct tally n = {0};
	struct walk_entry *files;
	struct slice name;
	size_t count;
	assert_true(arena_format(&a, &name, "tlog-merkle/testdata/%s", set->folder));
	const char *folder = corpus_folder(&a, (const char *)name.at);
	assert_false(failed(file_walk(folder, &a, &files, &count, NULL)));
	for (size_t i = 0; i < count; i++) {
		AUTO(arena) own = arena_init(MIB(1));
		struct value v;
		struct slice in = corpus_file(&own, folder, files[i].path);
		assert_false(failed(json_tree(in, KIB(64), &own, &v, NULL)));
		struct vector t = take(&v, set->first, set->second, &own);
		decide(set, files[i].path, &t, &n);
	}
	print_message("%s: %u good, %u refused, %u with a stand-in\n", set->folder, n.good,
	    n.refused, n.stand_ins);
	assert_int_equal(n.good, set->good);
	assert_int_equal(n.refused, set->refused);
	return n.good + n.refused;
}

static void
published_proofs_are_decided_as_they_say(void **state)
{
	unsigned all = 0;
	(void)state;
	for (size_t i = 0; i < COUNT(sets); i++)
		all += run_set(&sets[i]);
	assert_int_equal(all, 518);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_proofs_are_decided_as_they_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
