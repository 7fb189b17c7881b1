/* app/export/export_choose.h - the entries of the log that an exported decision rests on.
 *
 * Layer:    app.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef APP_EXPORT_EXPORT_CHOOSE_H
#define APP_EXPORT_EXPORT_CHOOSE_H

#include "app/home/home.h"
#include "app/home/state.h"
#include "fact/case.h"

/* One entry. name: "evidence:HEX64"; "event:HEX64" where the type creates nothing. */
struct chosen { uint64_t pos; struct slice name; struct event event; };
struct choice { size_t count, cap; struct chosen *at; };

/* Everything below `size` that the decision rests on or that bears on it, by position:
 *
 *   store.created, and every log.continued
 *   the decision, what it refers to, every item of its case and what else was recorded about its
 *   scope, its role, exceptions, paper, criteria and catalogues; the registrations of its subject
 *   and of the assets it names
 *   every anchor that was known at its position
 *   later decisions on the same subject
 *   of each of these: what the event refers to (of another decision: what it supersedes), what
 *   refers to it by another relation than based_on, the registrations of its actor, and the grants
 *   by which the actor could write it
 *
 * form: the kept case. An open transaction. Errors: E_VERIFY for a damaged entry; E_LIMIT, E_NOMEM;
 * of the store. */
struct rc export_choose(struct home *h, const struct thing *decision, const struct case_form *form,
    uint64_t size, struct arena *a, struct choice *out, struct err *e);

#endif
