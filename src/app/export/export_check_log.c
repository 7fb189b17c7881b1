/* app/export/export_check_log.c - checkpoint and entries of an exported folder. See
 * app/export/export_check.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/export/export_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "codec/base64.h"
#include "ledger/leaf.h"
#include "ledger/proof.h"

#define DIGITS_MIN 8

/* --- the checkpoint --------------------------------------------------------------------------- */

static struct rc
key_of(struct checking *c, const struct event *v, const char *member, struct key *out,
    struct err *e)
{
	struct slice spki;
	TRY(base64_decode(event_text(v, member), BASE64_STANDARD, c->a, &spki, e));
	return key_from_der(spki, c->a, &c->bag, out, e);
}

/* The key that the log began with, as the folder tells it. */
static struct rc
read_log_key(struct checking *c, struct err *e)
{
	struct slice bytes, payload, key_id, signature;
	struct event v;
	TRY(check_read(c, SLICE("envelopes/00000000.dsse.json"), ENVELOPE_BYTES_MAX, &bytes, e));
	TRY(envelope_decode(bytes, c->a, &payload, &key_id, &signature, e));
	TRY(event_decode(payload, c->a, &v, e));
	if (v.type != EVENT_STORE_CREATED)
		return fail(e, E_VERIFY, 0, "the first entry is not the beginning of a log");
	return key_of(c, &v, "log_key", &c->log_key, e);
}

static struct rc
checkpoint_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	struct key given;
	struct slice name;
	struct checkpoint read;
	(void)context;
	TRY(check_read(c, SLICE("checkpoint"), NOTE_BYTES_MAX, &c->note_bytes, e));
	TRY(note_decode(c->note_bytes, c->a, &c->note, e));
	TRY(checkpoint_decode(c->note.text, c->a, &read, e));
	c->checkpoint = read;
	TRY(read_log_key(c, e));
	TRY(note_check(&c->note, read.origin, &c->log_key, e));
	if (c->verifier == NULL) {
		*remark = SLICE("holds by a key that came with this folder; give the "
		    "organisation's log_verifier with --log");
		return fail(e, E_UNVERIFIABLE, 0, "no key was given");
	}
	TRY(note_verifier_decode(slice_of(c->verifier), c->a, &c->bag, &name, &given, e));
	if (!slice_eq(given.id, c->log_key.id) || !slice_eq(name, read.origin))
		return fail(e, E_VERIFY, 0, "the key that was given is not the one of this log");
	*remark = check_name(c, "%llu entries", (unsigned long long)read.size);
	return DONE;
}

/* --- one entry -------------------------------------------------------------------------------- */

static struct rc
read_part(struct checking *c, const struct checked_entry *x, const char *folder,
    const char *suffix, size_t max, struct slice *out, struct err *e)
{
	return check_read(c, check_name(c, "%s/%.*s%s", folder, SLICE_FMT(x->number), suffix), max,
	    out, e);
}

static struct rc
form_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	struct checked_entry *x = context;
	struct slice event;
	char id[DIGEST_TEXT_BYTES];
	TRY(read_part(c, x, "envelopes", ".dsse.json", ENVELOPE_BYTES_MAX, &x->envelope, e));
	TRY(envelope_decode(x->envelope, c->a, &x->payload, &x->key_id, &x->signature, e));
	TRY(event_decode(x->payload, c->a, &x->event, e));
	TRY(event_id(x->payload, &x->id, e));
	digest_show(&x->id, id);
	const char *word = event_prefix(x->event.type);
	x->name = check_name(c, "%s:%.64s", word[0] != '\0' ? word : "event", id + 7);
	TRY(read_part(c, x, "events", ".json", EVENT_BYTES_MAX, &event, e));
	if (!slice_eq(event, x->payload))
		return fail(e, E_VERIFY, 0, "events/ and envelopes/ differ");
	*remark = check_name(c, "%s %.*s", event_type_name(x->event.type), SLICE_FMT(x->name));
	return DONE;
}

static struct rc
keep_key(struct checking *c, struct slice actor, const struct key *k, struct err *e)
{
	struct key *kept = ARENA_NEW(c->a, struct key);
	if (kept == NULL)
		return arena_failed(c->a, e);
	*kept = *k;
	return map_put(&c->keys, actor, kept, e);
}

/* What a good event says of keys counts from there on. */
static struct rc
learn(struct checking *c, const struct event *v, struct err *e)
{
	struct key k;
	if (v->type == EVENT_ACTOR_REGISTERED) {
		TRY(key_of(c, v, "key", &k, e));
		return keep_key(c, event_text(v, "actor"), &k, e);
	}
	return v->type == EVENT_ACTOR_ENDED ? map_put(&c->keys, event_text(v, "actor"), NULL, e) :
	    DONE;
}

static struct rc
signature_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct checked_entry *x = context;
	const struct event *v = &x->event;
	bool first = v->type == EVENT_STORE_CREATED, good;
	struct key own;
	if (first != (x->pos == 0))
		return fail(e, E_VERIFY, 0, "a log begins with store.created, and only there");
	if (first) {
		TRY(key_of(c, v, "actor_key", &own, e));
		TRY(keep_key(c, v->actor, &own, e));
	}
	if (first || v->type == EVENT_LOG_CONTINUED)
		c->origin = v->log;
	if (!slice_eq(v->log, c->origin))
		return fail(e, E_VERIFY, 0, "an event of another log");
	const struct key *k = map_get(&c->keys, v->actor);
	if (k == NULL)
		return fail(e, E_VERIFY, 0, "no registration of its actor stands before it in this "
		    "folder");
	if (!slice_eq(k->id, x->key_id))
		return fail(e, E_VERIFY, 0, "by another key than is registered for its actor");
	TRY(envelope_check(x->payload, x->signature, k, &good, e));
	if (!good)
		return fail(e, E_VERIFY, 0, "does not hold");
	*remark = check_name(c, "by %.*s", SLICE_FMT(v->actor));
	return learn(c, v, e);
}

static bool
same_bodies(const struct leaf *l, const struct event *v)
{
	bool same = l->body_count == v->body_count;
	for (size_t i = 0; i < v->body_count && same; i++) {
		struct digest d;
		uint8_t sha512[SHA512_BYTES];
		same = digest_parse(v->bodies[i].sha256, &d) && sha512_parse(v->bodies[i].sha512,
		    sha512) && digest_eq(&d, &l->bodies[i].sha256) &&
		    memcmp(sha512, l->bodies[i].sha512, SHA512_BYTES) == 0 &&
		    l->bodies[i].size_bytes == v->bodies[i].size_bytes;
	}
	return same;
}

static struct rc
leaf_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	struct checked_entry *x = context;
	struct digest_pair d;
	struct digest key;
	struct leaf l;
	(void)remark;
	TRY(read_part(c, x, "leaves", ".leaf", LEAF_BYTES_MAX, &x->leaf, e));
	TRY(leaf_decode(x->leaf, &l, e));
	TRY(digest_pair_of(x->envelope, &d, e));
	if (!digest_eq(&d.sha256, &l.envelope_sha256) ||
	    memcmp(d.sha512, l.envelope_sha512, SHA512_BYTES) != 0)
		return fail(e, E_VERIFY, 0, "of another envelope");
	if (!digest_parse(x->key_id, &key) || !digest_eq(&key, &l.key_id))
		return fail(e, E_VERIFY, 0, "names another key than the envelope");
	return same_bodies(&l, &x->event) ? DONE : fail(e, E_VERIFY, 0,
	    "names other bodies than the event");
}

/* --- inclusion -------------------------------------------------------------------------------- */

/* The next line, without its end. Null when there is none. */
static struct slice
next_line(struct slice text, size_t *at)
{
	size_t end = slice_find(text, SLICE("\n"), *at), from = *at;
	if (end == SIZE_MAX)
		return (struct slice){0};
	*at = end + 1;
	return slice_sub(text, from, end);
}

static struct rc
read_step(struct checking *c, struct slice line, struct proof *p, struct err *e)
{
	struct slice bytes;
	TRY(base64_decode(line, BASE64_STANDARD, c->a, &bytes, e));
	if (bytes.len != SHA256_BYTES || p->count == PROOF_STEPS_MAX)
		return fail(e, E_VERIFY, 0, "a step of the proof is no digest, or one too many");
	memcpy(p->step[p->count++].bytes, bytes.at, SHA256_BYTES);
	return DONE;
}

static struct rc
inclusion_holds(struct checking *c, void *context, struct slice *remark, struct err *e)
{
	const struct checked_entry *x = context;
	struct slice text, line;
	struct proof p = {0};
	struct digest leaf;
	size_t at = 0;
	(void)remark;
	if (slice_is_null(c->checkpoint.origin))
		return fail(e, E_VERIFY, 0, "there is no checkpoint to lead to");
	TRY(read_part(c, x, "proofs", ".tlog-proof", NOTE_BYTES_MAX + KIB(8), &text, e));
	if (!slice_eq(next_line(text, &at), SLICE("c2sp.org/tlog-proof@v1")) ||
	    !slice_eq(next_line(text, &at), check_name(c, "index %llu",
	    (unsigned long long)x->pos)))
		return fail(e, E_VERIFY, 0, "the proof is of another entry, or not in its form");
	while ((line = next_line(text, &at)).len > 0)
		TRY(read_step(c, line, &p, e));
	if (!slice_eq(slice_sub(text, at, text.len), c->note_bytes))
		return fail(e, E_VERIFY, 0, "the proof leads to another checkpoint");
	TRY(tree_leaf_hash(x->leaf, &leaf, e));
	if (x->pos >= c->checkpoint.size)
		return fail(e, E_VERIFY, 0, "lies beyond the checkpoint");
	return proof_check_inclusion(&leaf, x->pos, c->checkpoint.size, &p, &c->checkpoint.root, e);
}

/* --- every entry ------------------------------------------------------------------------------ */

static struct rc
check_entry(struct checking *c, struct checked_entry *x, struct err *e)
{
	static const struct { const char *name; check_run *run; } checks[] = {
	    { "signature", signature_holds }, { "leaf", leaf_holds },
	    { "inclusion", inclusion_holds } };
	unsigned long long pos = x->pos;
	bool whole, holds;
	TRY(check_link(c, check_name(c, "entry %llu form", pos), form_holds, x, &whole, e));
	for (size_t i = 0; i < COUNT(checks) && !slice_is_null(x->name); i++) {
		TRY(check_link(c, check_name(c, "entry %llu %s", pos, checks[i].name),
		    checks[i].run, x, &holds, e));
		whole = whole && holds;
	}
	if (!whole)
		return DONE;
	void *at = c->entries;
	if (!arena_grow(c->a, &at, &c->entry_cap, c->entry_count, sizeof(struct checked_entry *)))
		return arena_failed(c->a, e);
	c->entries = at;
	c->entries[c->entry_count++] = x;
	return map_put(&c->ids, slice_sub(x->name, slice_find(x->name, SLICE(":"), 0) + 1,
	    x->name.len), x, e);
}

/* "00000012" out of "leaves/00000012.leaf". A null slice for other files. */
static struct slice
number_of(struct slice name)
{
	static const char *const folders[] = { "events/", "envelopes/", "leaves/", "proofs/" };
	for (size_t i = 0; i < COUNT(folders); i++) {
		struct slice folder = slice_of(folders[i]);
		size_t n = folder.len;
		if (!slice_starts(name, folder))
			continue;
		while (n < name.len && name.at[n] >= '0' && name.at[n] <= '9')
			n++;
		if (n - folder.len >= DIGITS_MIN && n < name.len && name.at[n] == '.')
			return slice_sub(name, folder.len, n);
	}
	return (struct slice){0};
}

/* Zeros fill up to eight digits, and no further. */
static bool
read_number(struct slice digits, uint64_t *out)
{
	size_t zeros = 0;
	while (zeros + 1 < digits.len && digits.at[zeros] == '0')
		zeros++;
	return (zeros == 0 || digits.len == DIGITS_MIN) && slice_to_u64(slice_sub(digits, zeros,
	    digits.len), out);
}

static int
by_position(const void *left, const void *right)
{
	uint64_t a = (*(struct checked_entry *const *)left)->pos;
	uint64_t b = (*(struct checked_entry *const *)right)->pos;
	return a < b ? -1 : a > b;
}

/* Each number that any file of an entry has, once. */
static struct rc
list_entries(struct checking *c, struct map *seen, struct checked_entry ***out, size_t *count,
    struct err *e)
{
	*count = 0;
	*out = ARENA_ARRAY(c->a, struct checked_entry *, c->file_count + 1);
	if (*out == NULL)
		return arena_failed(c->a, e);
	for (size_t i = 0; i < c->file_count; i++) {
		struct slice digits = number_of(c->files[i].name);
		uint64_t pos;
		if (slice_is_null(digits) || map_has(seen, digits) || !read_number(digits, &pos))
			continue;
		struct checked_entry *x = ARENA_NEW(c->a, struct checked_entry);
		if (x == NULL)
			return arena_failed(c->a, e);
		x->pos = pos;
		x->number = digits;
		TRY(map_put(seen, digits, x, e));
		(*out)[(*count)++] = x;
	}
	qsort(*out, *count, sizeof(**out), by_position);
	return DONE;
}

struct rc
check_log(struct checking *c, struct err *e)
{
	struct map seen = map_init();
	struct checked_entry **all;
	size_t count;
	TRY(check_link(c, SLICE("checkpoint"), checkpoint_holds, NULL, NULL, e));
	struct rc done = list_entries(c, &seen, &all, &count, e);
	map_drop(&seen);
	TRY(done);
	for (size_t i = 0; i < count; i++)
		TRY(check_entry(c, all[i], e));
	return DONE;
}
