/* app/ops/ops_support_export.c - `assay support export`: life cycle dates for other programs. See
 * app/ops.h.
 * SPDX-License-Identifier: Apache-2.0 */
#include "app/desk/sheet_file.h"
#include "app/desk/supports.h"
#include "app/home/given.h"
#include "app/home/known.h"
#include "app/listing.h"

/* The one statement of its life cycle, or that which --evidence names. */
static struct rc
choose(const struct support_line *all, size_t count, struct slice subject, struct slice id,
    const struct support_line **out, struct trouble *t)
{
	*out = NULL;
	for (size_t i = 0; i < count; i++) {
		if (!slice_eq(all[i].subject, subject) || all[i].component.len > 0 ||
		    !slice_eq(all[i].kind, SLICE("eol_statement")) ||
		    (id.len > 0 && !slice_eq(all[i].id, id)))
			continue;
		if (*out != NULL)
			return trouble_name(t, subject), fail(&t->err, E_USAGE, 0, "several "
			    "statements are in force; choose one of `support list` with "
			    "--evidence");
		*out = &all[i];
	}
	if (*out != NULL)
		return DONE;
	trouble_name(t, subject);
	return fail(&t->err, E_USAGE, 0, "no such life cycle is stated of it; `support set` with "
	    "--end and --end-of-life (tba: still to be announced) records one");
}

static struct rc
find(const struct op_call *call, struct home *h, struct slice subject,
    const struct support_line **out, struct trouble *t)
{
	struct support_line *all;
	struct slice id = SLICE("");
	const char *given = op_value(call, "evidence", 0);
	size_t count;
	uint64_t known;
	int64_t at_ms;
	TRY(known_open(call, h, &known, t));
	TRY(valid_read(call, &at_ms, t));
	if (given != NULL)
		TRY(trouble_in(t, given, state_resolve(h->store, slice_of(given), "evidence",
		    known, call->a, &id, &t->err)));
	TRY(supports_find(h, subject, known, at_ms, call->a, &all, &count, &t->err));
	return choose(all, count, subject, id, out, t);
}

static struct rc
say(const struct op_call *call, const struct support_line *l, const char *file,
    struct op_result *r)
{
	struct build b = { .a = call->a };
	struct value v = value_object();
	value_put(&b, &v, "file", value_string(slice_of(file)));
	value_put(&b, &v, "subject", value_string(l->subject));
	value_put(&b, &v, "evidence", value_string(l->id));
	TRY(build_end(&b, &r->trouble.err));
	return object_print(call, r, "assay/support-export/1", &v);
}

struct rc
op_support_export(const struct op_call *call, struct op_result *r)
{
	AUTO(home) h = {0};
	AUTO(buf) page = buf_init(KIB(64));
	const struct support_line *l;
	const char *file = op_value(call, "output", 0);
	struct slice subject;
	struct trouble *t = &r->trouble;
	TRY(given_subject(op_value(call, "for", 0), SUBJECT_BIT(SUBJECT_PRODUCT) |
	    SUBJECT_BIT(SUBJECT_RELEASE) | SUBJECT_BIT(SUBJECT_PURL), "expected --for a product, a "
	    "release or the purl of a component", &subject, t));
	if (!op_flag(call, "openeox"))
		return fail(&t->err, E_USAGE, 0, "expected --openeox: the form to write");
	if (file == NULL)
		return fail(&t->err, E_USAGE, 0, "expected --output FILE (-o), or - for standard "
		    "output");
	TRY(find(call, &h, subject, &l, t));
	struct openeox x = l->dates;
	x.last_updated_ms = l->stated_ms;
	TRY(openeox_write(&x, &page, &t->err));
	if (!slice_eq(slice_of(file), SLICE("-"))) {
		TRY(page_file(file, &page, t));
		return say(call, l, file, r);
	}
	buf_follow(&r->out, &page);
	buf_add(&r->out, buf_slice(&page));
	return DONE;
}
