/* store/sqlite/sqlite_error.c - what SQLite answers, in our codes.
 * SPDX-License-Identifier: Apache-2.0 */
#include "store/sqlite/store_int.h"

static const struct { int answer; enum code code; const char *what; } answers[] = {
	{ SQLITE_BUSY, E_IO, "another process keeps the store busy" },
	{ SQLITE_LOCKED, E_IO, "a table of the store is being read" },
	{ SQLITE_FULL, E_IO, "no space is left for the store" },
	{ SQLITE_CORRUPT, E_IO, "the file of the store is damaged" },
	{ SQLITE_NOTADB, E_IO, "not a store of assay: no SQLite database" },
	{ SQLITE_CANTOPEN, E_IO, "the file of the store cannot be opened" },
	{ SQLITE_READONLY, E_IO, "the store can only be read" },
	{ SQLITE_PERM, E_IO, "permission denied" },
	{ SQLITE_PROTOCOL, E_IO, "locks on the file of the store do not hold" },
	{ SQLITE_IOERR, E_IO, "the store could not be read or written" },
	{ SQLITE_ABORT, E_IO, "the transaction was ended by an earlier failure" },
	{ SQLITE_NOLFS, E_IO, "the file system does not hold files of this size" },
	{ SQLITE_ERROR, E_IO, "the schema of the store is not what this program makes" },
	{ SQLITE_SCHEMA, E_IO, "the schema of the store is not what this program makes" },
	{ SQLITE_MISMATCH, E_VERIFY, "a value of the wrong kind was refused by the store" },
	{ SQLITE_TOOBIG, E_LIMIT, "a value is too large for the store" },
	{ SQLITE_NOMEM, E_NOMEM, "out of memory" },
};

static const struct { int answer; const char *what; } refusals[] = {
	{ SQLITE_CONSTRAINT_TRIGGER, "the store adds to what it keeps and never changes it" },
	{ SQLITE_CONSTRAINT_CHECK, "a value outside of its limits was refused by the store" },
	{ SQLITE_CONSTRAINT_PRIMARYKEY, "a second row of one key was refused by the store" },
	{ SQLITE_CONSTRAINT_UNIQUE, "a second row of one key was refused by the store" },
	{ SQLITE_CONSTRAINT_ROWID, "a second row of one key was refused by the store" },
	{ SQLITE_CONSTRAINT_NOTNULL, "a row with a value missing was refused by the store" },
};

static struct rc
refusal(int answer, struct err *e)
{
	for (size_t i = 0; i < COUNT(refusals); i++)
		if (refusals[i].answer == answer)
			return fail(e, E_VERIFY, 0, refusals[i].what);
	return fail(e, E_VERIFY, 0, "a row was refused by the store");
}

/* The disk did not take what it had taken before: no later answer of this file can be trusted. */
static bool
is_lost(int answer)
{
	return answer == SQLITE_IOERR_FSYNC || answer == SQLITE_IOERR_DIR_FSYNC;
}

struct rc
store_said(struct store *s, int answer, struct err *e)
{
	int kind = answer & 0xff;
	if (kind == SQLITE_CONSTRAINT)
		return refusal(answer, e);
	if (answer == SQLITE_IOERR_NOMEM)
		kind = SQLITE_NOMEM;
	s->failed = kind != SQLITE_TOOBIG && kind != SQLITE_MISMATCH;
	if (is_lost(answer)) {
		s->broken = true;
		return fail(e, E_IO, 0, "the disk did not keep what was written to it");
	}
	for (size_t i = 0; i < COUNT(answers); i++)
		if (answers[i].answer == kind)
			return fail(e, answers[i].code, 0, answers[i].what);
	BUG("SQLite was called in a way it does not allow");
}
