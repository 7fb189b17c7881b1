/* app/ops/ops_task.c - `assay task list`: what somebody has to do. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/tasks.h"
#include "app/home/catalogues.h"
#include "app/home/draft.h"
#include "app/home/known.h"
#include "app/listing.h"

static struct rc
read_until(const struct op_call *call, int64_t at_ms, int64_t *out, struct trouble *t)
{
	const char *within = op_value(call, "within", 0);
	int64_t ms;
	*out = at_ms;
	if (within == NULL)
		return DONE;
	if (failed(duration_parse(slice_of(within), &ms, NULL)))
		return trouble_in(t, within, fail(&t->err, E_USAGE, 0,
		    "expected a duration, e.g. 30d"));
	*out += ms;
	return DONE;
}

struct rc
op_task_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "what", "task", 21 }, { "due", "due", 24 },
	    { "owner", "owner", 22 }, { "subject", "subject", 28 }, { "about", "about", 75 },
	    { "id", "id", 0 }, { "why", "why", 20 } };
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct shipped_data data;
	struct task *all;
	size_t count;
	struct as_of of;
	int64_t until;
	const char *owner = op_value(call, "owner", 0);
	struct err *e = &r->trouble.err;
	TRY(valid_read(call, &of.at_ms, &r->trouble));
	TRY(read_until(call, of.at_ms, &until, &r->trouble));
	TRY(known_open(call, &h, &of.known, &r->trouble));
	TRY(catalogues_known(&h, of.known, call->a, &data, e));
	TRY(tasks_list(&h, &data.kinds, of, until, call->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct task *t = &all[i];
		struct value row = value_object();
		if (owner != NULL && !slice_eq(t->owner, slice_of(owner)))
			continue;
		value_put(&b, &row, "id", value_string(t->id));
		value_put(&b, &row, "what", value_string(slice_of(t->what)));
		value_put(&b, &row, "about", value_string(t->about));
		value_put(&b, &row, "subject", value_string(t->subject));
		value_put(&b, &row, "owner", value_string(t->owner));
		value_put(&b, &row, "due", instant_value(&b, t->due_ms));
		value_put(&b, &row, "why", value_string(t->why));
		value_push(&b, &rows, row);
	}
	TRY(build_end(&b, e));
	return listing_print(call, r, "assay/task-list/1", "tasks", columns, COUNT(columns), &rows,
	    NULL, "nothing is due");
}
