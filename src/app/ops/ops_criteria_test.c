/* app/ops/ops_criteria_test.c - `assay criteria test`. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/criteria_file.h"
#include "app/inspect/criteria_fixture.h"
#include "app/inspect/maps.h"
#include "app/ops.h"
#include "app/shipped_data.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/utf8.h"
#include "criteria/evaluate.h"

/* One case at a time: its memory is given back before the next. */
#define CASE_ARENA_BYTES MIB(256)

struct testing {
	const struct op_call	*call;
	struct op_result	*r;
	struct kind_set		 kinds;
	struct catalog_set	 rows;
	struct build		 b;
	struct value		 cases;		/* for --json */
	size_t			 count, failed_count;
};

/* DIR/NAME for a name that stands in FIXTURE, ended with a NUL. */
static struct rc
beside(struct arena *a, struct slice fixture, struct slice name, struct slice *out, struct err *e)
{
	size_t slash = fixture.len;
	while (slash > 0 && fixture.at[slash - 1] != '/')
		slash--;
	return arena_format(a, out, "%.*s%.*s", SLICE_FMT(slice_sub(fixture, 0, slash)),
	    SLICE_FMT(name)) ? DONE : arena_failed(a, e);
}

static struct rc
read_text(struct arena *a, struct slice path, size_t max, struct slice *out, struct trouble *t)
{
	AUTO(buf) bytes = buf_init(max);
	struct rc done = file_read_all((const char *)path.at, &bytes, &t->err);
	if (!failed(done) && !arena_copy(a, buf_slice(&bytes), out))
		done = arena_failed(a, &t->err);
	return done;
}

/* The criteria that a fixture names: one that ships when it is a plain name, else a file. */
static struct rc
load_criteria(struct testing *s, struct slice fixture, const struct fixture *f,
    struct criteria_file *out)
{
	struct criteria_errors errors;
	struct slice path;
	if (!slice_is_null(f->ships))
		return criteria_shipped_load(f->ships, &s->kinds, s->call->a, out, &errors,
		    &s->r->trouble);
	TRY(beside(s->call->a, fixture, f->criteria, &path, &s->r->trouble.err));
	return criteria_file_load((const char *)path.at, &s->kinds, s->call->a, out, &errors,
	    &s->r->trouble);
}

/* Line for line what differs, into *differences. */
static struct rc
run_case(struct testing *s, struct slice path, const struct fixture_case *c,
    const struct criteria *criteria, struct buf *differences)
{
	AUTO(arena) a = arena_init(CASE_ARENA_BYTES);
	struct trouble *t = &s->r->trouble;
	struct slice text = {0};
	struct value v;
	struct case_form form;
	struct assessment result;
	struct rc done = read_text(&a, path, BODY_KEEP_MAX, &text, t);
	if (!failed(done))
		done = json_tree(text, BODY_KEEP_MAX, &a, &v, &t->err);
	if (!failed(done))
		done = case_decode(&v, &a, &form, &t->err);
	if (failed(done)) {
		if (!slice_is_null(text))
			trouble_at_line(t, text, s->call->a);
		return trouble_in(t, (const char *)path.at, done);
	}
	struct evaluation in = { .form = &form, .criteria = criteria, .kinds = &s->kinds,
	    .rows = &s->rows };
	TRY(trouble_in(t, (const char *)path.at, evaluate(&in, &a, &result, &t->err)));
	fixture_compare(c, &result, differences);
	return buf_end(differences, &t->err);
}

static struct rc
report(struct testing *s, struct slice fixture, struct slice name, const struct buf *differences)
{
	struct buf *out = &s->r->out;
	bool good = differences->len == 0;
	s->count++;
	s->failed_count += !good;
	if (!s->call->json) {
		buf_add_text(out, good ? "ok      " : "FAILED  ");
		text_show(fixture, out);
		buf_add_text(out, ": ");
		text_show(name, out);
		buf_add_byte(out, '\n');
		buf_add(out, buf_slice(differences));
		return DONE;
	}
	struct value one = value_object(), list = value_array();
	struct slice lines;
	if (!arena_copy(s->call->a, buf_slice(differences), &lines))
		return arena_failed(s->call->a, &s->r->trouble.err);
	for (size_t from = 0, end; from < lines.len; from = end + 1) {
		end = slice_find(lines, SLICE("\n"), from);
		value_push(&s->b, &list, value_string(slice_trim(slice_sub(lines, from, end))));
	}
	value_put(&s->b, &one, "fixture", value_string(fixture));
	value_put(&s->b, &one, "name", value_string(name));
	value_put(&s->b, &one, "passed", value_bool(good));
	value_put(&s->b, &one, "differences", list);
	value_push(&s->b, &s->cases, one);
	return DONE;
}

static struct rc
run_fixture(struct testing *s, struct slice path)
{
	struct trouble *t = &s->r->trouble;
	struct slice text = {0};
	struct value v;
	struct fixture f;
	struct criteria_file file;
	struct rc done = read_text(s->call->a, path, DOCUMENT_BYTES_MAX + 1, &text, t);
	if (!failed(done))
		done = document_tree(text, s->call->a, &v, &t->err);
	if (!failed(done))
		done = fixture_decode(&v, s->call->a, &f, &t->err);
	if (failed(done)) {
		if (!slice_is_null(text))
			trouble_at_line(t, text, s->call->a);
		return trouble_in(t, (const char *)path.at, done);
	}
	TRY(load_criteria(s, path, &f, &file));
	for (size_t i = 0; i < f.count; i++) {
		AUTO(buf) differences = buf_init(MIB(16));
		struct slice where;
		TRY(beside(s->call->a, path, f.cases[i].path, &where, &t->err));
		TRY(run_case(s, where, &f.cases[i], file.criteria, &differences));
		TRY(report(s, path, f.cases[i].name, &differences));
	}
	return DONE;
}

static bool
is_fixture(struct slice name)
{
	return slice_ends(name, SLICE(".test.yaml")) || slice_ends(name, SLICE(".test.yml")) ||
	    slice_ends(name, SLICE(".test.json"));
}

static struct rc
run_folder(struct testing *s, const char *folder)
{
	struct walk_entry *entries;
	size_t count, found = 0;
	struct err *e = &s->r->trouble.err;
	bool slash = slice_ends(slice_of(folder), SLICE("/"));
	TRY(trouble_in(&s->r->trouble, folder, file_walk(folder, s->call->a, &entries, &count,
	    e)));
	for (size_t i = 0; i < count; i++) {
		struct slice path;
		if (entries[i].kind != FILE_REGULAR || !is_fixture(entries[i].path))
			continue;
		if (!arena_format(s->call->a, &path, "%s%s%.*s", folder, slash ? "" : "/",
		    SLICE_FMT(entries[i].path)))
			return arena_failed(s->call->a, e);
		TRY(run_fixture(s, path));
		found++;
	}
	return found > 0 ? DONE : trouble_in(&s->r->trouble, folder, fail(e, E_USAGE, 0,
	    "no fixture is in this folder: nothing ends in .test.yaml, .test.yml or .test.json"));
}

static struct rc
run_all(struct testing *s)
{
	for (size_t i = 0; i < op_count(s->call, "FILE"); i++) {
		const char *path = op_value(s->call, "FILE", i);
		enum file_kind kind;
		uint64_t size;
		TRY(trouble_in(&s->r->trouble, path, file_kind_of(path, true, &kind, &size,
		    &s->r->trouble.err)));
		if (kind == FILE_FOLDER)
			TRY(run_folder(s, path));
		else
			TRY(run_fixture(s, slice_of(path)));
	}
	return DONE;
}

struct rc
op_criteria_test(const struct op_call *call, struct op_result *r)
{
	struct testing s = { .call = call, .r = r, .b = { .a = call->a }, .cases = value_array() };
	struct value v = value_object();
	struct shipped_data data;
	TRY(shipped_data_load(call->a, &data, &r->trouble.err));
	s.kinds = data.kinds;
	s.rows = data.catalogues;
	TRY(run_all(&s));
	r->status = s.failed_count > 0 ? 1 : 0;
	if (!call->json) {
		buf_addf(&r->out, "%zu case%s, %zu failed\n", s.count, s.count == 1 ? "" : "s",
		    s.failed_count);
		return DONE;
	}
	value_put(&s.b, &v, "schema", value_string(SLICE("assay/criteria-test/1")));
	value_put(&s.b, &v, "cases", s.cases);
	TRY(build_end(&s.b, &r->trouble.err));
	return json_write_pretty(&v, &r->out, &r->trouble.err);
}
