/* app/log/bodies.c - bodies. See app/log/bodies.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/bodies.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "codec/hex.h"

static struct rc
describe(const struct digest_pair *d, uint64_t size, const char *media_type, struct arena *a,
    struct event_body *out, struct err *e)
{
	*out = (struct event_body){ .size_bytes = size, .media_type = slice_of(media_type) };
	return digest_text(a, &d->sha256, &out->sha256) && sha512_text(a, d->sha512,
	    &out->sha512) ? DONE : arena_failed(a, e);
}

/* --- rows that wait --------------------------------------------------------------------------- */

/* Small bodies of one append: APPEND_MAX of them, and some room. */
#define WAITING_BYTES_MAX MIB(512)

/* bytes null: they stand in a file already. */
struct waiting {
	struct digest_pair	digest;
	uint64_t		size_bytes;
	struct slice		bytes;
};

static struct slice
key_of(const struct digest *d)
{
	return (struct slice){ d->bytes, SHA256_BYTES };
}

static const struct waiting *
find_waiting(const struct home *h, const struct digest *d)
{
	return h->pending.begun ? map_get(&h->pending.rows, key_of(d)) : NULL;
}

struct slice
body_waiting(const struct home *h, const struct digest *d)
{
	const struct waiting *w = find_waiting(h, d);
	return w != NULL ? w->bytes : (struct slice){0};
}

void
body_rows_drop(struct body_rows *b)
{
	if (!b->begun)
		return;
	map_drop(&b->rows);
	arena_drop(&b->a);
	*b = (struct body_rows){0};
}

void
body_rows_clear(struct home *h)
{
	body_rows_drop(&h->pending);
}

static struct rc
put_row(struct home *h, const struct digest_pair *d, uint64_t size, struct slice bytes,
    struct err *e)
{
	struct body_rows *b = &h->pending;
	if (!b->begun)
		*b = (struct body_rows){ arena_init(WAITING_BYTES_MAX), map_init(), true };
	struct waiting *w = ARENA_NEW(&b->a, struct waiting);
	if (w == NULL)
		return arena_failed(&b->a, e);
	*w = (struct waiting){ *d, size, {0} };
	if (!slice_is_null(bytes) && !arena_copy(&b->a, bytes, &w->bytes))
		return arena_failed(&b->a, e);
	return map_put(&b->rows, key_of(&w->digest.sha256), w, e);
}

static struct rc
write_row(struct home *h, const struct waiting *w, struct err *e)
{
	const struct store_body row = { .digest = key_of(&w->digest.sha256),
	    .sha512 = { w->digest.sha512, SHA512_BYTES }, .size_bytes = w->size_bytes,
	    .bytes = w->bytes };
	return store_body_add(h->store, &row, e);
}

/* What stands in the row hashes to its name; a file was hashed when it was written, and is still
 * there: nobody takes one away but under the lock that is held here. */
static struct rc
check_row(struct home *h, const struct digest *d, struct err *e)
{
	AUTO(arena) a = arena_init(KIB(64));
	struct store_body row;
	struct digest again;
	enum file_kind kind;
	uint64_t size;
	bool found;
	TRY(store_body_get(h->store, key_of(d), &a, &row, &found, e));
	if (!found)
		return fail(e, E_VERIFY, 0, "a body that the event names is not kept");
	if (!slice_is_null(row.bytes)) {
		TRY(digest_of(row.bytes, &again, e));
		return digest_eq(&again, d) ? DONE : fail(e, E_VERIFY, 0,
		    "what was written to a body's row is not what was read back");
	}
	const char *path = body_path(h, d, &a);
	if (path == NULL)
		return arena_failed(&a, e);
	return !failed(file_kind_of(path, false, &kind, &size, NULL)) &&
	    size == row.size_bytes ? DONE : fail(e, E_IO, 0,
	    "the file of a body has gone meanwhile; try again");
}

struct rc
body_rows_add(struct home *h, const struct event *v, struct err *e)
{
	for (size_t i = 0; i < v->body_count; i++) {
		struct digest d;
		if (!digest_parse(v->bodies[i].sha256, &d))
			BUG("a body without its digest");
		const struct waiting *w = find_waiting(h, &d);
		if (w != NULL)
			TRY(write_row(h, w, e));
		TRY(check_row(h, &d, e));
	}
	return DONE;
}

struct rc
body_rows_commit(struct home *h, struct err *e)
{
	TRY(store_begin_write(h->store, e));
	struct rc done = DONE;
	for (size_t i = 0; h->pending.begun && i < h->pending.rows.count && !failed(done); i++) {
		const struct waiting *w = h->pending.rows.entries[i].value;
		done = write_row(h, w, e);
		if (!failed(done))
			done = check_row(h, &w->digest.sha256, e);
	}
	if (!failed(done))
		done = store_commit(h->store, e);
	if (failed(done))
		store_rollback(h->store);
	else
		body_rows_clear(h);
	return done;
}

/* --- whether it is there ---------------------------------------------------------------------- */

static struct rc
is_known(struct home *h, const struct digest *d, bool *known, struct err *e)
{
	*known = find_waiting(h, d) != NULL;
	return *known ? DONE : body_is_kept(h, d, known, e);
}

/* A row without bytes needs its file. */
struct rc
body_is_kept(struct home *h, const struct digest *d, bool *kept, struct err *e)
{
	AUTO(arena) a = arena_init(KIB(64));
	struct store_body row;
	enum file_kind kind;
	uint64_t size;
	TRY(store_begin_read(h->store, e));
	struct rc done = store_body_get(h->store, (struct slice){ d->bytes, SHA256_BYTES }, &a,
	    &row, kept, e);
	store_rollback(h->store);
	TRY(done);
	if (*kept && slice_is_null(row.bytes)) {
		const char *path = body_path(h, d, &a);
		if (path == NULL)
			return arena_failed(&a, e);
		*kept = !failed(file_kind_of(path, false, &kind, &size, NULL)) &&
		    size == row.size_bytes;
	}
	return DONE;
}

const char *
body_path(struct home *h, const struct digest *d, struct arena *a)
{
	struct slice s;
	AUTO(buf) hex = buf_init(2 * SHA256_BYTES);
	hex_write((struct slice){ d->bytes, SHA256_BYTES }, &hex);
	if (hex.broken)
		return NULL;
	return arena_format(a, &s, "%s/bodies/%.2s/%.*s%c", h->path, (const char *)hex.at,
	    SLICE_FMT(buf_slice(&hex)), 0) ? (const char *)s.at : NULL;
}

/* --- files ------------------------------------------------------------------------------------ */

struct rc
body_hash_file(const char *path, bool follow, struct digest_pair *out, uint64_t *size,
    struct err *e)
{
	AUTO(file) f = { .fd = -1 };
	AUTO(digest_pair_run) run = {0};
	uint8_t *at = mem_alloc(1, WINDOW_BYTES);
	size_t got = 1;
	struct rc done = at == NULL ? fail(e, E_NOMEM, 0, "out of memory") :
	    file_open(path, follow, &f, e);
	if (!failed(done))
		done = digest_pair_begin(&run, e);
	*size = 0;
	while (!failed(done) && got > 0) {
		done = file_read_at(&f, *size, at, WINDOW_BYTES, &got, e);
		if (!failed(done))
			done = digest_pair_add(&run, (struct slice){ at, got }, e);
		*size += got;
	}
	mem_free(at);
	return failed(done) ? done : digest_pair_end(&run, out, e);
}

/* Puts the written file where its digest says, and reads it back from there. */
static struct rc
settle_file(struct home *h, struct file_out *out, const struct digest_pair *d, uint64_t size,
    struct err *e)
{
	AUTO(arena) a = arena_init(KIB(64));
	struct digest_pair again;
	uint64_t read;
	struct slice folder;
	const char *path = body_path(h, &d->sha256, &a);
	if (path == NULL || !arena_format(&a, &folder, "%.*s%c",
	    (int)(strlen(path) - 2 * SHA256_BYTES - 1), path, 0))
		return arena_failed(&a, e);
	TRY(file_make_folder((const char *)folder.at, 0700, e));
	TRY(file_out_replace(out, path, e));
	TRY(body_hash_file(path, false, &again, &read, e));
	return read == size && digest_eq(&again.sha256, &d->sha256) ? DONE : fail(e, E_VERIFY, 0,
	    "what was written to a body's file is not what was read back");
}

static struct rc
open_out(struct home *h, struct arena *a, struct file_out *out, struct err *e)
{
	const char *folder = home_join(a, h->path, "bodies");
	if (folder == NULL)
		return arena_failed(a, e);
	TRY(file_make_folder(folder, 0700, e));
	return file_out_open(folder, out, e);
}

static struct rc
copy_file(struct file *f, struct file_out *out, struct digest_pair *d, uint64_t *size,
    struct err *e)
{
	AUTO(digest_pair_run) run = {0};
	uint8_t *at = mem_alloc(1, WINDOW_BYTES);
	size_t got = 1;
	struct rc done = at == NULL ? fail(e, E_NOMEM, 0, "out of memory") :
	    digest_pair_begin(&run, e);
	*size = 0;
	while (!failed(done) && got > 0) {
		done = file_read_at(f, *size, at, WINDOW_BYTES, &got, e);
		if (!failed(done))
			done = digest_pair_add(&run, (struct slice){ at, got }, e);
		if (!failed(done))
			done = file_out_add(out, (struct slice){ at, got }, e);
		*size += got;
	}
	mem_free(at);
	return failed(done) ? done : digest_pair_end(&run, d, e);
}

/* --- keeping ---------------------------------------------------------------------------------- */

struct rc
body_keep(struct home *h, struct slice bytes, const char *media_type, struct arena *a,
    struct event_body *out, struct err *e)
{
	struct digest_pair d;
	bool kept;
	if (slice_is_null(bytes))
		bytes = SLICE("");
	TRY(digest_pair_of(bytes, &d, e));
	TRY(describe(&d, bytes.len, media_type, a, out, e));
	TRY(is_known(h, &d.sha256, &kept, e));
	if (kept)
		return DONE;
	if (bytes.len <= STORE_INLINE_MAX)
		return put_row(h, &d, bytes.len, bytes, e);
	AUTO(file_out) file = {0};
	TRY(open_out(h, a, &file, e));
	TRY(file_out_add(&file, bytes, e));
	TRY(settle_file(h, &file, &d, bytes.len, e));
	return put_row(h, &d, bytes.len, (struct slice){0}, e);
}

/* One that stands in its row. One byte more is asked for, to see whether it has grown. */
static struct rc
keep_small_file(struct home *h, struct file *f, const char *media_type, struct arena *a,
    struct event_body *out, struct err *e)
{
	uint8_t bytes[STORE_INLINE_MAX + 1];
	size_t have = 0, got = 1;
	while (have < sizeof(bytes) && got > 0) {
		TRY(file_read_at(f, have, bytes + have, sizeof(bytes) - have, &got, e));
		have += got;
	}
	return have <= STORE_INLINE_MAX ? body_keep(h, (struct slice){ bytes, have }, media_type, a,
	    out, e) : fail(e, E_IO, 0, "the file grew while it was read");
}

struct rc
body_keep_file(struct home *h, struct file *f, const char *media_type, struct arena *a,
    struct event_body *out, struct err *e)
{
	struct digest_pair d;
	uint64_t size;
	bool kept;
	AUTO(file_out) file = {0};
	if (f->size_bytes <= STORE_INLINE_MAX)
		return keep_small_file(h, f, media_type, a, out, e);
	TRY(open_out(h, a, &file, e));
	TRY(copy_file(f, &file, &d, &size, e));
	if (size <= STORE_INLINE_MAX)
		return fail(e, E_IO, 0, "the file shrank while it was read");
	TRY(describe(&d, size, media_type, a, out, e));
	TRY(is_known(h, &d.sha256, &kept, e));
	if (kept)
		return DONE;
	TRY(settle_file(h, &file, &d, size, e));
	return put_row(h, &d, size, (struct slice){0}, e);
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct rc
read_file(struct home *h, const struct digest *d, uint64_t size, struct arena *a,
    struct slice *bytes, struct err *e)
{
	AUTO(file) f = { .fd = -1 };
	enum file_kind kind;
	const char *path = body_path(h, d, a);
	uint8_t *at = arena_alloc(a, size > 0 ? (size_t)size : 1, 1);
	size_t got = 1, have = 0;
	if (path == NULL || at == NULL)
		return arena_failed(a, e);
	TRY(file_exists(path, &kind, e));
	if (kind == FILE_ABSENT)
		return fail(e, E_VERIFY, 0, "the file of a body is gone");
	TRY(file_open(path, false, &f, e));
	while (have < size && got > 0) {
		TRY(file_read_at(&f, have, at + have, (size_t)size - have, &got, e));
		have += got;
	}
	*bytes = (struct slice){ at, have };
	return f.size_bytes == size && have == size ? DONE : fail(e, E_VERIFY, 0,
	    "the file of a body has another size");
}

struct rc
body_read(struct home *h, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	struct digest want, got;
	struct store_body row;
	if (!digest_parse(id, &want))
		BUG("body_read: no digest");
	TRY(store_body_get(h->store, (struct slice){ want.bytes, SHA256_BYTES }, a, &row, found,
	    e));
	if (!*found)
		return DONE;
	if (row.size_bytes > max)
		return fail(e, E_LIMIT, 0, "a body that is larger than may be read here");
	*bytes = row.bytes;
	if (slice_is_null(row.bytes))
		TRY(read_file(h, &want, row.size_bytes, a, bytes, e));
	TRY(digest_of(*bytes, &got, e));
	return digest_eq(&want, &got) ? DONE : fail(e, E_VERIFY, 0,
	    "a body is not what its digest says; `assay fsck` says more");
}

struct rc
body_look(struct home *h, struct slice id, size_t max, struct arena *a, struct slice *bytes,
    bool *found, struct err *e)
{
	AUTO(buf) read = buf_init(max);
	struct digest name;
	struct store_body row;
	enum file_kind kind;
	if (!digest_parse(id, &name))
		BUG("body_look: no digest");
	TRY(store_body_get(h->store, (struct slice){ name.bytes, SHA256_BYTES }, a, &row, found,
	    e));
	*bytes = row.bytes;
	if (!*found || !slice_is_null(row.bytes))
		return DONE;
	const char *path = body_path(h, &name, a);
	if (path == NULL)
		return arena_failed(a, e);
	TRY(file_exists(path, &kind, e));
	*found = kind == FILE_REGULAR;
	if (!*found)
		return DONE;
	TRY(file_read_all(path, &read, e));
	return arena_copy(a, buf_slice(&read), bytes) ? DONE : arena_failed(a, e);
}

/* --- checking --------------------------------------------------------------------------------- */

static struct rc
hash_kept(struct home *h, const struct digest *name, struct arena *a, struct digest_pair *d,
    uint64_t *size, bool *there, struct err *e)
{
	enum file_kind kind;
	const char *path = body_path(h, name, a);
	if (path == NULL)
		return arena_failed(a, e);
	TRY(file_exists(path, &kind, e));
	*there = kind != FILE_ABSENT;
	return *there ? body_hash_file(path, false, d, size, e) : DONE;
}

struct rc
body_check(struct home *h, const struct event_body *b, struct arena *a, enum body_state *out,
    struct err *e)
{
	struct digest want;
	struct digest_pair d;
	struct store_body row;
	uint8_t sha512[SHA512_BYTES];
	uint64_t size;
	bool found, there = true;
	if (!digest_parse(b->sha256, &want) || !sha512_parse(b->sha512, sha512))
		BUG("body_check: no digest");
	*out = BODY_NOT_HERE;
	TRY(store_body_get(h->store, (struct slice){ want.bytes, SHA256_BYTES }, a, &row, &found,
	    e));
	if (!found)
		return DONE;
	size = row.bytes.len;
	TRY(slice_is_null(row.bytes) ? hash_kept(h, &want, a, &d, &size, &there, e) :
	    digest_pair_of(row.bytes, &d, e));
	*out = there && size == b->size_bytes && digest_eq(&want, &d.sha256) &&
	    memcmp(sha512, d.sha512, SHA512_BYTES) == 0 ? BODY_HOLDS : BODY_DAMAGED;
	return DONE;
}
