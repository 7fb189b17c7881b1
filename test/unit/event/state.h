/* state.h - a state in memory: reader and sink over lists, so that whole histories can be folded.
 *
 * Histories are written short: ' stands for ", $05 for 64 hex digits (05 times 32), %02 for the
 * base64 of the public key number 2. The id of the event at position 5 is $05. What the fold did
 * is written down in the same short form, one line for each call.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STATE_H
#define STATE_H

#include "events.h"

#include "codec/base64.h"
#include "codec/hex.h"
#include "event/fold.h"

#define OPEN UINT64_MAX
#define POSITIONS_MAX 256
#define ROWS_MAX 1024
#define NOON "2026-06-30T12:00:00.000Z"

struct row { struct slice kind, key; uint64_t from, to; };

/* as, key, at: who records the next events, with which key, when. forged: with a bad signature.
 * fail_at: the call of reader or sink that fails, counted from 1; 0: none. */
struct state {
	struct arena	 a;
	struct event	 events[POSITIONS_MAX];
	struct row	 rows[ROWS_MAX];
	size_t		 size, row_count;
	struct buf	 trace;
	const char	*as, *at;
	unsigned	 key;
	bool		 forged;
	size_t		 calls, fail_at;
};

static inline struct state *
state_new(void)
{
	struct state *s = calloc(1, sizeof(*s));
	assert_non_null(s);
	s->a = arena_init(MIB(64));
	s->trace = buf_init(MIB(4));
	s->at = NOON;
	return s;
}

static inline void
state_free(struct state *s)
{
	buf_drop(&s->trace);
	arena_drop(&s->a);
	free(s);
}

/* --- short and long --------------------------------------------------------------------------- */

static inline struct slice
public_key(struct arena *a, unsigned number)
{
	struct slice out;
	uint8_t spki[44] = { 0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0 };
	memset(spki + 12, (int)number, 32);
	assert_true(arena_copy(a, (struct slice){ spki, sizeof(spki) }, &out));
	return out;
}

static inline struct slice
key_id_of(struct arena *a, unsigned number)
{
	struct digest d;
	struct slice out;
	assert_false(failed(digest_of(public_key(a, number), &d, NULL)));
	assert_true(digest_text(a, &d, &out));
	return out;
}

static inline struct slice
kept(struct arena *a, struct buf *b)
{
	struct slice out;
	assert_false(b->broken);
	assert_true(arena_copy(a, buf_slice(b), &out));
	buf_drop(b);
	return out;
}

/* Text in long form. */
static inline struct slice
expanded(struct arena *a, const char *text)
{
	struct buf b = buf_init(MIB(1));
	struct slice s = slice_of(text), pair;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\'') {
			buf_add_byte(&b, '"');
		} else if (s.at[i] == '$') {
			for (int k = 0; k < 32; k++)
				buf_add(&b, slice_sub(s, i + 1, i + 3));
			i += 2;
		} else if (s.at[i] == '%') {
			assert_false(failed(hex_decode(slice_sub(s, i + 1, i + 3), a, &pair,
			    NULL)));
			base64_write(public_key(a, pair.at[0]), &b);
			i += 2;
		} else {
			buf_add_byte(&b, s.at[i]);
		}
	}
	return kept(a, &b);
}

/* Text in short form: ids of repeated digits, and ids of the first keys. */
static inline void
shorten(struct state *s, struct slice text, struct buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		struct slice hex = slice_sub(text, i, i + 64);
		unsigned key = 0;
		if (!hex_is_lower(hex, 64)) {
			buf_add_byte(out, text.at[i]);
			continue;
		}
		for (unsigned k = 1; k < 10 && key == 0; k++)
			if (slice_ends(key_id_of(&s->a, k), hex))
				key = k;
		if (key > 0)
			buf_addf(out, "key%u", key);
		else
			buf_addf(out, "$%.2s", (const char *)hex.at);
		i += 63;
	}
}

/* --- reader ----------------------------------------------------------------------------------- */

static inline struct rc
counted(struct state *s, struct err *e)
{
	return ++s->calls == s->fail_at ? fail(e, E_IO, 0, "made to fail") : DONE;
}

static inline struct row *
open_row_of(struct state *s, struct slice kind, struct slice key)
{
	for (size_t i = 0; i < s->row_count; i++)
		if (slice_eq(s->rows[i].kind, kind) && slice_eq(s->rows[i].key, key) &&
		    s->rows[i].to == OPEN)
			return &s->rows[i];
	return NULL;
}

static inline struct rc
state_get(void *context, struct slice kind, struct slice key, struct arena *a, struct event *out,
    uint64_t *pos, bool *found, struct err *e)
{
	struct state *s = context;
	(void)a;
	TRY(counted(s, e));
	struct row *r = open_row_of(s, kind, key);
	*found = r != NULL;
	if (r != NULL) {
		*out = s->events[r->from];
		*pos = r->from;
	}
	return DONE;
}

static inline struct rc
state_roles(void *context, struct slice actor, struct arena *a,
    struct rc (*each)(void *sink, const struct event *grant, struct err *e), void *sink,
    struct err *e)
{
	struct state *s = context;
	(void)a;
	TRY(counted(s, e));
	for (size_t i = 0; i < s->row_count; i++) {
		const struct event *grant = &s->events[s->rows[i].from];
		if (slice_eq(s->rows[i].kind, S("role")) && s->rows[i].to == OPEN &&
		    slice_eq(event_text(grant, "actor"), actor))
			TRY(each(sink, grant, e));
	}
	return DONE;
}

static inline struct rc
state_ever(void *context, struct slice kind, struct slice key, bool *found, struct err *e)
{
	struct state *s = context;
	TRY(counted(s, e));
	*found = false;
	for (size_t i = 0; i < s->row_count; i++)
		if (slice_eq(s->rows[i].kind, kind) && slice_eq(s->rows[i].key, key))
			*found = true;
	return DONE;
}

/* --- sink ------------------------------------------------------------------------------------- */

static inline struct rc
state_open(void *context, const struct fold_row *row, struct err *e)
{
	struct state *s = context;
	struct row r = { .from = row->from_pos, .to = OPEN };
	TRY(counted(s, e));
	if (open_row_of(s, row->kind, row->key) != NULL)
		fail_msg("%.*s %.*s is open twice", SLICE_FMT(row->kind), SLICE_FMT(row->key));
	assert_true(s->row_count < ROWS_MAX);
	assert_true(arena_copy(&s->a, row->kind, &r.kind) && arena_copy(&s->a, row->key, &r.key));
	s->rows[s->row_count++] = r;
	buf_addf(&s->trace, "open %.*s ", SLICE_FMT(row->kind));
	shorten(s, row->key, &s->trace);
	buf_add_text(&s->trace, "\n");
	return DONE;
}

static inline struct rc
state_end(void *context, struct slice kind, struct slice key, uint64_t pos, struct err *e)
{
	struct state *s = context;
	TRY(counted(s, e));
	struct row *r = open_row_of(s, kind, key);
	if (r == NULL)
		fail_msg("%.*s %.*s ends and is not open", SLICE_FMT(kind), SLICE_FMT(key));
	r->to = pos;
	buf_addf(&s->trace, "end %.*s ", SLICE_FMT(kind));
	shorten(s, key, &s->trace);
	buf_add_text(&s->trace, "\n");
	return DONE;
}

static inline struct rc
state_subject(void *context, struct slice subject, const char *way, const struct fold_row *row,
    struct err *e)
{
	struct state *s = context;
	TRY(counted(s, e));
	assert_non_null(open_row_of(s, row->kind, row->key));
	buf_addf(&s->trace, " %s ", way);
	shorten(s, subject, &s->trace);
	buf_add_text(&s->trace, "\n");
	return DONE;
}

static inline struct rc
state_link(void *context, struct slice target, struct slice rel, uint64_t pos, struct err *e)
{
	struct state *s = context;
	TRY(counted(s, e));
	assert_int_equal(pos, s->size);
	buf_addf(&s->trace, "link %.*s ", SLICE_FMT(rel));
	shorten(s, target, &s->trace);
	buf_add_text(&s->trace, "\n");
	return DONE;
}

/* --- histories -------------------------------------------------------------------------------- */

/* A list of texts with blanks between, each written by `one`. */
static inline struct slice
list_of(struct arena *a, const char *words, const char *separator,
    void (*one)(struct arena *a, struct slice word, struct buf *out))
{
	struct buf b = buf_init(MIB(1));
	struct slice all = slice_of(words), sep = slice_of(separator);
	for (size_t at = 0; at < all.len;) {
		struct slice word = slice_sub(all, at, slice_find(all, sep, at));
		buf_add_text(&b, at > 0 ? "," : "");
		one(a, word, &b);
		at += word.len + sep.len;
	}
	buf_add_byte(&b, 0);
	return kept(a, &b);
}

static inline void
one_subject(struct arena *a, struct slice word, struct buf *out)
{
	(void)a;
	buf_addf(out, "'%.*s'", SLICE_FMT(word));
}

/* "revokes role:$05" */
static inline void
one_ref(struct arena *a, struct slice word, struct buf *out)
{
	size_t blank = slice_find(word, S(" "), 0);
	(void)a;
	buf_addf(out, "{'id':'%.*s','rel':'%.*s'}", SLICE_FMT(slice_sub(word, blank + 1, word.len)),
	    SLICE_FMT(slice_sub(word, 0, blank)));
}

/* "$c1" */
static inline void
one_body(struct arena *a, struct slice word, struct buf *out)
{
	(void)a;
	buf_addf(out, "{'media_type':'a/b','sha256':'sha256:%.*s','sha512':'%.*s%.*s','size':1}",
	    SLICE_FMT(word), SLICE_FMT(word), SLICE_FMT(word));
}

/* subjects, bodies: blanks between; refs: ", " between. */
struct act { const char *type, *subjects, *refs, *bodies, *data; };

/* The event that the act is, in long form and read back. */
static inline struct event
event_of(struct state *s, const struct act *act)
{
	struct buf b = buf_init(MIB(1));
	struct event v = {0};
	struct err e = {0};
	const char *none = "";
	buf_addf(&b, "{'actor':'%s','assay':'event/1','at':'%s','bodies':[%s],", s->as, s->at,
	    (const char *)list_of(&s->a, act->bodies ? act->bodies : none, " ", one_body).at);
	buf_addf(&b, "'data':{%s},'log':'l','refs':[%s],", act->data,
	    (const char *)list_of(&s->a, act->refs ? act->refs : none, ", ", one_ref).at);
	buf_addf(&b, "'subjects':[%s],'type':'%s'}",
	    (const char *)list_of(&s->a, act->subjects ? act->subjects : none, " ",
	    one_subject).at, act->type);
	buf_add_byte(&b, 0);
	struct slice json = expanded(&s->a, (const char *)kept(&s->a, &b).at);
	json.len = strlen((const char *)json.at);
	if (failed(event_decode(json, &s->a, &v, &e)))
		fail_msg("%s at %d: %.*s", e.what, (int)e.at, SLICE_FMT(json));
	return v;
}

/* Folds an event at the next position. A failing call leaves the state as it is then. */
static inline struct rc
fold_next(struct state *s, const struct event *v, enum fold_why *why, struct err *e)
{
	const struct fold_reader reader = { s, state_get, state_roles, state_ever };
	const struct fold_sink sink = { s, state_open, state_end, state_subject, state_link };
	struct digest id;
	struct slice key_id = key_id_of(&s->a, s->key);
	enum fold_why checked = FOLD_FITS;
	assert_true(s->size < POSITIONS_MAX);
	memset(id.bytes, (int)s->size, sizeof(id.bytes));
	if (s->fail_at == 0 && !s->forged)
		assert_false(failed(fold_check(v, s->size, key_id, &reader, &s->a, &checked,
		    NULL)));
	s->events[s->size] = *v;
	TRY(fold_event(v, &id, s->size, key_id, !s->forged, &reader, &sink, &s->a, why, e));
	if (s->fail_at == 0 && !s->forged)
		assert_int_equal(checked, *why);
	s->size++;
	return DONE;
}

static inline enum fold_why
act(struct state *s, const struct act *a)
{
	enum fold_why why = FOLD_RESERVED;
	struct event v = event_of(s, a);
	buf_clear(&s->trace);
	assert_false(failed(fold_next(s, &v, &why, NULL)));
	return why;
}

static inline void
act_as(struct state *s, const char *actor, unsigned key)
{
	s->as = actor;
	s->key = key;
}

static inline void
assert_why(enum fold_why got, enum fold_why want, const char *name)
{
	if (got != want)
		fail_msg("%s: %s, want %s", name, fold_why_text(got), fold_why_text(want));
}

/* --- acts that many histories have ------------------------------------------------------------ */

#define ROOT "person:a/root"
#define CREATE { "store.created", "party:a", NULL, NULL, "'actor_key':'%01','log_key':'%63'," \
	"'method':'key_file','organisation':'party:a','program':'assay 1','title':'A'" }

static inline enum fold_why
grant_for(struct state *s, const char *actor, const char *role, const char *scope,
    const char *from, const char *until)
{
	struct slice data;
	bool self = strcmp(actor, s->as) == 0;
	assert_true(arena_format(&s->a, &data, "'actor':'%s','from':%s,'ground':'%s','role':'%s',"
	    "'scope':[%s],'until':%s", actor, from, self ? "self-appointed" : "letter", role,
	    scope, until));
	return act(s, &(const struct act){ "role.granted", actor, NULL, NULL,
	    (const char *)data.at });
}

static inline enum fold_why
grant(struct state *s, const char *actor, const char *role)
{
	return grant_for(s, actor, role, "", "null", "null");
}

static inline enum fold_why
enrol(struct state *s, const char *actor, unsigned key)
{
	struct slice data;
	assert_true(arena_format(&s->a, &data, "'actor':'%s','key':'%%%02x','method':'key_file',"
	    "'party':'party:a'", actor, key));
	return act(s, &(const struct act){ "actor.registered", actor, NULL, NULL,
	    (const char *)data.at });
}

/* Position 0: the store; 1 to 6: every role but the auditor's, to its maker. */
static inline struct state *
founded(void)
{
	struct state *s = state_new();
	act_as(s, ROOT, 1);
	assert_why(act(s, &(const struct act)CREATE), FOLD_FITS, "store.created");
	for (unsigned r = ROLE_ADMINISTRATOR; r < ROLE_AUDITOR; r++)
		assert_why(grant(s, ROOT, role_name((enum role)r)), FOLD_FITS, "grant");
	assert_int_equal(s->size, 7);
	return s;
}

#endif
