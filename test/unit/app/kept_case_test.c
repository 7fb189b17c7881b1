/* kept_case_test.c - readings, exceptions and states of a ledger, as a case holds them, whatever
 * part of the ledger was known.
 * SPDX-License-Identifier: Apache-2.0 */
#include "history.h"

#include "app/decision/exceptions.h"
#include "app/evidence/item_states.h"
#include "app/evidence/recomputed.h"
#include "app/evidence/reviews.h"
#include "codec/jcs.h"
#include "fact/case.h"

#define BATCH "batch:orbit/C-1"
#define RELEASE "release:orbit/ic-22@5.4.2"
#define HEX16 "0123456789abcdef"
#define HEX64 HEX16 HEX16 HEX16 HEX16
#define READING "'method': 'read_by_a_person', 'reader': 'person:acme/jane', 'role': 'quality', " \
	"'relation': 'none', 'parts': 'all', 'transcribed_by': '', 'identity': 'key_file', " \
	"'reason': 'read'"
#define REQUEST "'versions': '', 'reason': 'late', 'compensating': '', 'residual_risk': '', " \
	"'owner': 'quality', 'until': '2026-12-31T23:59:59.999Z'"

static struct slice
S(const char *text)
{
	return slice_of(text);
}

/* --- a case around what was found ------------------------------------------------------------- */

/* The item of this evidence, as far as this test goes. */
static struct item
item_for(struct history *y, struct store *s, const char *name, uint64_t known)
{
	struct thing t;
	struct err e = {0};
	bool found;
	struct slice id = slice_of(written_out(y, name, false));
	good(state_get(s, "evidence", id, known, &y->a, &t, &found, &e), &e);
	assert_true(found);
	struct item it = { .id = item_id_of(&t), .kind = event_text(&t.event, "kind"),
	    .decoder = SLICE(""), .producer = SLICE(""), .stage = SLICE(""), .entry = id,
	    .made_ms = TIME_UNKNOWN, .received_ms = TIME_UNKNOWN, .valid_from_ms = TIME_UNKNOWN,
	    .valid_until_ms = TIME_UNKNOWN, .holder = SLICE(""), .seen_by = SLICE(""),
	    .held_until_ms = TIME_UNKNOWN, .recomputed_ms = TIME_UNKNOWN,
	    .seen_ms = TIME_UNKNOWN };
	it.holding = HOLDING_KEPT;
	if (slice_eq(event_text(&t.event, "holding"), SLICE("held"))) {
		it.holding = HOLDING_HELD;
		it.holder = SLICE("orbit");
	} else if (slice_eq(event_text(&t.event, "holding"), SLICE("seen"))) {
		it.holding = HOLDING_SEEN;
		it.seen_by = SLICE("person:acme/jane");
		it.seen_ms = 0;
	}
	good(item_states_of(s, &t, known, &y->a, &it.states, &it.state_count, &e), &e);
	return it;
}

/* Writes the settled case, reads it, and writes it again: the same bytes. */
static void
through_the_form(struct history *y, struct case_form *c)
{
	struct build b = { .a = &y->a };
	struct value v, again;
	struct case_form read;
	struct err e = {0};
	struct buf one = buf_init(MIB(1)), two = buf_init(MIB(1));
	c->scope = (struct case_scope){ .subject = S(BATCH), .product = SLICE(""),
	    .release = SLICE(""), .manufacturer = SLICE("") };
	c->valid_at_ms = y->call.now_ms;
	case_settle(c);
	v = case_value(&b, c);
	good(build_end(&b, &e), &e);
	good(jcs_write(&v, &one, &e), &e);
	good(json_tree(buf_slice(&one), MIB(1), &y->a, &again, &e), &e);
	good(case_decode(&again, &y->a, &read, &e), &e);
	v = case_value(&b, &read);
	good(jcs_write(&v, &two, &e), &e);
	assert_true(slice_eq(buf_slice(&one), buf_slice(&two)));
	*c = read;
	buf_drop(&two);
	buf_drop(&y->notes);
	y->notes = one;		/* what was read points into it */
}

static void
same(struct slice got, struct history *y, const char *want)
{
	const char *text = written_out(y, want, false);
	if (!slice_eq(got, slice_of(text)))
		fail_msg("got '%.*s', want '%s'", SLICE_FMT(got), text);
}

/* --- states ----------------------------------------------------------------------------------- */

static struct case_form
case_gathered(struct history *y, const char *const *names, size_t count, uint64_t known,
    bool plain)
{
	struct case_form c = {0};
	struct err e = {0};
	struct slice ids[8];
	const struct slice about[] = { S(BATCH), S("sha256:" HEX64) };
	struct store *s = reading(y);
	c.items = ARENA_ARRAY(&y->a, struct item, count + 1);
	for (size_t i = 0; i < count; i++) {
		ids[i] = slice_of(written_out(y, names[i], false));
		c.items[c.item_count++] = item_for(y, s, names[i], known);
	}
	good(reviews_of(s, ids, count, known, plain, &y->a, &c.reviews, &c.review_count, &e), &e);
	c.scope.subject = S(BATCH);
	good(exceptions_of(s, &c, about, COUNT(about), known, &y->a, &c.exceptions,
	    &c.exception_count, &e), &e);
	store_rollback(s);
	through_the_form(y, &c);
	return c;
}

static struct case_form
case_of(struct history *y, const char *const *names, size_t count, uint64_t known)
{
	return case_gathered(y, names, count, known, false);
}

static const struct item *
item_named(struct history *y, const struct case_form *c, const char *entry)
{
	for (size_t i = 0; i < c->item_count; i++)
		if (slice_eq(c->items[i].entry, slice_of(written_out(y, entry, false))))
			return &c->items[i];
	fail_msg("no item %s", entry);
	return NULL;
}

static void
test_states(void **unused)
{
	static const char *const names[] = { "&old", "&new", "&held", "&seen" };
	struct history *y = history_new();
	uint64_t sizes[3];
	(void)unused;
	add_kept(y, "old", "sbom", BATCH, "old bytes");
	add_kept(y, "new", "sbom", BATCH, "new bytes");
	add_held(y, "held", "document", BATCH, HEX64);
	add_seen(y, "seen", "document", BATCH);
	sizes[0] = size_now(y);
	record(y, "state1", EVENT_EVIDENCE_SUPERSEDED, "{'refs': {'supersedes': '&old', "
	    "'about': '&new'}, 'data': {'reason': ''}}");
	sizes[1] = size_now(y);
	record(y, "state2", EVENT_EVIDENCE_REVOKED, "{'refs': {'revokes': '&old'}, 'data': "
	    "{'state': 'disputed', 'from': '2026-01-01T00:00:00.000Z', 'reason': 'x'}}");
	sizes[2] = size_now(y);
	record(y, "state3", EVENT_EVIDENCE_REVOKED, "{'refs': {'revokes': '&held', 'based_on': "
	    "'&seen'}, 'data': {'state': 'withdrawn', 'from': '2027-01-01T00:00:00.000Z', "
	    "'reason': 'x'}}");
	record(y, "state4", EVENT_EVIDENCE_REVOKED, "{'refs': {'revokes': '&seen', 'based_on': "
	    "'evidence:" HEX64 "'}, 'data': {'state': 'revoked', 'from': "
	    "'2026-05-01T00:00:00.000Z', 'reason': 'x'}}");
	struct case_form c = case_of(y, names, 4, sizes[0]);
	for (size_t i = 0; i < c.item_count; i++)
		assert_int_equal(c.items[i].state_count, 0);
	c = case_of(y, names, 4, sizes[1]);
	const struct item *old = item_named(y, &c, "&old");
	assert_int_equal(old->state_count, 1);
	same(old->states[0].state, y, "superseded");
	same(old->states[0].by, y, "sha256:"
	    "11e2defd59f47c7f2aac84d6a5d6747e98e785afffb72c8bb7b05ec74e1d663c");
	assert_int_equal(item_named(y, &c, "&new")->state_count, 0);
	c = case_of(y, names, 4, sizes[2]);
	old = item_named(y, &c, "&old");
	assert_int_equal(old->state_count, 2);
	same(old->states[0].state, y, "disputed");
	assert_true(slice_eq(old->states[0].by, old->id));
	assert_int_equal(old->states[0].at_ms, ms("2026-01-01"));
	c = case_of(y, names, 4, STORE_OPEN);
	const struct item *held = item_named(y, &c, "&held"), *seen = item_named(y, &c, "&seen");
	same(held->id, y, "sha256:" HEX64);
	assert_int_equal(held->state_count, 1);
	same(held->states[0].by, y, "&seen");	/* what was seen goes by its entry */
	assert_int_equal(held->states[0].at_ms, ms("2027-01-01"));
	same(seen->states[0].state, y, "revoked");
	same(seen->states[0].by, y, "&seen");	/* what it is based on is not there */
	history_free(y);
}

/* --- readings --------------------------------------------------------------------------------- */

/* When its digest was last recomputed, as this much of the ledger knew it. */
static int64_t
recomputed_at(struct history *y, uint64_t known)
{
	struct thing t;
	struct err e = {0};
	bool found;
	int64_t ms;
	struct store *s = y->h.store;
	struct slice id = slice_of(written_out(y, "&held", false));
	good(store_begin_read(s, &e), &e);
	good(state_get(s, "evidence", id, known, &y->a, &t, &found, &e), &e);
	assert_true(found);
	good(recomputed_last(s, &t, known, &y->a, &ms, &e), &e);
	store_rollback(s);
	return ms;
}

#define RECOMPUTED(digest, result, at) "{'refs': {'about': '&held'}, 'data': {" READING \
	", 'result': '" result "', 'dimensions': [{'name': 'integrity', 'result': '" result \
	"'}], 'values': [{'name': 'recomputed', 'place': '', 'subject': '', 'value': {'sha256': " \
	"'sha256:" digest "', 'size': 1}}], 'at': '" at "'}}"

/* The newest that matches counts; none is a reading, and one of another digest is nothing. */
static void
test_recomputed(void **unused)
{
	static const char *const names[] = { "&held" };
	struct history *y = history_new();
	(void)unused;
	add_held(y, "held", "document", BATCH, HEX64);
	record(y, "one", EVENT_VERIFICATION_RECORDED, RECOMPUTED("1" HEX16 HEX16 HEX16
	    "123456789abcdef", "pass", "2026-06-20T00:00:00.000Z"));
	record(y, "two", EVENT_VERIFICATION_RECORDED, RECOMPUTED(HEX64, "fail",
	    "2026-06-21T00:00:00.000Z"));
	record(y, "three", EVENT_VERIFICATION_RECORDED, "{'refs': {'about': '&held'}, 'data': {"
	    READING ", 'result': 'pass', 'dimensions': [{'name': 'integrity', 'result': 'pass'}], "
	    "'values': [], 'at': '2026-06-22T00:00:00.000Z'}}");
	uint64_t before = size_now(y);
	record(y, "four", EVENT_VERIFICATION_RECORDED, RECOMPUTED(HEX64, "pass",
	    "2026-06-24T00:00:00.000Z"));
	uint64_t after = size_now(y);
	record(y, "five", EVENT_VERIFICATION_RECORDED, RECOMPUTED(HEX64, "pass",
	    "2026-06-23T00:00:00.000Z"));
	assert_true(recomputed_at(y, before) == TIME_UNKNOWN);
	assert_true(recomputed_at(y, after) == ms("2026-06-24"));
	assert_true(recomputed_at(y, STORE_OPEN) == ms("2026-06-24"));
	struct case_form c = case_of(y, names, 1, STORE_OPEN);
	assert_int_equal(c.review_count, 1);
	same(c.reviews[0].id, y, "&three");
	history_free(y);
}

static void
test_reviews(void **unused)
{
	static const char *const names[] = { "&doc", "&seen" };
	struct history *y = history_new();
	(void)unused;
	add_kept(y, "doc", "document", BATCH, "a document");
	add_seen(y, "seen", "document", BATCH);
	add_kept(y, "other", "document", BATCH, "another");
	uint64_t before = size_now(y);
	record(y, "first", EVENT_VERIFICATION_RECORDED, "{'refs': {'about': '&doc'}, 'data': {"
	    READING ", 'result': 'fail', 'dimensions': [], 'values': [], "
	    "'at': '2026-06-29T00:00:00.000Z'}}");
	uint64_t after = size_now(y);
	record(y, "second", EVENT_VERIFICATION_RECORDED, "{'refs': {'about': '&seen'}, 'data': {"
	    READING ", 'result': 'pass', 'dimensions': [{'name': 'binding', 'result': 'pass'}, "
	    "{'name': 'scope', 'result': 'indeterminate'}], 'values': [{'name': 'support', "
	    "'place': 'page 2', 'subject': '" RELEASE "', 'value': {'support_end': "
	    "'2031-12-31T23:59:59.999Z'}}, {'name': 'listed', 'place': '', 'subject': '', "
	    "'value': {'serial': '1', 'whole': true, 'n': 7, 'of': ['a', 'b']}}], "
	    "'at': '2026-06-30T00:00:00.000Z'}}");
	record(y, "third", EVENT_VERIFICATION_RECORDED, "{'refs': {'about': '&other', 'based_on': "
	    "'&doc'}, 'data': {" READING ", 'result': 'pass', 'dimensions': [], 'values': [], "
	    "'at': '2026-06-30T00:00:00.000Z'}}");
	assert_int_equal(case_of(y, names, 2, before).review_count, 0);
	struct case_form c = case_of(y, names, 2, after);
	assert_int_equal(c.review_count, 1);
	same(c.reviews[0].id, y, "&first");
	same(c.reviews[0].result, y, "fail");
	same(c.reviews[0].method, y, "read_by_a_person");
	assert_true(slice_eq(c.reviews[0].evidence, item_named(y, &c, "&doc")->id));
	c = case_of(y, names, 2, STORE_OPEN);
	assert_int_equal(c.review_count, 2);	/* that of the other document is based on it only */
	const struct case_review *r = &c.reviews[0];
	if (r->fact_count == 1)
		r = &c.reviews[1];
	same(r->id, y, "&second");
	same(r->evidence, y, "&seen");
	assert_int_equal(r->at_ms, ms("2026-06-30"));
	assert_int_equal(r->dimension_count, 2);
	same(r->dimensions[1].result, y, "indeterminate");
	assert_int_equal(r->fact_count, 3);
	same(r->facts[0].name, y, "listed");
	same(r->facts[2].subject, y, RELEASE);
	same(r->facts[2].place, y, "page 2");
	same(value_text(value_get(&r->facts[2].value, SLICE("support_end"))), y,
	    "2031-12-31T23:59:59.999Z");
	history_free(y);
}

static struct slice
said_of(const struct case_form *c, struct history *y, const char *id, const char *member)
{
	for (size_t i = 0; i < c->review_count; i++) {
		const struct case_review *r = &c->reviews[i];
		if (slice_eq(r->id, slice_of(written_out(y, id, false))))
			for (size_t k = 0; k < r->fact_count; k++)
				if (slice_eq(r->facts[k].name, SLICE("reading")))
					return value_text(value_get(&r->facts[k].value,
					    slice_of(member)));
	}
	return SLICE("");
}

/* By which key it was recorded, and how the reader stands to the producer. Nobody can state that
 * as a value; and a case of before, which had none of it, is gathered as it was. */
static void
test_who_recorded(void **unused)
{
	static const char *const names[] = { "&doc" };
	struct history *y = history_new();
	(void)unused;
	enrol(y, "person:acme/ines");
	grant(y, "person:acme/ines", "reviewer");
	add_kept(y, "doc", "document", BATCH, "a document");
	record(y, "first", EVENT_VERIFICATION_RECORDED, "{'refs': {'about': '&doc'}, 'data': {"
	    READING ", 'result': 'pass', 'dimensions': [], 'values': [{'name': 'reading', 'place': "
	    "'', 'subject': '', 'value': {'key': 'sha256:" HEX64 "', 'relation': 'none'}}], "
	    "'at': '2026-06-29T00:00:00.000Z'}}");
	record(y, "second", EVENT_VERIFICATION_RECORDED, "{'refs': {'about': '&doc'}, 'data': {"
	    READING ", 'result': 'pass', 'dimensions': [], 'values': [], "
	    "'at': '2026-06-29T00:00:00.000Z'}}");
	record_as(y, "person:acme/ines", "third", EVENT_VERIFICATION_RECORDED, NULL,
	    "{'refs': {'about': '&doc'}, 'data': {" READING ", 'result': 'pass', 'dimensions': [], "
	    "'values': [], 'at': '2026-06-29T00:00:00.000Z'}}");
	struct case_form c = case_of(y, names, 1, STORE_OPEN);
	assert_int_equal(c.review_count, 3);
	assert_false(reviews_are_plain(&c));
	same(said_of(&c, y, "&first", "relation"), y, "none");
	struct slice key = said_of(&c, y, "&second", "key");
	assert_int_equal(key.len, 71);
	assert_false(slice_eq(key, S("sha256:" HEX64)));
	assert_true(slice_eq(said_of(&c, y, "&first", "key"), key));
	assert_int_equal(said_of(&c, y, "&third", "key").len, 71);
	assert_false(slice_eq(said_of(&c, y, "&third", "key"), key));
	c = case_gathered(y, names, 1, STORE_OPEN, true);
	assert_int_equal(c.review_count, 3);
	assert_true(reviews_are_plain(&c));
	assert_int_equal(c.reviews[0].fact_count + c.reviews[1].fact_count +
	    c.reviews[2].fact_count, 0);
	c.review_count = 0;
	assert_false(reviews_are_plain(&c));
	history_free(y);
}

/* --- exceptions ------------------------------------------------------------------------------- */

static void
request(struct history *y, const char *name, const char *subject, const char *more)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], %s}}%c", subject, more, 0));
	record(y, name, EVENT_EXCEPTION_REQUESTED, (const char *)text.at);
}

static void
test_exceptions(void **unused)
{
	static const char *const names[] = { "&measure" };
	struct history *y = history_new();
	(void)unused;
	enrol(y, "person:acme/ines");
	grant(y, "person:acme/ines", "exception_approver");
	add_kept(y, "measure", "document", BATCH, "a measure");
	request(y, "mine", BATCH, "'refs': {'based_on': '&measure'}, 'data': {'criterion': 'sbom', "
	    "'requirement': '', 'codes': ['EVIDENCE_STALE', 'SBOM_MISSING_LATER'], 'outcome': "
	    "'accept_with_exception', 'digests': ['sha256:" HEX64 "'], " REQUEST);
	request(y, "bytes", "batch:orbit/OTHER", "'data': {'criterion': '', 'requirement': "
	    "'iec62443-4-2:2019/CR-1.1', 'codes': [], 'outcome': 'risk_accept', 'digests': "
	    "['sha256:" HEX64 "'], " REQUEST);
	request(y, "elsewhere", "batch:orbit/OTHER", "'data': {'criterion': 'sbom', "
	    "'requirement': '', 'codes': [], 'outcome': 'risk_accept', 'digests': [], " REQUEST);
	request(y, "unknown", BATCH, "'data': {'criterion': 'sbom', 'requirement': '', 'codes': "
	    "['OF_A_LATER_PROGRAM'], 'outcome': 'risk_accept', 'digests': [], " REQUEST);
	request(y, "range", BATCH, "'data': {'criterion': 'sbom', 'requirement': '', 'codes': [], "
	    "'outcome': 'risk_accept', 'digests': [], 'versions': '>=5.4', 'reason': 'late', "
	    "'compensating': '', 'residual_risk': '', 'owner': 'quality', "
	    "'until': '2026-12-31T23:59:59.999Z'");
	uint64_t requested = size_now(y);
	record_as(y, "person:acme/ines", "approval", EVENT_EXCEPTION_APPROVED, NULL,
	    "{'refs': {'about': '&mine'}, 'data': {'from': '2026-07-01T00:00:00.000Z', 'note': '', "
	    "'identity': 'key_file'}}");
	uint64_t approved = size_now(y);
	record_as(y, "person:acme/ines", "end", EVENT_EXCEPTION_REVOKED, NULL,
	    "{'refs': {'revokes': '&mine'}, 'data': {'reason': 'repaired'}}");
	struct case_form c = case_of(y, names, 1, requested);
	assert_int_equal(c.exception_count, 2);
	for (size_t i = 0; i < c.exception_count; i++)
		assert_false(c.exceptions[i].approved);
	c = case_of(y, names, 1, approved);
	assert_int_equal(c.exception_count, 2);
	const struct case_exception *x = &c.exceptions[c.exceptions[0].approved ? 0 : 1];
	same(x->id, y, "&mine");
	assert_true(x->approved);
	same(x->approver, y, "person:acme/ines");
	same(x->requester, y, "person:acme/jane");
	same(x->criterion, y, "sbom");
	assert_int_equal(x->from_ms, ms("2026-07-01"));
	assert_int_equal(x->until_ms, ms("2027-01-01") - 1);
	assert_int_equal(x->subject_count, 2);
	same(x->subjects[0], y, BATCH);
	same(x->subjects[1], y, "sha256:" HEX64);
	assert_int_equal(x->code_count, 1);
	assert_int_equal(x->codes[0], FINDING_EVIDENCE_STALE);
	assert_int_equal(x->measure_count, 1);
	assert_true(slice_eq(x->measures[0], item_named(y, &c, "&measure")->id));
	c = case_of(y, names, 1, STORE_OPEN);
	assert_int_equal(c.exception_count, 1);
	same(c.exceptions[0].id, y, "&bytes");
	same(c.exceptions[0].requirement, y, "iec62443-4-2:2019/CR-1.1");
	history_free(y);
}

/* What holds of an exception changes at its exact millisecond. */
static void
test_standing(void **unused)
{
	static const struct { const char *at; enum exception_state want; } cases[] = {
		{ "2026-06-30T23:59:59.999Z", EXCEPTION_NOT_BEGUN },
		{ "2026-07-01T00:00:00.000Z", EXCEPTION_APPROVED },
		{ "2026-12-01T23:59:59.999Z", EXCEPTION_APPROVED },
		{ "2026-12-02T00:00:00.000Z", EXCEPTION_ENDING },
		{ "2026-12-31T23:59:59.999Z", EXCEPTION_ENDING },
		{ "2027-01-01T00:00:00.000Z", EXCEPTION_EXPIRED },
	};
	struct history *y = history_new();
	struct exception x;
	struct err e = {0};
	bool found;
	(void)unused;
	enrol(y, "person:acme/ines");
	grant(y, "person:acme/ines", "exception_approver");
	request(y, "mine", BATCH, "'data': {'criterion': 'sbom', 'requirement': '', 'codes': [], "
	    "'outcome': 'risk_accept', 'digests': [], " REQUEST);
	uint64_t requested = size_now(y);
	record_as(y, "person:acme/ines", "approval", EVENT_EXCEPTION_APPROVED, NULL,
	    "{'refs': {'about': '&mine'}, 'data': {'from': '2026-07-01T00:00:00.000Z', 'note': '', "
	    "'identity': 'key_file'}}");
	uint64_t approved = size_now(y);
	record_as(y, "person:acme/ines", "end", EVENT_EXCEPTION_REVOKED, NULL,
	    "{'refs': {'revokes': '&mine'}, 'data': {'reason': 'repaired'}}");
	struct store *s = reading(y);
	struct slice id = slice_of(written_out(y, "&mine", false));
	good(exception_find(s, id, requested - 1, &y->a, &x, &found, &e), &e);
	assert_false(found);
	good(exception_find(s, id, requested, &y->a, &x, &found, &e), &e);
	assert_true(found && !x.approved && !x.revoked);
	assert_int_equal(exception_state_at(&x, ms("2026-07-01"), 30 * DAY_MS),
	    EXCEPTION_REQUESTED);
	assert_int_equal(exception_state_at(&x, ms("2027-01-01"), 30 * DAY_MS),
	    EXCEPTION_EXPIRED);
	good(exception_find(s, id, approved, &y->a, &x, &found, &e), &e);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(exception_state_at(&x, ms(cases[i].at), 30 * DAY_MS),
		    cases[i].want);
	good(exception_find(s, id, STORE_OPEN, &y->a, &x, &found, &e), &e);
	assert_true(x.revoked && x.approved);	/* who approved it is still known */
	assert_int_equal(exception_state_at(&x, ms("2026-08-01"), 0), EXCEPTION_REVOKED);
	store_rollback(s);
	history_free(y);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_recomputed),
		cmocka_unit_test(test_reviews),
		cmocka_unit_test(test_who_recorded),
		cmocka_unit_test(test_exceptions),
		cmocka_unit_test(test_standing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
