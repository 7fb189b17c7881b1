/* app/log/bodies.h - bodies: bytes exactly as received, named by their SHA-256.
 *
 * Up to STORE_INLINE_MAX they stand in the database, larger ones in HOME/bodies/ab/abcd...: written
 * beside it while the digests run, synced, renamed, the folder synced, read back and hashed
 * again, all before the transaction that names them. What is there already is not written again.
 *
 * The row of a body, with the bytes of a small one, waits in memory and is written in the very
 * transaction of the entry that names it: no row is ever there that no event asks for. What a
 * crash, a refusal or a change of mind leaves behind are files, which app/log/sweep.h takes away.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_LOG_BODIES_H
#define APP_LOG_BODIES_H

#include "app/home/home.h"
#include "base/file.h"

/* Keeps the bytes, once an event that names them is appended. out: for the event; texts in the
 * arena.
 * Errors: E_VERIFY when what was written is not what was read back; E_IO, E_LIMIT, E_NOMEM. */
struct rc body_keep(struct home *h, struct slice bytes, const char *media_type, struct arena *a,
    struct event_body *out, struct err *e);
/* The same of an open file, in pieces of WINDOW_BYTES. */
struct rc body_keep_file(struct home *h, struct file *f, const char *media_type, struct arena *a,
    struct event_body *out, struct err *e);
/* Writes the rows that wait for this event, reads them back, and sees that every body that it names
 * is there. The write transaction of its entry is open.
 * Errors: E_VERIFY when what was written is not what was read back, or a body is not kept; E_IO
 * when a body's file has gone meanwhile. */
struct rc body_rows_add(struct home *h, const struct event *v, struct err *e);
/* Writes all of them in a transaction of its own: for what brings entries from another copy, one
 * body at a time. */
struct rc body_rows_commit(struct home *h, struct err *e);
/* They stand in the store: forgets them. */
void body_rows_clear(struct home *h);
void body_rows_drop(struct body_rows *b);
/* The bytes of a small body that waits; a null slice for another. */
struct slice body_waiting(const struct home *h, const struct digest *d);

/* Is it there, with its file where it has one? Opens a transaction of its own. */
struct rc body_is_kept(struct home *h, const struct digest *d, bool *kept, struct err *e);
/* The bytes of a body, digest checked. id: "sha256:HEX64". *found false when it is not kept.
 * Errors: E_VERIFY when they are damaged or gone; E_LIMIT above max. */
struct rc body_read(struct home *h, struct slice id, size_t max, struct arena *a,
    struct slice *bytes, bool *found, struct err *e);
/* The bytes that stand where the body stood, whatever they are now: to say how they differ, and for
 * nothing else. *found false: none. Errors: E_LIMIT above max; E_IO, E_NOMEM. */
struct rc body_look(struct home *h, struct slice id, size_t max, struct arena *a,
    struct slice *bytes, bool *found, struct err *e);
/* Hashes the body again with both digests, a large one in pieces of WINDOW_BYTES.
 * BODY_NOT_HERE: nothing of it is kept; a file that is gone is damage. Errors: E_IO, E_NOMEM. */
enum body_state { BODY_HOLDS = 1, BODY_DAMAGED, BODY_NOT_HERE };
struct rc body_check(struct home *h, const struct event_body *b, struct arena *a,
    enum body_state *out, struct err *e);
/* Both digests of a file, in pieces of WINDOW_BYTES. follow: a symbolic link too. Errors: E_IO,
 * E_NOMEM. */
struct rc body_hash_file(const char *path, bool follow, struct digest_pair *out, uint64_t *size,
    struct err *e);
/* "HOME/bodies/ab/abcd...", ending in a NUL. Null when there is no room. */
const char *body_path(struct home *h, const struct digest *d, struct arena *a);

#endif
