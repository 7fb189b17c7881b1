/* signed_at_test.c - what signatures are worth at one instant: every answer, every edge.
 * SPDX-License-Identifier: Apache-2.0 */
#include "../unit.h"

#include "fact/signed_at.h"

#define AT 1000
#define EVER TIME_MIN, TIME_MAX
#define EVIDENCE PURPOSE_EVIDENCE

struct list_row { int64_t from, until; };

/* One certificate of a chain. covered: by a list that covers everything; else by `lists`. */
struct link_row {
	bool			 there, covered;
	int64_t			 revoked;
	const char		*reason;
	struct list_row		 lists[3];
	size_t			 list_count;
};

struct sign_row {
	const char		*key, *anchor;
	enum signature_status	 status;
	const char		*scheme;
	enum trust_how		 how;
	unsigned		 purposes;
	int64_t			 from, until;
	struct link_row		 links[2];
};

#define GOOD "k1", "a1", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON
#define COVERED { .there = true, .covered = true, .revoked = TIME_UNKNOWN }

/* Everything that a row becomes; big enough for the rows here. */
struct made {
	struct signature	 signatures[10];
	struct chain_link	 links[10][2];
	struct revocation_list	 lists[10][2][3];
};

static void
make_link(const struct link_row *row, struct chain_link *out, struct revocation_list *lists)
{
	*out = (struct chain_link){ .revoked_ms = row->revoked, .lists = lists,
	    .revoked_reason = slice_of(row->reason != NULL ? row->reason : ""),
	    .list_count = row->covered ? 1 : row->list_count };
	lists[0] = (struct revocation_list){ SLICE("crl"), EVER };
	for (size_t i = 0; i < row->list_count; i++)
		lists[i] = (struct revocation_list){ SLICE("crl"), row->lists[i].from,
		    row->lists[i].until };
}

static struct item
make(struct made *m, const struct sign_row *rows, size_t count)
{
	memset(m, 0, sizeof(*m));
	for (size_t i = 0; i < count; i++) {
		const struct sign_row *r = &rows[i];
		struct signature *s = &m->signatures[i];
		*s = (struct signature){ .status = r->status, .scheme = slice_of(r->scheme),
		    .key = slice_of(r->key), .anchor = slice_of(r->anchor), .how = r->how,
		    .purposes = r->purposes, .from_ms = r->from, .until_ms = r->until,
		    .chain = m->links[i] };
		for (size_t k = 0; k < COUNT(r->links) && r->links[k].there; k++)
			make_link(&r->links[k], &s->chain[s->chain_count++], m->lists[i][k]);
	}
	return (struct item){ .signatures = m->signatures, .signature_count = count };
}

static const char *const parties[] = { "party:acme" };

/* a1: for everybody. a2: for acme alone. a3: for acme, for release alone. */
static struct case_form
make_form(struct case_anchor anchors[3], struct slice *acme)
{
	*acme = slice_of(parties[0]);
	anchors[0] = (struct case_anchor){ .id = SLICE("a1"), .how = HOW_IN_PERSON,
	    .purposes = 1022 };
	anchors[1] = (struct case_anchor){ .id = SLICE("a2"), .how = HOW_IN_PERSON,
	    .purposes = 1022, .subjects = acme, .subject_count = 1 };
	anchors[2] = (struct case_anchor){ .id = SLICE("a1"), .how = HOW_WITH_THE_GOODS,
	    .purposes = 1022 };
	return (struct case_form){ .valid_at_ms = AT, .anchors = anchors, .anchor_count = 3 };
}

static struct signed_answer
ask(const struct sign_row *rows, size_t count, unsigned purpose, const char *party)
{
	struct made m;
	struct slice acme;
	struct case_anchor anchors[3];
	struct case_form form = make_form(anchors, &acme);
	struct item it = make(&m, rows, count);
	struct signed_wish wish = { purpose, slice_of(party) };
	return signed_at(&form, &it, &wish);
}

/* One signature, one answer. */
static const struct {
	const char *rule; unsigned purpose; const char *party; enum finding_id want;
	struct sign_row row;
} singles[] = {
	{ "good", EVIDENCE, "", 0, { GOOD, EVIDENCE, EVER, {{0}} } },
	{ "good for any purpose", 0, "", 0, { GOOD, EVIDENCE, EVER, {{0}} } },
	{ "good for one of several", EVIDENCE, "", 0,
	    { GOOD, EVIDENCE | PURPOSE_RELEASE, EVER, {{0}} } },
	{ "another purpose", EVIDENCE, "", FINDING_KEY_PURPOSE_MISMATCH,
	    { GOOD, PURPOSE_RELEASE, EVER, {{0}} } },
	{ "no purpose at all", 0, "", FINDING_KEY_PURPOSE_MISMATCH, { GOOD, 0, EVER, {{0}} } },
	{ "unverifiable", 0, "", FINDING_SIGNER_UNKNOWN,
	    { "k1", "", SIGNATURE_UNVERIFIABLE, "dsse", HOW_IN_PERSON, 0, EVER, {{0}} } },
	{ "unverifiable certificate", 0, "", FINDING_ISSUER_NOT_TRUSTED,
	    { "k1", "", SIGNATURE_UNVERIFIABLE, "x509", HOW_IN_PERSON, 0, EVER, {{0}} } },
	{ "broken", 0, "", FINDING_SIGNATURE_INVALID,
	    { "k1", "", SIGNATURE_BROKEN, "dsse", HOW_IN_PERSON, 0, EVER, {{0}} } },
	{ "an anchor that the case does not hold", 0, "", FINDING_SIGNER_UNKNOWN,
	    { "k1", "a9", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON, EVIDENCE, EVER, {{0}} } },
	{ "an anchor that came in another way", 0, "", FINDING_SIGNER_UNKNOWN,
	    { "k1", "a1", SIGNATURE_GOOD, "dsse", HOW_CONTRACT, EVIDENCE, EVER, {{0}} } },
	{ "an anchor that came with the goods", 0, "", FINDING_ANCHOR_WITH_GOODS,
	    { "k1", "a1", SIGNATURE_GOOD, "dsse", HOW_WITH_THE_GOODS, EVIDENCE, EVER, {{0}} } },
	{ "for a party, and trusted for everybody", 0, "party:acme", 0,
	    { GOOD, EVIDENCE, EVER, {{0}} } },
	{ "for the party", 0, "party:acme", 0,
	    { "k1", "a2", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON, EVIDENCE, EVER, {{0}} } },
	{ "for another party", 0, "party:evil", FINDING_SIGNER_UNKNOWN,
	    { "k1", "a2", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON, EVIDENCE, EVER, {{0}} } },
	/* the window, closed at both ends */
	{ "ends at the instant", 0, "", 0, { GOOD, EVIDENCE, 0, AT, {{0}} } },
	{ "ended a moment before", 0, "", FINDING_CERT_EXPIRED,
	    { GOOD, EVIDENCE, 0, AT - 1, {{0}} } },
	{ "begins at the instant", 0, "", 0, { GOOD, EVIDENCE, AT, TIME_MAX, {{0}} } },
	{ "begins a moment after", 0, "", FINDING_CERT_NOT_YET_VALID,
	    { GOOD, EVIDENCE, AT + 1, TIME_MAX, {{0}} } },
	{ "no end is known", 0, "", FINDING_CERT_EXPIRED,
	    { GOOD, EVIDENCE, 0, TIME_UNKNOWN, {{0}} } },
	{ "no beginning is known", 0, "", FINDING_CERT_NOT_YET_VALID,
	    { GOOD, EVIDENCE, TIME_UNKNOWN, TIME_MAX, {{0}} } },
	{ "a window that holds nothing", 0, "", FINDING_CERT_EXPIRED,
	    { GOOD, EVIDENCE, AT + 1, AT - 1, {{0}} } },
	/* revocation */
	{ "on no list, and covered", 0, "", 0, { GOOD, EVIDENCE, EVER, { COVERED } } },
	{ "revoked at the instant", 0, "", FINDING_CERT_REVOKED, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .covered = true, .revoked = AT, .reason = "superseded" } } } },
	{ "revoked a moment after", 0, "", 0, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .covered = true, .revoked = AT + 1, .reason = "superseded" } } } },
	{ "compromised later", 0, "", FINDING_CERT_REVOKED, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .covered = true, .revoked = AT + 1, .reason = "key_compromise"
	    } } } },
	{ "the authority compromised later", 0, "", FINDING_CERT_REVOKED, { GOOD, EVIDENCE, EVER,
	    { COVERED, { .there = true, .covered = true, .revoked = AT + 1,
	    .reason = "ca_compromise" } } } },
	{ "the attribute authority compromised later", 0, "", FINDING_CERT_REVOKED,
	    { GOOD, EVIDENCE, EVER, { { .there = true, .covered = true, .revoked = AT + 1,
	    .reason = "aa_compromise" } } } },
	{ "revoked without a reason", 0, "", FINDING_CERT_REVOKED, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .covered = true, .revoked = AT } } } },
	{ "the authority revoked", 0, "", FINDING_CERT_REVOKED, { GOOD, EVIDENCE, EVER,
	    { COVERED, { .there = true, .covered = true, .revoked = 0 } } } },
	{ "revoked, expired and uncovered", 0, "", FINDING_CERT_REVOKED, { GOOD, EVIDENCE, 0, 1,
	    { { .there = true, .revoked = 0 } } } },
	{ "expired and uncovered", 0, "", FINDING_CERT_EXPIRED, { GOOD, EVIDENCE, 0, 1,
	    { { .there = true, .revoked = TIME_UNKNOWN } } } },
	{ "revoked, for another purpose", EVIDENCE, "", FINDING_KEY_PURPOSE_MISMATCH,
	    { GOOD, PURPOSE_RELEASE, EVER, { { .there = true, .revoked = 0 } } } },
	/* lists */
	{ "no list", 0, "", FINDING_REVOCATION_UNKNOWN, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .revoked = TIME_UNKNOWN } } } },
	{ "the authority has no list", 0, "", FINDING_REVOCATION_UNKNOWN, { GOOD, EVIDENCE, EVER,
	    { COVERED, { .there = true, .revoked = TIME_UNKNOWN } } } },
	{ "a list from the instant on", 0, "", 0, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .revoked = TIME_UNKNOWN, .lists = {{ AT, AT + 9 }},
	    .list_count = 1 } } } },
	{ "a list from a moment after", 0, "", FINDING_REVOCATION_UNKNOWN, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .revoked = TIME_UNKNOWN, .lists = {{ AT + 1, AT + 9 }},
	    .list_count = 1 } } } },
	{ "a list until the instant", 0, "", 0, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .revoked = TIME_UNKNOWN, .lists = {{ 0, AT }},
	    .list_count = 1 } } } },
	{ "a list until a moment before", 0, "", FINDING_REVOCATION_UNKNOWN, { GOOD, EVIDENCE, EVER,
	    { { .there = true, .revoked = TIME_UNKNOWN, .lists = {{ 0, AT - 1 }},
	    .list_count = 1 } } } },
	{ "lists before and after, none about the instant", 0, "", FINDING_REVOCATION_UNKNOWN,
	    { GOOD, EVIDENCE, EVER, { { .there = true, .revoked = TIME_UNKNOWN,
	    .lists = {{ 0, AT - 1 }, { AT + 1, AT + 9 }}, .list_count = 2 } } } },
	{ "the second list covers", 0, "", 0,
	    { GOOD, EVIDENCE, EVER, { { .there = true, .revoked = TIME_UNKNOWN,
	    .lists = {{ 0, AT - 1 }, { AT - 5, AT + 9 }}, .list_count = 2 } } } },
	{ "a list that names no next update", 0, "", FINDING_REVOCATION_UNKNOWN,
	    { GOOD, EVIDENCE, EVER, { { .there = true, .revoked = TIME_UNKNOWN,
	    .lists = {{ 0, TIME_UNKNOWN }}, .list_count = 1 } } } },
	{ "a list that names no date", 0, "", FINDING_REVOCATION_UNKNOWN,
	    { GOOD, EVIDENCE, EVER, { { .there = true, .revoked = TIME_UNKNOWN,
	    .lists = {{ TIME_UNKNOWN, TIME_MAX }}, .list_count = 1 } } } },
	{ "with the goods and expired", 0, "", FINDING_CERT_EXPIRED,
	    { "k1", "a1", SIGNATURE_GOOD, "dsse", HOW_WITH_THE_GOODS, EVIDENCE, 0, 1, {{0}} } },
};

static void
one_signature_has_one_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(singles); i++) {
		struct signed_answer a = ask(&singles[i].row, 1, singles[i].purpose,
		    singles[i].party);
		enum finding_id got = a.count > 0 ? a.problems[0] : FINDING_NONE;
		if (got != singles[i].want || a.good != (a.count == 0) || a.count > 1)
			fail_msg("%s: %s", singles[i].rule, got == FINDING_NONE ? "good" :
			    finding_name(got));
	}
}

#define ROW(key, how, purposes, until) \
	{ key, "a1", SIGNATURE_GOOD, "dsse", how, purposes, 0, until, {{0}} }
#define BROKEN(key) { key, "", SIGNATURE_BROKEN, "dsse", 0, 0, EVER, {{0}} }
#define STRANGER(key) { key, "", SIGNATURE_UNVERIFIABLE, "dsse", 0, 0, EVER, {{0}} }

/* want: problems in order, FINDING_NONE after the last. */
static const struct {
	const char *rule; bool good; enum finding_id want[3]; size_t count; struct sign_row rows[3];
} several[] = {
	{ "no signature", false, { FINDING_SIGNATURE_MISSING }, 0, {{0}} },
	{ "two keys, one good", true, {0}, 2,
	    { BROKEN("k1"), ROW("k2", HOW_IN_PERSON, EVIDENCE, TIME_MAX) } },
	{ "two keys, one problem each", false,
	    { FINDING_SIGNATURE_INVALID, FINDING_SIGNER_UNKNOWN }, 2,
	    { BROKEN("k1"), STRANGER("k2") } },
	{ "two keys, one problem of both: said once", false, { FINDING_SIGNER_UNKNOWN }, 2,
	    { STRANGER("k1"), STRANGER("k2") } },
	{ "one key by two ways: the better way counts", false, { FINDING_CERT_EXPIRED }, 2,
	    { ROW("k1", HOW_IN_PERSON, PURPOSE_RELEASE, TIME_MAX),
	    ROW("k1", HOW_IN_PERSON, EVIDENCE, 1) } },
	{ "one key by two ways, in the other order", false, { FINDING_CERT_EXPIRED }, 2,
	    { ROW("k1", HOW_IN_PERSON, EVIDENCE, 1),
	    ROW("k1", HOW_IN_PERSON, PURPOSE_RELEASE, TIME_MAX) } },
	{ "one key, with the goods and in person", true, {0}, 2,
	    { ROW("k1", HOW_WITH_THE_GOODS, EVIDENCE, TIME_MAX),
	    ROW("k1", HOW_IN_PERSON, EVIDENCE, TIME_MAX) } },
	{ "one key by three ways, none good", false, { FINDING_ANCHOR_WITH_GOODS }, 3,
	    { ROW("k1", HOW_IN_PERSON, EVIDENCE, 1),
	    ROW("k1", HOW_WITH_THE_GOODS, EVIDENCE, TIME_MAX),
	    ROW("k1", HOW_IN_PERSON, PURPOSE_RELEASE, TIME_MAX) } },
	{ "no key's way stands in for another's", false,
	    { FINDING_CERT_EXPIRED, FINDING_KEY_PURPOSE_MISMATCH }, 2,
	    { ROW("k1", HOW_IN_PERSON, EVIDENCE, 1),
	    ROW("k2", HOW_IN_PERSON, PURPOSE_RELEASE, TIME_MAX) } },
};

static void
one_good_key_is_enough(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(several); i++) {
		struct signed_answer a = ask(several[i].rows, several[i].count, EVIDENCE, "");
		bool same = a.good == several[i].good;
		for (size_t k = 0; k < 3; k++)
			same = same && (k < a.count ? a.problems[k] : FINDING_NONE) ==
			    several[i].want[k];
		if (!same)
			fail_msg("%s: %zu problems, the first %s", several[i].rule, a.count,
			    a.count > 0 ? finding_name(a.problems[0]) : "none");
	}
}

/* More problems than fit: what fits is kept, and the answer stays no. */
static void
problems_never_overflow(void **state)
{
	static const struct sign_row rows[] = {
		BROKEN("0"), STRANGER("1"),
		{ "2", "", SIGNATURE_UNVERIFIABLE, "x509", 0, 0, EVER, {{0}} },
		ROW("3", HOW_IN_PERSON, PURPOSE_RELEASE, TIME_MAX), ROW("4", HOW_IN_PERSON,
		    EVIDENCE, 1),
		{ "5", "a1", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON, EVIDENCE, AT + 1, TIME_MAX,
		    {{0}} },
		{ "6", "a1", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON, EVIDENCE, EVER,
		    { { .there = true, .revoked = 0 } } },
		{ "7", "a1", SIGNATURE_GOOD, "dsse", HOW_IN_PERSON, EVIDENCE, EVER,
		    { { .there = true, .revoked = TIME_UNKNOWN } } },
		ROW("8", HOW_WITH_THE_GOODS, EVIDENCE, TIME_MAX),
	};
	(void)state;
	struct signed_answer a = ask(rows, COUNT(rows), EVIDENCE, "");
	assert_false(a.good);
	assert_int_equal(a.count, SIGNED_PROBLEMS_MAX);
	assert_int_equal(a.problems[0], FINDING_SIGNATURE_INVALID);
	assert_int_equal(a.problems[7], FINDING_REVOCATION_UNKNOWN);
}

static void
one_key_for_two_parties_is_not_mixed_up(void **state)
{
	struct slice acme = SLICE("party:acme"), evil = SLICE("party:evil");
	struct case_anchor anchors[] = {
		{ .id = SLICE("a1"), .how = HOW_IN_PERSON, .purposes = PURPOSE_RELEASE,
		    .subjects = &acme, .subject_count = 1 },
		{ .id = SLICE("a1"), .how = HOW_IN_PERSON, .purposes = EVIDENCE,
		    .subjects = &evil, .subject_count = 1 },
	};
	struct case_form form = { .valid_at_ms = AT, .anchors = anchors, .anchor_count = 2 };
	static const struct sign_row rows[] = {
		ROW("k1", HOW_IN_PERSON, EVIDENCE, TIME_MAX),
		ROW("k1", HOW_IN_PERSON, PURPOSE_RELEASE, TIME_MAX),
	};
	struct made m;
	struct item it = make(&m, rows, 2);
	(void)state;
	struct signed_answer a = signed_at(&form, &it, &(struct signed_wish){ EVIDENCE, acme });
	assert_false(a.good);
	assert_int_equal(a.problems[0], FINDING_KEY_PURPOSE_MISMATCH);
	assert_true(signed_at(&form, &it, &(struct signed_wish){ EVIDENCE, evil }).good);
	assert_true(signed_at(&form, &it, &(struct signed_wish){ PURPOSE_RELEASE, acme }).good);
	assert_false(signed_at(&form, &it, &(struct signed_wish){ PURPOSE_RELEASE, evil }).good);
}

static void
broken_is_seen_beside_good_ones(void **state)
{
	static const struct sign_row rows[] = { ROW("k1", HOW_IN_PERSON, EVIDENCE, TIME_MAX),
		STRANGER("k2"), BROKEN("k3") };
	struct made m;
	(void)state;
	for (size_t n = 0; n <= COUNT(rows); n++) {
		struct item it = make(&m, rows, n);
		assert_int_equal(signed_has_broken(&it), n == COUNT(rows));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_signature_has_one_answer),
		cmocka_unit_test(one_good_key_is_enough),
		cmocka_unit_test(problems_never_overflow),
		cmocka_unit_test(one_key_for_two_parties_is_not_mixed_up),
		cmocka_unit_test(broken_is_seen_beside_good_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
