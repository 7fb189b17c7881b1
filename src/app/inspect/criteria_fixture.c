/* app/inspect/criteria_fixture.c - reads and compares fixtures. See app/inspect/criteria_fixture.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/criteria_fixture.h"

#include <stdio.h>
#include <string.h>

#include "catalog/shipped.h"
#include "codec/utf8.h"
#include "subject/subject.h"

/* --- reading ---------------------------------------------------------------------------------- */

/* "split" too, which is no outcome of a list. */
static struct rc
read_proposal(const struct value *v, enum outcome *out, struct err *e)
{
	*out = OUTCOME_NONE;
	if (v == NULL)
		return DONE;
	*out = slice_eq(value_text(v), SLICE("split")) ? OUTCOME_SPLIT :
	    outcome_parse(value_text(v));
	return *out != OUTCOME_NONE && v->kind == VALUE_STRING ? DONE : fail(e, E_SCHEMA, v->at,
	    "expected proposal: an outcome, or split");
}

static struct rc
read_codes(const struct value *v, struct expected_codes *out, struct err *e)
{
	if (v == NULL)
		return DONE;
	out->given = true;
	for (size_t i = 0; i < v->count; i++) {
		enum finding_id id = finding_find(value_text(&v->items[i]));
		if (id == FINDING_NONE)
			return fail(e, E_SCHEMA, v->items[i].at, "expected codes: reason codes");
		out->wanted[id] = true;
	}
	return DONE;
}

/* Ranges become their assets. */
static struct rc
read_assets(const struct value *v, struct arena *a, struct expected_part *out, struct err *e)
{
	size_t cap = 0;
	void *list = NULL;
	for (size_t i = 0; i < v->count; i++) {
		struct slice *assets;
		size_t count;
		struct err why = {0};
		struct rc done = subject_expand(value_text(&v->items[i]), a, &assets, &count,
		    &why);
		if (failed(done))
			return fail(e, done.code == E_SYNTAX ? E_SCHEMA : done.code,
			    v->items[i].at, "expected assets: full subjects or ranges");
		for (size_t k = 0; k < count; k++) {
			if (!arena_grow(a, &list, &cap, out->asset_count, sizeof(struct slice)))
				return arena_failed(a, e);
			out->assets = list;
			out->assets[out->asset_count++] = assets[k];
		}
	}
	return DONE;
}

static struct rc
read_parts(const struct value *v, struct arena *a, struct fixture_case *out, struct err *e)
{
	if (v == NULL)
		return DONE;
	out->parts_given = true;
	if ((out->parts = ARENA_ARRAY(a, struct expected_part, v->count)) == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < v->count; i++) {
		struct expected_part *part = &out->parts[out->part_count++];
		struct obj o = obj_open(&v->items[i]);
		const struct value *assets = obj_need(&o, "assets", VALUE_ARRAY,
		    "expected assets: a list");
		const struct value *proposal = obj_any(&o, "proposal");
		const struct value *codes = obj_may(&o, "codes", VALUE_ARRAY,
		    "expected codes: a list");
		TRY(obj_end(&o, e));
		TRY(read_proposal(proposal, &part->proposal, e));
		TRY(read_codes(codes, &part->codes, e));
		TRY(read_assets(assets, a, part, e));
	}
	return DONE;
}

static struct rc
read_results(const struct value *v, struct arena *a, struct fixture_case *out, struct err *e)
{
	if (v == NULL)
		return DONE;
	if ((out->results = ARENA_ARRAY(a, struct expected_result, v->count)) == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < v->count; i++) {
		struct expected_result *one = &out->results[out->result_count++];
		struct obj o = obj_open(&v->members[i].value);
		const struct value *verdict = obj_may(&o, "verdict", VALUE_STRING,
		    "expected verdict: text");
		const struct value *codes = obj_may(&o, "codes", VALUE_ARRAY,
		    "expected codes: a list");
		TRY(obj_end(&o, e));
		one->criterion = v->members[i].name;
		if (verdict != NULL)
			one->verdict = verdict_parse(verdict->text);
		if (verdict != NULL && (one->verdict == VERDICT_COUNT ||
		    one->verdict == VERDICT_NOT_EVALUATED))
			return fail(e, E_SCHEMA, verdict->at,
			    "expected verdict: pass, fail or indeterminate");
		TRY(read_codes(codes, &one->codes, e));
	}
	return DONE;
}

static struct rc
read_case(const struct value *v, struct arena *a, struct fixture_case *out, struct err *e)
{
	struct obj o = obj_open(v);
	out->name = obj_need_text(&o, "name", "expected name: text");
	out->path = obj_need_text(&o, "case", "expected case: a file");
	const struct value *expect = obj_need(&o, "expect", VALUE_OBJECT,
	    "expected expect: {proposal, parts, results}");
	TRY(obj_end(&o, e));
	if (out->path.len == 0 || utf8_has_control(out->path))
		return fail(e, E_SCHEMA, value_get(v, SLICE("case"))->at, "expected case: a file");
	if (expect->count == 0)
		return fail(e, E_SCHEMA, expect->at,
		    "expected expect: at least one of proposal, parts, results");
	o = obj_open(expect);
	const struct value *proposal = obj_any(&o, "proposal");
	const struct value *parts = obj_may(&o, "parts", VALUE_ARRAY, "expected parts: a list");
	const struct value *results = obj_may(&o, "results", VALUE_OBJECT,
	    "expected results: a mapping from criteria");
	TRY(obj_end(&o, e));
	TRY(read_proposal(proposal, &out->proposal, e));
	TRY(read_parts(parts, a, out, e));
	return read_results(results, a, out, e);
}

/* A name without dot and slash is that of criteria that ship. */
static struct rc
read_criteria(const struct value *v, struct arena *a, struct fixture *out, struct err *e)
{
	struct slice bytes;
	if (v->text.len == 0 || utf8_has_control(v->text))
		return fail(e, E_SCHEMA, v->at, "expected criteria: a file or a name");
	out->criteria = v->text;
	if (slice_find(v->text, SLICE("."), 0) != SIZE_MAX ||
	    slice_find(v->text, SLICE("/"), 0) != SIZE_MAX)
		return DONE;
	if (!arena_format(a, &out->ships, "criteria/%.*s.yaml", SLICE_FMT(v->text)))
		return arena_failed(a, e);
	return shipped_find(out->ships, &bytes) ? DONE : fail(e, E_SCHEMA, v->at,
	    "no criteria of this name ship with assay");
}

struct rc
fixture_decode(const struct value *v, struct arena *a, struct fixture *out, struct err *e)
{
	struct fixture f = {0};
	struct obj o = obj_open(v);
	struct slice version = obj_need_text(&o, "apiVersion", "expected apiVersion: assay/v1");
	struct slice kind = obj_need_text(&o, "kind", "expected kind: CriteriaTest");
	const struct value *criteria = obj_need(&o, "criteria", VALUE_STRING,
	    "expected criteria: a file or a name");
	const struct value *cases = obj_need(&o, "cases", VALUE_ARRAY, "expected cases: a list");
	TRY(obj_end(&o, e));
	if (!slice_eq(version, SLICE("assay/v1")))
		return fail(e, E_SCHEMA, value_get(v, SLICE("apiVersion"))->at,
		    "expected apiVersion: assay/v1");
	if (!slice_eq(kind, SLICE("CriteriaTest")))
		return fail(e, E_SCHEMA, value_get(v, SLICE("kind"))->at,
		    "expected kind: CriteriaTest");
	TRY(read_criteria(criteria, a, &f, e));
	if (cases->count == 0 || cases->count > FIXTURE_CASES_MAX)
		return fail(e, E_SCHEMA, cases->at, "expected cases: 1 to 1000 of them");
	if ((f.cases = ARENA_ARRAY(a, struct fixture_case, cases->count)) == NULL)
		return arena_failed(a, e);
	for (size_t i = 0; i < cases->count; i++)
		TRY(read_case(&cases->items[i], a, &f.cases[f.count++], e));
	*out = f;
	return DONE;
}

/* --- comparing -------------------------------------------------------------------------------- */

static void
put_codes(const bool *codes, struct buf *out)
{
	size_t shown = 0;
	for (size_t id = FINDING_NONE + 1; id < FINDING_COUNT; id++)
		if (codes[id])
			buf_addf(out, "%s%s", shown++ > 0 ? " " : "",
			    finding_name((enum finding_id)id));
	buf_add_text(out, shown == 0 ? "none" : "");
}

static void
compare_codes(const char *where, struct slice what, const struct expected_codes *want,
    const bool *got, struct buf *out)
{
	if (!want->given || memcmp(want->wanted, got, sizeof(want->wanted)) == 0)
		return;
	buf_addf(out, "  %s ", where);
	text_show(what, out);
	buf_add_text(out, ": codes: expected ");
	put_codes(want->wanted, out);
	buf_add_text(out, ", are ");
	put_codes(got, out);
	buf_add_byte(out, '\n');
}

/* "47 assets from asset:acme/ic-22#3101" */
static void
put_assets(const struct slice *assets, size_t count, struct buf *out)
{
	buf_addf(out, "%zu asset%s", count, count == 1 ? "" : "s");
	if (count > 0) {
		buf_add_text(out, " from ");
		text_show(assets[0], out);
	}
}

static void
compare_part(size_t number, const struct expected_part *want, const struct part *got,
    struct buf *out)
{
	bool codes[FINDING_COUNT] = { false };
	bool same = want->asset_count == got->asset_count;
	uint8_t digits[24];
	for (size_t i = 0; same && i < got->asset_count; i++)
		same = slice_eq(want->assets[i], got->assets[i]);
	for (size_t i = 0; i < got->reason_count; i++)
		codes[got->reasons[i].id] = true;
	if (!same) {
		buf_addf(out, "  part %zu: expected ", number);
		put_assets(want->assets, want->asset_count, out);
		buf_add_text(out, ", has ");
		put_assets(got->assets, got->asset_count, out);
		buf_add_byte(out, '\n');
	}
	if (want->proposal != OUTCOME_NONE && want->proposal != got->proposal)
		buf_addf(out, "  part %zu: proposal: expected %s, is %s\n", number,
		    outcome_name(want->proposal), outcome_name(got->proposal));
	int n = snprintf((char *)digits, sizeof(digits), "%zu", number);
	compare_codes("part", (struct slice){ digits, n > 0 ? (size_t)n : 0 }, &want->codes, codes,
	    out);
}

/* Over all parts: the worst verdict, and the codes of all. */
static void
compare_result(const struct expected_result *want, const struct assessment *s, struct buf *out)
{
	bool codes[FINDING_COUNT] = { false };
	enum verdict worst = VERDICT_NOT_EVALUATED;
	for (size_t i = 0; i < s->result_count; i++) {
		const struct criterion_result *r = &s->results[i];
		if (!slice_eq(r->id, want->criterion))
			continue;
		if (worst == VERDICT_NOT_EVALUATED || r->verdict == VERDICT_FAIL ||
		    (r->verdict == VERDICT_INDETERMINATE && worst == VERDICT_PASS))
			worst = r->verdict;
		for (size_t k = 0; k < r->reason_count; k++)
			codes[r->reasons[k].id] = true;
	}
	if (worst == VERDICT_NOT_EVALUATED ||
	    (want->verdict != VERDICT_NOT_EVALUATED && want->verdict != worst)) {
		buf_add_text(out, "  criterion ");
		text_show(want->criterion, out);
		if (worst == VERDICT_NOT_EVALUATED)
			buf_add_text(out, ": there is none of this id\n");
		else
			buf_addf(out, ": verdict: expected %s, is %s\n",
			    verdict_name(want->verdict), verdict_name(worst));
	}
	if (worst != VERDICT_NOT_EVALUATED)
		compare_codes("criterion", want->criterion, &want->codes, codes, out);
}

void
fixture_compare(const struct fixture_case *c, const struct assessment *s, struct buf *out)
{
	if (c->proposal != OUTCOME_NONE && c->proposal != s->proposal)
		buf_addf(out, "  proposal: expected %s, is %s\n", outcome_name(c->proposal),
		    outcome_name(s->proposal));
	if (c->parts_given && c->part_count != s->part_count)
		buf_addf(out, "  parts: expected %zu, are %zu\n", c->part_count, s->part_count);
	for (size_t i = 0; i < c->part_count && i < s->part_count; i++)
		compare_part(i + 1, &c->parts[i], &s->parts[i], out);
	for (size_t i = 0; i < c->result_count; i++)
		compare_result(&c->results[i], s, out);
}
