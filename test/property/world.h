/* world.h - one case that is built and changed: the words of the generator and of the changes.
 *
 * Everything lives in the arena of the case and is never freed alone. Nothing here fails: what
 * does not fit is a bug of the test.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WORLD_H
#define WORLD_H

#include "base/arena.h"
#include "catalog/kinds.h"
#include "fact/case.h"
#include "rng.h"

struct world {
	struct arena		*a;
	struct rng		*r;
	const struct kind_set	*kinds;
	/* the kind that is changed more often than others, so that changes meet */
	struct slice		 focus;
	struct case_form	 c;
};

/* A list with one more element, which is zero. */
void *grown(struct world *w, const void *list, size_t *count, size_t size);
/* A list without its i-th element, in place. */
void without(void *list, size_t *count, size_t i, size_t size);

struct slice text(struct world *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "sha256:" and 64 digits that nothing else has. */
struct slice digest(struct world *w);
/* The instant as assay writes it. */
struct slice instant(struct world *w, int64_t ms);

/* A pointer to an item is good until the next one is added. */
struct item *item_add(struct world *w, const char *kind);
/* A copy under an id of its own. */
struct item *item_twin(struct world *w, const struct item *it);
void bind(struct world *w, struct item *it, struct slice subject);
struct fact *fact_add(struct world *w, struct item *it, const char *name, struct slice subject,
    struct slice place);
void put_text(struct world *w, struct fact *f, const char *name, struct slice value);
void put_int(struct world *w, struct fact *f, const char *name, int64_t value);
/* A list of one text. */
void put_list(struct world *w, struct fact *f, const char *name, struct slice value);
void put_bool(struct world *w, struct fact *f, const char *name, bool value);
/* Replaces or adds. */
void set_text(struct world *w, struct fact *f, const char *name, struct slice value);
void set_int(struct world *w, struct fact *f, const char *name, int64_t value);
void set_bool(struct world *w, struct fact *f, const char *name, bool value);
/* Whether it was there. */
bool drop_member(struct world *w, struct fact *f, const char *name);
struct slice member_text(const struct fact *f, const char *name);

/* A random one, or null: of that kind, of that name; of any where null is given. */
struct item *pick_item(struct world *w, const char *kind);
/* Any one, mostly of the kind in focus. */
struct item *pick_any(struct world *w);
struct fact *pick_fact(struct world *w, struct item *it, const char *name);
size_t count_facts(const struct item *it, const char *name);

/* A copy that shares nothing that changes. */
struct case_form case_copy(struct world *w, const struct case_form *from);
/* Every list of the case in another order, as before case_settle(). */
void case_shuffle(struct world *w);

/* A reading of the item that passed, in the role of an auditor. key: "sha256:..." that recorded it;
 * null: the case does not say, nor how the reader stands to the producer. */
struct case_review *review_add(struct world *w, const struct item *it, const char *reader,
    const char *key, int64_t at_ms);

/* --- good_case.c ------------------------------------------------------------------------------ */

#define VERSION "5.4.2"
/* A case that meets everything, unsettled. */
void good_case(struct world *w);

#endif
