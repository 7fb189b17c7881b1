/* app/ops/ops_assess.c - `assay assess`: what is kept about a subject, held against criteria. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/decision/assess.h"
#include "app/desk/sheet_file.h"
#include "app/home/catalogues.h"
#include "app/home/known.h"
#include "app/listing.h"
#include "app/ops/ops_assess_diff.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/pool.h"
#include "subject/subject.h"

static struct rc
read_question(const struct op_call *call, struct home *h, struct question *q, struct trouble *t)
{
	const char *subject = op_value(call, "SUBJECT", 0);
	struct subject s;
	*q = (struct question){ .subject = slice_of(subject), .threads = pool_default_threads(),
	    .believes = true,
	    .valid_at_given = op_value(call, "valid-at", 0) != NULL };
	if (failed(subject_parse(q->subject, &s, NULL)))
		return trouble_in(t, subject, fail(&t->err, E_USAGE, 0,
		    "expected a subject, e.g. batch:acme/C-2026-041"));
	TRY(valid_read(call, &q->valid_at_ms, t));
	return known_read(call, h, &q->known, t);
}

/* Published criteria by name, or a file: by that nothing can be decided. */
static struct rc
read_criteria(const struct op_call *call, struct home *h, const struct question *q,
    struct assessed *x, struct criteria_source *source, struct op_result *r)
{
	const char *name = op_value(call, "criteria", 0), *file = op_value(call, "criteria-file",
	    0);
	struct published p;
	if (name != NULL && file != NULL)
		return fail(&r->trouble.err, E_USAGE, 0,
		    "give --criteria NAME or --criteria-file FILE");
	if (file != NULL)
		TRY(criteria_source_load(file, &x->data.kinds, call->a, source, &r->notes,
		    &r->trouble));
	else {
		TRY(published_find(h, name, q->known, &x->data.kinds, call->a, &p, &r->trouble));
		*source = p.source;
	}
	x->input.criteria = source;
	return DONE;
}

static struct rc
write_view(const char *path, const struct view *v,
    struct rc (*make)(const struct view *v, struct buf *out, struct err *e), struct trouble *t)
{
	AUTO(buf) page = buf_init(MIB(512));
	TRY(make(v, &page, &t->err));
	return page_file(path, &page, t);
}

static struct rc
write_output(const struct op_call *call, const struct view *v, const struct inspection *i,
    struct trouble *t)
{
	const char *html = op_value(call, "html", 0), *file = op_value(call, "case", 0);
	const char *assessment = op_value(call, "assessment", 0);
	const char *letter = op_value(call, "letter", 0);
	if (letter != NULL)
		TRY(write_view(letter, v, view_letter, t));
	if (html != NULL)
		TRY(write_view(html, v, view_html, t));
	if (file != NULL)
		TRY(trouble_in(t, file, file_write_all(file, buf_slice(&i->case_bytes), &t->err)));
	if (assessment != NULL)
		TRY(trouble_in(t, assessment, file_write_all(assessment,
		    buf_slice(&i->assessment_bytes), &t->err)));
	return DONE;
}

struct rc
op_assess(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(assessed) x = assessed_init();
	struct criteria_source source;
	struct question q;
	struct view v;
	struct err *e = &r->trouble.err;
	TRY(home_open(call, HOME_READ, &h, &r->trouble));
	TRY(store_begin_read(h.store, e));
	TRY(read_question(call, &h, &q, &r->trouble));
	if (op_value(call, "diff", 0) != NULL)
		return assess_diff(call, &h, &q, r);
	TRY(catalogues_known(&h, q.known, call->a, &x.data, e));
	TRY(read_criteria(call, &h, &q, &x, &source, r));
	TRY(assess_run(&q, &h, call->a, &x, &r->trouble));
	store_rollback(h.store);
	TRY(view_make(&x.input, &x.inspection, call->a, &v, e));
	v.stored = true;
	v.position = q.known;
	TRY(call->json ? view_json(&v, &r->out, e) : view_text(&v, call->colour, &r->out, e));
	TRY(write_output(call, &v, &x.inspection, &r->trouble));
	if (x.evidence_count == 0)
		buf_addf(&r->notes, "assay: nothing is kept about %.*s; `assay evidence list` and "
		    "`assay subject list` show what is here\n", SLICE_FMT(q.subject));
	r->status = v.exit_status;
	return DONE;
}
