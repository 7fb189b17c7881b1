/* app/ops/ops_subject.c - `assay subject list` and `show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/home/state.h"
#include "app/listing.h"

static struct rc
subject_row(const struct thing *t, struct build *b, struct value *rows, struct err *e)
{
	static const char *const members[] = { "title", "attributes", "part_of", "parties",
	    "aliases" };
	struct value row = value_object();
	struct subject s;
	TRY(subject_parse(t->row.key, &s, e));
	value_put(b, &row, "id", value_string(t->row.key));
	value_put(b, &row, "kind", value_string(slice_of(subject_kind_name(s.kind))));
	for (size_t i = 0; i < COUNT(members); i++)
		value_put(b, &row, members[i], *value_get(&t->event.data, slice_of(members[i])));
	value_put(b, &row, "recorded", instant_value(b, t->event.at_ms));
	value_put(b, &row, "recorded_by", value_string(t->event.actor));
	value_push(b, rows, row);
	return DONE;
}

/* Subjects of a kind, or all, shown as they are read. */
struct subjects { struct rows_out out; struct slice prefix; };

static struct rc
list_subject(void *context, const struct thing *t, struct arena *a, struct err *e)
{
	struct subjects *l = context;
	struct build b = { .a = a };
	struct value rows = value_array();
	if (!slice_starts(t->row.key, l->prefix))
		return DONE;
	TRY(subject_row(t, &b, &rows, e));
	TRY(build_end(&b, e));
	return rows_add(&l->out, &rows.items[0], e);
}

/* "product:"; empty for all. */
static struct rc
read_kind(const struct op_call *call, struct slice *prefix, struct trouble *t)
{
	const char *name = op_value(call, "kind", 0);
	bool any = name == NULL;
	*prefix = SLICE("");
	for (enum subject_kind k = SUBJECT_PARTY; k <= SUBJECT_PURL; k++)
		any = any || slice_eq(slice_of(name), slice_of(subject_kind_name(k)));
	if (!any)
		return trouble_in(t, name, fail(&t->err, E_USAGE, 0,
		    "expected a kind of subject: party, product, release, asset, batch, delivery, "
		    "configuration, service, process, site, zone, system or pkg"));
	return name == NULL || arena_format(call->a, prefix, "%s:", name) ? DONE :
	    arena_failed(call->a, &t->err);
}

struct rc
op_subject_list(const struct op_call *call, struct op_result *r)
{
	static const struct column columns[] = { { "id", "id", 40 }, { "kind", "kind", 0 },
	    { "title", "title", 30 }, { "attributes", "attributes", 0 },
	    { "part_of", "part of", 30 }, { "parties", "parties", 0 },
	    { "aliases", "aliases", 0 }, { "recorded", "recorded", 0 },
	    { "recorded_by", "recorded by", 0 } };
	AUTO(home) h = {0};
	struct subjects l = { .out = { .call = call, .out = &r->out, .columns = columns,
	    .column_count = COUNT(columns), .schema = "assay/subject-list/1",
	    .plural = "subjects",
	    .none = "nothing is registered; `assay apply` registers what a file says" } };
	uint64_t known;
	struct err *e = &r->trouble.err;
	TRY(read_kind(call, &l.prefix, &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	rows_begin(&l.out);
	TRY(state_each(h.store, "subject", known, list_subject, &l, e));
	rows_end(&l.out);
	return DONE;
}

/* --- show ------------------------------------------------------------------------------------- */

static struct rc
put_responsibilities(struct home *h, struct slice subject, uint64_t known, struct build *b,
    struct value *to, struct err *e)
{
	static const char *const members[] = { "duty", "stage", "party", "contact" };
	struct thing *all;
	size_t count;
	struct value list = value_array();
	TRY(state_about(h->store, subject, "about", "responsibility", known, b->a, &all, &count,
	    e));
	for (size_t i = 0; i < count; i++) {
		struct value one = value_object();
		for (size_t k = 0; k < COUNT(members); k++) {
			struct slice text = event_text(&all[i].event, members[k]);
			if (text.len > 0)
				value_put(b, &one, members[k], value_string(text));
		}
		value_push(b, &list, one);
	}
	value_put(b, to, "responsibilities", list);
	return DONE;
}

/* What names it as what it is part of, and what is recorded about it. */
static struct rc
put_parts(struct home *h, struct slice subject, uint64_t known, struct build *b,
    struct value *to, struct err *e)
{
	struct thing *all;
	size_t count, evidence;
	struct value list = value_array(), items = value_array();
	TRY(state_list(h->store, "subject", known, b->a, &all, &count, e));
	for (size_t i = 0; i < count; i++) {
		const struct value *part_of = value_get(&all[i].event.data, SLICE("part_of"));
		for (size_t k = 0; k < part_of->count; k++)
			if (slice_eq(part_of->items[k].text, subject))
				value_push(b, &list, value_string(all[i].row.key));
	}
	value_put(b, to, "parts", list);
	TRY(state_about(h->store, subject, "about", "evidence", known, b->a, &all, &evidence, e));
	for (size_t i = 0; i < evidence; i++)
		value_push(b, &items, value_string(all[i].row.key));
	value_put(b, to, "evidence", items);
	return DONE;
}

struct rc
op_subject_show(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct build b = { .a = call->a };
	struct value rows = value_array();
	struct thing t;
	struct slice subject;
	uint64_t known;
	bool found;
	struct err *e = &r->trouble.err;
	const char *name = op_value(call, "SUBJECT", 0);
	TRY(given_subject(name, 0, "expected a subject, e.g. product:acme/ic-22", &subject,
	    &r->trouble));
	TRY(known_open(call, &h, &known, &r->trouble));
	TRY(state_get(h.store, "subject", subject, known, call->a, &t, &found, e));
	if (!found)
		return trouble_in(&r->trouble, name, fail(e, E_USAGE, 0,
		    "is not registered; `assay subject list` names what is"));
	TRY(subject_row(&t, &b, &rows, e));
	TRY(put_responsibilities(&h, subject, known, &b, &rows.items[0], e));
	TRY(put_parts(&h, subject, known, &b, &rows.items[0], e));
	TRY(build_end(&b, e));
	return object_print(call, r, "assay/subject-show/1", &rows.items[0]);
}
