/* app/ops/ops_criteria.c - `assay criteria check` and `show`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/criteria_file.h"
#include "app/inspect/criteria_source.h"
#include "app/ops.h"
#include "app/shipped_data.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/utf8.h"
#include "criteria/criteria_value.h"

/* One file of `criteria check`: what is wrong, and what is only worth saying. */
struct checking {
	const struct op_call	*call;
	struct shipped_data	 data;
	struct criteria_file	 file;
	struct criteria_errors	 errors;
	struct build		 b;
	struct value		 list;		/* for --json */
	struct value		 notes;
	struct buf		*out;
};

/* "FILE:LINE:COLUMN: problem (CODE)", or the same as an object of the list. */
static void
put_problem(struct checking *c, struct value *list, uint64_t at, const char *what,
    const char *code)
{
	unsigned line, column;
	text_place(c->file.bytes, at, &line, &column);
	if (c->call->json) {
		struct value one = value_object();
		value_put(&c->b, &one, "line", value_number(&c->b, line));
		value_put(&c->b, &one, "column", value_number(&c->b, column));
		value_put(&c->b, &one, "problem", value_string(slice_of(what)));
		value_put(&c->b, &one, "code", value_string(slice_of(code)));
		value_push(&c->b, list, one);
		return;
	}
	text_show(c->file.name, c->out);
	buf_addf(c->out, ":%u:%u: %s (%s)\n", line, column, what, code);
}

/* Requirements that no shipped catalogue has: not wrong, for a catalogue may be the user's own. */
static void
note_requirements(struct checking *c)
{
	const struct value *spec = value_get(&c->file.document, SLICE("spec"));
	const struct value *criteria = value_get(spec, SLICE("criteria"));
	for (size_t i = 0; criteria != NULL && i < criteria->count; i++) {
		const struct value *informs = value_get(&criteria->items[i], SLICE("informs"));
		for (size_t k = 0; informs != NULL && k < informs->count; k++) {
			const struct value *req = value_get(&informs->items[k], SLICE("req"));
			if (catalog_set_find(&c->data.catalogues, value_text(req), NULL) == NULL)
				put_problem(c, &c->notes, req->at,
				    "no shipped catalogue has this requirement", "note");
		}
	}
}

static void
put_file(struct checking *c, struct value *files, struct value *errors)
{
	struct value one = value_object();
	const struct criteria *read = c->file.criteria;
	value_put(&c->b, &one, "file", value_string(c->file.name));
	value_put(&c->b, &one, "name", read == NULL ? value_null() : value_string(read->name));
	value_put(&c->b, &one, "version", read == NULL ? value_null() :
	    value_string(read->version));
	value_put(&c->b, &one, "digest", read == NULL ? value_null() :
	    value_string(c->file.digest));
	value_put(&c->b, &one, "criteria", value_number(&c->b, read == NULL ? 0 :
	    (int64_t)read->count));
	value_put(&c->b, &one, "errors", *errors);
	value_put(&c->b, &one, "notes", c->notes);
	value_push(&c->b, files, one);
}

static struct rc
check_file(struct checking *c, const char *path, struct value *files, struct op_result *r)
{
	struct trouble t = {0};
	struct value errors = value_array();
	struct rc done = criteria_file_load(path, &c->data.kinds, c->call->a, &c->file,
	    &c->errors, &t);
	c->notes = value_array();
	if (failed(done) && c->errors.count == 0) {
		r->trouble = t;
		return done;
	}
	for (size_t i = 0; i < c->errors.count; i++)
		put_problem(c, &errors, c->errors.at[i].at, c->errors.at[i].what,
		    code_name(c->errors.at[i].code));
	if (failed(done))
		r->status = code_status(E_SCHEMA);
	else
		note_requirements(c);
	if (c->call->json) {
		put_file(c, files, &errors);
	} else if (!failed(done)) {
		text_show(c->file.name, c->out);
		buf_addf(c->out, ": %.*s, version %.*s: %zu criteri%s\n",
		    SLICE_FMT(c->file.criteria->name), SLICE_FMT(c->file.criteria->version),
		    c->file.criteria->count, c->file.criteria->count == 1 ? "on" : "a");
	}
	return DONE;
}

struct rc
op_criteria_check(const struct op_call *call, struct op_result *r)
{
	struct checking *c = ARENA_NEW(call->a, struct checking);
	struct value v = value_object(), files = value_array();
	if (c == NULL)
		return arena_failed(call->a, &r->trouble.err);
	c->call = call;
	c->b.a = call->a;
	c->out = &r->out;
	TRY(shipped_data_load(call->a, &c->data, &r->trouble.err));
	for (size_t i = 0; i < op_count(call, "FILE"); i++)
		TRY(check_file(c, op_value(call, "FILE", i), &files, r));
	if (!call->json)
		return DONE;
	value_put(&c->b, &v, "schema", value_string(SLICE("assay/criteria-check/1")));
	value_put(&c->b, &v, "files", files);
	TRY(build_end(&c->b, &r->trouble.err));
	return json_write_pretty(&v, &r->out, &r->trouble.err);
}

/* --- show ------------------------------------------------------------------------------------- */

static struct value
informs_value(struct build *b, const struct criterion *c)
{
	struct value list = value_array();
	for (size_t i = 0; i < c->informs_count; i++) {
		struct value one = value_object();
		value_put(b, &one, "req", value_string(c->informs[i].requirement));
		value_put(b, &one, "as", value_string(c->informs[i].as));
		value_push(b, &list, one);
	}
	return list;
}

static struct value
condition_value(struct build *b, const struct criterion *c)
{
	struct value v = value_object();
	if (!c->has_condition)
		return value_null();
	value_put(b, &v, "text", value_string(c->condition_text));
	value_put(b, &v, "gate", value_string(c->gate));
	value_put(b, &v, "due", value_string(c->due));
	return v;
}

static struct rc
shown_value(struct build *b, const struct criterion *c, const struct kind_set *kinds,
    struct value *out, struct err *e)
{
	AUTO(buf) words = buf_init(MIB(1));
	struct slice wanted;
	criterion_wanted(c, kinds, &words);
	TRY(buf_end(&words, e));
	if (!arena_copy(b->a, buf_slice(&words), &wanted))
		return arena_failed(b->a, e);
	*out = value_object();
	value_put(b, out, "id", value_string(c->id));
	value_put(b, out, "title", value_string(c->title.len > 0 ? c->title : c->id));
	value_put(b, out, "area", value_string(slice_of(area_name(c->area))));
	value_put(b, out, "wanted", value_string(wanted));
	value_put(b, out, "informs", informs_value(b, c));
	value_put(b, out, "min_evidence", c->min_level == LEVEL_NONE ? value_null() :
	    value_string(slice_of(level_name(c->min_level))));
	value_put(b, out, "condition", condition_value(b, c));
	return DONE;
}

static struct rc
show_json(const struct op_call *call, const struct criteria_source *file,
    const struct kind_set *kinds, struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object(), list = value_array(), types = value_array();
	const struct criteria *c = file->criteria;
	for (size_t i = 0; i < c->type_count; i++)
		value_push(&b, &types, value_string(c->component_types[i]));
	for (size_t i = 0; i < c->count; i++) {
		struct value one;
		TRY(shown_value(&b, &c->criteria[i], kinds, &one, &r->trouble.err));
		value_push(&b, &list, one);
	}
	value_put(&b, &v, "schema", value_string(SLICE("assay/criteria-show/1")));
	value_put(&b, &v, "name", value_string(c->name));
	value_put(&b, &v, "version", value_string(c->version));
	value_put(&b, &v, "digest", value_string(file->digest));
	value_put(&b, &v, "decision", value_string(c->decision));
	value_put(&b, &v, "component_types", types);
	value_put(&b, &v, "criteria", list);
	TRY(build_end(&b, &r->trouble.err));
	return json_write_pretty(&v, &r->out, &r->trouble.err);
}

struct rc
op_criteria_show(const struct op_call *call, struct op_result *r)
{
	struct criteria_source file;
	struct kind_set kinds;
	TRY(kinds_shipped(call->a, &kinds, &r->trouble.err));
	TRY(criteria_source_load(op_value(call, "FILE", 0), &kinds, call->a, &file, &r->notes,
	    &r->trouble));
	if (call->json)
		return show_json(call, &file, &kinds, r);
	return criteria_sentences(file.criteria, &kinds, &r->out, &r->trouble.err);
}
