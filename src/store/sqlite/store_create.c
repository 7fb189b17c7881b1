/* store/sqlite/store_create.c - a store that was not there: in a file, or in memory for a while.
 * SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "store/sqlite/query_int.h"

struct rc
store_make(struct store *s, struct err *e)
{
	static const enum sql texts[] = { SQL_BEGIN_WRITE, SQL_SCHEMA, SQL_DERIVED };
	int answer = store_session(s);
	for (size_t i = 0; answer == SQLITE_OK && i < COUNT(texts); i++)
		answer = store_run(s, texts[i]);
	return answer == SQLITE_OK ? DONE : store_said(s, answer, e);
}

static struct rc
fill(struct store *s, struct err *e)
{
	TRY(store_make(s, e));
	int answer = store_run(s, SQL_COMMIT);
	return answer == SQLITE_OK ? DONE : store_said(s, answer, e);
}

/* All tables come in one transaction, with a rollback journal still: a crash leaves a whole store
 * or an empty file. */
struct rc
store_create(struct store *s, struct err *e)
{
	enum file_kind kind;
	uint64_t size_bytes;
	if (!failed(file_kind_of(s->path, false, &kind, &size_bytes, NULL)))
		return fail(e, E_IO, 0, "something stands at this path already");
	/* EXCLUSIVE: whoever made it in the meantime keeps it */
	int answer = store_connect(s,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE, "");
	/* CANTOPEN: it was not made, or by somebody else */
	s->made = answer == SQLITE_OK || ((answer & 0xff) != SQLITE_CANTOPEN &&
	    !failed(file_kind_of(s->path, false, &kind, &size_bytes, NULL)) && size_bytes == 0);
	return answer == SQLITE_OK ? fill(s, e) : store_said(s, answer, e);
}

struct rc
store_open_scratch(struct store **out, struct err *e)
{
	struct store *s;
	*out = NULL;
	TRY(store_new(NULL, &s, e));
	int answer = store_connect(s, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "");
	struct rc r = answer == SQLITE_OK ? store_make(s, e) : store_said(s, answer, e);
	if (failed(r)) {
		store_close(s);
		return r;
	}
	s->open = TRANSACTION_WRITE;
	*out = s;
	return DONE;
}
