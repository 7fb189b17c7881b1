/* app/decision/published.c - criteria that were published. See app/decision/assess.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"

#include <string.h>

#include "app/inspect/criteria_file.h"
#include "app/log/bodies.h"
#include "base/limits.h"

/* The decision whose criteria are meant when none are named. */
#define DEFAULT_DECISION SLICE("product_acceptance")

/* "NAME@VERSION", "NAME", or the only ones of the default decision. */
static bool
is_meant(const struct thing *t, const char *name)
{
	struct slice key = t->row.key, wanted = slice_of(name);
	if (name == NULL)
		return slice_eq(event_text(&t->event, "decision"), DEFAULT_DECISION);
	return slice_eq(key, wanted) || slice_eq(event_text(&t->event, "name"), wanted);
}

static struct rc
choose(const struct thing *all, size_t count, const char *name, const struct thing **out,
    struct trouble *t)
{
	*out = NULL;
	for (size_t i = 0; i < count; i++) {
		if (!is_meant(&all[i], name))
			continue;
		if (*out != NULL)
			return trouble_in(t, name, fail(&t->err, E_USAGE, 0, name != NULL ?
			    "several versions are in force; name one with --criteria NAME@VERSION" :
			    "several criteria are in force; name one with --criteria"));
		*out = &all[i];
	}
	return *out != NULL ? DONE : trouble_in(t, name, fail(&t->err, E_USAGE, 0,
	    "no such criteria are published and in force; `assay criteria list` names them"));
}

/* One error in a body that was checked when it was published is damage, or an older program's. */
static struct rc
load(struct home *h, struct published *out, const struct kind_set *kinds, struct arena *a,
    struct trouble *t)
{
	struct criteria_file f;
	struct slice bytes;
	bool found;
	struct criteria_errors *errors = ARENA_NEW(a, struct criteria_errors);
	if (errors == NULL)
		return arena_failed(a, &t->err);
	TRY(body_read(h, out->thing.event.bodies[0].sha256, DOCUMENT_BYTES_MAX, a, &bytes, &found,
	    &t->err));
	if (!found)
		return fail(&t->err, E_VERIFY, out->thing.row.from_pos,
		    "the body of these criteria is gone; `assay fsck` says more");
	TRY(criteria_bytes_load(bytes, out->thing.row.key, kinds, a, &f, errors, t));
	out->source = (struct criteria_source){ f.name, f.bytes, f.digest, f.criteria };
	return DONE;
}

struct rc
published_find(struct home *h, const char *name, uint64_t known, const struct kind_set *kinds,
    struct arena *a, struct published *out, struct trouble *t)
{
	struct thing *all;
	const struct thing *found;
	size_t count;
	TRY(state_list(h->store, "criteria", known, a, &all, &count, &t->err));
	TRY(choose(all, count, name, &found, t));
	out->thing = *found;
	return load(h, out, kinds, a, t);
}
