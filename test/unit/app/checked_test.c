/* checked_test.c - a check that goes on from a note finds what a whole one finds.
 *
 * The history has every way in which a row begins, ends and refers: actors and roles that come and
 * go, keys, subjects that change, duties that pass on, evidence, exceptions.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include "history.h"

#include "app/log/fsck.h"
#include "app/log/sound.h"

#define SIZES_MAX 64

static struct history *y;

/* --- the history ------------------------------------------------------------------------------ */

#define SUBJECT_DATA "'attributes': {}, 'part_of': [], 'parties': [], 'aliases': []"

static void
put_role(const char *name, const char *actor, const char *role)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], 'data': {'actor': '%s', "
	    "'role': '%s', 'scope': [], 'from': null, 'until': null, 'ground': 'works here'}}%c",
	    actor, actor, role, 0));
	record(y, name, EVENT_ROLE_GRANTED, (const char *)text.at);
}

static void
put_duty(const char *party)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['product:acme/x'], 'data': {'duty': "
	    "'produce', 'stage': '', 'party': '%s', 'contact': 'desk 7'}}%c", party, 0));
	record(y, "duty", EVENT_RESPONSIBILITY_SET, (const char *)text.at);
}

/* What comes is one step; after each the log is as some note may have left it. */
static void
step(unsigned n)
{
	static const char *const parties[] = { "party:acme", "party:zeta" };
	switch (n) {
	case 0:
		enrol(y, "person:acme/joe");
		break;
	case 1:
		record(y, "x", EVENT_SUBJECT_REGISTERED, "{'subjects': ['product:acme/x'], 'data': "
		    "{'title': 'X', " SUBJECT_DATA "}}");
		break;
	case 2:
		put_role("joes", "person:acme/joe", "recorder");
		break;
	case 3:
		record_as(y, "person:acme/joe", "by joe", EVENT_SUBJECT_CHANGED, NULL,
		    "{'subjects': ['product:acme/x'], 'data': {'title': 'XX', " SUBJECT_DATA "}}");
		break;
	case 4:
	case 5:
		put_duty(parties[n % 2]);
		break;
	case 6:
		add_kept(y, "item", "sbom", "product:acme/x", "something");
		break;
	case 7:
		record(y, "ended", EVENT_ROLE_ENDED, "{'subjects': ['person:acme/joe'], 'refs': "
		    "{'revokes': '&joes'}, 'data': {'reason': 'moved on'}}");
		break;
	case 8:
		add_held(y, "held", "sbom", "product:acme/x",
		    "1111111111111111111111111111111111111111111111111111111111111111");
		break;
	case 9:
		record(y, "revoked", EVENT_EVIDENCE_REVOKED, "{'subjects': ['product:acme/x'], "
		    "'refs': {'revokes': '&item'}, 'data': {'state': 'revoked', 'reason': 'false', "
		    "'from': '2026-06-30T09:00:00.000Z'}}");
		break;
	case 10:
		record(y, "left", EVENT_ACTOR_ENDED, "{'subjects': ['person:acme/joe'], 'data': "
		    "{'actor': 'person:acme/joe', 'reason': 'left'}}");
		break;
	case 11:
		enrol(y, "person:acme/jill");
		break;
	default:
		put_role("more", "person:acme/jill", "recorder");
	}
}

#define STEPS 13

/* --- looking ---------------------------------------------------------------------------------- */

static struct checked
looked(const struct checked *from, bool *fits)
{
	static struct fsck_report report;
	struct store *made = NULL;
	struct err e = {0};
	struct checked now = {0};
	good(store_open_scratch(&made, &e), &e);
	good(store_begin_read(y->h.store, &e), &e);
	good(fsck_log_from(&y->h, from, true, made, &y->a, &report, &now, fits, &e), &e);
	store_rollback(y->h.store);
	store_close(made);
	return now;
}

static void
assert_same(const struct checked *a, const struct checked *b)
{
	assert_int_equal(a->size, b->size);
	assert_true(digest_eq(&a->root, &b->root));
	assert_true(digest_eq(&a->ids, &b->ids));
	assert_true(digest_eq(&a->rows, &b->rows));
}

/* From every size that there was to the end. */
static void
every_size_will_do(void **unused)
{
	struct checked notes[SIZES_MAX];
	size_t count = 0;
	bool fits;
	(void)unused;
	for (unsigned n = 0; n <= STEPS; n++) {
		notes[count++] = looked(NULL, &fits);
		assert_true(fits);
		assert_int_equal(notes[count - 1].size, size_now(y));
		if (n < STEPS)
			step(n);
	}
	for (size_t i = 0; i < count; i++) {
		struct checked now = looked(&notes[i], &fits);
		assert_true(fits);
		assert_same(&now, &notes[count - 1]);
	}
}

/* A digest that is not so, or the right ones with another size: the whole is looked at. */
static void
nothing_else_fits(void **unused)
{
	bool fits;
	(void)unused;
	struct checked note = looked(NULL, &fits);
	struct digest *const each[] = { &note.root, &note.ids, &note.rows };
	for (size_t i = 0; i < COUNT(each); i++) {
		each[i]->bytes[7] ^= 0x10;
		(void)looked(&note, &fits);
		assert_false(fits);
		each[i]->bytes[7] ^= 0x10;
	}
	note.size--;
	(void)looked(&note, &fits);
	assert_false(fits);
	note.size++;
	(void)looked(&note, &fits);
	assert_true(fits);
}

/* --- the note --------------------------------------------------------------------------------- */

static bool
read_note(struct checked *out, const char **problem)
{
	struct err e = {0};
	bool found;
	good(store_begin_read(y->h.store, &e), &e);
	good(checked_read(&y->h, out, &found, problem, &e), &e);
	store_rollback(y->h.store);
	return found;
}

static void
demand(void)
{
	struct trouble t = {0};
	good(store_begin_read(y->h.store, &t.err), &t.err);
	good(log_demand_sound(&y->call, &y->h, &t), &t.err);
	store_rollback(y->h.store);
}

/* Each bit of the file in turn: it is no note then, or says what it said. */
static void
a_note_is_the_logs_own(void **unused)
{
	const char *problem, *path = home_state_file(&y->h, "checked", &y->a);
	struct checked note, now;
	struct slice bytes;
	struct err e = {0};
	bool fits;
	(void)unused;
	assert_non_null(path);
	assert_false(read_note(&note, &problem));
	assert_null(problem);
	demand();
	assert_true(read_note(&note, &problem));
	now = looked(NULL, &fits);
	assert_same(&note, &now);
	good(file_read_small(path, KIB(8), &y->a, &bytes, &e), &e);
	uint8_t *raw = (uint8_t *)(uintptr_t)bytes.at;
	for (size_t bit = 0; bit < bytes.len * 8; bit += 3) {
		raw[bit / 8] ^= (uint8_t)(1u << bit % 8);
		good(file_write_durable(path, bytes, 0600, &e), &e);
		assert_false(read_note(&note, &problem));
		assert_non_null(problem);
		raw[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	good(file_write_durable(path, slice_sub(bytes, 0, bytes.len - 1), 0600, &e), &e);
	assert_false(read_note(&note, &problem));
	demand();	/* and it is made anew */
	assert_true(read_note(&note, &problem));
	assert_same(&note, &now);
}

/* The log's own key says what is not so: fsck names it, and a decision does not rest on it. */
static void
a_false_note_is_named(void **unused)
{
	struct checked note;
	const char *problem, *method;
	struct trouble t = {0};
	AUTO(secret_key) secret = {0};
	struct slice path;
	(void)unused;
	demand();
	assert_true(read_note(&note, &problem));
	assert_true(arena_format(&y->a, &path, "%s/keys/log.pem%c", y->h.path, 0));
	good(key_file_read(&y->call, (const char *)path.at, &secret, &method, &t), &t.err);
	expect(y, 0, "fsck");
	note.rows.bytes[0] ^= 1;
	checked_write(&y->h, &secret, &note);
	expect(y, 4, "fsck");
	expect_said(y, "checked");
	demand();
	expect(y, 0, "fsck");
}

static int
begin(void **unused)
{
	(void)unused;
	y = history_new();
	return 0;
}

static int
finish(void **unused)
{
	(void)unused;
	history_free(y);
	return 0;
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, finish)

int
main(void)
{
	const struct CMUnitTest tests[] = { CASE(every_size_will_do), CASE(nothing_else_fits),
	    CASE(a_note_is_the_logs_own), CASE(a_false_note_is_named) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
