/* app/ops/ops_practice.c - `assay practice status` and `assay practice sample`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/made.h"
#include "app/desk/not_proven.h"
#include "app/desk/practice_sheet.h"
#include "app/desk/practices.h"
#include "app/home/draft.h"
#include "app/home/given.h"
#include "app/listing.h"
#include "codec/utf8.h"
#include "report/practice_page.h"

/* --- status ----------------------------------------------------------------------------------- */

static struct slice
stated(const struct practices *p, const struct catalog_item *item, const char *member)
{
	struct slice text = value_text(value_get(mapping_row(p->mapping, item->key),
	    slice_of(member)));
	return slice_is_null(text) ? SLICE("") : text;
}

static struct value
text_or_null(struct slice text)
{
	return text.len > 0 ? value_string(text) : value_null();
}

static struct value
approved_by(struct build *b, struct home *h, const struct practices *p,
    const struct catalog_item *item)
{
	struct slice digest;
	bool own;
	const struct value *row = mapping_row(p->mapping, item->key);
	if (row == NULL)
		return value_null();
	if (failed(approval_digest(row, b->a, &digest, NULL))) {
		b->broken = true;
		return value_null();
	}
	const struct thing *t = approval_of(&p->approvals, item->full, digest, p->q.valid_at_ms);
	if (t == NULL)
		return value_null();
	if (failed(practices_approved_own(h, p->q.subject, t, item->key, b->a, &own, NULL))) {
		b->broken = true;
		return value_null();
	}
	return own ? value_null() : value_string(t->event.actor);
}

static struct value
row_value(struct build *b, struct home *h, const struct practices *p,
    const struct practice_row *row)
{
	struct value v = value_object();
	struct slice level, on = SLICE("");
	if (!arena_format(b->a, &level, "ML%u", row->level) ||
	    !arena_format(b->a, &on, "%zu/%zu", p->chosen_count - row->lacking_count,
	    p->chosen_count))
		b->broken = true;
	value_put(b, &v, "id", value_string(row->item->full));
	value_put(b, &v, "requirement", value_string(row->item->id));
	value_put(b, &v, "title", value_string(row->item->title));
	value_put(b, &v, "stated", text_or_null(stated(p, row->item, "status")));
	value_put(b, &v, "approved_by", approved_by(b, h, p, row->item));
	value_put(b, &v, "written", value_string(slice_of(written_name(row->written))));
	value_put(b, &v, "practised", value_string(slice_of(practised_name(row->practised))));
	value_put(b, &v, "improving", value_bool(row->improved));
	value_put(b, &v, "would_carry", b->broken ? value_null() : value_string(level));
	value_put(b, &v, "untrained_role", text_or_null(row->untrained));
	value_put(b, &v, "description", row->description == NULL ? value_null() :
	    value_string(row->description->id));
	value_put(b, &v, "execution", row->execution == NULL ? value_null() :
	    value_string(row->execution->id));
	value_put(b, &v, "on_releases", value_string(on));
	value_put(b, &v, "lacking", value_texts(b, row->lacking, row->lacking_count));
	value_put(b, &v, "cell", text_or_null(stated(p, row->item, "cell")));
	value_put(b, &v, "reason", text_or_null(stated(p, row->item, "reason")));
	return v;
}

/* The workbook says done, and no record carries it. */
static bool
is_unproven(const struct practices *p, const struct practice_row *row)
{
	return slice_eq(stated(p, row->item, "status"), SLICE("met")) &&
	    row->practised != PRACTISED;
}

static void
put_head(struct build *b, const struct practices *p, struct value *head)
{
	struct slice level;
	if (!arena_format(b->a, &level, "ML%u", practice_lowest(p->rows, p->row_count)))
		b->broken = true;
	value_put(b, head, "subject", value_string(p->q.subject));
	value_put(b, head, "process", value_string(p->process));
	value_put(b, head, "from", instant_value(b, p->from_ms));
	value_put(b, head, "until", instant_value(b, p->q.valid_at_ms));
	value_put(b, head, "sample", value_texts(b, p->chosen, p->chosen_count));
	value_put(b, head, "population", value_number(b, (int64_t)p->population_count));
	if (p->release.len > 0)
		value_put(b, head, "release_registered", value_bool(p->registered));
	value_put(b, head, "sample_recorded", value_bool(p->recorded));
	value_put(b, head, "samples_set_aside", value_number(b, (int64_t)p->set_aside));
	value_put(b, head, "evidence_would_carry", b->broken ? value_null() :
	    value_string(level));
}

static void
say_whole(const struct practices *p, struct op_result *r)
{
	size_t at[MATURITY_MAX + 1] = {0}, some = 0, each = 0;
	unsigned lowest = practice_lowest(p->rows, p->row_count);
	for (size_t i = 0; i < p->row_count; i++)
		at[p->rows[i].level]++;
	buf_addf(&r->out, "\nThe evidence would carry ML%u for the whole: of %zu requirements %zu "
	    "at ML1, %zu at ML2, %zu at ML3, %zu at ML4.\n", lowest, p->row_count, at[1], at[2],
	    at[3], at[4]);
	for (size_t i = 0; i < p->row_count; i++) {
		some += p->rows[i].practised == PRACTISED && p->rows[i].lacking_count > 0;
		each += p->rows[i].practised == PRACTISED && p->rows[i].lacking_count == 0;
	}
	if (p->chosen_count > 1 && each + some > 0)
		buf_addf(&r->out, "Of those practised %zu left a record on each sampled release, "
		    "%zu on some; --json names the releases that lack one.\n", each, some);
	buf_add_text(&r->out, "Looked at: ");
	for (size_t i = 0; i < p->chosen_count; i++) {
		text_show(p->chosen[i], &r->out);
		buf_add_byte(&r->out, ' ');
	}
	buf_addf(&r->out, p->chosen_count == 0 ? "no release is registered as part of the process"
	    : "(%zu of %zu, %s)", p->chosen_count, p->population_count, p->recorded ?
	    "as recorded" : "chosen by rule just now; `assay practice sample` records it");
	if (p->set_aside > 0)
		buf_addf(&r->out, ". Set aside: %zu recorded that the rule does not give",
		    p->set_aside);
	buf_add_text(&r->out, ".\nWhat records carry is no judgement of a process: an assessor "
	    "gives that.\n");
}

/* rows: all of them. A tailoring that nobody else approved is told apart. */
static void
say_release(const struct practices *p, const struct value *rows, struct op_result *r)
{
	size_t left = 0, tailored = 0, approved = 0;
	for (size_t i = 0; i < p->row_count; i++)
		left += p->rows[i].practised == PRACTISED;
	for (size_t i = 0; i < rows->count; i++) {
		const struct value *row = &rows->items[i];
		if (!slice_eq(value_text(value_get(row, SLICE("stated"))), SLICE("not_applicable")))
			continue;
		tailored++;
		approved += value_text(value_get(row, SLICE("approved_by"))).len > 0;
	}
	buf_addf(&r->out, "\n%zu of %zu requirements left a record for this release; %zu stated as "
	    "not applicable, %zu of them approved by somebody else.\n", left, p->row_count,
	    tailored, approved);
	if (!p->registered)
		buf_add_text(&r->out, "Nobody registered this release as part of the process.\n");
}

static struct rc
status(const struct op_call *call, struct home *h, struct practices *p, struct op_result *r)
{
	static const struct column columns[] = {
		{ "requirement", "requirement", 11 }, { "stated", "stated", 15 },
		{ "written", "written", 12 }, { "practised", "practised", 16 },
		{ "would_carry", "carries", 8 }, { "cell", "cell", 20 }, { "title", "title", 0 },
		{ "id", "id", 0 }, { "approved_by", "approved by", 0 },
		{ "untrained_role", "untrained role", 0 }, { "description", "description", 0 },
		{ "execution", "execution", 0 }, { "reason", "reason", 0 },
		{ "on_releases", "of sample", 9 }, { "lacking", "lacking", 0 },
	};
	struct build b = { .a = call->a };
	struct value rows = value_array(), all = value_array(), head = value_object();
	TRY(home_open(call, HOME_READ, h, &r->trouble));
	TRY(store_begin_read(h->store, &r->trouble.err));
	TRY(practices_find(call, h, p, &r->trouble));
	for (size_t i = 0; i < p->row_count; i++) {
		struct value row = row_value(&b, h, p, &p->rows[i]);
		value_push(&b, &all, row);
		if (!op_flag(call, "unproven") || is_unproven(p, &p->rows[i]))
			value_push(&b, &rows, row);
	}
	put_head(&b, p, &head);
	TRY(build_end(&b, &r->trouble.err));
	TRY(practice_sheet(call, h, p, &head, &all, &r->trouble));
	not_proven_put(&b, &head, practice_page_limits);
	TRY(build_end(&b, &r->trouble.err));
	not_proven_note(call, practice_page_limits, r);
	TRY(listing_print(call, r, "assay/practice-status/1", "requirements", columns,
	    COUNT(columns), &rows, call->json ? &head : NULL, op_flag(call, "unproven") ?
	    "nothing is stated met that no record carries" : "no requirement"));
	if (call->json || call->csv)
		return DONE;
	p->release.len > 0 ? say_release(p, &all, r) : say_whole(p, r);
	return DONE;
}

struct rc
op_practice_status(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	struct practices p = practices_init();
	struct rc done = status(call, &h, &p, r);
	practices_drop(&p);
	return done;
}

/* --- sample ----------------------------------------------------------------------------------- */

struct sampling {
	struct home	 h;
	struct writer	 w;
	struct slice	 process;
	int64_t		 from_ms, until_ms;
	size_t		 population_count, chosen_count;
	struct slice	*population, *chosen;
};

static struct rc
read_sampling(const struct op_call *call, struct sampling *g, struct trouble *t)
{
	const char *text = op_value(call, "for", 0), *size = op_value(call, "size", 0);
	uint64_t n = SAMPLE_SIZE;
	TRY(given_subject(text == NULL ? "" : text, SUBJECT_BIT(SUBJECT_PROCESS),
	    "expected --for a process with its version, e.g. process:acme/sdl@7", &g->process, t));
	TRY(given_period(call, &g->from_ms, &g->until_ms, t));
	if (g->from_ms == TIME_UNKNOWN || g->until_ms == TIME_UNKNOWN)
		return fail(&t->err, E_USAGE, 0, "expected --from and --until: the period that the "
		    "sample stands for");
	if (size != NULL && (!slice_to_u64(slice_of(size), &n) || n < 1 || n > 1000))
		return trouble_in(t, size, fail(&t->err, E_USAGE, 0, "expected --size 1 to 1000"));
	TRY(home_open(call, HOME_WRITE, &g->h, t));
	TRY(writer_open(call, &g->h, &g->w, t));
	TRY(store_begin_read(g->h.store, &t->err));
	struct rc done = practices_population(&g->h, g->process, STORE_OPEN, call->a,
	    &g->population, &g->population_count, &t->err);
	store_rollback(g->h.store);
	TRY(done);
	if (g->population_count == 0)
		return fail(&t->err, E_USAGE, 0, "no release is registered as part of this "
		    "process; a register says so with part_of");
	return practices_choose(g->process, g->population, g->population_count, (size_t)n,
	    call->a, &g->chosen, &g->chosen_count, &t->err);
}

static struct rc
record(const struct op_call *call, struct sampling *g, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value p = value_object(), v = value_object();
	struct made made = { .kind = "scope_decision", .subjects = &g->process,
	    .subject_count = 1, .name = SLICE("sample.json") };
	struct made_done done;
	value_put(&b, &p, "issued", instant_value(&b, call->now_ms));
	value_put(&b, &p, "process", value_string(g->process));
	value_put(&b, &p, "rule", value_string(SLICE(SAMPLE_RULE)));
	value_put(&b, &p, "from", instant_value(&b, g->from_ms));
	value_put(&b, &p, "until", instant_value(&b, g->until_ms));
	value_put(&b, &p, "population", value_texts(&b, g->population, g->population_count));
	value_put(&b, &p, "releases", value_texts(&b, g->chosen, g->chosen_count));
	TRY(build_end(&b, &r->trouble.err));
	made.predicate = p;
	TRY(made_record(call, &g->h, &g->w, &made, 1, &done, &r->trouble));
	value_put(&b, &v, "id", value_string(done.id));
	value_put(&b, &v, "process", value_string(g->process));
	value_put(&b, &v, "rule", value_string(SLICE(SAMPLE_RULE)));
	value_put(&b, &v, "population", value_number(&b, (int64_t)g->population_count));
	value_put(&b, &v, "releases", value_texts(&b, g->chosen, g->chosen_count));
	value_put(&b, &v, "existed", value_bool(done.existed));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/practice-sample/1", &v);
}

struct rc
op_practice_sample(const struct op_call *call, struct op_result *r)
{
	struct sampling g = {0};
	struct rc done = read_sampling(call, &g, &r->trouble);
	if (!failed(done))
		done = record(call, &g, r);
	writer_drop(&g.w);
	home_drop(&g.h);
	return done;
}
