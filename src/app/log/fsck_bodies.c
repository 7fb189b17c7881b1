/* app/log/fsck_bodies.c - every body is hashed again. See app/log/fsck_bodies.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/fsck_bodies.h"

#include <string.h>

#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"

struct bodies { struct home *h; struct fsck_report *r; };

#define DAMAGE(g, table, field, what, ...) \
	damage_add(&(g)->r->damages, table, field, what, __VA_ARGS__)

static struct rc
hash_body(struct home *h, const struct store_body *b, struct digest_pair *out, bool *gone,
    uint64_t *size, struct err *e)
{
	AUTO(file) f = { .fd = -1 };
	AUTO(digest_pair_run) run = {0};
	AUTO(arena) a = arena_init(KIB(64));
	struct digest d;
	enum file_kind kind = FILE_ABSENT;
	size_t got = 1;
	uint64_t at = 0;
	*gone = false;
	*size = b->bytes.len;
	if (!slice_is_null(b->bytes))
		return digest_pair_of(b->bytes, out, e);
	memcpy(d.bytes, b->digest.at, SHA256_BYTES);
	const char *path = body_path(h, &d, &a);
	uint8_t *window = mem_alloc(1, WINDOW_BYTES);
	struct rc done = path == NULL || window == NULL ? fail(e, E_NOMEM, 0, "out of memory") :
	    digest_pair_begin(&run, e);
	if (!failed(done))
		done = file_exists(path, &kind, e);
	*gone = !failed(done) && kind != FILE_REGULAR;
	if (!failed(done) && !*gone)
		done = file_open(path, false, &f, e);
	while (!failed(done) && !*gone && got > 0) {
		done = file_read_at(&f, at, window, WINDOW_BYTES, &got, e);
		if (!failed(done))
			done = digest_pair_add(&run, (struct slice){ window, got }, e);
		at += got;
	}
	mem_free(window);
	*size = at;
	return failed(done) || *gone ? done : digest_pair_end(&run, out, e);
}

static struct rc
look_at_body(void *context, const struct store_body *b, struct err *e)
{
	struct bodies *g = context;
	struct digest_pair d = {0};
	bool gone;
	uint64_t size;
	char name[DIGEST_TEXT_BYTES];
	struct digest id;
	memcpy(id.bytes, b->digest.at, SHA256_BYTES);
	digest_show(&id, name);
	g->r->bodies++;
	g->r->body_bytes += b->size_bytes;
	TRY(hash_body(g->h, b, &d, &gone, &size, e));
	const char *table = slice_is_null(b->bytes) ? "file" : "body";
	if (gone)
		DAMAGE(g, "file", "", "the file of a body is gone", "%.*s", DIGEST_TEXT_BYTES,
		    name);
	else if (!digest_eq(&d.sha256, &id))
		DAMAGE(g, table, slice_is_null(b->bytes) ? "" : "bytes",
		    "not what its digest says", "%.*s", DIGEST_TEXT_BYTES, name);
	else if (memcmp(d.sha512, b->sha512.at, SHA512_BYTES) != 0)
		DAMAGE(g, "body", "sha512", "not the digest of the bytes", "%.*s",
		    DIGEST_TEXT_BYTES, name);
	else if (size != b->size_bytes)
		DAMAGE(g, "body", "size", "not the size of the bytes", "%.*s", DIGEST_TEXT_BYTES,
		    name);
	return DONE;
}

struct rc
fsck_bodies(struct home *h, struct fsck_report *out, struct err *e)
{
	struct bodies g = { h, out };
	return store_body_each(h->store, look_at_body, &g, e);
}
