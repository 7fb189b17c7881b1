/* app/ops/ops_key.c - `assay key list`, `show` and `new`. See app/ops.h.
 *
 * Public halves only: no command prints a secret key.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/keys.h"
#include "app/home/roles.h"
#include "app/listing.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "ledger/note.h"

#define PEM_BYTES_MAX KIB(16)
/* Digits of a key id that are enough to name it, and that stand in the name of an old file. */
#define ID_DIGITS_MIN 8

/* A key of this log. purpose: "log" or "record". actor: empty for the log's. spki: DER.
 * state: "in_force", "replaced" (its actor has another now) or "ended". since_ms: when it was
 * registered. file: below HOME/keys; empty where it is not here. */
struct kept_key {
	const char	*purpose, *state, *method;
	struct slice	 id, actor, spki, file;
	int64_t		 since_ms;
};

struct keys {
	struct kept_key		*at;
	size_t			 count;
	struct walk_entry	*files;
	size_t			 file_count;
	bool			*used;		/* of each file: it is a key's */
};

/* --- which there are -------------------------------------------------------------------------- */

static bool
take_file(struct keys *k, struct slice name, struct slice *out)
{
	for (size_t i = 0; i < k->file_count; i++)
		if (slice_eq(k->files[i].path, name)) {
			k->used[i] = true;
			*out = k->files[i].path;
			return true;
		}
	return false;
}

/* NAME.pem is the key that its actor has, or had last; NAME.pem.old-1a2b3c4d one before. */
static struct rc
find_file(struct keys *k, struct kept_key *key, struct arena *a, struct err *e)
{
	const char *name = key->actor.len == 0 ? "log.pem" : key_file_name(a, key->actor);
	struct slice old;
	if (name == NULL || !arena_format(a, &old, "%s.old-%.*s", name,
	    SLICE_FMT(slice_sub(key->id, 7, 7 + ID_DIGITS_MIN))))
		return arena_failed(a, e);
	if (!take_file(k, old, &key->file) && strcmp(key->state, "replaced") != 0)
		(void)take_file(k, slice_of(name), &key->file);	/* not there: kept elsewhere */
	return DONE;
}

static struct rc
keep_last(void *context, const struct state_row *row, struct err *e)
{
	struct state_row *last = context;
	(void)e;
	last->from_pos = row->from_pos;
	last->to_pos = row->to_pos;
	return DONE;
}

/* What holds of a key: by the last registration of its actor. */
static struct rc
state_of(struct home *h, struct kept_key *k, struct arena *a, struct err *e)
{
	struct state_row last = { .to_pos = STORE_OPEN };
	struct event v;
	struct slice id;
	bool found;
	TRY(store_state_history(h->store, SLICE("actor"), k->actor, keep_last, &last, e));
	TRY(state_event(h->store, last.from_pos, a, &v, NULL, &found, e));
	if (!found)
		return fail(e, E_VERIFY, last.from_pos,
		    "a derived row names an entry that is not there; `assay fsck` says more");
	TRY(actor_key_id(&v, a, &id, e));
	if (slice_eq(id, k->id))
		k->state = last.to_pos == STORE_OPEN ? "in_force" : "ended";
	return DONE;
}

/* The row's key is "ACTOR|ID". */
static struct rc
read_key(struct home *h, const struct thing *t, struct arena *a, struct kept_key *out,
    struct err *e)
{
	size_t mark = slice_find(t->row.key, SLICE("|"), 0);
	const char *member = t->event.type == EVENT_STORE_CREATED ? "actor_key" : "key";
	*out = (struct kept_key){ .purpose = "record", .state = "replaced",
	    .actor = slice_sub(t->row.key, 0, mark),
	    .id = slice_sub(t->row.key, mark == SIZE_MAX ? mark : mark + 1, t->row.key.len),
	    .since_ms = t->event.at_ms, .file = SLICE("") };
	out->method = slice_eq(event_text(&t->event, "method"), SLICE("passphrase")) ?
	    "passphrase" : "key_file";
	TRY(base64_decode(event_text(&t->event, member), BASE64_STANDARD, a, &out->spki, e));
	return state_of(h, out, a, e);
}

static struct rc
read_files(struct home *h, struct arena *a, struct keys *k, struct trouble *t)
{
	enum file_kind kind;
	const char *folder = home_join(a, h->path, "keys");
	if (folder == NULL)
		return arena_failed(a, &t->err);
	TRY(trouble_in(t, folder, file_exists(folder, &kind, &t->err)));
	if (kind == FILE_FOLDER)
		TRY(trouble_in(t, folder, file_walk(folder, a, &k->files, &k->file_count,
		    &t->err)));
	k->used = ARENA_ARRAY(a, bool, k->file_count + 1);
	return k->used != NULL ? DONE : arena_failed(a, &t->err);
}

/* The log's first, then those of actors in the order in which they were registered. A transaction
 * is open. */
static struct rc
read_keys(struct home *h, struct arena *a, struct keys *k, struct trouble *t)
{
	struct thing *all;
	struct event first;
	size_t count;
	bool found;
	struct err *e = &t->err;
	*k = (struct keys){0};
	TRY(read_files(h, a, k, t));
	TRY(state_list(h->store, "key", STORE_OPEN, a, &all, &count, e));
	TRY(state_event(h->store, 0, a, &first, NULL, &found, e));
	k->at = ARENA_ARRAY(a, struct kept_key, count + 1);
	if (k->at == NULL)
		return arena_failed(a, e);
	k->at[k->count++] = (struct kept_key){ .purpose = "log", .state = "in_force",
	    .method = NULL, .id = h->log_key.id, .actor = SLICE(""), .spki = h->log_key.spki,
	    .since_ms = found ? first.at_ms : TIME_UNKNOWN, .file = SLICE("") };
	TRY(find_file(k, &k->at[0], a, e));
	for (size_t i = 0; i < count; i++) {
		TRY(read_key(h, &all[i], a, &k->at[k->count], e));
		TRY(find_file(k, &k->at[k->count++], a, e));
	}
	return DONE;
}

/* --- list ------------------------------------------------------------------------------------- */

static struct value
text_or_null(struct slice s)
{
	return s.len > 0 ? value_string(s) : value_null();
}

static void
put_key(struct build *b, struct value *row, const struct kept_key *k)
{
	value_put(b, row, "id", value_string(k->id));
	value_put(b, row, "purpose", value_string(slice_of(k->purpose)));
	value_put(b, row, "actor", text_or_null(k->actor));
	value_put(b, row, "state", value_string(slice_of(k->state)));
	value_put(b, row, "since", instant_value(b, k->since_ms));
	value_put(b, row, "method", k->method != NULL ? value_string(slice_of(k->method)) :
	    value_null());
	value_put(b, row, "file", text_or_null(k->file));
}

/* Files that are no registered key's: left by a crash, or put there for somebody to come. */
static void
put_strangers(struct build *b, struct value *rows, const struct keys *k)
{
	for (size_t i = 0; i < k->file_count; i++) {
		struct value row = value_object();
		if (k->used[i])
			continue;
		value_put(b, &row, "id", value_null());
		value_put(b, &row, "purpose", value_null());
		value_put(b, &row, "actor", value_null());
		value_put(b, &row, "state", value_string(SLICE("not_registered")));
		value_put(b, &row, "since", value_null());
		value_put(b, &row, "method", value_null());
		value_put(b, &row, "file", value_string(k->files[i].path));
		value_push(b, rows, row);
	}
}

struct rc
op_key_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "purpose", "purpose", 7 },
	    { "actor", "actor", 28 }, { "state", "state", 14 }, { "since", "since", 24 },
	    { "method", "method", 0 }, { "id", "id", 71 }, { "file", "file", 20 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct keys k;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, &r->trouble.err));
	TRY(read_keys(&h, call->a, &k, &r->trouble));
	for (size_t i = 0; i < k.count; i++) {
		struct value row = value_object();
		put_key(&b, &row, &k.at[i]);
		value_push(&b, &rows, row);
	}
	put_strangers(&b, &rows, &k);
	TRY(build_end(&b, &r->trouble.err));
	return listing_print(call, r, "assay/key-list/1", "keys", columns, COUNT(columns), &rows,
	    NULL, "");
}

/* --- show ------------------------------------------------------------------------------------- */

/* "log", an actor (the key that it has, or had last), or an id, of which 8 digits are enough. */
static bool
is_meant(const struct kept_key *k, struct slice name, bool *by_id)
{
	*by_id = slice_starts(name, SLICE("sha256:"));
	if (*by_id)
		return name.len >= 7 + ID_DIGITS_MIN && slice_starts(k->id, name);
	return slice_eq(name, k->actor) || (k->actor.len == 0 && slice_eq(name, SLICE("log")));
}

static struct rc
choose(const struct keys *k, const char *name, const struct kept_key **out, struct trouble *t)
{
	bool by_id = false;
	*out = NULL;
	for (size_t i = 0; i < k->count; i++) {
		if (!is_meant(&k->at[i], slice_of(name), &by_id))
			continue;
		if (*out != NULL && by_id && !slice_eq((*out)->id, k->at[i].id))
			return trouble_in(t, name, fail(&t->err, E_USAGE, 0,
			    "several keys begin like this; give more digits"));
		if (*out == NULL || strcmp(k->at[i].state, "replaced") != 0)
			*out = &k->at[i];
	}
	return *out != NULL ? DONE : trouble_in(t, name, fail(&t->err, E_USAGE, 0, "no such key: "
	    "expected log, an actor, or sha256: and 8 or more digits; `assay key list` names "
	    "them"));
}

static struct rc
say_pem(const struct op_call *call, const char *schema, const struct key *key,
    const struct value *v, struct build *b, struct op_result *r)
{
	AUTO(buf) pem = buf_init(PEM_BYTES_MAX);
	struct value all = *v;
	struct slice text;
	TRY(key_pem(key, &pem, &r->trouble.err));
	TRY(buf_end(&pem, &r->trouble.err));
	if (!arena_copy(call->a, buf_slice(&pem), &text))
		return arena_failed(call->a, &r->trouble.err);
	value_put(b, &all, "public_key", value_string(text));
	TRY(build_end(b, &r->trouble.err));
	if (call->json)
		return object_print(call, r, schema, &all);
	buf_add(&r->out, text);
	return DONE;
}

struct rc
op_key_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(buf) verifier = buf_init(KIB(4));
	struct build b = { .a = call->a };
	struct value v = value_object();
	const struct kept_key *k;
	struct keys keys;
	struct key key;
	struct slice text = SLICE("");
	struct err *e = &r->trouble.err;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(read_keys(&h, call->a, &keys, &r->trouble));
	TRY(choose(&keys, op_value(call, "KEY", 0), &k, &r->trouble));
	TRY(key_from_der(k->spki, call->a, &h.bag, &key, e));
	put_key(&b, &v, k);
	buf_addf(&r->notes, "assay: %.*s, of %.*s, %s\n", SLICE_FMT(k->id),
	    SLICE_FMT(k->actor.len > 0 ? k->actor : SLICE("the log")), k->state);
	if (k->actor.len == 0) {
		TRY(note_verifier_encode(h.origin, &h.log_key, &verifier, e));
		TRY(buf_end(&verifier, e));
		if (!arena_copy(call->a, buf_slice(&verifier), &text))
			return arena_failed(call->a, e);
		buf_addf(&r->notes, "assay: as a log_verifier: %.*s\n", SLICE_FMT(text));
	}
	value_put(&b, &v, "log_verifier", text_or_null(text));
	return say_pem(call, "assay/key-show/1", &key, &v, &b, r);
}

/* --- new -------------------------------------------------------------------------------------- */

/* The name that HOME/keys wants, in the folder where the command runs. */
static struct rc
place_of(const struct op_call *call, struct slice actor, const char **out, struct trouble *t)
{
	const char *given = op_value(call, "output", 0);
	*out = given != NULL ? given : key_file_name(call->a, actor);
	return *out != NULL ? DONE : arena_failed(call->a, &t->err);
}

struct rc
op_key_new(const struct op_call *call, struct op_result *r)
{
	AUTO(crypto_bag) bag = {0};
	AUTO(secret_key) secret = {0};
	struct build b = { .a = call->a };
	struct value v = value_object();
	struct key key;
	struct slice actor;
	const char *path, *method, *name;
	TRY(given_subject(op_value(call, "PERSON", 0), SUBJECT_BIT(SUBJECT_PERSON) |
	    SUBJECT_BIT(SUBJECT_AGENT), "expected person:ORG/NAME or agent:ORG/NAME; NAME may be "
	    "a pseudonym", &actor, &r->trouble));
	TRY(place_of(call, actor, &path, &r->trouble));
	name = key_file_name(call->a, actor);
	if (name == NULL)
		return arena_failed(call->a, &r->trouble.err);
	TRY(key_file_make_at(call, path, call->a, &bag, &secret, &key, &method, &r->trouble));
	value_put(&b, &v, "id", value_string(key.id));
	value_put(&b, &v, "actor", value_string(actor));
	value_put(&b, &v, "method", value_string(slice_of(method)));
	value_put(&b, &v, "file", value_string(slice_of(path)));
	buf_addf(&r->notes, "assay: the secret key is %s: never give it away. In a home it is "
	    "keys/%s.\n", path, name);
	buf_addf(&r->notes, "assay: %.*s: give the public key to an administrator: `assay actor "
	    "register %.*s --key FILE`\n", SLICE_FMT(key.id), SLICE_FMT(actor));
	return say_pem(call, "assay/key-new/1", &key, &v, &b, r);
}
