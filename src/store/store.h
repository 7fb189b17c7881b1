/* store/store.h - what is kept: the contract of the store.
 *
 * Enduring tables, append-only by trigger: bodies, entries, tiles, checkpoints. Derived tables:
 * state rows (the fold over the ledger) and content rows (what a decoder read in one body);
 * both can be dropped and made again. The store keeps bytes, digests, positions and flat rows,
 * and knows nothing of what they mean.
 *
 * Everything is read and written inside a transaction (BUG else). A read transaction sees one
 * moment; a write transaction is the only one of its kind on the store, whoever else has it open,
 * and is on the disk when store_commit() returns. Statements stand in sql/, one file each.
 *
 * Times:     int64 milliseconds UTC. Positions: 0 for the first entry; sizes count entries.
 * Errors:    E_IO where the disk, the file or its schema is at fault (what: which), also after
 *            ten seconds of waiting for another writer; E_LIMIT, E_NOMEM. E_VERIFY where a
 *            trigger or constraint refused a change of an enduring row. After E_IO in a write
 *            transaction the caller may only roll back. After an fsync that failed the handle
 *            does nothing any more.
 * Ownership: bytes that are handed out live in the arena given, or for the call of a sink.
 * Threads:   a store belongs to one thread.
 * Layer:     base, codec.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/base.h"

struct store;

/* Version of the schema that this program makes. */
#define STORE_VERSION 1
/* A body up to here stands in its row; a larger one in a file (see app/bodies.h). */
#define STORE_INLINE_MAX 16384
#define STORE_DIGEST_BYTES 32
#define STORE_SHA512_BYTES 64
/* to_pos of a row that no entry has ended. */
#define STORE_OPEN UINT64_MAX

enum store_mode {
	/* Reads only, also where file and folder are read-only; leaves nothing behind. Where it
	 * can, it takes into the file what the log of a writer that died holds, as any opener
	 * does. Where nothing can be written and no log stands beside the file, it reads without
	 * locks; that a writer came meanwhile is E_IO at the next begin or commit. */
	STORE_READ = 1,
	STORE_WRITE,
	/* As STORE_WRITE, also where the derived tables are of an older program: the first thing to
	 * do then is store_derived_clear(). */
	STORE_REBUILD,
	STORE_CREATE		/* refuses a path that is there already */
};

/* path: of the database file. Errors: E_IO when it is not there, is no store of assay, or is
 * newer than this program (what says which). No other code of this process may open the file:
 * closing it there would end the locks here. Nor may a store be used on both sides of a fork. */
struct rc store_open(const char *path, enum store_mode mode, struct store **out, struct err *e);
/* Also ends an open transaction without keeping it. Leaves no write-ahead log behind when this
 * was the last process that had the store open. Null is allowed. */
void store_close(struct store *s);

struct rc store_begin_read(struct store *s, struct err *e);
/* Waits up to ten seconds for another writer. */
struct rc store_begin_write(struct store *s, struct err *e);
struct rc store_commit(struct store *s, struct err *e);
/* Allowed when none is open. Ends a read transaction too. */
void store_rollback(struct store *s);

/* --- entries ------------------------------------------------------------------------------ */

/* event_id: SHA-256 of the event's payload, 32 bytes. leaf and envelope: exactly as hashed. */
struct store_entry {
	uint64_t	pos;
	struct slice	leaf, envelope, event_id;
};

/* Entries kept: one more than the highest position, which is how many rows there are unless the
 * table was damaged. */
struct rc store_size(struct store *s, uint64_t *size, struct err *e);
/* pos must be store_size(). */
struct rc store_entry_add(struct store *s, const struct store_entry *entry, struct err *e);
struct rc store_entry_get(struct store *s, uint64_t pos, struct arena *a,
    struct store_entry *out, bool *found, struct err *e);
struct rc store_entry_find(struct store *s, struct slice event_id, uint64_t *pos, bool *found,
    struct err *e);
/* Events whose id begins with these bytes, and where half is not 0xff, a further half byte: the
 * upper four bits of half, the lower ones 0 (0xa0 for the digit a). By id. At most max positions;
 * *count says how many were found, up to max. Errors: E_USAGE for more than 32 bytes, or bits
 * where none may be. */
struct rc store_entry_match(struct store *s, struct slice prefix, unsigned half, size_t max,
    uint64_t *pos, size_t *count, struct err *e);
typedef struct rc store_entry_sink(void *context, const struct store_entry *entry,
    struct err *e);
/* In order of position, those in [from, to). A failing sink ends it with its code. */
struct rc store_entry_each(struct store *s, uint64_t from, uint64_t to, store_entry_sink *sink,
    void *context, struct err *e);

/* --- tiles and checkpoints ---------------------------------------------------------------- */

/* hashes: 1 to 256 times 32 bytes. A row may only grow: what stands there must be how the new
 * one begins (E_VERIFY). level 0 to 7. */
struct rc store_tile_put(struct store *s, unsigned level, uint64_t n, struct slice hashes,
    struct err *e);
struct rc store_tile_get(struct store *s, unsigned level, uint64_t n, struct arena *a,
    struct slice *hashes, bool *found, struct err *e);
typedef struct rc store_tile_sink(void *context, unsigned level, uint64_t n,
    struct slice hashes, struct err *e);
/* By level, then n. */
struct rc store_tile_each(struct store *s, store_tile_sink *sink, void *context, struct err *e);

/* note: the signed note, whole. One for each size. */
struct rc store_checkpoint_add(struct store *s, uint64_t size, struct slice note, struct err *e);
/* The largest of at most `size`. */
struct rc store_checkpoint_last(struct store *s, uint64_t size, struct arena *a,
    uint64_t *its_size, struct slice *note, bool *found, struct err *e);
typedef struct rc store_checkpoint_sink(void *context, uint64_t size, struct slice note,
    struct err *e);
struct rc store_checkpoint_each(struct store *s, store_checkpoint_sink *sink, void *context,
    struct err *e);

/* --- bodies ------------------------------------------------------------------------------- */

/* bytes null: they stand in a file. */
struct store_body {
	struct slice	digest, sha512;
	uint64_t	size_bytes;
	struct slice	bytes;
};

/* There already: nothing is written, the row stays as it is; E_VERIFY when it has another SHA-512
 * or size. bytes must be null above STORE_INLINE_MAX and not below. */
struct rc store_body_add(struct store *s, const struct store_body *body, struct err *e);
struct rc store_body_get(struct store *s, struct slice digest, struct arena *a,
    struct store_body *out, bool *found, struct err *e);
/* Whether it has a row: its bytes are not read. */
struct rc store_body_there(struct store *s, struct slice digest, bool *there, struct err *e);
typedef struct rc store_body_sink(void *context, const struct store_body *body, struct err *e);
/* By digest. */
struct rc store_body_each(struct store *s, store_body_sink *sink, void *context, struct err *e);

/* --- state rows --------------------------------------------------------------------------- */

/* One thing that an entry brought about and perhaps another ended. The thing itself stands in
 * the event of the entry at from_pos; the row says that it holds, and from when to when in known
 * time. A row is seen at size N when from_pos < N and (to_pos open or to_pos >= N).
 * kind: "evidence", "role", ... key: its id or subject. Several rows of one kind and key follow
 * each other in known time, never overlap. */
struct state_row {
	struct slice	kind, key;
	uint64_t	from_pos, to_pos;
};

struct rc store_state_add(struct store *s, const struct state_row *row, struct err *e);
/* Ends the open row of this kind and key. E_VERIFY when there is none. */
struct rc store_state_end(struct store *s, struct slice kind, struct slice key, uint64_t to_pos,
    struct err *e);
/* The row is about this subject, digest or actor, in this way: "about", "actor", "body". Said
 * twice is said once, as with links. */
struct rc store_state_subject_add(struct store *s, struct slice subject, struct slice way,
    const struct state_row *row, struct err *e);
/* The entry at from_pos refers to the thing `target` ("evidence:HEX") in this relation. */
struct rc store_link_add(struct store *s, struct slice target, struct slice rel,
    uint64_t from_pos, struct err *e);

/* The row of this kind and key that is seen at `known`. */
struct rc store_state_get(struct store *s, struct slice kind, struct slice key, uint64_t known,
    struct state_row *out, bool *found, struct err *e);
typedef struct rc store_state_sink(void *context, const struct state_row *row, struct err *e);
/* All rows of a kind seen at `known`, by from_pos, key. With known STORE_OPEN: every row that no
 * entry has ended. */
struct rc store_state_of_kind(struct store *s, struct slice kind, uint64_t known,
    store_state_sink *sink, void *context, struct err *e);
/* All rows of a kind that began before `known`, by from_pos, key, those that ended too. */
struct rc store_state_ever_of_kind(struct store *s, struct slice kind, uint64_t known,
    store_state_sink *sink, void *context, struct err *e);
/* Rows that are about the subject, of one kind or of all (kind null), by from_pos, kind, key, each
 * once. way null: all ways. */
struct rc store_state_of_subject(struct store *s, struct slice subject, struct slice way,
    struct slice kind, uint64_t known, store_state_sink *sink, void *context, struct err *e);
/* Every row of this kind and key there ever was, by from_pos. */
struct rc store_state_history(struct store *s, struct slice kind, struct slice key,
    store_state_sink *sink, void *context, struct err *e);
typedef struct rc store_link_sink(void *context, struct slice rel, uint64_t from_pos,
    struct err *e);
/* What refers to the target in one relation, or in all (rel null), by position, those below
 * `known`. One relation costs what is found, however many others there are. */
struct rc store_link_each(struct store *s, struct slice target, struct slice rel, uint64_t known,
    store_link_sink *sink, void *context, struct err *e);

/* --- content rows ------------------------------------------------------------------------- */

/* What one decoder read in one body. ordinal 0 is the reading itself (name "reading"), others
 * its facts and mentions in order. subject: what the row is about, in one spelling; or null.
 * value: RFC 8785 form of an object. */
struct content_row {
	struct slice	digest;
	uint64_t	ordinal;
	struct slice	decoder, name, subject, place, value;
};

/* The same row again: nothing is written. Another one in its place: E_VERIFY. */
struct rc store_content_add(struct store *s, const struct content_row *row, struct err *e);
typedef struct rc store_content_sink(void *context, const struct content_row *row,
    struct err *e);
/* By ordinal. */
struct rc store_content_of_body(struct store *s, struct slice digest, store_content_sink *sink,
    void *context, struct err *e);
/* Rows of exactly this subject, whatever body: by digest, ordinal. */
struct rc store_content_about(struct store *s, struct slice subject, store_content_sink *sink,
    void *context, struct err *e);
/* Whether the body has its row 0. */
struct rc store_content_there(struct store *s, struct slice digest, bool *there, struct err *e);

/* --- derived tables as a whole ------------------------------------------------------------ */

/* Forgets every derived row. */
struct rc store_derived_clear(struct store *s, struct err *e);
/* A connection to an empty store in memory with the same derived tables: what `rebuild --check`
 * makes again, to be compared. Write transaction open. */
struct rc store_open_scratch(struct store **out, struct err *e);
typedef struct rc store_row_sink(void *context, struct slice table, struct slice row,
    struct err *e);
/* From here on state rows and links of s are read in `rows`, a scratch store with rows that were
 * made again, and all else in s; null: in s again. What is added goes where it went. */
void store_read_rows_from(struct store *s, struct store *rows);
/* Every derived row in the order of tables and natural keys. row: its columns, each with a U32
 * length before it, integers as U64 and null as length 0xffffffff, big-endian; the same on every
 * machine. */
struct rc store_derived_each(struct store *s, store_row_sink *sink, void *context,
    struct err *e);
/* The same without `content`: what the fold over the entries makes. */
struct rc store_folded_each(struct store *s, store_row_sink *sink, void *context,
    struct err *e);

/* SQLite's own check of the file: pages, indexes, constraints; and whether every table, index and
 * trigger is as this program makes it. Each complaint goes to the sink (from_pos unused): rel
 * holds its text, which may quote names out of the file. */
struct rc store_self_check(struct store *s, store_link_sink *complaint, void *context,
    struct err *e);

#endif
