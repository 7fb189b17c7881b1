/* app/log/fsck_held.c - signatures that held, checked anew. See app/log/fsck_held.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/log/fsck_held.h"

#include "app/home/held_file.h"
#include "app/log/bodies.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"

/* An envelope as bytes and as a document. */
#define ENVELOPE_ARENA_BYTES MIB(256)

/* The body, where it is here and is what its digest says. */
static struct rc
read_body(struct home *h, const struct digest *d, struct arena *a, struct slice *out, bool *here,
    struct err *e)
{
	struct store_body row;
	struct digest is;
	enum file_kind kind = FILE_ABSENT;
	TRY(store_body_get(h->store, (struct slice){ d->bytes, SHA256_BYTES }, a, &row, here, e));
	if (!*here)
		return DONE;
	*out = row.bytes;
	if (slice_is_null(row.bytes)) {
		const char *path = body_path(h, d, a);
		if (path == NULL)
			return arena_failed(a, e);
		TRY(file_exists(path, &kind, e));
		*here = kind == FILE_REGULAR && row.size_bytes <= STATEMENT_BYTES_MAX * 2;
		if (*here)
			TRY(file_read_small(path, STATEMENT_BYTES_MAX * 2, a, out, e));
	}
	if (*here)
		TRY(digest_of(*out, &is, e));
	*here = *here && digest_eq(&is, d);
	return DONE;
}

/* What is no envelope has no signature that could hold. */
static struct rc
check_in(const struct held *one, struct slice bytes, struct arena *a, bool *good, struct err *e)
{
	struct value doc;
	struct dsse *d = NULL;
	struct err why = {0};
	*good = false;
	struct rc done = json_tree(bytes, STATEMENT_BYTES_MAX * 2, a, &doc, &why);
	if (!failed(done) && dsse_looks_like(&doc))
		done = dsse_decode(&doc, a, &d, &why);
	if (done.code == E_NOMEM)
		return fail(e, E_NOMEM, 0, "out of memory");
	return failed(done) || d == NULL ? DONE : held_check(one, d, good, e);
}

static struct rc
look_at(struct home *h, const struct held *one, struct damages *out, struct err *e)
{
	AUTO(arena) a = arena_init(ENVELOPE_ARENA_BYTES);
	char name[DIGEST_TEXT_BYTES];
	struct slice bytes;
	bool here, good;
	TRY(read_body(h, &one->body, &a, &bytes, &here, e));
	if (!here)
		return DONE;
	TRY(check_in(one, bytes, &a, &good, e));
	digest_show(&one->body, name);
	if (!good)
		damage_add(out, "signatures", "", "is not what was put down for this signature; "
		    "remove the file", "%.*s %u", DIGEST_TEXT_BYTES, name, (unsigned)one->number);
	return DONE;
}

struct rc
fsck_held(struct home *h, struct damages *out, struct err *e)
{
	AUTO(arena) a = arena_init(HELD_MEMORY_MAX);
	struct held_list list;
	const char *problem;
	TRY(held_file_look(h, &a, &list, &problem, e));
	if (problem != NULL)
		damage_add(out, "signatures", "", problem, "all");
	for (size_t i = 0; i < list.count; i++)
		TRY(look_at(h, &list.at[i], out, e));
	return DONE;
}
