/* report/json_view.c - an inspection as one JSON object, assay/inspect/1. See report/view.h.
 *
 * Members are only ever added. The order of members is fixed, so that equal inspections give
 * equal bytes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "base/limits.h"
#include "base/time.h"
#include "codec/jcs.h"
#include "report/view.h"

/* Memory for the tree: some 300 bytes a value. */
#define TREE_BYTES MIB(256)

static struct value
text(const char *s)
{
	return value_string(slice_of(s));
}

static struct value
texts(struct build *b, const struct slice *list, size_t count)
{
	struct value v = value_array();
	for (size_t i = 0; i < count; i++)
		value_push(b, &v, value_string(list[i]));
	return v;
}

static struct value
time_value(struct build *b, int64_t ms)
{
	char shown[TIME_TEXT_BYTES];
	struct slice s = SLICE("");
	if (ms == TIME_UNKNOWN)
		return value_null();
	time_show(ms, shown);
	if (!arena_copy(b->a, slice_of(shown), &s))
		b->broken = true;
	return value_string(s);
}

static struct value
level_value(enum level l)
{
	return l == LEVEL_NONE ? value_null() : text(level_name(l));
}

static struct value
range_value(struct build *b, struct level_range r)
{
	struct value v = value_object();
	value_put(b, &v, "min", level_value(r.min));
	value_put(b, &v, "max", level_value(r.max));
	return v;
}

/* Empty texts are null, so that what is absent looks absent. */
static struct value
or_null(struct slice s)
{
	return s.len == 0 ? value_null() : value_string(s);
}

static struct value
reason_values(struct build *b, const struct reason *list, size_t count)
{
	struct value all = value_array();
	for (size_t i = 0; i < count; i++) {
		struct value v = value_object();
		value_put(b, &v, "code", text(finding_name(list[i].id)));
		value_put(b, &v, "subject", or_null(list[i].subject));
		value_put(b, &v, "evidence", or_null(list[i].evidence));
		value_put(b, &v, "place", or_null(list[i].place));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
purposes_value(struct build *b, unsigned purposes)
{
	struct value v = value_array();
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		if ((purposes & 2u << i) != 0)
			value_push(b, &v, text(purpose_name((enum purpose)(2u << i))));
	return v;
}

static struct value
signature_values(struct build *b, const struct view_file *f)
{
	static const char *const status[] = { "unverifiable", "broken", "good" };
	struct value all = value_array();
	for (size_t i = 0; i < f->signature_count; i++) {
		const struct signature *s = &f->signatures[i];
		struct value v = value_object();
		value_put(b, &v, "status", text(status[s->status]));
		value_put(b, &v, "scheme", value_string(s->scheme));
		value_put(b, &v, "algorithm", or_null(s->algorithm));
		value_put(b, &v, "key", or_null(s->key));
		value_put(b, &v, "signer", or_null(s->signer));
		value_put(b, &v, "anchor", or_null(s->anchor));
		if (s->status == SIGNATURE_GOOD) {
			value_put(b, &v, "how", text(how_name(s->how)));
			value_put(b, &v, "purposes", purposes_value(b, s->purposes));
			value_put(b, &v, "from", time_value(b, s->from_ms));
			value_put(b, &v, "until", time_value(b, s->until_ms));
		}
		value_push(b, &all, v);
	}
	return all;
}

static struct value
file_values(struct build *b, const struct view *view)
{
	struct value all = value_array();
	for (size_t i = 0; i < view->file_count; i++) {
		const struct view_file *f = &view->files[i];
		struct value v = value_object();
		value_put(b, &v, "path", value_string(f->path));
		value_put(b, &v, "digest", or_null(f->digest));
		value_put(b, &v, "size", value_number(b, (int64_t)f->size_bytes));
		value_put(b, &v, "form", value_string(f->form));
		value_put(b, &v, "kind", or_null(f->kind));
		value_put(b, &v, "why", or_null(f->why));
		value_put(b, &v, "title", or_null(f->title));
		value_put(b, &v, "producer", or_null(f->producer));
		value_put(b, &v, "made", time_value(b, f->made_ms));
		value_put(b, &v, "container", f->container == VIEW_NONE ? value_null() :
		    value_string(view->files[f->container].path));
		value_put(b, &v, "same_as", f->same_as == VIEW_NONE ? value_null() :
		    value_string(view->files[f->same_as].path));
		value_put(b, &v, "bound_to", texts(b, f->bound_to, f->bound_count));
		value_put(b, &v, "evidence_level", level_value(f->level));
		value_put(b, &v, "why_not_higher", f->level_why == FINDING_NONE ? value_null() :
		    text(finding_name(f->level_why)));
		value_put(b, &v, "findings", reason_values(b, f->findings, f->finding_count));
		value_put(b, &v, "signatures", signature_values(b, f));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
condition_values(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->condition_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "criterion", value_string(s->conditions[i].criterion));
		value_put(b, &v, "text", value_string(s->conditions[i].text));
		value_put(b, &v, "gate", or_null(s->conditions[i].gate));
		value_put(b, &v, "due", or_null(s->conditions[i].due));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
part_values(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->part_count; i++) {
		const struct part *p = &s->parts[i];
		struct value v = value_object();
		value_put(b, &v, "assets", texts(b, p->assets, p->asset_count));
		value_put(b, &v, "proposal", text(outcome_name(p->proposal)));
		value_put(b, &v, "evidence_level", range_value(b, p->level));
		value_put(b, &v, "reasons", reason_values(b, p->reasons, p->reason_count));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
missing_values(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->missing_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "criterion", value_string(s->missing[i].criterion));
		value_put(b, &v, "area", text(area_name(s->missing[i].area)));
		value_put(b, &v, "kind", or_null(s->missing[i].kind));
		value_put(b, &v, "subject", or_null(s->missing[i].subject));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
result_values(struct build *b, const struct assessment *s)
{
	struct value all = value_array();
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		struct value v = value_object();
		value_put(b, &v, "id", value_string(r->id));
		value_put(b, &v, "area", text(area_name(r->area)));
		value_put(b, &v, "part", value_number(b, (int64_t)r->part));
		value_put(b, &v, "verdict", text(verdict_name(r->verdict)));
		value_put(b, &v, "evidence_level", range_value(b, r->level));
		value_put(b, &v, "reasons", reason_values(b, r->reasons, r->reason_count));
		value_put(b, &v, "evidence", texts(b, r->evidence, r->evidence_count));
		value_put(b, &v, "checks", texts(b, r->checks, r->check_count));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
anchor_values(struct build *b, const struct view *view)
{
	struct value all = value_array();
	for (size_t i = 0; i < view->anchor_count; i++) {
		const struct view_anchor *n = &view->anchors[i];
		struct value v = value_object();
		value_put(b, &v, "file", value_string(n->file));
		value_put(b, &v, "id", value_string(n->id));
		value_put(b, &v, "subject", or_null(n->subject));
		value_put(b, &v, "purposes", purposes_value(b, n->purposes));
		value_put(b, &v, "how", text(how_name(n->how)));
		value_put(b, &v, "in_delivery", value_bool(n->with_delivery));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
conflict_values(struct build *b, const struct view *view)
{
	struct value all = value_array();
	for (size_t i = 0; i < view->conflict_count; i++) {
		const struct view_conflict *c = &view->conflicts[i];
		struct value v = value_object(), left = value_object(), right = value_object();
		value_put(b, &left, "says", or_null(c->left));
		value_put(b, &left, "evidence", or_null(view->files[c->left_file].digest));
		value_put(b, &left, "place", or_null(c->left_place));
		value_put(b, &right, "says", or_null(c->right));
		value_put(b, &right, "evidence", or_null(view->files[c->right_file].digest));
		value_put(b, &right, "place", or_null(c->right_place));
		value_put(b, &v, "code", text(finding_name(c->id)));
		value_put(b, &v, "subject", or_null(c->subject));
		value_put(b, &v, "what", value_string(c->what));
		value_put(b, &v, "left", left);
		value_put(b, &v, "right", right);
		value_push(b, &all, v);
	}
	return all;
}

static struct value
limit_values(struct build *b, const struct view *view)
{
	struct value all = value_array();
	for (size_t i = 0; i < view->limit_count; i++) {
		struct value v = value_object();
		value_put(b, &v, "kind", value_string(view->limits[i].kind));
		value_put(b, &v, "does_not_prove", value_string(view->limits[i].sentence));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
retention_values(struct build *b, const struct view *view)
{
	struct value all = value_array();
	for (size_t i = 0; i < view->retention_count; i++) {
		const struct view_retention *r = &view->retentions[i];
		struct value v = value_object();
		value_put(b, &v, "owner", or_null(r->owner));
		value_put(b, &v, "location", or_null(r->location));
		value_put(b, &v, "until", or_null(r->until));
		value_put(b, &v, "subject", or_null(r->subject));
		value_put(b, &v, "evidence", or_null(view->files[r->file].digest));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
list_values(struct build *b, const struct view *view)
{
	struct value all = value_array();
	for (size_t i = 0; i < view->list_count; i++) {
		const struct view_list *l = &view->lists[i];
		struct value v = value_object();
		value_put(b, &v, "evidence", or_null(view->files[l->file].digest));
		value_put(b, &v, "kind", value_string(l->kind));
		value_put(b, &v, "rows", value_number(b, (int64_t)l->rows));
		value_put(b, &v, "serials", value_number(b, (int64_t)l->serials));
		value_put(b, &v, "carrier", value_bool(l->carrier));
		value_push(b, &all, v);
	}
	return all;
}

static struct value
view_value(struct build *b, const struct view *view)
{
	const struct assessment *s = view->assessment;
	struct value v = value_object(), criteria = value_object();
	value_put(b, &criteria, "name", value_string(view->criteria_name));
	value_put(b, &criteria, "version", value_string(view->criteria_version));
	value_put(b, &criteria, "digest", value_string(view->criteria_digest));
	value_put(b, &v, "schema", text(view->stored ? "assay/assess/1" : "assay/inspect/1"));
	value_put(b, &v, "stored", value_bool(view->stored));
	if (view->stored)
		value_put(b, &v, "position", value_number(b, (int64_t)view->position));
	value_put(b, &v, "subject", value_string(view->subject));
	value_put(b, &v, "subject_assumed", value_bool(view->subject_assumed));
	value_put(b, &v, "assumptions", texts(b, view->assumptions, view->assumption_count));
	value_put(b, &v, "release", or_null(view->scope->release));
	value_put(b, &v, "product", or_null(view->scope->product));
	value_put(b, &v, "criteria", criteria);
	value_put(b, &v, "drivers", texts(b, view->drivers, view->driver_count));
	value_put(b, &v, "valid_at", time_value(b, view->valid_at_ms));
	value_put(b, &v, "proposal", text(outcome_name(s->proposal)));
	value_put(b, &v, "exit", value_number(b, view->exit_status));
	value_put(b, &v, "evidence_level", range_value(b, s->level));
	value_put(b, &v, "result_digest", value_string(view->result_digest));
	value_put(b, &v, "conditions", condition_values(b, s));
	value_put(b, &v, "parts", part_values(b, s));
	value_put(b, &v, "results", result_values(b, s));
	value_put(b, &v, "missing", missing_values(b, s));
	value_put(b, &v, "retention", retention_values(b, view));
	value_put(b, &v, "lists", list_values(b, view));
	value_put(b, &v, "contradictions", conflict_values(b, view));
	value_put(b, &v, "anchors", anchor_values(b, view));
	value_put(b, &v, "files", file_values(b, view));
	value_put(b, &v, "not_proven", limit_values(b, view));
	return v;
}

struct rc
view_json(const struct view *view, struct buf *out, struct err *e)
{
	AUTO(arena) a = arena_init(TREE_BYTES);
	struct build b = { .a = &a };
	struct value v = view_value(&b, view);
	TRY(build_end(&b, e));
	return json_write_pretty(&v, out, e);
}
