/* app/inspect/inspect.c - the use case of `inspect`. See app/inspect/inspect.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/inspect/inspect.h"

#include <stdlib.h>

#include "app/inspect/verify.h"
#include "app/inspect/zeros.h"
#include "base/pool.h"
#include "codec/jcs.h"
#include "criteria/evaluate.h"
#include "crypto/digest.h"

/* Memory for the tree of one form, and for its bytes: 20,000 files, or 100,000 serials. */
#define FORM_TREE_BYTES MIB(1024)
#define FORM_BYTES MIB(512)

void
inspection_drop(struct inspection *i)
{
	delivery_drop(&i->delivery);
	buf_drop(&i->case_bytes);
	buf_drop(&i->assessment_bytes);
	*i = (struct inspection){0};
}

static struct rc
digest_buf(const struct buf *b, struct arena *a, struct slice *out, struct err *e)
{
	struct digest d;
	TRY(digest_of(buf_slice(b), &d, e));
	return digest_text(a, &d, out) ? DONE : arena_failed(a, e);
}

/* --- the case --------------------------------------------------------------------------------- */

/* Items that one job writes. */
#define WRITE_JOB 64

/* Items j * WRITE_JOB and on, with commas between them. */
struct written { struct buf bytes; struct err err; };
struct writing { const struct case_form *form; struct written *parts; };

static struct rc
write_items(const struct case_form *c, size_t from, struct buf *out, struct err *e)
{
	AUTO(arena) tree = arena_init(FORM_TREE_BYTES);
	struct build b = { .a = &tree };
	for (size_t i = from; i < c->item_count && i < from + WRITE_JOB; i++) {
		struct value v = case_item_value(&b, &c->items[i]);
		TRY(build_end(&b, e));
		if (i > from)
			buf_add_byte(out, ',');
		TRY(jcs_write(&v, out, e));
	}
	return buf_end(out, e);
}

static void
write_job(void *context, size_t j)
{
	struct writing *w = context;
	struct written *p = &w->parts[j];
	p->bytes = buf_init(FORM_BYTES);
	(void)write_items(w->form, j * WRITE_JOB, &p->bytes, &p->err);	/* recorded in err */
}

/* "[...]", the items written by all cores. */
static struct rc
write_list(const struct case_form *c, struct arena *a, struct buf *out, struct err *e)
{
	size_t jobs = (c->item_count + WRITE_JOB - 1) / WRITE_JOB;
	struct writing w = { c, ARENA_ARRAY(a, struct written, jobs) };
	struct rc done = DONE;
	if (w.parts == NULL)
		return arena_failed(a, e);
	pool_run(jobs, pool_default_threads(), write_job, &w);
	buf_add_byte(out, '[');
	for (size_t j = 0; j < jobs; j++) {
		const struct err *why = &w.parts[j].err;
		if (why->code != OK && !failed(done))
			done = fail(e, why->code, why->at, why->what);
		if (j > 0)
			buf_add_byte(out, ',');
		buf_add(out, buf_slice(&w.parts[j].bytes));
		buf_drop(&w.parts[j].bytes);
	}
	buf_add_byte(out, ']');
	return failed(done) ? done : buf_end(out, e);
}

static struct rc
write_case(struct inspection *i, struct arena *a, struct slice *digest, struct err *e)
{
	AUTO(arena) tree = arena_init(FORM_TREE_BYTES);
	AUTO(buf) items = buf_init(FORM_BYTES);
	struct build b = { .a = &tree };
	TRY(write_list(&i->form, a, &items, e));
	struct value v = case_value_with(&b, &i->form, (struct value){ .kind = VALUE_WRITTEN,
	    .text = buf_slice(&items) });
	TRY(build_end(&b, e));
	TRY(jcs_write(&v, &i->case_bytes, e));
	return digest_buf(&i->case_bytes, a, digest, e);
}

/* The whole form is kept; of its result alone the digest. */
static struct rc
write_assessment(struct inspection *i, struct arena *a, struct err *e)
{
	AUTO(arena) tree = arena_init(FORM_TREE_BYTES);
	AUTO(buf) result = buf_init(FORM_BYTES);
	struct build b = { .a = &tree };
	struct value whole = assessment_value(&b, &i->assessment);
	struct value alone = assessment_result_value(&b, &i->assessment);
	TRY(build_end(&b, e));
	TRY(jcs_write(&whole, &i->assessment_bytes, e));
	TRY(jcs_write(&alone, &result, e));
	return digest_buf(&result, a, &i->result_digest, e);
}

/* Digests of the catalogues that the kinds and criteria lean on, sorted: not of outlines, which no
 * criterion can lean on (decision 0063). */
static struct rc
catalogue_digests(const struct shipped_data *data, bool kinds, struct arena *a,
    struct slice **out, size_t *count, struct err *e)
{
	struct slice *list = ARENA_ARRAY(a, struct slice, data->catalogues.count + 1);
	if (list == NULL)
		return arena_failed(a, e);
	*count = 0;
	for (size_t i = 0; i < data->catalogues.count; i++)
		if (!data->catalogues.at[i]->outline)
			list[(*count)++] = data->catalogues.at[i]->digest;
	if (kinds)
		list[(*count)++] = data->kinds_digest;
	if (*count > 1)
		qsort(list, *count, sizeof(struct slice), slice_cmp_qsort);
	*out = list;
	return DONE;
}

struct inspection
inspection_init(void)
{
	return (struct inspection){ .case_bytes = buf_init(FORM_BYTES),
	    .assessment_bytes = buf_init(FORM_BYTES) };
}

struct rc
inspection_evaluate(const struct inspect_input *in, struct arena *a, struct inspection *i,
    struct err *e)
{
	struct slice *catalogues;
	struct evaluation ask = { .form = &i->form, .criteria = in->criteria->criteria,
	    .kinds = &in->data->kinds, .rows = &in->data->catalogues,
	    .criteria_digest = in->criteria->digest };
	TRY(write_case(i, a, &ask.case_digest, e));
	TRY(catalogue_digests(in->data, in->kinds_are_named, a, &catalogues, &ask.catalogue_count,
	    e));
	ask.catalogues = catalogues;
	TRY(evaluate(&ask, a, &i->assessment, e));
	return write_assessment(i, a, e);
}

struct rc
inspect_run(const struct inspect_input *in, struct arena *a, struct inspection *out,
    struct slice *culprit, struct err *e)
{
	const char *path = NULL;
	*out = inspection_init();
	*culprit = (struct slice){0};
	struct rc done = intake_run(&in->intake, &out->delivery, &path, e);
	if (failed(done)) {
		*culprit = slice_of(path);
		return done;
	}
	TRY(zeros_find(&out->delivery, e));
	TRY(verify_delivery(&out->delivery, in->anchors, in->intake.threads, NULL, e));
	done = scope_resolve(&out->delivery, in->subject, a, &out->scope, e);
	if (failed(done)) {
		*culprit = in->subject;
		return done;
	}
	TRY(scope_bind(&out->delivery, &out->scope, a, e));
	TRY(gather_case(&out->delivery, &out->scope, in->anchors, &in->data->kinds,
	    in->valid_at_ms, a, &out->form, e));
	return inspection_evaluate(in, a, out, e);
}
