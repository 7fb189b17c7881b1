/* app/ops/ops_responsibility.c - `assay responsibility show`, `lint` and `template`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"
#include "app/desk/duties_lint.h"
#include "app/desk/duty_sheet.h"
#include "app/desk/not_proven.h"
#include "app/home/catalogues.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "base/file.h"
#include "report/responsibility_page.h"

static const struct column columns[] = {
	{ "topic", "topic", 34 }, { "duty", "duty", 8 }, { "stage", "stage", 12 },
	{ "state", "state", 10 }, { "party", "party", 18 }, { "role", "role", 12 },
	{ "due", "due", 24 }, { "cell", "cell", 16 }, { "id", "id", 0 },
	{ "contact", "contact", 0 }, { "to", "to", 0 }, { "consulted", "consulted", 0 },
	{ "informed", "informed", 0 }, { "kind", "kind", 0 },
	{ "retention_owner", "retention owner", 0 }, { "evidence", "evidence", 0 },
	{ "named", "named", 0 }, { "location", "location", 0 },
	{ "assumption", "assumption", 0 }, { "proposed", "proposed", 0 },
	{ "source", "source", 0 }, { "subject", "subject", 0 },
	{ "stands_in", "stands in", 0 }, { "table", "table", 0 },
};

struct asking {
	const struct op_call	*call;
	struct op_result	*r;
	struct home		 h;
	struct question		 q;
	struct duties		 d;
	struct build		 b;
};

static void
asking_drop(struct asking *g)
{
	duties_drop(&g->d);
	home_drop(&g->h);
}

static struct rc
ask(struct asking *g)
{
	const char *text = op_value(g->call, "for", 0);
	struct trouble *t = &g->r->trouble;
	TRY(given_subject(text == NULL ? "" : text, 0, "expected --for what it is about: a "
	    "product, release, system, zone ..., e.g. product:acme/ic-22", &g->q.subject, t));
	TRY(valid_read(g->call, &g->q.valid_at_ms, t));
	TRY(known_open(g->call, &g->h, &g->q.known, t));
	return duties_find(&g->h, g->q.subject, g->q.known, g->q.valid_at_ms, &g->d, &t->err);
}

/* --- show ------------------------------------------------------------------------------------- */

static bool
is_wanted(const struct asking *g, const struct duty_cell *c)
{
	const char *party = op_value(g->call, "party", 0);
	return (party == NULL || duty_party_is(c->party, slice_of(party))) &&
	    (!op_flag(g->call, "open") || c->state != DUTY_OWNED);
}

static struct rc
show(struct asking *g)
{
	struct value rows = value_array(), head = value_object();
	int64_t counts[DUTY_TWO_OWNERS + 1] = {0};
	struct err *e = &g->r->trouble.err;
	TRY(ask(g));
	for (size_t i = 0; i < g->d.count; i++) {
		counts[g->d.cells[i].state]++;
		if (is_wanted(g, &g->d.cells[i]))
			value_push(&g->b, &rows, duty_value(&g->b, &g->d, &g->d.cells[i]));
	}
	value_put(&g->b, &head, "subject", value_string(g->q.subject));
	for (unsigned s = DUTY_UNOWNED; s <= DUTY_TWO_OWNERS; s++)
		value_put(&g->b, &head, duty_state_name(s), value_number(&g->b, counts[s]));
	TRY(build_end(&g->b, e));
	TRY(duty_sheet(g->call, &g->h, &g->q, &g->d, &head, &rows, &g->r->trouble));
	not_proven_put(&g->b, &head, responsibility_page_limits);
	TRY(build_end(&g->b, e));
	not_proven_note(g->call, responsibility_page_limits, g->r);
	return listing_print(g->call, g->r, "assay/responsibility-show/1", "responsibilities",
	    columns, COUNT(columns), &rows, &head, "nothing is said about who is responsible; "
	    "`assay responsibility import` records it");
}

struct rc
op_responsibility_show(const struct op_call *call, struct op_result *r)
{
	struct asking g = { .call = call, .r = r, .d = duties_init(call->a),
	    .b = { .a = call->a } };
	struct rc done = show(&g);
	asking_drop(&g);
	return done;
}

/* --- lint ------------------------------------------------------------------------------------- */

static const struct column fault_columns[] = {
	{ "finding", "finding", 25 }, { "topic", "topic", 34 }, { "duty", "duty", 8 },
	{ "party", "party", 18 }, { "cells", "cells", 5 }, { "cell", "cell", 16 },
	{ "other", "other", 18 }, { "id", "id", 0 }, { "stage", "stage", 0 },
	{ "kind", "kind", 0 }, { "assumption", "assumption", 0 }, { "proposed", "proposed", 0 },
	{ "other_cell", "other cell", 0 }, { "source", "source", 0 },
	{ "stands_in", "stands in", 0 }, { "sentence", "sentence", 0 },
};

static struct rc
lint(struct asking *g)
{
	struct shipped_data data;
	struct duty_rules rules;
	struct duty_fault *faults;
	size_t count;
	struct value rows = value_array(), head = value_object();
	struct err *e = &g->r->trouble.err;
	TRY(ask(g));
	TRY(catalogues_known(&g->h, g->q.known, g->call->a, &data, e));
	TRY(duty_rules_load(g->call->a, &rules, e));
	TRY(duties_lint(&g->d, &rules, &data.catalogues, &faults, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(&g->b, &rows, duty_fault_value(&g->b, &faults[i]));
	value_put(&g->b, &head, "subject", value_string(g->q.subject));
	value_put(&g->b, &head, "responsibilities", value_number(&g->b, (int64_t)g->d.count));
	TRY(build_end(&g->b, e));
	/* nothing to look at is no clean bill */
	g->r->status = count > 0 ? 1 : g->d.count == 0 ? 3 : 0;
	return listing_print(g->call, g->r, "assay/responsibility-lint/1", "findings",
	    fault_columns, COUNT(fault_columns), &rows, &head, g->d.count == 0 ?
	    "nothing is said about who is responsible; `assay responsibility import` records it" :
	    "every duty has one owner who can be reached");
}

struct rc
op_responsibility_lint(const struct op_call *call, struct op_result *r)
{
	struct asking g = { .call = call, .r = r, .d = duties_init(call->a),
	    .b = { .a = call->a } };
	struct rc done = lint(&g);
	asking_drop(&g);
	return done;
}

/* --- template --------------------------------------------------------------------------------- */

/* Columns that `import` knows, in the order in which people fill them in; `title` is for them. */
static const struct column template_columns[] = {
	{ "topic", "topic", 34 }, { "title", "title", 40 }, { "duty", "duty", 8 },
	{ "stage", "stage", 12 }, { "role", "role", 20 }, { "party", "party", 0 },
	{ "contact", "contact", 0 }, { "to", "to", 0 }, { "kind", "kind", 0 },
	{ "retention_owner", "retention owner", 0 }, { "due", "due", 0 },
	{ "evidence", "evidence", 0 }, { "location", "location", 0 },
	{ "assumption", "assumption", 0 },
};

static void
put(struct build *b, struct value *v, const char *name, struct slice text)
{
	value_put(b, v, name, text.len > 0 ? value_string(text) : value_null());
}

static struct value
wanted_value(struct build *b, const struct duty_wanted *w)
{
	struct value v = value_object();
	struct slice id;
	if (arena_format(b->a, &id, "%.*s|%.*s|%.*s", SLICE_FMT(w->duty), SLICE_FMT(w->stage),
	    SLICE_FMT(w->topic)))
		put(b, &v, "id", id);
	else
		b->broken = true;
	put(b, &v, "topic", w->topic);
	put(b, &v, "title", w->item == NULL ? SLICE("") : w->item->title);
	put(b, &v, "duty", w->duty);
	put(b, &v, "stage", w->stage);
	put(b, &v, "role", w->role);
	return v;
}

/* The table as a file, whatever is asked for on standard output. */
static struct rc
write_template(const struct op_call *call, const struct value *rows, struct op_result *r)
{
	const char *file = op_value(call, "output", 0);
	AUTO(buf) out = buf_init(MIB(16));
	struct op_call as_csv = *call;
	struct rows_out l = { .call = &as_csv, .out = &out, .columns = template_columns,
	    .column_count = COUNT(template_columns), .none = "" };
	if (file == NULL)
		return DONE;
	as_csv.csv = true;
	as_csv.json = false;
	for (size_t i = 0; i < rows->count; i++)
		TRY(rows_add(&l, &rows->items[i], &r->trouble.err));
	rows_end(&l);
	TRY(buf_end(&out, &r->trouble.err));
	return trouble_in(&r->trouble, file, file_write_all(file, buf_slice(&out),
	    &r->trouble.err));
}

struct rc
op_responsibility_template(const struct op_call *call, struct op_result *r)
{
	struct shipped_data data;
	struct duty_rules rules;
	struct duty_wanted *wanted;
	struct build b = { .a = call->a };
	struct value rows = value_array();
	size_t count, n = op_count(call, "edition");
	struct slice *editions = ARENA_ARRAY(call->a, struct slice, n);
	struct err *e = &r->trouble.err;
	if (editions == NULL)
		return arena_failed(call->a, e);
	TRY(shipped_data_load(call->a, &data, e));
	for (size_t i = 0; i < n; i++) {
		editions[i] = slice_of(op_value(call, "edition", i));
		if (catalog_set_get(&data.catalogues, editions[i], (struct slice){0}) == NULL)
			return trouble_in(&r->trouble, op_value(call, "edition", i), fail(e,
			    E_USAGE, 0, "no such edition; `assay catalog list` names them"));
	}
	TRY(duty_rules_load(call->a, &rules, e));
	TRY(duty_rules_rows(&rules, &data.catalogues, editions, n, call->a, &wanted, &count, e));
	for (size_t i = 0; i < count; i++)
		value_push(&b, &rows, wanted_value(&b, &wanted[i]));
	TRY(build_end(&b, e));
	TRY(write_template(call, &rows, r));
	if (op_value(call, "output", 0) != NULL && !call->json && !call->csv) {
		buf_addf(&r->out, "%zu rows to fill in\n", count);
		return DONE;
	}
	return listing_print(call, r, "assay/responsibility-template/1", "responsibilities",
	    template_columns, COUNT(template_columns), &rows, NULL, "no row");
}
