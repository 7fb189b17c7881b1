/* app/log/checked.c - up to which entry a log was found to hold. See app/log/checked.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/checked.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "codec/base64.h"
#include "ledger/note.h"

#define NAME_PREFIX SLICE("assay/checked/1/")
/* A note of five lines and one signature. */
#define CHECKED_BYTES_MAX KIB(4)
/* Rows that are hashed together. */
#define PENDING_BYTES KIB(64)
#define ROW_MAX MIB(2)

/* --- the note --------------------------------------------------------------------------------- */

enum { LINE_PROGRAM, LINE_IDS, LINE_ROWS, LINES };

static bool
name_of(const struct home *h, struct arena *a, struct slice *out)
{
	return arena_join(a, NAME_PREFIX, h->origin, out);
}

static bool
read_digest(struct slice text, struct arena *a, struct digest *out)
{
	struct slice bytes;
	if (failed(base64_decode(text, BASE64_STANDARD, a, &bytes, NULL)) ||
	    bytes.len != SHA256_BYTES)
		return false;
	memcpy(out->bytes, bytes.at, SHA256_BYTES);
	return true;
}

/* E_VERIFY: it is not by this log. */
static struct rc
decode(const struct home *h, struct slice bytes, struct arena *a, struct checked *out,
    bool *by_this_program, struct err *e)
{
	struct checkpoint c;
	struct note note;
	struct slice name;
	if (!name_of(h, a, &name))
		return arena_failed(a, e);
	TRY(note_decode(bytes, a, &note, e));
	TRY(checkpoint_decode(note.text, a, &c, e));
	TRY(note_check(&note, name, &h->log_key, e));
	if (!slice_eq(c.origin, name) || c.extension_count != LINES || c.size == 0 ||
	    !read_digest(c.extensions[LINE_IDS], a, &out->ids) ||
	    !read_digest(c.extensions[LINE_ROWS], a, &out->rows))
		return fail(e, E_SYNTAX, 0, "not what this program writes");
	*by_this_program = slice_eq(c.extensions[LINE_PROGRAM], SLICE(ASSAY_VERSION));
	out->size = c.size;
	out->root = c.root;
	return DONE;
}

struct rc
checked_read(struct home *h, struct checked *out, bool *found, const char **problem,
    struct err *e)
{
	AUTO(arena) a = arena_init(MIB(1));
	struct err why = {0};
	enum file_kind kind = FILE_ABSENT;
	struct slice bytes;
	uint64_t size;
	bool mine = false;
	const char *path = home_state_file(h, "checked", &a);
	*found = false;
	*problem = NULL;
	if (path == NULL)
		return arena_failed(&a, e);
	struct rc done = file_exists(path, &kind, &why);
	if (!failed(done) && kind == FILE_ABSENT)
		return DONE;
	if (!failed(done))
		done = file_read_small(path, CHECKED_BYTES_MAX, &a, &bytes, &why);
	if (!failed(done))
		done = decode(h, bytes, &a, out, &mine, &why);
	if (done.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	TRY(store_size(h->store, &size, e));
	if (failed(done))
		*problem = why.what;
	else if (out->size > size)
		*problem = "it is about more entries than there are";
	*found = *problem == NULL && mine;
	return DONE;
}

static struct rc
write(const struct home *h, const struct secret_key *secret, const struct checked *c,
    struct err *e)
{
	AUTO(arena) a = arena_init(KIB(16));
	AUTO(buf) text = buf_init(CHECKED_BYTES_MAX), note = buf_init(CHECKED_BYTES_MAX);
	AUTO(buf) ids = buf_init(64), rows = buf_init(64);
	struct slice lines[LINES], name;
	base64_write((struct slice){ c->ids.bytes, SHA256_BYTES }, &ids);
	base64_write((struct slice){ c->rows.bytes, SHA256_BYTES }, &rows);
	TRY(buf_end(&ids, e));
	TRY(buf_end(&rows, e));
	lines[LINE_PROGRAM] = SLICE(ASSAY_VERSION);
	lines[LINE_IDS] = buf_slice(&ids);
	lines[LINE_ROWS] = buf_slice(&rows);
	const char *path = home_state_file(h, "checked", &a);
	if (path == NULL || !name_of(h, &a, &name))
		return arena_failed(&a, e);
	if (!note_name_is_good(name))
		return fail(e, E_LIMIT, ORIGIN_BYTES_MAX, "the log has too long a name");
	checkpoint_encode(&(struct checkpoint){ .origin = name, .size = c->size, .root = c->root,
	    .extension_count = LINES, .extensions = lines }, &text);
	TRY(buf_end(&text, e));
	TRY(note_sign(buf_slice(&text), name, secret, &note, e));
	TRY(file_make_folder(h->state_path, 0700, e));
	return file_write_durable(path, buf_slice(&note), 0600, e);
}

void
checked_write(const struct home *h, const struct secret_key *log_secret, const struct checked *c)
{
	struct err why = {0};
	(void)write(h, log_secret, c, &why);	/* the next check begins where this one did */
}

/* --- what is hashed anew ---------------------------------------------------------------------- */

struct rc
checked_next_id(struct digest *ids, struct slice event_id, struct err *e)
{
	uint8_t both[2 * SHA256_BYTES] = {0};
	memcpy(both, ids->bytes, SHA256_BYTES);
	if (event_id.len == SHA256_BYTES)	/* else a damaged column: no id is all zero */
		memcpy(both + SHA256_BYTES, event_id.at, SHA256_BYTES);
	return digest_of((struct slice){ both, sizeof(both) }, ids, e);
}

/* Rows on their way into one digest. */
struct gathering { struct digest_run run; struct buf pending; };

struct rows_seen {
	uint64_t		 size;
	bool			 now_too;
	struct gathering	 before, now, after;
};

static struct rc
flush(struct gathering *g, struct err *e)
{
	TRY(buf_end(&g->pending, e));
	TRY(digest_add(&g->run, buf_slice(&g->pending), e));
	buf_clear(&g->pending);
	return DONE;
}

static void
add_u32(struct buf *out, size_t n)
{
	const uint8_t be[4] = { (uint8_t)(n >> 24), (uint8_t)(n >> 16), (uint8_t)(n >> 8),
	    (uint8_t)n };
	buf_add(out, (struct slice){ be, sizeof(be) });
}

/* instead: what stands at its end otherwise, or null. */
static struct rc
add_row(struct gathering *g, struct slice table, struct slice row, struct slice instead,
    size_t instead_of, struct err *e)
{
	struct slice kept = slice_sub(row, 0, row.len - instead_of);
	add_u32(&g->pending, table.len);
	buf_add(&g->pending, table);
	add_u32(&g->pending, kept.len + instead.len);
	buf_add(&g->pending, kept);
	buf_add(&g->pending, instead);
	return g->pending.len < PENDING_BYTES ? DONE : flush(g, e);
}

static uint64_t
integer(const uint8_t *at, size_t bytes)
{
	uint64_t n = 0;
	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | at[i];
	return n;
}

#define NULL_LENGTH UINT32_MAX
#define INTEGER_BYTES 12	/* with its length */

/* Where the columns behind the first `count` begin; SIZE_MAX where the row is shorter. */
static size_t
behind(struct slice row, size_t count)
{
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		if (row.len - at < 4)
			return SIZE_MAX;
		uint64_t len = integer(row.at + at, 4);
		len = len == NULL_LENGTH ? 0 : len;
		at += 4;
		if (len > row.len - at)
			return SIZE_MAX;
		at += (size_t)len;
	}
	return at;
}

/* The last column of a row is from_pos; of a state to_pos, which may be null, stands behind it
 * (store_derived_each()). */
static struct rc
see_row(void *context, struct slice table, struct slice row, struct err *e)
{
	static const uint8_t null_bytes[4] = { 0xff, 0xff, 0xff, 0xff };
	const struct slice null = { null_bytes, sizeof(null_bytes) };
	struct rows_seen *g = context;
	size_t end = slice_eq(table, SLICE("state")) ? behind(row, 3) : row.len;
	if (end == SIZE_MAX || end < INTEGER_BYTES)
		return fail(e, E_VERIFY, 0, "a derived row without its position");
	size_t ending = row.len - end;
	uint64_t from = integer(row.at + end - 8, 8);
	bool ended_after = ending == INTEGER_BYTES &&
	    integer(row.at + row.len - 8, 8) >= g->size;
	if (g->now_too)
		TRY(add_row(&g->now, table, row, SLICE(""), 0, e));
	if (from < g->size)
		TRY(add_row(&g->before, table, row, ended_after ? null : SLICE(""),
		    ended_after ? ending : 0, e));
	return from >= g->size || ended_after ? add_row(&g->after, table, row, SLICE(""), 0, e) :
	    DONE;
}

static struct rc
end(struct gathering *g, struct digest *out, struct err *e)
{
	TRY(flush(g, e));
	return digest_end(&g->run, out, e);
}

static struct rc
see(struct rows_seen *g, struct store *s, struct rows_digests *out, struct err *e)
{
	TRY(digest_begin(&g->before.run, e));
	TRY(digest_begin(&g->now.run, e));
	TRY(digest_begin(&g->after.run, e));
	TRY(store_folded_each(s, see_row, g, e));
	TRY(end(&g->before, &out->before, e));
	TRY(end(&g->now, &out->now, e));
	return end(&g->after, &out->after, e);
}

static struct gathering
gathering_init(void)
{
	return (struct gathering){ .pending = buf_init(PENDING_BYTES + ROW_MAX) };
}

static void
gathering_drop(struct gathering *g)
{
	digest_run_drop(&g->run);
	buf_drop(&g->pending);
}

struct rc
rows_digests(struct store *s, uint64_t size, bool now_too, struct rows_digests *out,
    struct err *e)
{
	struct rows_seen g = { .size = size, .now_too = now_too,
	    .before = gathering_init(), .now = gathering_init(), .after = gathering_init() };
	struct rc done = see(&g, s, out, e);
	gathering_drop(&g.before);
	gathering_drop(&g.now);
	gathering_drop(&g.after);
	return done;
}
