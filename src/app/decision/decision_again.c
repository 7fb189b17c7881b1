/* app/decision/decision_again.c - a decision held against today. See app/decision/decision_again.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/decision_again.h"

#include "app/home/catalogues.h"
#include "app/home/linked.h"
#include "app/inspect/criteria_file.h"
#include "app/log/bodies.h"
#include "base/limits.h"
#include "codec/json.h"

/* The kept form of a batch of 20,000 assets. */
#define FORM_BYTES_MAX MIB(512)
#define FORM_NODES_MAX ((size_t)64 << 20)

static struct rc
read_body(struct home *h, struct slice id, size_t max, const char *missing, struct arena *a,
    struct slice *bytes, struct err *e)
{
	bool found;
	TRY(body_read(h, id, max, a, bytes, &found, e));
	return found ? DONE : fail(e, E_UNVERIFIABLE, 0, missing);
}

struct rc
decision_assessment(struct home *h, const struct thing *d, struct arena *a,
    struct assessment *out, struct err *e)
{
	struct slice bytes;
	struct value tree;
	TRY(read_body(h, event_text(&d->event, "assessment"), FORM_BYTES_MAX,
	    "the assessment of this decision is not here", a, &bytes, e));
	TRY(json_tree_nodes(bytes, FORM_BYTES_MAX, FORM_NODES_MAX, a, &tree, e));
	return assessment_decode(&tree, a, out, e);
}

struct rc
decision_criteria(struct home *h, const struct thing *d, const struct kind_set *kinds,
    struct arena *a, struct criteria_source *out, struct trouble *t)
{
	const struct value *named = value_get(&d->event.data, SLICE("criteria"));
	struct slice bytes;
	struct criteria_file file;
	struct criteria_errors *errors = ARENA_NEW(a, struct criteria_errors);
	if (errors == NULL)
		return arena_failed(a, &t->err);
	TRY(read_body(h, value_text(value_get(named, SLICE("digest"))), MIB(4),
	    "the criteria of this decision are not here", a, &bytes, &t->err));
	TRY(criteria_bytes_load(bytes, value_text(value_get(named, SLICE("name"))), kinds, a, &file,
	    errors, t));
	*out = (struct criteria_source){ file.name, bytes, file.digest, file.criteria };
	return DONE;
}

struct rc
decision_assess(struct home *h, const struct thing *d, struct question *q, struct arena *a,
    struct assessed *x, struct trouble *t)
{
	struct criteria_source *criteria = ARENA_NEW(a, struct criteria_source);
	if (criteria == NULL)
		return arena_failed(a, &t->err);
	q->subject = d->event.subjects[0];
	TRY(catalogues_known(h, q->known, a, &x->data, &t->err));
	TRY(decision_criteria(h, d, &x->data.kinds, a, criteria, t));
	x->input.criteria = criteria;
	return assess_run(q, h, a, x, t);
}

struct rc
decision_is_replaced(struct store *s, struct slice id, uint64_t known, struct arena *a, bool *out,
    struct err *e)
{
	struct thing *by;
	size_t count;
	TRY(linked_events(s, id, "supersedes", EVENT_DECISION_MADE, known, a, &by, &count, e));
	*out = count > 0;
	return DONE;
}

struct rc
decisions_in_force(struct store *s, uint64_t known, struct arena *a, struct thing **out,
    size_t *count, struct err *e)
{
	struct thing *all;
	size_t n;
	bool replaced;
	TRY(state_list(s, "decision", known, a, &all, &n, e));
	*out = all;
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		TRY(decision_is_replaced(s, all[i].row.key, known, a, &replaced, e));
		if (!replaced)
			all[(*count)++] = all[i];
	}
	return DONE;
}
