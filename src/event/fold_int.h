/* event/fold_int.h - what the two halves of the fold share. Only for event/.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef EVENT_FOLD_INT_H
#define EVENT_FOLD_INT_H

#include "event/fold.h"

/* The longest list: exception and approval, publication and criteria. */
#define FOLD_ENDS_MAX 2

/* One event on its way into the state.
 * things: what it refers to by any relation but based_on, as far as it is open.
 * ends:   rows that it ends, in order. fits: whether it goes with the state. */
struct fold_step {
	const struct event		*v;
	uint64_t			 pos;
	struct slice			 key_id;
	bool				 signature_good;
	const struct fold_reader	*r;
	struct arena			*a;
	size_t				 thing_count, end_count;
	struct event			*things;
	struct { struct slice kind, key; } ends[FOLD_ENDS_MAX];
	enum fold_why			 fits;
};

/* The event of the open row; found false when there is none. */
struct rc fold_get(const struct fold_step *s, const char *kind, struct slice key,
    struct event *out, bool *found, struct err *e);
struct rc fold_ever(const struct fold_step *s, const char *kind, struct slice key, bool *found,
    struct err *e);
/* The id of the key in this member of data (base64 of its SubjectPublicKeyInfo). */
struct rc fold_key_id(const struct event *v, const char *member, struct arena *a,
    struct slice *out, struct err *e);

/* The actor, its key, the signature (fold_rights.c). */
struct rc fold_actor(const struct fold_step *s, enum fold_why *why, struct err *e);
/* Its roles; things are known. */
struct rc fold_entitled(const struct fold_step *s, enum fold_why *why, struct err *e);

#endif
