/* app/ops/ops_inspect.c - `assay inspect`: what was sent, held against criteria. See app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "app/inspect/anchors.h"
#include "app/inspect/inspect.h"
#include "app/inspect/maps.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"

/* One report, of a delivery of ENTRIES_MAX files. */
#define REPORT_BYTES_MAX MIB(512)

/* The files that may be written. Nothing is, before all of them have been made. */
enum output { OUTPUT_LETTER, OUTPUT_HTML, OUTPUT_MD, OUTPUT_CASE, OUTPUT_ASSESSMENT, OUTPUT_COUNT };
static const char *const output_options[OUTPUT_COUNT] = { "letter", "html", "md", "case",
	"assessment" };

struct outputs {
	const char	*path[OUTPUT_COUNT];	/* null: not asked for */
	struct buf	 made[OUTPUT_COUNT];
};

static void
outputs_drop(struct outputs *o)
{
	for (size_t i = 0; i < OUTPUT_COUNT; i++)
		buf_drop(&o->made[i]);
}

static struct rc
outputs_open(const struct op_call *call, struct outputs *o, struct trouble *t)
{
	for (size_t i = 0; i < OUTPUT_COUNT; i++) {
		o->made[i] = buf_init(REPORT_BYTES_MAX);
		o->path[i] = op_value(call, output_options[i], 0);
		if (o->path[i] == NULL)
			continue;
		if (strcmp(o->path[i], "-") == 0)
			return trouble_in(t, output_options[i], fail(&t->err, E_USAGE, 0,
			    "expected the name of a file; standard output has the inspection"));
		for (size_t k = 0; op_value(call, "PATH", k) != NULL; k++)
			if (file_is_within(o->path[i], op_value(call, "PATH", k)))
				return trouble_in(t, o->path[i], fail(&t->err, E_USAGE, 0,
				    "lies in what is inspected; name a file elsewhere"));
		for (size_t k = 0; k < i; k++)
			if (o->path[k] != NULL && strcmp(o->path[k], o->path[i]) == 0)
				return trouble_in(t, o->path[i], fail(&t->err, E_USAGE, 0,
				    "one file is named for two outputs"));
	}
	return DONE;
}

static struct rc
outputs_make(struct outputs *o, const struct view *v, const struct inspection *i, struct err *e)
{
	if (o->path[OUTPUT_LETTER] != NULL)
		TRY(view_letter(v, &o->made[OUTPUT_LETTER], e));
	if (o->path[OUTPUT_HTML] != NULL)
		TRY(view_html(v, &o->made[OUTPUT_HTML], e));
	if (o->path[OUTPUT_MD] != NULL)
		TRY(view_markdown(v, &o->made[OUTPUT_MD], e));
	if (o->path[OUTPUT_CASE] != NULL)
		buf_add(&o->made[OUTPUT_CASE], buf_slice(&i->case_bytes));
	if (o->path[OUTPUT_ASSESSMENT] != NULL)
		buf_add(&o->made[OUTPUT_ASSESSMENT], buf_slice(&i->assessment_bytes));
	for (size_t k = 0; k < OUTPUT_COUNT; k++)
		TRY(buf_end(&o->made[k], e));
	return DONE;
}

static struct rc
outputs_write(const struct outputs *o, struct trouble *t)
{
	for (size_t i = 0; i < OUTPUT_COUNT; i++)
		if (o->path[i] != NULL)
			TRY(trouble_in(t, o->path[i], file_write_all(o->path[i],
			    buf_slice(&o->made[i]), &t->err)));
	return DONE;
}

/* What an option holds is the command's, not the input's: malformed, it is wrong usage. */
static struct rc
as_usage(struct rc done, struct err *e)
{
	if (done.code != E_SYNTAX && done.code != E_LIMIT)
		return done;
	e->code = E_USAGE;
	return (struct rc){ E_USAGE };
}

/* A date alone is its last millisecond: whatever happened on that day has happened. */
static struct rc
read_instant(const struct op_call *call, struct inspect_input *in, struct trouble *t)
{
	const char *given = op_value(call, "valid-at", 0);
	in->valid_at_given = given != NULL;
	in->valid_at_ms = call->now_ms;
	if (given == NULL)
		return DONE;
	struct rc done = time_parse(slice_of(given), TIME_END, &in->valid_at_ms, &t->err);
	return trouble_in(t, given, as_usage(done, &t->err));
}

static struct rc
read_threads(const struct op_call *call, struct inspect_input *in, struct trouble *t)
{
	uint64_t n;
	const char *given = op_value(call, "threads", 0);
	in->intake.threads = pool_default_threads();
	if (given == NULL)
		return DONE;
	if (!slice_to_u64(slice_of(given), &n) || n < 1 || n > POOL_THREADS_MAX)
		return trouble_in(t, given, fail(&t->err, E_USAGE, 0,
		    "expected a number of threads, from 1 to 64"));
	in->intake.threads = (unsigned)n;
	return DONE;
}

static struct rc
read_paths(const struct op_call *call, struct inspect_input *in, struct err *e)
{
	size_t n = op_count(call, "PATH");
	const char **paths = ARENA_ARRAY(call->a, const char *, n);
	if (paths == NULL)
		return arena_failed(call->a, e);
	for (size_t i = 0; i < n; i++)
		paths[i] = op_value(call, "PATH", i);
	in->intake.paths = paths;
	in->intake.path_count = n;
	return DONE;
}

/* Everything that the command names beside the delivery; wrong words are found before a byte of
 * the delivery is read. */
struct means {
	struct crypto_bag	 bag;
	struct anchor_set	 anchors;
	struct criteria_source	 criteria;
	struct shipped_data	 data;
};

static void
means_drop(struct means *m)
{
	crypto_bag_drop(&m->bag);
}

static struct rc
read_means(const struct op_call *call, struct means *m, struct inspect_input *in,
    struct op_result *r)
{
	struct table_map *maps;
	struct trouble *t = &r->trouble;
	TRY(read_instant(call, in, t));
	TRY(read_threads(call, in, t));
	TRY(read_paths(call, in, &t->err));
	TRY(maps_load(call, call->a, &maps, &in->intake.map_count, t));
	in->intake.maps = maps;
	TRY(shipped_data_load(call->a, &m->data, &t->err));
	TRY(criteria_source_load(op_value(call, "criteria", 0), &m->data.kinds, call->a,
	    &m->criteria, &r->notes, t));
	TRY(anchors_load(call, call->a, &m->bag, &m->anchors, t));
	in->subject = slice_of(op_value(call, "for", 0));
	in->anchors = &m->anchors;
	in->criteria = &m->criteria;
	in->data = &m->data;
	return DONE;
}

static struct rc
run(const struct op_call *call, const struct inspect_input *in, struct inspection *i,
    struct trouble *t)
{
	struct slice culprit;
	struct rc done = inspect_run(in, call->a, i, &culprit, &t->err);
	if (!failed(done))
		return done;
	if (t->file.len == 0)
		trouble_name(t, culprit);
	bool in_subject = t->err.code == E_SYNTAX && slice_eq(culprit, in->subject);
	if (in_subject)
		done = as_usage(done, &t->err);
	if (in_subject && !arena_format(call->a, &t->place, "+%llu",
	    (unsigned long long)t->err.at))
		t->place = SLICE("");
	return done;
}

struct rc
op_inspect(const struct op_call *call, struct op_result *r)
{
	AUTO(means) m = {0};
	AUTO(outputs) o = {0};
	AUTO(inspection) i = {0};
	struct inspect_input in = {0};
	struct view v;
	struct err *e = &r->trouble.err;
	TRY(outputs_open(call, &o, &r->trouble));
	TRY(read_means(call, &m, &in, r));
	TRY(run(call, &in, &i, &r->trouble));
	TRY(view_make(&in, &i, call->a, &v, e));
	TRY(call->json ? view_json(&v, &r->out, e) : view_text(&v, call->colour, &r->out, e));
	TRY(outputs_make(&o, &v, &i, e));
	TRY(outputs_write(&o, &r->trouble));
	r->status = v.exit_status;
	return DONE;
}
