/* store/sqlite/store_int.h - what a store is inside: a connection and its kept statements.
 *
 * Threads:  a store belongs to one thread.
 * Layer:    base, codec; private to store.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_SQLITE_STORE_INT_H
#define STORE_SQLITE_STORE_INT_H

#include <sqlite3.h>

#include "store/sql_texts.h"
#include "store/sqlite/wait_int.h"
#include "store/store.h"

/* Version of the derived tables that sql/derived.sql makes. */
#define DERIVED_VERSION 3
#define APPLICATION_ID 0x41534159
/* How long others are waited for, all together, from the beginning of a transaction. */
#define WAIT_MS 10000
/* Largest value of any column and any row: an upper bound of the CHECKs. */
#define ROW_BYTES_MAX 33554432
/* Positions are below it: the highest integer stands for "no bound". */
#define POS_MAX INT64_MAX

enum transaction { TRANSACTION_NONE, TRANSACTION_READ, TRANSACTION_WRITE };

/* A statement that was prepared once. taken: it runs; whoever wants it too prepares another. */
struct kept {
	sqlite3_stmt	*stmt;
	bool		 taken;
};

/* Invariant: failed only within a transaction; broken never goes away. */
struct store {
	sqlite3			*db;
	struct kept		*kept;		/* SQL_COUNT */
	enum transaction	 open;
	bool			 failed;	/* only a rollback may follow */
	bool			 broken;	/* the disk lost what it had taken */
	bool			 reads_only;
	bool			 made;		/* by this handle: nobody else has anything in it */
	bool			 unlocked;	/* opened as immutable: no locks hold others off */
	struct store		*rows;		/* null: its own state rows and links */
	char			*path;		/* null: in memory */
	uint64_t		 size_bytes;	/* when it was opened unlocked */
	int64_t			 wait_ms, until_ms;
};

/* The code and text for what SQLite answered, which was not OK, ROW or DONE. Notes in the store
 * what must not go on. */
struct rc store_said(struct store *s, int answer, struct err *e);

/* An empty store with everything but its connection. Errors: E_NOMEM. */
struct rc store_new(const char *path, struct store **out, struct err *e);
/* Connects to s->path, or to memory. uri: parameters, "" or "?...". Gives SQLite's answer. */
int store_connect(struct store *s, int flags, const char *uri);
/* Drops every kept statement and the connection. */
void store_disconnect(struct store *s);
/* What each connection sets before it reads; the first look at the file. */
int store_session(struct store *s);
/* Runs a text of several statements that give no rows. */
int store_run(struct store *s, enum sql text);
/* Begins the ten seconds. */
void store_wait_begin(struct store *s);
/* Begins the session and makes every table in an empty database, in a write transaction that
 * stays open. */
struct rc store_make(struct store *s, struct err *e);
struct rc store_create(struct store *s, struct err *e);
/* A file of this ending ("-wal") stands beside the store, or it cannot be told. */
bool store_has_beside(struct store *s, const char *ending);

#endif
