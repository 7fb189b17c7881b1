/* history.h - a home whose log is written event by event, and commands run on it.
 *
 * person:acme/jane begins and has every role; others are registered with a key and the roles that
 * are named. Each event is recorded one minute after the last. Events are written short: ' stands
 * for ", and a name behind & for the id of the event that was recorded under that name.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HISTORY_H
#define HISTORY_H

#include "unit.h"

#include "app/home/draft.h"
#include "app/home/state.h"
#include "app/log/append.h"
#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/args.h"
#include "codec/base64.h"
#include "codec/json.h"

#define NAMES_MAX 64
#define WORDS_MAX 64
#define MINUTE_MS 60000

struct history {
	struct arena	 a;
	struct op_call	 call;
	struct home	 h;
	struct slice	 names[NAMES_MAX], ids[NAMES_MAX];
	size_t		 count;
	char		 folder[64];
	char		*place;
	struct buf	 out, notes;	/* of the last command */
	struct trouble	 trouble;
};

static inline void
good(struct rc r, const struct err *e)
{
	if (failed(r))
		fail_msg("%s: %s", code_name(r.code), e->what != NULL ? e->what : "");
}

static inline int64_t
ms(const char *text)
{
	int64_t out = 0;
	assert_false(failed(time_parse(slice_of(text), TIME_BEGINNING, &out, NULL)));
	return out;
}

/* --- commands --------------------------------------------------------------------------------- */

/* "verb word 'a word with blanks'" split at blanks. */
static inline int
split_words(struct history *y, const char *text, char **argv)
{
	int n = 0;
	struct slice kept;
	assert_true(arena_format(&y->a, &kept, "assay %s%c", text, 0));
	char *p = (char *)(uintptr_t)kept.at;
	while (*p != 0 && n < WORDS_MAX) {
		char end = ' ';
		if (*p == '\'') {
			end = '\'';
			p++;
		}
		argv[n++] = p;
		while (*p != 0 && *p != end)
			p++;
		if (*p != 0)
			*p++ = 0;
		while (*p == ' ')
			p++;
	}
	argv[n] = NULL;
	return n;
}

/* Text with &NAME replaced by ids, and ' by ". */
static inline const char *
written_out(struct history *y, const char *text, bool quotes)
{
	struct slice out;
	struct buf b = buf_init(MIB(1));
	for (const char *p = text; *p != 0; p++) {
		if (*p == '\'' && quotes)
			buf_add_byte(&b, '"');
		else if (*p != '&')
			buf_add_byte(&b, (uint8_t)*p);
		for (size_t i = 0; *p == '&' && i < y->count; i++)
			if (slice_starts(slice_of(p + 1), y->names[i])) {
				buf_add(&b, y->ids[i]);
				p += y->names[i].len;
				break;
			}
	}
	assert_true(arena_format(&y->a, &out, "%.*s%c", SLICE_FMT(buf_slice(&b)), 0));
	buf_drop(&b);
	return (const char *)out.at;
}

/* Runs a command as the command line does; its exit status. */
static inline int
assay(struct history *y, const char *text)
{
	char *argv[WORDS_MAX + 1];
	struct slice culprit = {0};
	int argc = split_words(y, written_out(y, text, false), argv);
	struct op_call call = { .a = &y->a, .now_ms = y->call.now_ms, .now_given = true };
	struct op_result r = { .out = buf_init(MIB(4)), .notes = buf_init(MIB(4)) };
	struct rc done = args_parse(argc, argv, &call, &r.trouble.err, &culprit);
	call.json = !failed(done) && op_flag(&call, "json");
	call.csv = !failed(done) && op_flag(&call, "csv");
	if (!failed(done))
		done = call.op->run(&call, &r);
	buf_drop(&y->out);
	buf_drop(&y->notes);
	y->out = r.out;
	y->notes = r.notes;
	y->trouble = r.trouble;
	y->call.now_ms += MINUTE_MS;
	return failed(done) ? code_status(done.code) : r.status;
}

static inline void
expect(struct history *y, int status, const char *text)
{
	int got = assay(y, text);
	if (got != status)
		fail_msg("assay %s: exit %d, want %d: %s", text, got, status,
		    y->trouble.err.what != NULL ? y->trouble.err.what : "");
}

/* The id that the last command printed goes by this name from now on. */
static inline void
name_last(struct history *y, const char *name)
{
	struct slice out = buf_slice(&y->out);
	assert_true(slice_starts(out, SLICE("id")));
	size_t end = slice_find(out, SLICE("\n"), 0);
	struct slice id = slice_trim(slice_sub(out, 2, end));
	assert_true(y->count < NAMES_MAX && arena_copy(&y->a, id, &y->ids[y->count]));
	y->names[y->count++] = slice_of(name);
}

static inline bool
said(const struct buf *b, const char *text)
{
	return slice_find(buf_slice(b), slice_of(text), 0) != SIZE_MAX;
}

static inline void
expect_said(struct history *y, const char *text)
{
	const char *want = written_out(y, text, false);
	if (!said(&y->out, want) && !said(&y->notes, want))
		fail_msg("not said: %s\nsaid: %.*s\n%.*s", want, SLICE_FMT(buf_slice(&y->out)),
		    SLICE_FMT(buf_slice(&y->notes)));
}

/* --- events ----------------------------------------------------------------------------------- */

static inline void
read_lists(struct history *y, const struct value *v, struct draft *d, const char *bytes)
{
	struct event_body *body = ARENA_NEW(&y->a, struct event_body);
	struct err e = {0};
	const struct value *subjects = value_get(v, SLICE("subjects"));
	const struct value *refs = value_get(v, SLICE("refs"));
	for (size_t i = 0; subjects != NULL && i < subjects->count; i++)
		draft_subject(d, subjects->items[i].text);
	for (size_t i = 0; refs != NULL && i < refs->count; i++) {
		struct slice rel, text;
		assert_true(arena_format(&y->a, &rel, "%.*s%c",
		    SLICE_FMT(refs->members[i].name), 0));
		text = value_text(&refs->members[i].value);
		draft_ref(d, (const char *)rel.at, text);
	}
	if (bytes == NULL)
		return;
	good(body_keep(&y->h, slice_of(bytes), "text/plain", &y->a, body, &e), &e);
	draft_body(d, body);
}

/* {"subjects": [...], "refs": {"about": "..."}, "data": {...}}; bytes: of its one body, or null. */
static inline void
record_as(struct history *y, const char *actor, const char *name, enum event_type type,
    const char *bytes, const char *text)
{
	struct value v;
	struct err e = {0};
	struct event one;
	struct appended done;
	bool moved;
	struct op_call call = y->call;
	struct op_value as = { &(const struct op_param){ .name = "as" }, actor };
	AUTO(writer) w = {0};
	struct trouble t = {0};
	good(json_tree(slice_of(written_out(y, text, true)), MIB(1), &y->a, &v, &e), &e);
	struct draft d = draft_init(type, &y->a);
	read_lists(y, &v, &d, bytes);
	d.v.data = *value_get(&v, SLICE("data"));
	good(draft_end(&d, &one, &e), &e);
	call.values = &as;
	call.count = 1;
	good(writer_open(&call, &y->h, &w, &t), &t.err);
	const struct append what = { &one, 1, ANY_SIZE, NULL };
	good(home_append(&y->h, &w, &what, &done, &moved, &e), &e);
	y->call.now_ms += MINUTE_MS;
	assert_true(y->count < NAMES_MAX && arena_copy(&y->a, done.name, &y->ids[y->count]));
	y->names[y->count++] = slice_of(name);
}

static inline void
record(struct history *y, const char *name, enum event_type type, const char *text)
{
	record_as(y, "person:acme/jane", name, type, NULL, text);
}

/* The rest of evidence.added. */
#define EVIDENCE_DATES "'made': null, 'received': '2026-06-01T00:00:00.000Z', " \
	"'valid_from': null, 'valid_until': null"
#define EVIDENCE_WORDS "'kind_by': 'person', 'bound_by': 'program', 'bound_to': [], " \
	"'name': '', 'source': '', 'producer': '', 'owner': '', 'label': '', 'stage': ''"

static inline void
add_kept(struct history *y, const char *name, const char *kind, const char *subject,
    const char *bytes)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], 'data': {'kind': '%s', "
	    EVIDENCE_WORDS ", " EVIDENCE_DATES ", 'holding': 'kept', 'held': null, 'seen': null, "
	    "'intake': 'good'}}%c", subject, kind, 0));
	record_as(y, "person:acme/jane", name, EVENT_EVIDENCE_ADDED, bytes, (const char *)text.at);
}

static inline void
add_seen(struct history *y, const char *name, const char *kind, const char *subject)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], 'data': {'kind': '%s', "
	    EVIDENCE_WORDS ", " EVIDENCE_DATES ", 'holding': 'seen', 'held': null, 'seen': {'by': "
	    "'person:acme/jane', 'at': '2026-06-01T00:00:00.000Z', 'place': 'Ulm', 'agreement': "
	    "''}, 'intake': 'good'}}%c", subject, kind, 0));
	record(y, name, EVENT_EVIDENCE_ADDED, (const char *)text.at);
}

/* digest: 64 hex digits. */
static inline void
add_held(struct history *y, const char *name, const char *kind, const char *subject,
    const char *digest)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], 'data': {'kind': '%s', "
	    EVIDENCE_WORDS ", " EVIDENCE_DATES ", 'holding': 'held', 'seen': null, 'held': "
	    "{'digest': 'sha256:%s', 'holder': 'orbit', 'place': '', 'size': 7, 'until': null}, "
	    "'intake': 'good'}}%c", subject, kind, digest, 0));
	record(y, name, EVENT_EVIDENCE_ADDED, (const char *)text.at);
}

/* --- the home --------------------------------------------------------------------------------- */

static inline void
grant(struct history *y, const char *actor, const char *role)
{
	struct slice text;
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], 'data': {'actor': '%s', "
	    "'role': '%s', 'scope': [], 'from': null, 'until': null, 'ground': 'the board'}}%c",
	    actor, actor, role, 0));
	record(y, "grant", EVENT_ROLE_GRANTED, (const char *)text.at);
}

static inline void
enrol(struct history *y, const char *actor)
{
	AUTO(secret_key) secret = {0};
	struct key key;
	const char *method;
	struct slice text;
	struct trouble t = {0};
	struct buf spki = buf_init(KIB(1));
	good(key_file_make(&y->call, y->h.path, key_file_name(&y->h.a, slice_of(actor)), &y->h.a,
	    &y->h.bag, &secret, &key, &method, &t), &t.err);
	base64_write(key.spki, &spki);
	assert_true(arena_format(&y->a, &text, "{'subjects': ['%s'], 'data': {'actor': '%s', "
	    "'key': '%.*s', 'method': 'key_file', 'party': 'party:acme'}}%c", actor, actor,
	    SLICE_FMT(buf_slice(&spki)), 0));
	buf_drop(&spki);
	record(y, "enrolled", EVENT_ACTOR_REGISTERED, (const char *)text.at);
}

/* How many entries there are. */
static inline uint64_t
size_now(struct history *y)
{
	uint64_t size = 0;
	struct err e = {0};
	good(store_begin_read(y->h.store, &e), &e);
	good(store_size(y->h.store, &size, &e), &e);
	store_rollback(y->h.store);
	return size;
}

static inline struct history *
history_new(void)
{
	struct history *y = calloc(1, sizeof(*y));
	struct trouble t = {0};
	struct slice home, state;
	assert_non_null(y);
	y->a = arena_init(MIB(256));
	y->call = (struct op_call){ .a = &y->a, .now_given = true,
	    .now_ms = ms("2026-06-30T09:00:00Z") };
	(void)snprintf(y->folder, sizeof(y->folder), "/tmp/history-XXXXXX");
	assert_non_null(mkdtemp(y->folder));
	assert_true(arena_format(&y->a, &home, "%s/home%c", y->folder, 0));
	assert_true(arena_format(&y->a, &state, "%s/state%c", y->folder, 0));
	assert_int_equal(setenv("ASSAY_HOME", (const char *)home.at, 1), 0);
	assert_int_equal(setenv("ASSAY_STATE", (const char *)state.at, 1), 0);
	assert_int_equal(unsetenv("ASSAY_ACTOR"), 0);
	expect(y, 0, "init --name acme --person jane");
	good(home_open(&y->call, HOME_WRITE, &y->h, &t), &t.err);
	return y;
}

static inline void
history_free(struct history *y)
{
	char *folder = y->folder;
	home_drop(&y->h);
	buf_drop(&y->out);
	buf_drop(&y->notes);
	file_discard_folder(folder);
	arena_drop(&y->a);
	free(y);
}

/* For a read of the state. */
static inline struct store *
reading(struct history *y)
{
	struct err e = {0};
	good(store_begin_read(y->h.store, &e), &e);
	return y->h.store;
}

#endif
