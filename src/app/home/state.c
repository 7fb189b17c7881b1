/* app/home/state.c - the fold tied to the store. See app/home/state.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/state.h"

#include <string.h>

#include "base/limits.h"
#include "base/pool.h"
#include "codec/hex.h"

/* Digits that a shortened id has at least. */
#define SHORT_ID_DIGITS 8
/* Of one thing while it is shown, and of the keys of ten million. */
#define THING_BYTES MIB(16)
#define ROWS_BYTES ((size_t)4 << 30)
#define OTHER_ENTRY "a derived row names an entry that does not make it; `assay fsck` says more"
#define NO_ENTRY "a derived row names an entry that is not there; `assay fsck` says more"

/* id: or null. */
static struct rc
decode(const struct store_entry *entry, uint64_t pos, struct arena *a, struct event *out,
    struct digest *id, struct slice *key, struct err *e)
{
	struct slice payload, signature;
	struct err inner = {0};
	struct rc done = envelope_decode(entry->envelope, a, &payload, key, &signature, &inner);
	if (!failed(done))
		done = event_decode(payload, a, out, &inner);
	/* a row was made of it, so that its type was known */
	if (done.code == E_SYNTAX || done.code == E_SCHEMA || done.code == E_UNVERIFIABLE)
		return fail(e, E_VERIFY, pos,
		    "an entry of the log is damaged; `assay fsck` says more");
	if (failed(done))
		return fail(e, inner.code, pos, inner.what);
	return id != NULL ? event_id(payload, id, e) : DONE;
}

struct rc
state_event_key(struct store *s, uint64_t pos, struct arena *a, struct event *out,
    struct digest *id, struct slice *key, bool *found, struct err *e)
{
	struct store_entry entry;
	TRY(store_entry_get(s, pos, a, &entry, found, e));
	return *found ? decode(&entry, pos, a, out, id, key, e) : DONE;
}

struct rc
state_event(struct store *s, uint64_t pos, struct arena *a, struct event *out, struct digest *id,
    bool *found, struct err *e)
{
	struct slice unused;
	return state_event_key(s, pos, a, out, id, &unused, found, e);
}

/* --- things ----------------------------------------------------------------------------------- */

static struct rc
thing_at(struct store *s, const struct state_row *row, struct arena *a, struct thing *out,
    struct err *e)
{
	bool found;
	if (!arena_copy(a, row->kind, &out->row.kind) || !arena_copy(a, row->key, &out->row.key))
		return arena_failed(a, e);
	out->row.from_pos = row->from_pos;
	out->row.to_pos = row->to_pos;
	TRY(state_event(s, row->from_pos, a, &out->event, &out->id, &found, e));
	if (!found)
		return fail(e, E_VERIFY, row->from_pos, NO_ENTRY);
	return fold_opens(out->event.type, row->kind) ? DONE : fail(e, E_VERIFY, row->from_pos,
	    OTHER_ENTRY);
}

struct rc
state_get(struct store *s, const char *kind, struct slice key, uint64_t known, struct arena *a,
    struct thing *out, bool *found, struct err *e)
{
	struct state_row row;
	TRY(store_state_get(s, slice_of(kind), key, known, &row, found, e));
	if (!*found)
		return DONE;
	row.kind = slice_of(kind);
	row.key = key;
	return thing_at(s, &row, a, out, e);
}

/* Rows are listed first and their events read after, so that no statement is open meanwhile. */
struct listing {
	struct arena	*a;
	const struct map *but;		/* keys that are left out; or null */
	struct thing	*at;
	size_t		 count, cap;
};

static struct rc
keep_row(void *context, const struct state_row *row, struct err *e)
{
	struct listing *l = context;
	void *at = l->at;
	if (l->but != NULL && map_has(l->but, row->key))
		return DONE;
	if (!arena_grow(l->a, &at, &l->cap, l->count, sizeof(struct thing)))
		return arena_failed(l->a, e);
	l->at = at;
	struct thing *t = &l->at[l->count++];
	*t = (struct thing){ .row = *row };
	return arena_copy(l->a, row->kind, &t->row.kind) && arena_copy(l->a, row->key,
	    &t->row.key) ? DONE : arena_failed(l->a, e);
}

/* Events that one job decodes: fewer are not worth a thread. */
#define FILL_JOB 64

/* Job j decodes the events from j * FILL_JOB on, and writes to nothing but them, its own arena and
 * its own error. */
struct filling {
	struct listing		*l;
	struct store_entry	*entries;
	struct arena		*arenas;
	struct err		*errors;
};

static void
fill_job(void *context, size_t j)
{
	struct filling *f = context;
	struct slice unused;
	size_t end = (j + 1) * FILL_JOB;
	for (size_t i = j * FILL_JOB; i < end && i < f->l->count; i++) {
		struct thing *t = &f->l->at[i];
		struct rc done = decode(&f->entries[i], t->row.from_pos, &f->arenas[j], &t->event,
		    &t->id, &unused, &f->errors[j]);
		if (!failed(done) && !fold_opens(t->event.type, t->row.kind))
			done = fail(&f->errors[j], E_VERIFY, t->row.from_pos, OTHER_ENTRY);
		if (failed(done))
			return;
	}
}

/* The arenas of the jobs become one with the list's; the first that failed is told. */
static struct rc
fill_end(struct filling *f, size_t jobs, struct err *e)
{
	struct rc done = DONE;
	for (size_t j = 0; j < jobs && !failed(done); j++)
		done = f->errors[j].code != OK ? fail(e, f->errors[j].code, f->errors[j].at,
		    f->errors[j].what) : arena_adopt(f->l->a, &f->arenas[j], e);
	for (size_t j = 0; j < jobs; j++)
		arena_drop(&f->arenas[j]);
	return done;
}

/* What the rows are about: read one after the other, decoded by all cores. */
static struct rc
fill(struct store *s, struct listing *l, struct thing **out, size_t *count, struct err *e)
{
	size_t jobs = (l->count + FILL_JOB - 1) / FILL_JOB;
	struct filling f = { l, ARENA_ARRAY(l->a, struct store_entry, l->count),
	    ARENA_ARRAY(l->a, struct arena, jobs), ARENA_ARRAY(l->a, struct err, jobs) };
	bool found;
	if (f.entries == NULL || f.arenas == NULL || f.errors == NULL)
		return arena_failed(l->a, e);
	for (size_t i = 0; i < l->count; i++) {
		TRY(store_entry_get(s, l->at[i].row.from_pos, l->a, &f.entries[i], &found, e));
		if (!found)
			return fail(e, E_VERIFY, l->at[i].row.from_pos, NO_ENTRY);
	}
	for (size_t j = 0; j < jobs; j++)
		f.arenas[j] = arena_init(l->a->left);
	pool_run(jobs, pool_default_threads(), fill_job, &f);
	TRY(fill_end(&f, jobs, e));
	*out = l->at;
	*count = l->count;
	return DONE;
}

struct rc
state_list(struct store *s, const char *kind, uint64_t known, struct arena *a, struct thing **out,
    size_t *count, struct err *e)
{
	struct listing l = { .a = a };
	TRY(store_state_of_kind(s, slice_of(kind), known, keep_row, &l, e));
	return fill(s, &l, out, count, e);
}

/* Rows alone, to be read one after the other. */
struct row_list {
	struct arena		 a;
	struct state_row	*at;
	size_t			 count, cap;
};

static struct rc
list_row(void *context, const struct state_row *row, struct err *e)
{
	struct row_list *l = context;
	void *at = l->at;
	if (!arena_grow(&l->a, &at, &l->cap, l->count, sizeof(struct state_row)))
		return arena_failed(&l->a, e);
	l->at = at;
	l->at[l->count] = *row;
	return arena_copy(&l->a, row->kind, &l->at[l->count].kind) && arena_copy(&l->a, row->key,
	    &l->at[l->count++].key) ? DONE : arena_failed(&l->a, e);
}

static struct rc
read_each(struct store *s, const struct row_list *l, state_sink *sink, void *context,
    struct err *e)
{
	for (size_t i = 0; i < l->count; i++) {
		AUTO(arena) a = arena_init(THING_BYTES);
		struct thing t;
		TRY(thing_at(s, &l->at[i], &a, &t, e));
		TRY(sink(context, &t, &a, e));
	}
	return DONE;
}

struct rc
state_each(struct store *s, const char *kind, uint64_t known, state_sink *sink, void *context,
    struct err *e)
{
	struct row_list l = { .a = arena_init(ROWS_BYTES) };
	struct rc done = store_state_of_kind(s, slice_of(kind), known, list_row, &l, e);
	if (!failed(done))
		done = read_each(s, &l, sink, context, e);
	arena_drop(&l.a);
	return done;
}

struct rc
state_about(struct store *s, struct slice subject, const char *way, const char *kind,
    uint64_t known, struct arena *a, struct thing **out, size_t *count, struct err *e)
{
	return state_about_others(s, subject, way, kind, known, NULL, a, out, count, e);
}

struct rc
state_about_others(struct store *s, struct slice subject, const char *way, const char *kind,
    uint64_t known, const struct map *but, struct arena *a, struct thing **out, size_t *count,
    struct err *e)
{
	struct listing l = { .a = a, .but = but };
	TRY(store_state_of_subject(s, subject, slice_of(way), slice_of(kind), known, keep_row, &l,
	    e));
	return fill(s, &l, out, count, e);
}

/* --- ids -------------------------------------------------------------------------------------- */

/* "evidence:HEX64" is whole; fewer digits are looked for among the events. */
static struct rc
expand(struct store *s, struct slice digits, struct arena *a, struct slice *out, struct err *e)
{
	struct slice bytes;
	struct store_entry entry;
	uint64_t pos[2];
	size_t count;
	bool found;
	unsigned half = digits.len % 2 != 0 ? 0 : 0xff;
	AUTO(buf) padded = buf_init(80), hex = buf_init(80);
	buf_add(&padded, digits);
	if (half == 0)
		buf_add_byte(&padded, '0');
	TRY(buf_end(&padded, e));
	TRY(hex_decode(buf_slice(&padded), a, &bytes, e));
	if (half == 0)
		half = bytes.at[bytes.len - 1];
	TRY(store_entry_match(s, slice_sub(bytes, 0, digits.len / 2), half, COUNT(pos), pos, &count,
	    e));
	if (count != 1)
		return fail(e, E_USAGE, 0, count == 0 ? "there is nothing of this id" :
		    "this id is short and means more than one thing; give more digits");
	TRY(store_entry_get(s, pos[0], a, &entry, &found, e));
	hex_write(entry.event_id, &hex);
	TRY(buf_end(&hex, e));
	return arena_copy(a, buf_slice(&hex), out) ? DONE : arena_failed(a, e);
}

static bool
is_digits(struct slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!hex_is_lower(slice_sub(s, i, i + 1), 1))
			return false;
	return s.len > 0;
}

/* The text with its word and every digit, whatever that is. */
static struct rc
write_whole(struct store *s, struct slice text, const char *word, struct arena *a,
    struct slice *out, struct err *e)
{
	struct slice prefix, digits = text, tail, full = {0};
	if (!arena_format(a, &prefix, "%s:", word))
		return arena_failed(a, e);
	if (slice_starts(text, prefix))
		digits = slice_sub(text, prefix.len, text.len);
	size_t mark = slice_find(digits, SLICE("#"), 0);	/* of a condition: "#1" stays */
	tail = mark == SIZE_MAX ? SLICE("") : slice_sub(digits, mark, digits.len);
	digits = slice_sub(digits, 0, digits.len - tail.len);
	if (!is_digits(digits) || digits.len < SHORT_ID_DIGITS || digits.len > 64)
		return fail(e, E_USAGE, 0,
		    "expected an id: its word, a colon, and 8 or more digits");
	if (digits.len == 64)
		full = digits;
	else
		TRY(expand(s, digits, a, &full, e));
	return arena_format(a, out, "%s:%.*s%.*s", word, SLICE_FMT(full), SLICE_FMT(tail)) ? DONE :
	    arena_failed(a, e);
}

struct rc
state_resolve(struct store *s, struct slice text, const char *word, uint64_t known,
    struct arena *a, struct slice *out, struct err *e)
{
	struct state_row row;
	bool found;
	TRY(write_whole(s, text, word, a, out, e));
	TRY(store_state_get(s, slice_of(word), *out, known, &row, &found, e));
	return found ? DONE : fail(e, E_USAGE, 0, "there is nothing of this kind and id");
}

static struct rc
see_row(void *context, const struct state_row *row, struct err *e)
{
	bool *found = context;
	(void)row;
	(void)e;
	*found = true;
	return DONE;
}

struct rc
state_resolve_ever(struct store *s, struct slice text, const char *word, struct arena *a,
    struct slice *out, struct err *e)
{
	bool found = false;
	TRY(write_whole(s, text, word, a, out, e));
	TRY(store_state_history(s, slice_of(word), *out, see_row, &found, e));
	return found ? DONE : fail(e, E_USAGE, 0, "there is nothing of this kind and id");
}

/* --- the fold --------------------------------------------------------------------------------- */

#define REMEMBERED_BYTES MIB(16)

struct state_fold
state_fold_init(struct store *rows, struct store *entries)
{
	return (struct state_fold){ .rows = rows, .entries = entries, .out = rows,
	    .known = STORE_OPEN, .a = arena_init(REMEMBERED_BYTES) };
}

struct state_fold
state_fold_after(struct store *rows, uint64_t first, struct store *out)
{
	return (struct state_fold){ .rows = rows, .entries = rows, .out = out, .first = first,
	    .a = arena_init(REMEMBERED_BYTES) };
}

static bool
is_beside(const struct state_fold *f)
{
	return f->out != f->rows;
}

void
state_fold_drop(struct state_fold *f)
{
	arena_drop(&f->a);
	*f = (struct state_fold){0};
}

static void
forget(struct state_fold *f)
{
	arena_drop(&f->a);
	f->a = arena_init(REMEMBERED_BYTES);
	f->actor_known = f->roles_known = f->stale = false;
}

void
state_fold_next(struct state_fold *f, uint64_t pos, struct slice actor)
{
	f->known = is_beside(f) ? pos : STORE_OPEN;
	if (f->stale || (f->actor_known && !slice_eq(f->actor, actor)))
		forget(f);
}

static struct rc
read_row(struct state_fold *f, struct slice kind, struct slice key, struct arena *a,
    struct event *out, uint64_t *pos, bool *found, struct err *e)
{
	struct state_row row;
	bool there;
	TRY(store_state_get(f->rows, kind, key, f->known, &row, found, e));
	if (!*found)
		return DONE;
	*pos = row.from_pos;
	TRY(state_event(f->entries, row.from_pos, a, out, NULL, &there, e));
	if (!there)
		return fail(e, E_VERIFY, row.from_pos, "an entry is not there");
	return fold_opens(out->type, kind) ? DONE : fail(e, E_VERIFY, row.from_pos, OTHER_ENTRY);
}

static struct rc
read_thing(void *context, struct slice kind, struct slice key, struct arena *a, struct event *out,
    uint64_t *pos, bool *found, struct err *e)
{
	struct state_fold *f = context;
	bool other = f->stale || (f->actor_known && !slice_eq(f->actor, key));
	if (!slice_eq(kind, SLICE("actor")) || other)
		return read_row(f, kind, key, a, out, pos, found, e);
	if (!f->actor_known) {
		TRY(read_row(f, kind, key, &f->a, &f->registration, &f->registered_pos, found, e));
		if (!*found)
			return DONE;
		f->actor_known = arena_copy(&f->a, key, &f->actor);
	}
	*out = f->registration;
	*pos = f->registered_pos;
	*found = true;
	return DONE;
}

static struct rc
list_roles(struct state_fold *f, struct slice actor, struct arena *a, struct thing **out,
    size_t *count, struct err *e)
{
	struct listing l = { .a = a };
	TRY(store_state_of_subject(f->rows, actor, SLICE("granted"), SLICE("role"), f->known,
	    keep_row, &l, e));
	return fill(f->entries, &l, out, count, e);
}

static struct rc
remember_roles(struct state_fold *f, struct slice actor, struct err *e)
{
	TRY(list_roles(f, actor, &f->a, &f->roles, &f->role_count, e));
	f->roles_known = true;
	return DONE;
}

static struct rc
read_roles(void *context, struct slice actor, struct arena *a,
    struct rc (*each)(void *sink, const struct event *grant, struct err *e), void *sink,
    struct err *e)
{
	struct state_fold *f = context;
	struct thing *roles = NULL;
	size_t count = 0;
	bool mine = !f->stale && f->actor_known && slice_eq(f->actor, actor);
	if (mine && !f->roles_known)
		TRY(remember_roles(f, actor, e));
	if (!mine)
		TRY(list_roles(f, actor, a, &roles, &count, e));
	for (size_t i = 0; i < (mine ? f->role_count : count); i++)
		TRY(each(sink, mine ? &f->roles[i].event : &roles[i].event, e));
	return DONE;
}

struct any { uint64_t known; bool found; };

static struct rc
keep_any(void *context, const struct state_row *row, struct err *e)
{
	struct any *any = context;
	(void)e;
	any->found = any->found || row->from_pos < any->known;
	return DONE;
}

static struct rc
was_ever(struct store *s, struct slice kind, struct slice key, uint64_t known, bool *ever,
    struct err *e)
{
	struct any any = { .known = known };
	TRY(store_state_history(s, kind, key, keep_any, &any, e));
	*ever = any.found;
	return DONE;
}

struct rc
state_ever(struct store *s, struct slice kind, struct slice key, bool *ever, struct err *e)
{
	*ever = false;
	return was_ever(s, kind, key, STORE_OPEN, ever, e);
}

static struct rc
read_ever(void *context, struct slice kind, struct slice key, bool *found, struct err *e)
{
	struct state_fold *f = context;
	return was_ever(f->rows, kind, key, f->known, found, e);
}

struct fold_reader
state_fold_reader(struct state_fold *f)
{
	return (struct fold_reader){ f, read_thing, read_roles, read_ever };
}

/* What is remembered holds until such a row comes or goes. */
static void
note_change(struct state_fold *f, struct slice kind)
{
	if (slice_eq(kind, SLICE("role")) || slice_eq(kind, SLICE("actor")))
		f->stale = true;
}

static struct rc
put_row(void *context, const struct fold_row *row, struct err *e)
{
	struct state_fold *f = context;
	TRY(store_state_add(f->out, &(struct state_row){ row->kind, row->key, row->from_pos,
	    STORE_OPEN }, e));
	note_change(f, row->kind);
	return DONE;
}

/* A row that began before `first` ends now: it belongs to what is written. */
static struct rc
bring_row(struct state_fold *f, struct slice kind, struct slice key, struct err *e)
{
	struct state_row row;
	bool found;
	TRY(store_state_get(f->rows, kind, key, f->known, &row, &found, e));
	return found && row.from_pos < f->first ? store_state_add(f->out, &(struct state_row){
	    kind, key, row.from_pos, STORE_OPEN }, e) : DONE;
}

static struct rc
end_row(void *context, struct slice kind, struct slice key, uint64_t pos, struct err *e)
{
	struct state_fold *f = context;
	if (is_beside(f))
		TRY(bring_row(f, kind, key, e));
	TRY(store_state_end(f->out, kind, key, pos, e));
	note_change(f, kind);
	return DONE;
}

static struct rc
put_subject(void *context, struct slice subject, const char *way, const struct fold_row *row,
    struct err *e)
{
	struct state_fold *f = context;
	TRY(store_state_subject_add(f->out, subject, slice_of(way), &(struct state_row){
	    row->kind, row->key, row->from_pos, STORE_OPEN }, e));
	note_change(f, row->kind);	/* "granted" comes after the row */
	return DONE;
}

static struct rc
put_link(void *context, struct slice target, struct slice rel, uint64_t pos, struct err *e)
{
	struct state_fold *f = context;
	return store_link_add(f->out, target, rel, pos, e);
}

struct fold_sink
state_fold_sink(struct state_fold *f)
{
	return (struct fold_sink){ f, put_row, end_row, put_subject, put_link };
}
