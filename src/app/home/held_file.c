/* app/home/held_file.c - signatures that held. See app/home/held_file.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/held_file.h"

#include "base/file.h"
#include "base/limits.h"

struct rc
held_file_look(const struct home *h, struct arena *a, struct held_list *out, const char **problem,
    struct err *e)
{
	enum file_kind kind;
	struct slice bytes;
	struct err why = {0};
	const char *path = home_state_file(h, "signatures", a);
	*out = (struct held_list){ .a = a };
	*problem = NULL;
	if (path == NULL)
		return arena_failed(a, e);
	struct rc done = file_exists(path, &kind, &why);
	if (!failed(done) && kind == FILE_ABSENT)
		return DONE;
	if (!failed(done))
		done = file_read_small(path, HELD_BYTES_MAX, a, &bytes, &why);
	if (!failed(done))
		done = held_decode(bytes, a, out, &why);
	if (done.code == E_NOMEM || done.code == E_IO)
		return fail(e, done.code, why.at, why.what);
	*problem = failed(done) ? why.what : NULL;
	return DONE;
}

struct rc
held_file_read(const struct home *h, struct arena *a, struct held_list *out, struct err *e)
{
	const char *problem;
	struct err why = {0};
	struct rc done = held_file_look(h, a, out, &problem, &why);
	if (done.code != E_IO)
		return failed(done) ? fail(e, done.code, why.at, why.what) : DONE;
	*out = (struct held_list){ .a = a };
	return DONE;
}

static struct rc
add_all(struct held_list *to, const struct held_list *from, struct err *e)
{
	for (size_t i = 0; i < from->count && to->count < HELD_MAX; i++)
		TRY(held_add(to, &from->at[i], e));
	held_settle(to);
	return DONE;
}

static struct rc
write(const struct home *h, const struct held_list *now, struct arena *a, struct err *e)
{
	AUTO(buf) bytes = buf_init(HELD_BYTES_MAX);
	struct held_list before, all = { .a = a };
	const char *path = home_state_file(h, "signatures", a);
	if (path == NULL)
		return arena_failed(a, e);
	TRY(held_file_read(h, a, &before, e));
	TRY(add_all(&all, now, e));
	if (all.count + before.count <= HELD_MAX)
		TRY(add_all(&all, &before, e));
	TRY(held_encode(&all, &bytes, e));
	return file_write_durable(path, buf_slice(&bytes), 0600, e);
}

void
held_file_add(const struct home *h, const struct held_list *now)
{
	AUTO(arena) a = arena_init(4 * HELD_MEMORY_MAX);
	struct err why = {0};
	if (now->fresh > 0)
		(void)write(h, now, &a, &why);	/* the next command checks them again */
}
