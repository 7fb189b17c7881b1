/* app/home/roles.h - who is an actor, and which roles it has.
 *
 * All of these want an open transaction.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_HOME_ROLES_H
#define APP_HOME_ROLES_H

#include "app/home/home.h"
#include "app/home/state.h"

/* "sha256:HEX64" of the key with which an actor was registered, by actor.registered or
 * store.created. */
struct rc actor_key_id(const struct event *registration, struct arena *a, struct slice *out,
    struct err *e);
/* Whoever else has, or ever had, this key; the organisation's party when it is the log's. A null
 * slice: nobody. */
struct rc actor_of_key(struct home *h, struct slice key_id, struct slice but, struct arena *a,
    struct slice *out, struct err *e);

/* The grant is in force at the instant. */
bool role_in_force(const struct event *grant, int64_t at_ms);
/* *found: a grant that says just this is open: its thing. Members of `grant` but ground are
 * compared. */
struct rc role_find_same(struct home *h, const struct event *grant, struct arena *a,
    struct thing *out, bool *found, struct err *e);
/* Somebody could still grant roles if this actor, or this role ("role:HEX64"), were ended; either
 * may be null. */
struct rc role_administrator_left(struct home *h, struct slice actor, struct slice role,
    int64_t at_ms, struct arena *a, bool *left, struct err *e);

#endif
