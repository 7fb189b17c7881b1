/* app/home/state.h - the fold tied to the store, and things of the state as events.
 *
 * A state row says that a thing holds and since which entry; the thing stands in the event of
 * that entry. All of these want an open transaction.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_STATE_H
#define APP_HOME_STATE_H

#include "base/map.h"
#include "event/fold.h"
#include "store/store.h"

/* The event of the entry at pos, and its id where id is not null. The signature is not checked
 * here: whoever appended it did, and fsck does again.
 * Errors: E_VERIFY when the entry is damaged; E_LIMIT, E_NOMEM; of the store. */
struct rc state_event(struct store *s, uint64_t pos, struct arena *a, struct event *out,
    struct digest *id, bool *found, struct err *e);

/* The same, and the id of the key that signed it, "sha256:HEX64". */
struct rc state_event_key(struct store *s, uint64_t pos, struct arena *a, struct event *out,
    struct digest *id, struct slice *key, bool *found, struct err *e);

/* A thing of the state: the row, and the event that made it. */
struct thing { struct state_row row; struct event event; struct digest id; };

/* The thing of this kind and key as seen at `known` (STORE_OPEN: now). */
struct rc state_get(struct store *s, const char *kind, struct slice key, uint64_t known,
    struct arena *a, struct thing *out, bool *found, struct err *e);
/* Whether this key was ever there, open or ended. */
struct rc state_ever(struct store *s, struct slice kind, struct slice key, bool *ever,
    struct err *e);
/* All things of a kind, by position. */
struct rc state_list(struct store *s, const char *kind, uint64_t known, struct arena *a,
    struct thing **out, size_t *count, struct err *e);
/* The same one by one, so that no more than one is held, and the keys of all. a: its own, for what
 * the sink makes of it; gone when it returns. */
typedef struct rc state_sink(void *context, const struct thing *t, struct arena *a, struct err *e);
struct rc state_each(struct store *s, const char *kind, uint64_t known, state_sink *sink,
    void *context, struct err *e);
/* Those about a subject, digest or actor. way, kind null: all. */
struct rc state_about(struct store *s, struct slice subject, const char *way, const char *kind,
    uint64_t known, struct arena *a, struct thing **out, size_t *count, struct err *e);
/* The same without things whose key is in `but`; their events are not read again. */
struct rc state_about_others(struct store *s, struct slice subject, const char *way,
    const char *kind, uint64_t known, const struct map *but, struct arena *a, struct thing **out,
    size_t *count, struct err *e);

/* An id as a person may write it: in full, or with 8 or more digits of it: "evidence:1a2b3c4d".
 * Gives the full id, of a thing seen at `known` under that word.
 * Errors: E_USAGE when nothing, or more than one thing, is meant. */
struct rc state_resolve(struct store *s, struct slice text, const char *word, uint64_t known,
    struct arena *a, struct slice *out, struct err *e);

/* The same, of a thing that was there at any time. */
struct rc state_resolve_ever(struct store *s, struct slice text, const char *word,
    struct arena *a, struct slice *out, struct err *e);

/* The fold over a store. rows: where state rows are read; out: where they are written, as a rule
 * the same; entries: where events are. Who acts and with which roles is remembered until a row of
 * these kinds changes: most entries are by one actor.
 * state_fold_next() stands before each event, and is the only one that forgets, so that what
 * was handed out lives as long as the event is being folded. pos: of that event.
 *
 * Made by state_fold_after(), `rows` has all rows already, and is read as it was seen before each
 * event (`known`); `out` gets the rows that begin or end at `first` or later, and no other. */
struct state_fold {
	struct store	*rows, *entries, *out;
	uint64_t	 first, known;
	struct arena	 a;
	bool		 actor_known, roles_known, stale;
	struct slice	 actor;
	struct event	 registration;
	uint64_t	 registered_pos;
	struct thing	*roles;
	size_t		 role_count;
};
struct state_fold state_fold_init(struct store *rows, struct store *entries);
struct state_fold state_fold_after(struct store *rows, uint64_t first, struct store *out);
void state_fold_drop(struct state_fold *f);
void state_fold_next(struct state_fold *f, uint64_t pos, struct slice actor);
/* Both point to *f. */
struct fold_reader state_fold_reader(struct state_fold *f);
struct fold_sink state_fold_sink(struct state_fold *f);

#endif
